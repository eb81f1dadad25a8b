// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"fmt"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

// UnconfirmedDestruction asks what destroys data with nobody asked.
var UnconfirmedDestruction = add(Rule{
	ID: "unconfirmed-destruction", Severity: High, About: graph.Holder,
	Title: "An operation that destroys data runs with nobody asked",
	Why: "An agent that may run `terraform destroy` or any command unasked, or a script that resets a database with `--force`, needs one wrong guess about the environment. " +
		"The rules in a prompt are not a gate: the agent of the incident had them.",
	Fix:    "Move the command from `allow` to `ask` or `deny`, drop the flag that skips the question, or run a saved plan that somebody has read.",
	Cannot: "What a wrapper script does inside is read lexically; an approval that a person gives outside the repository is not seen.",
	CWE:    []int{250}, OWASP: []string{"NHI5"},
	Check: unconfirmedDestruction,
})

func unconfirmedDestruction(g *graph.Graph) []Finding {
	var found []Finding
	for h := range g.Nodes(graph.Holder) {
		if role := roleOf(h); role == "example" || role == "docs" || role == "test" {
			continue
		}
		for t := range h.Traits(graph.ActsUnasked) {
			if t.Is == graph.Yes {
				found = append(found, unasked(g, h, t))
			}
		}
	}
	return found
}

func unasked(g *graph.Graph, h *graph.Node, t graph.Noted) Finding {
	ss := []Step{{From: h, To: h, Verb: graph.Destroys, Basis: t.Basis(), Locations: placesOf(t.Why), Says: joined(t.Why)}}
	operation := strings.Replace(strings.TrimPrefix(t.Detail, "tools/"), "/", " ", 1)
	f := Finding{
		About: h, Severity: Low,
		Title:     fmt.Sprintf("%s runs with nobody asked (%s)", operation, h.Name),
		Message:   fmt.Sprintf("%s can run %s with nobody asked", h.Name, operation),
		Fix:       "Move it behind a question: `ask` or `deny` in the agent's settings, no flag that skips the prompt in a script, an approval before the job.",
		WrongIf:   "wrong if somebody is asked in a way that no file shows, or the data can be made again",
		Tiers:     []graph.Tier{},
		Locations: firstFile(t.Why),
		Key:       []string{h.Public(), t.Detail},
	}
	if h.Type == "agent" {
		f.Fix = "Move it behind a question: `stagedoor fence` prints the rules for the agent's settings that follow from what is production's here."
	}
	reach, ok := productionReach(g, h)
	if ok {
		ss = append(ss, reach...)
		f.Tiers = []graph.Tier{graph.Production}
		f.Message += "; production is in its reach"
	}
	basis := weakest(ss)
	if ok && !byHand(h, t.Detail) {
		f.Severity = capGuess(High, basis)
	}
	f.Paths = []Path{{Basis: basis, Steps: ss}}
	return f
}

// byHand reports whether an operation is one that a person starts knowing what it
// is: a tool that never asks, in a script that no job and no agent is. An apply
// changes what the code says, and mostly destroys nothing.
func byHand(h *graph.Node, operation string) bool {
	if strings.Contains(operation, " apply") {
		return true
	}
	for n := range within(h) {
		if n.Type == "job" || n.Type == "agent" || n.Type == "mcp_server" {
			return false
		}
	}
	for t := range h.Traits(graph.SkipsQuestion) {
		if t.Is == graph.Yes && t.Detail == operation {
			return false
		}
	}
	return true
}

// productionReach tells how a holder gets to production: it belongs to it, or
// what it can read opens a production store.
func productionReach(g *graph.Graph, h *graph.Node) ([]Step, bool) {
	if m, ok := h.InTier(graph.Production); ok {
		return []Step{membership(m)}, true
	}
	for _, x := range harms(g, h) {
		if x.deletes || x.rows {
			return append(steps(x.path.Steps), membership(x.env)), true
		}
	}
	return nil, false
}
