// SPDX-License-Identifier: Apache-2.0

package rules

import "github.com/stagedoor/stagedoor/graph"

// A Damage is what can be done to one store from a start, and what would be
// left.
type Damage struct {
	Store      *graph.Node
	What       string // the store as a sentence uses it: "Railway volume pgdata@production"
	Production bool
	Tiers      []graph.Tier
	Does       string // "can delete", "can erase rows in", "may be able to change"
	Left       string // what of the data would be left
	Undo       string // the window in which a deletion can be taken back, or ""
	Known      bool   // the power is known
	Lost       bool   // it is established that no copy is left
	Path       Path
}

// Blast lists what a node can damage in any environment, worst first. Stores
// that it can only read are not listed.
func Blast(g *graph.Graph, from *graph.Node) []Damage {
	return damages(harmsTo(g, from, anyEnvironment))
}

func anyEnvironment(s *graph.Node) (graph.Membership, bool) {
	if s.Is(graph.SpanningHandle) {
		return graph.Membership{}, false // its instances are told
	}
	for _, m := range s.Environments() {
		return m, true
	}
	return graph.Membership{}, true
}

func damages(all []harm) []Damage {
	var out []Damage
	for _, h := range all {
		d := Damage{Store: h.store, What: storeTitle(h.store), Does: h.does(), Left: h.left(), Undo: h.undo(), Known: h.deletes || h.rows, Lost: h.lost()}
		for _, m := range h.store.Environments() {
			d.Tiers = append(d.Tiers, m.Tier)
		}
		d.Tiers = tiers(d.Tiers...)
		_, d.Production = h.store.InTier(graph.Production)
		ss := steps(h.path.Steps)
		if h.env.Link != nil {
			ss = append(ss, membership(h.env))
		}
		for _, l := range h.dying {
			ss = append(ss, tell(l, ""))
		}
		d.Path = Path{Basis: weakest(ss), Steps: ss}
		out = append(out, d)
	}
	return out
}
