// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"slices"
	"sort"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/tree"
)

// In this file: that a value of the environment or of a line is a credential of the
// tree, or may not be printed, told without the tree having been read. An entry of
// the cache has digests of both, under a key that is made of the files in which
// credentials stand, and is written nowhere.

// credential is the one of the graph that has a value, or nil.
func (a *answer) credential(v secret.Value) *graph.Node {
	if a.entry == nil {
		if seal, ok := a.vault.Known(v); ok {
			return a.graph.Sealed(seal)
		}
		return nil
	}
	return a.sealing().of[v.Under(a.sealing().key)]
}

// unprinted reports whether a text that came in from outside holds what may not be
// printed, or whether nobody can say.
func (a *answer) unprinted(text string) bool {
	if a.entry.Bare || len(text) < secret.MinSearch {
		return false
	}
	s := a.sealing()
	return s.broken || s.weak || secret.Traces(a.entry.Traces).In(text, s.key)
}

func (a *answer) sealing() *sealing {
	if a.seals == nil {
		a.seals = unseal(a, a.trees[0])
	}
	return a.seals
}

// sealing tells the credentials of a cached graph.
type sealing struct {
	key    [sha256.Size]byte
	of     map[[16]byte]*graph.Node
	weak   bool // no file makes a key, so that there are no digests
	broken bool // a file changed since the entry was found to hold: nobody knows
}

// Files that make a key: those in which credentials stand, first the ones that git
// does not track and that are on this machine only.
const mostKeyFiles, mostTracked = 256, 64

// sealingKey is made of the bytes of these files; weak says that there are none to
// make it of.
func sealingKey(g *graph.Graph, t *tree.Tree) (key [sha256.Size]byte, weak bool) {
	var files []string
	for n := range g.Nodes(graph.Credential) {
		for _, e := range n.At {
			if e.At.File != "" {
				files = append(files, e.At.File)
			}
		}
	}
	of := func(f string) int {
		if t.IsTracked(f) {
			return 1
		}
		return 0
	}
	slices.SortFunc(files, func(a, b string) int {
		return cmp.Or(cmp.Compare(of(a), of(b)), cmp.Compare(a, b))
	})
	files = slices.Compact(files)
	own := sort.Search(len(files), func(i int) bool { return t.IsTracked(files[i]) })
	files = files[:min(len(files), max(own, mostTracked), mostKeyFiles)]
	h, bytes := sha256.New(), 0
	for _, f := range files {
		data := t.File(f)
		_, _ = fmt.Fprintf(h, "%q %d\n", f, len(data))
		h.Write(data)
		bytes += len(data)
	}
	return [sha256.Size]byte(h.Sum(nil)), bytes == 0
}

// keyMark stands first among the digests, and is that of no credential.
var keyMark = secret.New("the key of these digests")

// sealsOf are the digests of a graph that was read, in the order of its credentials,
// and the traces of all values that were read.
func sealsOf(a *answer, t *tree.Tree) (all []byte, traces secret.Traces) {
	key, weak := sealingKey(a.graph, t)
	mark := keyMark.Under(key)
	all = mark[:]
	if weak {
		return all, nil
	}
	for n := range a.graph.Nodes(graph.Credential) {
		v, ok := a.vault.Value(n.ID.Seal())
		digest := v.Under(key)
		if !ok {
			digest = [16]byte{}
		}
		all = append(all, digest[:]...)
	}
	return all, a.vault.Traces(key)
}

// unseal reads the digests of an entry.
func unseal(a *answer, t *tree.Tree) *sealing {
	s := &sealing{of: map[[16]byte]*graph.Node{}}
	s.key, s.weak = sealingKey(a.graph, t)
	mark, rest := keyMark.Under(s.key), a.entry.Seals
	if len(rest) < len(mark) || [16]byte(rest[:16]) != mark {
		s.broken = true
		return s
	}
	if s.weak {
		for range a.graph.Nodes(graph.Credential) {
			s.broken = true // one that stands in no file
		}
		return s
	}
	for n := range a.graph.Nodes(graph.Credential) {
		if rest = rest[16:]; len(rest) < 16 {
			s.broken = true
			return s
		}
		if digest := [16]byte(rest[:16]); digest != [16]byte{} {
			s.of[digest] = n
		}
	}
	s.broken = len(rest) != 16
	return s
}
