// SPDX-License-Identifier: Apache-2.0

package graph

import (
	"iter"
	"slices"
	"strings"
)

// A Node is one thing, frozen, with everything that is known of it.
type Node struct {
	ID    ID // zero in a graph that was read from what was written down
	Kind  Kind
	Type  string
	Name  string     // the one to show
	Names []string   // all of them, sorted
	At    []Evidence // where it is written, sorted by place

	index   int
	key     string // of its identity; "" for a credential
	public  string
	out, in []*Link
	traits  []Noted
}

// A Link is an edge, frozen: what it joins and the surest reason for it.
type Link struct {
	From, To *Node
	Verb     Verb
	Power    Power
	Needs    Power
	Why      Chain   // the surest chain of evidence
	Also     []Chain // other reasons, surest first

	heading heading // of its verb
}

// Basis is how sure the link is.
func (l *Link) Basis() Basis { return l.Why.Basis() }

// Public is an identifier that may be shown and stays the same from run to run:
// for a credential its kind, its public part or variable name, and the role of
// its place; for everything else its identity.
func (n *Node) Public() string { return n.public }

// Out yields the links that leave n, all or those of the given verbs, in fixed
// order.
func (n *Node) Out(verbs ...Verb) iter.Seq[*Link] {
	return filter(n, func(n *Node) []*Link { return n.out }, verbs)
}

// In yields the links that arrive at n.
func (n *Node) In(verbs ...Verb) iter.Seq[*Link] {
	return filter(n, func(n *Node) []*Link { return n.in }, verbs)
}

// HasOut reports whether any link of the verbs leaves n.
func (n *Node) HasOut(verbs ...Verb) bool {
	for range n.Out(verbs...) {
		return true
	}
	return false
}

// HasIn reports whether any link of the verbs arrives at n.
func (n *Node) HasIn(verbs ...Verb) bool {
	for range n.In(verbs...) {
		return true
	}
	return false
}

// filter accepts a nil node, so that callers need no check.
func filter(n *Node, side func(*Node) []*Link, verbs []Verb) iter.Seq[*Link] {
	return func(yield func(*Link) bool) {
		if n == nil {
			return
		}
		for _, l := range side(n) {
			if len(verbs) > 0 && !slices.Contains(verbs, l.Verb) {
				continue
			}
			if !yield(l) {
				return
			}
		}
	}
}

// Traits yields what is noted of n under a name, surest first.
func (n *Node) Traits(name TraitName) iter.Seq[Noted] {
	return func(yield func(Noted) bool) {
		if n == nil {
			return
		}
		for _, t := range n.traits {
			if t.Name == name && !yield(t) {
				return
			}
		}
	}
}

// Trait returns the surest note under a name; ok is false where nobody looked.
// Where notes of one sureness disagree, No comes before Unknown before Yes only
// in so far as the builder orders them; use Traits to see all.
func (n *Node) Trait(name TraitName) (Noted, bool) {
	for t := range n.Traits(name) {
		return t, true
	}
	return Noted{}, false
}

// Overrules returns what the provider's API answers otherwise than a note says:
// then the answer counts, whatever a file declares.
func (n *Node) Overrules(note Noted) (answer Noted, ok bool) {
	if note.Basis() == Fetched {
		return Noted{}, false
	}
	for t := range n.Traits(note.Name) {
		if t.Trait == note.Trait && t.Is != note.Is && t.Basis() == Fetched {
			return t, true
		}
	}
	return Noted{}, false
}

// Is reports whether the surest note says Yes.
func (n *Node) Is(name TraitName) bool {
	t, ok := n.Trait(name)
	return ok && t.Is == Yes
}

// Detail is the detail of the surest note that says Yes, or "".
func (n *Node) Detail(name TraitName) string {
	for t := range n.Traits(name) {
		if t.Is == Yes {
			return t.Detail
		}
	}
	return ""
}

// First is the first place of n in a file, or the zero Location.
func (n *Node) First() Location {
	if n == nil {
		return Location{}
	}
	for _, e := range n.At {
		if e.At.File != "" {
			return e.At
		}
	}
	return Location{}
}

// Past reports whether only the git history knows of n.
func (n *Node) Past() bool { return n.First().Past() }

// IsType reports whether the node's type is, or begins with, the given one:
// "railway" covers "railway_volume".
func (n *Node) IsType(prefix string) bool {
	return n != nil && (n.Type == prefix || strings.HasPrefix(n.Type, prefix+"_"))
}
