// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/rules"
	"github.com/stagedoor/stagedoor/scanners/act"
)

// A credentialUsed is a credential that the graph knows and with which an act runs.
type credentialUsed struct {
	variable string // that holds it; "" for one in the line itself
	node     *graph.Node
	tiers    []graph.Tier // in which it is, or to which it leads
}

// with finds the credentials of the tree among the values with which an act runs:
// equal values, whatever the variable is called.
func (a *answer) with(x act.Act) (all []credentialUsed) {
	for _, c := range x.Carries {
		n := a.credential(c.Value)
		if n == nil || !ofProgram(n, x) || slices.ContainsFunc(all, func(u credentialUsed) bool { return u.node == n }) {
			continue
		}
		all = append(all, credentialUsed{c.Variable, n, rules.TiersOf(a.graph, n)})
	}
	return all
}

// ofProgram reports whether a credential may be meant by the act: a vendor's token
// is not used by another vendor's program.
func ofProgram(n *graph.Node, x act.Act) bool {
	_, p := catalog.ByType(n.Type)
	return p == nil || x.Provider == "" || x.Provider == "tools" || p.ID == x.Provider
}

// says names it, its place and its environments, and never its value.
func (u credentialUsed) says() string {
	in := "in the line itself"
	if u.variable != "" {
		in = "in " + u.variable
	}
	text := "the credential " + in + " is " + rules.Called(u.node)
	if l := u.node.First(); l.File != "" {
		text += fmt.Sprintf(" (%s:%d)", l.File, l.Line)
	}
	if whose := strings.Trim(inTiers(u.tiers), " ()"); whose != "" {
		text += ", of " + whose
	}
	return text
}

// carrying puts the credentials with which an act runs into its effect. One that
// is production's and nothing else's makes the act production's, since that is
// where it acts; of any other it is only told.
func (a *answer) carrying(t *effect, in graph.Tier) {
	t.with = a.with(t.act)
	for _, u := range t.with {
		only := slices.Equal(u.tiers, []graph.Tier{graph.Production})
		if only && t.act.Kind != act.Unread && t.outcome.Verdict != rules.Production && t.deed.Production == "" {
			t.deed.Production = u.says()
			t.outcome = t.deed.What(a.graph)
			t.code, t.says = judged(t.outcome, in), t.outcome.Says(t.deed)
			return
		}
		if t.code == exitPartial && t.outcome.Verdict != rules.Production && slices.Contains(u.tiers, graph.Production) {
			t.says += "; " + u.says()
			return
		}
	}
}

// ofProduction reports whether an act runs with a credential that is production's,
// or leads there: that is told of a program, too, of which nothing is known.
func (t effect) ofProduction() bool {
	return slices.ContainsFunc(t.with, func(u credentialUsed) bool { return slices.Contains(u.tiers, graph.Production) })
}
