// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"fmt"

	"github.com/stagedoor/stagedoor/graph"
)

// UngatedProduction asks which job deploys to production with destructive
// credentials and no approval in between.
var UngatedProduction = add(Rule{
	ID: "ungated-production", Severity: Medium, About: graph.Holder,
	Title: "A job with destructive credentials deploys to production, and no approval is seen",
	Why:   "Whoever gets a change onto the branch that the job runs for holds production's credentials for the length of a job.",
	Fix: "Put the job into a deployment environment with required reviewers and a branch policy, and keep its secrets in that environment. " +
		"On GitHub, required reviewers for private repositories need the Enterprise plan.",
	Cannot: "Reviewers and branch policies are settings of the provider; files do not show them, so from files alone this is low.",
	CWE:    []int{653}, OWASP: []string{"NHI8"},
	Check: ungatedProduction,
})

func ungatedProduction(g *graph.Graph) []Finding {
	var found []Finding
	for h := range g.Nodes(graph.Holder) {
		m, ok := h.InTier(graph.Production)
		if !ok || !h.Is(graph.Deploys) || h.Is(graph.Gated) {
			continue
		}
		power := destructive(h)
		if power == nil {
			continue
		}
		env := membership(m)
		ss := []Step{env, tell(power, "")}
		severity, seen := Low, "no approval in between is seen in the files"
		fix := "Add `environment: " + m.Env.Name + "` with required reviewers and a branch policy, and keep the secret in that environment."
		wrong := "wrong if the environment has required reviewers; `--live` will tell"
		if gate, ok := h.Trait(graph.Gated); ok && gate.Basis() == graph.Fetched {
			ss = append(ss, Step{From: h, To: h, Verb: graph.InEnv, Basis: gate.Basis(), Locations: placesOf(gate.Why), Says: joined(gate.Why)})
			wrong = "wrong if something outside of the provider asks for an approval, or nobody but its approvers may push a branch"
			if gate.Is == graph.No {
				severity, seen = Medium, "no approval stands in between: "+joined(gate.Why)
				fix = "Set required reviewers and a branch policy on the environment " + m.Env.Name + ", and keep the secret in it."
			}
		}
		found = append(found, Finding{
			About: h, Severity: severity, Sure: weakest(ss),
			Title:     fmt.Sprintf("%s deploys to %s with %s, and no approval is seen", h.Name, m.Env.Name, power.To.Name),
			Message:   fmt.Sprintf("%s acts on %s with the %s %s, which can destroy data; %s", h.Name, m.Env.Name, kindTitle(power.To), power.To.Name, seen),
			Fix:       fix,
			WrongIf:   wrong,
			Tiers:     []graph.Tier{graph.Production},
			Locations: filesOf(env),
			Paths:     []Path{{Basis: weakest(ss), Steps: ss}},
			Key:       []string{h.Public()},
		})
	}
	return found
}

// destructive is the link to a credential or slot of a holder whose kind can
// delete.
func destructive(h *graph.Node) *graph.Link {
	for l := range h.Out(graph.Reads, graph.Holds) {
		if nobodys(l.To) {
			continue
		}
		if l.To.Is(graph.Wide) {
			return l
		}
		for o := range l.To.Out(graph.Opens) {
			if o.Power.Has(graph.Delete) {
				return l
			}
		}
	}
	return nil
}
