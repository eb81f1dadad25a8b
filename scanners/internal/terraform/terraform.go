// SPDX-License-Identifier: Apache-2.0

// Package terraform evaluates Terraform and OpenTofu configuration as it is
// applied: once for each root module and environment.
//
// [Load] parses every file once. A [Root] is a folder that somebody applies; its
// [Context]s are the environments in which that is done: a var-file, a workspace,
// a value of var.environment, a backend file. [Tree.Evaluate] then answers what
// is declared there, attribute by attribute, as [declared.Value]s.
//
// How it works, in the order of the files: parse.go and module.go turn files into
// modules; roots.go, varfile.go and context.go find what is applied where;
// instance.go evaluates on demand and remembers (a module is evaluated once for
// each call and context, and only what a wanted resource refers to); eval.go,
// writer.go and call.go evaluate an expression; body.go, resource.go and result.go make resources of
// it. Provenance is carried by cty's marks (origin.go): a value knows the line in
// which it is written, the calls that handed it on, the resources that it names,
// and what it hangs on where it is not known.
//
// It keeps these promises. Nothing is executed, fetched or read outside the files
// that were loaded. What cannot be evaluated is unknown and names what decides;
// a panic inside a library makes one value unknown. Size, depth, repetition and
// steps are bounded (limits.go), so that hostile input ends with a [Gap]. No error
// text of a parser leaves the package: these quote the file.
//
// Rejected: evaluating to a fixpoint over all blocks, as others do: its cost is
// what makes them slow, and an unresolved block vanishes without a word.
package terraform

import (
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/stagedoor/stagedoor/graph"
)

// A File is one file of the tree. Path is slash-separated and relative to it.
type File struct {
	Path string
	Data []byte
	At   graph.Location // where the text begins, if it is part of another file
}

// A Gap is something that could not be read, in our words.
type Gap struct {
	At   graph.Location
	Kind graph.GapKind
	Why  string
}

// A Tree is everything that was loaded. It may be used from several goroutines.
type Tree struct {
	files    map[string][]byte
	modules  map[string]*module
	vars     []*varFile
	backends map[string][]*backendFile    // by folder
	remote   map[string]map[string]string // folder of a root: key of a call ("db.inner") to the folder of its source
	roots    []*Root
	byDir    map[string]*Root

	mu   sync.Mutex
	gaps []Gap

	onceStates sync.Once
	kept       map[string][]kept
}

// Load parses files: configuration, var-files, backend files and what they may
// read. Others are kept for file() and templatefile().
func Load(files []File) *Tree {
	t := &Tree{files: map[string][]byte{}, modules: map[string]*module{}, remote: map[string]map[string]string{}, byDir: map[string]*Root{}, backends: map[string][]*backendFile{}}
	files = slices.Clone(files)
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	configs := map[string][]File{}
	for _, f := range files {
		t.files[f.Path] = f.Data
		switch dir := path.Dir(f.Path); {
		case isConfig(f.Path):
			configs[dir] = append(configs[dir], f)
		case isVarFile(f.Path):
			t.addVarFile(f)
		case isBackendFile(f.Path):
			t.addBackendFile(f)
		case strings.HasSuffix(f.Path, manifest):
			t.addManifest(f)
		}
	}
	t.parseAll(configs)
	t.findRoots()
	return t
}

// Gaps are what could not be parsed, sorted by place.
func (t *Tree) Gaps() []Gap {
	t.mu.Lock()
	defer t.mu.Unlock()
	slices.SortFunc(t.gaps, func(a, b Gap) int { return graph.Gap(a).Compare(graph.Gap(b)) })
	return t.gaps
}

// Roots are the folders that somebody applies, sorted.
func (t *Tree) Roots() []*Root { return t.roots }

// RootAt is the root in a folder, whether or not something else calls it as a
// module; nil where the folder has no configuration. Extra files lie in it as if
// they had been written there, which is what Terragrunt's generate does.
func (t *Tree) RootAt(dir string, extra ...File) *Root {
	m := t.modules[dir]
	if len(extra) > 0 {
		m = t.parseWith(dir, extra)
	}
	if m == nil {
		return nil
	}
	if r := t.byDir[dir]; r != nil && len(extra) == 0 {
		return r
	}
	r := &Root{tree: t, mod: m}
	r.contexts = []*Context{{root: r}}
	return r
}

const manifest = ".terraform/modules/modules.json"

// Reads reports whether a path is one that Load makes something of: configuration,
// a var-file, a backend file, the manifest of installed modules.
func Reads(p string) bool {
	return isConfig(p) || isVarFile(p) || isBackendFile(p) || strings.HasSuffix(p, manifest)
}

func isConfig(p string) bool {
	return hasAnySuffix(path.Base(p), ".tf", ".tofu", ".tf.json", ".tofu.json")
}

func isVarFile(p string) bool {
	return hasAnySuffix(path.Base(p), ".tfvars", ".tfvars.json") && !isBackendFile(p)
}

// isBackendFile knows the ending of Terraform's documents and names that say so.
func isBackendFile(p string) bool {
	base := path.Base(p)
	if hasAnySuffix(base, ".tfbackend", ".backend") {
		return true
	}
	return hasAnySuffix(base, ".hcl", ".tfvars", ".conf", ".config") && strings.Contains(p, "backend")
}

func hasAnySuffix(s string, suffixes ...string) bool {
	return slices.ContainsFunc(suffixes, func(x string) bool { return strings.HasSuffix(s, x) })
}
