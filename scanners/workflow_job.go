// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"slices"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
	"github.com/stagedoor/stagedoor/scanners/internal/expression"
)

func (fr *frame) jobs() {
	for key, job := range fr.root.Get("jobs").Entries() {
		switch {
		case job.Kind != doc.Map:
		case job.Has("uses"):
			fr.call(key, job)
		default:
			fr.job(key, job)
		}
	}
}

// job claims one job, as one holder for each environment that it can run for.
func (fr *frame) job(key doc.Key, job *doc.Node) {
	scenes := fr.scenes(key, job)
	labels := map[string]bool{}
	for _, s := range scenes {
		labels[s.label(job)] = true
	}
	for _, s := range scenes {
		name := key.Name
		if fr.via != "" {
			name += " (from " + fr.via + ")"
		}
		if label := s.label(job); len(labels) > 1 && label != "" {
			name += " [" + label + "]"
		}
		s.title = name
		s.section = fr.file.Section(fr.out, "job", name, key.Line, key.Column)
		s.run(key, job, scenes)
	}
}

// scenes are the worlds in which the job runs at all, with the environment that
// it declares there. Worlds whose environment nobody can tell count only where
// it is told in none.
func (fr *frame) scenes(key doc.Key, job *doc.Node) (known []*scene) {
	var unclear []*scene
	node := environmentNode(job)
	for _, w := range fr.worlds(job) {
		s := &scene{frame: fr, job: key.Name, world: w}
		s.envs = []envBlock{s.block(fr.root.Get("env")), s.block(job.Get("env"))}
		if !s.met(job.Get("if")) {
			continue
		}
		if node == nil {
			known = append(known, s)
			continue
		}
		names := s.value(node).known()
		for _, name := range names {
			named := *s
			named.env = name
			named.envs = []envBlock{named.block(fr.root.Get("env")), named.block(job.Get("env"))}
			known = append(known, &named)
		}
		if len(names) == 0 {
			s.unclear = slices.ContainsFunc(s.value(node).results, func(r expression.Result) bool { return r.Kind < expression.Text })
			unclear = append(unclear, s)
		}
	}
	if len(known) == 0 {
		return unclear
	}
	return known
}

// label tells the holders of one job apart: its environment, or the setting that
// names one.
func (s *scene) label(job *doc.Node) string {
	if s.env != "" {
		return s.env
	}
	for _, h := range s.settings() {
		return h.name
	}
	return ""
}

// run claims what the job reads and does in this scene.
func (s *scene) run(key doc.Key, job *doc.Node, all []*scene) {
	s.claimBlock(s.root.Get("env"))
	for k, n := range job.Entries() {
		switch k.Name {
		case "steps", "strategy", "uses", "needs", "outputs", "permissions":
		case "env":
			s.claimBlock(n)
		default: // if, container, services: their secrets are read, their literals belong to throw-away containers
			s.claimUses(n)
		}
	}
	if s.env != "" && !s.onlyCalled { // a stranger's run uses the stranger's environments
		s.out.Note(s.section, graph.Trait{Name: graph.DeclaredUnder, Detail: s.env}, graph.Yes, s.read(environmentNode(job), "declares the environment"))
	}
	if gate := s.gatedBy(s.job, 0); gate != nil {
		s.out.Note(s.section, graph.Trait{Name: graph.Gated}, graph.Yes, *gate)
	}
	d := &delivery{identity: s.mayAskIdentity(job)}
	apart := s.apart(job)
	for i := range apart {
		apart[i].step(s, d)
	}
	s.belongs(key, job, all, apart, d)
}

// approvals are actions that wait for a person.
var approvals = []string{"trstringer/manual-approval", "joaovitor/manual-approval", "cloudposse/github-action-wait-for-approval", "buildingcash/manual-approval", "step-security/manual-approval"}

// gatedBy looks for a step in the job, or in one that it needs, that waits for a
// person; in a reusable workflow, also before the caller's job.
func (fr *frame) gatedBy(job string, depth int) *graph.Evidence {
	n := fr.root.Get("jobs", job)
	for step := range n.Get("steps").Items() {
		if slices.Contains(approvals, actionName(step.Get("uses"))) {
			e := fr.read(step.Get("uses"), "waits for a person's approval")
			return &e
		}
	}
	if depth < 10 {
		for needed := range n.Get("needs").Items() {
			if e := fr.gatedBy(needed.Word(), depth+1); e != nil {
				return e
			}
		}
	}
	return fr.gate
}
