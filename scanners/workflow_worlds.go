// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
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
