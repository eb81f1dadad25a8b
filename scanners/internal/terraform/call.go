// SPDX-License-Identifier: Apache-2.0

package terraform

import (
	"errors"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

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
		var want cty.Type
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
