// SPDX-License-Identifier: Apache-2.0

package terraform

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// An expr is a parsed expression with what it refers to, found once for all
// instances and contexts.
type expr struct {
	hcl.Expression
	at    place
	refs  []ref
	nodes int // of the syntax tree: how much it may build
	loops int // for expressions within for expressions

	mentions int  // of names
	looped   bool // it has a loop at all
	ranges   bool // it calls range()
	heavy    bool // it writes out values that stand outside a loop at every turn
}

// A ref is what one traversal names: var.x, module.db.endpoint,
// aws_db_instance.main.arn.
type ref struct {
	root  string // var, local, module, data, resource, each, count, path, terraform, self, or an iterator's name
	typ   string // of a resource or data block
	name  string
	attr  string // the attribute or output behind it, past an index; "" for the whole
	whole bool   // several or all attributes may be asked for

	wholes int // mentions of the whole
}

func newExpr(e hcl.Expression) *expr {
	if e == nil {
		return nil
	}
	x := &expr{Expression: e, at: placeOf(e.Range()), nodes: 1}
	vars := e.Variables()
	x.mentions = len(vars)
	for _, t := range vars {
		if r, ok := refOf(t); ok {
			x.add(r)
		}
	}
	if node, ok := e.(hclsyntax.Node); ok {
		w := &measure{}
		_ = hclsyntax.Walk(node, w)
		x.nodes, x.loops = max(w.nodes, 1), w.deepest
		x.looped, x.heavy, x.ranges = w.looped, w.heavy, w.ranges
		x.narrow(w.indexed)
	} else {
		x.nodes = max(1, (e.Range().End.Byte-e.Range().Start.Byte)/4)
		x.loops, x.looped = 2, true // templates of JSON syntax are parsed when they are evaluated
	}
	return x
}

func (x *expr) add(r ref) {
	for i, old := range x.refs {
		if old.root == r.root && old.typ == r.typ && old.name == r.name && (old.attr == r.attr || r.root == "var" || r.root == "local") {
			x.refs[i].whole = old.whole || r.whole
			if r.whole {
				x.refs[i].wholes++
			}
			return
		}
	}
	if r.whole {
		r.wholes = 1
	}
	x.refs = append(x.refs, r)
}

// narrow finds what is asked of a whole that an expression picks from:
// aws_s3_bucket.b[each.key].id asks for the id, module.m[*].arn for the arn. Only
// where that is so of every mention of the whole.
func (x *expr) narrow(indexed []ref) {
	for i, r := range x.refs {
		if !r.whole || r.root == "var" || r.root == "local" {
			continue
		}
		var attrs []string
		for _, in := range indexed {
			if in.root == r.root && in.typ == r.typ && in.name == r.name {
				attrs = append(attrs, in.attr)
			}
		}
		if len(attrs) == 0 || len(attrs) < r.wholes {
			continue
		}
		x.refs[i].whole, x.refs[i].attr = false, attrs[0]
		for _, a := range attrs[1:] {
			r.whole, r.attr = false, a
			x.add(r)
		}
	}
}

// measure counts nodes and how deep loops lie in each other, those that go over
// the item of an outer loop not counted: all their turns together are no more
// than the outer value has elements.
type measure struct {
	nodes, loops, deepest int
	bound                 []string // names of outer loops' items
	counted               []bool
	indexed               []ref
	looped, heavy, ranges bool
}

func (m *measure) Enter(n hclsyntax.Node) hcl.Diagnostics {
	m.nodes++
	switch x := n.(type) {
	case *hclsyntax.ForExpr:
		m.enter(!m.overItem(x.CollExpr))
		m.bound = append(m.bound, x.KeyVar, x.ValVar)
	case *hclsyntax.SplatExpr:
		m.enter(!m.overItem(x.Source))
		if steps, ok := x.Each.(*hclsyntax.RelativeTraversalExpr); ok {
			m.index(x.Source, steps.Traversal)
		}
	case *hclsyntax.FunctionCallExpr:
		m.ranges = m.ranges || x.Name == "range"
		m.heavy = m.heavy || len(m.counted) > 0 && writesOut[x.Name] && !m.overItem(x)
	case *hclsyntax.RelativeTraversalExpr:
		if in, ok := x.Source.(*hclsyntax.IndexExpr); ok {
			m.index(in.Collection, x.Traversal)
		}
	}
	return nil
}

// writesOut are functions that make one text of a value.
var writesOut = map[string]bool{"jsonencode": true, "yamlencode": true, "join": true, "templatefile": true, "templatestring": true, "csvencode": true, "base64encode": true}

func (m *measure) enter(counts bool) {
	m.looped = true
	if counts {
		m.loops++
	}
	m.counted = append(m.counted, counts)
	m.deepest = max(m.deepest, m.loops)
}

func (m *measure) Exit(n hclsyntax.Node) hcl.Diagnostics {
	_, isFor := n.(*hclsyntax.ForExpr)
	_, isSplat := n.(*hclsyntax.SplatExpr)
	if !isFor && !isSplat {
		return nil
	}
	last := len(m.counted) - 1
	if m.counted[last] {
		m.loops--
	}
	m.counted = m.counted[:last]
	if isFor {
		m.bound = m.bound[:len(m.bound)-2]
	}
	return nil
}

// overItem reports whether a loop goes over an item of an outer loop, or a part
// of it.
func (m *measure) overItem(e hclsyntax.Expression) bool {
	if len(m.bound) == 0 {
		return false
	}
	vars := e.Variables()
	for _, t := range vars {
		if !slices.Contains(m.bound, t.RootName()) {
			return false
		}
	}
	return len(vars) > 0
}

func (m *measure) index(of hclsyntax.Expression, steps hcl.Traversal) {
	whole, ok := of.(*hclsyntax.ScopeTraversalExpr)
	if !ok || len(steps) == 0 {
		return
	}
	a, isAttr := steps[0].(hcl.TraverseAttr)
	r, isRef := refOf(whole.Traversal)
	if isAttr && isRef && r.whole {
		r.attr = a.Name
		m.indexed = append(m.indexed, r)
	}
}

// refOf reads a traversal. Names that are none of Terraform's roots are types of
// resources or iterators of dynamic blocks: which, the scope knows.
func refOf(t hcl.Traversal) (ref, bool) {
	if len(t) == 0 || t.IsRelative() {
		return ref{}, false
	}
	root, rest := t.RootName(), t[1:]
	switch root {
	case "var", "local", "module", "each", "count", "path", "terraform", "self":
		name, rest, ok := attrStep(rest)
		if !ok {
			return ref{root: root, whole: true}, true
		}
		r := ref{root: root, name: name}
		if root == "module" {
			r.attr, r.whole = behind(rest)
		}
		return r, true
	case "data", "ephemeral":
		typ, rest, ok := attrStep(rest)
		name, rest, ok2 := attrStep(rest)
		if !ok || !ok2 {
			return ref{}, false
		}
		r := ref{root: root, typ: typ, name: name}
		r.attr, r.whole = behind(rest)
		return r, true
	}
	name, rest, ok := attrStep(rest)
	if !ok {
		return ref{root: root}, true // an iterator, or a name of an inner scope
	}
	r := ref{root: "resource", typ: root, name: name}
	r.attr, r.whole = behind(rest)
	return r, true
}

func attrStep(t hcl.Traversal) (name string, rest hcl.Traversal, ok bool) {
	if len(t) == 0 {
		return "", nil, false
	}
	switch s := t[0].(type) {
	case hcl.TraverseAttr:
		return s.Name, t[1:], true
	case hcl.TraverseIndex:
		if s.Key.Type() == cty.String && s.Key.IsKnown() && !s.Key.IsNull() {
			return s.Key.AsString(), t[1:], true
		}
	}
	return "", nil, false
}

// behind is the attribute that follows, past one index.
func behind(t hcl.Traversal) (attr string, whole bool) {
	if len(t) > 0 {
		switch s := t[0].(type) {
		case hcl.TraverseAttr:
			return s.Name, false
		case hcl.TraverseIndex, hcl.TraverseSplat:
			if len(t) > 1 {
				if a, ok := t[1].(hcl.TraverseAttr); ok {
					return a.Name, false
				}
			}
		}
	}
	return "", true
}
