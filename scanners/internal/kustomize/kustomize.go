// SPDX-License-Identifier: Apache-2.0

// Package kustomize renders overlays with the official library and says where
// each rendered value is written.
//
// Nothing leaves memory: the library sees the files that the scanner was handed
// and no disk, network or program. What would need one is taken out beforehand
// and named as a problem: bases in other repositories, Helm charts, functions and
// plugins. A file that only a generator wants and that is not at hand is empty.
//
// Limits: 2,000 inclusions, 5,000 documents and 16 MiB for each overlay. An
// overlay that includes itself, or a file that is no YAML or expands too far, is
// refused before the library sees it.
package kustomize

import (
	"io"
	"log"
	"path"
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/kustomize/kyaml/filesys"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
	"github.com/stagedoor/stagedoor/scanners/internal/kubernetes"
)

const (
	maxIncluded  = 2_000
	maxDocuments = 5_000
	maxBytes     = 16 << 20
)

// Names are those of a kustomization, in the order in which the library looks.
// https://kubectl.docs.kubernetes.io/references/kustomize/glossary/#kustomization
var Names = []string{"kustomization.yaml", "kustomization.yml", "Kustomization"}

// IsName reports whether a file is a kustomization by its name.
func IsName(base string) bool { return slices.Contains(Names, base) }

// A Problem is what was left out of an overlay, or why it was not rendered.
type Problem struct {
	At  graph.Location
	Why string
}

// A File is one of the tree, read.
type File struct {
	Path  string
	Data  []byte
	Docs  []*doc.Node
	Wrong bool // it was not read to its end
}

// A Tree is all files that overlays may name.
type Tree struct {
	files map[string]*File
	dirs  map[string]*kustomization
	fs    filesys.FileSystem
}

// NewTree prepares a tree for rendering.
func NewTree(files []*File) *Tree {
	t := &Tree{files: map[string]*File{}, dirs: map[string]*kustomization{}, fs: filesys.MakeFsInMemory()}
	for _, f := range files {
		t.files[f.Path] = f
		if dir := path.Dir(f.Path); IsName(path.Base(f.Path)) && t.dirs[dir] == nil && len(f.Docs) > 0 && f.Docs[0] != nil {
			t.dirs[dir] = &kustomization{file: f, dir: dir, root: f.Docs[0]}
		}
	}
	for _, k := range t.dirs {
		t.survey(k)
	}
	return t
}

// A kustomization is one folder's.
type kustomization struct {
	file     *File
	dir      string
	root     *doc.Node
	included []string // folders
	files    []string // resources and patches, in order
	patches  []string // those of files that change what others declare
	problems []Problem
	drop     map[*doc.Node]bool // entries that are left out
	stubs    []string           // files that generators want and nobody has
}

// Folders are those of all kustomizations, sorted; components are not among
// them, since they mean nothing alone.
func (t *Tree) Folders() []string {
	var dirs []string
	for dir, k := range t.dirs {
		if k.root.Get("kind").Text("Component") == "" {
			dirs = append(dirs, dir)
		}
	}
	slices.Sort(dirs)
	return dirs
}

// File is the path of a folder's kustomization.
func (t *Tree) File(dir string) string { return t.dirs[dir].file.Path }

// Where is the place at which a folder's kustomization names what it is made of.
func (t *Tree) Where(dir string) graph.Location {
	k := t.dirs[dir]
	for _, field := range []string{"resources", "bases", "components"} {
		for n := range k.root.Get(field).Items() {
			if !k.drop[n] {
				return span(k.file.Path, n)
			}
		}
	}
	return graph.Location{File: k.file.Path, Line: 1}
}

// Included are the folders that a kustomization includes, at any depth.
func (t *Tree) Included(dir string) []string {
	c := &closure{tree: t, seen: map[string]bool{}}
	_ = c.add(dir, nil)
	delete(c.seen, dir)
	var dirs []string
	for d := range c.seen {
		dirs = append(dirs, d)
	}
	slices.Sort(dirs)
	return dirs
}

// A closure is everything that one overlay is made of.
type closure struct {
	tree  *Tree
	seen  map[string]bool
	order []*kustomization // outermost first
	count int
}

// add follows inclusions; the answer is why they cannot be followed, or "".
func (c *closure) add(dir string, above []string) string {
	if slices.Contains(above, dir) {
		return "includes itself"
	}
	if c.count++; c.count > maxIncluded {
		return "includes more than 2,000 others"
	}
	k := c.tree.dirs[dir]
	if k == nil {
		return ""
	}
	if !c.seen[dir] {
		c.seen[dir] = true
		c.order = append(c.order, k)
	}
	for _, d := range k.included {
		if why := c.add(d, append(above[:len(above):len(above)], dir)); why != "" {
			return why
		}
	}
	return ""
}

// A Rendering is an overlay's objects with the places of their parts.
type Rendering struct {
	Objects  []*kubernetes.Object
	Files    []string // all that it is made of, so that nobody reads them alone
	Problems []Problem
	Failed   bool
}

// Render renders the kustomization of a folder.
func (t *Tree) Render(dir string) (r Rendering) {
	c := &closure{tree: t, seen: map[string]bool{}}
	why := c.add(dir, nil)
	for _, k := range c.order {
		r.Problems = append(r.Problems, k.problems...)
		r.Files = append(append(r.Files, k.file.Path), k.files...)
	}
	if why == "" {
		why = t.tooMuch(r.Files)
	}
	if why != "" {
		return t.failed(r, dir, "the overlay "+why)
	}
	rendered, ok := t.run(c, dir)
	if !ok {
		return t.failed(r, dir, "the overlay could not be rendered")
	}
	w := newWriter(c)
	for _, one := range rendered {
		docs, problem := doc.YAML(one)
		if problem != nil {
			return t.failed(r, dir, "the rendered overlay is too large or no YAML")
		}
		for _, root := range docs {
			for _, o := range kubernetes.Objects(t.dirs[dir].file.Path, root) {
				w.place(o)
				r.Objects = append(r.Objects, o)
			}
		}
	}
	return r
}

func (t *Tree) failed(r Rendering, dir, why string) Rendering {
	r.Failed = true
	r.Objects = nil
	r.Problems = append(r.Problems, Problem{graph.Location{File: t.dirs[dir].file.Path, Line: 1}, why + "; what it is made of was read as it stands"})
	return r
}

func (t *Tree) tooMuch(files []string) string {
	size, docs := 0, 0
	for _, p := range files {
		f := t.files[p]
		if f == nil {
			continue
		}
		if f.Wrong {
			return "includes " + path.Base(p) + ", which is not valid YAML"
		}
		size += len(f.Data)
		docs += len(f.Docs)
	}
	if size > maxBytes || docs > maxDocuments {
		return "is made of more than 16 MiB or 5,000 documents"
	}
	return ""
}

// run hands the closure's files to the library.
func (t *Tree) run(c *closure, dir string) (rendered [][]byte, ok bool) {
	defer func() {
		if recover() != nil { // the library's panic is one overlay's gap
			ok = false
		}
	}()
	for _, k := range c.order {
		clean, fine := k.cleaned()
		if !fine || t.fs.WriteFile("/"+k.file.Path, clean) != nil {
			return nil, false
		}
		for _, p := range k.files {
			if f := t.files[p]; f != nil && !t.fs.Exists("/"+p) {
				if t.fs.WriteFile("/"+p, f.Data) != nil {
					return nil, false
				}
			}
		}
		for _, p := range k.stubs {
			if !t.fs.Exists("/" + p) {
				_ = t.fs.WriteFile("/"+p, nil)
			}
		}
	}
	defer log.SetOutput(log.Writer())
	log.SetOutput(io.Discard) // where the library tells its users what to write in another way
	o := krusty.MakeDefaultOptions()
	o.LoadRestrictions = types.LoadRestrictionsNone // the file system is memory
	m, err := krusty.MakeKustomizer(o).Run(t.fs, "/"+strings.TrimPrefix(dir, "."))
	if err != nil {
		return nil, false
	}
	for _, r := range m.Resources() {
		if !kubernetes.Reads(r.GetKind()) {
			continue
		}
		text, err := r.RNode.String()
		if err != nil {
			return nil, false
		}
		rendered = append(rendered, []byte(text))
	}
	return rendered, true
}
