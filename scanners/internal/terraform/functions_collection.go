// SPDX-License-Identifier: Apache-2.0

package terraform

import (
	"slices"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

var anything = function.Parameter{Name: "value", Type: cty.DynamicPseudoType, AllowNull: true, AllowUnknown: true, AllowDynamicType: true, AllowMarked: true}

// to converts, as Terraform's tobool, tostring and the like do.
func to(want cty.Type) function.Function {
	return dynamic([]function.Parameter{anything}, nil, func(args []cty.Value) (cty.Value, error) {
		v, err := convertTo(args[0], want)
		if err != nil {
			return cty.NilVal, errEvaluation
		}
		return v, nil
	})
}

// dynamic is a function whose type is that of its answer.
func dynamic(params []function.Parameter, rest *function.Parameter, f func(args []cty.Value) (cty.Value, error)) function.Function {
	return function.New(&function.Spec{
		Params: params, VarParam: rest,
		Type: func([]cty.Value) (cty.Type, error) { return cty.DynamicPseudoType, nil },
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) { return f(args) },
	})
}

// lookupFunc is Terraform's: its default may be of another type, or missing.
var lookupFunc = dynamic([]function.Parameter{anything, anything}, &anything, func(args []cty.Value) (cty.Value, error) {
	m, marks := args[0].Unmark()
	key, keyMarks := args[1].Unmark()
	if !m.IsKnown() || !key.IsKnown() {
		return cty.DynamicVal.WithMarks(marks, keyMarks), nil
	}
	if m.IsNull() || key.IsNull() || !m.Type().IsObjectType() && !m.Type().IsMapType() {
		return cty.NilVal, errEvaluation
	}
	key, err := convert.Convert(key, cty.String)
	if err != nil {
		return cty.NilVal, errEvaluation
	}
	for it := m.ElementIterator(); it.Next(); {
		if k, v := it.Element(); k.AsString() == key.AsString() {
			return v.WithMarks(marks, keyMarks), nil
		}
	}
	if len(args) > 2 {
		return args[2].WithMarks(marks, keyMarks), nil
	}
	return cty.NilVal, errEvaluation
})

// coalesceFunc is the first argument that is neither null nor an empty text.
var coalesceFunc = dynamic(nil, &anything, func(args []cty.Value) (cty.Value, error) {
	for _, a := range args {
		bare, _ := a.Unmark()
		switch {
		case !bare.IsKnown():
			return cty.DynamicVal.WithSameMarks(a), nil
		case bare.IsNull(), bare.Type() == cty.String && bare.AsString() == "":
			continue
		}
		return a, nil
	}
	return cty.NilVal, errEvaluation
})

// lengthFunc also counts an unknown's elements where the type has a number.
var lengthFunc = dynamic([]function.Parameter{anything}, nil, func(args []cty.Value) (cty.Value, error) {
	v, marks := args[0].Unmark()
	switch {
	case v.Type().IsTupleType():
		return cty.NumberIntVal(int64(v.Type().Length())).WithMarks(marks), nil
	case v.Type().IsObjectType():
		return cty.NumberIntVal(int64(len(v.Type().AttributeTypes()))).WithMarks(marks), nil
	case !v.IsKnown():
		return cty.UnknownVal(cty.Number).WithMarks(marks), nil
	case v.IsNull():
		return cty.NilVal, errEvaluation
	case v.Type() == cty.String:
		n, err := stdlib.Strlen(v)
		return n.WithMarks(marks), err
	case v.CanIterateElements():
		return v.Length().WithMarks(marks), nil
	}
	return cty.NilVal, errEvaluation
})

// elements are a known list's, with its marks on each.
func elements(v cty.Value) (list []cty.Value, known bool, err error) {
	v, marks := v.Unmark()
	if !v.IsKnown() {
		return nil, false, nil
	}
	if v.IsNull() || !v.CanIterateElements() {
		return nil, true, errEvaluation
	}
	for it := v.ElementIterator(); it.Next(); {
		_, e := it.Element()
		list = append(list, e.WithMarks(marks))
	}
	return list, true, nil
}

// overElements is a function of a list.
func overElements(f func(list []cty.Value) (cty.Value, error)) function.Function {
	return dynamic([]function.Parameter{anything}, nil, func(args []cty.Value) (cty.Value, error) {
		list, known, err := elements(args[0])
		if err != nil {
			return cty.NilVal, err
		}
		if !known {
			return cty.DynamicVal.WithSameMarks(args[0]), nil
		}
		return f(list)
	})
}

// allOf is alltrue, or anytrue: one element that decides is enough.
func allOf(all bool) function.Function {
	return overElements(func(list []cty.Value) (cty.Value, error) {
		var open []cty.ValueMarks
		var marks []cty.ValueMarks
		for _, e := range list {
			b, err := convert.Convert(e, cty.Bool)
			if err != nil {
				return cty.NilVal, errEvaluation
			}
			b, bm := b.Unmark()
			switch {
			case !b.IsKnown():
				open = append(open, bm)
			case b.IsNull(), b.True() != all:
				return cty.BoolVal(!all && !b.IsNull() && b.True()).WithMarks(bm), nil
			default:
				marks = append(marks, bm)
			}
		}
		if open != nil {
			return cty.UnknownVal(cty.Bool).WithMarks(open...), nil
		}
		return cty.BoolVal(all).WithMarks(marks...), nil
	})
}

var oneFunc = overElements(func(list []cty.Value) (cty.Value, error) {
	switch len(list) {
	case 0:
		return cty.NullVal(cty.DynamicPseudoType), nil
	case 1:
		return list[0], nil
	}
	return cty.NilVal, errEvaluation
})

var sumFunc = overElements(func(list []cty.Value) (cty.Value, error) {
	total := cty.Zero
	for _, e := range list {
		n, err := convert.Convert(e, cty.Number)
		if err != nil || n.IsNull() {
			return cty.NilVal, errEvaluation
		}
		total = total.Add(n)
	}
	return total, nil
})

var indexFunc = dynamic([]function.Parameter{{Name: "list", Type: cty.DynamicPseudoType}, {Name: "value", Type: cty.DynamicPseudoType}}, nil, func(args []cty.Value) (cty.Value, error) {
	list, _, err := elements(args[0])
	if err != nil {
		return cty.NilVal, err
	}
	for i, e := range list {
		if e.IsKnown() && e.Type().Equals(args[1].Type()) && e.RawEquals(args[1]) {
			return cty.NumberIntVal(int64(i)), nil
		}
	}
	return cty.NilVal, errEvaluation
})

// transposeFunc swaps keys and values of a map of lists.
var transposeFunc = dynamic([]function.Parameter{{Name: "map", Type: cty.Map(cty.List(cty.String))}}, nil, func(args []cty.Value) (cty.Value, error) {
	if !args[0].IsWhollyKnown() {
		return cty.DynamicVal, nil
	}
	turned := map[string][]cty.Value{}
	for it := args[0].ElementIterator(); it.Next(); {
		k, list := it.Element()
		for in := list.ElementIterator(); in.Next(); {
			_, v := in.Element()
			turned[v.AsString()] = append(turned[v.AsString()], k)
		}
	}
	if len(turned) == 0 {
		return cty.MapValEmpty(cty.List(cty.String)), nil
	}
	out := map[string]cty.Value{}
	for k, keys := range turned {
		slices.SortFunc(keys, func(a, b cty.Value) int { return compareText(a, b) })
		out[k] = cty.ListVal(keys)
	}
	return cty.MapVal(out), nil
})

func compareText(a, b cty.Value) int {
	switch x, y := a.AsString(), b.AsString(); {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}

// matchkeysFunc keeps the values whose key is among those that are searched for.
var matchkeysFunc = dynamic([]function.Parameter{{Name: "values", Type: cty.DynamicPseudoType}, {Name: "keys", Type: cty.DynamicPseudoType}, {Name: "search", Type: cty.DynamicPseudoType}}, nil,
	func(args []cty.Value) (cty.Value, error) {
		values, _, err1 := elements(args[0])
		keys, _, err2 := elements(args[1])
		search, _, err3 := elements(args[2])
		if err1 != nil || err2 != nil || err3 != nil || len(values) != len(keys) {
			return cty.NilVal, errEvaluation
		}
		if len(keys)*len(search) > maxLoop {
			return cty.NilVal, errEvaluation
		}
		var kept []cty.Value
		for i, k := range keys {
			if slices.ContainsFunc(search, func(s cty.Value) bool { return s.RawEquals(k) }) {
				kept = append(kept, values[i])
			}
		}
		return cty.TupleVal(kept), nil
	})

// makeList and makeMap are of Terraform before 0.12.
var makeList = dynamic(nil, &anything, func(args []cty.Value) (cty.Value, error) { return cty.TupleVal(args), nil })

var makeMap = dynamic(nil, &anything, func(args []cty.Value) (cty.Value, error) {
	fields := map[string]cty.Value{}
	for i := 0; i+1 < len(args); i += 2 {
		k, _ := args[i].Unmark()
		if !k.IsKnown() || k.IsNull() || k.Type() != cty.String {
			return cty.NilVal, errEvaluation
		}
		fields[k.AsString()] = args[i+1]
	}
	return cty.ObjectVal(fields), nil
})
