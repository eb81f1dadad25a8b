// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/environment"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

func (j *gitlabJob) environment() layer {
	l := j.get(j.name, "environment")
	if l.node != nil && l.node.Kind == doc.Map {
		return j.resolve(layer{l.yamlFile, l.node.Get("name")}, 0)
	}
	return l
}

var gitlabVariable = lazily.Compile(`\$\{?([A-Za-z_][A-Za-z0-9_]*)\}?`)

// expand is a text with its variables, in parts; what is only known at run time
// is "*".
func (j *gitlabJob) expand(v secret.Value, depth int) (parts []string) {
	literal := func(v secret.Value) {
		if v.Len() == 0 {
			return
		}
		w, ok := secret.Word(secret.Join(secret.New("x"), v))
		if !ok {
			w = "x*"
		}
		parts = append(parts, w[1:])
	}
	if depth == 0 {
		j.budget = 200
	}
	last := 0
	for _, m := range v.Spans(gitlabVariable.Get(), 50) {
		literal(v.Slice(last, m[0]))
		last = m[1]
		name, _ := secret.Variable(v.Slice(m[2], m[3]))
		given, ok := j.variables[name]
		if j.budget--; !ok || depth > 8 || j.budget < 0 {
			parts = append(parts, "*")
			continue
		}
		parts = append(parts, j.expand(given.node.Value(), depth+1)...)
	}
	literal(v.Slice(last, v.Len()))
	return parts
}

// settings are environments that the job's variables name.
func (j *gitlabJob) settings() (hints []hint) {
	for _, k := range sortedKeys(j.variables) {
		if !isEnvironmentSetting(k) {
			continue
		}
		l := j.variables[k]
		if name, ok := tiered(strings.Join(j.expand(l.node.Value(), 0), "")); ok {
			why := l.read(l.node, k+" names the environment "+name)
			why.Basis = graph.Named
			hints = append(hints, hint{name, why})
		}
	}
	return hints
}

var (
	gitlabBranch = lazily.Compile(`\$CI_COMMIT_(?:BRANCH|REF_NAME)\s*==\s*["']([A-Za-z0-9_./-]+)["']`)
)

// branches are the branches that a job's rules or `only` name.
func (j *gitlabJob) branches() (names []string) {
	for n := range j.get(j.name, "rules").node.Items() {
		for _, m := range n.Get("if").Value().Spans(gitlabBranch.Get(), 10) {
			if w, ok := secret.Word(n.Get("if").Value().Slice(m[2], m[3])); ok && n.Get("when").Text("never") == "" {
				names = append(names, w)
			}
		}
	}
	only := j.get(j.name, "only").node
	if only != nil && only.Kind == doc.Map {
		only = only.Get("refs")
	}
	for n := range only.Items() {
		if w := n.Word(); w != "" && !slices.Contains([]string{"branches", "tags", "merge_requests", "web", "schedules", "pushes", "api"}, w) {
			names = append(names, w)
		}
	}
	return names
}

// belongs says which environment the job belongs to, as a workflow's job does.
func (j *gitlabJob) belongs(at graph.Location, named []hint, deploys *graph.Evidence) {
	if j.env != "" {
		node := j.environment()
		if _, ok := environment.OfName(j.env); ok {
			why := node.read(node.node, "job "+tidy(j.name)+", environment "+j.env)
			claim.Declares(j.out, j.section, j.env, why)
			if action := j.get(j.name, "environment").node.Get("action"); action.Text("stop", "prepare", "verify", "access") == "" {
				noteDeploys(j.out, j.section, why)
			}
		}
		return
	}
	if deploys != nil {
		noteDeploys(j.out, j.section, *deploys)
	}
	if hints := append(j.settings(), named...); len(hints) > 0 {
		declare(j.out, j.section, hints...)
		return
	}
	if h, ok := wordHint(j.name, at, "a word in the job's name"); ok {
		declare(j.out, j.section, h)
		return
	}
	if h, ok := wordHint(j.get(j.name, "stage").node.Word(), at, "a word in the stage's name"); ok {
		declare(j.out, j.section, h)
		return
	}
	if names := j.branches(); len(names) == 1 && deploys != nil {
		if h, ok := branchHint(names[0], nil, at); ok {
			declare(j.out, j.section, h)
		}
	}
}
