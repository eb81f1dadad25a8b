// SPDX-License-Identifier: Apache-2.0

package policy

import (
	"slices"

	"github.com/stagedoor/stagedoor/rules"
)

// A cover matches findings with the entries of a baseline.
type cover struct {
	list    *Baseline
	word    Word
	byPrint map[string][]int // entries, by rule and fingerprint
	byTag   map[string][]int // those about a secret, by rule and tag
	present map[string]bool  // fingerprints that are found
	used    []bool
}

func (w Word) cover(b *Baseline, found []rules.Finding) *cover {
	c := &cover{list: b, word: w, byPrint: map[string][]int{}, byTag: map[string][]int{}, present: map[string]bool{}}
	if b == nil {
		return c
	}
	c.used = make([]bool, len(b.Findings))
	for i, e := range b.Findings {
		c.byPrint[e.Rule+e.Fingerprint] = append(c.byPrint[e.Rule+e.Fingerprint], i)
		if e.Tag != "" {
			c.byTag[e.Rule+e.Tag] = append(c.byTag[e.Rule+e.Tag], i)
		}
	}
	for _, f := range found {
		c.present[f.Fingerprint()] = true
	}
	return c
}

// find is the entry that covers a finding: of its fingerprint and about the same
// secret, as severe, reaching all that it reaches, and not past its day. Where a
// file moved the fingerprint may be another; then an entry counts whose own finding
// is gone, of the same rule and about the same secret. Each entry moves once.
func (c *cover) find(f rules.Finding) (int, bool) {
	if c.list == nil {
		return 0, false
	}
	known := c.byPrint[f.Rule+f.Fingerprint()]
	for _, i := range known {
		if c.noWorse(f, i) && c.same(f, i) {
			c.used[i] = true
			return i, true
		}
	}
	if len(known) > 0 || len(c.byTag) == 0 || c.word.Tag == nil {
		return 0, false
	}
	tag, ok := c.word.Tag(f, []byte(c.list.Salt))
	if !ok {
		return 0, false
	}
	for _, i := range c.byTag[f.Rule+tag] {
		if !c.used[i] && !c.present[c.list.Findings[i].Fingerprint] && c.noWorse(f, i) {
			c.used[i] = true
			return i, true
		}
	}
	return 0, false
}

// noWorse reports whether a finding is no worse than an entry that still counts.
func (c *cover) noWorse(f rules.Finding, i int) bool {
	e := c.list.Findings[i]
	was, _ := rules.ParseSeverity(e.Severity)
	more := slices.ContainsFunc(f.Reaches(), func(s string) bool { return !slices.Contains(e.Reaches, s) })
	return f.Severity <= was && !more && !c.word.past(e.Until)
}

// same reports whether a finding is about the secret of an entry.
func (c *cover) same(f rules.Finding, i int) bool {
	tag := c.list.Findings[i].Tag
	if tag == "" || c.word.Tag == nil {
		return true
	}
	now, ok := c.word.Tag(f, []byte(c.list.Salt))
	return !ok || now == tag
}

// expected reports whether an entry without a finding is one too many: not where
// its file is not there to be read, or no provider was asked that would tell, or the
// history was not read.
func (e Entry) expected(w Word) bool {
	return (!w.Tracked || e.Tracked || e.File == "" || e.History) && (w.Live || !e.Live) && (w.History || !e.History)
}

// Stale lists the entries that cover no finding any more, and those that expired.
// Word says what was read.
func (b *Baseline) Stale(found []rules.Finding, w Word) (unused, expired []Entry) {
	c := w.cover(b, found)
	for _, f := range found {
		c.find(f)
	}
	for i, e := range b.Findings {
		switch {
		case w.past(e.Until):
			expired = append(expired, e)
		case !c.used[i] && !w.Part && e.expected(w):
			unused = append(unused, e)
		}
	}
	return unused, expired
}
