// SPDX-License-Identifier: Apache-2.0

package graph

import "fmt"

// automaton makes the sets deterministic: a state is the set of verbs of the
// pattern that may have been the last. It stops at [MaxPatternStates], whatever
// the pattern would grow to.
func (s *patternSyntax) automaton(last positions) (*Pattern, error) {
	var start positions
	start.add(0)
	number := map[positions]int{{}: patternDead, start: patternStart}
	sets := []positions{{}, start}
	p := &Pattern{next: make([][headings]uint8, 1)}
	with := s.byHeading()
	for i := patternStart; i < len(sets); i++ {
		var after positions
		for at, f := range s.follow {
			if sets[i].has(at) {
				after = after.or(f)
			}
		}
		var row [headings]uint8
		for l := range headings {
			to := after.and(with[l])
			n, known := number[to]
			if !known {
				if n = len(sets); n == MaxPatternStates {
					return nil, fmt.Errorf("needs more than %d states; write a simpler one", MaxPatternStates)
				}
				number[to] = n
				sets = append(sets, to)
			}
			row[l] = uint8(n)
		}
		p.next = append(p.next, row)
	}
	p.accept = make([]bool, len(sets))
	for i, set := range sets {
		p.accept[i] = set.and(last) != positions{}
	}
	return p.minimal(), nil
}

// byHeading lists, by heading, the positions that it can be at.
func (s *patternSyntax) byHeading() (with [headings]positions) {
	for i, mask := range s.mask {
		for l := range headings {
			if mask&(1<<l) != 0 {
				with[l].add(i)
			}
		}
	}
	return with
}

// minimal joins the states from which the same ways go on (Moore's refinement):
// a walk then never goes twice over what is one. The dead state stays 0 and the
// start 1.
func (p *Pattern) minimal() *Pattern {
	class := make([]uint8, len(p.next))
	for i, ok := range p.accept {
		if ok {
			class[i] = 1
		}
	}
	type signature struct {
		class uint8
		next  [headings]uint8
	}
	for classes := 0; ; {
		known := map[signature]uint8{}
		refined := make([]uint8, len(class))
		for i, row := range p.next {
			sig := signature{class: class[i]}
			for l, to := range row {
				sig.next[l] = class[to]
			}
			c, ok := known[sig]
			if !ok {
				c = uint8(len(known))
				known[sig] = c
			}
			refined[i] = c
		}
		class = refined
		if len(known) == classes {
			return p.joined(class, classes)
		}
		classes = len(known)
	}
}

// joined is the pattern with one state a class. Classes are numbered in the order
// of their first state, so that the dead one is 0 and the start 1.
func (p *Pattern) joined(class []uint8, classes int) *Pattern {
	q := &Pattern{next: make([][headings]uint8, classes), accept: make([]bool, classes), back: make([]bool, classes)}
	for i, row := range p.next {
		c := class[i]
		q.accept[c] = p.accept[i]
		for l, to := range row {
			q.next[c][l] = class[to]
			if l >= allVerbs && class[to] != patternDead {
				q.back[c] = true
			}
		}
	}
	return q
}
