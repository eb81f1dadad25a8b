// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"fmt"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

// SharedCredential asks which value is used in production and below.
var SharedCredential = add(Rule{
	ID: "shared-credential", Severity: High, About: graph.Credential,
	Title: "One credential is used in production and below",
	Why: "A leak, a log line or an agent in the lower environment hands over production's key, under whatever name. " +
		"It cannot be rotated for one environment without the other, and the provider cannot tell who used it.",
	Fix:    "Issue a second credential for the lower environment, and rotate this one.",
	Cannot: "Values that stand in a secret manager are not compared; the same value under two names is.",
	CWE:    []int{653, 798}, OWASP: []string{"NHI9", "NHI8"},
	Check: sharedCredential,
})

func sharedCredential(g *graph.Graph) []Finding {
	var found []Finding
	for c := range g.Nodes(graph.Credential) {
		if nobodys(c) {
			continue
		}
		production, below, ok := c.Crosses()
		if !ok {
			continue
		}
		upper, lower := membership(production), membership(below)
		basis := weakest([]Step{upper, lower})
		name := strings.Join(c.Names, ", ")
		found = append(found, Finding{
			About: c, Severity: capGuess(weigh(c), basis), Sure: basis,
			Title: fmt.Sprintf("%s is one value in %s and %s", name, production.Env.Name, below.Env.Name),
			Message: fmt.Sprintf("the %s %s has the same value at %s (%s) and at %s (%s)", kindTitle(c), name,
				place1(lower), below.Env.Name, place1(upper), production.Env.Name),
			Fix:       advice(c, "Issue a second credential for "+below.Env.Name+", put it at "+place1(lower)+", and rotate the one of production."),
			WrongIf:   "wrong if the value is public by design, or one of the two places belongs to another environment",
			Tiers:     tiers(production.Tier, below.Tier),
			Locations: append(filesOf(lower), filesOf(upper)...),
			Paths:     []Path{{Basis: basis, Steps: []Step{lower, upper}}},
			Key:       []string{c.Public(), string(below.Tier) + ">production"},
		})
	}
	return found
}

// weigh is how bad it is to share a credential: by what it has power over.
func weigh(c *graph.Node) Severity {
	if c.Detail(graph.Mode) == "test" {
		return Low
	}
	if strings.HasPrefix(c.Type, "generic") || c.Type == "kubernetes-secret-yaml" {
		return Low // it looks random, and no name says that it is a secret
	}
	opens := c.HasOut(graph.Opens)
	if strings.HasSuffix(c.Type, "_password") && !opens {
		return Medium // its host means something on its own network only
	}
	switch c.Detail(graph.PowerOver) {
	case "telemetry", "registry":
		return Low
	case "data", "infrastructure", "signatures", "code":
		return High
	}
	switch {
	case opens, c.Type == "signing_secret", c.Type == "database_connection", strings.HasPrefix(c.Type, "private-key"):
		return High
	}
	return Medium
}
