// SPDX-License-Identifier: Apache-2.0

package terraform

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

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
