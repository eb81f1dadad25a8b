// SPDX-License-Identifier: Apache-2.0

package terraform

import (
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
}

// A ref is what one traversal names: var.x, module.db.endpoint,
// aws_db_instance.main.arn.
type ref struct {
	root  string // var, local, module, data, resource, each, count, path, terraform, self, or an iterator's name
	typ   string // of a resource or data block
	name  string
	attr  string // the attribute or output behind it, past an index; "" for the whole
	whole bool   // several or all attributes may be asked for
}

func newExpr(e hcl.Expression) *expr {
	if e == nil {
		return nil
	}
	x := &expr{Expression: e, at: placeOf(e.Range()), nodes: 1}
	for _, t := range e.Variables() {
		if r, ok := refOf(t); ok {
			x.add(r)
		}
	}
	if node, ok := e.(hclsyntax.Node); ok {
		w := &measure{}
		_ = hclsyntax.Walk(node, w)
		x.nodes, x.loops = max(w.nodes, 1), w.deepest
	} else {
		x.nodes = max(1, (e.Range().End.Byte-e.Range().Start.Byte)/4)
		x.loops = 2 // templates of JSON syntax are parsed when they are evaluated
	}
	return x
}

func (x *expr) add(r ref) {
	for i, old := range x.refs {
		if old.root == r.root && old.typ == r.typ && old.name == r.name && (old.attr == r.attr || r.root == "var" || r.root == "local") {
			x.refs[i].whole = old.whole || r.whole
			return
		}
	}
	x.refs = append(x.refs, r)
}

// measure counts nodes and the depth of loops.
type measure struct{ nodes, loops, deepest int }

func (m *measure) Enter(n hclsyntax.Node) hcl.Diagnostics {
	m.nodes++
	switch n.(type) {
	case *hclsyntax.ForExpr, *hclsyntax.SplatExpr:
		m.loops++
		m.deepest = max(m.deepest, m.loops)
	}
	return nil
}

func (m *measure) Exit(n hclsyntax.Node) hcl.Diagnostics {
	switch n.(type) {
	case *hclsyntax.ForExpr, *hclsyntax.SplatExpr:
		m.loops--
	}
	return nil
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
			_ = s
		}
	}
	return "", true
}
