// SPDX-License-Identifier: Apache-2.0

package multipattern

import (
	"fmt"
	"regexp/syntax"
	"slices"
	"unicode/utf8"
)

// Bounds of a repetition from which on a program takes any longer one as well: it
// says less and has fewer states, which are what it costs.
const (
	longRepeat  = 32 // bytes between the least and the most
	manyRepeats = 64 // the least
)

// A program is what all automata of a tail share.
type program struct {
	prog    *syntax.Prog
	class   [256]uint8
	classes int
	takes   [][]bool // by instruction: by class, whether it takes such a byte; nil for instructions that take none
}

// other is the byte that stands for all characters outside ASCII.
const other = 0x80

// newProgram makes the program of a tail, for texts with odd characters or for
// those without.
func newProgram(tail string, odd bool) *program {
	re, err := syntax.Parse(tail, syntax.Perl)
	if err != nil {
		panic("multipattern: the tail of an expression is none")
	}
	prog, err := syntax.Compile(relax(re).Simplify())
	if err != nil {
		panic("multipattern: the tail of an expression is none")
	}
	p := &program{prog: prog, takes: make([][]bool, len(prog.Inst))}
	kinds := map[string][]bool{} // instructions that take the same share one row
	var rows [][]bool
	for i := range prog.Inst {
		in := &prog.Inst[i]
		if !consumes(in) {
			continue
		}
		key := fmt.Sprint(in.Op, in.Arg, in.Rune)
		if kinds[key] == nil {
			kinds[key] = bytesTaken(in, odd)
			rows = append(rows, kinds[key])
		}
		p.takes[i] = kinds[key]
	}
	p.divide(rows)
	for _, row := range rows {
		for c := range 256 {
			if c <= other {
				row[p.class[c]] = row[c] // a class is never above its least byte
			}
		}
	}
	return p
}

// divide makes a class of the bytes that all rows take alike.
func (p *program) divide(rows [][]bool) {
	known := map[string]uint8{}
	sign := make([]byte, len(rows))
	for c := range other + 1 {
		for i, row := range rows {
			sign[i] = 0
			if row[c] {
				sign[i] = 1
			}
		}
		k, ok := known[string(sign)]
		if !ok {
			k = uint8(p.classes)
			known[string(sign)] = k
			p.classes++
		}
		p.class[c] = k
	}
	for c := other + 1; c < 256; c++ {
		p.class[c] = p.class[other]
	}
}

func consumes(in *syntax.Inst) bool {
	switch in.Op {
	case syntax.InstRune, syntax.InstRune1, syntax.InstRuneAny, syntax.InstRuneAnyNotNL:
		return true
	}
	return false
}

// bytesTaken says which bytes of ASCII an instruction takes, and at other whether
// it takes any character beyond that may occur.
func bytesTaken(in *syntax.Inst, oddToo bool) []bool {
	row := make([]bool, other+1)
	for c := range other {
		row[c] = in.MatchRune(rune(c))
	}
	occurs := func(r rune) bool { return r >= utf8.RuneSelf && (oddToo || !odd(r)) }
	switch {
	case in.Op == syntax.InstRuneAny || in.Op == syntax.InstRuneAnyNotNL:
		row[other] = true
	case len(in.Rune) == 1:
		row[other] = occurs(in.Rune[0]) || oddToo && in.MatchRune(0x17f) || oddToo && in.MatchRune(0x212a)
	default:
		for i := 0; i+1 < len(in.Rune); i += 2 {
			low, high := max(in.Rune[i], utf8.RuneSelf), in.Rune[i+1]
			if low < high || low == high && occurs(low) {
				row[other] = true
			}
		}
	}
	return row
}

// relax widens long repetitions. What it returns matches whatever re matches.
func relax(re *syntax.Regexp) *syntax.Regexp {
	wide := *re
	wide.Sub = slices.Clone(re.Sub)
	for i, sub := range wide.Sub {
		wide.Sub[i] = relax(sub)
	}
	if re.Op == syntax.OpRepeat {
		if re.Max-re.Min > longRepeat || re.Min > manyRepeats {
			wide.Max = -1
		}
		wide.Min = min(re.Min, manyRepeats)
	}
	return &wide
}
