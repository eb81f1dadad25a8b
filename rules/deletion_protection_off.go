// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"fmt"

	"github.com/stagedoor/stagedoor/graph"
)

// DeletionProtectionOff asks which production store can be deleted in one call
// although the vendor offers a lock.
var DeletionProtectionOff = add(Rule{
	ID: "deletion-protection-off", Severity: Medium, About: graph.Store,
	Title: "A production store can be deleted in one API call",
	Why: "The vendor offers a lock that makes a deletion two deliberate calls, and it is off. " +
		"A lock that only Terraform sees (prevent_destroy) does nothing against a token.",
	Fix:    "Switch the provider's own deletion protection on.",
	Cannot: "A store whose setting no file shows is not judged.",
	CWE:    []int{1188},
	Check:  deletionProtectionOff,
})

func deletionProtectionOff(g *graph.Graph) []Finding {
	var found []Finding
	for s := range g.Nodes(graph.Store) {
		off, terraform, ok := lockOff(s)
		if !ok || knownNotPrimary(s) || roleOfStore(s) != "" {
			continue
		}
		severity, tier, why := gradeStore(s, Medium)
		ss := []Step{{From: s, To: s, Verb: graph.Destroys, Basis: off.Basis(), Locations: placesOf(off.Why), Says: joined(off.Why)}}
		if why != nil {
			ss = append(ss, *why)
		}
		f := Finding{
			About: s, Severity: capGuess(severity, weakest(ss)), Sure: weakest(ss),
			Title:     fmt.Sprintf("%s has no deletion protection", storeTitle(s)),
			Message:   fmt.Sprintf("%s can be deleted in one API call: %s", storeTitle(s), joined(off.Why)),
			Fix:       "Switch the provider's own deletion protection on.",
			WrongIf:   "wrong if the setting is changed outside the repository",
			Tiers:     tier,
			Locations: append(firstFile(off.Why), storePlace(s)...),
			Paths:     []Path{{Basis: weakest(ss), Steps: ss}},
			Key:       []string{s.Public()},
		}
		if terraform {
			f.Message += "; the lock that is set is Terraform's own and does not count against a token"
		}
		found = append(found, f)
	}
	return found
}

// lockOff reports whether the API's lock is known to be off, and nothing else
// stops a deletion; terraform says that a lock which only Terraform sees is on.
func lockOff(s *graph.Node) (off graph.Noted, terraform, ok bool) {
	for t := range s.Traits(graph.TraitLock) {
		switch {
		case t.Is == graph.Yes && t.Detail == graph.LockTerraform:
			terraform = true
		case t.Is == graph.Yes, t.Is == graph.Unknown:
			return t, terraform, false
		case t.Is == graph.No && t.Detail == graph.LockAPI:
			off, ok = t, true
		}
	}
	return off, terraform, ok
}
