// SPDX-License-Identifier: Apache-2.0

package multipattern

import "slices"

// A Span is a match, in bytes.
type Span struct{ Start, End int }

// A Matcher looks at one text after another. It is not safe for concurrent use.
type Matcher struct {
	set     *Set
	text    []byte
	odd     bool // it has a character that folds into ASCII
	lowers  bool // it has one that lowers into ASCII
	words   []bool
	hits    [][]int // by pattern: where its literals stand
	touched []int   // the patterns with hits
	dfas    []*dfa
	loose   []*dfa    // for odd texts, made when first needed
	places  [][]place // by pattern: what findAll made of the hits
	found   []Span
}

// Matcher returns a new one.
func (s *Set) Matcher() *Matcher {
	n := len(s.patterns)
	return &Matcher{set: s, words: make([]bool, s.words), hits: make([][]int, n), places: make([][]place, n), dfas: make([]*dfa, n)}
}

// Scan reads a text, which must not change while its matches are asked for.
func (m *Matcher) Scan(text []byte) {
	m.text, m.odd, m.lowers = text, false, false
	clear(m.words)
	m.unhit()
	m.set.walk(text, m.note)
	if m.odd {
		m.rescan()
	}
}

func (m *Matcher) unhit() {
	for _, p := range m.touched {
		m.hits[p] = m.hits[p][:0]
	}
	m.touched = m.touched[:0]
}

// pattern is a pattern as it is read in this text.
func (m *Matcher) pattern(i int) *pattern {
	if m.odd {
		return m.set.patterns[i].odd()
	}
	return m.set.patterns[i]
}

// dfa is the automaton of a pattern for this text.
func (m *Matcher) dfa(i int) *dfa {
	all := &m.dfas
	if m.odd {
		if m.loose == nil {
			m.loose = make([]*dfa, len(m.set.patterns))
		}
		all = &m.loose
	}
	if (*all)[i] == nil {
		(*all)[i] = newDFA(m.pattern(i).program())
	}
	return (*all)[i]
}

func (m *Matcher) note(ends []ending, at int) {
	for _, e := range ends {
		switch {
		case e.pattern >= 0:
			m.hit(e.pattern, at-int(e.length))
		case e.word >= 0:
			m.words[e.word] = true
		case e.word == folds:
			m.odd = true
		default:
			m.lowers = true
		}
	}
}

func (m *Matcher) hit(pattern, at int) {
	if len(m.hits[pattern]) == 0 {
		m.touched = append(m.touched, pattern)
	}
	m.hits[pattern] = append(m.hits[pattern], at)
}

// Forget lets go of the text.
func (m *Matcher) Forget() { m.text = nil }

// Lowers reports whether the text has a character outside ASCII that strings.ToLower
// turns into a letter of ASCII: words may occur in the lowered text that [Matcher.Has]
// does not know of.
func (m *Matcher) Lowers() bool { return m.lowers }

// Has reports whether a word occurs, in letters of either case.
func (m *Matcher) Has(word int) bool { return m.words[word] }

// FindAll is FindAllIndex(text, -1) of a pattern that matches no empty text. What
// it returns is valid up to the next call.
func (m *Matcher) FindAll(pattern int) []Span {
	p := m.pattern(pattern)
	m.found = m.found[:0]
	if p.Literals == nil {
		return m.plainly(p)
	}
	if len(m.hits[pattern]) == 0 {
		return nil
	}
	l := ledger{left: 16*len(m.text) + 1<<16}
	places, ok := m.placesOf(pattern, &l)
	if ok && p.Simple {
		ok = m.simply(p, places, &l)
	} else if ok {
		ok = m.clustered(p, places, &l)
	}
	if !ok {
		m.places[pattern] = m.places[pattern][:0]
		m.found = m.found[:0]
		return m.plainly(p)
	}
	return m.found
}

func (m *Matcher) plainly(p *pattern) []Span {
	for _, f := range p.whole.FindAllIndex(m.text, -1) {
		m.found = append(m.found, Span{f[0], f[1]})
	}
	return m.found
}

// Groups is FindSubmatchIndex of a pattern in text[start:end], which is one of the
// matches that FindAll returned last for it, whole or without newlines at its
// ends. Offsets count from start.
func (m *Matcher) Groups(pattern, start, end int) []int {
	p := m.pattern(pattern)
	part := m.text[start:end]
	if !p.Simple || p.Literals == nil || len(m.places[pattern]) == 0 {
		return p.whole.FindSubmatchIndex(part)
	}
	places := m.places[pattern]
	i, _ := slices.BinarySearchFunc(places, start, func(c place, at int) int { return c.at - at })
	for ; i < len(places) && places[i].at < end; i++ {
		at := places[i].at - start
		if p.Boundary && !bounds(part, at) {
			continue
		}
		f := p.tail.FindSubmatchIndex(part[at:])
		if f == nil {
			continue
		}
		for k := range f {
			if f[k] >= 0 {
				f[k] += at
			}
		}
		f[0] = max(0, m.begin(p, places[i].at)-start)
		return f
	}
	return nil
}

// Reword tells words anew, by a lowered form of the text.
func (m *Matcher) Reword(low []byte) {
	clear(m.words)
	m.set.walk(low, func(ends []ending, _ int) {
		for _, e := range ends {
			if e.pattern < 0 && e.word >= 0 {
				m.words[e.word] = true
			}
		}
	})
}

// Match reports whether a pattern matches anywhere in the text.
func (m *Matcher) Match(pattern int) bool { return len(m.FindAll(pattern)) > 0 }
