// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"cmp"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

// Guarded is what of a repository is production's and somebody who works in it
// should be kept from.
type Guarded struct {
	Things []*graph.Node // stores, copies and what holds them, which one act could destroy
	Keys   []Key         // credentials in plaintext that lead there, or that a file of production holds
}

// A Key is a credential with the files in which its value can be read.
type Key struct {
	Node  *graph.Node
	Files []string
}

// Guard lists what is production's. Only what somebody says counts: a store of
// which nobody says whose it is is not among it, nor what examples, documents and
// tests name.
func Guard(g *graph.Graph) Guarded {
	var out Guarded
	add := func(n *graph.Node) {
		if !slices.Contains(out.Things, n) {
			out.Things = append(out.Things, n)
		}
	}
	for _, kind := range []graph.Kind{graph.Store, graph.Scope, graph.Backup} {
		for n := range g.Nodes(kind) {
			if _, ok := n.InTier(graph.Production); !ok || rehearsed(n) || n.Detail(graph.Role) != "" {
				continue
			}
			add(n)
			for up := range around(n) {
				add(up)
			}
		}
	}
	for n := range g.Nodes(graph.Credential) {
		if files := readableIn(n); len(files) > 0 && leadsToProduction(g, n) {
			out.Keys = append(out.Keys, Key{n, files})
		}
	}
	return out
}

// around yields what a thing is lost with: the scopes in which it lies, and the
// handles whose deletion takes it along.
func around(n *graph.Node) func(func(*graph.Node) bool) {
	return func(yield func(*graph.Node) bool) {
		seen := map[*graph.Node]bool{n: true}
		queue := []*graph.Node{n}
		for i := 0; i < len(queue) && i < 1000; i++ {
			for l := range queue[i].In(graph.Contains, graph.Destroys) {
				up := l.From
				if seen[up] || up.Kind != graph.Scope && up.Kind != graph.Store {
					continue
				}
				seen[up] = true
				queue = append(queue, up)
				if !yield(up) {
					return
				}
			}
		}
	}
}

func leadsToProduction(g *graph.Graph, n *graph.Node) bool {
	if _, ok := n.InTier(graph.Production); ok {
		return true
	}
	return slices.ContainsFunc(Blast(g, n), func(d Damage) bool { return d.Production })
}

// readableIn are the files that hold a credential's value, without those of
// examples, documents and tests.
func readableIn(n *graph.Node) (files []string) {
	for l := range n.In(graph.Holds) {
		switch roleOf(l.From) {
		case "example", "docs", "test":
			continue
		}
		for _, why := range l.Why {
			if f := why.At.File; f != "" && !slices.Contains(files, f) {
				files = append(files, f)
			}
		}
	}
	slices.SortFunc(files, func(a, b string) int {
		return cmp.Or(cmp.Compare(strings.Count(a, "/"), strings.Count(b, "/")), cmp.Compare(a, b))
	})
	return files
}

// UnaskedOf yields what agents may do with nobody asked, agent by agent.
func UnaskedOf(g *graph.Graph) func(func(agent *graph.Node, note graph.Noted) bool) {
	return func(yield func(*graph.Node, graph.Noted) bool) {
		for h := range g.Nodes(graph.Holder) {
			if h.Type != "agent" {
				continue
			}
			for t := range h.Traits(graph.ActsUnasked) {
				if t.Is == graph.Yes && !yield(h, t) {
					return
				}
			}
		}
	}
}

// TiersOf are the environments that a credential is in or leads to.
func TiersOf(g *graph.Graph, n *graph.Node) []graph.Tier {
	ts := Held(g, n).Tiers
	for _, m := range n.Environments() {
		ts = append(ts, m.Tier)
	}
	return tiers(ts...)
}
