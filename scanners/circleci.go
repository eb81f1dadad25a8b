// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// CircleCI reads .circleci/config.yml: each use of a job in a workflow is a
// holder, with the parameters that it is given there.
//
// What a job may read lies in the contexts that the workflow attaches, and in the
// project's settings; neither is in the tree. A job is taken to read those
// variables that its commands use by name, out of its context where it has one:
// jobs under one context read one value, and jobs under several cannot be told
// apart. https://circleci.com/docs/contexts/
//
// CircleCI knows no environments. A job belongs to the one that its parameters
// and variables name, else, as a guess, to the one that its name, its context or
// its branch has a word for.
var CircleCI = add(Scanner{
	Name:  "circleci",
	Doc:   ".circleci/config.yml: jobs as workflows use them, their contexts, approvals, and the variables that their commands use",
	Match: isCircleCI,
	File:  circleConfig,
})

func isCircleCI(p string) bool { return path.Base(path.Dir(p)) == ".circleci" && isYAML(p) }

// circle is one configuration.
type circle struct {
	*yamlFile
	out *graph.Facts
}

func circleConfig(f *File, out *graph.Facts) {
	if !strings.Contains(string(f.Data[:min(len(f.Data), 1<<20)]), "jobs") {
		return
	}
	docs, problem := doc.YAML(f.Data)
	if problem != nil {
		problem.Template = false // << >> is CircleCI's own
		gap(f, out, problem)
	}
	if len(docs) == 0 || docs[0] == nil || docs[0].Kind != doc.Map {
		return
	}
	c := &circle{yamlFileOf(f, docs[0]), out}
	flows := c.root.Get("workflows")
	inFlows, inFlow, seen := map[string]map[string]bool{}, map[[2]string]int{}, map[[2]string]int{}
	c.uses(flows, func(flow string, u circleUse) {
		if inFlows[u.title] == nil {
			inFlows[u.title] = map[string]bool{}
		}
		inFlows[u.title][flow] = true
		inFlow[[2]string{flow, u.title}]++
	})
	c.uses(flows, func(flow string, u circleUse) {
		at := [2]string{flow, u.title}
		if seen[at]++; inFlow[at] > 1 { // as CircleCI itself tells them apart
			u.title += "-" + strconv.Itoa(seen[at])
		}
		if len(inFlows[at[1]]) > 1 {
			u.title += " (" + flow + ")"
		}
		c.job(flow, u)
	})
	if flows == nil {
		for k := range c.root.Get("jobs").Entries() {
			c.job("", circleUse{name: k.Name, title: k.Name, given: parameters{}, line: k.Line, column: k.Column})
		}
	}
}

// A circleUse is a job as a workflow uses it.
type circleUse struct {
	name, title  string
	entry        *doc.Node
	given        parameters
	contexts     []string
	branches     []string
	gate         *graph.Evidence
	line, column int
}

// uses yields each use of each job, one for every combination of its matrix.
func (c *circle) uses(flows *doc.Node, yield func(flow string, u circleUse)) {
	for flow, w := range flows.Entries() {
		for item := range w.Get("jobs").Items() {
			u := circleUse{given: parameters{}}
			u.line, u.column = item.At()
			if item.Kind == doc.Scalar {
				u.name = item.Word()
			}
			for k, entry := range item.Entries() {
				u.name, u.entry = k.Name, entry
			}
			if u.name == "" || u.entry.Get("type").Text("approval") != "" {
				continue
			}
			u.gate = c.approval(w, u.entry, 0)
			for n := range u.entry.Get("filters", "branches", "only").Items() {
				u.branches = append(u.branches, n.Word())
			}
			c.combinations(u, func(u circleUse) { yield(flow.Name, u) })
		}
	}
}

func (c *circle) combinations(u circleUse, yield func(circleUse)) {
	all := []parameters{{}}
	for k, values := range u.entry.Get("matrix", "parameters").Entries() {
		var next []parameters
		for _, p := range all {
			for v := range values.Items() {
				if len(next) == maxInstances {
					line, _ := values.At()
					c.out.Gap(graph.Location{File: c.file.Path, Line: line}, graph.TooLarge, "the matrix makes more than 64 jobs; the rest was not read")
					break
				}
				next = append(next, p.with(k.Name, v.Value()))
			}
		}
		all = next
	}
	entry := u.entry
	for _, p := range all {
		u := u
		u.given = parameters{}
		for k, n := range entry.Entries() {
			if n.Kind == doc.Scalar && !slices.Contains([]string{"name", "type", "context"}, k.Name) {
				u.given[k.Name] = n.Value()
			}
		}
		for k, v := range p {
			u.given[k] = v
		}
		u.title = u.name
		if w := c.word(entry.Get("name").Value(), p.named("matrix.")); w != "" {
			u.title = w
		} else if len(all) > 1 {
			u.title += " [" + strings.Join(p.words(), ", ") + "]"
		}
		u.contexts = nil
		for n := range entry.Get("context").Items() {
			u.contexts = append(u.contexts, c.word(n.Value(), p.named("matrix.")))
		}
		slices.Sort(u.contexts)
		yield(u)
	}
}

// approval finds a job that waits for a person among those that an entry
// requires, near or far.
func (c *circle) approval(flow, entry *doc.Node, depth int) *graph.Evidence {
	if depth > 20 {
		return nil
	}
	for required := range entry.Get("requires").Items() {
		for item := range flow.Get("jobs").Items() {
			for k, other := range item.Entries() {
				if name := other.Get("name").Word(); k.Name != required.Word() && (name == "" || name != required.Word()) {
					continue
				}
				if t := other.Get("type"); t.Text("approval") != "" {
					e := c.read(t, "a person approves first")
					return &e
				}
				if e := c.approval(flow, other, depth+1); e != nil {
					return e
				}
			}
		}
	}
	return nil
}
