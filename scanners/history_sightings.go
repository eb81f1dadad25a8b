// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"sync"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/literals"
	"github.com/stagedoor/stagedoor/scanners/tree"
)

// Sightings are the secrets of a history, each once for every file that it stood
// in. It is safe for concurrent use while commits are read.
type sightings struct {
	hunks *literals.Hunks
	o     Options

	mu     sync.Mutex
	seen   map[sightingKey]*sighting
	values map[secret.Seal]*sightedValue
	gaps   map[graph.Gap]struct{}
}

// A sighting is a secret in a file, from the first commit that writes it to the
// last. Ranks of commits count from the newest.
type sighting struct {
	value       secret.Value
	name, says  string
	at          graph.Location // in the first
	first, last int
}

// maxSightings is how many are kept.
const maxSightings = 50_000

func newSightings(hunks *literals.Hunks, o Options) *sightings {
	return &sightings{hunks: hunks, o: o, seen: map[sightingKey]*sighting{}, values: map[secret.Seal]*sightedValue{}, gaps: map[graph.Gap]struct{}{}}
}

// see looks at what a commit adds. It is a [tree.Visit].
func (s *sightings) see(_, rank int, k tree.Hunk) {
	hits, gaps := s.hunks.Find(literals.Hunk{Commit: k.Commit, Path: k.Path, Line: k.Line, Text: k.Text})
	if len(hits) == 0 && len(gaps) == 0 && !k.Cut || s.o.Without != nil && s.o.Without(k.Path) {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, g := range gaps {
		s.gaps[g] = struct{}{}
	}
	if k.Cut {
		s.gaps[graph.Gap{At: graph.Location{File: k.Path, Commit: k.Commit}, Kind: graph.TooLarge, Why: "adds more than 16 MiB at once; the rest was not read"}] = struct{}{}
	}
	for _, h := range hits {
		if !encodes(h, hits) {
			s.add(rank, k, h)
		}
	}
}

func (s *sightings) add(rank int, k tree.Hunk, h literals.Hit) {
	name, value, ok := meaning(k.Text, h)
	if !ok || nobodys(&File{Path: k.Path}, name, h.Rule, value) != "" {
		return
	}
	seal, known := s.o.Vault.Known(value)
	v := s.values[seal]
	if v == nil {
		v = &sightedValue{inTree: known}
		s.values[seal] = v
	}
	v.reviewed = v.reviewed || h.Allowed != ""
	at := graph.Location{File: k.Path, Line: h.Line, Column: h.Column, EndLine: h.EndLine, EndColumn: h.EndColumn}
	key := sightingKey{seal, k.Path, h.Rule}
	old := s.seen[key]
	switch {
	case old == nil && len(s.seen) >= maxSightings:
		s.gaps[graph.Gap{Kind: graph.TooLarge, Why: "the history holds more than 50,000 literal secrets; the first 50,000 that were met were kept"}] = struct{}{}
	case old == nil:
		s.seen[key] = &sighting{value: value, name: name, says: saysOf(h), at: at, first: rank, last: rank}
	case rank > old.first || rank == old.first && at.Compare(old.at) < 0:
		old.first, old.at, old.name, old.says = rank, at, name, saysOf(h)
	default:
		old.last = min(old.last, rank)
	}
}

// gone are the files with a secret that the tree was not seen to hold.
func (s *sightings) gone() map[string]bool {
	paths := map[string]bool{}
	for key := range s.seen {
		if !s.values[key.seal].inTree {
			paths[key.path] = true
		}
	}
	return paths
}

// stillThere looks at a file as HEAD has it: it may lie where no walk goes.
func (s *sightings) stillThere(path string, data []byte) {
	hits, _ := s.hunks.Find(literals.Hunk{Path: path, Line: 1, Text: data})
	for _, h := range hits {
		if _, value, ok := meaning(data, h); ok {
			seal, _ := s.o.Vault.Known(value)
			if v := s.values[seal]; v != nil {
				v.inTree = true
			}
		}
	}
}
