// SPDX-License-Identifier: Apache-2.0

package terraform

import (
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/zclconf/go-cty/cty/function"
)

// A Root is a folder that somebody applies.
type Root struct {
	tree     *Tree
	mod      *module
	contexts []*Context

	once sync.Once
	funs map[string]function.Function
}

func (r *Root) functions() map[string]function.Function {
	r.once.Do(func() { r.funs = r.tree.functionsFor(r.mod.dir) })
	return r.funs
}

// Dir is the root's folder.
func (r *Root) Dir() string { return r.mod.dir }

// File is the file that stands for the root: main.tf, else the first.
func (r *Root) File() string { return r.file() }

func (r *Root) file() string {
	for _, f := range r.mod.files {
		if strings.HasPrefix(path.Base(f), "main.") {
			return f
		}
	}
	if len(r.mod.files) == 0 {
		return r.mod.dir
	}
	return r.mod.files[0]
}

// Contexts are the environments in which the root is applied: at least one.
func (r *Root) Contexts() []*Context { return r.contexts }

// findRoots decides which folders are roots: those that no local call names, and
// those that are called and have a backend or var-files of their own. What init
// installed is none.
func (t *Tree) findRoots() {
	called := map[string]bool{}
	for _, m := range t.modules {
		for _, c := range m.calls {
			if dir, ok := localSource(m.dir, c.source); ok && dir != m.dir {
				called[dir] = true
			}
		}
	}
	for _, dir := range sortedKeys(t.modules) {
		m := t.modules[dir]
		if installed(dir) || len(m.files) == 0 || called[dir] && m.backend == nil && !t.autoVars(dir) {
			continue
		}
		r := &Root{tree: t, mod: m}
		t.roots = append(t.roots, r)
		t.byDir[dir] = r
	}
	t.giveVarFiles()
	for _, r := range t.roots {
		r.findContexts()
	}
}

// installed reports whether a folder is what terraform init fetched.
func installed(dir string) bool {
	return slices.Contains(strings.Split(dir, "/"), ".terraform")
}

// autoVars reports whether a folder has a var-file that is always applied.
func (t *Tree) autoVars(dir string) bool {
	return slices.ContainsFunc(t.vars, func(v *varFile) bool { return v.auto && path.Dir(v.path) == dir })
}
