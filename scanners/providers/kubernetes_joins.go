// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"github.com/stagedoor/stagedoor/graph/lazily"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/internal/kubernetes"
)

// kubernetesNames says that the claim or account which a manifest declares is the
// one of its namespace and name that a cluster lists, where there is one of each.
// A manifest names no cluster: where the two belong to different environments,
// the cluster is another one, and nothing is said.
var kubernetesNames = graph.Derivation{
	Name: "live-kubernetes-names", Doc: "a manifest's claim or service account and the one of its namespace and name in the cluster are one", Stage: graph.Vendors,
	Run: func(g *graph.Graph, out *graph.Facts) {
		listed, described := map[string][]*graph.Node{}, map[string][]*graph.Node{}
		put := func(n *graph.Node, key string) {
			if isListed(n) {
				listed[key] = append(listed[key], n)
			} else {
				described[key] = append(described[key], n)
			}
		}
		for n := range g.Nodes(graph.Identity) {
			if n.Type == kubernetes.AccountType {
				put(n, "account "+n.Name)
			}
		}
		for n := range g.Nodes(graph.Store) {
			for l := range n.In(graph.Contains) {
				if l.From.Type != "kubernetes_namespace" {
					continue
				}
				for _, name := range n.Names {
					put(n, "claim "+l.From.Name+"/"+name)
					if set := replica.ReplaceAllString(name, ""); set != name && isListed(n) {
						put(n, "claim "+l.From.Name+"/"+set) // of a StatefulSet's template, which a manifest has
					}
				}
			}
		}
		for key, d := range described {
			l := listed[key]
			if len(d) == 1 && len(l) == 1 && agree(d[0], l[0]) {
				out.Same(d[0].ID, l[0].ID, graph.Evidence{Basis: graph.Named, At: d[0].First(), Says: "the one of that namespace and name in the cluster"})
			}
		}
	},
}

var replica = lazily.Compile(`-\d{1,6}$`)

// agree reports whether two things may be of one environment.
func agree(a, b *graph.Node) bool {
	x, y := tiersOf(a), tiersOf(b)
	for t := range x {
		if y[t] {
			return true
		}
	}
	return len(x) == 0 || len(y) == 0
}

func tiersOf(n *graph.Node) map[graph.Tier]bool {
	tiers := map[graph.Tier]bool{}
	add := func(h *graph.Node) {
		for _, m := range h.Environments() {
			if h.Kind == graph.Holder && m.Tier != graph.Untiered && m.Tier != graph.Shared {
				tiers[m.Tier] = true
			}
		}
	}
	for l := range n.Out(graph.Within) {
		add(l.To)
	}
	for l := range n.In(graph.SpeaksAs, graph.Mounts) {
		add(l.From)
	}
	return tiers
}
