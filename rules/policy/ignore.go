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
	usedEntry, usedShared := make([]bool, len(w.Accepted)), make([]bool, len(w.Shared))
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
		for i, o := range w.Shared {
			if onPurpose(o, f) {
				usedShared[i], out = true, true
			}
		}
		f, off := w.set(f)
		if out || off || w.Baseline.covers(f, w.Tag) {
			accepted++
			continue
		}
		kept = append(kept, f)
	}
	stale := append(w.stale(used, usedEntry), w.unshared(usedShared)...)
	kept = append(kept, stale...)
	slices.SortStableFunc(kept, rules.Finding.Compare)
	return kept, accepted
}

func (w Word) accepts(a Acceptance, f rules.Finding) bool {
	digits, tag, _ := strings.Cut(strings.ToLower(a.Fingerprint), ":")
	return a.Rule == f.Rule && strings.HasPrefix(f.Fingerprint(), digits) && !w.past(a.Until) && w.tagged(tag, f)
}

// tagged reports whether a finding is still about the value that was accepted.
func (w Word) tagged(tag string, f rules.Finding) bool {
	if tag == "" || w.Tag == nil {
		return true
	}
	now, ok := w.Tag(f, LineSalt(f))
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

// set gives a finding the severity that the owner gives its rule; off where the
// rule is turned off.
func (w Word) set(f rules.Finding) (set rules.Finding, off bool) {
	for _, r := range w.Rules {
		if r.Rule != f.Rule {
			continue
		}
		if s, ok := rules.ParseSeverity(r.Severity); ok {
			f.Severity = s
		}
		off = off || r.Off
	}
	return f, off
}

// onPurpose reports whether a finding says of a thing only that it serves several
// environments, which the owner wants.
func onPurpose(o Shared, f rules.Finding) bool {
	if f.Rule != rules.SpanningDataStore.ID || f.About == nil {
		return false
	}
	return slices.ContainsFunc(f.About.Names, func(name string) bool { return Match(o.Name, name) })
}

func (w Word) unshared(used []bool) (all []rules.Finding) {
	for i, o := range w.Shared {
		if !used[i] && w.ran([]string{rules.SpanningDataStore.ID}) {
			all = append(all, staleFinding("nothing that is called "+o.Name+" serves several environments", graph.Location{File: w.File, Line: o.line, Column: 1}, "shared/"+o.Name))
		}
	}
	return all
}
