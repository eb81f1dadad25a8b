// SPDX-License-Identifier: Apache-2.0

package custom

import (
	"errors"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// Limits of an expression.
const (
	maxSource = 4 << 10 // bytes as written
	maxLoops  = 1       // for expressions inside each other
	nodeCost  = 8       // steps that one operation costs, about
)

// An expression is a guard or a template, checked: every name and attribute in it
// exists, and its result is of the type that its place asks for.
type expression struct {
	hcl.Expression
	gives cty.Type
	cost  int               // of one evaluation, in steps
	wants map[string]wanted // by variable
}

// wanted is what an expression reads of one variable.
type wanted struct {
	all       bool // the whole of it, or by a name that is computed
	attribute map[string]bool
	trait     map[string]bool // nil for all, where traits are read
}

// expression checks one; a is nil where there is none.
func (c *compiler) expression(a *hcl.Attribute, gives cty.Type, variables map[string]cty.Type) *expression {
	if a == nil {
		return nil
	}
	at := a.Expr.Range()
	if at.End.Byte-at.Start.Byte > maxSource {
		c.wrong(at, "%s is longer than %d bytes; write a shorter one", a.Name, maxSource)
		return nil
	}
	native, ok := a.Expr.(hclsyntax.Expression)
	if !ok {
		c.wrong(at, "%s cannot be read here; write the rule in HCL's own syntax", a.Name)
		return nil
	}
	m := &measure{}
	if diags := hclsyntax.Walk(native, m); diags.HasErrors() || m.deepest > maxLoops {
		c.wrong(at, "%s has a for inside a for; take one out", a.Name)
		return nil
	}
	ctx := &hcl.EvalContext{Variables: map[string]cty.Value{}, Functions: c.rule.funcs.all}
	for name, t := range variables {
		ctx.Variables[name] = cty.UnknownVal(t)
	}
	v, diags := a.Expr.Value(ctx)
	if diags.HasErrors() {
		c.say(diags)
		return nil
	}
	if !suits(v, gives) {
		c.wrong(at, "%s gives %s, not %s; correct it", a.Name, v.Type().FriendlyName(), gives.FriendlyName())
		return nil
	}
	return &expression{a.Expr, gives, m.cost * nodeCost, wants(a.Expr)}
}

// suits reports whether a result can be of a type. Only a truth value is a
// condition: "false" in quotes is not.
func suits(v cty.Value, t cty.Type) bool {
	switch {
	case v.Type() == cty.DynamicPseudoType:
		return !v.IsKnown()
	case v.IsKnown() && v.IsNull():
		return false
	case t == cty.Bool:
		return v.Type() == cty.Bool
	}
	return convert.GetConversion(v.Type(), t) != nil || v.Type() == t
}

// measure counts what an evaluation can cost.
type measure struct {
	cost, loops, deepest int
}

func (m *measure) Enter(n hclsyntax.Node) hcl.Diagnostics {
	switch n.(type) {
	case *hclsyntax.ForExpr, *hclsyntax.SplatExpr:
		m.loops++
		m.deepest = max(m.deepest, m.loops)
	}
	if m.loops > 0 {
		m.cost += maxList
	} else {
		m.cost++
	}
	return nil
}

func (m *measure) Exit(n hclsyntax.Node) hcl.Diagnostics {
	switch n.(type) {
	case *hclsyntax.ForExpr, *hclsyntax.SplatExpr:
		m.loops--
	}
	return nil
}

func wants(e hcl.Expression) map[string]wanted {
	all := map[string]wanted{}
	for _, t := range e.Variables() {
		w, known := all[t.RootName()]
		if !known {
			w = wanted{attribute: map[string]bool{}, trait: map[string]bool{}}
		}
		switch name, ok := attribute(t, 1); {
		case !ok:
			w.all = true
		case name == "traits":
			trait, ok := attribute(t, 2)
			if !ok {
				w.all = true
			}
			w.trait[trait] = true
			fallthrough
		default:
			w.attribute[name] = true
		}
		all[t.RootName()] = w
	}
	return all
}

// attribute is the name at a place of a traversal; ok is false where there is
// none, or it is computed.
func attribute(t hcl.Traversal, i int) (string, bool) {
	if len(t) <= i {
		return "", false
	}
	switch s := t[i].(type) {
	case hcl.TraverseAttr:
		return s.Name, true
	case hcl.TraverseIndex:
		if s.Key.Type() == cty.String && s.Key.IsKnown() && !s.Key.IsNull() {
			return s.Key.AsString(), true
		}
	}
	return "", false
}

// reads reports whether the expression reads one of some attributes of a variable.
// A nil expression reads nothing.
func (e *expression) reads(variable string, attributes ...string) bool {
	if e == nil {
		return false
	}
	w := e.wants[variable]
	for _, a := range attributes {
		if w.all || w.attribute[a] {
			return true
		}
	}
	return false
}

// value evaluates. Its error is a clause of our own words or HCL's summary, which
// quotes nothing of what was scanned.
func (e *expression) value(ctx *hcl.EvalContext) (v cty.Value, err error) {
	defer func() {
		if recover() != nil { // of a library, at a value that it did not expect
			err = errors.New("it cannot be evaluated")
		}
	}()
	v, diags := e.Value(ctx)
	for _, d := range diags {
		if d.Severity == hcl.DiagError {
			return v, errors.New(worded(&hcl.Diagnostic{Summary: d.Summary}))
		}
	}
	if v, err = convert.Convert(v, e.gives); err != nil || v.IsNull() || !v.IsKnown() {
		return v, errors.New("it gives no " + e.gives.FriendlyName())
	}
	v, _ = v.Unmark()
	return v, nil
}
