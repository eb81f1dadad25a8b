// SPDX-License-Identifier: Apache-2.0

// Package doc reads YAML, JSON (with comments) and TOML into one kind of node
// that keeps its place and hands scalars out as [secret.Value].
//
// Absent nodes are nil, and every method of a nil node yields nothing, so that
// d.Get("jobs", "build", "env").Entries() needs no check. Parsers' errors quote
// the file, so they end here: a [Problem] has a line and our words only.
//
// Limits: 200,000 nodes (of a long JSON document, one for each 16 bytes), depth 200, aliases expanded at most 10,000 times.
package doc

import (
	"iter"
	"strings"

	"github.com/stagedoor/stagedoor/graph/secret"
)

// A Kind says what a node is.
type Kind uint8

const (
	Null Kind = iota
	Scalar
	List
	Map
)

// A Node is a value in a document, with its place.
type Node struct {
	Kind         Kind
	Line, Column int    // from 1
	EndColumn    int    // exclusive; 0 where not known or on another line
	Tag          string // a custom YAML tag, such as "!reference" or "!Ref"

	quoted bool
	text   string // of a scalar
	keys   []Key
	items  []*Node
}

// A Key is a key of a map. Keys are names that people choose in the open, not
// values: they are plain strings.
type Key struct {
	Name         string
	Line, Column int
}

// A Problem is why a document could not be read.
type Problem struct {
	Line     int
	Template bool // it has template marks: to be rendered before it means anything
	Why      string
}

// Get follows keys down maps; nil where one is missing.
func (n *Node) Get(keys ...string) *Node {
	for _, k := range keys {
		if n == nil || n.Kind != Map {
			return nil
		}
		var next *Node
		for i, key := range n.keys {
			if key.Name == k {
				next = n.items[i]
			}
		}
		n = next
	}
	return n
}

// Has reports whether a map has a key.
func (n *Node) Has(key string) bool { return n.Get(key) != nil }

// Entries yields the pairs of a map, in the order of the file.
func (n *Node) Entries() iter.Seq2[Key, *Node] {
	return func(yield func(Key, *Node) bool) {
		if n == nil || n.Kind != Map {
			return
		}
		for i, k := range n.keys {
			if !yield(k, n.items[i]) {
				return
			}
		}
	}
}

// Items yields the elements of a list; of a scalar, itself: many formats allow
// one where they allow several.
func (n *Node) Items() iter.Seq[*Node] {
	return func(yield func(*Node) bool) {
		switch {
		case n == nil:
		case n.Kind == List:
			for _, i := range n.items {
				if !yield(i) {
					return
				}
			}
		case n.Kind == Scalar:
			yield(n)
		}
	}
}

// Walk yields every node below n, depth first, with the keys that lead to it;
// elements of a list have the list's keys. The slice is reused.
func (n *Node) Walk() iter.Seq2[[]string, *Node] {
	return func(yield func([]string, *Node) bool) {
		if n != nil {
			n.walk(nil, yield)
		}
	}
}

func (n *Node) walk(at []string, yield func([]string, *Node) bool) bool {
	if !yield(at, n) {
		return false
	}
	for i, item := range n.items {
		next := at
		if n.Kind == Map {
			next = append(at, n.keys[i].Name)
		}
		if item != nil && !item.walk(next, yield) {
			return false
		}
	}
	return true
}

// Len is the number of entries or items.
func (n *Node) Len() int {
	if n == nil {
		return 0
	}
	return len(n.items)
}

// Value is a scalar's text, or an empty Value.
func (n *Node) Value() secret.Value {
	if n == nil || n.Kind != Scalar {
		return secret.Value{}
	}
	return secret.New(n.text)
}

// Quoted reports whether a scalar is written in quotes: "0" is no number.
func (n *Node) Quoted() bool { return n != nil && n.quoted }

// Word is the scalar as an identifier, or "" where it does not have the form of
// one: see [secret.Word].
func (n *Node) Word() string {
	w, _ := secret.Word(n.Value())
	return w
}

// Text is the scalar where it is one of the given constants, else "". It is how
// a scanner reads an enumeration without ever holding free text.
func (n *Node) Text(oneOf ...string) string {
	if n == nil || n.Kind != Scalar {
		return ""
	}
	for _, o := range oneOf {
		if strings.EqualFold(n.text, o) {
			return o
		}
	}
	return ""
}

// Bool reads true, yes, on, 1 and their opposites; ok is false for the rest.
func (n *Node) Bool() (value, ok bool) {
	switch {
	case n.Text("true", "yes", "on", "1") != "":
		return true, true
	case n.Text("false", "no", "off", "0") != "":
		return false, true
	}
	return false, false
}

// At is the node's line and column, 0, 0 for a nil node.
func (n *Node) At() (line, column int) {
	if n == nil {
		return 0, 0
	}
	return n.Line, n.Column
}

// Begins is where a scalar's text begins: of a block under a | or >, on the line
// after it.
func (n *Node) Begins() (line, column int) {
	if n.block() {
		return n.Line + 1, 1
	}
	return n.At()
}

func (n *Node) block() bool { return n != nil && !n.quoted && strings.Contains(n.text, "\n") }

// Script is the item of a list of words that is a text of several lines, as in
// [bash, -c, "..."]; nil where there is none.
func (n *Node) Script() *Node {
	for item := range n.Items() {
		if item.block() {
			return item
		}
	}
	return nil
}

// Templated reports whether text has marks of Helm, Jinja, ERB or the like
// outside of ${...} and ${{...}}, which the formats we read have themselves.
func Templated(data []byte) bool {
	text := string(data)
	if strings.Contains(text, "<%") && strings.Contains(text, "%>") {
		return true
	}
	if strings.Contains(text, "{%") && strings.Contains(text, "%}") {
		return true
	}
	for i := 0; ; {
		j := strings.Index(text[i:], "{{")
		if j < 0 {
			return false
		}
		if j += i; j == 0 || text[j-1] != '$' {
			return true
		}
		i = j + 2
	}
}

// Same reports whether two scalars have one text.
func (n *Node) Same(m *Node) bool {
	return n != nil && m != nil && n.Kind == Scalar && m.Kind == Scalar && n.text == m.text
}

// Shift moves a document that stands inside another by lines and columns.
func (n *Node) Shift(lines, columns int) {
	if n == nil {
		return
	}
	n.Line, n.Column = n.Line+lines, n.Column+columns
	if n.EndColumn > 0 {
		n.EndColumn += columns
	}
	for i := range n.keys {
		n.keys[i].Line, n.keys[i].Column = n.keys[i].Line+lines, n.keys[i].Column+columns
	}
	for _, item := range n.items {
		item.Shift(lines, columns)
	}
}
