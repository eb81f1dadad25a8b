// SPDX-License-Identifier: Apache-2.0

package graph

import (
	"fmt"
	"slices"
	"strings"
)

// A Pattern is a regular set of ways through the graph, by the verbs of their
// links, as a deterministic automaton. [Graph.Along] walks it. It is frozen and
// can be used by any number of goroutines.
type Pattern struct {
	next   [][headings]uint8 // by state and heading, the state after
	accept []bool            // by state: a way may end here
	back   []bool            // by state: some link is taken backwards from here
}

// Limits of a pattern.
const (
	MaxPatternText   = 4096 // bytes
	MaxPatternVerbs  = 255  // verbs that are written in it
	MaxPatternStates = 256  // of the automaton, the dead one included
	maxPatternDepth  = 64   // of parentheses
)

const (
	patternDead  = 0 // no way from here is one of the pattern
	patternStart = 1
)

// A heading is a verb and a direction, by number.
type heading uint8

// verbs in the order of their headings, walked ones first; the last heading of a row
// is that of no verb.
var verbs = []Verb{Reads, Holds, SpeaksAs, Opens, Mounts, Contains, Destroys, CopyOf, Within, InEnv, Runs, Held}

const (
	walkedVerbs = 7
	allVerbs    = 12
	headings    = 2*allVerbs + 1
	noHeading   = heading(headings - 1)
)

func headingOf(v Verb) heading {
	if i := slices.Index(verbs, v); i >= 0 {
		return heading(i)
	}
	return noHeading
}

func (l heading) backwards() heading {
	if l >= allVerbs {
		return noHeading
	}
	return l + allVerbs
}

// anywhere is the pattern of all ways that harm takes: `.*`.
var anywhere = func() *Pattern {
	p := &Pattern{next: make([][headings]uint8, 2), accept: []bool{false, true}, back: []bool{false, false}}
	for l := range walkedVerbs {
		p.next[patternStart][l] = patternStart
	}
	return p
}()

// ParsePattern reads a pattern:
//
//	reads* (holds | speaks_as)+ opens contains* destroys?
//
// Verbs stand side by side in the order of the way; `|` is either, `*` any number
// of times, `+` once or more, `?` at most once. A `.` is any verb that harm walks
// along, and `<` before a verb takes its link backwards. The error is a sentence
// without its subject. A pattern that no way of any graph can meet is an error.
func ParsePattern(text string) (*Pattern, error) {
	if len(text) > MaxPatternText {
		return nil, fmt.Errorf("is longer than %d bytes; write a shorter one", MaxPatternText)
	}
	s := &patternSyntax{rest: text, mask: []uint32{0}, follow: []positions{{}}}
	all, err := s.either(0)
	if err == nil && s.peek() != 0 {
		err = fmt.Errorf("has a %q that closes nothing; take it out", s.peek())
	}
	if err != nil {
		return nil, err
	}
	s.follow[0] = all.first
	if all.empty {
		all.last.add(0)
	}
	p, err := s.automaton(all.last)
	if err != nil {
		return nil, err
	}
	if !p.possible() {
		return nil, fmt.Errorf("can meet no way: destroys passes only after opens or mounts, and the empty way is none; begin it earlier, or look from the other end with <destroys")
	}
	return p, nil
}

// possible reports whether the pattern has a way on the most permissive graph:
// two things with every link to each other and to themselves.
func (p *Pattern) possible() bool {
	here, there := &Node{}, &Node{}
	for _, ends := range [][2]*Node{{here, there}, {there, here}, {here, here}, {there, there}} {
		from, to := ends[0], ends[1]
		for i, v := range verbs {
			l := &Link{From: from, To: to, Verb: v, Power: Full, heading: heading(i)}
			from.out, to.in = append(from.out, l), append(to.in, l)
		}
	}
	for range (*Graph)(nil).Along(here, Route{Pattern: p}) {
		return true
	}
	return false
}

// positions is a set of the verbs written in a pattern, by number; 0 is the
// place before all.
type positions [(MaxPatternVerbs + 1) / 64]uint64

func (s *positions) add(i int)     { s[i/64] |= 1 << (i % 64) }
func (s positions) has(i int) bool { return s[i/64]&(1<<(i%64)) != 0 }
func (s positions) and(o positions) (both positions) {
	for i := range s {
		both[i] = s[i] & o[i]
	}
	return both
}
func (s positions) or(o positions) positions {
	for i := range s {
		s[i] |= o[i]
	}
	return s
}

// A part of a pattern: which verbs it can begin and end with, and whether it can
// be nothing.
type patternPart struct {
	empty       bool
	first, last positions
}

// patternSyntax reads a pattern into the sets of Glushkov's construction: what
// may follow each verb that is written.
type patternSyntax struct {
	rest   string
	mask   []uint32 // by position: its headings
	follow []positions
}

// peek is the next character that means something, or 0.
func (s *patternSyntax) peek() byte {
	s.rest = strings.TrimLeft(s.rest, " \t\r\n")
	if s.rest == "" {
		return 0
	}
	return s.rest[0]
}

func (s *patternSyntax) take(c byte) bool {
	if s.peek() != c {
		return false
	}
	s.rest = s.rest[1:]
	return true
}

func (s *patternSyntax) either(depth int) (patternPart, error) {
	all, err := s.sequence(depth)
	for err == nil && s.take('|') {
		var p patternPart
		p, err = s.sequence(depth)
		all = patternPart{all.empty || p.empty, all.first.or(p.first), all.last.or(p.last)}
	}
	return all, err
}

func (s *patternSyntax) sequence(depth int) (patternPart, error) {
	all, err := s.repeated(depth)
	for err == nil && s.peek() != 0 && s.peek() != '|' && s.peek() != ')' {
		var p patternPart
		if p, err = s.repeated(depth); err != nil {
			break
		}
		s.link(all.last, p.first)
		if all.empty {
			all.first = all.first.or(p.first)
		}
		if p.empty {
			all.last = all.last.or(p.last)
		} else {
			all.last = p.last
		}
		all.empty = all.empty && p.empty
	}
	return all, err
}

// link lets each of some verbs be followed by each of others.
func (s *patternSyntax) link(from, to positions) {
	for i := range s.follow {
		if from.has(i) {
			s.follow[i] = s.follow[i].or(to)
		}
	}
}

func (s *patternSyntax) repeated(depth int) (patternPart, error) {
	p, err := s.one(depth)
	for err == nil {
		switch {
		case s.take('*'):
			s.link(p.last, p.first)
			p.empty = true
		case s.take('+'):
			s.link(p.last, p.first)
		case s.take('?'):
			p.empty = true
		default:
			return p, nil
		}
	}
	return p, err
}

func (s *patternSyntax) one(depth int) (p patternPart, err error) {
	switch {
	case s.take('('):
		if depth == maxPatternDepth {
			return p, fmt.Errorf("has more than %d parentheses inside each other; write a simpler one", maxPatternDepth)
		}
		p, err = s.either(depth + 1)
		if err == nil && !s.take(')') {
			err = fmt.Errorf("has a parenthesis that is not closed; add the )")
		}
		return p, err
	case s.take('.'):
		return s.position(1<<walkedVerbs - 1)
	}
	back := s.take('<')
	if s.peek() == 0 || strings.IndexByte("|)*+?<", s.peek()) >= 0 {
		return p, fmt.Errorf("lacks a verb; write one of %s", verbList())
	}
	n := 0
	for n < len(s.rest) && (s.rest[n] == '_' || s.rest[n] >= 'a' && s.rest[n] <= 'z') {
		n++
	}
	if n == 0 {
		n = len(s.rest) - len(strings.TrimLeftFunc(s.rest, func(r rune) bool { return !strings.ContainsRune(" |()*+?<", r) }))
	}
	word := s.rest[:n]
	s.rest = s.rest[n:]
	l := headingOf(Verb(word))
	if l == noHeading {
		return p, fmt.Errorf("has %q, which is no verb; write one of %s", word, verbList())
	}
	if back {
		l = l.backwards()
	}
	return s.position(1 << l)
}

func verbList() string {
	var names []string
	for _, v := range verbs {
		names = append(names, string(v))
	}
	return strings.Join(names, ", ")
}

func (s *patternSyntax) position(mask uint32) (p patternPart, err error) {
	if len(s.mask) > MaxPatternVerbs {
		return p, fmt.Errorf("has more than %d verbs; write a shorter one", MaxPatternVerbs)
	}
	i := len(s.mask)
	s.mask, s.follow = append(s.mask, mask), append(s.follow, positions{})
	p.first.add(i)
	p.last.add(i)
	return p, nil
}
