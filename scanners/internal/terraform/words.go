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
	driver string // a variable's name, or workspaceDriver
	text   string
	at     place
}

const workspaceDriver = "terraform.workspace"

// words finds them, sorted, each once for each driver. Only words of environments
// count: a map may be keyed by anything.
func (r *Root) words(always []*varFile) []word {
	f := finder{root: r, mod: r.mod, always: always, aliases: map[string]string{}}
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
	found   []word
	seen    map[*module]bool
}

func (f *finder) add(driver, text string, at place) {
	d, ok := environment.OfName(text)
	if !ok || d.Tier == graph.Untiered || d.Tier == graph.Shared || d.Basis != graph.Named || len(f.found) > 500 {
		return
	}
	f.found = append(f.found, word{driver, text, at})
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
	return v.value == nil || chooses(name)
}

// chooses knows names of variables that choose an environment.
func chooses(name string) bool {
	return slices.Contains(environmentNames, name) || name == "workspace" || name == "tier" ||
		hasAnySuffix(name, "_env", "_environment", "_stage")
}

func (f *finder) alias(name string) string {
	key := f.mod.dir + " " + name
	if d, ok := f.aliases[key]; ok {
		return d
	}
	f.aliases[key] = ""
	x := f.mod.locals[name]
	if x == nil || x.nodes > 24 || len(x.refs) == 0 {
		return ""
	}
	first := f.driver(x.refs[0].root, x.refs[0].name)
	for _, r := range x.refs {
		if f.driver(r.root, r.name) == "" {
			return ""
		}
	}
	switch x.Expression.(type) {
	case *hclsyntax.ScopeTraversalExpr, *hclsyntax.FunctionCallExpr, *hclsyntax.TemplateWrapExpr, *hclsyntax.ConditionalExpr, *hclsyntax.ParenthesesExpr:
		f.aliases[key] = first
	}
	return f.aliases[key]
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
			f.keys(d, x.Collection, 0)
		}
	case *hclsyntax.FunctionCallExpr:
		if x.Name == "lookup" && len(x.Args) >= 2 {
			if d := f.stands(x.Args[1]); d != "" {
				f.keys(d, x.Args[0], 0)
			}
		}
	}
	for _, d := range f.drivers() {
		for _, text := range compared(n, func(e hclsyntax.Expression) bool { return f.stands(e) == d }) {
			f.add(d, text, placeOf(n.Range()))
		}
	}
	return nil
}

// drivers are those that are there at all.
func (f *finder) drivers() []string {
	list := []string{workspaceDriver}
	for _, name := range sortedKeys(f.root.mod.variables) {
		if f.open(name) {
			list = append(list, name)
		}
	}
	return list
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
