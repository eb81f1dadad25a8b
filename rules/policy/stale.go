// SPDX-License-Identifier: Apache-2.0

package policy

import (
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/rules"
)

// This file says which of the owner's words have no effect, so that nobody believes
// that they have one.

func (h *hearing) stale() (all []rules.Finding) {
	for i, m := range h.Marks {
		why := h.effect(m)
		switch {
		case why != "":
		case h.marks[i] == refused:
			why = h.beyond()
		case h.marks[i] == unused && h.ran(m.Rules):
			why = "fits no finding"
		}
		if why != "" && !m.Aside {
			at := graph.Location{File: m.File, Line: m.At, Column: 1}
			all = append(all, staleFinding("the mark stagedoor:ignore "+strings.Join(m.Rules, ", ")+" "+why, at, m.File+"/"+strings.Join(m.Rules, ",")))
		}
	}
	for i, a := range h.Accepted {
		why := ""
		switch {
		case h.past(a.Until):
			why = "expired on " + a.Until
		case h.accepted[i] == refused:
			why = h.beyond()
		case h.accepted[i] == unused && !h.Part && h.ran([]string{a.Rule}) && h.seen(a.Fingerprint):
			why = "fits no finding, or its secret is another one now"
		}
		if why != "" {
			all = append(all, staleWord(a.Def, fmt.Sprintf("the acceptance of %s %s %s", a.Rule, a.Fingerprint, why), a.Rule+"/"+a.Fingerprint))
		}
	}
	for i, o := range h.Shared {
		switch {
		case h.shared[i] == refused:
			all = append(all, staleWord(o.Def, "that "+o.Name+" is shared on purpose "+h.beyond(), "shared/"+o.Name))
		case h.shared[i] == unused && !h.Part && h.ran([]string{rules.SpanningDataStore.ID}):
			all = append(all, staleWord(o.Def, "nothing that is called "+o.Name+" serves several environments", "shared/"+o.Name))
		}
	}
	for i, r := range h.Rules {
		if h.rules[i] == refused {
			all = append(all, staleWord(r.Def, "the setting of "+r.Rule+" "+h.beyond(), "rule/"+r.Rule))
		}
	}
	for _, m := range h.overruled {
		all = append(all, staleWord(m.At, m.Says, "overruled/"+m.Says))
	}
	return append(all, h.staleEntries()...)
}

// beyond says that the limit keeps a word from counting.
func (h *hearing) beyond() string {
	return fmt.Sprintf("does not count for findings above %s: %s allows no more", h.Limit.AtMost, h.Limit.Def.Filename)
}

// staleEntries are the entries of the baseline without effect, all of a sort in one
// finding: there may be thousands.
func (h *hearing) staleEntries() (all []rules.Finding) {
	if h.Baseline == nil {
		return nil
	}
	expired, gone, beyond := 0, 0, 0
	for i, e := range h.Baseline.Findings {
		switch {
		case h.past(e.Until):
			expired++
		case h.entries[i] == refused:
			beyond++
		case h.entries[i] == unused && !h.Part && h.ran([]string{e.Rule}) && e.expected(h.Word):
			gone++
		}
	}
	say := func(n int, key, one, many, rest string) {
		if n == 0 {
			return
		}
		says := fmt.Sprintf("%d entries of the baseline %s", n, many)
		if n == 1 {
			says = "an entry of the baseline " + one
		}
		all = append(all, staleFinding(says+rest, graph.Location{File: h.Baseline.File, Line: 1, Column: 1}, "baseline/"+key))
	}
	say(expired, "expired", "expired", "expired", "; `stagedoor baseline check` says which")
	say(gone, "unused", "covers nothing any more", "cover nothing any more", "; `stagedoor baseline prune` takes out what covers nothing")
	if beyond > 0 {
		limit := fmt.Sprintf(" not count for findings above %s: %s allows no more", h.Limit.AtMost, h.Limit.Def.Filename)
		say(beyond, "beyond", "does", "do", limit)
	}
	return all
}

// ran reports whether all of some rules were asked.
func (w Word) ran(ids []string) bool {
	for _, id := range ids {
		found := false
		for _, r := range w.Ran {
			found = found || r.ID == id
		}
		if !found {
			return false
		}
	}
	return true
}

func staleWord(def hcl.Range, says, key string) rules.Finding {
	at := place(def)
	at.Column = 1
	return staleFinding(says, at, key)
}

func staleFinding(says string, at graph.Location, key string) rules.Finding {
	r := rules.StaleIgnore
	return rules.Finding{
		Rule: r.ID, Severity: r.Severity, Sure: graph.ReadInFile, Title: says, Message: says, Fix: r.Fix,
		Locations: []graph.Location{at}, Key: []string{key}, Tiers: []graph.Tier{},
	}
}
