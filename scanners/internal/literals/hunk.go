// SPDX-License-Identifier: Apache-2.0

package literals

import (
	"hash/maphash"
	"path"
	"slices"
	"sync"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/internal/multipattern"
)

// A Hunk is lines that a commit adds beside each other. It is looked at by itself,
// as gitleaks does: a rule that needs a line before it, which was there already,
// finds nothing.
type Hunk struct {
	Commit string
	Path   string
	Line   int // of the first of them
	Text   []byte
}

// Hunks looks for secrets in a history, whose commits bring the same lines again
// and again: on branches, by reverts, in files that are moved. Lines in which no
// rule matches are remembered wherever they stand, and those with a match by their
// path. It is safe for concurrent use.
type Hunks struct {
	engine *gitleaks
	seed   maphash.Seed // what is remembered is a sum of 64 bits, under a key that no text can know

	mu    sync.Mutex
	clean map[uint64]struct{}
	found map[uint64][]finding
	out   map[string]bool // paths that are left out
}

// maxHunks is how many are remembered, at some twenty bytes each.
const maxHunks = 4 << 20

// Hunks implements [Engine].
func (g *gitleaks) Hunks() *Hunks {
	return &Hunks{engine: g, seed: maphash.MakeSeed(), clean: map[uint64]struct{}{}, found: map[uint64][]finding{}, out: map[string]bool{}}
}

// Find returns what stands in a hunk, with the lines that it has in the commit, and
// what could not be looked at. Start and End count in the hunk's text.
func (h *Hunks) Find(k Hunk) (hits []Hit, gaps []graph.Gap) {
	g := h.engine
	p, gaps := g.load()
	if h.leftOut(p, k.Path) || p.byCommit && commitAllowed(p.allowlists, k.Commit, k.Path) {
		return nil, gaps
	}
	defer func() {
		if recover() != nil { // a bug in the libraries beneath must not end a scan
			hits, gaps = nil, append(slices.Clip(gaps), graph.Gap{At: graph.Location{File: k.Path, Commit: k.Commit}, Kind: graph.Invalid, Why: "could not be searched for literal secrets"})
		}
	}()
	found := h.search(p, k)
	if len(found) == 0 {
		return nil, gaps
	}
	if len(found) > maxHits {
		found = found[:maxHits]
		gaps = append(slices.Clip(gaps), graph.Gap{At: graph.Location{File: k.Path, Commit: k.Commit}, Kind: graph.TooLarge, Why: "has more than 5,000 literal secrets; the first 5,000 were kept"})
	}
	found = slices.Clone(found)
	for i := range found {
		found[i].line += k.Line - 1
		found[i].text = k.Text // of the first hunk that said the same
	}
	return g.hits(k.Path, found, k.Line, 1), gaps
}

// search is what rules find in a hunk, by offsets and lines of its text, from memory
// where it was there before.
func (h *Hunks) search(p *plan, k Hunk) []finding {
	sum := maphash.Bytes(h.seed, k.Text)
	place := sum ^ maphash.String(h.seed, k.Path)*0x9e3779b97f4a7c15
	h.mu.Lock()
	_, clean := h.clean[sum]
	found, known := h.found[place]
	h.mu.Unlock()
	if clean || known {
		return found
	}
	s := p.search(k.Path)
	s.commit, s.matched = k.Commit, false
	found = s.all(withoutBlobs(k.Text), 1)
	clean = !s.matched
	for i := range found {
		found[i].secret = slices.Clone(found[i].secret) // the text is the caller's
		found[i].match, found[i].text = nil, nil
	}
	p.done(s)
	h.mu.Lock()
	defer h.mu.Unlock()
	switch {
	case len(h.clean)+len(h.found) >= maxHunks:
	case clean:
		h.clean[sum] = struct{}{}
	case !p.byCommit:
		h.found[place] = found
	}
	return found
}

// Suspects are the places, by bytes, where an expression of a rule matches in lines
// of a file, whatever becomes of the match. What is found in some of the lines is
// found in all, where the rules are [Hunks.Local].
func (h *Hunks) Suspects(path string, text []byte) (places [][2]int) {
	p, _ := h.engine.load()
	if h.leftOut(p, path) {
		return nil
	}
	sum := maphash.Bytes(h.seed, text)
	h.mu.Lock()
	_, clean := h.clean[sum]
	h.mu.Unlock()
	if clean {
		return nil
	}
	defer func() {
		if recover() != nil { // [Hunks.Find] will say so
			places = [][2]int{{0, len(text)}}
		}
	}()
	shown, s, begin := withoutBlobs(text), p.search(path), 0
	s.note = func(from, to int) { places = append(places, [2]int{begin + from, begin + to}) }
	for {
		end := windowEnd(shown, begin)
		s.window(&window{text: shown[begin:end], line: 1})
		if end == len(shown) {
			break
		}
		begin = lineStart(shown, end-overlap, end-2*overlap)
	}
	s.note = nil
	p.done(s)
	if len(places) == 0 {
		h.mu.Lock()
		defer h.mu.Unlock()
		if len(h.clean)+len(h.found) < maxHunks {
			h.clean[sum] = struct{}{}
		}
	}
	return places
}

// noted tells of matches; of what was decoded, where it stands encoded.
func (s *search) noted(matches []multipattern.Span, t *round) {
	for _, m := range matches {
		at := span{m.Start, m.End}
		if t.depth > 0 {
			over := t.overlapping(at)
			if len(over) == 0 {
				continue // it was met before
			}
			at = t.original(over, at)
		}
		s.note(at.start, at.end)
	}
}

// Local reports whether no rule asks where its text begins or ends, but the default
// ones, of which each takes the end of a line for the same.
func (h *Hunks) Local() bool {
	p, _ := h.engine.load()
	return p.local()
}

// leftOut asks about the path alone: gitleaks knows no folders in a history.
func (h *Hunks) leftOut(p *plan, file string) bool {
	h.mu.Lock()
	out, known := h.out[file]
	h.mu.Unlock()
	if known {
		return out
	}
	out = path.Clean(file) == ConfigFile || p.excluded.allows(file)
	h.mu.Lock()
	h.out[file] = out
	h.mu.Unlock()
	return out
}

// commitAllowed asks allowlists that name commits.
func commitAllowed(lists []*allowlist, commit, file string) bool {
	return slices.ContainsFunc(lists, func(a *allowlist) bool {
		if !a.names(commit) {
			return false
		}
		return !a.all || len(a.regexes) == 0 && len(a.stopWords) == 0 && (a.path == nil || a.path.MatchString(file))
	})
}

// names reports whether an allowlist has a commit among those that it leaves out.
func (a *allowlist) names(commit string) bool {
	return commit != "" && slices.Contains(a.commitIDs, commit)
}
