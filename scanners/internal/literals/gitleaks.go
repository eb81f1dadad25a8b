// SPDX-License-Identifier: Apache-2.0

package literals

import (
	"bytes"
	"cmp"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/zricethezav/gitleaks/v8/config"
	"github.com/zricethezav/gitleaks/v8/detect/codec"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
)

const (
	// decodeDepth is that of gitleaks' command; its library has 0.
	decodeDepth = 5
	// whole is the size up to which a file is looked at in one piece. Larger ones
	// are cut, since decoding takes time that grows with the square of what is
	// encoded; overlap is what two windows share, enough for any private key.
	whole   = 256 << 10
	overlap = 16 << 10
	// maxHits is how many secrets of one file are kept.
	maxHits = 5000

	allowMark = "gitleaks:allow"
)

type gitleaks struct {
	load    func() (*plan, []graph.Gap)
	ignored map[fingerprint]bool
	dirs    sync.Map // folder to whether an allowlist leaves it out
}

func newGitleaks(config, ignore []byte) *gitleaks {
	g := &gitleaks{ignored: fingerprints(ignore)}
	g.load = func() (*plan, []graph.Gap) { return defaults(), nil }
	if len(bytes.TrimSpace(config)) > 0 {
		config = bytes.Clone(config)
		g.load = sync.OnceValues(func() (*plan, []graph.Gap) { return planOf(config) })
	}
	return g
}

// Find implements [Engine].
func (g *gitleaks) Find(file string, data []byte) (hits []Hit, gaps []graph.Gap) {
	p, gaps := g.load()
	if file == ConfigFile || g.leftOut(p, file) {
		return nil, gaps
	}
	defer func() {
		if recover() != nil { // a bug in the libraries beneath must not end a scan
			hits, gaps = nil, append(slices.Clip(gaps), graph.Gap{At: graph.Location{File: file}, Kind: graph.Invalid, Why: "could not be searched for literal secrets"})
		}
	}()
	s := &search{plan: p, file: file}
	found := s.all(withoutBlobs(string(data)))
	if len(found) > maxHits {
		found = found[:maxHits]
		gaps = append(slices.Clip(gaps), graph.Gap{At: graph.Location{File: file}, Kind: graph.TooLarge, Why: "has more than 5,000 literal secrets; the first 5,000 were kept"})
	}
	return g.hits(file, found), gaps
}

// leftOut reports whether a global allowlist excludes a path, or a folder above
// it: gitleaks does not enter such a folder.
func (g *gitleaks) leftOut(p *plan, file string) bool {
	return pathAllowed(p.allowlists, file) || g.dirLeftOut(p, path.Dir(file))
}

func (g *gitleaks) dirLeftOut(p *plan, dir string) bool {
	if dir == "." || dir == "/" {
		return false
	}
	if known, ok := g.dirs.Load(dir); ok {
		return known.(bool)
	}
	out := g.dirLeftOut(p, path.Dir(dir)) || pathAllowed(p.allowlists, dir)
	g.dirs.Store(dir, out)
	return out
}

// pathAllowed asks what can be decided by path alone. A list that wants several
// things at once is asked again when there is a finding.
func pathAllowed(lists []*config.Allowlist, file string) bool {
	for _, a := range lists {
		alone := a.MatchCondition == config.AllowlistMatchOr || len(a.Commits)+len(a.Regexes)+len(a.StopWords) == 0
		if alone && a.PathAllowed(file) {
			return true
		}
	}
	return false
}

// hits gives what was found its places, and seals.
func (g *gitleaks) hits(file string, found []finding) []Hit {
	if len(found) == 0 {
		return nil
	}
	all := make([]Hit, len(found))
	text := found[0].text
	c := newCursor(text)
	for i, f := range found {
		h := Hit{Rule: f.rule.id, Value: secret.New(strings.Clone(f.secret)), Decoded: f.decoded, Start: f.start, End: f.end}
		h.Line, h.Column = c.to(f.start)
		h.EndLine, h.EndColumn = step(text[f.start:f.end], h.Line, h.Column)
		switch {
		case f.allowed:
			h.Allowed = allowMark
		case g.ignored[fingerprint{path.Clean(file), f.rule.RuleID, f.line}]:
			h.Allowed = IgnoreFile
		}
		all[i] = h
	}
	return all
}

// A search is the work on one file.
type search struct {
	*plan
	file string
}

// A finding is a match that passed entropy and allowlists. Offsets count in the
// whole file.
type finding struct {
	rule       *rule
	text       string // the whole file
	match      int    // where the match begins
	line       int    // its line, from 1, as gitleaks counts
	start, end int    // of the secret, or of the encoded text
	secret     string
	decoded    bool
	allowed    bool
}

// all looks at a file window by window and returns what is found in order of
// place, each once.
func (s *search) all(text string) []finding {
	var all []finding
	lines := 1
	for begin := 0; ; {
		end := windowEnd(text, begin)
		found := s.window(&window{text: text[begin:end], line: lines})
		for _, f := range found {
			f.text = text
			f.match, f.start, f.end = f.match+begin, f.start+begin, f.end+begin
			all = append(all, f)
		}
		if end == len(text) || len(all) > 2*maxHits {
			break
		}
		next := lineStart(text, end-overlap, end-2*overlap)
		lines += strings.Count(text[begin:next], "\n")
		begin = next
	}
	slices.SortStableFunc(all, func(a, b finding) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end), strings.Compare(a.rule.RuleID, b.rule.RuleID), strings.Compare(a.secret, b.secret))
	})
	return slices.CompactFunc(all, func(a, b finding) bool {
		return a.start == b.start && a.end == b.end && a.rule == b.rule && a.secret == b.secret
	})
}

func windowEnd(text string, begin int) int {
	if len(text)-begin <= whole {
		return len(text)
	}
	return lineStart(text, begin+whole, begin+whole-overlap/2)
}

// lineStart is the last beginning of a line in text[low:at+1], or at where a line
// is too long for that.
func lineStart(text string, at, low int) int {
	if i := strings.LastIndexByte(text[low:at], '\n'); i >= 0 {
		return low + i + 1
	}
	return at
}

// window runs every rule whose keywords occur over the text, decodes what is
// encoded in it and looks again.
func (s *search) window(w *window) []finding {
	var found []finding
	current, segments := w.text, []*codec.EncodedSegment(nil)
	decoder := codec.NewDecoder()
	for depth := 0; ; depth++ {
		present := s.present(current)
		for _, r := range s.rules {
			if r.wanted(present) {
				found = append(found, s.rule(r, w, current, segments)...)
			}
		}
		if depth == decodeDepth || !mayDecode(current) {
			break
		}
		if current, segments = decoder.Decode(current, segments); len(segments) == 0 {
			break
		}
	}
	return specific(found)
}

// present says which keywords occur.
func (p *plan) present(text string) []bool {
	present := make([]bool, p.patterns)
	p.keywords.Walk([]byte(strings.ToLower(text)), func(_, _, pattern int64) bool {
		present[pattern] = true
		return true
	})
	return present
}

func (r *rule) wanted(present []bool) bool {
	if len(r.Keywords) == 0 {
		return true
	}
	for _, k := range r.keywords {
		if present[k] {
			return true
		}
	}
	return false
}

// specific drops what a generic rule found where another rule found it as well,
// on the same line.
func specific(found []finding) []finding {
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
		return f.rule.generic && slices.ContainsFunc(byLine[f.line], func(o finding) bool { return strings.Contains(o.secret, f.secret) })
	})
}
