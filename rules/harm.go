// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

// A harm is what somebody who holds a credential can do to one production store,
// and what of it would be left.
type harm struct {
	store   *graph.Node
	env     graph.Membership // why the store is production's
	path    graph.Path
	deletes bool // the store itself
	rows    bool // what is in it
	// neither: nobody says what the credential may do

	dying     []*graph.Link // copies that are deleted with it
	reachable []*graph.Node // copies that outlive it, and that the same credential can delete
	surviving []*graph.Node
	unseen    []*graph.Node // copies whose fate is not documented
	skippable []*graph.Node // copies that are made or kept only if whoever deletes asks for it
	off       *graph.Noted  // backups are declared or documented as absent
}

// harms lists the production stores in a credential's reach, worst first; one
// harm, the worst, for each store.
func harms(g *graph.Graph, from *graph.Node) []harm {
	return harmsTo(g, from, func(s *graph.Node) (graph.Membership, bool) {
		m, ok := s.InTier(graph.Production)
		return m, ok && !s.Is(graph.SpanningHandle) && roleOfStore(s) == ""
	})
}

// harmsTo is harms for the stores that want accepts.
func harmsTo(g *graph.Graph, from *graph.Node, want func(*graph.Node) (graph.Membership, bool)) []harm {
	return withoutServers(harmsIn(g.Reach(from), want))
}

// harmsIn is harmsTo for what is reached in any other way.
func harmsIn(reached iter.Seq2[*graph.Node, graph.Path], want func(*graph.Node) (graph.Membership, bool)) []harm {
	paths := map[*graph.Node][]graph.Path{}
	var stores []*graph.Node
	for n, p := range reached {
		if n.Kind == graph.Store && paths[n] == nil {
			stores = append(stores, n)
		}
		paths[n] = append(paths[n], p)
	}
	var all []harm
	for _, s := range stores {
		env, ok := want(s)
		if !ok {
			continue
		}
		h, ok := worst(s, env, paths[s])
		if !ok {
			continue
		}
		h.copies(paths)
		all = append(all, h)
	}
	slices.SortStableFunc(all, func(a, b harm) int { return cmp.Compare(b.severity(), a.severity()) })
	return all
}

// worst chooses, of all ways to a store, the one that does most: deleting before
// erasing rows before what nobody knows. A way that only reads does no harm.
func worst(s *graph.Node, env graph.Membership, paths []graph.Path) (harm, bool) {
	best, found := harm{}, false
	for _, p := range paths {
		h := harm{store: s, env: env, path: p}
		switch {
		case !p.Opened:
			continue
		case p.Deletes(s):
			h.deletes = true
		case p.Power.Has(graph.Write):
			h.rows = true
		case p.Power != 0:
			continue
		}
		if !found || h.degree() > best.degree() || h.degree() == best.degree() && p.Basis() > best.path.Basis() {
			best, found = h, true
		}
	}
	return best, found
}

func (h harm) degree() int {
	switch {
	case h.deletes:
		return 2
	case h.rows:
		return 1
	}
	return 0
}

// severity is how bad it is if it is right; a guess caps it elsewhere.
func (h harm) severity() Severity {
	switch {
	case !h.deletes && !h.rows:
		return Medium
	case knownNotPrimary(h.store), mayExist(h.store):
		return Medium
	case h.deletes && len(h.surviving) == 0 && len(h.reachable) == 0 && len(h.unseen) == 0 && h.established():
		return Critical
	}
	return High
}

// established reports whether we know, and do not merely fail to see, that no
// copy is left.
func (h harm) established() bool {
	if h.off != nil && h.off.Basis() >= graph.Known {
		return true
	}
	for _, l := range h.dying {
		if l.Basis() < graph.Known {
			return false
		}
	}
	for _, b := range h.skippable {
		if t, _ := b.Trait(graph.Skippable); t.Basis() < graph.Known {
			return false
		}
	}
	return len(h.dying)+len(h.skippable) > 0
}

func knownNotPrimary(s *graph.Node) bool {
	t, ok := s.Trait(graph.PrimaryData)
	return ok && t.Is == graph.No
}

// roleOfStore is the part that makes a store one that many share on purpose:
// state, logs, artefacts, assets, cache.
func roleOfStore(s *graph.Node) string { return s.Detail(graph.Role) }

// withoutServers drops a server where a database on it is listed.
func withoutServers(all []harm) []harm {
	inside := map[*graph.Node]bool{}
	for _, h := range all {
		for l := range h.store.In(graph.Contains) {
			inside[l.From] = true
		}
	}
	return slices.DeleteFunc(all, func(h harm) bool { return inside[h.store] })
}

// does words the harm: "can delete", "can erase what is in", "may reach".
func (h harm) does() string {
	switch {
	case h.deletes:
		return "can delete"
	case h.rows:
		return "can erase rows in"
	}
	return "may be able to change"
}

// left words what of the data would be left.
func (h harm) left() string {
	switch {
	case !h.deletes && !h.rows:
		return "what it may do there is not known"
	case len(h.surviving) > 0:
		return "a copy outlives it: " + names(h.surviving)
	case len(h.reachable) > 0:
		return "its copies outlive it, but the same credential can delete them: " + names(h.reachable)
	case !h.deletes:
		return "no copy is seen outside the database; the provider's own backups are not touched by SQL"
	case h.off != nil:
		return "it has no backups: " + firstSays(h.off.Why)
	case len(h.skippable) > 0 && len(h.unseen) == 0:
		return "a call to the API can leave out what would be left of it: " + names(h.skippable)
	case len(h.dying) > 0 && len(h.unseen) == 0:
		return "its backups are deleted with it"
	}
	return "no copy is seen that outlives it"
}

// lost reports whether it is established that nothing is left of the data.
func (h harm) lost() bool {
	left := len(h.surviving) + len(h.reachable) + len(h.skippable) + len(h.unseen)
	return h.deletes && left == 0 && (h.off != nil || len(h.dying) > 0)
}

// undo words the window in which a deletion can be taken back, or "".
func (h harm) undo() string {
	if !h.deletes {
		return ""
	}
	nodes := []*graph.Node{h.store}
	for _, s := range h.path.Steps {
		nodes = append(nodes, s.From, s.To)
	}
	for _, n := range nodes {
		if t, ok := n.Trait(graph.TraitUndo); ok && t.Is == graph.Yes {
			return fmt.Sprintf("the deletion can be taken back for %d h, %s", t.Hours, t.Detail)
		}
	}
	return ""
}

func names(ns []*graph.Node) string {
	var s []string
	for _, n := range ns {
		s = append(s, n.Name)
	}
	slices.Sort(s)
	return strings.Join(slices.Compact(s), ", ")
}
