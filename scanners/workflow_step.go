// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/environment"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// A delivery is what is learned of a job from its steps.
type delivery struct {
	identity bool            // the job may ask for an OIDC token
	why      *graph.Evidence // the first step that deploys
	steps    int             // so far
}

// A stepScene is one step with the environments that its own words name, and the
// holder that it belongs to.
type stepScene struct {
	node           *doc.Node
	section        graph.ID
	named, guessed []hint
}

// apart lists the steps of a job. Where the job names no environment and its
// steps name several, each of those is a holder of its own: one job that deploys
// to staging and then to production does not mix what the two read.
func (s *scene) apart(job *doc.Node) (steps []stepScene) {
	var named, guessed []hint
	for n := range job.Get("steps").Items() {
		if n.Kind != doc.Map || !s.met(n.Get("if")) {
			continue
		}
		st := stepScene{node: n, section: s.section, named: s.stepSettings(n)}
		acts := s.script(n).deploys >= 0 || isDeployAction(actionName(n.Get("uses")))
		if h, ok := wordHint(n.Get("name").Word(), s.read(n.Get("name"), "").At, "a word in the name of a step that deploys"); ok && acts {
			st.guessed = []hint{h}
		}
		named, guessed = append(named, st.named...), append(guessed, st.guessed...)
		steps = append(steps, st)
	}
	if s.env != "" || s.unclear || len(s.settings()) > 0 {
		return steps
	}
	byName, byGuess := tiersOf(named) > 1, len(named) == 0 && tiersOf(guessed) > 1
	for i, st := range steps {
		if byName && len(st.named) > 0 || byGuess && len(st.guessed) > 0 {
			title := st.node.Get("name").Word()
			if title == "" {
				title = fmt.Sprintf("step %d", i+1)
			}
			line, column := st.node.At()
			steps[i].section = s.file.Section(s.out, "step", s.title+" / "+title, line, column)
			s.out.Link(graph.Edge{From: steps[i].section, Verb: graph.Within, To: s.section}, s.read(st.node, ""))
			if declare(s.out, steps[i].section, st.named...); !byName {
				declare(s.out, steps[i].section, st.guessed...)
			}
		}
	}
	return steps
}

// stepSettings are the environments that a step's variables, inputs and commands
// name.
func (s *scene) stepSettings(n *doc.Node) []hint {
	hints := append(s.named(n.Get("env")), s.named(n.Get("with"))...)
	run := n.Get("run")
	for _, f := range s.script(n).flags {
		line, column := s.place(run, f.offset)
		why := s.file.Read(line, column, "a command names the environment "+f.name)
		why.Basis = graph.Named
		hints = append(hints, hint{f.name, why})
	}
	return hints
}

func tiersOf(hints []hint) int {
	seen := map[graph.Tier]bool{}
	for _, h := range hints {
		if d, ok := environment.OfName(h.name); ok {
			seen[d.Tier] = true
		}
	}
	return len(seen)
}

// step claims one step on behalf of its holder.
func (st stepScene) step(job *scene, d *delivery) {
	s := *job
	s.section = st.section
	s.process(st.node, d, 0)
}

// process claims a step of a job or of a composite action.
func (s *scene) process(n *doc.Node, d *delivery, depth int) {
	s.envs = append(slices.Clone(s.envs), s.block(n.Get("env")))
	s.claimBlock(n.Get("env"))
	for k, x := range n.Entries() {
		if k.Name != "env" && k.Name != "if" {
			s.claimUses(x)
		}
	}
	s.joinKeys(n.Get("with"))
	if run := n.Get("run"); run != nil {
		line, column := s.yamlFile.start(run)
		script := s.script(n)
		script.text.Claim(s.out, s.section, s.file.Path, line, column, s.means, s.given()...)
		if script.deploys >= 0 && d.why == nil {
			line, column := s.place(run, script.deploys)
			e := s.file.Read(line, column, "job "+s.job+" deploys")
			d.why = &e
		}
		return
	}
	name := actionName(n.Get("uses"))
	if strings.HasPrefix(name, "./") {
		s.composite(n, path.Clean(s.base+name), d, depth)
		return
	}
	if isDeployAction(name) && d.why == nil {
		e := s.read(n.Get("uses"), "job "+s.job+" deploys")
		d.why = &e
	}
	s.claimOtherUse(n)
	s.actionInputs(name, n.Get("with"))
	s.identities(name, n.Get("with"), d)
}

// means are the secrets behind a variable of the job: what its `env:` gives it.
// Any other comes from a step before, or the runner.
func (s *scene) means(name string, _ graph.Evidence) []graph.ID {
	return s.slots(s.variable(name))
}

// given are the variables that the step has.
func (s *scene) given() (names []string) {
	for _, b := range s.envs {
		for k := range b.node.Entries() {
			names = append(names, k.Name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// claimOtherUse says that what an action gets is used for something that no
// command shows.
func (s *scene) claimOtherUse(n *doc.Node) {
	for _, block := range []*doc.Node{n.Get("env"), n.Get("with")} {
		for _, x := range block.Entries() {
			for _, id := range s.slots(s.value(x)) {
				s.out.Note(id, graph.Trait{Name: graph.UsedFor, Detail: claim.OtherUse}, graph.Yes, s.read(x, "handed to an action"))
			}
		}
	}
}

// actionName is what a step or job uses, without its version, which may look
// like a token: "owner/name", "owner/name/path" in lower case, or "./path".
func actionName(uses *doc.Node) string {
	if rest, ok := uses.Value().After("./"); ok {
		p, ok := secret.Path(rest)
		if !ok {
			return ""
		}
		return "./" + p
	}
	name, _, _ := uses.Value().Cut("@")
	word, _ := secret.Word(name)
	return strings.ToLower(word)
}

// claimBlock claims an `env:` block: secrets that it reads, and literals.
func (s *scene) claimBlock(n *doc.Node) {
	var pairs []claim.Pair
	for k, x := range n.Entries() {
		if x.Kind != doc.Scalar {
			continue
		}
		s.slots(s.value(x))
		if !s.template(x).Dynamic() {
			line, column := s.yamlFile.start(x)
			pairs = append(pairs, claim.Pair{Name: k.Name, Value: x.Value(), At: s.file.At(line, column)})
		}
	}
	if len(pairs) > 0 {
		claim.Pairs(s.out, s.section, pairs)
	}
}

// claimUses claims the secrets that anything below n reads.
func (s *scene) claimUses(n *doc.Node) {
	for _, x := range n.Walk() {
		if x != nil && x.Kind == doc.Scalar && s.template(x).Dynamic() {
			s.slots(s.value(x))
		}
	}
}

// slots claims the secrets of a value and returns their slots.
func (s *scene) slots(v value) (ids []graph.ID) {
	for _, u := range v.secrets() {
		ids = append(ids, claim.Slot(s.out, s.section, "github_secret", s.slotKey(u), u.name, u.why))
	}
	return ids
}

// slotKey identifies a secret or variable: the repository's own, one that an
// environment may have, or one that a stranger's caller hands in.
func (s *scene) slotKey(u use) string {
	typ := s.base + u.kind
	switch {
	case u.kind == "github_caller_secret":
		return s.out.Local(typ, s.file.Path, u.name)
	case s.unclear:
		return s.out.Local(typ, "environment of "+s.file.Path+" "+s.job+" "+s.via, u.name)
	case s.env != "":
		return s.out.Local(typ, strings.ToLower(s.env), u.name)
	}
	return s.out.Local(typ, u.name)
}
