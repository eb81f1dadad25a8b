// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

// Joins are the derivations that make one of what files name and APIs list.
func Joins() []graph.Derivation { return []graph.Derivation{oneName, keyOwners, kubernetesNames} }

// oneName says that the thing which a file describes by its name only is the one
// of that type and name that the API lists, where there is one of each.
var oneName = graph.Derivation{
	Name: "live-names", Doc: "a described thing and the one of its name that the provider's API lists are one", Stage: graph.Joins,
	Run: func(g *graph.Graph, out *graph.Facts) {
		type named struct{ typ, name string }
		listed, described := map[named][]*graph.Node{}, map[named][]*graph.Node{}
		for _, k := range []graph.Kind{graph.Scope, graph.Store, graph.Slot, graph.Identity} {
			for n := range g.Nodes(k) {
				if strings.HasPrefix(n.Type, "kubernetes_") {
					continue // names mean something in their namespace only: see kubernetesNames
				}
				for _, name := range n.Names {
					at := named{n.Type, strings.ToLower(name)}
					if isListed(n) {
						listed[at] = append(listed[at], n)
					} else {
						described[at] = append(described[at], n)
					}
				}
			}
		}
		for at, d := range described {
			if l := listed[at]; len(d) == 1 && len(l) == 1 {
				out.Same(d[0].ID, l[0].ID, graph.Evidence{Basis: graph.Named, At: d[0].First(), Says: "the one of that name that the provider's API lists"})
			}
		}
	},
}

// isListed reports whether an API's answer names a thing.
func isListed(n *graph.Node) bool {
	return slices.ContainsFunc(n.At, func(e graph.Evidence) bool { return e.Basis == graph.Fetched })
}
