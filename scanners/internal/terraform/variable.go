// SPDX-License-Identifier: Apache-2.0

package terraform

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

func (m *module) addVariable(name string, at place, raw hcl.Body, b *body, override bool) {
	v := &variable{name: name, at: at, typ: cty.DynamicPseudoType, nullable: true}
	if old := m.variables[name]; old != nil && override {
		*v = *old
	}
	if t := b.attr("type"); t != nil {
		v.typ, v.optional = typeOf(t.Expression)
	}
	if d := b.attr("default"); d != nil {
		v.value = d
	}
	if n := b.attr("nullable"); n != nil {
		if k, diags := n.Value(nil); !diags.HasErrors() && k.Type() == cty.Bool && k.IsKnown() && !k.IsNull() {
			v.nullable = k.True()
		}
	}
	for _, k := range b.blocks {
		if k.typ == "validation" {
			if c := k.body.attr("condition"); c != nil {
				if words := allowedWords(c, name); len(words) > 0 {
					v.allowed, v.allowAt = words, c.at
				}
			}
		}
	}
	m.variables[name] = v
}

// typeOf reads a type constraint; one that cannot be read lets everything pass.
// Before Terraform 0.12 it stood in quotes.
func typeOf(e hcl.Expression) (ty cty.Type, d *typeexpr.Defaults) {
	defer func() {
		if recover() != nil {
			ty, d = cty.DynamicPseudoType, nil
		}
	}()
	if t, ok := e.(*hclsyntax.TemplateExpr); ok && t.IsStringLiteral() {
		switch v, _ := t.Value(nil); v.AsString() {
		case "string":
			return cty.String, nil
		}
		return cty.DynamicPseudoType, nil
	}
	switch hcl.ExprAsKeyword(e) { // "list" and "map" alone: of anything
	case "list", "map", "set":
		return cty.DynamicPseudoType, nil
	}
	ty, d, diags := typeexpr.TypeConstraintWithDefaults(e)
	if diags.HasErrors() {
		return cty.DynamicPseudoType, nil
	}
	return ty, d
}

// fit makes a value what the variable's type says, with defaults of optional
// attributes. A value that does not fit is kept as it is: it can still be read.
func (v *variable) fit(val cty.Value) (fitted cty.Value) {
	defer func() {
		if recover() != nil {
			fitted = val
		}
	}()
	if v.optional != nil && !val.IsNull() {
		val = v.optional.Apply(val)
	}
	if v.typ == cty.DynamicPseudoType {
		return val
	}
	c, err := convertTo(val, v.typ)
	if err != nil {
		return val
	}
	return c
}

// allowedWords are the constants of contains([...], var.NAME) and of
// var.NAME == "a" || var.NAME == "b" in a condition.
func allowedWords(c *expr, name string) (words []string) {
	node, ok := c.Expression.(hclsyntax.Node)
	if !ok {
		return nil
	}
	is := func(e hclsyntax.Expression) bool { return names(e, "var", name) }
	_ = hclsyntax.VisitAll(node, func(n hclsyntax.Node) hcl.Diagnostics {
		words = append(words, compared(n, is)...)
		return nil
	})
	return words
}
