// SPDX-License-Identifier: Apache-2.0

package terraform

import (
	"github.com/zclconf/go-cty/cty"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
)

// Declared is a value of this package in the shape of all formats. At is where
// it is set.
func Declared(v cty.Value, at graph.Location) declared.Value {
	left := maxDeclared
	return declare(v, nil, place{at.File, at.Line, at.Column}, &left)
}

// declare turns a value with its marks into one with reasons.
func declare(v cty.Value, above []*origin, at place, left *int) declared.Value {
	if v == cty.NilVal {
		return declared.Value{}
	}
	v, marks := v.Unmark()
	os := above
	if len(marks) > 0 {
		os = append(append(make([]*origin, 0, len(above)+len(marks)), above...), origins(marks)...)
	}
	chain, hangs, refs := why(os, v)
	if at.line != 0 && (len(chain) == 0 || chain[len(chain)-1].At.File != at.file || chain[len(chain)-1].At.Line != at.line) {
		chain = append(chain, at.evidence())
	}
	*left--
	switch {
	case !v.IsKnown() || *left < 0:
		if hangs == "" {
			hangs = "an expression that cannot be evaluated here"
		}
		out := declared.Value{State: declared.Unknown, Hangs: hangs, Why: chain, Refs: refs}
		if *left < 0 {
			return out
		}
		return assembled(os, out, at, left)
	case v.IsNull():
		return declared.Value{State: declared.Null, Why: chain, Refs: refs}
	case v.Type().IsPrimitiveType():
		out := declared.Scalar(secret.New(scalarText(v)), chain...)
		out.Refs = refs
		return out
	case !v.CanIterateElements():
		return declared.Value{State: declared.Unknown, Hangs: "a value of a type that is not followed", Why: chain, Refs: refs}
	}
	return declareMany(v, os, at, left, chain, refs)
}

// maxRefs is how many references of its elements a list or map repeats.
const maxRefs = 64

func declareMany(v cty.Value, os []*origin, at place, left *int, chain graph.Chain, refs []string) declared.Value {
	keyed := v.Type().IsObjectType() || v.Type().IsMapType()
	var items []declared.Value
	fields := map[string]declared.Value{}
	seen := map[string]bool{}
	for _, r := range refs {
		seen[r] = true
	}
	for it := v.ElementIterator(); it.Next(); {
		k, e := it.Element()
		d := declare(e, os, at, left)
		for _, r := range d.Refs {
			if !seen[r] && len(refs) < maxRefs {
				seen[r] = true
				refs = append(refs, r)
			}
		}
		if keyed {
			fields[k.AsString()] = d
		} else {
			items = append(items, d)
		}
	}
	out := declared.List(items, chain...)
	if keyed {
		out = declared.Map(fields, chain...)
	}
	out.Refs = refs
	return out
}

// declareBody evaluates a whole body: attributes by name, repeated blocks as
// lists of maps.
func (m *instance) declareBody(b *body, s *scope, at place, raw func(name string) cty.Value, left *int) declared.Value {
	fields := map[string]declared.Value{}
	for _, a := range b.attrs {
		if raw != nil && metaOfResource[a.name] {
			continue
		}
		var v cty.Value
		if raw != nil {
			v = raw(a.name)
		} else {
			v = m.literal(a.value, s)
		}
		if a.name == "dynamic" && raw != nil { // JSON syntax
			m.jsonDynamic(fields, a.value, at)
			continue
		}
		fields[a.name] = declare(v, nil, a.at, left)
	}
	blocks := map[string][]declared.Value{}
	for _, k := range b.blocks {
		if raw != nil && metaOfResource[k.typ] {
			continue
		}
		if k.typ == "dynamic" && len(k.labels) == 1 {
			blocks[k.labels[0]] = append(blocks[k.labels[0]], m.dynamic(k, s, left)...)
			continue
		}
		inner := m.declareBody(k.body, s, k.at, nil, left)
		for _, label := range k.labels {
			inner.Fields["label"] = declared.Text(label, k.at.evidence())
		}
		blocks[k.typ] = append(blocks[k.typ], inner)
	}
	for typ, list := range blocks {
		if len(list) == 0 { // a dynamic block that makes none
			continue
		}
		fields[typ] = declared.List(list, list[0].Why...)
	}
	return declared.Map(fields, at.evidence())
}

// dynamic are the blocks that a dynamic block makes. Where their number is not
// known there may be one, and what it says is not known either.
func (m *instance) dynamic(k block, s *scope, left *int) (list []declared.Value) {
	name := k.labels[0]
	if it := k.body.attr("iterator"); it != nil {
		if n := dotted(it.Expression); n != "" {
			name = n
		}
	}
	each := k.body.attr("for_each")
	var content *body
	for _, c := range k.body.blocks {
		if c.typ == "content" {
			content = c.body
		}
	}
	if each == nil || content == nil {
		return nil
	}
	v := m.value(each, s)
	bare, marks := v.Unmark()
	if bare.IsKnown() && bare.IsNull() {
		return nil
	}
	if !bare.IsKnown() || !bare.CanIterateElements() {
		return []declared.Value{declare(cty.DynamicVal.WithMarks(marks), nil, k.at, left)}
	}
	for it := bare.ElementIterator(); it.Next() && *left > 0; {
		key, e := it.Element()
		if bare.Type().IsSetType() {
			key = e
		}
		iterator := cty.ObjectVal(map[string]cty.Value{"key": key.WithMarks(marks), "value": e.WithMarks(marks)})
		list = append(list, m.declareBody(content, s.with(name, iterator), k.at, nil, left))
	}
	return list
}

// jsonDynamic says of dynamic blocks in JSON syntax that they are not known.
func (m *instance) jsonDynamic(fields map[string]declared.Value, x *expr, at place) {
	for _, a := range jsonBody(x).attrs {
		fields[a.name] = declared.Undecided("a dynamic block in JSON syntax", a.at.evidence())
	}
}
