// SPDX-License-Identifier: Apache-2.0

package terraform

import (
	"iter"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// A body is what stands between a block's braces, in both syntaxes. In JSON a
// nested block cannot be told from an attribute, and is one.
type body struct {
	attrs  []attr // by place
	blocks []block
}

type attr struct {
	name  string
	at    place
	value *expr
}

type block struct {
	typ    string
	labels []string
	at     place
	body   *body
}

func newBody(b hcl.Body, depth int) *body {
	out := &body{}
	if depth > maxNesting {
		return out
	}
	native, ok := b.(*hclsyntax.Body)
	if !ok {
		attrs, _ := b.JustAttributes()
		for _, a := range attrs {
			if a.Name != "//" { // a comment
				out.attrs = append(out.attrs, attr{a.Name, placeOf(a.NameRange), newExpr(a.Expr)})
			}
		}
		out.sort()
		return out
	}
	for _, a := range native.Attributes {
		out.attrs = append(out.attrs, attr{a.Name, placeOf(a.NameRange), newExpr(a.Expr)})
	}
	for _, k := range native.Blocks {
		out.blocks = append(out.blocks, block{k.Type, k.Labels, placeOf(k.TypeRange), newBody(k.Body, depth+1)})
	}
	out.sort()
	return out
}

func (b *body) sort() {
	slices.SortFunc(b.attrs, func(x, y attr) int {
		if c := x.at.compare(y.at); c != 0 {
			return c
		}
		return strings.Compare(x.name, y.name)
	})
}

// attr is an attribute's expression, or nil.
func (b *body) attr(name string) *expr {
	if b == nil {
		return nil
	}
	for _, a := range b.attrs {
		if a.name == name {
			return a.value
		}
	}
	return nil
}

// merge is the body under an override: attributes replace attributes, blocks
// replace all blocks of their type.
func (b *body) merge(over *body) *body {
	out := &body{}
	for _, a := range b.attrs {
		if over.attr(a.name) == nil {
			out.attrs = append(out.attrs, a)
		}
	}
	out.attrs = append(out.attrs, over.attrs...)
	for _, k := range b.blocks {
		if !slices.ContainsFunc(over.blocks, func(o block) bool { return o.typ == k.typ }) {
			out.blocks = append(out.blocks, k)
		}
	}
	out.blocks = append(out.blocks, over.blocks...)
	return out
}

func (b *body) collect(all []*expr) []*expr {
	for _, a := range b.attrs {
		all = append(all, a.value)
	}
	for _, k := range b.blocks {
		all = k.body.collect(all)
	}
	return all
}

// jsonBody is an object of JSON syntax as a body.
func jsonBody(x *expr) *body {
	pairs, diags := hcl.ExprMap(x.Expression)
	if diags.HasErrors() {
		if list, d := hcl.ExprList(x.Expression); !d.HasErrors() && len(list) == 1 {
			pairs, _ = hcl.ExprMap(list[0])
		}
	}
	out := &body{}
	for _, p := range pairs {
		if name := constant(p.Key); name != "" {
			out.attrs = append(out.attrs, attr{name, placeOf(p.Key.Range()), newExpr(p.Value)})
		}
	}
	out.sort()
	return out
}

// jsonBlocks are the labelled blocks that an object of JSON syntax stands for.
func jsonBlocks(x *expr) iter.Seq2[string, *body] {
	return func(yield func(string, *body) bool) {
		for _, a := range jsonBody(x).attrs {
			if !yield(a.name, jsonBody(a.value)) {
				return
			}
		}
	}
}

// constant is the text of an expression that needs nothing, or "".
func constant(e hcl.Expression) string {
	v, diags := e.Value(nil)
	if diags.HasErrors() || v.Type() != cty.String || !v.IsKnown() || v.IsNull() {
		return ""
	}
	return v.AsString()
}
