// SPDX-License-Identifier: Apache-2.0

package terragrunt

import (
	"path"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/internal/terraform"
)

// A frame is a file as one unit sees it: its own, one that it includes, or one
// that is read on the way. What it is asked for is evaluated once.
type frame struct {
	t        *Tree
	unit     *Unit
	cfg      *config
	dir      string // of the configuration that is read: an included file's is the unit's
	includer *frame // of an included file
	depth    int    // files read by files
	values   cty.Value

	locals    map[string]*memo
	deps      map[string]*dependency
	ins       []*frame // included files
	strategy  string   // of an included file: how it is merged
	name      string   // of an included file: its label
	insDone   bool
	lacks     graph.Location // an include of a file that is not here
	functions map[string]function.Function
}

type memo struct {
	value cty.Value
	busy  bool
}

func (t *Tree) frame(u *Unit, c *config, dir string, depth int) *frame {
	return &frame{t: t, unit: u, cfg: c, dir: dir, depth: depth, values: cty.NilVal, locals: map[string]*memo{}, deps: map[string]*dependency{}}
}

// value evaluates an expression of the file.
func (f *frame) value(e hcl.Expression) cty.Value {
	if e == nil {
		return cty.NilVal
	}
	c := &hcl.EvalContext{Functions: f.functionsHere(), Variables: map[string]cty.Value{}}
	g := gathered{}
	for _, t := range e.Variables() {
		f.gather(t, g, e.Range())
	}
	for root, v := range g {
		c.Variables[root] = v.object()
	}
	return terraform.Value(e, c)
}

// attr is the value of an attribute, NilVal where it is not set.
func (f *frame) attr(a *hclsyntax.Attribute) cty.Value {
	if a == nil {
		return cty.NilVal
	}
	return f.value(a.Expr)
}

// gathered are the names in reach of an expression, as far as it asks for them.
type gathered map[string]*names

// names is a value, or an object of names.
type names struct {
	value  cty.Value
	fields map[string]*names
}

func (n *names) object() cty.Value {
	if n.fields == nil {
		return n.value
	}
	fields := map[string]cty.Value{}
	for k, f := range n.fields {
		fields[k] = f.object()
	}
	return cty.ObjectVal(fields)
}

// put sets what a path leads to. A whole value that was put before stays.
func (g gathered) put(v cty.Value, root string, path ...string) {
	n := g[root]
	if n == nil {
		n = &names{}
		g[root] = n
	}
	for _, p := range path {
		if n.fields == nil {
			if n.value != cty.NilVal {
				return
			}
			n.fields = map[string]*names{}
		}
		if n.fields[p] == nil {
			n.fields[p] = &names{}
		}
		n = n.fields[p]
	}
	n.value, n.fields = v, nil
}

// gather puts what one traversal names.
func (f *frame) gather(t hcl.Traversal, g gathered, at hcl.Range) {
	root, steps := t.RootName(), stepsOf(t)
	switch root {
	case "local":
		if len(steps) == 0 {
			g.put(f.allLocals(), root)
			return
		}
		g.put(f.local(steps[0]), root, steps[0])
	case "include":
		f.gatherInclude(steps, g, at)
	case "dependency":
		f.gatherDependency(steps, g, at)
	case "feature":
		if len(steps) > 0 {
			g.put(f.feature(steps[0]), root, steps[0], "value")
		}
	case "values":
		v := f.values
		if v == cty.NilVal {
			v = terraform.Missing("the values of the stack", placeOf(at))
		}
		g.put(v, root)
	default:
		g.put(terraform.Missing(root+", which is not known here", placeOf(at)), root)
	}
}

// stepsOf are the names behind a traversal's root.
func stepsOf(t hcl.Traversal) (steps []string) {
	for _, s := range t[1:] {
		switch s := s.(type) {
		case hcl.TraverseAttr:
			steps = append(steps, s.Name)
		case hcl.TraverseIndex:
			if s.Key.Type() != cty.String || !s.Key.IsKnown() || s.Key.IsNull() {
				return steps
			}
			steps = append(steps, s.Key.AsString())
		default:
			return steps
		}
	}
	return steps
}

func (f *frame) local(name string) cty.Value {
	if k := f.locals[name]; k != nil {
		if k.busy {
			return terraform.Missing("local."+name+", which refers to itself", placeOf(f.cfg.locals[name].SrcRange))
		}
		return k.value
	}
	a := f.cfg.locals[name]
	if a == nil {
		return terraform.Missing("local."+name+", which is not declared", placeOf(f.cfg.body.SrcRange))
	}
	k := &memo{busy: true}
	f.locals[name] = k
	k.value = f.value(a.Expr)
	k.busy = false
	return k.value
}

func (f *frame) allLocals() cty.Value {
	fields := map[string]cty.Value{}
	for name := range f.cfg.locals {
		fields[name] = f.local(name)
	}
	return cty.ObjectVal(fields)
}

// feature is a flag's default: https://terragrunt.gruntwork.io/docs/features/runtime-control/
func (f *frame) feature(name string) cty.Value {
	for _, b := range f.cfg.blocks["feature"] {
		if label(b) == name {
			return f.attr(b.Body.Attributes["default"])
		}
	}
	if f.includer == nil {
		for _, in := range f.included() {
			if v := in.feature(name); v != cty.NilVal && v.IsKnown() {
				return v
			}
		}
	}
	return terraform.Missing("feature."+name, placeOf(f.cfg.body.SrcRange))
}

// resolve is a path of the tree as this frame's functions and attributes write
// it; ok is false where it leads out of the tree.
func resolve(dir, p string) (string, bool) {
	if path.IsAbs(p) {
		p = path.Clean(p)[1:]
	} else {
		p = path.Join(dir, p)
	}
	if p == "" {
		p = "."
	}
	return p, p != ".." && (len(p) < 3 || p[:3] != "../")
}

// absolute is a path of the tree as functions return it.
func absolute(p string) string { return path.Join("/", p) }
