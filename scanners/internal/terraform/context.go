// SPDX-License-Identifier: Apache-2.0

package terraform

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/environment"
)

// A Context is one way in which a root is applied.
type Context struct {
	// Name is the environment as written in a path, a key or a comparison; "" for
	// the one context of a root that names none.
	Name string

	// VarFiles are what is handed in, besides what Terraform always applies; the
	// last wins.
	VarFiles []string

	// Chosen is where a workspace's or variable's value is written that makes this
	// context: a key of a map, a constant that it is compared with. Zero where a
	// file makes it.
	Chosen graph.Location

	// Workspace is terraform.workspace, "" where it is not known.
	Workspace string

	root    *Root
	files   []*varFile
	set     map[string]string // variables that the context stands for
	at      place
	backend *backendFile
}

// BackendFile is the file of -backend-config, or "".
func (c *Context) BackendFile() string {
	if c.backend == nil {
		return ""
	}
	return c.backend.path
}

// Key tells the root's contexts apart: the name, else the first var-file.
func (c *Context) Key() string {
	if c.Name == "" && len(c.VarFiles) > 0 {
		return c.VarFiles[0]
	}
	if len(c.VarFiles) > 0 {
		return c.Name + " " + c.VarFiles[0]
	}
	return c.Name
}

// given is what the context says of a variable.
func (c *Context) given(ev *evaluation, name string) (cty.Value, bool) {
	if v, ok := ev.options.Inputs[name]; ok {
		return v, true
	}
	for i := len(c.files) - 1; i >= 0; i-- {
		if v, ok := c.files[i].value[name]; ok {
			return v, true
		}
	}
	if word, ok := c.set[name]; ok {
		return cty.StringVal(word).Mark(&origin{kind: assumed, at: c.at, text: "where var." + name + " is " + c.Name}), true
	}
	return cty.NilVal, false
}

func (c *Context) workspaceValue() cty.Value {
	if c.Workspace == "" {
		return unknown(cty.String, "terraform.workspace", place{})
	}
	return cty.StringVal(c.Workspace).Mark(&origin{kind: assumed, at: c.at, text: "in the workspace " + c.Name})
}

// findContexts takes a root's var-files apart, then asks its text for workspaces
// and environments.
func (r *Root) findContexts() {
	var always, common, single []*varFile
	groups := map[string][]*varFile{}
	if len(r.contexts) > 0 {
		for _, v := range r.contexts[0].files {
			name, kind := r.sort(v)
			switch kind {
			case applied:
				always = append(always, v)
			case shared:
				common = append(common, v)
			case ofEnvironment:
				groups[name] = append(groups[name], v)
			case other:
				single = append(single, v)
			}
		}
	}
	always = append(always, common...)
	r.contexts = nil
	for _, name := range sortedKeys(groups) {
		for _, files := range apart(groups[name]) {
			r.context(name, always, files)
		}
	}
	for _, v := range single {
		r.context("", always, []*varFile{v})
	}
	r.choose(always)
	if len(r.contexts) == 0 {
		r.context("", always, nil)
	}
	r.giveBackends()
}

func (r *Root) context(name string, always, files []*varFile) *Context {
	c := &Context{Name: name, root: r, files: append(slices.Clone(always), files...)}
	for _, f := range files {
		c.VarFiles = append(c.VarFiles, f.path)
	}
	if len(r.contexts) < maxContexts {
		r.contexts = append(r.contexts, c)
	}
	return c
}

type varFileKind uint8

const (
	applied       varFileKind = iota // by Terraform itself
	shared                           // handed in everywhere: common.tfvars
	ofEnvironment                    // one environment's
	other                            // a way of its own to apply the root
	nobodys                          // an example
)

// sort says what a var-file is for its root, by the part of its path that the
// root's folder does not share.
func (r *Root) sort(v *varFile) (name string, kind varFileKind) {
	if v.auto && path.Dir(v.path) == r.mod.dir {
		return "", applied
	}
	rel := below(r.mod.dir, v.path)
	if d, ok := environment.OfPath(rel); ok {
		if d.Tier == graph.Shared {
			return "", shared
		}
		return d.Name, ofEnvironment
	}
	stem, _, _ := strings.Cut(strings.ToLower(path.Base(rel)), ".")
	switch stem {
	case "example", "sample", "template", "test-fixtures":
		return "", nobodys
	case "secrets", "secret", "variables", "vars", "defaults", "default", "all", "base", "terraform", "input", "inputs", "local", "main", "root":
		return "", shared
	}
	return "", other
}

// apart keeps together var-files of one environment that set different names, and
// separates those that set the same: these are handed in one at a time.
func apart(files []*varFile) [][]*varFile {
	seen := map[string]bool{}
	for _, f := range files {
		for _, a := range f.attrs {
			if seen[a.name] && len(files) > 1 {
				var each [][]*varFile
				for _, g := range files {
					each = append(each, []*varFile{g})
				}
				return each
			}
		}
		for _, a := range f.attrs {
			seen[a.name] = true
		}
	}
	return [][]*varFile{files}
}

// choose makes contexts of what the text compares a workspace or an environment
// with. Where var-files make contexts already, these get the matching word.
func (r *Root) choose(always []*varFile) {
	words := r.words(always)
	if len(words) == 0 {
		return
	}
	if len(r.contexts) == 0 {
		for _, w := range words {
			if c := r.byName(w.text); c != nil && c.Name == w.text {
				c.take(w)
				continue
			}
			r.context(w.text, always, nil).take(w)
		}
		return
	}
	for _, c := range r.contexts {
		for _, w := range words {
			if c.Name == w.text || c.Name != "" && sameTier(c.Name, w.text) && !hasExact(words, c.Name) {
				c.take(w)
			}
		}
	}
}

// take sets what a word stands for, the first of each.
func (c *Context) take(w word) {
	if c.Chosen.IsZero() && len(c.VarFiles) == 0 {
		c.Chosen, c.at = w.at.evidence().At, w.at
	}
	if c.at.line == 0 {
		c.at = w.at
	}
	if w.driver == workspaceDriver {
		c.Workspace = cmp.Or(c.Workspace, w.value)
		return
	}
	if c.set == nil {
		c.set = map[string]string{}
	}
	if c.set[w.driver] == "" {
		c.set[w.driver] = w.value
	}
}

func hasExact(words []word, name string) bool {
	return slices.ContainsFunc(words, func(w word) bool { return w.text == name })
}

func sameTier(a, b string) bool {
	x, ok := environment.OfName(a)
	y, ok2 := environment.OfName(b)
	return ok && ok2 && x.Tier == y.Tier && x.Tier != graph.Untiered
}

func (r *Root) byName(name string) *Context {
	for _, c := range r.contexts {
		if c.Name == name {
			return c
		}
	}
	return nil
}

// below is a path from a folder, without the steps up.
func below(dir, p string) string {
	rel := relative(dir, p)
	for strings.HasPrefix(rel, "../") {
		rel = rel[3:]
	}
	return rel
}

// giveBackends joins backend files in reach with the contexts of their name.
// Where nothing else names an environment, they make the contexts.
func (r *Root) giveBackends() {
	if r.mod.backend == nil {
		return
	}
	plain := len(r.contexts) == 1 && r.contexts[0].Name == "" && len(r.contexts[0].VarFiles) == 0
	var made []*Context
	for _, f := range r.tree.backendFiles(r.mod.dir) {
		d, ok := environment.OfPath(below(r.mod.dir, f.path))
		switch {
		case !ok && len(r.contexts) == 1 && r.contexts[0].backend == nil:
			r.contexts[0].backend = f
		case ok && plain && len(made) < maxContexts:
			c := *r.contexts[0]
			c.Name, c.backend, c.at = d.Name, f, place{f.path, 1, 1}
			c.Chosen = c.at.evidence().At
			made = append(made, &c)
		case ok:
			for _, c := range r.contexts {
				if c.Name == d.Name || c.Name != "" && sameTier(c.Name, d.Name) {
					c.backend = f
				}
			}
		}
	}
	if len(made) > 0 {
		r.contexts = made
	}
}
