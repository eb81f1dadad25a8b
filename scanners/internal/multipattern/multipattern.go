// SPDX-License-Identifier: Apache-2.0

// Package multipattern finds all matches of many regular expressions in a text,
// exactly those of regexp's FindAll for each, at little more than the price of
// reading the text once.
//
// Go's regexp never backtracks, which is why we may run a stranger's expressions
// at all; but where an expression has counted repetitions it walks the text with
// tens of threads, at some hundred nanoseconds a byte. Nearly all of that can be
// left out, in four steps, each of which only ever drops what cannot match:
//
//  1. Every expression is taken apart once ([Analyse]): a place in it, the cut,
//     from which on every match begins with one of a few literals, and how many
//     bytes of a match stand before the cut.
//  2. One automaton (Aho and Corasick, 1975; a dense table over classes of bytes,
//     letters of both cases taken as one) finds the literals of all expressions and
//     the caller's words in one pass over the bytes.
//  3. Where a literal stands, a deterministic automaton of what follows the cut,
//     built state by state as texts need it, says whether a match could go through
//     here, and where the last such match would end. It takes every assertion for
//     true and every character outside ASCII for all of them, so that it errs on
//     one side only.
//  4. What is left meets the expression itself, in a window.
//
// # Why the windows change nothing
//
// FindAll takes the leftmost match at or behind the end of the last one, and of
// those with one beginning the first in the order of preference. Every match
// goes through a place that step 3 has let pass, begins at most so many bytes
// before it, and ends at or before the end that step 3 names. Of an expression
// that has nothing or a lazy run of one class before its cut, a match that goes
// through a place begins as far left as the class goes; so the first place from
// which the rest of the expression matches, anchored, gives the leftmost match and
// its end. Any other expression is run from the earliest beginning to the latest
// end of a cluster of places whose ranges meet, with one more character on
// each side, so that assertions see what they would see in the whole text; a match
// that begins in that character is no match of the text and is asked again.
//
// Beyond ASCII two characters are letters under (?i), the long s and the
// Kelvin sign. In a text with one of them literals are looked for in a copy that
// has the letters instead, and every pattern is read more loosely ([pattern.odd]):
// longer before its cut, never simple.
//
// An expression without a cut ([Cut].Why) is left to regexp, and so is one whose
// places in a text are so many and so long that windows would take more time than
// the text: hostile text costs what regexp costs.
//
// A [Set] does not change and serves all goroutines; a [Matcher] holds what one
// goroutine has built.
package multipattern

import (
	"sync"

	"github.com/stagedoor/stagedoor/graph/lazily"
)

// A Pattern is an expression, in the syntax of regexp.
type Pattern struct {
	Text string
	Cut  *Cut // nil to have it made by [Analyse]; ahead of time it costs nothing at start-up
}

// A Set is expressions and words that are looked for together.
type Set struct {
	patterns []*pattern
	words    int
	automaton
}

type pattern struct {
	Cut
	whole   *lazily.Regexp
	tail    *lazily.Regexp // from the cut on, anchored
	behind  *lazily.Regexp // the whole, behind one character
	program func() *program
	odd     func() *pattern // the same for texts with odd characters
}

// New makes a set. Words are ASCII in lower case. An expression that is not valid
// panics at its first use.
func New(patterns []Pattern, words []string) *Set {
	s := &Set{words: len(words)}
	b := newTrie()
	for i, p := range patterns {
		cut := p.Cut
		if cut == nil {
			c := Analyse(p.Text)
			cut = &c
		}
		for _, l := range cut.Literals {
			b.add(l, use{pattern: i})
		}
		s.patterns = append(s.patterns, compile(p.Text, *cut))
	}
	for i, w := range words {
		b.add(w, use{pattern: -1, word: i})
	}
	for _, o := range folding {
		b.add(o, use{pattern: -1, word: folds})
	}
	for _, o := range lowering {
		b.add(o, use{pattern: -1, word: lowers})
	}
	s.automaton = b.build()
	return s
}

// Characters outside ASCII that are a letter of it under (?i), the long s and the
// Kelvin sign, and those that become one when they are lowered: the latter, and I
// with a dot.
var (
	folding  = []string{"\u017f", "\u212a"}
	lowering = []string{"\u212a", "\u0130"}
)

// What they are among the words of an automaton.
const (
	folds  = -1
	lowers = -2
)

func compile(text string, cut Cut) *pattern {
	p := &pattern{
		Cut:     cut,
		whole:   lazily.Compile(text),
		tail:    lazily.Compile(`\A(?:` + cut.Tail + `)`),
		behind:  lazily.Compile(`\A(?s:.)(?s:.*?)(` + text + `)`),
		program: sync.OnceValue(func() *program { return newProgram(cut.Tail, false) }),
	}
	p.odd = sync.OnceValue(p.loose)
	return p
}

// loose is the pattern for texts in which a letter may have up to three bytes.
func (p *pattern) loose() *pattern {
	loose := &pattern{Cut: p.Cut, whole: p.whole, tail: p.tail, behind: p.behind}
	loose.Before = min(3*p.Before, Unbounded)
	loose.Class[2], loose.Class[3] = ^uint64(0), ^uint64(0)
	loose.Simple, loose.Boundary = false, false
	loose.program = sync.OnceValue(func() *program { return newProgram(p.Tail, true) })
	return loose
}

// Cut is how a pattern was taken apart.
func (s *Set) Cut(pattern int) Cut { return s.patterns[pattern].Cut }

// AnyWord reports whether one of the set's words, which are its only literals,
// occurs in a text, in letters of either case. Of a text that lowers ([Matcher.Lowers])
// it can say nothing else.
func (s *Set) AnyWord(text []byte) (found, lowered bool) {
	s.walk(text, func(ends []ending, _ int) {
		for _, e := range ends {
			found, lowered = found || e.word >= 0, lowered || e.word == lowers
		}
	})
	return found, lowered
}
