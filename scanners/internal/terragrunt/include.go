// SPDX-License-Identifier: Apache-2.0

package terragrunt

import (
	"path"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/stagedoor/stagedoor/scanners/internal/terraform"
)

// included are the files that this one includes, in order. Terragrunt allows one
// level. https://terragrunt.gruntwork.io/docs/reference/hcl/blocks#include
func (f *frame) included() []*frame {
	if f.insDone || f.includer != nil {
		return f.ins
	}
	f.insDone = true
	for _, b := range f.cfg.includes {
		if in := f.include(b); in != nil {
			f.ins = append(f.ins, in)
		} else {
			f.lacks = placeOf(b.DefRange())
		}
	}
	return f.ins
}

func (f *frame) include(b *hclsyntax.Block) *frame {
	where := placeOf(b.DefRange())
	p, ok := text(f.attr(b.Body.Attributes["path"]))
	if !ok {
		f.t.gap(where.File, where.Line, "which file is included is not known here")
		return nil
	}
	full, inside := resolve(f.dir, p)
	c := f.t.config(full)
	if !inside || c == nil {
		f.t.gap(where.File, where.Line, "a file that is included is not here")
		return nil
	}
	if c == f.cfg {
		f.t.gap(where.File, where.Line, "a file includes itself")
		return nil
	}
	in := f.t.frame(f.unit, c, f.dir, f.depth)
	in.includer, in.name, in.strategy, in.values = f, label(b), "shallow", f.values
	if s, ok := text(f.attr(b.Body.Attributes["merge_strategy"])); ok {
		in.strategy = s
	}
	f.unit.sees(full)
	return in
}

// layers are the frames whose blocks count for a unit, the strongest last.
func (f *frame) layers() []*frame {
	var list []*frame
	for _, in := range f.included() {
		if in.strategy != "no_merge" {
			list = append(list, in)
		}
	}
	return append(list, f)
}

// gatherInclude puts what an expression asks of an included file: include.NAME.x,
// or include.x where the one include has no name.
func (f *frame) gatherInclude(steps []string, g gathered, at hcl.Range) {
	from, way := f, []string{}
	if f.includer != nil {
		from = f.includer
	}
	for _, in := range from.included() {
		rest := steps
		if named := len(steps) > 0 && steps[0] == in.name; named { // include[""] means the one without a name
			way, rest = steps[:1], steps[1:]
		} else if in.name != "" {
			continue
		}
		if len(rest) >= 2 && rest[0] == "locals" {
			g.put(in.local(rest[1]), "include", append(way[:len(way):len(way)], rest[:2]...)...)
			return
		}
		g.put(in.whole(), "include", way...)
		return
	}
	g.put(terraform.Missing("a file that is included and is not here", placeOf(at)), "include")
}

// inputs are what a module is given. Where a part of them is not known, rest is
// what the names that are not among them hang on.
type inputs struct {
	known map[string]cty.Value
	rest  cty.Value
}

func (in inputs) object() cty.Value {
	if in.rest != cty.NilVal {
		return in.rest
	}
	return cty.ObjectVal(in.known)
}

// over puts inputs on top of others.
func (in inputs) over(below inputs, deep bool) inputs {
	out := inputs{known: map[string]cty.Value{}, rest: below.rest}
	if in.rest != cty.NilVal {
		out.rest = in.rest // what lies below may be overruled
	} else {
		for k, v := range below.known {
			out.known[k] = v
		}
	}
	for k, v := range in.known {
		if old, ok := out.known[k]; ok && deep {
			v = mergeDeep(old, v, 0)
		}
		out.known[k] = v
	}
	return out
}

// inputs are the file's own.
func (f *frame) inputs() inputs {
	a := f.cfg.attr("inputs")
	if a == nil {
		return inputs{known: map[string]cty.Value{}, rest: cty.NilVal}
	}
	return f.inputsOf(a.Expr)
}

// inputsOf takes a merge apart, so that one part that is not known does not hide
// the others.
func (f *frame) inputsOf(e hclsyntax.Expression) inputs {
	switch x := e.(type) {
	case *hclsyntax.ParenthesesExpr:
		return f.inputsOf(x.Expression)
	case *hclsyntax.FunctionCallExpr:
		if x.Name == "merge" && len(x.Args) > 0 && !x.ExpandFinal {
			all := f.inputsOf(x.Args[0])
			for _, arg := range x.Args[1:] {
				all = f.inputsOf(arg).over(all, false)
			}
			return all
		}
	}
	v := f.value(e)
	bare, marks := v.Unmark()
	out := inputs{known: map[string]cty.Value{}, rest: cty.NilVal}
	switch {
	case !bare.IsKnown():
		out.rest = v
	case !bare.IsNull() && (bare.Type().IsObjectType() || bare.Type().IsMapType()):
		for it := bare.ElementIterator(); it.Next(); {
			k, e := it.Element()
			out.known[k.AsString()] = e.WithMarks(marks)
		}
	}
	return out
}

// merged are the inputs with those of included files: from the last include to
// the first, each goes below what there is, in its own way.
func (f *frame) merged() inputs {
	all := f.inputs()
	layers := f.layers()
	for _, l := range slices.Backward(layers[:len(layers)-1]) {
		all = all.over(l.inputs(), l.strategy == "deep")
	}
	if f.lacks.Line > 0 && all.rest == cty.NilVal {
		all.rest = terraform.Missing("a file that is included and is not here", f.lacks)
	}
	return all
}

// mergeDeep merges maps key by key and appends lists; anything else is the
// upper's.
func mergeDeep(below, above cty.Value, depth int) cty.Value {
	a, am := below.Unmark()
	b, bm := above.Unmark()
	if depth > 50 || !a.IsKnown() || !b.IsKnown() || a.IsNull() || b.IsNull() {
		return above
	}
	keyed := func(v cty.Value) bool { return v.Type().IsObjectType() || v.Type().IsMapType() }
	listed := func(v cty.Value) bool { return v.Type().IsTupleType() || v.Type().IsListType() }
	switch {
	case keyed(a) && keyed(b):
		fields := map[string]cty.Value{}
		for it := a.ElementIterator(); it.Next(); {
			k, v := it.Element()
			fields[k.AsString()] = v
		}
		for it := b.ElementIterator(); it.Next(); {
			k, v := it.Element()
			if old, ok := fields[k.AsString()]; ok {
				v = mergeDeep(old, v, depth+1)
			}
			fields[k.AsString()] = v
		}
		return cty.ObjectVal(fields).WithMarks(am, bm)
	case listed(a) && listed(b):
		var items []cty.Value
		for _, v := range []cty.Value{a, b} {
			for it := v.ElementIterator(); it.Next(); {
				_, item := it.Element()
				items = append(items, item)
			}
		}
		return cty.TupleVal(items).WithMarks(am, bm)
	}
	return above
}

var deepMerge = dynamic(func(args []cty.Value) cty.Value {
	if len(args) == 0 {
		return cty.EmptyObjectVal
	}
	v := args[0]
	for _, a := range args[1:] {
		v = mergeDeep(v, a, 0)
	}
	return v
})

// folder is a path that an attribute gives, as a folder of the tree.
func (f *frame) folder(v cty.Value) (string, bool) {
	p, ok := text(v)
	if !ok {
		return "", false
	}
	full, inside := resolve(f.dir, p)
	if path.Base(full) == unitFile {
		full = path.Dir(full)
	}
	return full, inside
}
