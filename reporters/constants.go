// SPDX-License-Identifier: Apache-2.0

package reporters

import (
	"maps"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/rules"
)

// Constants lists our own words: what rules and reports say whatever they are
// about, and what the caller adds, such as the catalog's titles. It is for
// [secret.Vault.Search].
func Constants(more ...string) []string {
	words := slices.Concat(more, rules.Severities(), graph.Full.Names(), []string{withheldTitle, "withheld"})
	for _, k := range graph.Kinds() {
		words = append(words, string(k))
	}
	all := rules.All()
	for _, r := range all {
		words = append(words, r.ID, r.Title, r.Why, r.Fix, r.Cannot)
		for s := rules.Note; s <= rules.Critical; s++ {
			d := descriptor(view{}.rule(r.ID), s, descriptorID(r.ID, r.Severity, s))
			words = append(words, d.ID, d.Name, d.Short.Text, d.Full.Text, d.Help.Text, d.Help.Markdown)
		}
	}
	// What reporters say around the findings is rendered rather than listed: each
	// line once, which leaves little.
	lines := map[string]struct{}{}
	for _, specimen := range []Report{{}, specimen(all[0])} {
		for _, r := range All() {
			if out, err := r.render(viewOf(specimen)); err == nil {
				for line := range strings.Lines(string(out)) {
					lines[strings.TrimSpace(line)] = struct{}{}
				}
			}
		}
	}
	words = append(words, strings.Join(slices.Sorted(maps.Keys(lines)), "\n"))
	slices.Sort(words)
	return slices.Compact(words)
}

// specimen is a report that has something of everything and says nothing.
func specimen(r rules.Rule) Report {
	rep := Report{
		Gaps:       []graph.Gap{{Kind: graph.Template}, {Kind: graph.Invalid}, {Kind: graph.Unreadable}, {Kind: graph.TooLarge}, {Kind: graph.Denied}},
		Production: []Reason{{Tier: graph.Production}}, NotCovered: []string{""}, Ignored: 1,
	}
	for s := rules.Critical; s >= rules.Note; s-- {
		f := rules.Finding{Rule: r.ID, Severity: s, Title: r.Title, MorePaths: 1, WrongIf: " ", NotSo: " ", Fix: " "}
		for b := graph.Guessed; b <= graph.Fetched; b++ {
			f.Paths = append(f.Paths, rules.Path{Basis: b, Steps: []rules.Step{{Basis: b, Verb: graph.Opens}}})
		}
		rep.Findings = append(rep.Findings, f)
	}
	return rep
}
