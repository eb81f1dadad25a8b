// SPDX-License-Identifier: Apache-2.0

package multipattern

import (
	"encoding/binary"
	"regexp/syntax"
	"slices"
	"unicode/utf8"
)

// A dfa says where a tail can match. It belongs to one goroutine and grows with
// the texts that it sees, up to maxStates; then it begins anew.
type dfa struct {
	*program
	next   []move // by state and class
	states []state
	index  map[string]move

	set, stack []uint32
	seen       []uint32 // by instruction: the turn in which it was added
	turn       uint32
	key        []byte
	accepts    bool
}

// A state is the instructions that wait for a byte.
type state []uint32

// A move is where a byte leads: the beginning of the state's row in next, twice,
// and one more where the state accepts.
type move uint32

const (
	unknown   move = 0
	dead      move = 1 // no text can lead to a match from here
	start          = 1 // the number of the first state; 0 has no row that is asked
	maxStates      = 4000
)

func newDFA(p *program) *dfa {
	d := &dfa{program: p, seen: make([]uint32, len(p.prog.Inst))}
	d.reset()
	return d
}

func (d *dfa) reset() {
	d.next, d.states, d.index = d.next[:0], d.states[:0], map[string]move{}
	d.add(nil, false) // 0
	d.begin()
	d.follow(uint32(d.prog.Start))
	if d.intern() == dead {
		d.add(nil, false)
	}
}

// run follows text from a place on. It says whether a match from there could end
// somewhere, where the last of them would, and how far it had to look.
func (d *dfa) run(text []byte, at int) (accepts bool, end, i int) {
	row, next, class := start*d.classes, d.next, &d.class
	end, i = at, at
	for i < len(text) {
		c, width := text[i], 1
		if c >= utf8.RuneSelf {
			_, width = utf8.DecodeRune(text[i:])
			c = other
		}
		n := next[row+int(class[c])]
		if n == unknown {
			n = d.step(row/d.classes, class[c])
			next = d.next
		}
		if n == dead {
			break
		}
		i += width
		row = int(n >> 1)
		if n&1 != 0 {
			accepts, end = true, i
		}
	}
	return accepts, end, i
}

// step makes the state that follows s.
func (d *dfa) step(s int, class uint8) move {
	d.begin()
	for _, pc := range d.states[s] {
		if d.takes[pc][class] {
			d.follow(d.prog.Inst[pc].Out)
		}
	}
	full := len(d.states) >= maxStates
	if full { // s is gone with all others
		set, accepts := slices.Clone(d.set), d.accepts
		d.reset()
		d.set, d.accepts = append(d.set[:0], set...), accepts
	}
	n := d.intern()
	if !full {
		d.next[s*d.classes+int(class)] = n
	}
	return n
}

func (d *dfa) begin() {
	d.turn++
	if d.turn == 0 { // wrapped: what was seen in old turns must not count
		clear(d.seen)
		d.turn = 1
	}
	d.set, d.accepts = d.set[:0], false
}

// follow adds what waits for a byte behind an instruction. Assertions hold.
func (d *dfa) follow(pc uint32) {
	d.stack = append(d.stack[:0], pc)
	for len(d.stack) > 0 {
		pc := d.stack[len(d.stack)-1]
		d.stack = d.stack[:len(d.stack)-1]
		if d.seen[pc] == d.turn {
			continue
		}
		d.seen[pc] = d.turn
		switch in := &d.prog.Inst[pc]; in.Op {
		case syntax.InstAlt, syntax.InstAltMatch:
			d.stack = append(d.stack, in.Arg, in.Out)
		case syntax.InstCapture, syntax.InstNop, syntax.InstEmptyWidth:
			d.stack = append(d.stack, in.Out)
		case syntax.InstMatch:
			d.accepts = true
		case syntax.InstFail:
		default:
			d.set = append(d.set, pc)
		}
	}
}

// intern is the state with what begin and follow have gathered.
func (d *dfa) intern() move {
	if len(d.set) == 0 && !d.accepts {
		return dead
	}
	slices.Sort(d.set)
	d.key = d.key[:0]
	if d.accepts {
		d.key = append(d.key, 1)
	}
	for _, pc := range d.set {
		d.key = binary.LittleEndian.AppendUint32(d.key, pc)
	}
	if s, ok := d.index[string(d.key)]; ok {
		return s
	}
	s := d.add(slices.Clone(d.set), d.accepts)
	d.index[string(d.key)] = s
	return s
}

func (d *dfa) add(waiting []uint32, accepts bool) move {
	to := move(len(d.states)*d.classes) << 1
	if accepts {
		to |= 1
	}
	d.states = append(d.states, waiting)
	d.next = append(d.next, make([]move, d.classes)...)
	return to
}
