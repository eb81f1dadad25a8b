// SPDX-License-Identifier: Apache-2.0

package multipattern

import (
	"regexp/syntax"
	"slices"
	"strings"
	"unicode/utf8"
)

// A prefix is what a match may begin with. While it is open, what follows in the
// expression follows it in the match; once closed, anything may.
type prefix struct {
	text string
	open bool
}

var (
	nothing  = []prefix{{"", true}}
	anything = []prefix{{"", false}}
)

// literalsOf are literals of which every match begins with one, in
// lower case, sorted, none of them beginning with another; nil if there are none
// of use.
func literalsOf(re *syntax.Regexp) (literals []string) {
	for _, p := range prefixesOf(re) {
		if p.text == "" {
			return nil
		}
		literals = append(literals, strings.ToLower(p.text))
	}
	return minimal(literals)
}

// minimal leaves out what begins with another.
func minimal(literals []string) []string {
	slices.Sort(literals)
	kept := literals[:0]
	for _, l := range literals { // sorted, so that what begins another stands before it
		if n := len(kept); n == 0 || !strings.HasPrefix(l, kept[n-1]) {
			kept = append(kept, l)
		}
	}
	return kept
}

func concatPrefixes(parts []*syntax.Regexp) []prefix {
	all := nothing
	for _, part := range parts {
		if !slices.ContainsFunc(all, func(p prefix) bool { return p.open }) {
			break
		}
		more := prefixesOf(part)
		var next []prefix
		for _, p := range all {
			if !p.open {
				next = append(next, p)
				continue
			}
			for _, m := range more {
				next = append(next, closed(prefix{p.text + m.text, m.open}))
			}
		}
		if next = unique(next); len(next) > maxLiterals {
			return ended(all)
		}
		all = next
	}
	return all
}

// closed cuts a prefix where it is long enough.
func closed(p prefix) prefix {
	if len(p.text) >= maxLiteral {
		return prefix{p.text[:maxLiteral], false}
	}
	return p
}

func unique(all []prefix) []prefix {
	slices.SortFunc(all, func(a, b prefix) int { return strings.Compare(a.text, b.text) })
	merged := all[:0]
	for _, p := range all {
		if n := len(merged); n > 0 && merged[n-1].text == p.text {
			// Both may follow: a closed one says less, and what it covers, the open one's
			// longer forms are covered by too.
			merged[n-1].open = merged[n-1].open && p.open
			continue
		}
		merged = append(merged, p)
	}
	return merged
}

func prefixesOf(re *syntax.Regexp) []prefix {
	switch re.Op {
	case syntax.OpEmptyMatch, syntax.OpBeginLine, syntax.OpEndLine, syntax.OpBeginText, syntax.OpEndText,
		syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		return nothing
	case syntax.OpLiteral:
		return literal(re.Rune)
	case syntax.OpCharClass:
		return oneOf(re)
	case syntax.OpCapture:
		return prefixesOf(re.Sub[0])
	case syntax.OpConcat:
		return concatPrefixes(re.Sub)
	case syntax.OpAlternate:
		var all []prefix
		for _, sub := range re.Sub {
			all = append(all, prefixesOf(sub)...)
		}
		if all = unique(all); len(all) <= maxLiterals {
			return all
		}
	case syntax.OpQuest:
		return unique(append(slices.Clone(prefixesOf(re.Sub[0])), nothing...))
	case syntax.OpPlus:
		return ended(prefixesOf(re.Sub[0]))
	case syntax.OpRepeat:
		return repeated(re)
	}
	return anything
}

func repeated(re *syntax.Regexp) []prefix {
	if re.Min == 0 {
		return anything
	}
	n := min(re.Min, maxLiteral)
	all := concatPrefixes(slices.Repeat([]*syntax.Regexp{re.Sub[0]}, n))
	if n == re.Min && re.Min == re.Max {
		return all
	}
	return ended(all)
}

func ended(all []prefix) []prefix {
	all = slices.Clone(all)
	for i := range all {
		all[i].open = false
	}
	return all
}

// literal is the ASCII that a literal begins with. Odd characters count for their
// letters, as they do where literals are looked for.
func literal(runes []rune) []prefix {
	var b strings.Builder
	for _, r := range runes {
		if r >= utf8.RuneSelf && !odd(r) {
			return []prefix{closed(prefix{b.String(), false})}
		}
		switch r {
		case 0x17f:
			r = 's'
		case 0x212a:
			r = 'k'
		}
		b.WriteRune(r)
	}
	return []prefix{closed(prefix{strings.ToLower(b.String()), true})}
}

// maxClass is the largest class that is taken apart into letters.
const maxClass = 16

func oneOf(class *syntax.Regexp) []prefix {
	var all []prefix
	for i := 0; i < len(class.Rune); i += 2 {
		for r := class.Rune[i]; r <= class.Rune[i+1]; r++ {
			if odd(r) {
				continue
			}
			if r >= utf8.RuneSelf || len(all) > 2*maxClass {
				return anything
			}
			all = append(all, prefix{strings.ToLower(string(r)), true})
		}
	}
	if all = unique(all); len(all) == 0 || len(all) > maxClass {
		return anything
	}
	return all
}
