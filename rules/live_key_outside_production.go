// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"fmt"

	"github.com/stagedoor/stagedoor/graph"
)

// LiveKeyOutsideProduction asks which key names production itself, and lies
// below it.
var LiveKeyOutsideProduction = add(Rule{
	ID: "live-key-outside-production", Severity: High, About: graph.Credential,
	Title: "A key that names production lies below production",
	Why: "The key's own value says that it is production's: live mode, or an account or project that the repository declares as production's. " +
		"What runs below production with it acts on real customers and real data.",
	Fix:    "Put the test-mode key, or a key of the lower environment's own account, in its place, and rotate this one.",
	Cannot: "It reads what a value says offline; it does not ask the provider whether the key is still valid.",
	CWE:    []int{653, 798}, OWASP: []string{"NHI8"},
	Check: liveKeyOutsideProduction,
})

func liveKeyOutsideProduction(g *graph.Graph) []Finding {
	var found []Finding
	for c := range g.Nodes(graph.Credential) {
		if nobodys(c) {
			continue
		}
		below, ok := c.InBelow()
		if !ok {
			continue
		}
		names, ok := namesProduction(c)
		if !ok {
			continue
		}
		lower := membership(below)
		basis := weakest([]Step{lower, names})
		found = append(found, Finding{
			About: c, Severity: capGuess(High, basis), Sure: basis,
			Title:     fmt.Sprintf("%s in %s names production: %s", c.Name, below.Env.Name, names.Says),
			Message:   fmt.Sprintf("the %s at %s belongs to %s, but %s", called(c), place1(lower), below.Env.Name, names.Says),
			Fix:       ownKey(c, below.Env.Name, place1(lower)),
			WrongIf:   "wrong if " + place1(lower) + " belongs to production",
			Tiers:     tiers(below.Tier, graph.Production),
			Locations: filesOf(lower),
			Paths:     []Path{{Basis: basis, Steps: []Step{lower, names}}},
			Key:       []string{c.Public(), string(below.Tier)},
		})
	}
	return found
}

// ownKey is the fix: another key, and not a narrower one, where this one's kind has
// nothing narrower.
func ownKey(c *graph.Node, env, place string) string {
	if c.Detail(graph.Narrower) == "" && c.Detail(graph.CannotNarrow) != "" {
		return "Put a key of " + env + "'s own at " + place + ", and rotate this one."
	}
	return advice(c, "Put a key of "+env+"'s own account or of test mode at "+place+", and rotate this one.")
}

// namesProduction says how a key's own value names production: its mode, or an
// account or project that is declared as production's alone.
func namesProduction(c *graph.Node) (Step, bool) {
	if mode, ok := c.Trait(graph.Mode); ok && mode.Is == graph.Yes && mode.Detail == "live" {
		return Step{From: c, To: c, Verb: graph.Opens, Basis: mode.Basis(), Locations: placesOf(mode.Why), Says: "it is a live-mode key"}, true
	}
	for l := range c.Out(graph.Opens) {
		if l.To.Kind != graph.Scope || l.Basis() < graph.ReadInFile {
			continue
		}
		for m := range declaredEnvironments(l.To) {
			s := membership(m)
			if m.Basis() == graph.Fetched {
				s.Says = fmt.Sprintf("it opens %s, which the provider's API calls production's", l.To.Name)
				return s, m.Tier == graph.Production
			}
			s.Says = fmt.Sprintf("it opens %s, which is declared as production's (%s)", l.To.Name, s.Says)
			return s, m.Tier == graph.Production
		}
	}
	return Step{}, false
}

// declaredEnvironments yields the memberships of a scope that somebody declared
// of the scope itself, rather than of a place where it is mentioned.
func declaredEnvironments(s *graph.Node) func(func(graph.Membership) bool) {
	return func(yield func(graph.Membership) bool) {
		ms := s.Environments()
		if len(ms) == 0 || ms[len(ms)-1].Tier != ms[0].Tier {
			return // several: it serves both
		}
		for _, m := range ms {
			if m.Basis() > graph.Guessed && !yield(m) {
				return
			}
		}
	}
}
