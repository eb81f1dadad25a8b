// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"path"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/environment"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
	"github.com/stagedoor/stagedoor/scanners/internal/expression"
)

// settings are environments that variables, inputs and matrix dimensions name
// for the job as a whole, outermost last.
func (s *scene) settings() (hints []hint) {
	for i := len(s.envs) - 1; i >= 0; i-- {
		hints = append(hints, s.envs[i].in.named(s.envs[i].node)...)
	}
	hints = append(hints, s.named(s.root.Get("jobs", s.job, "with"))...)
	for _, k := range sortedKeys(s.world) {
		setting, ok := strings.CutPrefix(k, "matrix.")
		if !ok || !isEnvironmentSetting(setting[strings.LastIndexByte(setting, '.')+1:]) {
			continue
		}
		if name, ok := tiered(s.world[k].Text); ok {
			hints = append(hints, hint{name, s.naming(s.root.Get("jobs", s.job, "strategy"), "the matrix names the environment "+name)})
		}
	}
	for _, k := range sortedKeys(s.world) {
		input, ok := strings.CutPrefix(k, "inputs.")
		if name, known := tiered(s.world[k].Text); ok && known && !s.isCalled() && isEnvironmentSetting(input) {
			form := fold(s.on().Get("workflow_dispatch", "inputs"), input)
			if form == nil {
				form = fold(s.on().Get("workflow_call", "inputs"), input)
			}
			hints = append(hints, hint{name, s.naming(form, "the form's "+input+" names the environment "+name)})
		}
	}
	for _, k := range sortedKeys(s.inputs) {
		v := s.inputs[k]
		if r, ok := s.world["inputs."+k]; ok {
			v.results = []expression.Result{r}
		}
		if known := v.known(); isEnvironmentSetting(k) && len(known) == 1 {
			if name, ok := tiered(known[0]); ok {
				why := v.why
				why.Basis, why.Says = graph.Named, "the input "+k+" names the environment "+name
				hints = append(hints, hint{name, why})
			}
		}
	}
	return hints
}

func (s *scene) naming(n *doc.Node, says string) graph.Evidence {
	e := s.read(n, says)
	e.Basis = graph.Named
	return e
}

// named are the environments that entries of a block name.
func (s *scene) named(block *doc.Node) (hints []hint) {
	for k, n := range block.Entries() {
		if !isEnvironmentSetting(k.Name) || n.Kind != doc.Scalar {
			continue
		}
		for _, text := range s.value(n).known() {
			if name, ok := tiered(text); ok {
				hints = append(hints, hint{name, s.naming(n, k.Name+" names the environment "+name)})
			}
		}
	}
	return hints
}

// belongs says which environment the job belongs to: what it declares, else what
// its settings name, else what its words suggest.
func (s *scene) belongs(key doc.Key, job *doc.Node, all []*scene, steps []stepScene, d *delivery) {
	at := s.file.At(key.Line, key.Column)
	if s.env != "" {
		if _, ok := environment.OfName(s.env); ok {
			line, column := environmentNode(job).At()
			says := "job " + s.job + ", environment " + s.env
			if s.via != "" {
				says += ", called by " + s.via
			}
			claim.Declares(s.out, s.section, s.env, s.file.Read(line, column, says))
			noteDeploys(s.out, s.section, s.file.Read(line, column, says))
		}
		return
	}
	if d.why != nil {
		noteDeploys(s.out, s.section, *d.why)
	}
	if hints := s.settings(); len(hints) > 0 {
		declare(s.out, s.section, hints...)
		return
	}
	var named, guessed []hint
	for _, st := range steps {
		if st.section == s.section {
			named = append(named, st.named...)
			guessed = append(guessed, st.guessed...)
		}
	}
	switch {
	case len(named) > 0:
		declare(s.out, s.section, named...)
		return
	case len(steps) > 0 && slices.ContainsFunc(steps, func(st stepScene) bool { return st.section != s.section }):
		return // its steps belong to environments of their own
	}
	if h, ok := s.words(job, at, all, d); ok {
		declare(s.out, s.section, h)
		return
	}
	declare(s.out, s.section, guessed...)
}

// words are guesses, the nearest first: the job's names, the branch that it runs
// on, the caller's job, the workflow's names.
func (s *scene) words(job *doc.Node, at graph.Location, all []*scene, d *delivery) (hint, bool) {
	if h, ok := wordHint(s.job, at, "a word in the job's name"); ok {
		return h, true
	}
	if h, ok := wordHint(job.Get("name").Word(), at, "a word in the job's title"); ok {
		return h, true
	}
	if branch := s.branch(all); branch != "" && d.why != nil {
		if h, ok := branchHint(branch, s.branches(), at); ok {
			return h, true
		}
	}
	if h, ok := wordHint(s.via, at, "a word in the caller's name"); ok {
		return h, true
	}
	if h, ok := wordHint(s.name, at, "a word in the workflow's name"); ok {
		return h, true
	}
	base := strings.TrimSuffix(path.Base(s.file.Path), path.Ext(s.file.Path))
	return wordHint(base, at, "a word in the file's name")
}

// branch is the one that the job runs on, or "".
func (s *scene) branch(all []*scene) string {
	found := ""
	for _, o := range all {
		if o.section != s.section && !o.section.IsZero() {
			continue
		}
		if r, ok := o.world["ref"]; ok {
			if r.Kind != expression.Text || found != "" && found != r.Text {
				return ""
			}
			found = r.Text
		}
	}
	if found != "" {
		return found
	}
	names, _ := s.start.branchesOf()
	for _, t := range s.start.triggers() {
		if t != "push" && t != "workflow_dispatch" {
			return ""
		}
	}
	if len(names) == 1 {
		return names[0]
	}
	return ""
}

// branches are all that the workflows of the tree name.
func (s *scene) branches() (names []string) {
	for _, p := range sortedKeys(s.files) {
		pushed, _ := s.files[p].branchesOf()
		names = append(names, pushed...)
	}
	return branchTiers(names)
}
