// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/reporters"
	"github.com/stagedoor/stagedoor/rules"
	"github.com/stagedoor/stagedoor/scanners/workstation"
)

// inventory is what a workstation holds, out of the graph.
func inventory(a *answer, visits []workstation.Visit) *reporters.Workstation {
	w := &reporters.Workstation{}
	ids := heldIDs(a.graph)
	for c := range a.graph.Nodes(graph.Credential) {
		if id, held := ids[c]; held {
			if h, ok := heldOf(a.graph, c); ok {
				h.ID = id
				w.Held = append(w.Held, h)
			}
		}
	}
	rank := map[string]int{"can": 0, "may": 1, "unknown": 2, "no": 3}
	slices.SortStableFunc(w.Held, func(a, b reporters.Held) int {
		return cmp.Or(cmp.Compare(rank[a.Production], rank[b.Production]), strings.Compare(a.ID, b.ID))
	})
	for s := range a.graph.Nodes(graph.Slot) {
		if s.Type == "keyring" || s.Type == "unread_place" {
			u := reporters.Unread{Place: s.First().File, Tool: s.Name}
			for _, e := range s.At {
				u.Why = cmp.Or(u.Why, e.Says)
			}
			w.Unread = append(w.Unread, u)
		}
	}
	for h := range a.graph.Nodes(graph.Holder) {
		if h.Type == "agent" && readsWorkstation(h) {
			w.Agents = append(w.Agents, agentOf(h))
		}
	}
	for _, v := range visits {
		w.Looked = append(w.Looked, reporters.Looked{ID: v.Place.ID, Path: v.Shown, State: string(v.State), Why: v.Why, Unverified: v.Place.Unverified})
	}
	return w
}

func readsWorkstation(h *graph.Node) bool {
	for l := range h.Out(graph.Reads) {
		if l.To.Type == "workstation" {
			return true
		}
	}
	return false
}

func agentOf(h *graph.Node) reporters.Agent {
	a := reporters.Agent{Name: h.Name}
	for _, e := range h.At {
		if e.At.File != "" && !slices.Contains(a.Places, e.At.File) {
			a.Places = append(a.Places, e.At.File)
		}
	}
	for t := range h.Traits(graph.ActsUnasked) {
		if t.Is == graph.Yes && !slices.Contains(a.Unasked, t.Detail) {
			a.Unasked = append(a.Unasked, t.Detail)
		}
	}
	return a
}

// onWorkstation reports whether a credential lies in one of the list's places.
func onWorkstation(c *graph.Node) bool {
	return slices.ContainsFunc(c.At, func(e graph.Evidence) bool { return e.At.Repo == workstation.Repo })
}

// heldIDs names the credentials of a workstation: by what their place calls them,
// and by the place. They stay the same from day to day, and when a value is
// replaced; a key id, which the node's own public id has, is as much as the key to
// the last door.
func heldIDs(g *graph.Graph) map[*graph.Node]string {
	ids, taken := map[*graph.Node]string{}, map[string]int{}
	for c := range g.Nodes(graph.Credential) {
		if !onWorkstation(c) {
			continue
		}
		at := ""
		for l := range c.In(graph.Holds) {
			where, ours := strings.CutPrefix(l.From.Public(), "holder:"+workstation.Repo+"//")
			if ours && (at == "" || where < at) {
				at = where
			}
		}
		id := c.Name + "@" + at
		if taken[id]++; taken[id] > 1 {
			id = fmt.Sprintf("%s#%d", id, taken[id])
		}
		ids[c] = id
	}
	return ids
}

// heldOf tells one credential. What is a placeholder is none; one that has expired
// is told as that.
func heldOf(g *graph.Graph, c *graph.Node) (h reporters.Held, ok bool) {
	h = reporters.Held{Kind: c.Type, Title: rules.KindTitle(c), Name: c.Name, Production: "no"}
	if c.Is(graph.NobodysSecret) {
		if _, expires := c.Trait(graph.Expires); !expires {
			return h, false
		}
		h.Void = c.Detail(graph.NobodysSecret)
	}
	for _, e := range c.At {
		if e.At.Repo != workstation.Repo {
			h.Shared = true
			continue
		}
		at := e.At.File
		if e.At.Line > 0 {
			at = fmt.Sprintf("%s:%d", at, e.At.Line)
		}
		if !slices.Contains(h.Places, at) {
			h.Places = append(h.Places, at)
		}
	}
	h.Expires, h.Protected = expiryOf(c), protection(c)
	opens := map[*graph.Node]bool{}
	for l := range c.Out(graph.Opens, graph.SpeaksAs) {
		if !opens[l.To] {
			opens[l.To] = true
			h.Opens = append(h.Opens, reporters.Opened{What: rules.StoreTitle(l.To), ID: l.To.Public(), Power: l.Power.Names(), Basis: l.Basis().String()})
		}
	}
	for l := range c.In(graph.Holds) {
		for _, m := range l.From.Environments() {
			if !slices.Contains(h.Environments, m.Env.Name) {
				h.Environments = append(h.Environments, m.Env.Name)
			}
		}
	}
	slices.Sort(h.Environments)
	if h.Void == "" {
		harm(g, c, &h)
	}
	return h, true
}

func expiryOf(c *graph.Node) string {
	if t, ok := c.Trait(graph.Expires); ok && t.Is == graph.Yes {
		return t.Detail
	}
	if t, ok := c.Trait(graph.NeverExpires); ok && t.Is == graph.Yes {
		return "never"
	}
	return ""
}

func protection(c *graph.Node) string {
	switch t, ok := c.Trait(graph.Protected); {
	case !ok:
		return ""
	case t.Is == graph.Yes:
		return t.Detail
	}
	return "no"
}

// harm is what a credential could do, and whether to production. What is not seen is
// unknown, and never called safe: only of a credential whose every reach is known to
// lie below production, or that only reads, is it said that it has none.
func harm(g *graph.Graph, c *graph.Node, h *reporters.Held) {
	for _, d := range rules.Blast(g, c) {
		var tiers []string
		for _, t := range d.Tiers {
			tiers = append(tiers, string(t))
		}
		h.Damages = append(h.Damages, reporters.Damage{What: d.What, Does: d.Does, Left: d.Left, Undo: d.Undo, Tiers: tiers, Production: d.Production, Basis: d.Path.Basis.String()})
		switch {
		case d.Production && d.Known && d.Path.Basis > graph.Guessed:
			h.Production = "can"
		case d.Production && h.Production == "no":
			h.Production = "may"
		}
	}
	t, _ := catalog.ByType(c.Type)
	if t != nil {
		h.Scope = t.Scope
	}
	if h.Production == "no" && !bounded(c, t, h.Damages) {
		h.Production = "unknown"
	}
}

// bounded reports whether all that a credential could destroy is seen, and none of
// it can be production's.
func bounded(c *graph.Node, t *catalog.Token, damages []reporters.Damage) bool {
	if slices.ContainsFunc(damages, func(d reporters.Damage) bool { return len(d.Tiers) == 0 }) {
		return false // of a store whose environment nobody names
	}
	if t != nil {
		if t.Opens == "none" || t.Public != "" {
			return true
		}
		if len(t.Power) > 0 && !slices.Contains(t.Power, "write") && !slices.Contains(t.Power, "delete") && !slices.Contains(t.Power, "administer") {
			return true
		}
		return (t.Opens == "environment" || t.Opens == "store") && len(damages) > 0
	}
	opens := false
	for l := range c.Out(graph.Opens) {
		if opens = true; l.Power == 0 || l.To.Kind != graph.Store {
			return false
		}
	}
	return opens // the rows of databases that a connection names
}
