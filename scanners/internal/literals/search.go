// SPDX-License-Identifier: Apache-2.0

package literals

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/scanners/internal/multipattern"
)

// A search is the work on one file.
type search struct {
	*plan
	file    string
	commit  string             // "" for a file on disk
	matched bool               // an expression matched, whatever became of it
	note    func(from, to int) // is told of every match, by its place in the window; nil for nobody
	matcher *multipattern.Matcher
	lines   map[lineAsked]bool // what allowlists say of the lines of this pass
	own     []finding          // by marks, in the last window
}

// A lineAsked is an allowlist and a line: where its text lies, and how long it is.
// Of many findings in one line it is asked once.
type lineAsked struct {
	list *allowlist
	text *byte
	size int
}

// lineMatches is [allowlist.matches] for a line of this pass.
func (s *search) lineMatches(a *allowlist, line []byte) bool {
	if len(line) == 0 {
		return false
	}
	key := lineAsked{a, &line[0], len(line)}
	known, ok := s.lines[key]
	if !ok {
		known = a.matches(line)
		s.lines[key] = known
	}
	return known
}

// A finding is a match that passed entropy and allowlists. Offsets count in the
// whole file.
type finding struct {
	rule       *rule
	text       []byte // the whole file
	from, to   int    // of the match, or of the encoded text
	line       int    // its first, from 1, as gitleaks counts
	start, end int    // of the secret, or of the encoded text
	match      []byte // decoded
	secret     []byte // decoded
	entropy    float64
	decoded    bool
	encodings  []string // as gitleaks tags them
	allowed    bool
}

// all looks at a text, which begins at a line, window by window and returns what is
// found in order of place, each once.
func (s *search) all(text []byte, lines int) []finding {
	var all []finding
	for begin := 0; ; {
		end := windowEnd(text, begin)
		found := s.window(&window{text: text[begin:end], line: lines})
		for _, f := range beside(found, s.own) {
			f.text = text
			f.from, f.to, f.start, f.end = f.from+begin, f.to+begin, f.start+begin, f.end+begin
			all = append(all, f)
		}
		if end == len(text) || len(all) > 2*maxHits {
			break
		}
		next := lineStart(text, end-overlap, end-2*overlap)
		lines += bytes.Count(text[begin:next], newline)
		begin = next
	}
	slices.SortStableFunc(all, func(a, b finding) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end), strings.Compare(a.rule.name, b.rule.name), bytes.Compare(a.secret, b.secret))
	})
	return slices.CompactFunc(all, func(a, b finding) bool {
		return a.start == b.start && a.end == b.end && a.rule == b.rule && bytes.Equal(a.secret, b.secret)
	})
}

var newline = []byte{'\n'}

func windowEnd(text []byte, begin int) int {
	if len(text)-begin <= whole {
		return len(text)
	}
	return lineStart(text, begin+whole, begin+whole-overlap/2)
}

// lineStart is the last beginning of a line in text[low:at+1], or at where a line
// is too long for that.
func lineStart(text []byte, at, low int) int {
	if i := bytes.LastIndexByte(text[low:at], '\n'); i >= 0 {
		return low + i + 1
	}
	return at
}

// window runs every rule whose keywords occur over the text, decodes what is
// encoded in it and looks again. What marks find is put aside.
func (s *search) window(w *window) []finding {
	var found []finding
	r := &round{text: w.text}
	for r != nil {
		found = append(found, s.pass(w, r)...)
		if r.depth == decodeDepth {
			break
		}
		r = r.next()
	}
	return specific(found)
}

// pass runs the rules over the text as it is after some decoding.
func (s *search) pass(w *window, t *round) (found []finding) {
	s.matcher.Scan(t.text)
	clear(s.lines)
	if t.depth == 0 {
		s.own = s.marked(w)
	}
	present := s.present(t.text)
	for _, r := range s.rules {
		if r.wanted(present) {
			found = append(found, s.rule(r, w, t)...)
		}
	}
	return found
}

// present says which keywords occur: for most texts, those that were met on the
// way. Lowering may make new ones.
func (s *search) present(text []byte) func(word int) bool {
	switch {
	case s.foreign:
		low := strings.ToLower(string(text))
		return func(word int) bool { return strings.Contains(low, s.keywords[word]) }
	case s.matcher.Lowers():
		s.matcher.Reword(bytes.ToLower(text))
	}
	return s.matcher.Has
}

func (r *rule) wanted(present func(word int) bool) bool {
	return r.always || slices.ContainsFunc(r.words, present)
}

// specific drops what a generic rule found where another rule found it as well,
// on the same line. A finding that a mark allows takes only others that it allows
// with it.
func specific(found []finding) []finding {
	if !slices.ContainsFunc(found, func(f finding) bool { return f.rule.generic }) {
		return found
	}
	byLine := map[int][]finding{}
	for _, f := range found {
		if !f.rule.generic {
			byLine[f.line] = append(byLine[f.line], f)
		}
	}
	if len(byLine) == 0 {
		return found
	}
	return slices.DeleteFunc(found, func(f finding) bool {
		return f.rule.generic && slices.ContainsFunc(byLine[f.line], func(o finding) bool {
			return (f.allowed || !o.allowed) && bytes.Contains(o.secret, f.secret)
		})
	})
}
