// SPDX-License-Identifier: Apache-2.0

package multipattern

import (
	"regexp/syntax"
	"slices"
	"unicode/utf8"
)

// odd reports the characters outside ASCII that are letters of it under (?i).
func odd(r rune) bool { return r == 0x17f || r == 0x212a }

// ascii reports whether a class holds nothing outside ASCII in a text without odd
// characters.
func ascii(class *syntax.Regexp) bool {
	for i := 0; i < len(class.Rune); i += 2 {
		for r := max(class.Rune[i], utf8.RuneSelf); r <= class.Rune[i+1]; r++ {
			if !odd(r) {
				return false
			}
		}
	}
	return true
}

// longest is how many bytes a part matches at most.
func longest(re *syntax.Regexp) (n int, ok bool) {
	switch re.Op {
	case syntax.OpLiteral:
		return utf8.UTFMax * len(re.Rune), true
	case syntax.OpCharClass:
		if ascii(re) {
			return 1, true
		}
		return utf8.UTFMax, true
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return utf8.UTFMax, true
	case syntax.OpStar, syntax.OpPlus:
		return 0, false
	case syntax.OpRepeat:
		n, ok = longest(re.Sub[0])
		return n * re.Max, ok && re.Max >= 0
	case syntax.OpConcat, syntax.OpAlternate, syntax.OpCapture, syntax.OpQuest:
		for _, sub := range re.Sub {
			m, ok := longest(sub)
			if !ok {
				return 0, false
			}
			if re.Op == syntax.OpAlternate {
				n = max(n, m)
			} else {
				n += m
			}
		}
	}
	return n, true
}

// addClass adds the bytes that a part may match.
func addClass(class *[4]uint64, re *syntax.Regexp) {
	add := func(low, high rune) {
		for r := low; r <= min(high, 0x7f); r++ {
			class[r>>6] |= 1 << (r & 63)
		}
		if high > 0x7f {
			class[2], class[3] = ^uint64(0), ^uint64(0)
		}
	}
	switch re.Op {
	case syntax.OpLiteral:
		for _, r := range re.Rune {
			add(r, r)
			if re.Flags&syntax.FoldCase != 0 && (r|0x20) >= 'a' && (r|0x20) <= 'z' {
				add(r^0x20, r^0x20)
			}
			if re.Flags&syntax.FoldCase != 0 && r > 0x7f {
				add(0, utf8.MaxRune)
			}
		}
	case syntax.OpCharClass:
		for i := 0; i < len(re.Rune); i += 2 {
			if low, high := re.Rune[i], re.Rune[i+1]; low != high || !odd(low) {
				add(low, high)
			}
		}
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		add(0, utf8.MaxRune)
	}
	for _, sub := range re.Sub {
		addClass(class, sub)
	}
}

func shortest(literals []string) int {
	if len(literals) == 0 {
		return 0
	}
	return len(slices.MinFunc(literals, func(a, b string) int { return len(a) - len(b) }))
}
