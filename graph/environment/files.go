// SPDX-License-Identifier: Apache-2.0

package environment

import (
	"cmp"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

// A FileDecision is what `stagedoor environments` says of a file: the
// environment of the whole, empty where the file belongs to none or to several,
// and of the parts that differ from it.
type FileDecision struct {
	Repo, File  string
	Environment string
	Tier        graph.Tier
	Basis       graph.Basis
	Why         string
	Parts       []PartDecision
}

// A PartDecision is an environment of a part of a file; a part in several has
// one for each.
type PartDecision struct {
	Line        int
	Part        string // job deploy
	Environment string
	Tier        graph.Tier
	Basis       graph.Basis
	Why         string
}

// Files lists every file that holds, names or declares something, by path, with
// what [Decide] made of it.
func Files(g *graph.Graph) (list []FileDecision) {
	for h := range g.Nodes(graph.Holder) {
		at := h.First()
		if h.Type != "file" || at.File == "" {
			continue
		}
		d := FileDecision{Repo: at.Repo, File: at.File}
		switch ms := h.Environments(); len(ms) {
		case 0:
			d.Why = "nothing here names an environment"
			if role := h.Detail(graph.Role); role != "" {
				d.Why = "it is read as " + role
			}
		case 1:
			d.Environment, d.Tier, d.Basis, d.Why = ms[0].Env.Name, ms[0].Tier, ms[0].Basis(), says(ms[0])
		default:
			d.Why = "several: " + names(ms)
		}
		d.Parts = parts(h)
		list = append(list, d)
	}
	slices.SortFunc(list, func(a, b FileDecision) int {
		return cmp.Or(strings.Compare(a.Repo, b.Repo), strings.Compare(a.File, b.File))
	})
	return list
}

// parts are the sections of a file, at any depth, whose environments differ from
// those of what they are part of.
func parts(file *graph.Node) (list []PartDecision) {
	seen := map[*graph.Node]bool{file: true}
	queue := []*graph.Node{file}
	for len(queue) > 0 {
		whole := queue[0]
		queue = queue[1:]
		for l := range whole.In(graph.Within) {
			p := l.From
			if p.Kind != graph.Holder || seen[p] {
				continue
			}
			seen[p] = true
			queue = append(queue, p)
			ms := p.Environments()
			if names(ms) == names(whole.Environments()) {
				continue
			}
			for _, m := range ms {
				list = append(list, PartDecision{p.First().Line, p.Type + " " + p.Name, m.Env.Name, m.Tier, m.Basis(), says(m)})
			}
		}
	}
	slices.SortFunc(list, func(a, b PartDecision) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), strings.Compare(a.Part, b.Part), strings.Compare(a.Environment, b.Environment))
	})
	return list
}

func names(ms []graph.Membership) string {
	var ns []string
	for _, m := range ms {
		ns = append(ns, m.Env.Name)
	}
	return strings.Join(ns, ", ")
}

// says is the reason in words.
func says(m graph.Membership) string {
	var parts []string
	for _, e := range reason(m) {
		if e.Says != "" && !slices.Contains(parts, e.Says) {
			parts = append(parts, e.Says)
		}
	}
	return strings.Join(parts, "; ")
}
