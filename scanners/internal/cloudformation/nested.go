// SPDX-License-Identifier: Apache-2.0

package cloudformation

import (
	"maps"
	"slices"

	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// child is the evaluation of a nested stack whose template is in the tree, with
// the parameters that it is handed; nil where there is none, or where stacks nest
// each other.
func (e *evaluation) child(r entry) *evaluation {
	if c, ok := e.children[r.key.Name]; ok {
		return c
	}
	e.children[r.key.Name] = nil
	t := e.all.nests(e.t, r.node)
	if t == nil || !e.pays(childSteps) || len(e.inside) >= maxNesting || t == e.t || slices.Contains(e.inside, t) {
		return nil
	}
	c := *e
	c.t, c.path, c.prefix = t, t.Path, e.prefix+r.key.Name+"."
	c.way = append(append(c.way[:0:0], keyEvidence(e.fileOf(r), r.key, "")), e.way...)
	c.inside = append(slices.Clone(e.inside), e.t)
	c.parameters, c.conditions, c.children = map[string]declared.Value{}, map[string]*decision{}, map[string]*evaluation{}
	c.indices, c.bound = map[*doc.Node]map[string]entry{}, map[string]declared.Value{}
	c.given = maps.Clone(e.value(r.node.Get("Properties", "Parameters")).Fields)
	e.children[r.key.Name] = &c
	return &c
}

// childSteps is what a nested stack costs by itself.
const childSteps = 500

// pays takes steps off; false where none are left.
func (e *evaluation) pays(steps int) bool {
	e.budget.steps -= steps
	e.all.steps -= steps
	return e.budget.steps > 0 && e.all.steps > 0
}

// nests is the template of a nested stack; worked out once.
func (r *Repository) nests(t *Template, n *doc.Node) *Template {
	child, known := r.nesting[n]
	if !known {
		child = r.nestedBy(t, n)
		r.nesting[n] = child
	}
	return child
}

func (r *Repository) nestedBy(t *Template, n *doc.Node) *Template {
	var url *doc.Node
	switch n.Get("Type").Text("AWS::CloudFormation::Stack", "AWS::Serverless::Application") {
	case "AWS::CloudFormation::Stack":
		url = n.Get("Properties", "TemplateURL")
	case "AWS::Serverless::Application":
		url = n.Get("Properties", "Location")
	default:
		return nil
	}
	if asset := n.Get("Metadata", "aws:asset:path"); asset != nil { // CDK writes the file's name beside it
		url = asset
	}
	tail, ok := tailOf(url)
	if !ok {
		return nil
	}
	return r.nestedIn(t, tail)
}

var templateTail = lazily.Compile(`([A-Za-z0-9_.@+/-]+\.(?:ya?ml|json|template|cfn))(?:$|\?)`)

// tailOf is the end of a template's address: what follows the last placeholder.
func tailOf(url *doc.Node) (string, bool) {
	tail, ok := "", false
	for _, n := range url.Walk() {
		if n == nil || n.Kind != doc.Scalar {
			continue
		}
		if v, _, found := n.Value().Find(templateTail.Get()); found {
			if p, is := secret.Path(v); is {
				tail, ok = p, true
			}
		}
	}
	return tail, ok
}

// markNested marks the templates that another one nests: they are evaluated there.
// Of templates that nest each other none is marked.
func (r *Repository) markNested() {
	below := map[*Template][]*Template{}
	for _, t := range r.templates {
		for _, name := range t.order {
			if child := r.nests(t, t.resources[name].node); child != nil && child != t {
				below[t] = append(below[t], child)
			}
		}
	}
	for t, children := range below {
		for _, child := range children {
			child.nested = child.nested || !reaches(below, child, t, map[*Template]bool{})
		}
	}
}

func reaches(below map[*Template][]*Template, from, to *Template, seen map[*Template]bool) bool {
	if from == to {
		return true
	}
	seen[from] = true
	for _, next := range below[from] {
		if !seen[next] && reaches(below, next, to, seen) {
			return true
		}
	}
	return false
}
