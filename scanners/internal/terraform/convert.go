// SPDX-License-Identifier: Apache-2.0

package terraform

import (
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
)

// maxUnify is how many members of different types are brought to one type: the
// library compares each with each.
const maxUnify = 1_000

// convertTo is cty's conversion in linear time: members of one type are made a
// list, set or map first, and too many of different types are refused.
func convertTo(v cty.Value, want cty.Type) (cty.Value, error) {
	if want == cty.DynamicPseudoType {
		return v, nil
	}
	v, ok := uniform(v, want, 0)
	if !ok {
		return cty.NilVal, errEvaluation
	}
	return convert.Convert(v, want)
}

// uniform does that for long tuples and objects, however deep; ok is false where
// one is refused.
func uniform(v cty.Value, want cty.Type, depth int) (cty.Value, bool) {
	bare, marks := v.Unmark()
	ty := bare.Type()
	if !bare.IsKnown() || bare.IsNull() || !want.IsCollectionType() || !ty.IsTupleType() && !ty.IsObjectType() || depth > maxNesting {
		return v, true
	}
	if bare.LengthInt() <= maxUnify {
		return v, true
	}
	var items []cty.Value
	fields := map[string]cty.Value{}
	first := cty.NilType
	for it := bare.ElementIterator(); it.Next(); {
		k, e := it.Element()
		if first == cty.NilType {
			first = e.Type()
		}
		if !e.Type().Equals(first) {
			return v, false
		}
		if ty.IsObjectType() {
			fields[k.AsString()] = e
		} else {
			items = append(items, e)
		}
	}
	switch {
	case want.IsMapType() && ty.IsObjectType():
		return cty.MapVal(fields).WithMarks(marks), true
	case want.IsSetType() && ty.IsTupleType():
		return cty.SetVal(items).WithMarks(marks), true
	case want.IsListType() && ty.IsTupleType():
		return cty.ListVal(items).WithMarks(marks), true
	}
	return v, false
}

// short refuses lists that a function of quadratic cost would be slow on.
func short(f function.Function) function.Function {
	return function.New(&function.Spec{
		Params: f.Params(), VarParam: f.VarParam(),
		Type: func(args []cty.Value) (cty.Type, error) { return f.ReturnTypeForValues(args) },
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			for _, a := range args {
				if a, _ = a.Unmark(); a.IsKnown() && !a.IsNull() && a.CanIterateElements() && a.LengthInt() > 3*maxUnify {
					return cty.NilVal, errEvaluation
				}
			}
			return f.Call(args)
		},
	})
}
