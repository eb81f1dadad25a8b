// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"fmt"

	"github.com/stagedoor/stagedoor/graph"
)

// BackupDeletedWithData asks of which production store every backup dies with it.
var BackupDeletedWithData = add(Rule{
	ID: "backup-deleted-with-data", Severity: High, About: graph.Store,
	Title: "Every backup that is seen is deleted together with its data",
	Why: "A backup that lies in the volume, the cluster or the project that it saves is gone with it. " +
		"It helps against a bad migration, not against a deletion.",
	Fix:    outsideCopy,
	Cannot: "A copy that no file mentions, made by hand or from elsewhere, is not seen.",
	CWE:    []int{1188},
	Check:  backupDeletedWithData,
})

const outsideCopy = "Write a copy on a schedule to object storage in another account, with a credential that may add and not delete; then restore from it once."

func backupDeletedWithData(g *graph.Graph) []Finding {
	var found []Finding
	for s := range g.Nodes(graph.Store) {
		if knownNotPrimary(s) || roleOfStore(s) != "" || mayExist(s) {
			continue
		}
		dying, others := copiesOf(s)
		if len(dying) == 0 || others > 0 {
			continue
		}
		severity, tier, why := gradeStore(s, High)
		ss := []Step{}
		if why != nil {
			ss = append(ss, *why)
		}
		for _, l := range dying {
			ss = append(ss, tell(l, ""))
		}
		f := Finding{
			About: s, Sure: weakest(ss),
			Title:     fmt.Sprintf("the backups of %s are deleted with it", storeTitle(s)),
			Message:   fmt.Sprintf("every copy of %s that is seen is deleted with it: %s", storeTitle(s), joined(dying[0].Why)),
			Fix:       outsideCopy,
			WrongIf:   "wrong if a copy is made that " + unmentioned(dying[0].Basis()),
			Tiers:     tier,
			Locations: storePlace(s),
			Paths:     []Path{{Basis: weakest(ss), Steps: ss}},
			Key:       []string{s.Public()},
		}
		if u, ok := undoOf(s); ok {
			f.Message += "; " + u
		}
		if s.Detail(graph.Origin) != "" {
			f.Locations = append(filesIn(dying[0].Why), f.Locations...)
		}
		f.Severity = capGuess(severity, f.Sure)
		found = append(found, f)
	}
	return byOrigin(found)
}

// copiesOf lists the links by which a store's copies are deleted with it, and
// counts the copies that are not.
func copiesOf(s *graph.Node) (dying []*graph.Link, others int) {
	on := map[*graph.Node]bool{s: true}
	for l := range s.In(graph.Destroys) {
		on[l.From] = true // the handle that stands for it
	}
	for l := range s.In(graph.CopyOf) {
		if d := diesWith(l.From, on); d != nil && d.Basis() > graph.Guessed {
			dying = append(dying, d)
		} else {
			others++
		}
	}
	return dying, others
}

// gradeStore weighs a fault of a single store by its environment: full in
// production, one step lower where none is named, low below.
func gradeStore(s *graph.Node, full Severity) (Severity, []graph.Tier, *Step) {
	if m, ok := s.InTier(graph.Production); ok {
		step := membership(m)
		return capGuess(full, m.Basis()), []graph.Tier{graph.Production}, &step
	}
	if m, ok := s.InBelow(); ok {
		step := membership(m)
		return Low, tiers(m.Tier), &step
	}
	return max(full-1, Low), []graph.Tier{}, nil
}

// storePlace is where a store is written; an instance stands where its handle is.
func storePlace(s *graph.Node) []graph.Location {
	if l := s.First(); l.File != "" {
		return []graph.Location{l}
	}
	for l := range s.In(graph.Destroys, graph.Contains) {
		if at := l.From.First(); at.File != "" {
			return []graph.Location{at}
		}
	}
	return nil
}

// undoOf words a store's own undo window, or its handle's.
func undoOf(s *graph.Node) (string, bool) {
	nodes := []*graph.Node{s}
	for l := range s.In(graph.Destroys) {
		nodes = append(nodes, l.From)
	}
	for _, n := range nodes {
		if t, ok := n.Trait(graph.TraitUndo); ok && t.Is == graph.Yes {
			return fmt.Sprintf("a deletion can be taken back for %d h, %s", t.Hours, t.Detail), true
		}
	}
	return "", false
}

// unmentioned says where a copy would have been seen.
func unmentioned(b graph.Basis) string {
	if b == graph.Fetched {
		return "neither the provider's answer nor a file here mentions"
	}
	return "no file here mentions"
}
