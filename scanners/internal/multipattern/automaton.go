// SPDX-License-Identifier: Apache-2.0

package multipattern

// A use is what a literal is looked for: a pattern, or, where that is below zero,
// a word; a word below zero is a character that folds or lowers into ASCII.
type use struct{ pattern, word int }

// A trie grows from literals into an automaton.
type trie struct {
	class   [256]uint8
	classes int
	nodes   []node
}

// A node has its children in a list, since most have one.
type node struct {
	child, sibling int32 // 0 for none
	class          uint8 // that leads here
	fail           int32
	ends           []ending
}

// next is the child that a class leads to, or 0.
func (t *trie) next(at int32, class uint8) int32 {
	for c := t.nodes[at].child; c != 0; c = t.nodes[c].sibling {
		if t.nodes[c].class == class {
			return c
		}
	}
	return 0
}

// An ending is a literal that ends at a state.
type ending struct {
	use
	length int32
}

func newTrie() *trie { return &trie{classes: 1, nodes: []node{{}}} }

func (t *trie) add(literal string, u use) {
	at := int32(0)
	for i := range len(literal) {
		c := t.classOf(literal[i])
		to := t.next(at, c)
		if to == 0 {
			to = int32(len(t.nodes))
			t.nodes = append(t.nodes, node{class: c, sibling: t.nodes[at].child})
			t.nodes[at].child = to
		}
		at = to
	}
	if at != 0 {
		t.nodes[at].ends = append(t.nodes[at].ends, ending{u, int32(len(literal))})
	}
}

// classOf is the class of a byte that occurs in a literal, the same for both cases.
func (t *trie) classOf(b byte) uint8 {
	if b >= 'A' && b <= 'Z' {
		b |= 0x20
	}
	if t.class[b] == 0 {
		t.class[b] = uint8(t.classes)
		if b >= 'a' && b <= 'z' {
			t.class[b&^0x20] = uint8(t.classes)
		}
		t.classes++
	}
	return t.class[b]
}

// An automaton is a table of states by classes of bytes. A state is its row's
// beginning in next; those in which a literal ends come last.
type automaton struct {
	class  [256]uint8
	shift  uint
	next   []uint32
	ending uint32     // the first state in which a literal ends
	ends   [][]ending // by row, from that state on
}

// walk reads a text and tells where literals end, and which.
func (a *automaton) walk(text []byte, found func(ends []ending, at int)) {
	s, ending := uint32(0), a.ending
	for i, c := range text {
		s = a.next[s+uint32(a.class[c])]
		if s >= ending {
			found(a.ends[(s-ending)>>a.shift], i+1)
		}
	}
}

func (t *trie) build() automaton {
	order := t.link()
	a := automaton{class: t.class}
	for 1<<a.shift < t.classes {
		a.shift++
	}
	// Rows in the order of the search, those without an ending first.
	row := make([]uint32, len(t.nodes))
	n := uint32(0)
	for _, with := range []bool{false, true} {
		if with {
			a.ending = n << a.shift
		}
		for _, i := range order {
			if len(t.nodes[i].ends) > 0 == with {
				row[i] = n
				n++
				if with {
					a.ends = append(a.ends, t.nodes[i].ends)
				}
			}
		}
	}
	a.next = make([]uint32, len(t.nodes)<<a.shift)
	for _, i := range order {
		to := a.next[row[i]<<a.shift:][:1<<a.shift]
		if i != 0 {
			copy(to, a.next[row[t.nodes[i].fail]<<a.shift:][:1<<a.shift])
		}
		for j := t.nodes[i].child; j != 0; j = t.nodes[j].sibling {
			to[t.nodes[j].class] = row[j] << a.shift
		}
	}
	return a
}

// link gives every node the longest end of its text that another node spells, and
// the literals that end there. The order is by depth, so that shorter come first.
func (t *trie) link() (order []int32) {
	order = append(order, 0)
	for k := 0; k < len(order); k++ {
		i := order[k]
		for j := t.nodes[i].child; j != 0; j = t.nodes[j].sibling {
			order = append(order, j)
			if i == 0 {
				continue
			}
			f, c := t.nodes[i].fail, t.nodes[j].class
			for f != 0 && t.next(f, c) == 0 {
				f = t.nodes[f].fail
			}
			f = t.next(f, c)
			t.nodes[j].fail = f
			t.nodes[j].ends = append(t.nodes[j].ends, t.nodes[f].ends...)
		}
	}
	return order
}
