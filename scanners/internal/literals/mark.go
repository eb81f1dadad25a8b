// SPDX-License-Identifier: Apache-2.0

package literals

import (
	"bytes"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/scanners/internal/multipattern"
)

// A Mark is a kind of token that its own form tells, by a vendor's prefix, and that
// is looked for in every text beside what gitleaks looks for: its rules know few
// providers of platforms and databases.
type Mark struct {
	ID       string   // of the hits' rule
	Form     string   // RE2 for the whole token, which begins with a word
	Prefixes []string // one of which every token begins with
}

// leastMarkEntropy is what a token has at least, in bits per character: examples in
// documents are one letter many times.
const leastMarkEntropy = 3

// A mark is looked for with the expressions of the rules, in the same pass.
type mark struct {
	*rule
	pattern int
}

func marksOf(marks []Mark, patterns []multipattern.Pattern) ([]mark, []multipattern.Pattern) {
	var all []mark
	for _, m := range marks {
		all = append(all, mark{&rule{ruleSpec: &ruleSpec{name: m.ID}, id: m.ID}, len(patterns)})
		patterns = append(patterns, m.looked())
	}
	return all, patterns
}

// looked is the expression for a token in a text. It is taken apart by what is known
// of it: to have that found out takes a millisecond for each.
func (m Mark) looked() multipattern.Pattern {
	cut := &multipattern.Cut{Tail: `(?:` + m.Form + `)`, Simple: true, Boundary: true}
	for _, p := range m.Prefixes {
		cut.Literals = append(cut.Literals, strings.ToLower(p))
	}
	return multipattern.Pattern{Text: `\b` + cut.Tail, Cut: cut}
}

// marked finds the tokens of a text that was not decoded, which the matcher has
// just scanned.
func (s *search) marked(w *window) (found []finding) {
	for _, m := range s.marks {
		for _, at := range s.matcher.FindAll(m.pattern) {
			token := w.text[at.Start:at.End]
			if wordAround(w.text, at.Start-1) || wordAround(w.text, at.End) || entropy(token) < leastMarkEntropy {
				continue
			}
			found = append(found, finding{
				rule: m.rule, text: w.text, from: at.Start, to: at.End, start: at.Start, end: at.End, line: w.lineOf(at.Start),
				match: token, secret: token, allowed: bytes.Contains(w.around(at.Start, at.End), []byte(allowMark)),
			})
		}
	}
	s.matched = s.matched || len(found) > 0
	return found
}

// wordAround reports whether a byte beside a token could be a part of it.
func wordAround(text []byte, at int) bool {
	if at < 0 || at >= len(text) {
		return false
	}
	c := text[at]
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-'
}

// beside leaves out marks where a rule has found the same text, or one that knows
// the kind any of it.
func beside(found, marked []finding) []finding {
	rules := len(found)
	for _, m := range marked {
		known := slices.ContainsFunc(found[:rules], func(f finding) bool {
			return f.start == m.start && f.end == m.end || !f.rule.generic && f.start < m.end && m.start < f.end
		})
		if !known {
			found = append(found, m)
		}
	}
	return found
}
