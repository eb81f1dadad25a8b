// SPDX-License-Identifier: Apache-2.0

package multipattern

import (
	"regexp/syntax"
	"slices"
)

// A Cut is a place in an expression, and what is known of every match there.
type Cut struct {
	// Literals are what a match has at the cut, one of them, in lower case, whatever
	// the case that the expression asks for. None: see Why.
	Literals []string
	// Tail is the expression from the cut on.
	Tail string
	// Before is how many bytes of a match stand before the cut at most, or
	// [Unbounded], and Class the bytes that may stand there, a bit for each.
	Before int
	Class  [4]uint64
	// Simple says that before the cut stands nothing but word boundaries or one lazy
	// run of a class from nothing on: a match begins as far left as Class goes.
	Simple bool
	// Boundary says that a match begins at a word boundary, and with the cut.
	Boundary bool
	// Why says why there is no cut.
	Why string
}

// Unbounded is how much stands before a cut where no better one was found.
const Unbounded = 1 << 30

const (
	maxBefore   = 512 // bytes
	maxLiterals = 64
	maxLiteral  = 8 // bytes
	goodLiteral = 4 // bytes, from which on longer ones are not rarer in texts that hold them at all
)

// Analyse takes an expression apart. Of all places it takes the one with the
// longest literals, and among equals one that makes the cut simple, or the first.
func Analyse(text string) Cut {
	re, err := syntax.Parse(text, syntax.Perl)
	if err != nil {
		return Cut{Why: "it is not a regular expression"}
	}
	return analyse(re)
}

func analyse(re *syntax.Regexp) Cut {
	cut := cutOf(re)
	if cut.tail != nil {
		cut.Tail = cut.tail.String()
	}
	return cut.Cut
}

func cutOf(re *syntax.Regexp) rated {
	parts := []*syntax.Regexp{re}
	if re.Op == syntax.OpConcat {
		parts = re.Sub
	}
	cut := cutting(parts, true, maxBefore)
	if other := cutting(flat(re), false, maxBefore); cut.Literals == nil || other.quality > cut.quality {
		cut = other
	}
	if parts = flat(re); cut.Literals == nil && len(parts) == 1 && parts[0].Op == syntax.OpAlternate {
		return rated{Cut: ofBranches(parts[0].Sub)}
	}
	if cut.Literals == nil {
		cut = cutting(parts, false, Unbounded)
	}
	if cut.Literals == nil {
		cut.Why = "no part of it begins with one of a few literals"
	}
	return cut
}

// A rated cut is one among others.
type rated struct {
	Cut
	quality int
	tail    *syntax.Regexp // whose text, which takes long to write, becomes Tail
}

// cutting is the best cut between parts that has at most so many bytes before it.
func cutting(parts []*syntax.Regexp, groups bool, most int) (best rated) {
	before, class := 0, [4]uint64{}
	for k, part := range parts {
		rest := concat(parts[k:])
		literals := literalsOf(rest)
		simple, boundary := shape(parts[:k])
		simple = simple && groups && !looksBehind(rest)
		quality := 2 * min(shortest(literals), goodLiteral)
		if simple {
			quality += 3 // a byte and a half
		}
		if useful(literals) && quality > best.quality {
			best = rated{Cut{Literals: literals, Before: before, Class: class, Simple: simple, Boundary: simple && boundary}, quality, rest}
		}
		n, ok := longest(part)
		if !ok {
			n = Unbounded
		}
		if before = min(before+n, Unbounded); before > most {
			break
		}
		addClass(&class, part)
	}
	return best
}

// ofBranches is a cut for each branch in one.
func ofBranches(branches []*syntax.Regexp) Cut {
	all := Cut{}
	for i, b := range branches {
		c := analyse(b)
		if c.Literals == nil {
			return c
		}
		all.Literals = append(all.Literals, c.Literals...)
		all.Before = max(all.Before, c.Before)
		for k := range all.Class {
			all.Class[k] |= c.Class[k]
		}
		if i > 0 {
			all.Tail += "|"
		}
		all.Tail += "(?:" + c.Tail + ")"
	}
	all.Literals = minimal(all.Literals)
	return all
}

// flat are the parts of an expression, groups taken apart.
func flat(re *syntax.Regexp) (parts []*syntax.Regexp) {
	switch {
	case re.Op == syntax.OpConcat:
		for _, sub := range re.Sub {
			parts = append(parts, flat(sub)...)
		}
		return parts
	case re.Op == syntax.OpCapture:
		return flat(re.Sub[0])
	}
	return []*syntax.Regexp{re}
}

// shape says whether what stands before a cut is simple.
func shape(parts []*syntax.Regexp) (simple, boundary bool) {
	if len(parts) == 1 && parts[0].Op == syntax.OpRepeat && parts[0].Min == 0 && parts[0].Flags&syntax.NonGreedy != 0 {
		c := parts[0].Sub[0]
		return c.Op == syntax.OpCharClass && ascii(c), false
	}
	for _, p := range parts {
		if p.Op != syntax.OpWordBoundary {
			return false, false
		}
	}
	return true, len(parts) > 0
}

// looksBehind reports whether an assertion may stand before the first character.
func looksBehind(re *syntax.Regexp) bool {
	switch re.Op {
	case syntax.OpBeginLine, syntax.OpEndLine, syntax.OpBeginText, syntax.OpEndText, syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		return true
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			if looksBehind(sub) {
				return true
			}
			if !slices.ContainsFunc(prefixesOf(sub), func(p prefix) bool { return p.text == "" }) {
				return false
			}
		}
		return false
	}
	return slices.ContainsFunc(re.Sub, looksBehind)
}

func concat(parts []*syntax.Regexp) *syntax.Regexp {
	if len(parts) == 1 {
		return parts[0]
	}
	return &syntax.Regexp{Op: syntax.OpConcat, Sub: parts}
}

// useful reports whether literals are rare enough to be looked for.
func useful(literals []string) bool {
	switch n := shortest(literals); n {
	case 0:
		return false
	case 1:
		return len(literals) <= 2 && !slices.ContainsFunc(literals, func(l string) bool { return wordByte(l[0]) || l[0] <= ' ' })
	}
	return true
}
