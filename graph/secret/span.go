// SPDX-License-Identifier: Apache-2.0

package secret

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// Lexers of text that may be secret work on the offsets of this file: they
// learn where things stand, cut there, and never hold the text.

// A Run is a longest stretch of bytes of one class, or one byte of a class that
// stands alone.
type Run struct {
	Start, End int
	Class      uint8
}

// A Classes says which class each byte belongs to. It is a table and not a
// function on purpose: a function would see the text. Classes from Single on
// stand alone.
type Classes [256]uint8

// Single is the first class whose bytes each are a run of their own.
const Single = 128

// Runs takes the first limit bytes apart; a limit of 0 is none.
func (v Value) Runs(c *Classes, limit int) []Run {
	text := v.text()
	if limit > 0 && len(text) > limit {
		text = text[:limit]
	}
	var runs []Run
	for i := range len(text) {
		class := c[text[i]]
		if n := len(runs); n > 0 && class < Single && runs[n-1].Class == class {
			runs[n-1].End = i + 1
			continue
		}
		runs = append(runs, Run{i, i + 1, class})
	}
	return runs
}

// Spans returns the byte offsets of the first limit matches of re and of its
// groups, as [regexp.Regexp.FindAllSubmatchIndex] does.
func (v Value) Spans(re *regexp.Regexp, limit int) [][]int {
	return re.FindAllStringSubmatchIndex(v.text(), limit)
}

// Slice cuts from one byte offset to another; offsets outside are moved inside.
func (v Value) Slice(start, end int) Value {
	text := v.text()
	start = max(0, min(start, len(text)))
	return New(text[start:max(start, min(end, len(text)))])
}

// Join sets parts one behind the other.
func Join(parts ...Value) Value {
	if len(parts) == 1 {
		return parts[0]
	}
	var b strings.Builder
	for _, p := range parts {
		b.WriteString(p.text())
	}
	return New(b.String())
}

// Place is the line of a byte offset and its column in runes, both from 1.
func (v Value) Place(offset int) (line, column int) {
	text := v.text()
	text = text[:max(0, min(offset, len(text)))]
	start := strings.LastIndexByte(text, '\n') + 1
	return strings.Count(text, "\n") + 1, utf8.RuneCountInString(text[start:]) + 1
}

// OneOf is the constant that the value equals, or "". It is how a scanner reads
// an enumeration without ever holding free text.
func (v Value) OneOf(constants ...string) string {
	text := v.text()
	for _, c := range constants {
		if text == c {
			return c
		}
	}
	return ""
}

// Cut splits at the first separator.
func (v Value) Cut(separator string) (before, after Value, found bool) {
	b, a, found := strings.Cut(v.text(), separator)
	return New(b), New(a), found
}

// After is what follows a constant prefix.
func (v Value) After(prefix string) (rest Value, ok bool) {
	t, ok := strings.CutPrefix(v.text(), prefix)
	return New(t), ok
}
