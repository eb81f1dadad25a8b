// SPDX-License-Identifier: Apache-2.0

package multipattern

import (
	"bytes"
	"slices"
)

// Under (?i) the long s is an s and the Kelvin sign a k, and no other character
// outside ASCII is a letter of it.
var (
	longS  = []byte("\u017f")
	kelvin = []byte("\u212a")
)

// A shortening is where a letter of one byte stands for a character of more.
type shortening struct{ at, by int }

// rescan looks for the literals of a text with odd characters in a copy that has
// the letters in their place. Words stay as they were: who folds does not lower.
func (m *Matcher) rescan() {
	m.unhit()
	plain, short := folded(m.text)
	m.set.walk(plain, func(ends []ending, at int) {
		for _, e := range ends {
			if e.pattern >= 0 {
				m.hit(e.pattern, original(short, at-int(e.length)))
			}
		}
	})
}

// folded is a text with letters in the place of odd characters, and where they
// are.
func folded(text []byte) (plain []byte, short []shortening) {
	plain = make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		switch rest := text[i:]; {
		case text[i] < 0x80:
			plain = append(plain, text[i])
		case bytes.HasPrefix(rest, longS):
			short = append(short, shortening{len(plain), len(longS) - 1})
			plain = append(plain, 's')
			i += len(longS) - 1
		case bytes.HasPrefix(rest, kelvin):
			short = append(short, shortening{len(plain), len(kelvin) - 1})
			plain = append(plain, 'k')
			i += len(kelvin) - 1
		default:
			plain = append(plain, text[i])
		}
	}
	sum := 0
	for i := range short {
		sum += short[i].by
		short[i].by = sum
	}
	return plain, short
}

// original is a place of the copy in the text.
func original(short []shortening, at int) int {
	i, _ := slices.BinarySearchFunc(short, at, func(s shortening, at int) int { return s.at - at })
	if i == 0 {
		return at
	}
	return at + short[i-1].by
}
