// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/stagedoor/stagedoor/graph"
)

// ProductionBlastPath is the story of the incident of April 2026: a credential
// where staging, an agent or everyone with the repository can read it, with the
// power to destroy production data.
var ProductionBlastPath = add(Rule{
	ID: "production-blast-path", Severity: Critical, About: graph.Credential,
	Title: "A credential in easy reach can destroy production data",
	Why: "Whoever works on staging, and every agent that works for them, can read this credential, and one call with it can destroy production data. " +
		"In April 2026 an agent deleted a production volume this way in nine seconds; its backups lay inside the volume.",
	Fix:    ownCredential,
	Cannot: "Without --live no API is asked: whether the credential is still valid, what a policy at the provider forbids, and copies that no file mentions are not seen.",
	CWE:    []int{653, 250}, OWASP: []string{"NHI8", "NHI5"},
	Check: productionBlastPath,
})

const ownCredential = "Give each environment a credential of its own, as narrow as its use, and keep a copy of the data where this credential cannot delete it."

func productionBlastPath(g *graph.Graph) []Finding {
	var found []Finding
	for _, kind := range []graph.Kind{graph.Credential, graph.Slot, graph.Identity} {
		for n := range g.Nodes(kind) {
			if nobodys(n) || n.Type == "variable" {
				continue
			}
			ps := places(n)
			if len(ps) == 0 {
				continue
			}
			if hs := harms(g, n); len(hs) > 0 {
				if f, ok := blastPath(n, ps, hs); ok {
					found = append(found, f)
				}
			}
		}
	}
	return found
}

// A telling is one way to tell the story: from a place, to a store.
type telling struct {
	place
	harm
	story    Path
	severity Severity
}

// tellings chooses, for each place, the worst thing that can be done from there,
// and counts the rest.
func tellings(n *graph.Node, ps []place, hs []harm) (best []telling, more int) {
	for _, p := range ps {
		if p.tier == graph.Production && p.rank != 2 {
			continue
		}
		var worst *telling
		for _, h := range hs {
			t := telling{p, h, story(n, p, h), 0}
			t.severity = capGuess(h.severity(), t.story.Basis)
			switch {
			case !h.deletes && !h.rows && (t.story.Basis == graph.Guessed || n.Kind != graph.Credential):
				continue // two things are not known: what it may do, and what it opens or which value it is
			case worst == nil || t.severity > worst.severity:
				if worst != nil {
					more++
				}
				worst = &t
			default:
				more++
			}
		}
		if worst != nil {
			best = append(best, *worst)
		}
	}
	slices.SortStableFunc(best, func(a, b telling) int {
		return cmp.Or(cmp.Compare(b.severity, a.severity), cmp.Compare(b.story.Basis, a.story.Basis),
			cmp.Compare(a.rank, b.rank), a.link.Why[0].At.Compare(b.link.Why[0].At))
	})
	return best, more
}

// blastPath tells one finding for a credential: the worst first, one path for
// each place.
func blastPath(n *graph.Node, ps []place, hs []harm) (f Finding, ok bool) {
	ts, more := tellings(n, ps, hs)
	if len(ts) == 0 {
		return f, false
	}
	from, best := ts[0].place, ts[0].harm
	f = Finding{About: n, Severity: ts[0].severity, MorePaths: more}
	for _, t := range ts {
		f.Paths = append(f.Paths, t.story)
	}
	f.Title = fmt.Sprintf("%s %s production %s", n.Name, best.does(), storeTitle(best.store))
	f.Message = fmt.Sprintf("%s %s the %s (%s), which %s production %s; %s", from.who, comesBy(n), called(n),
		from.at(), best.does(), storeTitle(best.store), best.left())
	if u := best.undo(); u != "" {
		f.Message += "; " + u
	}
	if t, ok := n.Trait(graph.NeverExpires); ok && t.Is == graph.Yes {
		f.Message += "; the credential never expires: " + joined(t.Why)
	}
	switch {
	case len(hs) == 2:
		f.Message += "; 1 more production store is in its reach"
	case len(hs) > 2:
		f.Message += fmt.Sprintf("; %d more production stores are in its reach", len(hs)-1)
	}
	f.Fix = advice(n, ownCredential)
	f.WrongIf = "wrong if " + from.at() + " belongs to production only, or " + best.store.Name + " is not production's"
	if opens := byPolicy(best.path.Steps); opens != nil {
		f.WrongIf += ", or " + limitsBeyond(opens.Basis())
	}
	f.Tiers = tiers(from.tier, graph.Production)
	f.Locations = firstFile(from.link.Why)
	f.Key = []string{n.Public(), best.store.Public(), string(from.tier) + ">production"}
	return f, true
}

// story tells the whole way: who reads what, where, what it opens, what is
// deleted, and what becomes of the copies.
func story(n *graph.Node, p place, h harm) Path {
	ss := steps(p.before)
	holds := tell(p.link, "")
	holds.Says = fmt.Sprintf("%s %s it here: %s", p.who, comesBy(n), p.why)
	ss = append(ss, holds)
	ss = append(ss, steps(h.path.Steps)...)
	env := membership(h.env)
	ss = append(ss, env)
	told := len(ss) // what becomes of copies lowers nothing
	if h.deletes || !h.rows {
		for _, l := range h.dying {
			s := tell(l, "")
			if u := h.undo(); u != "" {
				s.Says += "; " + u
			}
			ss = append(ss, s)
		}
	}
	if h.off != nil {
		ss = append(ss, Step{From: h.store, To: h.store, Verb: graph.Destroys, Basis: h.off.Basis(), Locations: placesOf(h.off.Why), Says: joined(h.off.Why)})
	}
	basis := weakest(ss[:told], p.basis)
	return Path{Basis: basis, Steps: ss}
}

// comesBy is how somebody gets at it: an identity is no text that could be read.
func comesBy(n *graph.Node) string {
	if n.Kind == graph.Identity {
		return "can speak as"
	}
	return "can read"
}

// unseenLimits is what a declared policy does not show.
const unseenLimits = "a service control policy, a permissions boundary or a resource's own policy that is not in the repository forbids it"

// unreadLimits is what a provider's answer on identities does not show.
const unreadLimits = "the store's own policy, or a service control policy that could not be read, forbids it"

// limitsBeyond is what could forbid more than the policies that were seen.
func limitsBeyond(b graph.Basis) string {
	if b == graph.Fetched {
		return unreadLimits
	}
	return unseenLimits
}

// byPolicy returns the permission that opens the store, where one that is declared
// or answered does.
func byPolicy(steps []*graph.Link) *graph.Link {
	for _, l := range steps {
		if l.Verb == graph.Opens && l.From.Kind == graph.Identity && l.Power != 0 && !l.From.IsType("kubernetes") { // whose roles are all there is
			return l
		}
	}
	return nil
}
