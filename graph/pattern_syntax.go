// SPDX-License-Identifier: Apache-2.0

package graph

import (
	"fmt"
	"strings"
)

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
