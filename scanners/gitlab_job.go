// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"maps"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
)

// A gitlabJob is one job for one environment.
type gitlabJob struct {
	*gitlabPipeline
	name      string
	variables map[string]layer // given in the files, by name
	section   graph.ID
	env       string // "" for none
	unclear   bool
}

// job claims one job, as one holder for each environment.
func (g *gitlabPipeline) job(name string) {
	own := g.jobs[name][len(g.jobs[name])-1]
	line, column := 0, 0
	for k := range own.root.Entries() {
		if k.Name == name {
			line, column = k.Line, k.Column
		}
	}
	var jobs []*gitlabJob
	for _, given := range g.combinations(name) {
		j := &gitlabJob{gitlabPipeline: g, name: name, variables: given}
		node := j.environment()
		if node.node != nil {
			j.env = environmentName(j.expand(node.node.Value(), 0))
			j.unclear = j.env == ""
		}
		if !slices.ContainsFunc(jobs, func(o *gitlabJob) bool { return o.label() == j.label() }) {
			jobs = append(jobs, j)
		}
	}
	for _, j := range jobs {
		title := tidy(name)
		if len(jobs) > 1 && j.label() != "" {
			title += " [" + j.label() + "]"
		}
		j.section = own.file.Section(g.out, "job", title, line, column)
		j.claim(own.file.At(line, column))
	}
}

// tidy keeps a job's name printable and short: it may be any text.
func tidy(name string) string {
	if w, ok := secret.Word(secret.New(strings.TrimPrefix(name, "."))); ok {
		return w
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return '�'
		}
		return r
	}, name[:min(len(name), 80)])
}

func (j *gitlabJob) label() string {
	if j.env != "" {
		return j.env
	}
	for _, h := range j.settings() {
		return h.name
	}
	return ""
}

// claim claims what the job reads and does, and where it belongs.
func (j *gitlabJob) claim(at graph.Location) {
	j.claimVariables()
	var named []hint
	var deploys *graph.Evidence
	slots := map[string]graph.ID{}
	scripts := j.scripts(j.name)
	given := map[string]bool{}
	for k := range j.variables {
		given[k] = true
	}
	for _, l := range scripts {
		maps.Copy(given, assigned(l.node.Value())) // one line gives what a later one uses
	}
	for k := range j.get(j.name, "id_tokens").node.Entries() {
		given[k.Name] = true
	}
	for _, l := range scripts {
		text := l.node.Value()
		line, column := l.yamlFile.start(l.node)
		claim.CommandsOf(j.out, j.section, l.file.Path, text, line, column, func(name string, why graph.Evidence) []graph.ID {
			if v, ok := j.variables[name]; ok {
				return j.inside(v)
			}
			if given[name] || notSecret.MatchString(name) {
				return nil
			}
			return []graph.ID{j.slot(name, why)}
		}, sortedKeys(j.variables)...)
		for _, u := range secretVariables(text, given) {
			line, column := l.place(l.node, u.offset)
			slots[u.name] = j.slot(u.name, l.file.Read(line, column, "a command uses the variable "+u.name))
		}
		for _, f := range flagsOf(text) {
			line, column := l.place(l.node, f.offset)
			why := l.file.Read(line, column, "a command names the environment "+f.name)
			why.Basis = graph.Named
			named = append(named, hint{f.name, why})
		}
		if found := text.Spans(deploying.Get(), 1); len(found) > 0 && deploys == nil {
			line, column := l.place(l.node, found[0][4])
			e := l.file.Read(line, column, "job "+tidy(j.name)+" deploys")
			deploys = &e
		}
		j.identity(l, text)
	}
	j.join(slots, at)
	j.gate()
	j.belongs(at, named, deploys)
}
