// SPDX-License-Identifier: Apache-2.0

package graph

import (
	"cmp"
	"iter"
	"slices"
	"strings"
)

// keyed is one identity of a node.
type keyed struct {
	key  string
	node *Node
}

// Keys yields every identity of every node of a kind, those that turned out to
// be one thing each by its own name: what a file calls
// "./railway_volume/pgdata" and an API "railway_volume/3d2c42fb-...". Sorted by
// key. A credential has none.
func (g *Graph) Keys(k Kind) iter.Seq2[string, *Node] {
	return func(yield func(string, *Node) bool) {
		for _, x := range g.keysOf(k) {
			if !yield(x.key, x.node) {
				return
			}
		}
	}
}

// keysOf sorts the keys of all kinds when they are first asked for.
func (g *Graph) keysOf(k Kind) []keyed {
	g.sort.Do(func() {
		g.keyed = make([][]keyed, len(kinds))
		for id, n := range g.byID {
			is := id.identity()
			if at := slices.Index(kinds, is.kind); at >= 0 && is.kind != Credential && is.key != "" {
				g.keyed[at] = append(g.keyed[at], keyed{is.key, n})
			}
		}
		for _, all := range g.keyed {
			slices.SortFunc(all, func(a, b keyed) int {
				return cmp.Or(strings.Compare(a.key, b.key), cmp.Compare(a.node.index, b.node.index))
			})
		}
	})
	at := slices.Index(kinds, k)
	if at < 0 {
		return nil
	}
	return g.keyed[at]
}
