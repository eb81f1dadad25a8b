// SPDX-License-Identifier: Apache-2.0

package terragrunt

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/internal/terraform"
)

// A config is one file, parsed.
type config struct {
	path       string
	body       *hclsyntax.Body
	locals     map[string]*hclsyntax.Attribute
	includes   []*hclsyntax.Block
	blocks     map[string][]*hclsyntax.Block // terraform, remote_state, generate, dependency, feature, exclude, unit, stack
	usesValues bool                          // a template of a stack's unit
	whole      bool                          // asks for the unit that reads it: not the same for all
}

// config is a file of the tree, parsed once; nil where there is none.
func (t *Tree) config(p string) *config {
	if c, ok := t.configs[p]; ok {
		return c
	}
	t.configs[p] = nil
	data, ok := t.files[p]
	if !ok {
		return nil
	}
	body, ok := t.tf.Parse(terraform.File{Path: p, Data: data})
	if !ok {
		return nil
	}
	c := &config{path: p, body: body, locals: map[string]*hclsyntax.Attribute{}, blocks: map[string][]*hclsyntax.Block{}}
	for _, b := range body.Blocks {
		switch b.Type {
		case "locals":
			for name, a := range b.Body.Attributes {
				c.locals[name] = a
			}
		case "include":
			c.includes = append(c.includes, b)
		default:
			c.blocks[b.Type] = append(c.blocks[b.Type], b)
		}
	}
	_ = hclsyntax.VisitAll(body, c.notice)
	t.configs[p] = c
	return c
}

func (c *config) notice(n hclsyntax.Node) hcl.Diagnostics {
	switch x := n.(type) {
	case *hclsyntax.ScopeTraversalExpr:
		c.usesValues = c.usesValues || x.Traversal.RootName() == "values"
	case *hclsyntax.FunctionCallExpr:
		c.whole = c.whole || x.Name == "get_original_terragrunt_dir"
	}
	return nil
}

// attr is an attribute of the file, or nil.
func (c *config) attr(name string) *hclsyntax.Attribute { return c.body.Attributes[name] }

// block is the last block of a type, or nil.
func (c *config) block(typ string) *hclsyntax.Block {
	list := c.blocks[typ]
	if len(list) == 0 {
		return nil
	}
	return list[len(list)-1]
}

// label is a block's name, "" where it has none.
func label(b *hclsyntax.Block) string {
	if len(b.Labels) == 0 {
		return ""
	}
	return b.Labels[0]
}

func placeOf(r hcl.Range) graph.Location {
	return graph.Location{File: r.Filename, Line: r.Start.Line, Column: r.Start.Column}
}

func (t *Tree) gap(file string, line int, why string) {
	if len(t.gaps) < 1_000 {
		t.gaps = append(t.gaps, terraform.Gap{At: graph.Location{File: file, Line: line}, Kind: graph.Invalid, Why: why})
	}
}

// text is a known text; ok is false for everything else.
func text(v cty.Value) (string, bool) {
	if v == cty.NilVal {
		return "", false
	}
	v, _ = v.Unmark()
	if !v.IsKnown() || v.IsNull() || v.Type() != cty.String {
		return "", false
	}
	return v.AsString(), true
}

// truth is a known boolean.
func truth(v cty.Value) (is, ok bool) {
	if v == cty.NilVal {
		return false, false
	}
	v, _ = v.Unmark()
	if !v.IsKnown() || v.IsNull() || v.Type() != cty.Bool {
		return false, false
	}
	return v.True(), true
}
