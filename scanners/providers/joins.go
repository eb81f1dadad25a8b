// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"maps"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

// Joins are the derivations that make one of what files name and APIs list.
func Joins() []graph.Derivation {
	return []graph.Derivation{
		oneName,
		keyOwners,
		kubernetesNames,
		proxiedServers,
		githubGates,
		githubSecrets,
	}
}

// oneName says that the thing which a file describes by its name only is the one
// of that type and name that the API lists, where there is one of each; and where
// there are several, the one in the account or project that is known to be the one
// in which the file describes it.
var oneName = graph.Derivation{
	Name: "live-names", Doc: "a described thing and the one of its name that the provider's API lists are one", Stage: graph.Joins,
	Run: func(g *graph.Graph, out *graph.Facts) {
		n := namesakes{out: out, listed: map[named][]*graph.Node{}, described: map[named][]*graph.Node{}, live: map[*graph.Node]*graph.Node{}}
		n.collect(g)
		scopes := map[*graph.Node]*graph.Node{} // first: they decide about what lies in them
		for at := range n.described {
			if at.kind == graph.Scope {
				n.join(at, scopes)
			}
		}
		maps.Copy(n.live, scopes)
		for at := range n.described {
			if at.kind != graph.Scope {
				n.join(at, map[*graph.Node]*graph.Node{})
			}
		}
	},
}

type named struct {
	kind      graph.Kind
	typ, name string
}

type namesakes struct {
	out               *graph.Facts
	listed, described map[named][]*graph.Node
	live              map[*graph.Node]*graph.Node // what a described scope is among those that are listed
}

func (n namesakes) collect(g *graph.Graph) {
	for _, k := range []graph.Kind{graph.Scope, graph.Store, graph.Slot, graph.Identity} {
		for x := range g.Nodes(k) {
			switch {
			case strings.HasPrefix(x.Type, "kubernetes_"):
				continue // names mean something in their namespace only: see kubernetesNames
			case x.IsType("github"):
				continue // the same name is another secret at each level: see githubSecrets
			}
			if isListed(x) {
				n.live[x] = x
			}
			for _, name := range x.Names {
				at := named{k, x.Type, strings.ToLower(name)}
				if isListed(x) {
					n.listed[at] = append(n.listed[at], x)
				} else {
					n.described[at] = append(n.described[at], x)
				}
			}
		}
	}
}

// join joins the described things of a name, and tells as what.
func (n namesakes) join(at named, as map[*graph.Node]*graph.Node) {
	said := "the one of that name that the provider's API lists"
	for _, d := range n.described[at] {
		fits := n.listed[at]
		if in := n.around(d); len(in) > 0 {
			fits = slices.DeleteFunc(slices.Clone(fits), func(l *graph.Node) bool { return !liesIn(l, in) })
			said = "the one of that name that the provider's API lists there"
		} else if len(n.described[at]) > 1 {
			continue
		}
		if len(fits) == 1 {
			as[d] = fits[0]
			n.out.Same(d.ID, fits[0].ID, graph.Evidence{Basis: graph.Named, At: d.First(), Says: said})
		}
	}
}

// around lists the live scopes in which a described thing is known to lie.
func (n namesakes) around(d *graph.Node) (in []*graph.Node) {
	for l := range d.In(graph.Contains) {
		if l.From.Kind == graph.Scope && n.live[l.From] != nil {
			in = append(in, n.live[l.From])
		}
	}
	return in
}

func liesIn(x *graph.Node, scopes []*graph.Node) bool {
	for l := range x.In(graph.Contains) {
		if slices.Contains(scopes, l.From) {
			return true
		}
	}
	return false
}

// isListed reports whether an API's answer names a thing.
func isListed(n *graph.Node) bool {
	return slices.ContainsFunc(n.At, func(e graph.Evidence) bool { return e.Basis == graph.Fetched })
}
