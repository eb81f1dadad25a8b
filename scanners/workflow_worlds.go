// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/environment"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
	"github.com/stagedoor/stagedoor/scanners/internal/expression"
)

// maxInstances is how many worlds of one job are looked at.
const maxInstances = 64

// worlds lists what a job can run as: every combination of its matrix with every
// candidate of the inputs and branches that decide something in it. A variable
// that would make too many is left unknown, which reads both sides of a
// condition; a matrix that is too large is a gap.
func (fr *frame) worlds(job *doc.Node) []world {
	all := []world{fr.fixed}
	deciding, matrix := fr.deciding(job)
	for _, c := range fr.candidates(deciding) {
		if len(all)*len(c.results) > maxInstances {
			continue
		}
		var next []world
		for _, w := range all {
			for _, r := range c.results {
				next = append(next, w.with(world{c.name: r}))
			}
		}
		all = next
	}
	combinations := fr.matrix(job.Get("strategy", "matrix"), matrix)
	if len(combinations) == 0 {
		return all
	}
	var next []world
	for _, w := range all {
		for _, c := range combinations {
			if len(next) == maxInstances {
				line, _ := job.Get("strategy").At()
				fr.out.Gap(graph.Location{File: fr.file.Path, Line: line}, graph.TooLarge, "the matrix makes more than 64 jobs that differ; the rest was not read")
				return next
			}
			next = append(next, w.with(c))
		}
	}
	return next
}

// deciding collects the variables that decide an environment, a condition of the
// job or which secret is read, in the order of the file, with the constants that
// they are compared with; and the matrix's properties among them.
func (fr *frame) deciding(job *doc.Node) (variables []variable, matrix map[string]bool) {
	matrix = map[string]bool{}
	see := func(t expression.Template) {
		t.Visit(func(path []string, _ int) []expression.Result {
			if path[0] == "matrix" {
				matrix[strings.Join(path, ".")] = true
			} else if name := variableName(path); name != "" {
				variables = note(variables, name, "")
			}
			return nil
		})
	}
	compare := func(t expression.Template) {
		t.Compared(func(path []string, constant string) {
			if name := variableName(path); name != "" {
				variables = note(variables, name, constant)
			}
		})
	}
	see(fr.template(environmentNode(job)))
	if n := job.Get("if"); n != nil {
		see(expression.ParseCondition(n.Value()))
		compare(expression.ParseCondition(n.Value()))
	}
	for path, n := range job.Walk() {
		if n.Kind != doc.Scalar || len(path) == 0 {
			continue
		}
		t := fr.template(n)
		if !t.Dynamic() {
			continue
		}
		if len(path) == 2 && path[0] == "with" && job.Has("uses") || isEnvironmentSetting(path[len(path)-1]) || readsSecrets(t) {
			see(t)
		}
		compare(t)
	}
	for _, n := range fr.root.Get("env").Entries() {
		if t := fr.template(n); t.Dynamic() {
			see(t)
			compare(t)
		}
	}
	return variables, matrix
}

func readsSecrets(t expression.Template) (reads bool) {
	t.Visit(func(path []string, _ int) []expression.Result {
		reads = reads || path[0] == "secrets" || path[0] == "env"
		return nil
	})
	return reads
}

// environmentNode is where a job names its environment: a string, or the name of
// a map with a URL.
func environmentNode(job *doc.Node) *doc.Node {
	n := job.Get("environment")
	if n != nil && n.Kind == doc.Map {
		return n.Get("name")
	}
	return n
}

// A variable is something that differs from run to run, with the constants that
// the job compares it with. It decides only if it was seen where it matters.
type variable struct {
	name      string
	constants []string
	decides   bool
}

func note(all []variable, name, constant string) []variable {
	i := slices.IndexFunc(all, func(v variable) bool { return v.name == name })
	if i < 0 {
		all, i = append(all, variable{name: name}), len(all)
	}
	if constant == "" {
		all[i].decides = true
	} else if !slices.Contains(all[i].constants, constant) {
		all[i].constants = append(all[i].constants, constant)
	}
	return all
}

func variableName(path []string) string {
	switch {
	case len(path) == 2 && path[0] == "inputs" && path[1] != "":
		return "inputs." + strings.ToLower(path[1])
	case len(path) == 4 && path[0] == "github" && path[1] == "event" && path[2] == "inputs" && path[3] != "":
		return "inputs." + strings.ToLower(path[3])
	case len(path) == 2 && path[0] == "github" && (path[1] == "ref" || path[1] == "ref_name"):
		return "ref"
	case len(path) == 2 && path[0] == "github" && path[1] == "event_name":
		return "event"
	}
	return ""
}

type candidate struct {
	name    string
	results []expression.Result
}

func (fr *frame) candidates(variables []variable) (all []candidate) {
	for _, v := range variables {
		if _, fixed := fr.fixed[v.name]; fixed || !v.decides {
			continue
		}
		var results []expression.Result
		switch {
		case v.name == "ref":
			results = fr.refs(v.constants)
		case v.name == "event":
			for _, t := range fr.start.triggers() {
				results = append(results, expression.Result{Kind: expression.Text, Text: t})
			}
		default:
			results = fr.inputResults(strings.TrimPrefix(v.name, "inputs."), v.constants)
		}
		if len(results) > 0 {
			all = append(all, candidate{v.name, results})
		}
	}
	return all
}

// branchesOf are the branches that a push must be on, where they are written
// without patterns; only is false where something else starts the workflow too.
func (f *flow) branchesOf() (names []string, only bool) {
	push := f.on().Get("push")
	for n := range push.Get("branches").Items() {
		name := n.Word()
		if name == "" || strings.ContainsAny(name, "*?+[!") {
			return nil, false
		}
		names = append(names, name)
	}
	return names, len(names) > 0 && !push.Has("tags") && slices.Equal(f.triggers(), []string{"push"})
}

func (fr *frame) refs(constants []string) (results []expression.Result) {
	names, only := fr.start.branchesOf()
	if !only {
		for _, c := range constants {
			c = strings.TrimPrefix(c, "refs/heads/")
			if !slices.Contains(names, c) && !strings.HasSuffix(c, "/") && c != "refs" {
				names = append(names, c)
			}
		}
	}
	for _, n := range names {
		results = append(results, expression.Result{Kind: expression.Text, Text: n})
	}
	if !only {
		results = append(results, expression.Result{Kind: expression.Other})
	}
	return results
}

// inputResults are what an input may be: what the caller hands in, the choices
// of a form, its default, what the job compares it with.
func (fr *frame) inputResults(name string, constants []string) (results []expression.Result) {
	if fr.isCalled() {
		return fr.inputs[name].results
	}
	text := func(t string) {
		if r := (expression.Result{Kind: expression.Text, Text: t}); !slices.Contains(results, r) {
			results = append(results, r)
		}
	}
	for _, trigger := range []string{"workflow_dispatch", "workflow_call"} {
		def := fold(fr.on().Get(trigger, "inputs"), name)
		if def == nil {
			continue
		}
		switch {
		case def.Get("type").Text("boolean") != "":
			return []expression.Result{{Kind: expression.Bool, Text: "true"}, {Kind: expression.Bool, Text: "false"}}
		case def.Has("options"):
			for o := range def.Get("options").Items() {
				if w := o.Word(); w != "" {
					text(w)
				}
			}
			continue
		}
		if w := def.Get("default").Word(); w != "" {
			text(w)
		}
		for _, c := range constants {
			text(c)
		}
		results = append(results, expression.Result{Kind: expression.Other})
	}
	if len(results) > 0 && len(fr.triggers()) > 1 {
		text("") // another trigger: no form was filled in
	}
	return results
}

// fold finds a key whatever its case: inputs and environments ignore it.
func fold(n *doc.Node, name string) *doc.Node {
	for k, v := range n.Entries() {
		if strings.EqualFold(k.Name, name) {
			return v
		}
	}
	return nil
}

// branchTiers are the branches in sight whose names say which environment they
// feed.
func branchTiers(names []string) (tiers []string) {
	for _, n := range names {
		if d, ok := environment.OfName(n); ok && d.Tier != graph.Untiered {
			tiers = append(tiers, n)
		}
	}
	return tiers
}
