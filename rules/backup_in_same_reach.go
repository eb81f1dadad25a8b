// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"fmt"
	"slices"

	"github.com/stagedoor/stagedoor/graph"
)

// BackupInSameReach asks where copies outlive their store, and one credential
// can delete both.
var BackupInSameReach = add(Rule{
	ID: "backup-in-same-reach", Severity: Medium, About: graph.Store,
	Title:  "One credential can delete a production store and its surviving copies",
	Why:    "Copies that outlive the store help against an accident, not against whoever holds this credential: it takes two calls instead of one.",
	Fix:    "Keep the copies in an account, or behind a lock, that this credential cannot reach.",
	Cannot: "What a policy at the provider forbids is not seen.",
	CWE:    []int{653}, OWASP: []string{"NHI5"},
	Check: backupInSameReach,
})

func backupInSameReach(g *graph.Graph) []Finding {
	byStore := map[*graph.Node]*Finding{}
	told := map[*graph.Node][]*graph.Node{} // who is told of a store
	var order []*graph.Node
	for _, kind := range []graph.Kind{graph.Credential, graph.Slot, graph.Identity} {
		for c := range g.Nodes(kind) {
			if nobodys(c) || c.Type == "variable" || kind == graph.Identity && (!c.HasIn(graph.SpeaksAs) || ofThePlatform(c)) {
				continue // an identity counts where somebody is seen to speak as it
			}
			for _, h := range harms(g, c) {
				if !h.deletes || len(h.reachable) == 0 || len(h.surviving) > 0 || spokenFor(c, told[h.store]) {
					continue
				}
				told[h.store] = append(told[h.store], c)
				if byStore[h.store] == nil {
					byStore[h.store] = sameReach(h)
					order = append(order, h.store)
				}
				f := byStore[h.store]
				ss := append(steps(h.path.Steps), membership(h.env))
				f.Paths = append(f.Paths, Path{Basis: weakest(ss), Steps: ss})
				if len(f.Paths) > 1 {
					f.Message += ","
				}
				f.Message += " " + c.Name
			}
		}
	}
	var found []Finding
	for _, s := range order {
		found = append(found, *byStore[s])
	}
	return found
}

// ofThePlatform reports whether only what runs in a cluster, and nothing below
// production, speaks as an account of the cluster: operators and backup tools have
// both data and copies in reach, since that is their work.
func ofThePlatform(identity *graph.Node) bool {
	for l := range identity.In(graph.SpeaksAs) {
		if _, below := l.From.InBelow(); below || l.From.Kind != graph.Holder {
			return false
		}
	}
	return identity.IsType("kubernetes")
}

// spokenFor reports whether one of the told speaks as an identity.
func spokenFor(identity *graph.Node, told []*graph.Node) bool {
	for l := range identity.In(graph.SpeaksAs) {
		if slices.Contains(told, l.From) {
			return true
		}
	}
	return false
}

func sameReach(h harm) *Finding {
	return &Finding{
		About: h.store, Severity: Medium,
		Title:     fmt.Sprintf("%s and its copies can be deleted by one credential", storeTitle(h.store)),
		Message:   fmt.Sprintf("%s and the copies that outlive it (%s) are all in reach of", storeTitle(h.store), names(h.reachable)),
		Fix:       "Keep the copies in an account, or behind a lock, that this credential cannot reach.",
		WrongIf:   "wrong if a policy at the provider keeps the credential from the copies",
		Tiers:     []graph.Tier{graph.Production},
		Locations: storePlace(h.store),
		Key:       []string{h.store.Public()},
	}
}
