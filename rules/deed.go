// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"iter"
	"slices"

	"github.com/stagedoor/stagedoor/graph"
)

// A Deed is what somebody is about to do, as far as it could be read: the graph
// is asked what it means. Lists are alternatives: all of them may be meant.
type Deed struct {
	Types     []string // of what is named; none where the name may be anything's
	Names     []string // ids, the beginnings of ids, names
	Variables []string // names of variables that hold what opens it
	Stores    []string // identities of databases
	Servers   []string // of their servers, where no database is named
	Inside    []string // containers or services whose own database is meant
	All       string   // no name: everything in this, see Within and Folders
	Within    map[string][]string
	Folders   []string // of the repository; "" for one that is not known
	Declares  []string // endings of the files in them that count; any where none is given
	Files     []string // that declare it
	Power     graph.Power
	Rows      bool // what is in the thing, not the thing itself
	Perhaps   bool // a plan that nobody has seen decides whether

	PerEnvironment bool   // one id of the type stands for an instance in each environment
	Unknown        string // what of the target is not known
	Loose          string // why the place is not certain: there may be another thing of that name
	Production     string // words of the line that name production themselves: "the namespace prod"
}

// A Verdict is what the graph says of a deed.
type Verdict int

const (
	Below      Verdict = iota // established: nothing above the environments below production
	Unknown                   // never called safe
	Production                // it is touched
)

func (v Verdict) String() string { return [...]string{"below", "unknown", "production"}[v] }

// An Outcome is what a deed would do.
type Outcome struct {
	Verdict Verdict
	Meant   []*graph.Node // all that may be meant
	Damages []Damage      // worst first
	Copies  []*graph.Node // copies that are deleted by themselves
	Tiers   []graph.Tier
	Handle  bool   // one id stands for several environments
	Named   string // a scope of production that is meant and of whose stores none is known
	Why     string // what makes it unknown, or what production is named by
	Basis   graph.Basis
}

// What asks the graph.
func (d Deed) What(g *graph.Graph) Outcome {
	o := Outcome{Basis: graph.Fetched}
	found, why := d.meant(g)
	o.Meant = found
	for _, n := range found {
		o.of(d, g, n)
	}
	slices.SortStableFunc(o.Damages, func(a, b Damage) int { return b.rank() - a.rank() })
	if len(o.Damages)+len(o.Copies) == 0 && !d.Rows {
		o.scopes(found)
	}
	o.judge(d, g, why)
	return o
}

// scopes looks for one of production among what is deleted, where no store in it is
// known.
func (o *Outcome) scopes(found []*graph.Node) {
	for _, n := range found {
		if _, ok := n.InTier(graph.Production); ok && n.Kind == graph.Scope {
			o.Named = storeTitle(n) + ", which is production's"
			return
		}
	}
}

// rank puts what is production's first.
func (d Damage) rank() int {
	if d.Production {
		return 1
	}
	return 0
}

// of adds what becomes of one thing that may be meant.
func (o *Outcome) of(d Deed, g *graph.Graph, n *graph.Node) {
	if n.Kind == graph.Backup {
		if !slices.Contains(o.Copies, n) {
			o.Copies = append(o.Copies, n)
		}
		return
	}
	if n.Is(graph.SpanningHandle) && !d.Rows {
		o.Handle = true
	}
	power := d.Power
	if !d.Rows {
		power |= graph.Delete
	} else {
		power |= graph.Write
	}
	for _, x := range damages(withoutServers(harmsIn(deedReach(g, n, power, !d.Rows), instances))) {
		if !slices.ContainsFunc(o.Damages, func(y Damage) bool { return y.Store == x.Store }) {
			x.Does = d.does()
			o.Damages = append(o.Damages, x)
		}
	}
}

// instances leaves out a handle whose instances are told.
func instances(s *graph.Node) (graph.Membership, bool) {
	for l := range s.Out(graph.Destroys) {
		if l.To.Kind == graph.Store {
			return graph.Membership{}, false
		}
	}
	return anyEnvironment(s)
}

// deedReach is the thing itself and what is lost with it.
func deedReach(g *graph.Graph, n *graph.Node, p graph.Power, whole bool) iter.Seq2[*graph.Node, graph.Path] {
	return func(yield func(*graph.Node, graph.Path) bool) {
		if !yield(n, graph.Path{Power: p, Opened: true}) {
			return
		}
		for m, path := range g.ReachOfDeed(n, p, whole) {
			if slices.ContainsFunc(path.Steps, leaves) {
				continue
			}
			if !yield(m, path) {
				return
			}
		}
	}
}

// leaves reports whether a step goes on with a credential that was found, which
// the deed itself does not.
func leaves(l *graph.Link) bool {
	switch l.Verb {
	case graph.Contains, graph.Destroys:
		return false
	}
	return true
}

// Of asks what a deed does to one thing that is known already.
func (d Deed) Of(g *graph.Graph, n *graph.Node) Outcome {
	o := Outcome{Basis: graph.Fetched, Meant: []*graph.Node{n}}
	o.of(d, g, n)
	o.judge(d, g, "")
	return o
}
