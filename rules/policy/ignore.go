// SPDX-License-Identifier: Apache-2.0

package policy

import (
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
	Tracked  bool         // only files that git knows are there: in CI, and of a commit
	Part     bool         // a part of the repository was read: nothing is called unused that may be for the rest
	Live     bool         // providers were asked
	History  bool         // the git history was read
}

// Judge takes out what the owner accepts, and adds what of the owner's words has
// no effect. What lies above the limit ([Limit]) only the organisation can accept.
func (w Word) Judge(found []rules.Finding) (kept []rules.Finding, out int) {
	h := hearing{
		Word: w, marks: make([]heard, len(w.Marks)), accepted: make([]heard, len(w.Accepted)),
		shared: make([]heard, len(w.Shared)), rules: make([]heard, len(w.Rules)),
	}
	h.cover = w.cover(w.Baseline, found)
	h.entries = make([]heard, len(h.cover.used))
	for _, f := range found {
		if f, gone := h.judge(f); gone {
			out++
		} else {
			kept = append(kept, f)
		}
	}
	kept = append(kept, h.stale()...)
	slices.SortStableFunc(kept, rules.Finding.Compare)
	return kept, out
}

// heard is what became of one of the owner's words.
type heard uint8

const (
	unused  heard = iota
	refused       // it would count, were it not for the limit
	counted
)

// A hearing is one run of [Word.Judge].
type hearing struct {
	Word
	cover *cover

	marks, accepted, shared, rules, entries []heard
}

// judge says what becomes of one finding.
func (h *hearing) judge(f rules.Finding) (judged rules.Finding, gone bool) {
	f, gone = h.set(f, true)
	over := h.over(f)
	hear := func(of []heard, i int, org bool) {
		if over && !org {
			of[i] = max(of[i], refused)
			return
		}
		of[i], gone = counted, true
	}
	for i, m := range h.Marks {
		if h.effect(m) == "" && m.covers(f) {
			hear(h.marks, i, false)
		}
	}
	for i, a := range h.Accepted {
		if h.accepts(a, f) {
			hear(h.accepted, i, a.org)
		}
	}
	for i, o := range h.Shared {
		if onPurpose(o, f) {
			hear(h.shared, i, o.org)
		}
	}
	judged, off := h.set(f, false)
	if over && (off || judged.Severity < f.Severity) {
		for i, r := range h.Rules {
			if r.Rule == f.Rule && !r.org {
				h.rules[i] = refused
			}
		}
		judged, off = f, false
	}
	if i, ok := h.cover.find(judged); ok {
		hear(h.entries, i, false)
	} else {
		for _, i := range h.cover.byPrint[f.Rule+f.Fingerprint()] {
			h.entries[i] = counted // the finding is there and worse, which says more
		}
	}
	return judged, gone || off
}

// over reports whether a finding lies above what a repository may accept.
func (w Word) over(f rules.Finding) bool {
	if w.Limit == nil {
		return false
	}
	most, ok := rules.ParseSeverity(w.Limit.AtMost)
	return ok && f.Severity > most
}

func (w Word) accepts(a Acceptance, f rules.Finding) bool {
	digits, tag, _ := strings.Cut(unmarked(a.Fingerprint), ":")
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
		return l.File == m.File && !l.Past() && (l.Line == m.Line || l.Line == m.At)
	})
}

// effect says why a mark has none, or "".
func (w Word) effect(m Mark) string {
	unknown := slices.IndexFunc(m.Rules, func(id string) bool { return !w.Knows(id) })
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

// set gives a finding the severity that the organisation, or the repository, gives
// its rule; off where it turns the rule off.
func (w Word) set(f rules.Finding, org bool) (set rules.Finding, off bool) {
	for _, r := range w.Rules {
		if r.Rule != f.Rule || r.org != org {
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
