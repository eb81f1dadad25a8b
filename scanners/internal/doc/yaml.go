// SPDX-License-Identifier: Apache-2.0

package doc

import (
	"bytes"
	"strconv"

	"go.yaml.in/yaml/v4"

	"github.com/stagedoor/stagedoor/graph/lazily"
)

const (
	maxNodes   = 200_000
	maxDepth   = 200
	maxAliases = 10_000
)

var yamlLine = lazily.Compile(`line (\d+)`)

// YAML reads all documents of a stream. A stream that is broken in the middle
// yields the documents before the break, and the problem.
func YAML(data []byte) (docs []*Node, problem *Problem) {
	defer func() {
		if recover() != nil { // a parser's panic is one broken file, not the end of a scan
			problem = &Problem{Line: 1, Why: "is not valid YAML"}
		}
	}()
	dec := yaml.NewDecoder(bytes.NewReader(data))
	for {
		var n yaml.Node
		err := dec.Decode(&n)
		if err != nil {
			if err.Error() == "EOF" {
				return docs, nil
			}
			p := &Problem{Line: 1, Template: Templated(data), Why: "is not valid YAML"}
			if p.Template {
				p.Why = "is a template, not YAML, until it is rendered"
			}
			if m := yamlLine.FindStringSubmatch(err.Error()); m != nil {
				p.Line, _ = strconv.Atoi(m[1])
			}
			return docs, p
		}
		c := converter{}
		root := c.convert(&n, 0)
		if c.over {
			return docs, &Problem{Line: 1, Why: "has more than 200,000 YAML nodes; the rest was not read"}
		}
		docs = append(docs, root)
	}
}

type converter struct {
	nodes, aliases int
	over           bool
}

func (c *converter) convert(y *yaml.Node, depth int) *Node {
	if c.nodes++; c.nodes > maxNodes || depth > maxDepth {
		c.over = true
		return nil
	}
	n := &Node{Line: y.Line, Column: y.Column}
	if len(y.Tag) > 1 && y.Tag[0] == '!' && y.Tag[1] != '!' {
		n.Tag = y.Tag
	}
	switch y.Kind {
	case yaml.DocumentNode:
		if len(y.Content) == 0 {
			return nil
		}
		return c.convert(y.Content[0], depth+1)
	case yaml.AliasNode:
		if c.aliases++; c.aliases > maxAliases || y.Alias == nil {
			c.over = true
			return nil
		}
		return c.convert(y.Alias, depth+1)
	case yaml.SequenceNode:
		n.Kind = List
		for _, item := range y.Content {
			n.items = append(n.items, c.convert(item, depth+1))
		}
	case yaml.MappingNode:
		n.Kind = Map
		c.entries(n, y, depth)
	case yaml.ScalarNode:
		n.scalar(y)
	}
	return n
}

func (n *Node) scalar(y *yaml.Node) {
	if y.Tag == "!!null" {
		return
	}
	n.Kind, n.text = Scalar, y.Value
	n.quoted = y.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0
	if y.Style&(yaml.LiteralStyle|yaml.FoldedStyle) == 0 {
		n.EndColumn = n.Column + len([]rune(y.Value))
		if n.quoted {
			n.EndColumn += 2
		}
	}
}

// entries converts a mapping; keys merged in by << stand behind its own, which
// win.
func (c *converter) entries(n *Node, y *yaml.Node, depth int) {
	var merged []*Node
	for i := 0; i+1 < len(y.Content); i += 2 {
		k, v := y.Content[i], c.convert(y.Content[i+1], depth+1)
		if k.Kind == yaml.ScalarNode && k.Value == "<<" {
			merged = append(merged, v)
			continue
		}
		if v == nil {
			v = &Node{Line: k.Line, Column: k.Column}
		}
		n.keys = append(n.keys, Key{k.Value, k.Line, k.Column})
		n.items = append(n.items, v)
	}
	for _, m := range merged {
		for from := range m.mergeSources() {
			for k, v := range from.Entries() {
				if !n.Has(k.Name) {
					n.keys = append(n.keys, k)
					n.items = append(n.items, v)
				}
			}
		}
	}
}

func (n *Node) mergeSources() func(func(*Node) bool) {
	return func(yield func(*Node) bool) {
		if n == nil {
			return
		}
		if n.Kind == Map {
			yield(n)
			return
		}
		for _, i := range n.items {
			if i != nil && !yield(i) {
				return
			}
		}
	}
}
