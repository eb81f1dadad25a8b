// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"fmt"

	"github.com/stagedoor/stagedoor/graph"
)

// NoBackup asks which primary data has no backup; absence must be declared,
// documented or read from a complete list.
var NoBackup = add(Rule{
	ID: "no-backup", Severity: Medium, About: graph.Store,
	Title:  "Primary data without any backup",
	Why:    "One call, one bad migration or one failed disk, and there is nothing to restore from.",
	Fix:    outsideCopy,
	Cannot: "That no backup is seen is not enough for this finding: absence must be declared, documented by the vendor, or read from a complete list.",
	CWE:    []int{1188},
	Check:  noBackup,
})

func noBackup(g *graph.Graph) []Finding {
	var found []Finding
	for s := range g.Nodes(graph.Store) {
		off, ok := s.Trait(graph.BackupsOff)
		if !ok || off.Is != graph.Yes || off.Basis() == graph.Guessed || !s.Is(graph.PrimaryData) || roleOfStore(s) != "" || mayExist(s) || anyCopy(s) {
			continue
		}
		severity, tier, why := gradeStore(s, Medium)
		ss := []Step{{From: s, To: s, Verb: graph.CopyOf, Basis: off.Basis(), Locations: placesOf(off.Why), Says: joined(off.Why)}}
		if why != nil {
			ss = append(ss, *why)
		}
		found = append(found, Finding{
			About: s, Severity: severity, Sure: weakest(ss),
			Title:     fmt.Sprintf("%s has no backup", storeTitle(s)),
			Message:   fmt.Sprintf("%s holds primary data and has no backup: %s", storeTitle(s), joined(off.Why)),
			Fix:       outsideCopy,
			WrongIf:   "wrong if a copy is made that " + unmentioned(off.Basis()) + ", or the data can be made again",
			Tiers:     tier,
			Locations: append(filesIn(off.Why), storePlace(s)...),
			Paths:     []Path{{Basis: weakest(ss), Steps: ss}},
			Key:       []string{s.Public()},
		})
	}
	return byOrigin(found)
}

// anyCopy reports whether a copy is seen, apart from one that is only made on the
// way out.
func anyCopy(s *graph.Node) bool {
	for l := range s.In(graph.CopyOf) {
		if !l.From.Is(graph.Skippable) {
			return true
		}
	}
	return false
}
