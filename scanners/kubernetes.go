// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/environment"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
	"github.com/stagedoor/stagedoor/scanners/internal/kubernetes"
	"github.com/stagedoor/stagedoor/scanners/internal/kustomize"
)

// Kubernetes reads manifests, as they stand and as overlays and charts make
// them: which claims and volumes there are, what becomes of them, who mounts
// them, which copies are made and which secrets are given.
var Kubernetes = add(Scanner{
	Name:  "kubernetes",
	Doc:   "Kubernetes manifests, Kustomize overlays, Helm charts with their values for each environment, Argo CD and Flux: claims, volumes and storage classes with what a deletion takes along, workloads, backups of jobs and operators, secrets",
	Match: isKubernetes,
	Keep:  keepKubernetes,
	Tree:  kubernetesTree,
})

func isKubernetes(p string) bool {
	switch path.Ext(p) {
	case ".yaml", ".yml":
		return !strings.HasPrefix(p, ".github/")
	case ".tpl":
		return isChartFile(p)
	case ".json":
		return true // of which few are kept
	}
	return path.Base(p) == "Kustomization"
}

var (
	hasVersion = lazily.Compile(`\A[ \t{"-]*apiVersion"?\s*:`)
	hasKind    = lazily.Compile(`\A[ \t{"-]*kind"?\s*:`)
	hasPatch   = lazily.Compile(`\A *(- *)?op *: *['"]?(add|remove|replace|move|copy|test)\b`) // https://www.rfc-editor.org/rfc/rfc6902
	jsonStart  = lazily.Compile(`^\s*(\{\s*"(apiVersion|kind)"|\[\s*\{\s*"(op|path)")\s*:`)
)

func keepKubernetes(f *File) bool {
	if kustomize.IsName(f.Base()) || isChartFile(f.Path) {
		return true
	}
	if path.Ext(f.Path) == ".json" {
		return jsonStart.Match(f.Data)
	}
	return hasLine(f.Data, "apiVersion", hasVersion) && hasLine(f.Data, "kind", hasKind) || hasLine(f.Data, "op", hasPatch)
}

// hasLine reports whether a line matches whose word stands after nothing but
// indentation and marks. Most lines of most files have no such word, and an
// expression over whole files took a quarter of the time of all scanners.
func hasLine(data []byte, word string, line *lazily.Regexp) bool {
	for at := 0; ; at++ {
		i := bytes.Index(data[at:], []byte(word))
		if i < 0 {
			return false
		}
		at += i
		start := at
		for start > 0 && strings.IndexByte(" \t{\"-", data[start-1]) >= 0 {
			start--
		}
		if (start == 0 || data[start-1] == '\n') && line.Match(data[start:min(len(data), at+256)]) {
			return true
		}
	}
}

// manifests are all files of a run, read, and the ones that something rendered.
type manifests struct {
	files    []*File
	byPath   map[string]*File
	docs     map[string][]*doc.Node
	problems map[string]*doc.Problem
	rendered map[string]bool // files that something rendered
	chart    map[string]bool // files of charts, which mean nothing alone
	byFolder map[string][]application
	out      *graph.Facts
}

func kubernetesTree(files []*File, out *graph.Facts) {
	m := &manifests{files: slices.Clone(files), byPath: map[string]*File{}, docs: map[string][]*doc.Node{}, problems: map[string]*doc.Problem{}, rendered: map[string]bool{}, chart: map[string]bool{}, out: out}
	for i, f := range files {
		f = withoutSchemas(f)
		m.files[i], m.byPath[f.Path] = f, f
		m.docs[f.Path], m.problems[f.Path] = documents(f)
	}
	m.byFolder = m.deliveries()
	variants := append(m.charts(), m.overlays()...)
	for _, f := range m.files {
		if p := m.problems[f.Path]; p != nil && !m.rendered[f.Path] && !m.chart[f.Path] {
			gap(f, out, p)
		}
	}
	cluster := &kubernetes.Cluster{Variants: append(variants, m.plain()...)}
	cluster.Write(out)
}

// documents are those of a YAML stream, or the one of a JSON file.
func documents(f *File) ([]*doc.Node, *doc.Problem) {
	if path.Ext(f.Path) != ".json" {
		return doc.YAML(f.Data)
	}
	root, problem := doc.JSON(f.Data)
	return []*doc.Node{root}, problem
}

// overlays renders the kustomizations that are applied: those that are named
// after an environment, outermost first, and those that nothing includes.
func (m *manifests) overlays() []*kubernetes.Variant {
	var files []*kustomize.File
	for _, f := range m.files {
		files = append(files, &kustomize.File{Path: f.Path, Data: f.Data, Docs: m.docs[f.Path], Wrong: m.problems[f.Path] != nil})
	}
	tree := kustomize.NewTree(files)
	var variants []*kubernetes.Variant
	for _, dir := range applied(tree) {
		r := tree.Render(dir)
		for _, p := range r.Problems {
			m.out.Gap(p.At, graph.Unreadable, p.Why)
		}
		if r.Failed {
			continue
		}
		for _, p := range r.Files {
			m.rendered[p] = true
		}
		f := m.byPath[tree.File(dir)]
		_, env := clusterOf(f.Path)
		v := &kubernetes.Variant{
			Key: dir, Env: env, Rendered: true, Objects: r.Objects,
			Holder: func(*kubernetes.Object) graph.ID { return f.Holder(m.out) },
			Why:    []graph.Evidence{{Basis: graph.ReadInFile, At: tree.Where(dir), Says: "the overlay takes it in"}},
		}
		if env != "" {
			v.Folder = dir
			variants = append(variants, v)
		} else {
			variants = append(variants, m.delivers(v, m.byFolder[dir])...)
		}
	}
	return variants
}

// applied chooses the folders that are rendered. One without an environment that
// includes some with one is a list of them, and says less than they do.
func applied(tree *kustomize.Tree) []string {
	env, included := map[string]string{}, map[string]map[string]bool{}
	inside := map[string]bool{}
	for _, dir := range tree.Folders() {
		_, env[dir] = clusterOf(tree.File(dir))
		included[dir] = map[string]bool{}
		for _, d := range tree.Included(dir) {
			included[dir][d] = true
		}
	}
	for _, dir := range tree.Folders() {
		for d := range included[dir] {
			inside[d] = inside[d] || env[d] == "" || env[d] == env[dir]
		}
	}
	var chosen []string
	for _, dir := range tree.Folders() {
		lists := false
		for d := range included[dir] {
			lists = lists || env[d] != "" && env[dir] == ""
		}
		if !inside[dir] && !lists {
			chosen = append(chosen, dir)
		}
	}
	return chosen
}

// plain are manifests that nothing renders: those of one environment's folder
// together, those of files that are named after one together, and all others.
func (m *manifests) plain() []*kubernetes.Variant {
	byKey := map[string]*kubernetes.Variant{}
	for _, f := range m.files {
		if m.rendered[f.Path] || m.chart[f.Path] || claim.RoleOf(f.Path) == "generated" {
			continue
		}
		key, env := clusterOf(f.Path)
		v := byKey[key]
		if v == nil {
			v = &kubernetes.Variant{Key: key, Env: env}
			v.Holder = func(o *kubernetes.Object) graph.ID { return m.byPath[o.File].Holder(m.out) }
			byKey[key] = v
		}
		for _, root := range m.docs[f.Path] {
			v.Objects = append(v.Objects, kubernetes.Objects(f.Path, root)...)
		}
	}
	var variants []*kubernetes.Variant
	for _, key := range sortedKeys(byKey) {
		variants = append(variants, byKey[key])
	}
	return variants
}

// clusterOf is the folder that is named after an environment, the outermost one;
// else the folder with the environment that the file's name says.
func clusterOf(p string) (key, env string) {
	for i, c := range p {
		if c != '/' {
			continue
		}
		if name := path.Base(p[:i]); isEnvironmentWord(name) {
			return p[:i], name
		}
	}
	if d, ok := environment.OfPath(p); ok && (d.Tier == graph.Production || d.Tier.Below()) {
		return path.Dir(p) + "@" + d.Name, d.Name
	}
	return ".", ""
}
