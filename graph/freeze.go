// SPDX-License-Identifier: Apache-2.0

package graph

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// freeze resolves sameness and selections, fixes every order and links nodes.
func freeze(f *Facts) *Graph {
	canon := canonical(f)
	g := &Graph{byID: map[ID]*Node{}, byKind: map[Kind][]*Node{}}
	// What is not united is shared with the facts and not copied: the graph keeps
	// none of it beyond this stage but chains, which only grow by replacement.
	merged := make(map[ID]*nodeFacts, len(f.nodes))
	own := map[ID]bool{}
	for id, n := range f.nodes {
		c := canon(id)
		m := merged[c]
		if m == nil {
			merged[c] = n
			continue
		}
		if !own[c] {
			m, own[c] = m.clone(), true
			merged[c] = m
		}
		m.add(n)
	}
	use := func(id ID) ID {
		id = canon(id)
		if merged[id] == nil {
			merged[id] = &nodeFacts{}
		}
		return id
	}
	edges := make(map[Edge][]Chain, len(f.edges))
	put := func(e Edge, chains []Chain) {
		e.From, e.To = use(e.From), use(e.To)
		if e.From != e.To {
			edges[e] = united(edges[e], chains)
		}
	}
	for e, chains := range f.edges {
		put(e, chains)
	}
	for s, why := range f.selections {
		for l, on := range f.labels {
			if l.key == s.sel.Key && l.value == s.sel.Value && l.on.Kind() == s.sel.Kind {
				put(Edge{From: s.from, Verb: s.verb, To: l.on}, []Chain{{why, on}})
			}
		}
	}
	notes := make(map[noteKey][]Chain, len(f.notes))
	for k, chains := range f.notes {
		k.on = use(k.on)
		notes[k] = united(notes[k], chains)
	}
	g.byID = make(map[ID]*Node, len(f.nodes))
	for id, m := range merged {
		g.byID[id] = newNode(id, m)
	}
	g.nodes = slices.SortedFunc(maps.Values(g.byID), compareNodes)
	for i, n := range g.nodes {
		n.index = i
		g.byKind[n.Kind] = append(g.byKind[n.Kind], n)
	}
	g.link(edges, notes)
	for id := range f.nodes {
		if c := canon(id); c != id {
			g.byID[id] = g.byID[c]
		}
	}
	g.publish()
	g.gaps = slices.SortedFunc(maps.Keys(f.gaps), Gap.Compare)
	return g
}

// united adds chains to others; where there are none yet it shares them.
func united(old, chains []Chain) []Chain {
	if len(old) == 0 {
		return slices.Clip(chains)
	}
	for _, c := range chains {
		old = addChain(slices.Clip(old), c)
	}
	return old
}

// canonical returns the representative of each set of identities that are one.
func canonical(f *Facts) func(ID) ID {
	parent := map[ID]ID{}
	var find func(ID) ID
	find = func(id ID) ID {
		p, ok := parent[id]
		if !ok || p == id {
			return id
		}
		root := find(p)
		parent[id] = root
		return root
	}
	pairs := slices.SortedFunc(maps.Keys(f.same), func(a, b [2]ID) int {
		return cmp.Or(compareIDs(a[0], b[0]), compareIDs(a[1], b[1]))
	})
	for _, p := range pairs {
		a, b := find(p[0]), find(p[1])
		if a == b {
			continue
		}
		if compareIDs(a, b) > 0 {
			a, b = b, a
		}
		parent[b] = a
	}
	return find
}

func newNode(id ID, m *nodeFacts) *Node {
	is, m := id.identity(), m.known()
	n := &Node{ID: id, Kind: is.kind, Type: bestType(m.types)}
	n.key = is.key
	n.Names = slices.Sorted(maps.Keys(m.names))
	if len(n.Names) > 0 {
		n.Name = bestName(n.Names, is.kind == Store)
	} else if is.kind != Credential {
		n.Name = is.key[strings.LastIndexByte(is.key, '/')+1:]
	}
	n.At = slices.SortedFunc(maps.Keys(m.at), func(a, b Evidence) int {
		return cmp.Or(a.At.Compare(b.At), a.Compare(b))
	})
	return n
}

// bestName chooses among sorted names the one to show: a variable's or a key's
// before a header's and a detector's id (curl-auth-header), of a store any before
// its address, the first of equals.
func bestName(names []string, store bool) string {
	for _, name := range names {
		detector := strings.Contains(name, "-") && strings.ToLower(name) == name
		if !detector && !strings.EqualFold(name, "Authorization") && !(store && isAddress(name)) {
			return name
		}
	}
	for _, name := range names {
		if !store || !isAddress(name) {
			return name
		}
	}
	return names[0]
}

// isAddress reports whether a store's name is a host, or a database on one.
func isAddress(name string) bool {
	host := name[strings.LastIndexByte(name, ' ')+1:]
	return strings.Count(host, ".") > 1 && !strings.ContainsAny(host, "/:_")
}

// bestType chooses among claims: a kind of ours (railway_account_token) before a
// detector's id (generic-api-key), a surer claim before a weaker one.
func bestType(types map[string]Basis) string {
	rank := func(t string) int {
		switch {
		case strings.HasPrefix(t, "generic"), t == "kubernetes-secret-yaml": // which one depends on how the file is written
			return 3
		case t == "secret": // a name that promises a secret, and no more
			return 2
		case strings.Contains(t, "-"), t == "jwt": // a form that tokens of many kinds have
			return 1
		}
		return 0
	}
	sorted := slices.SortedFunc(maps.Keys(types), func(a, b string) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(types[b], types[a]), strings.Compare(a, b))
	})
	if len(sorted) == 0 {
		return ""
	}
	return sorted[0]
}

func compareNodes(a, b *Node) int {
	if c := cmp.Or(
		cmp.Compare(slices.Index(kinds, a.Kind), slices.Index(kinds, b.Kind)),
		strings.Compare(a.Type, b.Type), strings.Compare(a.Name, b.Name),
		strings.Compare(a.key, b.key), slices.Compare(a.Names, b.Names),
	); c != 0 {
		return c
	}
	return slices.CompareFunc(a.At, b.At, func(x, y Evidence) int { return cmp.Or(x.At.Compare(y.At), x.Compare(y)) })
}
