// SPDX-License-Identifier: Apache-2.0

package environment

import "github.com/stagedoor/stagedoor/graph"

// A match is a word or phrase of the vocabulary in a name: tokens from to to.
type match struct {
	sense
	from, to int
}

// most is how many words of environments one name may have before it is prose.
const most = 4

// matches finds the words of environments in a name, in order. Phrases without a
// tier are passed over as a whole. ok is false where there are too many.
func matches(buf []match, toks []token) (found []match, ok bool) {
	for i := 0; i < len(toks); {
		s, n := at(toks, i)
		if s.tier != "" {
			if len(buf) == most {
				return nil, false
			}
			buf = append(buf, match{s, i, i + n})
		}
		i += n
	}
	return buf, true
}

// at is the sense of what begins at token i, and how many tokens it takes.
func at(toks []token, i int) (sense, int) {
	t := toks[i]
	for _, p := range phrases[t.text] {
		if begins(toks[i:], p.words) {
			return p.sense, len(p.words)
		}
	}
	if t.text == "pr" { // a pull request's: pr-123
		switch {
		case t.numbered:
			return sense{graph.Preview, common}, 1
		case i+1 < len(toks) && toks[i+1].number:
			return sense{graph.Preview, common}, 2
		}
	}
	return words[t.text], 1
}

func begins(toks []token, with []string) bool {
	if len(toks) < len(with) {
		return false
	}
	for i, w := range with {
		if toks[i].text != w {
			return false
		}
	}
	return true
}

// whole reports whether a match is all that a name says, regions, numbers and
// "env" apart.
func (m match) whole(toks []token) bool {
	for i, t := range toks {
		if (i < m.from || i >= m.to) && !t.fills() {
			return false
		}
	}
	return true
}

// last reports whether nothing but regions, numbers and "env" follows.
func (m match) last(toks []token) bool {
	for _, t := range toks[m.to:] {
		if !t.fills() {
			return false
		}
	}
	return true
}

// believable reports whether nothing but things and regions follows.
func (m match) believable(toks []token) bool {
	for _, t := range toks[m.to:] {
		if !t.fills() && !in(things, t.text) {
			return false
		}
	}
	return true
}

// text is the match as written, with its digits.
func (m match) text(name string, toks []token) string {
	return name[toks[m.from].start:toks[m.to-1].end]
}

// agree returns the first of the matches that are left, if all name one tier.
func agree(left []match) (match, bool) {
	if len(left) == 0 {
		return match{}, false
	}
	for _, m := range left[1:] {
		if m.tier != left[0].tier {
			return match{}, false
		}
	}
	return left[0], true
}
