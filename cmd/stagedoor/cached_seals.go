// SPDX-License-Identifier: Apache-2.0

package main

import (
	"crypto/sha256"
	"fmt"
	"slices"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/tree"
)

// In this file: that a value of the environment or of a line is a credential of the
// tree, told without the tree having been read. An entry of the cache has a digest
// of each credential, under a key that is made of the files in which they stand, and
// is written nowhere.

// credential is the one of the graph that has a value, or nil.
func (a *answer) credential(v secret.Value) *graph.Node {
	if a.entry == nil {
		if seal, ok := a.vault.Known(v); ok {
			return a.graph.Sealed(seal)
		}
		return nil
	}
	if a.seals == nil {
		a.seals = unseal(a, a.trees[0])
	}
	return a.seals.of[v.Under(a.seals.key)]
}

// sealing tells the credentials of a cached graph.
type sealing struct {
	key    [sha256.Size]byte
	of     map[[16]byte]*graph.Node
	broken bool // a file changed since the entry was found to hold: nobody knows
}

// keyFiles are so many files of those in which credentials stand.
const keyFiles = 64

// sealingKey is made of the bytes of the files in which credentials stand.
func sealingKey(g *graph.Graph, t *tree.Tree) [sha256.Size]byte {
	var files []string
	for n := range g.Nodes(graph.Credential) {
		for _, e := range n.At {
			files = append(files, e.At.File)
		}
	}
	slices.Sort(files)
	files = slices.Compact(files)
	h := sha256.New()
	for _, f := range files[:min(len(files), keyFiles)] {
		data := t.File(f)
		_, _ = fmt.Fprintf(h, "%q %d\n", f, len(data))
		h.Write(data)
	}
	return [sha256.Size]byte(h.Sum(nil))
}

// keyMark stands first among the digests, and is that of no credential.
var keyMark = secret.New("the key of these digests")

// sealsOf are the digests of a graph that was read, in the order of its credentials.
func sealsOf(a *answer, t *tree.Tree) []byte {
	key := sealingKey(a.graph, t)
	mark := keyMark.Under(key)
	all := mark[:]
	for n := range a.graph.Nodes(graph.Credential) {
		v, ok := a.vault.Value(n.ID.Seal())
		digest := v.Under(key)
		if !ok {
			digest = [16]byte{}
		}
		all = append(all, digest[:]...)
	}
	return all
}

// unseal reads the digests of an entry.
func unseal(a *answer, t *tree.Tree) *sealing {
	s := &sealing{key: sealingKey(a.graph, t), of: map[[16]byte]*graph.Node{}}
	mark, rest := keyMark.Under(s.key), a.entry.Seals
	if len(rest) < len(mark) || [16]byte(rest[:16]) != mark {
		s.broken = true
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
