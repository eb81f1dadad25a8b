// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"fmt"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

// A Match is what a rule of the user's own found: a way from one thing to
// another, and what of the two the rule asked about. It becomes a finding by the
// telling of the built-in rules: each step with its evidence, as sure as the
// least sure of what the rule relies on.
type Match struct {
	From, To, About *graph.Node // About is From or To
	Way             graph.Path
	Severity        Severity
	Title           string // of the rule
	Message, Fix    string

	FromEnv, ToEnv bool        // the rule asked for the environments of From, of To
	Asked          []AskedNote // what it asked of traits, and was answered
}

// An AskedNote is a note that a rule relies on.
type AskedNote struct {
	On   *graph.Node
	Note graph.Noted
}

// Called is a node as a sentence names it: "Railway account token
// RAILWAY_API_TOKEN", "volume pgdata".
func Called(n *graph.Node) string {
	switch n.Kind {
	case graph.Credential, graph.Slot, graph.Identity:
		return called(n)
	case graph.Holder, graph.Environment:
		return n.Name
	}
	return storeTitle(n)
}

// Finding tells the match.
func (m Match) Finding() Finding {
	from, to := m.sides()
	var ss []Step
	if m.FromEnv && from.Link != nil {
		ss = append(ss, membership(from))
	}
	way := steps(m.Way.Steps)
	ss = append(ss, way...)
	if m.ToEnv && to.Link != nil {
		ss = append(ss, membership(to))
	}
	for _, a := range m.Asked {
		ss = append(ss, asked(a))
	}
	basis := weakest(ss)
	f := Finding{
		About: m.About, Severity: capGuess(m.Severity, basis), Sure: basis,
		Title:   fmt.Sprintf("%s: %s to %s", strings.TrimSuffix(m.Title, "."), Called(m.From), Called(m.To)),
		Message: m.Message, Fix: m.Fix, WrongIf: m.wrongIf(from, to, ss),
		Tiers: tiers(from.Tier, to.Tier),
		Paths: []Path{{Basis: basis, Steps: ss}},
		Key:   []string{m.From.Public(), m.To.Public(), string(from.Tier) + ">" + string(to.Tier)},
	}
	for _, s := range way {
		f.Locations = append(f.Locations, filesOf(s)...)
	}
	if m.About == m.To && m.To.First().File != "" {
		f.Locations = append([]graph.Location{m.To.First()}, f.Locations...)
	}
	f.Locations = unique(f.Locations)
	return f
}

// sides are the environments that the way joins: where it leads from below
// production into it, those two; else the first of each end. An end that belongs
// to none has no link.
func (m Match) sides() (from, to graph.Membership) {
	first := func(n *graph.Node) (first graph.Membership) {
		for _, m := range n.Environments() {
			return m
		}
		return first
	}
	below, isBelow := m.From.InBelow()
	production, inProduction := m.To.InTier(graph.Production)
	if isBelow && inProduction {
		return below, production
	}
	return first(m.From), first(m.To)
}

// asked tells a note that the rule relies on.
func asked(a AskedNote) Step {
	says := joined(a.Note.Why)
	if says == "" {
		says = fmt.Sprintf("%s: %s %s", a.On.Name, [...]string{"may be", "is not", "is"}[a.Note.Is], strings.ReplaceAll(string(a.Note.Name), "-", " "))
	}
	return Step{From: a.On, To: a.On, Verb: graph.Within, Basis: a.Note.Basis(), Locations: placesOf(a.Note.Why), Says: says}
}

// wrongIf names what the finding hangs on: the environments, where the rule asked
// for them, else its least sure step.
func (m Match) wrongIf(from, to graph.Membership, ss []Step) string {
	var parts []string
	if m.FromEnv && from.Link != nil {
		parts = append(parts, fmt.Sprintf("%s is not %s's", Called(m.From), from.Env.Name))
	}
	if m.ToEnv && to.Link != nil {
		parts = append(parts, fmt.Sprintf("%s is not %s's", Called(m.To), to.Env.Name))
	}
	if len(parts) == 0 {
		least := ss[0]
		for _, s := range ss {
			if s.Basis != graph.Known && s.Basis < least.Basis {
				least = s
			}
		}
		parts = append(parts, "it is not so that "+least.Says)
	}
	return "wrong if " + strings.Join(parts, ", or ")
}
