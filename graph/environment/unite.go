// SPDX-License-Identifier: Apache-2.0

package environment

import (
	"slices"

	"github.com/stagedoor/stagedoor/graph"
)

// Unite gives each thing the environments of all its mentions, where it is
// declared and where it is used: that union is how spanning is seen. The reason
// is the mention's place, then why the mention belongs to the environment.
//
// Where the owner or the provider's API says which environment a thing belongs to, a file that
// declares it for another is overruled, and what is told of the thing says both. A
// file that uses it is not: that staging's settings name a database which the API
// calls production's is what is looked for.
//
// Nothing flows along what a credential opens: that a staging file holds a token
// for production's project makes the token staging's, and the project not. Only a
// scope that was declared as one environment's gives it to what lies in it.
func Unite() graph.Derivation {
	return graph.Derivation{
		Name:  "union",
		Doc:   "each thing's environments: the union over where it is declared and used",
		Stage: graph.Consequences,
		Run: func(g *graph.Graph, out *graph.Facts) {
			u := uniter{out}
			for _, k := range []graph.Kind{graph.Slot, graph.Credential, graph.Identity, graph.Scope, graph.Store, graph.Backup} {
				for n := range g.Nodes(k) {
					u.unite(n)
				}
			}
			for n := range g.Nodes(graph.Scope) {
				u.hand(n)
			}
		},
	}
}

type uniter struct{ out *graph.Facts }

func (u uniter) unite(n *graph.Node) {
	u.put(n, u.answered(n, fromHolders(n)))
	if n.Kind != graph.Credential {
		return
	}
	for l := range n.In(graph.Holds) {
		if l.From.Kind != graph.Slot || l.From.Type == "variable" {
			continue // a script that uses a name runs wherever somebody runs it
		}
		slot := fromHolders(l.From)
		for _, m := range l.From.Environments() {
			slot = append(slot, member{env: m.Env.ID, why: m.Link.Why})
		}
		for i, m := range slot {
			slot[i].why = chain(l.Why, m.why)
		}
		u.put(n, slot)
	}
}

// A member is an environment of a thing, with the chain that shows it.
type member struct {
	env graph.ID
	why graph.Chain

	by    *graph.Node // the holder that declares the thing, or names it; nil for one that reads or mounts it
	tier  graph.Tier
	name  string
	owner bool // by the owner's word, which nobody overrules
}

func (u uniter) put(n *graph.Node, ms []member) {
	for _, m := range ms {
		u.out.Link(graph.Edge{From: n.ID, Verb: graph.InEnv, To: m.env}, m.why...)
	}
}

// answered leaves out what files declare of a thing against the provider's answer.
func (u uniter) answered(n *graph.Node, ms []member) []member {
	says := map[graph.Tier]bool{}
	for _, m := range n.Environments() {
		if (m.Basis() == graph.Fetched || reason(m).Owner()) && m.Tier != graph.Untiered {
			says[m.Tier] = true
		}
	}
	if len(says) == 0 || n.Kind == graph.Credential || n.Kind == graph.Slot {
		return ms
	}
	return slices.DeleteFunc(ms, func(m member) bool {
		if m.by == nil || m.owner || says[m.tier] || uses(m.by, n) {
			return false
		}
		u.out.Note(n.ID, graph.Trait{Name: graph.Overruled, Detail: m.name}, graph.Yes, m.why...)
		return true
	})
}

// uses reports whether a holder that mentions a thing holds what opens it, or
// what lies in it: a database of a cluster.
func uses(h, n *graph.Node) bool {
	if holdsKey(h, n) {
		return true
	}
	for l := range n.Out(graph.Contains) {
		if n.Kind == graph.Store && holdsKey(h, l.To) {
			return true
		}
	}
	return false
}

func holdsKey(h, n *graph.Node) bool {
	for l := range n.In(graph.Opens) {
		for place := range l.From.In(graph.Holds, graph.Reads) {
			if place.From == h {
				return true
			}
		}
	}
	return false
}

// fromHolders is what the holders say that mention a thing.
func fromHolders(n *graph.Node) (ms []member) {
	mention := func(l *graph.Link, h *graph.Node) {
		if h.Kind != graph.Holder || !speaks(h) || saidAlready(n, h) {
			return
		}
		for _, m := range h.Environments() {
			why := reason(m)
			of := member{env: m.Env.ID, why: chain(l.Why, why), tier: m.Tier, name: m.Env.Name, owner: why.Owner()}
			if l.Verb == graph.Within {
				of.by = h
			}
			ms = append(ms, of)
		}
	}
	for l := range n.Out(graph.Within) {
		mention(l, l.To)
	}
	for l := range n.In(graph.Holds, graph.Reads, graph.Mounts, graph.SpeaksAs) {
		mention(l, l.From)
	}
	return ms
}

// reason prefers the owner's word to the surest chain.
func reason(m graph.Membership) graph.Chain {
	for _, c := range m.Link.Also {
		if c.Owner() {
			return c
		}
	}
	return m.Link.Why
}

// speaks reports whether a holder counts as a use: what stands in an example or
// in prose, or is commented out, is used nowhere.
func speaks(h *graph.Node) bool {
	seen := map[*graph.Node]bool{}
	for h != nil && !seen[h] {
		seen[h] = true
		if role := h.Detail(graph.Role); role == "example" || role == "docs" {
			return false
		}
		var up *graph.Node
		for l := range h.Out(graph.Within) {
			if l.To.Kind == graph.Holder {
				up = l.To
				break
			}
		}
		h = up
	}
	return true
}

// saidAlready reports whether the thing's own environment is declared in the
// file of this mention: then both are one mention, and what is said of the thing
// itself is the stronger.
func saidAlready(n, h *graph.Node) bool {
	at := h.First()
	if at.File == "" {
		return false
	}
	for l := range n.Out(graph.InEnv) {
		for _, e := range l.Why {
			if e.At.File == at.File && e.At.Repo == at.Repo {
				return true
			}
		}
	}
	return false
}

// hand gives the declared environments of a scope to what it contains, down to
// what has a declaration of its own.
func (u uniter) hand(scope *graph.Node) {
	type step struct {
		at  *graph.Node
		why graph.Chain
	}
	ms := scope.Environments()
	if slices.ContainsFunc(ms, func(m graph.Membership) bool { return m.Tier != ms[0].Tier }) {
		return // a project with several environments says nothing of which one a store is in
	}
	for _, m := range ms {
		seen := map[*graph.Node]bool{scope: true}
		queue := []step{{scope, m.Link.Why}}
		for len(queue) > 0 {
			s := queue[0]
			queue = queue[1:]
			for l := range s.at.Out(graph.Contains) {
				if seen[l.To] || len(l.To.Environments()) > 0 {
					continue
				}
				seen[l.To] = true
				why := chain(s.why, l.Why)
				u.put(l.To, []member{{env: m.Env.ID, why: why}})
				queue = append(queue, step{l.To, why})
			}
		}
	}
}

// chain joins reasons that must all be true, each said once.
func chain(parts ...graph.Chain) (all graph.Chain) {
	for _, p := range parts {
		for _, e := range p {
			if !slices.Contains(all, e) {
				all = append(all, e)
			}
		}
	}
	return all
}
