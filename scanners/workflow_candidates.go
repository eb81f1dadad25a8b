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
