// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"path"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
	"github.com/stagedoor/stagedoor/scanners/internal/expression"
)

// Workflow reads GitHub Actions workflows with what they call inside the tree:
// reusable workflows and composite actions.
//
// A job is a holder. It is told apart into one holder for each environment that
// it can run for: each value of a matrix, each choice of an input, each side of
// a condition on the branch. What it reads is read in that world only, so a
// staging run does not hold the secret behind `main && secrets.PROD`.
//
// A secret read by a job without `environment:` is the repository's, one slot
// for all such jobs. Under `environment: X` GitHub prefers the environment's
// secret of that name, so it is a slot of its own, and whether the two are one
// nobody can tell from files.
// https://docs.github.com/en/actions/security-for-github-actions/security-guides/using-secrets-in-github-actions
//
// The token of the run itself (GITHUB_TOKEN) is no slot: GitHub issues it for
// one job and takes it back.
var Workflow = add(Scanner{
	Name:  "workflow",
	Doc:   "GitHub Actions: jobs, their environments, the secrets and identities that they read, reusable workflows and composite actions in the tree",
	Match: func(p string) bool { return isWorkflow(p) || isAction(p) },
	Tree:  workflows,
})

func isWorkflow(p string) bool {
	dir, base := path.Split(p)
	return (dir == ".github/workflows/" || strings.HasSuffix(dir, "/.github/workflows/")) && isYAML(base)
}

func isAction(p string) bool {
	base := path.Base(p)
	return base == "action.yml" || base == "action.yaml"
}

func isYAML(name string) bool {
	return strings.HasSuffix(name, ".yml") || strings.HasSuffix(name, ".yaml")
}

// A flow is one workflow or action file, read.
type flow struct {
	*yamlFile
	base string // folder of the repository that it belongs to, "" or "x/"
	name string // the workflow's own, or ""
}

// flows is one scan of all of them.
type flows struct {
	out     *graph.Facts
	files   map[string]*flow // workflows by path
	actions map[string]*flow // composite actions by folder
	called  map[string]bool  // workflows that others of the tree call
	calls   int              // of reusable workflows, so far
	lookups int              // of variables, in one evaluation

	evaluating map[*doc.Node]bool // variables whose own value is being looked for
	scripts    map[*doc.Node]*stepScript
}

func workflows(files []*File, out *graph.Facts) {
	all := &flows{out: out, files: map[string]*flow{}, actions: map[string]*flow{}, called: map[string]bool{}, evaluating: map[*doc.Node]bool{}, scripts: map[*doc.Node]*stepScript{}}
	atRoot := slices.ContainsFunc(files, func(f *File) bool { return strings.HasPrefix(f.Path, ".github/workflows/") })
	for _, f := range files {
		base := ""
		if isWorkflow(f.Path) {
			base = f.Path[:strings.LastIndex(f.Path, ".github/workflows/")]
		}
		if base != "" && atRoot {
			continue // GitHub runs the workflows of the root only; deeper ones are examples and templates
		}
		y := readYAML(f, out)
		if y == nil {
			continue
		}
		fl := &flow{yamlFile: y, base: base, name: y.root.Get("name").Word()}
		if isWorkflow(f.Path) {
			all.files[f.Path] = fl
		} else if y.root.Get("runs", "steps") != nil {
			all.actions[f.Dir()] = fl
		}
	}
	order := make([]string, 0, len(all.files))
	for p := range all.files {
		order = append(order, p)
	}
	slices.Sort(order)
	for _, p := range order {
		for _, job := range all.files[p].root.Get("jobs").Entries() {
			if target, _ := all.local(all.files[p], job.Get("uses")); target != nil {
				all.called[target.file.Path] = true
			}
		}
	}
	for _, p := range order {
		all.top(all.files[p])
	}
}

// local is the reusable workflow of the tree that a job calls; the path is ""
// where it calls one elsewhere.
func (a *flows) local(from *flow, uses *doc.Node) (*flow, string) {
	name := actionName(uses)
	if !strings.HasPrefix(name, "./") {
		return nil, ""
	}
	p := path.Clean(from.base + name)
	return a.files[p], p
}

// top runs a workflow as its own triggers would. One that can only be called,
// and is called in this tree, runs in its callers' frames instead.
func (a *flows) top(f *flow) {
	triggers := f.triggers()
	if slices.Equal(triggers, []string{"workflow_call"}) && a.called[f.file.Path] {
		return
	}
	fr := &frame{flows: a, flow: f, start: f, fixed: world{}, onlyCalled: slices.Equal(triggers, []string{"workflow_call"})}
	fr.jobs()
}

// triggers are the names under `on`. YAML 1.1 reads that key as true.
func (f *flow) triggers() []string {
	var names []string
	on := f.on()
	for n := range on.Items() {
		names = append(names, n.Word())
	}
	for k := range on.Entries() {
		names = append(names, k.Name)
	}
	slices.Sort(names)
	return names
}

func (f *flow) on() *doc.Node {
	if n := f.root.Get("on"); n != nil {
		return n
	}
	return f.root.Get("true")
}

// A world fixes what differs from run to run: "ref" (a branch), "event",
// "inputs.NAME", "matrix.NAME".
type world map[string]expression.Result

func (w world) with(more world) world {
	all := world{}
	for k, v := range w {
		all[k] = v
	}
	for k, v := range more {
		all[k] = v
	}
	return all
}
