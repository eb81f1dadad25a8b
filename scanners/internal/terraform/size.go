// SPDX-License-Identifier: Apache-2.0

package terraform

import (
	"math/big"

	"github.com/zclconf/go-cty/cty"
)

// A size is how much a value would be, written out.
type size struct {
	elements, text int
	longest        int  // text in one piece
	odd            bool // a number that cannot be written out
}

func (s size) over() bool { return s.elements > maxElements || s.text > maxText || s.odd }

func (s size) plus(t size) size {
	return size{s.elements + t.elements, s.text + t.text, max(s.longest, t.longest), s.odd || t.odd}
}

// sizeOf measures until it is too much.
func sizeOf(v cty.Value) size {
	var s size
	s.take(v, 0)
	return s
}

func (s *size) take(v cty.Value, depth int) {
	s.elements++
	if v == cty.NilVal || s.over() {
		return
	}
	if depth > maxNesting {
		s.odd = true
		return
	}
	v, _ = v.Unmark()
	if !v.IsKnown() || v.IsNull() {
		return
	}
	switch ty := v.Type(); {
	case ty == cty.String:
		s.text += len(v.AsString())
		s.longest = max(s.longest, len(v.AsString()))
	case ty == cty.Number:
		if f := v.AsBigFloat(); f.Sign() != 0 && (f.MantExp(nil) > 20_000 || f.MantExp(nil) < -20_000) || f.IsInf() {
			s.odd = s.odd || !f.IsInf()
		}
	case ty.IsObjectType() || ty.IsMapType() || ty.IsTupleType() || ty.IsListType() || ty.IsSetType():
		for it := v.ElementIterator(); it.Next() && !s.over(); {
			k, e := it.Element()
			if k.Type() == cty.String && k.IsKnown() {
				s.text += len(k.AsString())
			}
			s.take(e, depth+1)
		}
	}
}

// scalarText is a scalar as configuration writes it.
func scalarText(v cty.Value) string {
	switch v.Type() {
	case cty.String:
		return v.AsString()
	case cty.Bool:
		if v.True() {
			return "true"
		}
		return "false"
	case cty.Number:
		f := v.AsBigFloat()
		if f.IsInt() && f.MantExp(nil) < 512 {
			i, _ := f.Int(new(big.Int))
			return i.String()
		}
		return f.Text('g', 17)
	}
	return ""
}
