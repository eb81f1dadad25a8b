// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/rules"
	"github.com/stagedoor/stagedoor/scanners/providers"
)

// This file is what stands at the end of a report: what was not looked at, and
// the command that would make a guess a fact.

// notCovered says what was not looked at.
func notCovered(g *graph.Graph, live []string, history bool) []string {
	asked := strings.Join(slices.Compact(slices.Sorted(slices.Values(live))), ", ")
	var lines []string
	switch {
	case asked == "" && !history:
		lines = []string{"provider APIs (offline) and the git history"}
	case asked == "":
		lines = []string{"provider APIs (offline)"}
	case !history:
		lines = []string{"the git history, and the APIs of other providers than " + asked}
	default:
		lines = []string{"the APIs of other providers than " + asked}
	}
	unseen := 0
	for s := range g.Nodes(graph.Store) {
		if s.Is(graph.PrimaryData) && !copiesTold(s) {
			unseen++
		}
	}
	if unseen > 0 {
		stores := "stores that hold"
		if unseen == 1 {
			stores = "store that holds"
		}
		lines = append(lines, fmt.Sprintf("backups of %d %s primary data: none is declared here, which says nothing about the provider", unseen, stores))
	}
	return lines
}

// copiesTold reports whether anything is said of a store's copies, or of those of
// the server or cluster that it lies in.
func copiesTold(s *graph.Node) bool {
	told := func(n *graph.Node) bool {
		_, off := n.Trait(graph.BackupsOff)
		return off || n.HasIn(graph.CopyOf) || n.Is(graph.CopiesDeclared)
	}
	if told(s) {
		return true
	}
	for l := range s.In(graph.Contains) {
		if l.From.Kind == graph.Store && told(l.From) {
			return true
		}
	}
	return false
}

// next is the command that would make a guess a fact: which environment a place
// belongs to where that is guessed, else what a provider says of the worst finding
// that it was not asked about.
func next(found []rules.Finding, a *answer) string {
	for _, f := range found {
		if f.Basis() == graph.Guessed && f.Severity >= rules.Medium && f.First().File != "" {
			return "stagedoor environments " + f.First().File
		}
	}
	for _, f := range found {
		if f.Severity < rules.Medium || f.Basis() == graph.Fetched {
			continue
		}
		for _, n := range involved(f) {
			p, ok := providers.Find(catalog.ProviderOf(n.Type))
			if ok && !slices.Contains(a.live, p.Title) {
				return fmt.Sprintf("stagedoor scan --live %s (with %s)", p.Name, p.Variables[0])
			}
		}
	}
	return ""
}

// involved are the stores, scopes and slots of a finding, its own thing first.
func involved(f rules.Finding) (all []*graph.Node) {
	add := func(n *graph.Node) {
		if n != nil && (n.Kind == graph.Store || n.Kind == graph.Scope || n.Kind == graph.Slot) {
			all = append(all, n)
		}
	}
	add(f.About)
	for _, p := range f.Paths {
		for _, s := range p.Steps {
			add(s.From)
			add(s.To)
		}
	}
	return all
}
