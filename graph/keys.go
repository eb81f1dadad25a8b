// SPDX-License-Identifier: Apache-2.0

package graph

import (
	"cmp"
	"iter"
	"slices"
	"strings"
)

// Keys yields every identity of every node of a kind, those that turned out to
// be one thing each by its own name: what a file calls
// "./railway_volume/pgdata" and an API "railway_volume/3d2c42fb-...". Sorted by
// key. A credential has none.
func (g *Graph) Keys(k Kind) iter.Seq2[string, *Node] {
	type keyed struct {
		key  string
		node *Node
	}
	var all []keyed
	for id, n := range g.byID {
		if is := id.identity(); is.kind == k && is.key != "" {
			all = append(all, keyed{is.key, n})
		}
	}
	slices.SortFunc(all, func(a, b keyed) int {
		return cmp.Or(strings.Compare(a.key, b.key), cmp.Compare(a.node.index, b.node.index))
	})
	return func(yield func(string, *Node) bool) {
		for _, x := range all {
			if !yield(x.key, x.node) {
				return
			}
		}
	}
}
