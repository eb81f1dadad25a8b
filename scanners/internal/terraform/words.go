// SPDX-License-Identifier: Apache-2.0

package terraform

import (
	"cmp"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/environment"
)

// A word is an environment's name that the text expects in terraform.workspace
// or in a variable: a key of the map that it looks into, a constant that it is
// compared with, what a validation lets pass.
type word struct {
	driver string // a variable's name, workspaceDriver, or localDriver and a local's name
	text   string
	value  string // what the driver then is: "shop-prod" where a prefix is cut off
	at     place
}

const (
	workspaceDriver = "terraform.workspace"
	localDriver     = "local."
)

// words finds them, sorted, each once for each driver. Only words of environments
// count: a map may be keyed by anything.
func (r *Root) words(always []*varFile) []word {
	f := finder{root: r, mod: r.mod, always: always, aliases: map[string]string{}, prefix: map[string]string{}}
	f.module(r.mod, 0)
	for _, name := range sortedKeys(r.mod.variables) {
		v := r.mod.variables[name]
		if f.driver("var", name) != "" {
			for _, text := range v.allowed {
				f.add(name, text, v.allowAt)
			}
		}
	}
	slices.SortFunc(f.found, func(a, b word) int {
		return cmp.Or(strings.Compare(a.text, b.text), strings.Compare(a.driver, b.driver), a.at.compare(b.at))
	})
	return slices.CompactFunc(f.found, func(a, b word) bool { return a.text == b.text && a.driver == b.driver })
}

type finder struct {
	root    *Root
	mod     *module // whose expressions are looked at
	always  []*varFile
	aliases map[string]string // locals of the root to what they stand for
	prefix  map[string]string // of a local: what it cuts off the workspace
	found   []word
	seen    map[*module]bool
	bare    *evaluation // without any word
}

func (f *finder) add(driver, text string, at place) {
	d, ok := environment.OfName(text)
	if !ok || d.Tier == graph.Untiered || d.Tier == graph.Shared || d.Basis != graph.Named || len(f.found) > 500 {
		return
	}
	value := text
	if local, ok := strings.CutPrefix(driver, localDriver); ok {
		if prefix, ok := f.prefix[local]; ok {
			driver, value = workspaceDriver, prefix+text
		}
	}
	f.found = append(f.found, word{driver, text, value, at})
}

// module looks at a module's expressions; in those that the root calls, only for
// the workspace, which all modules see.
func (f *finder) module(m *module, depth int) {
	if f.seen == nil {
		f.seen = map[*module]bool{}
	}
	if f.seen[m] || depth > 4 {
		return
	}
	f.seen[m] = true
	f.mod = m
	for _, x := range m.expressions() {
		if !f.concerns(x) {
			continue
		}
		if node, ok := x.Expression.(hclsyntax.Node); ok {
			_ = hclsyntax.VisitAll(node, f.visit)
		}
	}
	for _, name := range m.names {
		if dir, ok := localSource(m.dir, m.calls[name].source); ok && f.root.tree.modules[dir] != nil {
			f.module(f.root.tree.modules[dir], depth+1)
		}
	}
	f.mod = f.root.mod
}

// concerns reports whether an expression refers to a driver at all.
func (f *finder) concerns(x *expr) bool {
	return slices.ContainsFunc(x.refs, func(r ref) bool { return f.driver(r.root, r.name) != "" })
}

// driver is what a reference stands for: the workspace, a variable that nobody
// sets, or a local that passes one of them on.
func (f *finder) driver(root, name string) string {
	switch root {
	case "terraform":
		if name == "workspace" || name == "env" {
			return workspaceDriver
		}
	case "var":
		if f.mod == f.root.mod && f.open(name) {
			return name
		}
	case "local":
		return f.alias(name)
	}
	return ""
}

// open reports whether a variable chooses an environment and is set by no file.
func (f *finder) open(name string) bool {
	v := f.root.mod.variables[name]
	if v == nil || slices.ContainsFunc(f.always, func(file *varFile) bool { return file.value[name] != cty.NilVal }) {
		return false
	}
	if !v.typ.Equals(cty.String) && v.typ != cty.DynamicPseudoType {
		return false
	}
	return chooses(name) || v.value == nil && !f.named()
}

// named reports whether the root has a variable whose name says that it chooses
// the environment: then what another is compared with may be anything, such as
// the name of a network.
func (f *finder) named() bool {
	for name := range f.root.mod.variables {
		if chooses(name) {
			return true
		}
	}
	return false
}

// chooses knows names of variables that choose an environment.
func chooses(name string) bool {
	return slices.Contains(environmentNames, name) || name == "workspace" || name == "tier" ||
		hasAnySuffix(name, "_env", "_environment", "_stage")
}

// alias is what a local stands for: the workspace or variable that it passes on,
// or itself, where it is called an environment and made of one of these alone.
func (f *finder) alias(name string) string {
	key := f.mod.dir + " " + name
	if d, ok := f.aliases[key]; ok {
		return d
	}
	f.aliases[key] = ""
	x := f.mod.locals[name]
	if x == nil || x.nodes > 40 || len(x.refs) == 0 {
		return ""
	}
	first, all := "", true
	for _, r := range x.refs {
		d := f.driver(r.root, r.name)
		first = cmp.Or(first, d)
		all = all && d != ""
	}
	switch {
	case first == "":
		return ""
	case all && passes(x.Expression):
		f.aliases[key] = first
	case f.mod == f.root.mod && chooses(name):
		f.aliases[key] = localDriver + name
		if p, ok := f.cutOff(x); ok {
			f.prefix[name] = p
		}
	}
	return f.aliases[key]
}

// passes reports whether an expression yields what it names, in other letters at
// most.
func passes(e hcl.Expression) bool {
	switch x := e.(type) {
	case *hclsyntax.ScopeTraversalExpr, *hclsyntax.TemplateWrapExpr:
		return true
	case *hclsyntax.ParenthesesExpr:
		return passes(x.Expression)
	case *hclsyntax.FunctionCallExpr:
		switch x.Name {
		case "lower", "upper", "coalesce", "trimspace", "tostring", "try":
			return true
		}
	case *hclsyntax.ConditionalExpr:
		return passes(x.TrueResult) || passes(x.FalseResult)
	}
	return false
}

// cutOff is the prefix that trimprefix(terraform.workspace, ...) takes away.
func (f *finder) cutOff(x *expr) (string, bool) {
	c, ok := x.Expression.(*hclsyntax.FunctionCallExpr)
	if !ok || c.Name != "trimprefix" || len(c.Args) != 2 || f.stands(c.Args[0]) != workspaceDriver {
		return "", false
	}
	v, _ := f.evaluate(c.Args[1]).Unmark()
	if !v.IsKnown() || v.IsNull() || v.Type() != cty.String {
		return "", false
	}
	return v.AsString(), true
}

// evaluate evaluates an expression of the root where no environment is chosen.
func (f *finder) evaluate(e hclsyntax.Expression) cty.Value {
	if f.bare == nil {
		f.bare = f.root.tree.evaluation(f.root, &Context{root: f.root, files: f.always}, Options{})
	}
	return f.bare.top.value(newExpr(e), nil)
}

// stands is the driver that an expression as a whole stands for.
func (f *finder) stands(e hclsyntax.Expression) string {
	switch x := e.(type) {
	case *hclsyntax.ParenthesesExpr:
		return f.stands(x.Expression)
	case *hclsyntax.TemplateWrapExpr:
		return f.stands(x.Wrapped)
	case *hclsyntax.ScopeTraversalExpr:
		if len(x.Traversal) == 2 {
			if a, ok := x.Traversal[1].(hcl.TraverseAttr); ok {
				return f.driver(x.Traversal.RootName(), a.Name)
			}
		}
	case *hclsyntax.FunctionCallExpr:
		if len(x.Args) > 0 && (x.Name == "lower" || x.Name == "upper" || x.Name == "trimspace" || x.Name == "tostring") {
			return f.stands(x.Args[0])
		}
	}
	return ""
}

func (f *finder) visit(n hclsyntax.Node) hcl.Diagnostics {
	switch x := n.(type) {
	case *hclsyntax.IndexExpr:
		if d := f.stands(x.Key); d != "" {
			f.allKeys(d, x.Collection)
		}
	case *hclsyntax.FunctionCallExpr:
		if x.Name == "lookup" && len(x.Args) >= 2 {
			if d := f.stands(x.Args[1]); d != "" {
				f.allKeys(d, x.Args[0])
			}
		}
	}
	driver := ""
	for _, text := range compared(n, func(e hclsyntax.Expression) bool {
		d := f.stands(e)
		driver = cmp.Or(d, driver)
		return d != ""
	}) {
		f.add(driver, text, placeOf(n.Range()))
	}
	return nil
}

// allKeys adds the keys of the map that is looked into: as they are written, else
// as they evaluate (a part of a map, of a file's JSON).
func (f *finder) allKeys(driver string, e hclsyntax.Expression) {
	before := len(f.found)
	f.keys(driver, e, 0)
	if len(f.found) > before || f.mod != f.root.mod {
		return
	}
	v, _ := f.evaluate(e).Unmark()
	if !v.IsKnown() || v.IsNull() || !v.Type().IsObjectType() && !v.Type().IsMapType() || sizeOf(v).over() {
		return
	}
	for it := v.ElementIterator(); it.Next(); {
		k, item := it.Element()
		at := placeOf(e.Range())
		_, marks := item.Unmark()
		for _, o := range origins(marks) {
			if o.kind == inConfig && o.at.line > 0 {
				at = o.at
			}
		}
		f.add(driver, k.AsString(), at)
	}
}

// keys adds the keys of the map that is looked into.
func (f *finder) keys(driver string, e hclsyntax.Expression, depth int) {
	if depth > 4 {
		return
	}
	switch x := e.(type) {
	case *hclsyntax.ParenthesesExpr:
		f.keys(driver, x.Expression, depth+1)
	case *hclsyntax.ObjectConsExpr:
		for _, item := range x.Items {
			if k := constant(item.KeyExpr); k != "" {
				f.add(driver, k, placeOf(item.KeyExpr.Range()))
			}
		}
	case *hclsyntax.FunctionCallExpr:
		for _, a := range x.Args {
			f.keys(driver, a, depth+1)
		}
	case *hclsyntax.ScopeTraversalExpr:
		if len(x.Traversal) != 2 {
			return
		}
		a, ok := x.Traversal[1].(hcl.TraverseAttr)
		if !ok {
			return
		}
		var target *expr
		switch x.Traversal.RootName() {
		case "local":
			target = f.mod.locals[a.Name]
		case "var":
			if v := f.mod.variables[a.Name]; v != nil {
				target = v.value
			}
		}
		if target != nil {
			if inner, ok := target.Expression.(hclsyntax.Expression); ok {
				f.keys(driver, inner, depth+1)
			}
		}
	}
}

// compared are the constants that a node compares something with.
func compared(n hclsyntax.Node, is func(hclsyntax.Expression) bool) (words []string) {
	switch x := n.(type) {
	case *hclsyntax.BinaryOpExpr:
		if x.Op != hclsyntax.OpEqual && x.Op != hclsyntax.OpNotEqual {
			return nil
		}
		if is(x.LHS) {
			words = append(words, constant(x.RHS))
		}
		if is(x.RHS) {
			words = append(words, constant(x.LHS))
		}
	case *hclsyntax.FunctionCallExpr:
		if x.Name != "contains" || len(x.Args) != 2 || !is(x.Args[1]) {
			return nil
		}
		if list, ok := x.Args[0].(*hclsyntax.TupleConsExpr); ok {
			for _, e := range list.Exprs {
				words = append(words, constant(e))
			}
		}
	}
	return slices.DeleteFunc(words, func(w string) bool { return w == "" })
}
