// SPDX-License-Identifier: Apache-2.0

package rules

import "github.com/stagedoor/stagedoor/graph"

// Held is what can be done with a place or credential: production where any of it
// is production's, unknown where nobody says what it may do.
func Held(g *graph.Graph, n *graph.Node) Outcome {
	o := Outcome{Basis: graph.Fetched, Damages: Blast(g, n)}
	var ts []graph.Tier
	o.Verdict = Below
	if len(o.Damages) == 0 && n.Kind != graph.Holder && !opensToRead(g, n) {
		o.Verdict, o.Why = Unknown, "what it opens is not known"
	}
	for _, d := range o.Damages {
		ts = append(ts, d.Tiers...)
		o.Basis = graph.Weakest(o.Basis, d.Path.Basis)
		why := notBelow(d.Store.Environments(), d.What)
		if !d.Known {
			why = "nobody says what it may do"
		}
		switch {
		case d.Production:
			o.Verdict = Production
		case why != "" && o.Verdict == Below:
			o.Verdict, o.Why = Unknown, why
		}
	}
	o.Tiers = tiers(ts...)
	return o
}

// opensToRead reports whether it is known that something is opened, to read it.
func opensToRead(g *graph.Graph, n *graph.Node) bool {
	for m, p := range g.Reach(n) {
		if m.Kind == graph.Store && p.Opened && p.Power == graph.Read {
			return true
		}
	}
	return false
}

// Bearing finds what has a name or id, or an id that begins so.
func Bearing(g *graph.Graph, name string) []*graph.Node {
	found, _ := Deed{}.named(g, name)
	return found
}
