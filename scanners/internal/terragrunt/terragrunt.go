// SPDX-License-Identifier: Apache-2.0

// Package terragrunt evaluates Terragrunt's units: which module each applies,
// with which inputs, into which account, and whether it may be destroyed. What
// the module then declares is the Terraform evaluator's to say.
//
// [Load] finds the units of a tree: folders with a terragrunt.hcl that names a
// module or stands beside one, and what a terragrunt.stack.hcl makes. A file is
// parsed once and evaluated for each unit that includes it, since most of its
// functions ask for whom. parse.go reads a file's blocks; frame.go evaluates
// locals on demand; functions.go are Terragrunt's own functions; include.go
// merges; dependency.go takes outputs from other units; unit.go puts a unit
// together; stack.go reads stacks.
//
// It keeps the Terraform evaluator's promises, and these: no command is run
// (run_cmd is unknown), no secret is decrypted (sops_decrypt_file is unknown), no
// account is asked (get_aws_account_id is unknown), and an environment variable
// has the default that the file gives it, else is unknown. Paths are those of the
// tree, whose top counts as the repository's.
//
// Mocks of a dependency's outputs are no outputs. Their shape, numbers and
// booleans are taken as guesses; their texts are names of nothing and stay
// unknown, or two units with one mock would seem to share a bucket.
//
// Source: https://terragrunt.gruntwork.io/docs/reference/hcl/
package terragrunt

import (
	"path"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/stagedoor/stagedoor/scanners/internal/terraform"
)

// Bounds beyond those of the Terraform evaluator.
const (
	maxUnits  = 20_000
	maxReads  = 20 // configurations that read configurations
	maxStacks = 8  // stacks in stacks
)

// A Tree is all units of a tree of files. It is built by one goroutine; its units
// may then be evaluated by several.
type Tree struct {
	tf        *terraform.Tree
	files     map[string][]byte
	dirs      map[string]bool
	inDir     map[string][]string // configuration files, by folder
	autoVars  map[string][]string // var-files that Terraform always applies
	configs   map[string]*config
	functions map[string]map[string]function.Function // Terraform's, by folder
	reads     map[string]cty.Value                    // what read_terragrunt_config yields, by path
	reading   map[string]bool
	roots     map[string]*terraform.Root // modules with generated files, by folder and content
	units     []*Unit
	byDir     map[string]*Unit
	modules   map[string]bool
	templates map[string]bool // folders of units that stacks make units of
	gaps      []terraform.Gap
}

// Reads reports whether a path is one that Load makes something of.
func Reads(p string) bool {
	return strings.HasSuffix(p, ".hcl") && path.Base(p) != ".terraform.lock.hcl"
}

// Declares reports whether a path is a unit's or a stack's.
func Declares(p string) bool {
	base := path.Base(p)
	return (base == unitFile || base == stackFile) && !strings.Contains("/"+p, "/.boilerplate/") // templates of files
}

const (
	unitFile  = "terragrunt.hcl"
	stackFile = "terragrunt.stack.hcl"
)

// Load finds all units. The files are those that tf was loaded with, and
// Terragrunt's.
func Load(tf *terraform.Tree, files []terraform.File) *Tree {
	t := &Tree{
		tf: tf, files: map[string][]byte{}, dirs: map[string]bool{".": true}, configs: map[string]*config{}, reads: map[string]cty.Value{},
		reading: map[string]bool{}, roots: map[string]*terraform.Root{}, byDir: map[string]*Unit{}, modules: map[string]bool{},
		inDir: map[string][]string{}, autoVars: map[string][]string{}, templates: map[string]bool{}, functions: map[string]map[string]function.Function{},
	}
	var declaring []string
	files = slices.Clone(files)
	slices.SortFunc(files, func(a, b terraform.File) int { return strings.Compare(a.Path, b.Path) })
	for _, f := range files {
		t.files[f.Path] = f.Data
		for dir := path.Dir(f.Path); !t.dirs[dir]; dir = path.Dir(dir) {
			t.dirs[dir] = true
		}
		switch base := path.Base(f.Path); {
		case Declares(f.Path):
			declaring = append(declaring, f.Path)
		case strings.HasSuffix(base, ".tf"), strings.HasSuffix(base, ".tf.json"):
			t.inDir[path.Dir(f.Path)] = append(t.inDir[path.Dir(f.Path)], f.Path)
		case strings.HasSuffix(base, ".auto.tfvars"):
			t.autoVars[path.Dir(f.Path)] = append(t.autoVars[path.Dir(f.Path)], f.Path)
		}
	}
	t.findUnits(declaring)
	return t
}

func (t *Tree) has(file string) bool {
	_, ok := t.files[file]
	return ok
}

// Units are all units, sorted by folder, ready to be evaluated.
func (t *Tree) Units() []*Unit {
	for _, u := range t.units {
		u.prepare()
	}
	return t.units
}

// Modules are the folders of modules that units apply, and those of templates of
// units: they mean something only through them.
func (t *Tree) Modules() map[string]bool { return t.modules }

// Gaps are what could not be read.
func (t *Tree) Gaps() []terraform.Gap { return t.gaps }

// findUnits makes units of files. What others include is no unit, nor is a
// template of a stack's units, nor a file that names no module and has none
// beside it: the root that older trees call terragrunt.hcl.
func (t *Tree) findUnits(declaring []string) {
	var candidates []*Unit
	for _, p := range declaring {
		if path.Base(p) == stackFile {
			candidates = append(candidates, t.stack(p, path.Dir(p), cty.NilVal, 0)...)
		} else if c := t.config(p); c != nil && !c.usesValues {
			candidates = append(candidates, &Unit{t: t, Dir: path.Dir(p), File: p, Config: p, Line: 1})
		}
	}
	if len(candidates) > maxUnits {
		t.gap(candidates[maxUnits].File, 1, "more units than are followed")
		candidates = candidates[:maxUnits]
	}
	included := map[string]bool{}
	for _, u := range candidates {
		if t.byDir[u.Dir] == nil {
			t.byDir[u.Dir] = u
		}
		for _, in := range u.frame().included() {
			included[in.cfg.path] = true
		}
	}
	for _, u := range candidates {
		made := u.File != u.Config
		if t.byDir[u.Dir] != u || included[u.Config] && !made || t.templates[u.Dir] {
			continue
		}
		if u.findSource(); u.Module != "" || u.remote != "" || u.hangs != "" {
			t.units = append(t.units, u)
		}
		if u.Module != "" && u.Module != u.Dir {
			t.modules[u.Module] = true
		}
	}
	t.units = slices.DeleteFunc(t.units, func(u *Unit) bool {
		return u.Module == u.Dir && t.modules[u.Dir] // a module that others apply
	})
	for _, u := range t.units {
		if u.Module == u.Dir {
			t.modules[u.Dir] = true
		}
	}
	slices.SortFunc(t.units, func(a, b *Unit) int { return strings.Compare(a.Dir, b.Dir) })
}
