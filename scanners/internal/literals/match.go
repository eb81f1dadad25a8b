// SPDX-License-Identifier: Apache-2.0

package literals

import (
	"math"
	"slices"
	"strings"

	"github.com/zricethezav/gitleaks/v8/config"
	"github.com/zricethezav/gitleaks/v8/detect/codec"
)

// rule returns what one rule finds, with the findings that it requires nearby.
func (s *search) rule(r *rule, w *window, current string, segments []*codec.EncodedSegment) []finding {
	if r.SkipReport {
		return nil
	}
	found := s.matches(r, w, current, segments)
	for _, q := range r.RequiredRules {
		if len(found) == 0 {
			return nil
		}
		other, ok := s.byID[q.RuleID]
		if !ok {
			return nil
		}
		near := s.matches(other, w, current, segments)
		found = slices.DeleteFunc(found, func(f finding) bool {
			return !slices.ContainsFunc(near, func(o finding) bool { return within(w, f, o, q) })
		})
	}
	return found
}

func within(w *window, a, b finding, q *config.Required) bool {
	distance := func(x, y int) int { return max(x-y, y-x) }
	if q.WithinLines != nil && distance(a.line, b.line) > *q.WithinLines {
		return false
	}
	return q.WithinColumns == nil || distance(a.match-w.before(a.match), b.match-w.before(b.match)) <= *q.WithinColumns
}

// matches applies a rule's expression, its entropy and all allowlists. Offsets
// are the window's.
func (s *search) matches(r *rule, w *window, current string, segments []*codec.EncodedSegment) []finding {
	if r.Regex == nil || r.Path != nil && !r.Path.MatchString(s.file) || pathAllowed(r.Allowlists, s.file) {
		return nil
	}
	var found []finding
	for _, m := range r.findAll(current) {
		text := strings.Trim(current[m[0]:m[1]], "\n")
		f := finding{rule: r, decoded: len(segments) > 0}
		line, start, end := "", m[0], m[0]+len(text)
		if f.decoded {
			over := codec.SegmentsWithDecodedOverlap(segments, m[0], m[1])
			if len(over) == 0 {
				continue // it is in the text itself, and was found there
			}
			adjusted := codec.AdjustMatchIndex(over, m)
			start = clamp(adjusted[0], 0, len(w.text))
			end = clamp(adjusted[1], start, len(w.text))
			line = codec.CurrentLine(over, current)
		}
		var ok bool
		if f.secret, f.start, ok = r.secretIn(text); !ok {
			continue
		}
		if r.Entropy != 0 && entropy(f.secret) <= r.Entropy {
			continue
		}
		f.match, f.line = start, w.lineOf(start)
		if !f.decoded {
			line = w.around(start, end)
		}
		if s.allowed(s.allowlists, f.secret, text, line) || s.allowed(r.Allowlists, f.secret, text, line) {
			continue
		}
		if f.decoded {
			f.start, f.end = start, end
		} else {
			f.start += start + len(current[m[0]:]) - len(strings.TrimLeft(current[m[0]:], "\n"))
			f.end = f.start + len(f.secret)
		}
		f.allowed = strings.Contains(w.around(start, end), allowMark)
		found = append(found, f)
	}
	return found
}

// secretIn is the part of a match that is the secret: the group that the rule
// names, else the first that is not empty, else all of it.
func (r *rule) secretIn(text string) (string, int, bool) {
	m := r.Regex.FindStringSubmatchIndex(text)
	if len(m) <= 2 {
		return text, 0, text != ""
	}
	if g := r.SecretGroup; g > 0 {
		if 2*g+1 >= len(m) || m[2*g] < 0 || m[2*g] == m[2*g+1] {
			return "", 0, false
		}
		return text[m[2*g]:m[2*g+1]], m[2*g], true
	}
	for g := 2; g+1 < len(m); g += 2 {
		if m[g] >= 0 && m[g] < m[g+1] {
			return text[m[g]:m[g+1]], m[g], true
		}
	}
	return text, 0, text != ""
}

// allowed asks allowlists about a finding. One with OR has been asked about the
// path before.
func (s *search) allowed(lists []*config.Allowlist, secret, match, line string) bool {
	for _, a := range lists {
		target := secret
		switch a.RegexTarget {
		case "match":
			target = match
		case "line":
			target = line
		}
		stop, _ := a.ContainsStopWord(secret)
		if a.MatchCondition != config.AllowlistMatchAnd {
			if stop || a.RegexAllowed(target) {
				return true
			}
			continue
		}
		if len(a.Commits) == 0 && // a file on disk is of no commit
			(len(a.Paths) == 0 || a.PathAllowed(s.file)) &&
			(len(a.Regexes) == 0 || a.RegexAllowed(target)) &&
			(len(a.StopWords) == 0 || stop) {
			return true
		}
	}
	return false
}

// A window is text in which rules match.
type window struct {
	text string
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
// that is what the allowlists of gitleaks see.
func (w *window) around(start, end int) string {
	if n := w.upTo(end - 1); n < len(w.newlines) {
		return w.text[w.before(start):max(end, w.newlines[n])]
	}
	return w.text[w.before(start):]
}

// entropy is Shannon's, in bits per character; rules have a least one.
func entropy(text string) (bits float64) {
	var ascii [128]int
	other := map[rune]int{}
	for _, c := range text {
		if c < 128 {
			ascii[c]++
		} else {
			other[c]++
		}
	}
	counts := ascii[:]
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
