// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"fmt"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

// SharedSecretReference asks which named secret, its value unseen, feeds
// production and something below it.
var SharedSecretReference = add(Rule{
	ID: "shared-secret-reference", Severity: Medium, About: graph.Slot,
	Title: "One named secret feeds production and something below it",
	Why: "A job of the lower environment gets the very secret that production uses: there is only one value behind the name. " +
		"Whoever can change that job, or read its log, has production's credential.",
	Fix:    "Move the secret into one deployment environment each (`environment:` on both jobs), with a value of its own.",
	Cannot: "The same name in jobs with different `environment:` may be two secrets; only the provider's API can tell (`--live github`), so that is no finding from files alone.",
	CWE:    []int{653}, OWASP: []string{"NHI9", "NHI8"},
	Check: sharedSecretReference,
})

func sharedSecretReference(g *graph.Graph) []Finding {
	var found []Finding
	for s := range g.Nodes(graph.Slot) {
		if s.Type == "variable" || !powerful(s) || nobodys(s) {
			continue
		}
		production, below, ok := s.Crosses()
		if !ok {
			continue
		}
		upper, lower := membership(production), membership(below)
		basis := weakest([]Step{upper, lower})
		ss := append([]Step{lower, upper}, listed(s)...)
		fix := "Set `environment:` on both jobs and give each environment a secret of its own; then delete the shared one."
		if len(ss) > 2 {
			fix = "Give each environment a secret of this name with a value of its own, with `environment:` on both jobs; then delete the one that they share."
		}
		found = append(found, Finding{
			About: s, Severity: Medium, Sure: basis,
			Title: fmt.Sprintf("the %s %s feeds %s and %s", slotTitle(s), s.Name, production.Env.Name, below.Env.Name),
			Message: fmt.Sprintf("the %s %s (%s) is read at %s for %s and at %s for %s, and there is one value behind the name", slotTitle(s), s.Name, kindTitle(s),
				place1(lower), below.Env.Name, place1(upper), production.Env.Name),
			Fix:       advice(s, fix),
			WrongIf:   "wrong if one of the two jobs does not serve the environment that its words name",
			Tiers:     tiers(production.Tier, below.Tier),
			Locations: append(filesOf(lower), filesOf(upper)...),
			Paths:     []Path{{Basis: basis, Steps: ss}},
			Key:       []string{s.Public(), string(below.Tier) + ">production"},
		})
	}
	return found
}

// listed is the provider's word on where a secret is kept.
func listed(s *graph.Node) []Step {
	for _, e := range s.At {
		if e.Basis == graph.Fetched {
			return []Step{{From: s, To: s, Verb: graph.Within, Basis: e.Basis, Locations: []graph.Location{e.At}, Says: e.Says}}
		}
	}
	return nil
}

// powerful reports whether a slot's name or use says that it holds power over
// data, infrastructure or signatures.
func powerful(s *graph.Node) bool {
	switch s.Detail(graph.PowerOver) {
	case "data", "infrastructure", "signatures":
		return true
	}
	return false
}

// slotTitle words a slot: "GitHub secret".
func slotTitle(s *graph.Node) string {
	return strings.NewReplacer("github", "GitHub", "gitlab", "GitLab", "circleci", "CircleCI", "_", " ").Replace(s.Type)
}
