// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"fmt"
	"slices"

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
		off, tool, ok := lockOff(s)
		if !ok || !worthALock(s) || roleOfStore(s) != "" || mayExist(s) {
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
			Fix:       advice(s, "Switch the provider's own deletion protection on."),
			WrongIf:   "wrong if the setting is changed outside the repository",
			Tiers:     tier,
			Locations: append(filesIn(off.Why), storePlace(s)...),
			Paths:     []Path{{Basis: weakest(ss), Steps: ss}},
			Key:       []string{s.Public()},
		}
		if off.Basis() == graph.Fetched {
			f.WrongIf = "wrong if it has been switched on since the provider answered"
		}
		for t := range s.Traits(graph.TraitLock) {
			if _, overruled := s.Overrules(t); overruled && t.Is == graph.Yes {
				f.Message += "; " + at(t.Why[0].At) + " says that it is on, and the provider's answer counts"
				f.Locations = append(filesIn(t.Why), f.Locations...)
				break
			}
		}
		if len(off.Why) > 0 && len(f.Locations) > 0 && off.Why[0].Says != "" && !slices.Contains(storePlace(s), f.First()) {
			f.setting = []string{f.First().File, off.Why[0].Says}
		}
		if tool != "" {
			f.Message += "; " + tool + ", but that binds only the tool that applies these files, and no token"
		}
		found = append(found, f)
	}
	return byOrigin(found)
}

// worthALock reports whether a store is known to hold primary data, or was not
// declared in a format whose catalog would say so: a server's disk mostly holds
// nothing that is missed.
func worthALock(s *graph.Node) bool {
	if s.Detail(graph.Origin) != "" {
		return s.Is(graph.PrimaryData)
	}
	return !knownNotPrimary(s)
}

// lockOff reports whether the API's lock is known to be off, and nothing else
// stops a deletion; tool says which lock is on that only Terraform, or another
// tool that applies the files, sees.
func lockOff(s *graph.Node) (off graph.Noted, tool string, ok bool) {
	for t := range s.Traits(graph.TraitLock) {
		_, overruled := s.Overrules(t)
		switch {
		case t.Detail == graph.LockTerraform:
			if t.Is == graph.Yes && tool == "" {
				tool = firstSays(t.Why)
			}
		case overruled:
		case t.Is == graph.Yes, t.Is == graph.Unknown:
			return t, tool, false
		case t.Is == graph.No && t.Detail == graph.LockAPI && !ok:
			off, ok = t, true
		}
	}
	return off, tool, ok
}
