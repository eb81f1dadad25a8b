// SPDX-License-Identifier: Apache-2.0

package tree

import (
	"bytes"
	"hash/maphash"
	"slices"
)

// A comparison is one worker's tools for comparing versions.
type comparison struct {
	old   map[uint64]struct{}
	lines []compared
	text  []byte
	fresh [][2]int // places of the text that no version before has; nil for all of it
}

type compared struct {
	text []byte
	sum  uint64
	want bool
}

// sieveSeed makes the sums of lines, which are kept beyond one worker.
var sieveSeed = maphash.MakeSeed()

func newComparison() *comparison {
	return &comparison{old: map[uint64]struct{}{}}
}

const (
	// beside is how many lines at both ends of new ones are looked at with them, and
	// between how many between two such places: git may call them added as well.
	beside  = 2
	between = 8
)

// manyLines is from when on a set of lines is made anew.
const manyLines = 2_000

// added is the text of a version that none of those before it has, in lines; nothing
// for a binary file, as git judges it, and all where one before was binary. Known
// says that a line of it interested before.
func (c *comparison) added(after []byte, from [][]byte, hot map[uint64]struct{}) (text []byte, known bool) {
	c.fresh = nil
	if Binary(after) {
		return nil, false
	}
	if len(from) == 0 {
		return after, false
	}
	if len(c.old) > manyLines {
		c.old = map[uint64]struct{}{} // to clear it takes as long as it is large
	} else {
		clear(c.old)
	}
	var before []byte
	for i, one := range from {
		if Binary(one) {
			return after, false
		}
		if before = one; i == 0 {
			before, after = middle(before, after)
			if len(from) == 1 && len(before) == 0 && len(hot) == 0 {
				return after, false
			}
		}
		for line := range bytes.Lines(before) {
			c.old[maphash.Bytes(sieveSeed, line)] = struct{}{}
		}
	}
	c.lines = c.lines[:0]
	for line := range bytes.Lines(after) {
		sum := maphash.Bytes(sieveSeed, line)
		_, old := c.old[sum]
		_, is := hot[sum]
		known = known || is
		c.lines = append(c.lines, compared{line, sum, !old})
	}
	known = known && !(len(from) == 1 && c.inOrder(before, hot))
	c.text, c.fresh = c.text[:0], [][2]int{}
	for i, next := 0, 0; i < len(c.lines); i++ {
		if !c.lines[i].want {
			continue
		}
		begin := max(next, i-beside)
		if next > 0 && i-next <= between {
			begin = next
		}
		for next = min(len(c.lines), i+1+beside); begin < next; begin++ {
			if c.lines[begin].want {
				c.fresh = append(c.fresh, [2]int{len(c.text), len(c.text) + len(c.lines[begin].text)})
			}
			c.text = append(c.text, c.lines[begin].text...)
		}
	}
	return c.text, known
}

// isNew reports whether a place lies in lines that no version before has.
func (c *comparison) isNew(place [2]int) bool {
	return c.fresh == nil || slices.ContainsFunc(c.fresh, func(f [2]int) bool { return place[0] < f[1] && f[0] <= place[1] })
}

// inOrder reports whether no line that interested moved: each stands once in both
// texts, as other lines do, and all of these follow each other in one order.
func (c *comparison) inOrder(before []byte, hot map[uint64]struct{}) bool {
	count := map[uint64][2]int{}
	for line := range bytes.Lines(before) {
		n := count[maphash.Bytes(sieveSeed, line)]
		n[0]++
		count[maphash.Bytes(sieveSeed, line)] = n
	}
	for _, l := range c.lines {
		n := count[l.sum]
		n[1]++
		count[l.sum] = n
	}
	var order []uint64
	for line := range bytes.Lines(before) {
		if sum := maphash.Bytes(sieveSeed, line); count[sum] == [2]int{1, 1} {
			order = append(order, sum)
		}
	}
	i := 0
	for _, l := range c.lines {
		n := count[l.sum]
		if n == [2]int{1, 1} {
			if order[i] != l.sum {
				return false
			}
			i++
		} else if _, is := hot[l.sum]; is {
			return false
		}
	}
	return true
}

// remember adds the longest of the lines that a place lies in to those that
// interested: wherever all of them come again, it does.
func (c *comparison) remember(hot map[uint64]struct{}, text []byte, place [2]int) map[uint64]struct{} {
	if hot == nil {
		hot = map[uint64]struct{}{}
	}
	from, to := max(0, min(place[0], len(text)-1)), max(0, min(place[1], len(text)))
	from = bytes.LastIndexByte(text[:from], '\n') + 1
	if i := bytes.IndexByte(text[max(from, to-1):], '\n'); i >= 0 {
		to = max(from, to-1) + i + 1
	} else {
		to = len(text)
	}
	var longest []byte
	for line := range bytes.Lines(text[from:to]) {
		if len(line) > len(longest) {
			longest = line
		}
	}
	hot[maphash.Bytes(sieveSeed, longest)] = struct{}{}
	return hot
}
