// SPDX-License-Identifier: Apache-2.0

package graph

import "maps"

type noteKey struct {
	on    ID
	trait Trait
	is    Tri
}

type nodeFacts struct {
	types map[string]Basis // claims of what it is
	names map[string]struct{}
	at    map[Evidence]struct{}

	past *nodeFacts // what only the git history says, which counts where nothing else says anything
}

func newNodeFacts() *nodeFacts {
	return &nodeFacts{types: map[string]Basis{}, names: map[string]struct{}{}, at: map[Evidence]struct{}{}}
}

func (n *nodeFacts) clone() *nodeFacts {
	if n == nil {
		return nil
	}
	return &nodeFacts{maps.Clone(n.types), maps.Clone(n.names), maps.Clone(n.at), n.past.clone()}
}

// add unites what is said of one thing.
func (n *nodeFacts) add(m *nodeFacts) {
	for t, b := range m.types {
		if old, ok := n.types[t]; !ok || b > old {
			n.types[t] = b
		}
	}
	maps.Copy(n.names, m.names)
	maps.Copy(n.at, m.at)
	switch {
	case m.past == nil:
	case n.past == nil:
		n.past = m.past.clone()
	default:
		n.past.add(m.past)
	}
}

// known is what is said of a thing: by the git history only where nothing else is.
func (n *nodeFacts) known() *nodeFacts {
	if n.past != nil && len(n.types)+len(n.names)+len(n.at) == 0 {
		return n.past
	}
	return n
}
