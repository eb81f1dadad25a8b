// SPDX-License-Identifier: Apache-2.0

package multipattern

import (
	"slices"
	"unicode/utf8"
)

// A place is where a match may have its cut.
type place struct{ at, end int }

// A ledger is how many bytes windows may have before the whole text is cheaper.
type ledger struct{ left int }

func (l *ledger) pay(n int) bool {
	l.left -= n + 1
	return l.left >= 0
}

// placesOf are the hits that the automaton lets pass, ascending.
func (m *Matcher) placesOf(pattern int, l *ledger) ([]place, bool) {
	hits := m.hits[pattern]
	if !slices.IsSorted(hits) { // they are in the order of their ends
		slices.Sort(hits)
	}
	d := m.dfa(pattern)
	places := m.places[pattern][:0]
	boundary := m.pattern(pattern).Boundary
	for _, at := range hits {
		if boundary && !bounds(m.text, at) {
			continue
		}
		accepts, end, looked := d.run(m.text, at)
		if !l.pay((looked - at) / 8) {
			return nil, false
		}
		if accepts {
			places = append(places, place{at, end})
		}
	}
	m.places[pattern] = places
	return places, true
}

// bounds reports a word boundary before a byte.
func bounds(text []byte, at int) bool {
	return (at > 0 && wordByte(text[at-1])) != wordByte(text[at])
}

func wordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_'
}

// begin is the first place at which a match may begin that goes through a place.
func (m *Matcher) begin(p *pattern, at int) int {
	low := max(0, at-p.Before)
	for at > low && p.Class[m.text[at-1]>>6]&(1<<(m.text[at-1]&63)) != 0 {
		at--
	}
	return at
}

// simply finds the matches of a pattern with a simple cut.
func (m *Matcher) simply(p *pattern, places []place, l *ledger) bool {
	from := 0
	for _, c := range places {
		if c.at < from {
			continue
		}
		window := m.text[c.at:m.after(c.end)]
		if !l.pay(len(window)) {
			return false
		}
		if f := p.tail.Get().FindIndex(window); f != nil {
			m.found = append(m.found, Span{max(from, m.begin(p, c.at)), c.at + f[1]})
			from = c.at + f[1]
		}
	}
	return true
}

// after is the end of the character at a place.
func (m *Matcher) after(at int) int {
	if at == len(m.text) {
		return at
	}
	_, width := utf8.DecodeRune(m.text[at:])
	return at + width
}

// before is the beginning of the character that ends at a place.
func (m *Matcher) before(at int) int {
	_, width := utf8.DecodeLastRune(m.text[:at])
	return at - width
}

// clustered finds the matches of any pattern with a cut.
func (m *Matcher) clustered(p *pattern, places []place, l *ledger) bool {
	from := 0
	for i := 0; i < len(places); {
		if places[i].at < from {
			i++
			continue
		}
		low, high := max(from, m.aligned(m.begin(p, places[i].at))), places[i].end
		next := i + 1
		for ; next < len(places); next++ {
			begin := m.begin(p, places[next].at)
			if !l.pay((places[next].at - begin) / 8) {
				return false
			}
			if begin > high+utf8.UTFMax {
				break
			}
			high = max(high, places[next].end)
		}
		high = m.after(high)
		if !l.pay(high - low) {
			return false
		}
		f, ok := m.first(p, from, low, high)
		if !ok {
			i = next
			continue
		}
		m.found = append(m.found, f)
		from = f.End
	}
	return true
}

// aligned moves a place that may lie inside a character back to its beginning.
func (m *Matcher) aligned(at int) int {
	for i := at; i >= 0 && i > at-utf8.UTFMax; i-- {
		if i == len(m.text) || utf8.RuneStart(m.text[i]) {
			return i
		}
	}
	return at
}

// first is the first match in text[low:high], which holds all of those that begin
// at low or behind; none begins between from and low.
func (m *Matcher) first(p *pattern, from, low, high int) (Span, bool) {
	base := low
	if low > 0 {
		base = m.before(low)
	}
	f := p.whole.Get().FindIndex(m.text[base:high])
	if f != nil && base < low && f[0] == 0 { // it began where it must not, or where the text does not
		g := p.behind.FindSubmatchIndex(m.text[base:high])
		if g == nil {
			return Span{}, false
		}
		f = g[2:4]
	}
	if f == nil {
		return Span{}, false
	}
	return Span{base + f[0], base + f[1]}, true
}
