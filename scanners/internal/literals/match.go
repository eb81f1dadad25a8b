// SPDX-License-Identifier: Apache-2.0

package literals

import (
	"bytes"
	"slices"
)

// rule returns what one rule finds, with the findings that it requires nearby.
func (s *search) rule(r *rule, w *window, t *round) []finding {
	if r.hidden {
		return nil
	}
	found := s.matches(r, w, t)
	for _, q := range r.required {
		if len(found) == 0 {
			return nil
		}
		other, ok := s.byName[q.name]
		if !ok {
			return nil
		}
		near := s.matches(other, w, t)
		found = slices.DeleteFunc(found, func(f finding) bool {
			return !slices.ContainsFunc(near, func(o finding) bool { return q.near(w, f, o) })
		})
	}
	return found
}

// matches applies a rule's expression, its entropy and all allowlists. Offsets
// are the window's.
func (s *search) matches(r *rule, w *window, t *round) (found []finding) {
	if r.pattern < 0 {
		return nil
	}
	spans := s.matcher.FindAll(r.pattern)
	if len(spans) == 0 {
		return nil
	}
	s.matched = true
	if s.note != nil {
		s.noted(spans, t)
	}
	if r.paths != nil && !r.paths.MatchString(s.file) || pathAllowed(r.allowlists, s.file) || s.byCommit && commitAllowed(r.allowlists, s.commit, s.file) {
		return nil
	}
	for _, m := range spans {
		start, end := trim(t.text, m.Start, m.End)
		f := finding{rule: r, decoded: t.depth > 0, match: t.text[start:end], from: m.Start, to: m.Start + end - start}
		var line []byte
		if f.decoded {
			over := t.overlapping(span{m.Start, m.End})
			if len(over) == 0 {
				continue // it is in the text itself, and was found there
			}
			original := t.original(over, span{m.Start, m.End})
			f.from = clamp(original.start, 0, len(w.text))
			f.to = clamp(original.end, f.from, len(w.text))
			f.encodings, line = t.tags(over), t.line(over)
		}
		var ok bool
		if f.secret, f.start, ok = s.secretIn(r, t.text, start, end); !ok {
			continue
		}
		if f.entropy = entropy(f.secret); r.entropy != 0 && f.entropy <= r.entropy {
			continue
		}
		f.line = w.lineOf(f.from)
		if len(line) == 0 {
			line = w.around(f.from, f.to)
		}
		if s.allowed(s.allowlists, f.secret, f.match, line) || s.allowed(r.allowlists, f.secret, f.match, line) {
			continue
		}
		f.start += f.from + start - m.Start
		f.end = f.start + len(f.secret)
		if f.decoded {
			f.start, f.end = f.from, f.to
		}
		f.allowed = bytes.Contains(w.around(f.from, f.to), []byte(allowMark))
		found = append(found, f)
	}
	return found
}

// trim leaves out newlines at both ends.
func trim(text []byte, start, end int) (int, int) {
	for start < end && text[start] == '\n' {
		start++
	}
	for start < end && text[end-1] == '\n' {
		end--
	}
	return start, end
}

// secretIn is the part of a match that is the secret: the group that the rule
// names, else the first that is not empty, else all of it. At is where it begins
// in the match.
func (s *search) secretIn(r *rule, text []byte, start, end int) (secret []byte, at int, ok bool) {
	match := text[start:end]
	m := s.matcher.Groups(r.pattern, start, end)
	if len(m) <= 2 {
		return match, 0, len(match) > 0
	}
	if g := r.group; g > 0 {
		if 2*g+1 >= len(m) || m[2*g] < 0 || m[2*g] == m[2*g+1] {
			return nil, 0, false
		}
		return match[m[2*g]:m[2*g+1]], m[2*g], true
	}
	for g := 2; g+1 < len(m); g += 2 {
		if m[g] >= 0 && m[g] < m[g+1] {
			return match[m[g]:m[g+1]], m[g], true
		}
	}
	return match, 0, len(match) > 0
}

// allowed asks allowlists about a finding. One with OR has been asked about the
// path before.
func (s *search) allowed(lists []*allowlist, secret, match, line []byte) bool {
	for _, a := range lists {
		matches := func() bool {
			switch a.target {
			case "match":
				return a.matches(match)
			case "line":
				return s.lineMatches(a, line)
			}
			return a.matches(secret)
		}
		if !a.all {
			if a.stops(secret) || matches() {
				return true
			}
			continue
		}
		if (!a.commits || a.names(s.commit)) && // a file on disk is of no commit
			(a.path == nil || a.path.MatchString(s.file)) &&
			(a.regex == nil || matches()) &&
			(len(a.stopWords) == 0 || a.stops(secret)) {
			return true
		}
	}
	return false
}
