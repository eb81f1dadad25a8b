// SPDX-License-Identifier: Apache-2.0

package doc

import (
	"bytes"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2/unstable"
)

// TOML reads a TOML document. Tables and dotted keys become nested maps; an
// array of tables becomes a list of maps.
func TOML(data []byte) (root *Node, problem *Problem) {
	defer func() {
		if recover() != nil {
			root, problem = nil, &Problem{Line: 1, Why: "is not valid TOML"}
		}
	}()
	t := &tomlReader{data: data}
	t.p.Reset(data)
	root = &Node{Kind: Map, Line: 1, Column: 1}
	table := root
	for t.p.NextExpression() {
		e := t.p.Expression()
		switch e.Kind {
		case unstable.Table, unstable.ArrayTable:
			table = t.table(root, e, e.Kind == unstable.ArrayTable)
		case unstable.KeyValue:
			t.assign(table, e, 0)
		}
	}
	if t.p.Error() != nil || t.over {
		p := &Problem{Line: max(t.line, 1), Why: "is not valid TOML", Template: Templated(data)}
		if p.Template {
			p.Why = "is a template, not TOML, until it is rendered"
		}
		return nil, p
	}
	return root, nil
}

type tomlReader struct {
	p     unstable.Parser
	data  []byte
	nodes int
	over  bool

	offset, line, lineStart int // where the last position was worked out
}

// place turns a range into a line and column. Ranges come in rising order, so
// the cost of all of them together is linear.
func (t *tomlReader) place(r unstable.Range) (line, column int) {
	at := int(r.Offset)
	if at < t.offset || t.line == 0 {
		t.offset, t.line, t.lineStart = 0, 1, 0
	}
	at = min(at, len(t.data))
	t.line += bytes.Count(t.data[t.offset:at], []byte{'\n'})
	if i := bytes.LastIndexByte(t.data[t.offset:at], '\n'); i >= 0 {
		t.lineStart = t.offset + i + 1
	}
	t.offset = at
	return t.line, utf8.RuneCount(t.data[t.lineStart:at]) + 1
}

func (t *tomlReader) key(n *unstable.Node) Key {
	k := Key{Name: string(n.Data)}
	k.Line, k.Column = t.place(n.Raw)
	return k
}

// child is the map under a key, made where it is missing; of a list, its last.
func child(n *Node, k Key) *Node {
	if c := n.Get(k.Name); c != nil {
		if c.Kind == List && len(c.items) > 0 {
			return c.items[len(c.items)-1]
		}
		return c
	}
	c := &Node{Kind: Map, Line: k.Line, Column: k.Column}
	n.keys, n.items = append(n.keys, k), append(n.items, c)
	return c
}

func (t *tomlReader) table(root *Node, e *unstable.Node, array bool) *Node {
	var keys []Key
	for it := e.Key(); it.Next(); {
		keys = append(keys, t.key(it.Node()))
	}
	at := root
	for i, k := range keys {
		if !array || i < len(keys)-1 {
			at = child(at, k)
			continue
		}
		list := at.Get(k.Name)
		if list == nil {
			list = &Node{Kind: List, Line: k.Line, Column: k.Column}
			at.keys, at.items = append(at.keys, k), append(at.items, list)
		}
		item := &Node{Kind: Map, Line: k.Line, Column: k.Column}
		list.items = append(list.items, item)
		at = item
	}
	if at.Kind != Map {
		t.over = true
		return &Node{Kind: Map}
	}
	return at
}

func (t *tomlReader) assign(table *Node, e *unstable.Node, depth int) {
	var keys []Key
	for it := e.Key(); it.Next(); {
		keys = append(keys, t.key(it.Node()))
	}
	if len(keys) == 0 {
		return
	}
	for _, k := range keys[:len(keys)-1] {
		table = child(table, k)
	}
	k := keys[len(keys)-1]
	v := t.value(e.Value(), k, depth)
	if table.Kind == Map && v != nil {
		table.keys, table.items = append(table.keys, k), append(table.items, v)
	}
}

func (t *tomlReader) value(v *unstable.Node, k Key, depth int) *Node {
	if t.nodes++; t.nodes > maxNodes || depth > maxDepth || v == nil {
		t.over = t.nodes > maxNodes || depth > maxDepth
		return nil
	}
	n := &Node{Line: k.Line, Column: k.Column}
	switch v.Kind {
	case unstable.Array:
		n.Kind = List
		for it := v.Children(); it.Next(); {
			if item := t.value(it.Node(), k, depth+1); item != nil {
				n.items = append(n.items, item)
			}
		}
	case unstable.InlineTable:
		n.Kind = Map
		for it := v.Children(); it.Next(); {
			t.assign(n, it.Node(), depth+1)
		}
	default:
		n.Kind, n.text, n.quoted = Scalar, string(v.Data), v.Kind == unstable.String
		if v.Raw.Length > 0 {
			n.Line, n.Column = t.place(v.Raw)
			if !bytes.ContainsRune(t.data[v.Raw.Offset:v.Raw.Offset+v.Raw.Length], '\n') {
				n.EndColumn = n.Column + utf8.RuneCount(t.data[v.Raw.Offset:v.Raw.Offset+v.Raw.Length])
			}
		}
	}
	return n
}
