// SPDX-License-Identifier: Apache-2.0

package graph

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A Stage is a named step of Build. Derivations of one stage see what the
// earlier stages froze, and nothing of each other.
type Stage int

const (
	Joins        Stage = iota // names that mean one thing: references, ids beside secrets
	Environments              // each mention's environment
	Vendors                   // what documents add: what a token opens, where backups live
	Consequences              // what follows from all of it: each thing's environments
	stages
)

// A Derivation is a join that needs all facts. Run reads the frozen graph and
// adds facts; it must not depend on any order but the graph's.
type Derivation struct {
	Name  string
	Doc   string
	Stage Stage
	Run   func(*Graph, *Facts)
}

// Build runs the derivations over the facts and freezes the result. It takes
// the facts over: do not use them afterwards.
func Build(f *Facts, derive ...Derivation) *Graph {
	for s := Stage(0); s < stages; s++ {
		var g *Graph
		added := f.Fresh()
		for _, d := range derive {
			if d.Stage != s {
				continue
			}
			if g == nil {
				g = freeze(f)
			}
			d.Run(g, added)
		}
		if g != nil {
			_ = f.Merge(added) // same vault: cannot fail
		}
	}
	return freeze(f)
}

func (g *Graph) link(edges map[Edge][]Chain, notes map[noteKey][]Chain) {
	for e, chains := range edges {
		l := &Link{From: g.byID[e.From], To: g.byID[e.To], Verb: e.Verb, Power: e.Power, Needs: e.Needs, Why: chains[0], Also: chains[1:], heading: headingOf(e.Verb)}
		l.From.out = append(l.From.out, l)
		l.To.in = append(l.To.in, l)
	}
	for k, chains := range notes {
		n := g.byID[k.on]
		n.traits = append(n.traits, Noted{Trait: k.trait, Is: k.is, Why: chains[0]})
	}
	for _, n := range g.nodes {
		slices.SortFunc(n.out, func(a, b *Link) int { return cmp.Or(compareLinks(a, b), cmp.Compare(a.To.index, b.To.index)) })
		slices.SortFunc(n.in, func(a, b *Link) int { return cmp.Or(compareLinks(a, b), cmp.Compare(a.From.index, b.From.index)) })
		slices.SortFunc(n.traits, func(a, b Noted) int {
			return cmp.Or(strings.Compare(string(a.Name), string(b.Name)), cmp.Compare(b.Basis(), a.Basis()),
				cmp.Compare(b.Is, a.Is), a.compare(b.Trait), Chain(a.Why).Compare(b.Why))
		})
	}
}

func compareLinks(a, b *Link) int {
	return cmp.Or(strings.Compare(string(a.Verb), string(b.Verb)), cmp.Compare(b.Basis(), a.Basis()),
		cmp.Compare(b.Power, a.Power), cmp.Compare(a.Needs, b.Needs), a.Why.Compare(b.Why))
}

// publish gives every node its public id. Credentials that share one are told
// apart by the order of their places.
func (g *Graph) publish() {
	seen := map[string]int{}
	for _, n := range g.nodes {
		if n.Kind != Credential {
			n.public = string(n.Kind) + ":" + strings.TrimLeft(n.key, "/")
			continue
		}
		part := n.Detail(PublicPart)
		if part == "" {
			part = n.Name
		}
		base := fmt.Sprintf("credential:%s/%s", n.Type, part)
		first := n.First()
		if first.File != "" {
			base += "@" + first.File
		}
		if first.Past() { // apart from those of the tree, which keep their numbers
			base += "@" + first.Commit
		}
		seen[base]++
		if c := seen[base]; c > 1 {
			base = fmt.Sprintf("%s#%d", base, c)
		}
		n.public = base
	}
}
