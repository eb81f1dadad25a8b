// SPDX-License-Identifier: Apache-2.0

package terraform

import (
	"path"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/stagedoor/stagedoor/graph"
)

// An evaluation is one root in one context. It is used by one goroutine.
type evaluation struct {
	tree      *Tree
	root      *Root
	context   *Context
	options   Options
	functions map[string]function.Function
	top       *instance

	steps, calls, resources, depth int
	circle                         int // the depth of the outermost value that refers to itself, while inside it
	circles                        int
	states                         int // evaluations of other roots' outputs above this one
	gaps                           map[Gap]bool
}

// An instance is one call of a module, or the root. What it is asked for is
// evaluated once and remembered.
type instance struct {
	ev     *evaluation
	mod    *module
	parent *instance
	call   *call
	scope  *scope // of the call, in the parent
	key    string // of the call in the manifest: "db.inner"
	prefix string // of addresses: `module.db["a"].`
	level  int
	at     graph.Chain // the call's place, then its parents'
	maybe  string
	remote bool // its source is not the repository's own

	variables, locals, outputs map[string]*memo
	wholes                     map[string]*memo // resources with all their attributes
	expansions                 map[string]*expansion
	children                   map[string]*children
	items                      map[string][]*item
	configs                    map[string]*config
}

// A memo is a value that is evaluated at most once.
type memo struct {
	value cty.Value
	busy  bool
	depth int // of a busy one
	size  size
}

func (ev *evaluation) instance(mod *module) *instance {
	return &instance{ev: ev, mod: mod,
		variables: map[string]*memo{}, wholes: map[string]*memo{}, locals: map[string]*memo{}, outputs: map[string]*memo{}, expansions: map[string]*expansion{},
		children: map[string]*children{}, items: map[string][]*item{}, configs: map[string]*config{}}
}

func (ev *evaluation) gap(at place, kind graph.GapKind, why string) {
	if len(ev.gaps) < 200 {
		ev.gaps[Gap{graph.Location{File: at.file, Line: at.line}, kind, why}] = true
	}
}

// once evaluates what is named, guarding against circles and endless chains.
func (m *instance) once(in map[string]*memo, what, name string, at place, get func() cty.Value) *memo {
	if k := in[name]; k != nil {
		if k.busy {
			m.ev.circle = min(m.ev.circle, k.depth)
			return &memo{value: unknown(cty.DynamicPseudoType, what+"."+name+", which refers to itself", at)}
		}
		return k
	}
	m.ev.depth++
	k := &memo{busy: true, depth: m.ev.depth}
	in[name] = k
	if m.ev.depth > maxDepth {
		m.ev.gap(at, graph.TooLarge, "values refer to each other through more steps than are followed")
		k.value = unknown(cty.DynamicPseudoType, what+"."+name+", through too many steps", at)
	} else {
		k.value = get()
	}
	if k.value.IsMarked() {
		if bare, marks := k.value.Unmark(); len(marks) > maxMarks {
			k.value = bare.WithMarks(thin(marks))
		}
	}
	m.ev.closeCircle(in, name, k.depth)
	m.ev.depth--
	k.size = sizeOf(k.value)
	if k.size.over() {
		m.ev.gap(at, graph.TooLarge, "a value is too large to be evaluated")
		k.value, k.size = unknown(cty.DynamicPseudoType, what+"."+name+", which is too large", at), size{}
	}
	k.busy = false
	return k
}

// closeCircle forgets what was evaluated inside a circle that lies further out: it
// was found to refer to itself only because of where the evaluation came from.
// After a number of circles all is kept, so that they cost no more than time.
func (ev *evaluation) closeCircle(in map[string]*memo, name string, depth int) {
	switch {
	case ev.circle < depth && ev.circles < maxCircles:
		ev.circles++
		delete(in, name)
	case ev.circle >= depth:
		ev.circle = noCircle
	}
}

const noCircle = 1 << 30

func (m *instance) variable(name string) *memo {
	v := m.mod.variables[name]
	if v == nil {
		return &memo{value: unknown(cty.DynamicPseudoType, "var."+name+", which is not declared", place{})}
	}
	return m.once(m.variables, "var", name, v.at, func() cty.Value { return m.evalVariable(v) })
}

// evalVariable finds a variable's value: what is handed in, else the default.
// Null stands for the default where the variable may not be null.
func (m *instance) evalVariable(v *variable) cty.Value {
	given, ok := m.given(v)
	if ok && !(given.IsKnown() && given.IsNull() && !v.nullable) {
		return v.fit(given)
	}
	if v.value != nil {
		d := m.literal(v.value, nil)
		if chooses(v.name) && empty(d) { // to be given: no environment has no name
			return unknown(v.typ, "var."+v.name, v.at)
		}
		return v.fit(d)
	}
	return unknown(v.typ, "var."+v.name, v.at)
}

func empty(v cty.Value) bool {
	bare, _ := v.Unmark()
	return bare.IsKnown() && !bare.IsNull() && bare.Type() == cty.String && bare.AsString() == ""
}

// given is what a call, a var-file or the context sets.
func (m *instance) given(v *variable) (cty.Value, bool) {
	if m.parent == nil {
		return m.ev.context.given(m.ev, v.name)
	}
	x := m.call.body.attr(v.name)
	if x == nil || metaArgument[v.name] {
		return cty.NilVal, false
	}
	val := m.parent.literal(x, m.scope)
	o := &origin{kind: passed, at: x.at, level: m.level}
	return val.Mark(o), true
}

// metaArgument are arguments of a module's call that are no inputs.
var metaArgument = map[string]bool{"source": true, "version": true, "count": true, "for_each": true, "providers": true, "depends_on": true}

func (m *instance) local(name string) *memo {
	x := m.mod.locals[name]
	if x == nil {
		return &memo{value: unknown(cty.DynamicPseudoType, "local."+name+", which is not declared", place{})}
	}
	return m.once(m.locals, "local", name, x.at, func() cty.Value {
		if word, ok := m.ev.context.set[localDriver+name]; ok && m.parent == nil {
			return cty.StringVal(word).Mark(&origin{kind: assumed, at: m.ev.context.at, text: "where local." + name + " is " + m.ev.context.Name})
		}
		return m.literal(x, nil)
	})
}

func (m *instance) output(name string) *memo {
	o := m.mod.outputs[name]
	if o == nil || o.value == nil {
		return &memo{value: unknown(cty.DynamicPseudoType, m.prefix+name+", which is no output", place{})}
	}
	return m.once(m.outputs, "output", name, o.at, func() cty.Value { return m.value(o.value, nil) })
}

// paths are Terraform's: relative to the root's folder.
func (m *instance) paths() cty.Value {
	root := m.ev.top.mod.dir
	return cty.ObjectVal(map[string]cty.Value{
		"module": cty.StringVal(relative(root, m.mod.dir)),
		"root":   cty.StringVal("."),
		"cwd":    cty.StringVal(path.Join("/", root)),
	})
}

// relative is the way from one folder of the tree to another.
func relative(from, to string) string {
	a, b := folders(from), folders(to)
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	steps := append(make([]string, 0, len(a)+len(b)), b...)
	for range a {
		steps = append([]string{".."}, steps...)
	}
	if len(steps) == 0 {
		return "."
	}
	return strings.Join(steps, "/")
}

func folders(dir string) []string {
	if dir = path.Clean(dir); dir == "." {
		return nil
	}
	return strings.Split(dir, "/")
}

// names reports whether an expression is just root.name.
func names(e hcl.Expression, root, name string) bool {
	t, diags := hcl.AbsTraversalForExpr(e)
	if diags.HasErrors() || len(t) != 2 || t.RootName() != root {
		return false
	}
	a, ok := t[1].(hcl.TraverseAttr)
	return ok && a.Name == name
}
