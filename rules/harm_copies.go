// SPDX-License-Identifier: Apache-2.0

package rules

import "github.com/stagedoor/stagedoor/graph"

// copies sorts the store's copies by what becomes of them. A copy of the cluster
// in which it lies is one of the store's.
func (h *harm) copies(reached map[*graph.Node][]graph.Path) {
	on := map[*graph.Node]bool{h.store: true}
	saved := []*graph.Node{h.store}
	for _, s := range h.path.Steps {
		on[s.From], on[s.To] = true, true
		if s.Verb == graph.Contains && s.From.Kind == graph.Store {
			saved = append(saved, s.From)
		}
	}
	for _, s := range saved {
		h.copiesOf(s, on, reached)
	}
}

func (h *harm) copiesOf(saved *graph.Node, on map[*graph.Node]bool, reached map[*graph.Node][]graph.Path) {
	for l := range saved.In(graph.CopyOf) {
		switch b := l.From; {
		case diesWith(b, on) != nil:
			h.dying = append(h.dying, diesWith(b, on))
		case b.Is(graph.Skippable):
			h.skippable = append(h.skippable, b)
		case fateUnknown(b):
			h.unseen = append(h.unseen, b)
		case deletable(b, reached[b]):
			h.reachable = append(h.reachable, b)
		default:
			h.surviving = append(h.surviving, b)
		}
	}
	if off, ok := saved.Trait(graph.BackupsOff); ok && off.Is == graph.Yes && h.off == nil {
		h.off = &off
	}
}

// diesWith returns the link by which a copy is deleted with one of the nodes.
func diesWith(b *graph.Node, on map[*graph.Node]bool) *graph.Link {
	for l := range b.In(graph.Destroys) {
		if on[l.From] && graph.Stopped(b, graph.Full) == nil {
			return l
		}
	}
	return nil
}

func fateUnknown(b *graph.Node) bool {
	for t := range b.Traits(graph.MayExist) {
		if t.Is == graph.Unknown {
			return true
		}
	}
	return false
}

func deletable(b *graph.Node, paths []graph.Path) bool {
	for _, p := range paths {
		if p.Opened && (p.Power.Has(graph.DeleteBackups) || p.Power.Has(graph.Delete)) && graph.Stopped(b, p.Power) == nil {
			return true
		}
	}
	return false
}
