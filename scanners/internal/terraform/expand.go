// SPDX-License-Identifier: Apache-2.0

package terraform

import (
	"slices"
	"strconv"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/stagedoor/stagedoor/graph"
)

// An expansion is what count or for_each makes of a block.
type expansion struct {
	kind    expansionKind
	repeats []repeat
	hangs   string         // what decides, where it is not known
	marks   cty.ValueMarks // of the deciding value
}

type expansionKind uint8

const (
	single    expansionKind = iota
	counted                 // count = 3
	keyed                   // for_each = {...}
	undecided               // not known: one that may be there
)

type repeat struct {
	key    string
	suffix string // of the address: [0], ["orders"]
	scope  *scope
}

// expand evaluates a block's repetition once.
func (m *instance) expand(name string, count, forEach *expr) *expansion {
	if ex := m.expansions[name]; ex != nil {
		return ex
	}
	ex := &expansion{kind: undecided, hangs: name + ", which refers to itself", repeats: []repeat{{scope: maybeScope(nil)}}}
	m.expansions[name] = ex // for a circle
	switch {
	case forEach != nil:
		*ex = m.forEach(name, forEach)
	case count != nil:
		*ex = m.count(name, count)
	default:
		*ex = expansion{repeats: []repeat{{}}}
	}
	return ex
}

func (m *instance) count(name string, x *expr) expansion {
	v, marks := m.value(x, nil).Unmark()
	marks = thin(marks)
	if v.IsKnown() && v.Type() == cty.Bool { // a mistake that people make
		v, _ = convert.Convert(v, cty.String)
	}
	n, err := convert.Convert(v, cty.Number)
	if err != nil || !n.IsKnown() || n.IsNull() {
		return unsure(v, marks, x)
	}
	f, _ := n.AsBigFloat().Int64()
	ex := expansion{kind: counted, marks: marks}
	if f > maxRepeat {
		m.ev.gap(x.at, graph.TooLarge, "a block is repeated more often than is followed")
		f = 1
	}
	for i := range f {
		index := cty.NumberIntVal(i).WithMarks(marks)
		ex.repeats = append(ex.repeats, repeat{strconv.FormatInt(i, 10), "[" + strconv.FormatInt(i, 10) + "]", &scope{index: index}})
	}
	return ex
}

func (m *instance) forEach(name string, x *expr) expansion {
	v, marks := m.value(x, nil).Unmark()
	marks = thin(marks)
	if !v.IsKnown() || v.IsNull() || !v.CanIterateElements() {
		return unsure(v, marks, x)
	}
	if v.LengthInt() > maxRepeat {
		m.ev.gap(x.at, graph.TooLarge, "a block is repeated more often than is followed")
		return unsure(v, cty.NewValueMarks(&origin{kind: missing, text: "a repetition that is too large", at: x.at}), x)
	}
	ex := expansion{kind: keyed, marks: marks}
	list := v.Type().IsTupleType() || v.Type().IsListType() // a mistake that a plan would refuse
	set := list || v.Type().IsSetType()
	for it := v.ElementIterator(); it.Next(); {
		k, e := it.Element()
		if set {
			k = e
		}
		k, km := k.Unmark()
		if !k.IsKnown() || k.IsNull() || k.Type() != cty.String {
			return unsure(k, union(marks, km), x)
		}
		key := k.AsString()
		ex.repeats = append(ex.repeats, repeat{key, "[" + strconv.Quote(key) + "]",
			&scope{key: k.WithMarks(marks, km), value: e.WithMarks(marks)}})
	}
	return ex
}

// unsure is one instance that may be there, with unknown leaves.
func unsure(v cty.Value, marks cty.ValueMarks, x *expr) expansion {
	os := origins(marks)
	_, hangs, _ := why(os, cty.NilVal)
	if hangs == "" {
		hangs = "an expression that cannot be evaluated here"
	}
	return expansion{kind: undecided, hangs: hangs, marks: marks, repeats: []repeat{{scope: maybeScope(marks)}}}
}

func maybeScope(marks cty.ValueMarks) *scope {
	if marks == nil {
		marks = cty.NewValueMarks(&origin{kind: missing, text: "a block that refers to itself"})
	}
	return &scope{
		index: cty.UnknownVal(cty.Number).WithMarks(marks),
		key:   cty.UnknownVal(cty.String).WithMarks(marks),
		value: cty.DynamicVal.WithMarks(marks),
	}
}

// maxMarks is how many marks one value carries on.
const maxMarks = 48

// thin keeps the marks that say most, where there are too many: a set has those
// of all its members.
func thin(marks cty.ValueMarks) cty.ValueMarks {
	if len(marks) <= maxMarks {
		return marks
	}
	os := origins(marks)
	slices.SortFunc(os, func(a, b *origin) int { return a.compare(b, cty.NilVal) })
	kept := cty.ValueMarks{}
	others := 0
	for _, o := range os {
		if o.kind != reference {
			if others++; others > maxMarks/2 {
				continue
			}
		}
		if len(kept) < maxMarks {
			kept[o] = struct{}{}
		}
	}
	return kept
}

func union(sets ...cty.ValueMarks) cty.ValueMarks {
	all := cty.ValueMarks{}
	for _, s := range sets {
		for k := range s {
			all[k] = struct{}{}
		}
	}
	return all
}
