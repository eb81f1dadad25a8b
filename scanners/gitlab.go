// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"path"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// GitLab reads GitLab CI pipelines as GitLab puts them together: local includes
// under the including file, `extends` and `!reference` resolved, defaults below
// all. A job is a holder, one for each environment that it can run for.
//
// The variables of a project's settings are not in the tree. A job is taken to
// read those that its commands use by name. In the settings a variable may be
// limited to an environment, so that one name in jobs of two environments may be
// two: each environment has a slot of its own, and a job without one reads the
// project's. https://docs.gitlab.com/ci/variables/,
// https://docs.gitlab.com/ci/environments/#limit-the-environment-scope-of-a-cicd-variable
var GitLab = add(Scanner{
	Name:  "gitlab",
	Doc:   ".gitlab-ci.yml with its local includes: jobs, their environments, and the variables that their scripts use",
	Match: isGitLab,
	Tree:  gitlabPipelines,
})

var gitlabFolders = []string{".gitlab", ".gitlab-ci", "gitlab-ci", "gitlab", "ci", ".ci", "pipelines", ".pipelines"}

func isGitLab(p string) bool {
	if !isYAML(p) {
		return false
	}
	if base := path.Base(p); strings.HasSuffix(strings.TrimSuffix(base, path.Ext(base)), "gitlab-ci") {
		return true
	}
	for folder := range strings.SplitSeq(path.Dir(p), "/") {
		if slices.Contains(gitlabFolders, folder) {
			return true
		}
	}
	return false
}

// maxIncludes is GitLab's own limit.
const maxIncludes = 150

// gitlabTree is all files that may belong to a pipeline; they are parsed only
// when something includes them.
type gitlabTree struct {
	out   *graph.Facts
	files map[string]*File
	read  map[string]*yamlFile
}

func gitlabPipelines(files []*File, out *graph.Facts) {
	t := &gitlabTree{out: out, files: map[string]*File{}, read: map[string]*yamlFile{}}
	atRoot := false
	for _, f := range files {
		t.files[f.Path] = f
		atRoot = atRoot || f.Path == ".gitlab-ci.yml"
	}
	for _, f := range files {
		if f.Base() == ".gitlab-ci.yml" && (f.Path == ".gitlab-ci.yml" || !atRoot) {
			t.pipeline(f.Path, 0, map[string]bool{})
		}
	}
}

// pipeline claims one pipeline and those that its jobs trigger from this tree.
func (t *gitlabTree) pipeline(p string, depth int, seen map[string]bool) {
	if depth > 5 || seen[p] {
		return
	}
	seen[p] = true
	base := strings.TrimSuffix(p, path.Base(p))
	if depth > 0 {
		base = ""
	}
	g := &gitlabPipeline{gitlabTree: t, base: base, jobs: map[string][]layer{}, stacks: map[string][]layer{}}
	g.include(p, map[string]bool{})
	for _, name := range g.order {
		if !strings.HasPrefix(name, ".") {
			g.job(name)
		}
	}
	for _, name := range g.order {
		for l := range g.get(name, "trigger").node.Get("include").Items() {
			local := l
			if l.Kind == doc.Map {
				local = l.Get("local")
			}
			for _, child := range g.match(local) {
				t.pipeline(child, depth+1, seen)
			}
		}
	}
}

func (t *gitlabTree) open(p string) *yamlFile {
	y, ok := t.read[p]
	if !ok && t.files[p] != nil {
		y = readYAML(t.files[p], t.out)
		t.read[p] = y
	}
	return y
}

// A layer is what one file says of a key.
type layer struct {
	*yamlFile
	node *doc.Node
}

// A gitlabPipeline is all files of one pipeline, the weakest first.
type gitlabPipeline struct {
	*gitlabTree
	base   string
	layers []layer
	jobs   map[string][]layer // by name, the weakest first
	stacks map[string][]layer // what stack answered
	budget int                // of lines that a job may still run
	order  []string
}

// notJobs are the keys of a pipeline that are no jobs.
var notJobs = []string{"default", "include", "stages", "types", "variables", "workflow", "image", "services", "before_script", "after_script", "cache", "spec"}

func (g *gitlabPipeline) include(p string, seen map[string]bool) {
	if seen[p] || len(seen) >= maxIncludes {
		return
	}
	seen[p] = true
	y := g.open(p)
	if y == nil {
		return
	}
	inc := y.root.Get("include")
	one := func(n *doc.Node) {
		local := n
		if n.Kind == doc.Map {
			local = n.Get("local")
		}
		found := g.match(local)
		for _, f := range found {
			g.include(f, seen)
		}
		if line, _ := local.At(); local != nil && len(found) == 0 && !remote(local) {
			g.out.Gap(graph.Location{File: p, Line: line}, graph.Unreadable, "includes a file that is not in this tree or not named like a pipeline's")
		}
	}
	if inc != nil && inc.Kind == doc.Map {
		one(inc)
	} else {
		for n := range inc.Items() {
			one(n)
		}
	}
	g.layers = append(g.layers, layer{y, y.root})
	for k, n := range y.root.Entries() {
		if n.Kind != doc.Map || slices.Contains(notJobs, k.Name) {
			continue
		}
		if _, ok := g.jobs[k.Name]; !ok {
			g.order = append(g.order, k.Name)
		}
		g.jobs[k.Name] = append(g.jobs[k.Name], layer{y, n})
	}
}

// remote reports whether an include is an address.
func remote(n *doc.Node) bool {
	_, web := n.Value().After("http")
	return web
}

// match lists the files of the tree that a local include means; * stands for
// part of a name and ** for folders.
func (t *gitlabTree) match(n *doc.Node) (found []string) {
	v := n.Value()
	if rest, ok := v.After("/"); ok {
		v = rest
	}
	p, ok := gitlabPath(v)
	if !ok {
		return nil
	}
	if t.files[p] != nil {
		return []string{p}
	}
	if !strings.Contains(p, "*") {
		return nil
	}
	for _, f := range sortedKeys(t.files) {
		one, _ := path.Match(p, f)
		before, after, deep := strings.Cut(p, "**")
		if deep {
			name, _ := path.Match(strings.TrimPrefix(after, "/"), path.Base(f))
			one = strings.HasPrefix(f, before) && name
		}
		if one {
			found = append(found, f)
		}
	}
	return found
}
