// SPDX-License-Identifier: Apache-2.0

package terraform

import (
	"errors"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/stagedoor/stagedoor/graph"
)

// value evaluates an expression. It never fails: what cannot be evaluated is
// unknown, names what decides and keeps its references.
func (m *instance) value(x *expr, s *scope) cty.Value { return m.evaluate(x, s, false) }

// literal is value for what is handed on: scalars of the text keep their place.
func (m *instance) literal(x *expr, s *scope) cty.Value { return m.evaluate(x, s, true) }

func (m *instance) evaluate(x *expr, s *scope, mark bool) (val cty.Value) {
	var c *hcl.EvalContext
	defer func() {
		if recover() != nil { // of a library, at a value that it did not expect
			m.ev.gap(x.at, graph.Invalid, "an expression could not be evaluated")
			val = m.undecided(x, c, "an expression that cannot be evaluated here")
		}
	}()
	if m.ev.steps += 1 + x.nodes/64; m.ev.steps > maxSteps {
		m.ev.gap(place{file: m.ev.root.file(), line: 1}, graph.TooLarge, "the evaluation takes more steps than are followed")
		return unknown(cty.DynamicPseudoType, "more steps than are followed", x.at)
	}
	c, total := m.context(x, s)
	if why := tooMuch(x, total); why != "" {
		m.ev.gap(x.at, graph.TooLarge, why)
		return m.undecided(x, nil, why)
	}
	w := writer{m: m, ctx: c, leaves: maxLeaves, place: x.nodes <= 4*maxLeaves}
	val, err := w.eval(x.Expression, mark)
	if err != nil || val == cty.NilVal {
		return m.undecided(x, c, m.ev.stranger(x, err))
	}
	return m.named(x, c, val)
}

// tooMuch says why an expression would build more than is allowed, or "".
func tooMuch(x *expr, s size) string {
	turns := 1
	if x.looped {
		turns = max(s.elements, 8)
	}
	if s.text > maxWork/max(x.mentions, 1) || s.longest > maxWork/max(x.mentions, 1)/turns || x.heavy && s.text > maxWork/turns {
		return "an expression builds more text than is evaluated"
	}
	if x.loops > 1 {
		turns, each := 1, max(s.elements, x.nodes)
		if x.ranges {
			each = max(each, 1_024) // as many as range() yields
		}
		for range x.loops {
			if turns *= each; turns > maxLoop {
				return "loops within loops take more turns than are evaluated"
			}
		}
	}
	return ""
}

// undecided is the unknown in place of an expression, with all that the
// expression names.
func (m *instance) undecided(x *expr, c *hcl.EvalContext, hangs string) cty.Value {
	v := cty.DynamicVal
	found := false
	for _, o := range m.involved(c) {
		if o.kind == missing || o.kind == reference {
			v = v.Mark(o)
			found = found || o.kind == missing
		}
	}
	if !found {
		v = v.Mark(&origin{kind: missing, text: hangs, at: x.at})
	}
	return v
}

// named makes sure that an unknown says what it hangs on: libraries drop marks
// here and there.
func (m *instance) named(x *expr, c *hcl.EvalContext, v cty.Value) cty.Value {
	if v.IsKnown() {
		return v
	}
	for _, o := range origins(v.Marks()) {
		if o.kind == missing {
			return v
		}
	}
	old := v.Marks()
	return m.undecided(x, c, "an expression that cannot be evaluated here").WithMarks(old)
}

// involved are the origins of everything in reach of an expression.
func (m *instance) involved(c *hcl.EvalContext) (list []*origin) {
	seen := map[*origin]bool{}
	for ; c != nil; c = c.Parent() {
		for _, v := range c.Variables {
			_, marks := v.UnmarkDeep()
			for _, o := range origins(marks) {
				if !seen[o] && len(seen) < 256 {
					seen[o] = true
					list = append(list, o)
				}
			}
		}
	}
	return list
}

// stranger is what an expression hangs on that failed: a provider's function,
// where it calls one.
func (ev *evaluation) stranger(x *expr, err error) string {
	hangs := hangsOf(err)
	node, ok := x.Expression.(hclsyntax.Node)
	if !ok {
		return hangs
	}
	_ = hclsyntax.VisitAll(node, func(n hclsyntax.Node) hcl.Diagnostics {
		if c, ok := n.(*hclsyntax.FunctionCallExpr); ok {
			if _, known := ev.functions[c.Name]; !known && c.Name != "try" && c.Name != "can" {
				hangs = c.Name + "()"
			}
		}
		return nil
	})
	return hangs
}

// A hanging error names what an unknown hangs on.
type hanging string

func (h hanging) Error() string { return string(h) }

func hangsOf(err error) string {
	var h hanging
	if errors.As(err, &h) {
		return string(h)
	}
	return "an expression that cannot be evaluated here"
}

// errEvaluation stands for a library's diagnostics, which quote the file.
var errEvaluation = errors.New("cannot be evaluated")
