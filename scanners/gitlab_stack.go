// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// gitlabPath is a path that may have * in it.
func gitlabPath(v secret.Value) (string, bool) {
	p, ok := secret.Path(v)
	return strings.TrimPrefix(p, "./"), ok
}

// stack lists what a job is made of, the weakest first: what it extends, in
// order, then its own layers.
func (g *gitlabPipeline) stack(name string, depth int) (layers []layer) {
	if known, ok := g.stacks[name]; ok && depth == 0 {
		return known
	}
	if depth == 0 {
		g.budget = 1000
		defer func() { g.stacks[name] = layers }()
	}
	for _, l := range g.jobs[name] {
		for parent := range l.node.Get("extends").Items() {
			if p := gitlabName(parent); p != "" && p != name && depth < 11 && g.budget > 0 {
				g.budget--
				layers = append(layers, g.stack(p, depth+1)...)
			}
		}
	}
	return append(layers, g.jobs[name]...)
}

// gitlabName is the name of a job as another names it: ".deploy" is no word, for
// its first character.
func gitlabName(n *doc.Node) string {
	if rest, ok := n.Value().After("."); ok {
		if w, ok := secret.Word(rest); ok {
			return "." + w
		}
		return ""
	}
	return n.Word()
}

// get is the strongest layer that says something of a key; below the job's own
// are the defaults.
func (g *gitlabPipeline) get(name, key string) layer {
	stack := g.stack(name, 0)
	for i := len(stack) - 1; i >= 0; i-- {
		if n := stack[i].node.Get(key); n != nil {
			return g.resolve(layer{stack[i].yamlFile, n}, 0)
		}
	}
	for i := len(g.layers) - 1; i >= 0; i-- {
		for _, n := range []*doc.Node{g.layers[i].node.Get("default", key), g.layers[i].node.Get(key)} {
			if n != nil && slices.Contains([]string{"before_script", "after_script", "services", "id_tokens"}, key) {
				return layer{g.layers[i].yamlFile, n}
			}
		}
	}
	return layer{}
}

// resolve follows `!reference [job, key]`.
func (g *gitlabPipeline) resolve(l layer, depth int) layer {
	if l.node == nil || l.node.Tag != "!reference" || depth > 10 {
		return l
	}
	var path []string
	for n := range l.node.Items() {
		path = append(path, gitlabName(n))
	}
	if len(path) < 2 {
		return layer{}
	}
	stack := g.stack(path[0], 0)
	for i := len(stack) - 1; i >= 0; i-- {
		if n := stack[i].node.Get(path[1:]...); n != nil {
			return g.resolve(layer{stack[i].yamlFile, n}, depth+1)
		}
	}
	return layer{}
}

// scripts are the lines that a job runs, in order.
func (g *gitlabPipeline) scripts(name string) (lines []layer) {
	left := 5000
	for _, key := range []string{"before_script", "script", "after_script"} {
		lines = append(lines, g.lines(g.get(name, key), 0, &left)...)
	}
	return lines
}

func (g *gitlabPipeline) lines(l layer, depth int, left *int) (lines []layer) {
	l = g.resolve(l, depth)
	*left--
	switch {
	case l.node == nil || depth > 10 || *left < 0:
	case l.node.Kind == doc.Scalar:
		lines = append(lines, l)
	default:
		for n := range l.node.Items() {
			lines = append(lines, g.lines(layer{l.yamlFile, n}, depth+1, left)...)
		}
	}
	return lines
}

// variables are those that the files give: the pipeline's, then the job's.
func (g *gitlabPipeline) variables(name string) map[string]layer {
	all := map[string]layer{}
	take := func(y *yamlFile, n *doc.Node) {
		for k, x := range n.Entries() {
			if x.Kind == doc.Map {
				x = x.Get("value")
			}
			if x != nil {
				all[k.Name] = layer{y, x}
			}
		}
	}
	for _, l := range g.layers {
		take(l.yamlFile, l.node.Get("variables"))
	}
	for _, l := range g.stack(name, 0) {
		v := g.resolve(layer{l.yamlFile, l.node.Get("variables")}, 0)
		take(v.yamlFile, v.node)
	}
	return all
}

// combinations are the variables of the job in each element of its parallel
// matrix and under each rule that changes them.
func (g *gitlabPipeline) combinations(name string) (all []map[string]layer) {
	base := g.variables(name)
	all = []map[string]layer{base}
	matrix := g.get(name, "parallel")
	var elements []map[string]layer
	for element := range matrix.node.Get("matrix").Items() {
		made := []map[string]layer{base}
		for k, values := range element.Entries() {
			var next []map[string]layer
			for _, m := range made {
				for v := range values.Items() {
					if len(next) < maxInstances {
						next = append(next, withLayer(m, k.Name, layer{matrix.yamlFile, v}))
					}
				}
			}
			made = next
		}
		if elements = append(elements, made...); len(elements) > maxInstances {
			line, _ := matrix.node.At()
			g.out.Gap(graph.Location{File: matrix.file.Path, Line: line}, graph.TooLarge, "the matrix makes more than 64 jobs; the rest was not read")
			elements = elements[:maxInstances]
			break
		}
	}
	if len(elements) > 0 {
		all = elements
	}
	rules := g.get(name, "rules")
	var ruled []map[string]layer
	for r := range rules.node.Items() {
		if r.Get("when").Text("never") != "" {
			continue
		}
		for _, m := range all {
			for k, v := range r.Get("variables").Entries() {
				m = withLayer(m, k.Name, layer{rules.yamlFile, v})
			}
			if len(ruled) < maxInstances {
				ruled = append(ruled, m)
			}
		}
	}
	if len(ruled) > 0 {
		return ruled
	}
	return all
}

func withLayer(m map[string]layer, name string, l layer) map[string]layer {
	all := map[string]layer{}
	for k, v := range m {
		all[k] = v
	}
	all[name] = l
	return all
}
