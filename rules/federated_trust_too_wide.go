// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"fmt"

	"github.com/stagedoor/stagedoor/graph"
)

// FederatedTrustTooWide asks which trust lets too many speak as a role with
// power over production.
var FederatedTrustTooWide = add(Rule{
	ID: "federated-trust-too-wide", Severity: High, About: graph.Identity,
	Title: "A trust lets any branch, repository or environment speak as a production role",
	Why: "Short-lived tokens help only if few can ask for them. A trust without a subject that names the environment gives every branch, " +
		"and whoever may push one, the power of production's role.",
	Fix:    "Name the environment in the trust's subject condition, for example repo:ORG/REPO:environment:production.",
	Cannot: "Only trusts that are written in the repository, or that --live answers, are seen.",
	CWE:    []int{653, 250}, OWASP: []string{"NHI8", "NHI5"},
	Check: federatedTrustTooWide,
})

func federatedTrustTooWide(g *graph.Graph) []Finding {
	var found []Finding
	for id := range g.Nodes(graph.Identity) {
		wide, ok := id.Trait(graph.TrustTooWide)
		if !ok || wide.Is != graph.Yes {
			continue
		}
		trust := Step{From: id, To: id, Verb: graph.SpeaksAs, Basis: wide.Basis(), Locations: placesOf(wide.Why), Says: wide.Detail + " may speak as it"}
		f := Finding{
			About: id, Severity: Low, Sure: wide.Basis(),
			Title:     fmt.Sprintf("%s may speak as %s", wide.Detail, id.Name),
			Message:   fmt.Sprintf("the trust of %s lets %s speak as it", id.Name, wide.Detail),
			Fix:       "Name the environment in the trust's subject condition, and let only jobs with that `environment:` ask for the role.",
			WrongIf:   "wrong if another condition that is not in the repository narrows the trust, or " + limitsBeyond(wide.Basis()),
			Tiers:     []graph.Tier{},
			Locations: firstFile(append(graph.Chain(wide.Why), id.At...)), // where a trust that the API answered is used
			Key:       []string{id.Public()},
		}
		for _, h := range harms(g, id) {
			if !h.deletes && !h.rows {
				continue
			}
			ss := append([]Step{trust}, steps(h.path.Steps)...)
			ss = append(ss, membership(h.env))
			f.Paths = append(f.Paths, Path{Basis: weakest(ss), Steps: ss})
			f.Severity = max(f.Severity, capGuess(High, weakest(ss)))
			f.Tiers = []graph.Tier{graph.Production}
			f.Message += fmt.Sprintf("; it %s production %s", h.does(), storeTitle(h.store))
		}
		if len(f.Paths) == 0 {
			f.Paths = []Path{{Basis: wide.Basis(), Steps: []Step{trust}}}
		}
		found = append(found, f)
	}
	return found
}
