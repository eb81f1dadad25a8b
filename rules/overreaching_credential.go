// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"fmt"
	"slices"

	"github.com/stagedoor/stagedoor/graph"
)

// OverreachingCredential asks which credential opens far more than its place and
// use need.
var OverreachingCredential = add(Rule{
	ID: "overreaching-credential", Severity: High, About: graph.Credential,
	Title: "A credential opens far more than its use needs",
	Why: "The token of the incident was made to add and remove custom domains, and could delete every volume of the account. " +
		"Nobody sees that from the variable's name.",
	Fix:    "Replace it by the narrowest kind that the vendor offers, or put what it is for into an account of its own.",
	Cannot: "What it is used for is read from commands beside it; a use outside the repository is not seen.",
	CWE:    []int{250}, OWASP: []string{"NHI5"},
	Check: overreachingCredential,
})

func overreachingCredential(g *graph.Graph) []Finding {
	var found []Finding
	for _, kind := range []graph.Kind{graph.Credential, graph.Slot} {
		for n := range g.Nodes(kind) {
			wide, ok := n.Trait(graph.Wide)
			if !ok || wide.Is != graph.Yes || nobodys(n) || toldByValue(n) {
				continue
			}
			if f, ok := overreach(g, n, wide); ok {
				found = append(found, f)
			}
		}
	}
	return found
}

// toldByValue reports whether a variable's value is known, so that the finding
// is told of the credential instead.
func toldByValue(n *graph.Node) bool {
	return n.Kind == graph.Slot && n.HasOut(graph.Holds)
}

func overreach(g *graph.Graph, n *graph.Node, wide graph.Noted) (Finding, bool) {
	uses := narrowUses(n)
	lower, inOne := oneEnvironment(n)
	if len(uses) == 0 && (!inOne || opensOnly(g, n, lower.Tier)) {
		return Finding{}, false
	}
	var ss []Step
	for l := range n.In(graph.Holds, graph.Reads) {
		if l.From.Kind == graph.Holder {
			ss = append(ss, tell(l, "it is here"))
			break
		}
	}
	if len(ss) == 0 {
		return Finding{}, false
	}
	holder := n
	use := ""
	for _, u := range uses {
		ss = append(ss, Step{From: holder, To: holder, Verb: graph.Opens, Basis: u.Basis(), Locations: placesOf(u.Why), Says: "it is used for this: " + u.Detail})
		use = u.Detail
	}
	ss = append(ss, Step{From: n, To: n, Verb: graph.Opens, Basis: wide.Basis(), Locations: placesOf(wide.Why), Says: "its kind opens " + wide.Detail})
	why := "used only for " + use
	if use == "" {
		why = "used in " + lower.Env.Name + " only"
	}
	severity := Medium
	if n.Detail(graph.Narrower) != "" {
		severity = High
	}
	basis := weakest(ss)
	return Finding{
		About: n, Severity: capGuess(severity, basis), Sure: basis,
		Title:     fmt.Sprintf("%s is %s, and opens %s", n.Name, why, wide.Detail),
		Message:   fmt.Sprintf("the %s is %s, but its kind opens %s", called(n), why, wide.Detail),
		Fix:       advice(n, "use a separate workspace or account for this purpose"),
		WrongIf:   "wrong if the credential is of a narrower kind than its name says, or has other uses that no file shows",
		Locations: ss[0].Locations,
		Paths:     []Path{{Basis: basis, Steps: ss}},
		Key:       []string{n.Public()},
	}, true
}

// wideUses are classes of work that need a wide credential, or that nobody has
// judged: a credential with one of them is not overreaching by its use.
var wideUses = []string{"destroy", "infrastructure", "migrate", "access", "branch", "kubeconfig", "other"}

// narrowUses lists the classes of narrow work that are seen, if no other use is.
// To deploy counts as narrow only where the vendor offers a kind for it.
func narrowUses(n *graph.Node) []graph.Noted {
	var uses []graph.Noted
	for u := range n.Traits(graph.UsedFor) {
		switch {
		case u.Is != graph.Yes:
		case slices.Contains(wideUses, u.Detail), u.Detail == "deploy" && n.Detail(graph.Narrower) == "":
			return nil
		default:
			uses = append(uses, u)
		}
	}
	return uses
}

// opensOnly reports whether the provider's API lists all that a credential opens,
// and all of it is a tier's: a wide kind, in an account that is as narrow as its
// use.
func opensOnly(g *graph.Graph, n *graph.Node, tier graph.Tier) bool {
	for l := range n.Out(graph.Opens) {
		if l.Basis() != graph.Fetched && l.Why.Basis() != graph.Fetched {
			return false
		}
	}
	stores := 0
	for s := range g.Reach(n) {
		if s.Kind != graph.Store {
			continue
		}
		stores++
		ms := s.Environments()
		if len(ms) == 0 || slices.ContainsFunc(ms, func(m graph.Membership) bool { return m.Tier != tier }) {
			return false
		}
	}
	return stores > 0
}

// oneEnvironment reports whether everything that can read a credential serves
// one tier below production.
func oneEnvironment(n *graph.Node) (graph.Membership, bool) {
	ms := n.Environments()
	if len(ms) == 0 || !ms[0].Tier.Below() || ms[0].Basis() == graph.Guessed {
		return graph.Membership{}, false
	}
	same := func(m graph.Membership) bool { return m.Tier == ms[0].Tier }
	return ms[0], !slices.ContainsFunc(ms, func(m graph.Membership) bool { return !same(m) })
}
