// SPDX-License-Identifier: Apache-2.0

package terraform

import (
	"errors"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"

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

// A writer evaluates one expression. It descends itself where provenance would
// be lost otherwise: into literals, conditions and calls. The rest is hcl's.
type writer struct {
	m      *instance
	ctx    *hcl.EvalContext
	place  bool // scalars get their place
	leaves int
}

func (w *writer) eval(e hcl.Expression, mark bool) (cty.Value, error) {
	switch x := e.(type) {
	case *hclsyntax.ParenthesesExpr:
		return w.eval(x.Expression, mark)
	case *hclsyntax.TemplateWrapExpr:
		return w.eval(x.Wrapped, mark)
	case *hclsyntax.ObjectConsExpr:
		return w.object(x)
	case *hclsyntax.TupleConsExpr:
		return w.tuple(x)
	case *hclsyntax.ConditionalExpr:
		return w.conditional(x, mark)
	case *hclsyntax.FunctionCallExpr:
		return w.call(x)
	case *hclsyntax.IndexExpr:
		return w.index(x)
	case *hclsyntax.RelativeTraversalExpr:
		from, err := w.eval(x.Source, true)
		if err != nil {
			return cty.NilVal, err
		}
		v, diags := x.Traversal.TraverseRel(from)
		if diags.HasErrors() {
			return cty.NilVal, errEvaluation
		}
		return v, nil
	case *hclsyntax.TemplateExpr:
		if !x.IsStringLiteral() {
			return w.template(x)
		}
	}
	if e, ok := e.(hclsyntax.Expression); ok {
		v, diags := e.Value(w.ctx)
		if diags.HasErrors() {
			return cty.NilVal, errEvaluation
		}
		return w.written(v, e, mark), nil
	}
	return w.json(e, mark)
}

// written gives a scalar of the text its place.
func (w *writer) written(v cty.Value, e hcl.Expression, mark bool) cty.Value {
	if !mark || !w.place || v.IsMarked() || !v.IsKnown() || !v.Type().IsPrimitiveType() && !v.IsNull() {
		return v
	}
	if w.leaves--; w.leaves < 0 {
		return v
	}
	return placed(v, inConfig, placeOf(e.Range()))
}

func (w *writer) object(x *hclsyntax.ObjectConsExpr) (cty.Value, error) {
	fields := make(map[string]cty.Value, len(x.Items))
	var marks []cty.ValueMarks
	for _, item := range x.Items {
		k, diags := item.KeyExpr.Value(w.ctx)
		if diags.HasErrors() {
			return cty.NilVal, errEvaluation
		}
		k, km := k.Unmark()
		marks = append(marks, km)
		k, err := convert.Convert(k, cty.String)
		if err != nil || k.IsKnown() && k.IsNull() {
			return cty.NilVal, errEvaluation
		}
		if !k.IsKnown() {
			return cty.DynamicVal.WithMarks(marks...), nil
		}
		v, err := w.eval(item.ValueExpr, true)
		if err != nil {
			v = cty.DynamicVal.Mark(&origin{kind: missing, text: hangsOf(err), at: placeOf(item.ValueExpr.Range())})
		}
		fields[k.AsString()] = v
	}
	return cty.ObjectVal(fields).WithMarks(marks...), nil
}

func (w *writer) tuple(x *hclsyntax.TupleConsExpr) (cty.Value, error) {
	items := make([]cty.Value, 0, len(x.Exprs))
	for _, e := range x.Exprs {
		v, err := w.eval(e, true)
		if err != nil {
			v = cty.DynamicVal.Mark(&origin{kind: missing, text: hangsOf(err), at: placeOf(e.Range())})
		}
		items = append(items, v)
	}
	return cty.TupleVal(items), nil
}

// index keeps what chose the element: hcl drops that for objects.
func (w *writer) index(x *hclsyntax.IndexExpr) (cty.Value, error) {
	from, err := w.eval(x.Collection, true)
	if err != nil {
		return cty.NilVal, err
	}
	key, err := w.eval(x.Key, false)
	if err != nil {
		return cty.NilVal, err
	}
	v, diags := hcl.Index(from, key, x.SrcRange.Ptr())
	if diags.HasErrors() {
		return cty.NilVal, errEvaluation
	}
	_, marks := key.Unmark()
	if !v.IsKnown() {
		_, more := from.Unmark()
		return v.WithMarks(marks, more), nil
	}
	return v.WithMarks(marks), nil
}

// conditional evaluates the branch that is taken. Where the condition is not
// known and both branches agree, it does not matter.
func (w *writer) conditional(x *hclsyntax.ConditionalExpr, mark bool) (cty.Value, error) {
	cond, err := w.eval(x.Condition, false)
	if err != nil {
		return cty.NilVal, err
	}
	cond, marks := cond.Unmark()
	cond, err = convert.Convert(cond, cty.Bool)
	if err != nil || cond.IsKnown() && cond.IsNull() {
		return cty.NilVal, errEvaluation
	}
	if !cond.IsKnown() {
		return w.either(x, marks)
	}
	branch := x.FalseResult
	if cond.True() {
		branch = x.TrueResult
	}
	v, err := w.eval(branch, mark)
	if err != nil {
		return cty.NilVal, err
	}
	return v.WithMarks(marks), nil
}

func (w *writer) either(x *hclsyntax.ConditionalExpr, marks cty.ValueMarks) (cty.Value, error) {
	a, errA := w.eval(x.TrueResult, false)
	b, errB := w.eval(x.FalseResult, false)
	if errA == nil && errB == nil {
		pa, ma := a.UnmarkDeep()
		pb, mb := b.UnmarkDeep()
		if pa.IsWhollyKnown() && pb.IsWhollyKnown() && pa.RawEquals(pb) {
			return a, nil
		}
		ty := cty.DynamicPseudoType
		if pa.Type().Equals(pb.Type()) {
			ty = pa.Type()
		}
		return cty.UnknownVal(ty).WithMarks(marks, onlyReferences(ma), onlyReferences(mb)), nil
	}
	return cty.DynamicVal.WithMarks(marks), nil
}

func onlyReferences(marks cty.ValueMarks) cty.ValueMarks {
	kept := cty.ValueMarks{}
	for _, o := range origins(marks) {
		if o.kind == reference {
			kept[o] = struct{}{}
		}
	}
	return kept
}

func (w *writer) call(x *hclsyntax.FunctionCallExpr) (cty.Value, error) {
	switch x.Name {
	case "try", "core::try":
		return w.try(x)
	case "can", "core::can":
		if len(x.Args) != 1 {
			return cty.NilVal, errEvaluation
		}
		v, err := w.eval(x.Args[0], false)
		if err == nil && !v.IsKnown() {
			_, marks := v.Unmark()
			return cty.UnknownVal(cty.Bool).WithMarks(marks), nil
		}
		return cty.BoolVal(err == nil), nil
	}
	f, ok := w.function(x.Name)
	if !ok {
		return cty.NilVal, hanging(x.Name + "()")
	}
	args, err := w.arguments(x)
	if err != nil {
		return cty.NilVal, err
	}
	if args == nil && len(x.Args) > 0 { // a list of arguments that is not known
		return cty.NilVal, errEvaluation
	}
	v, err := apply(f, args)
	switch {
	case err != nil || v.IsKnown() || passesOn[x.Name]:
		return v, err
	case x.Name == "jsonencode" && len(args) == 1:
		return encoded(v, args[0]), nil
	}
	return whole(v), nil
}

func (w *writer) function(name string) (function.Function, bool) {
	for c := w.ctx; c != nil; c = c.Parent() {
		if f, ok := c.Functions[name]; ok {
			return f, true
		}
	}
	return function.Function{}, false
}

// apply calls a function after converting arguments to what it takes, as hcl
// does.
func apply(f function.Function, args []cty.Value) (cty.Value, error) {
	params, rest := f.Params(), f.VarParam()
	for i := range args {
		want := cty.DynamicPseudoType
		switch {
		case i < len(params):
			want = params[i].Type
		case rest != nil:
			want = rest.Type
		default:
			return cty.NilVal, errEvaluation
		}
		c, err := convertTo(args[i], want)
		if err != nil {
			return cty.NilVal, errEvaluation
		}
		args[i] = c
	}
	v, err := f.Call(args)
	if err != nil {
		var h hanging
		if errors.As(err, &h) {
			return cty.NilVal, h
		}
		return cty.NilVal, errEvaluation
	}
	return v, nil
}

// arguments evaluates them; nil where the last is to be spread and not known.
func (w *writer) arguments(x *hclsyntax.FunctionCallExpr) ([]cty.Value, error) {
	args := make([]cty.Value, 0, len(x.Args))
	for i, e := range x.Args {
		v, err := w.eval(e, passesOn[x.Name] && (x.Name != "lookup" || i == 2))
		if err != nil {
			return nil, err
		}
		if !x.ExpandFinal || i < len(x.Args)-1 {
			args = append(args, v)
			continue
		}
		list, marks := v.Unmark()
		if !list.IsKnown() || list.IsNull() || !list.CanIterateElements() {
			return nil, nil
		}
		for it := list.ElementIterator(); it.Next(); {
			_, item := it.Element()
			args = append(args, item.WithMarks(marks))
		}
	}
	return args, nil
}

// passesOn are functions whose result is one of their arguments, or is made of
// these.
var passesOn = map[string]bool{"merge": true, "lookup": true, "coalesce": true, "try": true, "concat": true, "element": true, "tomap": true,
	"tolist": true, "one": true, "flatten": true, "defaults": true, "tobool": true, "tostring": true, "tonumber": true, "nonsensitive": true, "sensitive": true}

// try is the first argument that can be evaluated.
func (w *writer) try(x *hclsyntax.FunctionCallExpr) (cty.Value, error) {
	for _, e := range x.Args {
		v, err := w.eval(e, true)
		var h hanging
		if errors.As(err, &h) { // it may be evaluated elsewhere
			return cty.NilVal, err
		}
		if err == nil {
			return v, nil
		}
	}
	return cty.NilVal, errEvaluation
}

// json descends into JSON syntax, whose strings are templates.
func (w *writer) json(e hcl.Expression, mark bool) (cty.Value, error) {
	if pairs, diags := hcl.ExprMap(e); !diags.HasErrors() && pairs != nil {
		fields := make(map[string]cty.Value, len(pairs))
		for _, p := range pairs {
			k, diags := p.Key.Value(w.ctx)
			if k, _ = k.Unmark(); diags.HasErrors() || !k.IsKnown() || k.IsNull() || k.Type() != cty.String {
				return cty.DynamicVal, nil
			}
			v, err := w.json(p.Value, true)
			if err != nil {
				v = cty.DynamicVal.Mark(&origin{kind: missing, text: hangsOf(err), at: placeOf(p.Value.Range())})
			}
			fields[k.AsString()] = v
		}
		return cty.ObjectVal(fields), nil
	}
	if list, diags := hcl.ExprList(e); !diags.HasErrors() && list != nil {
		items := make([]cty.Value, 0, len(list))
		for _, item := range list {
			v, err := w.json(item, true)
			if err != nil {
				v = cty.DynamicVal.Mark(&origin{kind: missing, text: hangsOf(err), at: placeOf(item.Range())})
			}
			items = append(items, v)
		}
		return cty.TupleVal(items), nil
	}
	v, diags := e.Value(w.ctx)
	if diags.HasErrors() {
		return cty.NilVal, errEvaluation
	}
	return w.written(v, e, mark), nil
}
