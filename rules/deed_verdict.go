// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

// judge decides. Production counts wherever it is seen, however unsure; that
// nothing of it is touched must be established for everything that is meant.
func (o *Outcome) judge(d Deed, g *graph.Graph, why string) {
	var ts []graph.Tier
	named := firstOf(d.Production, o.Named)
	production := named != ""
	for _, x := range o.Damages {
		ts = append(ts, x.Tiers...)
		production = production || x.Production
		o.Basis = graph.Weakest(o.Basis, x.Path.Basis)
	}
	for _, c := range o.Copies {
		for _, m := range copyEnvironments(c) {
			ts = append(ts, m.Tier)
			production = production || m.Tier == graph.Production
			o.Basis = graph.Weakest(o.Basis, m.Basis())
		}
	}
	o.Tiers = tiers(ts...)
	if named != "" && len(o.Damages)+len(o.Copies) == 0 {
		o.Tiers = tiers(append(ts, graph.Production)...)
	}
	switch {
	case production:
		o.Verdict = Production
		if len(o.Damages)+len(o.Copies) == 0 {
			o.Why, o.Basis = named+" names production", graph.Named
		}
	default:
		o.Verdict, o.Why = d.established(g, o, why)
	}
}

// established reports whether it is known that nothing above is touched, or what
// keeps it from being so.
func (d Deed) established(g *graph.Graph, o *Outcome, why string) (Verdict, string) {
	switch {
	case d.Unknown != "":
		return Unknown, d.Unknown
	case why != "":
		return Unknown, why
	case len(o.Damages)+len(o.Copies) == 0:
		return Unknown, "no store is known that it destroys"
	case d.Loose != "":
		return Unknown, d.Loose
	}
	for _, n := range o.Meant {
		if d.PerEnvironment && !n.Is(graph.SpanningHandle) && !hasInstances(n) {
			return Unknown, "one id of " + storeTitle(n) + " may stand for an instance in every environment, and which it has is not known here"
		}
	}
	for _, x := range o.Damages {
		if why := notBelow(x.Store.Environments(), storeTitle(x.Store)); why != "" {
			return Unknown, why
		}
	}
	for _, c := range o.Copies {
		if why := notBelow(copyEnvironments(c), c.Name); why != "" {
			return Unknown, why
		}
	}
	if gap := d.gap(g); gap != "" {
		return Unknown, gap
	}
	return Below, ""
}

func hasInstances(n *graph.Node) bool {
	for l := range n.Out(graph.Destroys) {
		if l.To.Kind == graph.Store {
			return true
		}
	}
	return false
}

// notBelow is why a thing is not known to be below production, or "".
func notBelow(ms []graph.Membership, what string) string {
	below := false
	for _, m := range ms {
		switch {
		case !m.Tier.Below():
			return fmt.Sprintf("%s belongs to %s too, of which nobody says what it is for", what, m.Env.Name)
		case m.Basis() >= graph.Named:
			below = true
		}
	}
	if len(ms) == 0 {
		return "nothing says to which environment " + what + " belongs"
	}
	if !below {
		return "that " + what + " is " + ms[0].Env.Name + "'s is only guessed"
	}
	return ""
}

// copyEnvironments are those of a copy, or of what it copies.
func copyEnvironments(c *graph.Node) []graph.Membership {
	ms := c.Environments()
	for l := range c.Out(graph.CopyOf) {
		ms = append(ms, l.To.Environments()...)
	}
	return ms
}

// gap is a part of the folders or files that could not be read, which may declare
// more than is known.
func (d Deed) gap(g *graph.Graph) string {
	if d.All == "" {
		return ""
	}
	for _, gap := range g.Gaps() {
		for _, f := range d.Folders {
			if f == "." || under(gap.At.File, f) {
				return "a part of what it destroys could not be read: " + at(gap.At)
			}
		}
		if slices.Contains(d.Files, gap.At.File) {
			return "a part of what it destroys could not be read: " + at(gap.At)
		}
	}
	return ""
}

func under(file, folder string) bool {
	return folder == "." || file == folder || strings.HasPrefix(file, folder+"/")
}
