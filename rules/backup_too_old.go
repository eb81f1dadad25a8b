// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"fmt"
	"slices"

	"github.com/stagedoor/stagedoor/graph"
)

// BackupTooOld asks which backups are switched off, kept too short or made too
// seldom; declared or fetched, never assumed.
var BackupTooOld = add(Rule{
	ID: "backup-too-old", Severity: Medium, About: graph.Store,
	Title:  "Backups are suspended, or kept for less than a week",
	Why:    "After the incident the newest copy within reach was three months old. A fault that nobody sees for a few days outlives a short retention.",
	Fix:    "Keep copies for at least seven days, on a schedule that runs, and look at the date of the newest one.",
	Cannot: "Only declared and fetched schedules are judged; the age of a copy is known from an API only.",
	CWE:    []int{1188},
	Check:  backupTooOld,
})

const week = 7 * 24

func backupTooOld(g *graph.Graph) []Finding {
	var found []Finding
	for s := range g.Nodes(graph.Store) {
		if knownNotPrimary(s) || roleOfStore(s) != "" || mayExist(s) {
			continue
		}
		nodes := []*graph.Node{s}
		for l := range s.In(graph.CopyOf) {
			nodes = append(nodes, l.From)
		}
		if slices.ContainsFunc(nodes[1:], lasting) {
			continue // other copies are kept for less, or are older, beside it
		}
		for _, n := range nodes {
			if says, note, ok := stale(n); ok {
				found = append(found, tooOld(s, says, note))
				break
			}
		}
	}
	return byOrigin(found)
}

// lasting reports whether copies are known to be kept for long enough, and nothing
// speaks against them.
func lasting(n *graph.Node) bool {
	if _, _, old := stale(n); old || mayExist(n) || n.Is(graph.Skippable) {
		return false
	}
	t, ok := n.Trait(graph.Retention)
	return ok && t.Is == graph.Yes && t.Hours >= week && t.Basis() >= graph.ReadInFile
}

func stale(n *graph.Node) (string, graph.Noted, bool) {
	if t, ok := n.Trait(graph.Suspended); ok && t.Is == graph.Yes {
		return "their schedule is suspended", t, true
	}
	if t, ok := n.Trait(graph.Retention); ok && t.Is == graph.Yes && t.Hours > 0 && t.Hours < week && t.Basis() >= graph.ReadInFile {
		return "they are kept for " + days(t.Hours), t, true
	}
	if t, ok := n.Trait(graph.BackupSchedule); ok && t.Is == graph.Yes && t.Hours > week && t.Basis() >= graph.ReadInFile {
		return "they are made every " + days(t.Hours), t, true
	}
	if t, ok := n.Trait(graph.NewestCopy); ok && t.Is == graph.Yes && t.Hours > week {
		return "the newest is " + days(t.Hours) + " old", t, true
	}
	return "", graph.Noted{}, false
}

func days(hours int) string {
	switch {
	case hours == 1:
		return "1 hour"
	case hours < 24:
		return fmt.Sprintf("%d hours", hours)
	case hours < 48:
		return "1 day"
	}
	return fmt.Sprintf("%d days", hours/24)
}

func tooOld(s *graph.Node, says string, note graph.Noted) Finding {
	severity, tier, why := gradeStore(s, Medium)
	ss := []Step{{From: s, To: s, Verb: graph.CopyOf, Basis: note.Basis(), Locations: placesOf(note.Why), Says: says}}
	if why != nil {
		ss = append(ss, *why)
	}
	return Finding{
		About: s, Severity: severity, Sure: weakest(ss),
		Title:     fmt.Sprintf("the backups of %s: %s", storeTitle(s), says),
		Message:   fmt.Sprintf("%s has backups, but %s", storeTitle(s), says),
		Fix:       "Keep copies for at least seven days, on a schedule that runs.",
		WrongIf:   "wrong if other copies are made that " + unmentioned(note.Basis()),
		Tiers:     tier,
		Locations: append(filesIn(note.Why), storePlace(s)...),
		Paths:     []Path{{Basis: weakest(ss), Steps: ss}},
		Key:       []string{s.Public()},
	}
}
