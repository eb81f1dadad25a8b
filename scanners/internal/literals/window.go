// SPDX-License-Identifier: Apache-2.0

package literals

import (
	"math"
	"slices"
	"unicode/utf8"
)

// A window is text in which rules match.
type window struct {
	text []byte
	line int // of its first line

	newlines []int // made when first needed; a line may be as long as the text
	indexed  bool
}

// upTo is how many newlines stand at or before an offset.
func (w *window) upTo(offset int) int {
	if !w.indexed {
		w.indexed = true
		for i := range len(w.text) {
			if w.text[i] == '\n' {
				w.newlines = append(w.newlines, i)
			}
		}
	}
	i, found := slices.BinarySearch(w.newlines, offset)
	if found {
		i++
	}
	return i
}

// lineOf is the line of an offset; a match that begins with a newline belongs to
// the line after it, as with gitleaks.
func (w *window) lineOf(offset int) int { return w.line + w.upTo(offset) }

// before is the newline before an offset, or 0: gitleaks counts columns from
// there.
func (w *window) before(offset int) int {
	if n := w.upTo(offset); n > 0 {
		return w.newlines[n-1]
	}
	return 0
}

// around is the line or lines of a match, with the newline before them, since
// that is what the allowlists of gitleaks see. Of a last line without a newline, in
// which a match ends that began before, they see no more than the match.
func (w *window) around(start, end int) []byte {
	if n := w.upTo(end - 1); n < len(w.newlines) {
		return w.text[w.before(start):max(end, w.newlines[n])]
	}
	if w.upTo(start) < len(w.newlines) {
		return w.text[w.before(start):end]
	}
	return w.text[w.before(start):]
}

// entropy is Shannon's, in bits per character; rules have a least one.
func entropy(text []byte) (bits float64) {
	var ascii [128]int
	counts := ascii[:]
	var other map[rune]int
	for _, c := range string(text) {
		if c < utf8.RuneSelf {
			ascii[c]++
			continue
		}
		if other == nil {
			other = map[rune]int{}
		}
		other[c]++
	}
	for _, n := range other {
		counts = append(counts, n)
	}
	slices.Sort(counts)
	for _, n := range counts {
		if n > 0 {
			p := float64(n) / float64(len(text))
			bits -= p * math.Log2(p)
		}
	}
	return bits
}

func clamp(n, low, high int) int { return max(low, min(n, high)) }
