// SPDX-License-Identifier: Apache-2.0

package graph

import (
	"fmt"
	"slices"
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
