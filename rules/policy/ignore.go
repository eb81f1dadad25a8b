// SPDX-License-Identifier: Apache-2.0

package policy

import (
	"fmt"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/rules"
)

// A Mark is a comment stagedoor:ignore, as the scanner reads it.
type Mark struct {
	File     string
	Line     int // that it is for
	At       int // where it stands
	Rules    []string
	Until    string // the last day on which it counts; "" for always
	Reasoned bool
	Tracked  bool
	Aside    bool // in a test, an example or a document
}

// The Word is all that the owner has to say about findings.
type Word struct {
	Policy
	Marks    []Mark
	Baseline *Baseline // nil for none
	Today    string    // as 2026-11-26, for what expires; "" lets nothing expire
	Tag      func(f rules.Finding, salt []byte) (string, bool)
	Ran      []rules.Rule // so that nothing is called unused whose rule did not run
}

// Judge takes out what the owner accepts, and adds what of the owner's words has
// no effect.
func (w Word) Judge(found []rules.Finding) (kept []rules.Finding, accepted int) {
	used := make([]bool, len(w.Marks))
	usedEntry := make([]bool, len(w.Accepted))
	for _, f := range found {
		out := false
		for i, m := range w.Marks {
			if w.effect(m) == "" && m.covers(f) {
				used[i], out = true, true
			}
		}
		for i, a := range w.Accepted {
			if w.accepts(a, f) {
				usedEntry[i], out = true, true
			}
		}
		if out || w.Baseline.covers(f, w.Tag) {
			accepted++
			continue
		}
		kept = append(kept, f)
	}
	stale := w.stale(used, usedEntry)
	kept = append(kept, stale...)
	slices.SortStableFunc(kept, rules.Finding.Compare)
	return kept, accepted
}

func (w Word) accepts(a Acceptance, f rules.Finding) bool {
	return a.Rule == f.Rule && strings.HasPrefix(f.Fingerprint(), strings.ToLower(a.Fingerprint)) && !w.past(a.Until) && w.tagged(a.Tag, a.Fingerprint, f)
}

// tagged reports whether a finding is still about the value that was accepted.
func (w Word) tagged(tag, salt string, f rules.Finding) bool {
	if tag == "" || w.Tag == nil {
		return true
	}
	now, ok := w.Tag(f, []byte(salt))
	return !ok || now == tag
}

func (w Word) past(day string) bool { return day != "" && w.Today != "" && day < w.Today }

// covers reports whether a mark is for a finding: one of its rules, at one of its
// own places.
func (m Mark) covers(f rules.Finding) bool {
	return slices.Contains(m.Rules, f.Rule) && slices.ContainsFunc(f.Locations, func(l graph.Location) bool {
		return l.File == m.File && (l.Line == m.Line || l.Line == m.At)
	})
}

// effect says why a mark has none, or "".
func (w Word) effect(m Mark) string {
	unknown := slices.IndexFunc(m.Rules, func(id string) bool {
		_, known := rules.Find(id)
		return !known
	})
	switch {
	case len(m.Rules) == 0:
		return "names no rule; write stagedoor:ignore RULE and a reason"
	case unknown >= 0:
		return "names " + m.Rules[unknown] + ", which is no rule"
	case !m.Reasoned:
		return "gives no reason, and does not count"
	case w.past(m.Until):
		return "expired on " + m.Until
	}
	return ""
}

// stale are the owner's words that have no effect.
func (w Word) stale(used, usedEntry []bool) (all []rules.Finding) {
	for i, m := range w.Marks {
		why := w.effect(m)
		if why == "" && !used[i] && w.ran(m.Rules) {
			why = "fits no finding"
		}
		if why != "" && !m.Aside {
			at := graph.Location{File: m.File, Line: m.At, Column: 1}
			all = append(all, staleFinding("the mark stagedoor:ignore "+strings.Join(m.Rules, ", ")+" "+why, at, m.File+"/"+strings.Join(m.Rules, ",")))
		}
	}
	for i, a := range w.Accepted {
		why := ""
		switch {
		case w.past(a.Until):
			why = "expired on " + a.Until
		case !usedEntry[i] && w.ran([]string{a.Rule}):
			why = "fits no finding, or its secret is another one now"
		}
		if why != "" {
			all = append(all, staleFinding(fmt.Sprintf("the acceptance of %s %s %s", a.Rule, a.Fingerprint, why), graph.Location{File: w.File, Line: a.line, Column: 1}, a.Rule+"/"+a.Fingerprint))
		}
	}
	return all
}

// ran reports whether all of some rules were asked.
func (w Word) ran(ids []string) bool {
	return !slices.ContainsFunc(ids, func(id string) bool {
		return !slices.ContainsFunc(w.Ran, func(r rules.Rule) bool { return r.ID == id })
	})
}

func staleFinding(says string, at graph.Location, key string) rules.Finding {
	r := rules.StaleIgnore
	return rules.Finding{
		Rule: r.ID, Severity: r.Severity, Sure: graph.ReadInFile, Title: says, Message: says, Fix: r.Fix,
		Locations: []graph.Location{at}, Key: []string{key}, Tiers: []graph.Tier{},
	}
}
