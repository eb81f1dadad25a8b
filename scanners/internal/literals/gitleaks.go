// SPDX-License-Identifier: Apache-2.0

package literals

import (
	"bytes"
	"path"
	"slices"
	"sync"

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

func newGitleaks(config, ignore []byte, marks ...Mark) *gitleaks {
	g := &gitleaks{ignored: fingerprints(ignore)}
	config = bytes.Clone(bytes.TrimSpace(config))
	g.load = sync.OnceValues(func() (*plan, []graph.Gap) {
		switch {
		case len(config) > 0:
			return planOf(config, marks)
		case len(marks) > 0:
			return newPlan(defaultRules, defaultAllow, marks...), nil
		}
		return defaults(), nil
	})
	return g
}

// Find implements [Engine].
func (g *gitleaks) Find(file string, data []byte) ([]Hit, []graph.Gap) {
	return g.FindFrom(file, data, 1, 1)
}

// FindFrom implements [Engine].
func (g *gitleaks) FindFrom(file string, data []byte, line, column int) (hits []Hit, gaps []graph.Gap) {
	p, gaps := g.load()
	if file == ConfigFile || g.leftOut(p, file) {
		return nil, gaps
	}
	defer func() {
		if recover() != nil { // a bug in the libraries beneath must not end a scan
			hits, gaps = nil, append(slices.Clip(gaps), graph.Gap{At: graph.Location{File: file}, Kind: graph.Invalid, Why: "could not be searched for literal secrets"})
		}
	}()
	s := p.search(file)
	found := s.all(withoutBlobs(data), line)
	if len(found) > maxHits {
		found = found[:maxHits]
		gaps = append(slices.Clip(gaps), graph.Gap{At: graph.Location{File: file}, Kind: graph.TooLarge, Why: "has more than 5,000 literal secrets; the first 5,000 were kept"})
	}
	hits = g.hits(file, found, line, column)
	p.done(s)
	return hits, gaps
}

// leftOut reports whether a global allowlist excludes a path, or a folder above
// it: gitleaks does not enter such a folder.
func (g *gitleaks) leftOut(p *plan, file string) bool {
	return p.excluded.allows(file) || g.dirLeftOut(p, path.Dir(file))
}

func (g *gitleaks) dirLeftOut(p *plan, dir string) bool {
	if dir == "." || dir == "/" {
		return false
	}
	if known, ok := g.dirs.Load(dir); ok {
		return known.(bool)
	}
	out := g.dirLeftOut(p, path.Dir(dir)) || p.excluded.allows(dir)
	g.dirs.Store(dir, out)
	return out
}

// hits gives what was found its places, and seals.
func (g *gitleaks) hits(file string, found []finding, line, column int) []Hit {
	if len(found) == 0 {
		return nil
	}
	all := make([]Hit, len(found))
	text := found[0].text
	c := &cursor{text: text, line: line, column: column}
	for i, f := range found {
		h := Hit{Rule: f.rule.id, Value: secret.New(string(f.secret)), Decoded: f.decoded, Start: f.start, End: f.end}
		h.Line, h.Column = c.to(f.start)
		h.EndLine, h.EndColumn = step(text[f.start:f.end], h.Line, h.Column)
		switch {
		case f.allowed:
			h.Allowed = allowMark
		case g.ignored[fingerprint{path.Clean(file), f.rule.name, f.line}]:
			h.Allowed = IgnoreFile
		}
		all[i] = h
	}
	return all
}
