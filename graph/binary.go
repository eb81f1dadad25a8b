// SPDX-License-Identifier: Apache-2.0

package graph

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// This file and its neighbour write a frozen graph down and read it again, so that
// who asks twice about an unchanged tree waits once.
//
// What is written holds no value: of a credential it has the type, the names and
// the places, like the graph. A seal is not written: with the key it confirms a
// guess, and without it says nothing.
//
//	"sdg" version
//	strings   each once, in the order of their first use; the first is ""
//	evidence  each once: basis, location, what it says
//	chains    each once, of evidence
//	nodes, links by the node that they leave, links by the node at which they arrive
//	keys      of each kind but credentials, sorted: every identity and its node
//	gaps
//	SHA-256 of all that
//
// Numbers are varints, and everything is named by its number in its table.
// Rejected: gob and JSON, which take ten times as long to read and share nothing.

const (
	binaryMagic   = "sdg"
	binaryVersion = 1
)

// AppendBinary appends the graph in a form that [ParseBinary] reads. It fails only
// for a graph that no [Build] makes.
func (g *Graph) AppendBinary(b []byte) ([]byte, error) {
	w := &binaryWriter{strings: map[string]uint64{"": 0}, texts: []string{""}, evidence: map[Evidence]uint64{}, chains: map[string]uint64{}}
	w.nodes(g)
	w.links(g)
	for _, k := range kinds {
		keys := g.keysOf(k)
		w.number(len(keys))
		for _, x := range keys {
			w.text(x.key)
			w.number(x.node.index)
		}
	}
	w.number(len(g.gaps))
	for _, gap := range g.gaps {
		w.why(Evidence{At: gap.At})
		w.text(string(gap.Kind))
		w.text(gap.Why)
	}
	if w.err != nil {
		return b, w.err
	}
	start := len(b)
	b = append(append(b, binaryMagic...), binaryVersion)
	b = w.tables(b)
	b = append(b, w.body...)
	sum := sha256.Sum256(b[start:])
	return append(b, sum[:]...), nil
}

var errNegative = errors.New("the graph holds a number below 0")

// A binaryWriter collects the tables while it writes what uses them.
type binaryWriter struct {
	body     []byte
	strings  map[string]uint64
	texts    []string
	evidence map[Evidence]uint64
	proofs   []Evidence
	chains   map[string]uint64
	chained  []Chain
	err      error
}

func (w *binaryWriter) number(n int) {
	if n < 0 {
		w.err = errNegative
	}
	w.body = binary.AppendUvarint(w.body, uint64(n))
}

// coded writes which of a closed list a word is.
func coded[T ~string](w *binaryWriter, list []T, word T) {
	i := slices.Index(list, word)
	if i < 0 {
		w.err = fmt.Errorf("the graph holds %q, which is no word of it", string(word))
		return
	}
	w.body = append(w.body, byte(i))
}

func (w *binaryWriter) textID(s string) uint64 {
	id, ok := w.strings[s]
	if !ok {
		id = uint64(len(w.texts))
		w.strings[s], w.texts = id, append(w.texts, s)
	}
	return id
}

func (w *binaryWriter) text(s string) { w.body = binary.AppendUvarint(w.body, w.textID(s)) }

func (w *binaryWriter) whyID(e Evidence) uint64 {
	id, ok := w.evidence[e]
	if !ok {
		if min(int(e.Basis), e.At.Line, e.At.Column, e.At.EndLine, e.At.EndColumn) < 0 {
			w.err = errNegative
		}
		id = uint64(len(w.proofs))
		w.evidence[e], w.proofs = id, append(w.proofs, e)
		for _, s := range []string{e.At.Repo, e.At.File, e.At.URL, e.Says} {
			w.textID(s)
		}
	}
	return id
}

func (w *binaryWriter) why(e Evidence) { w.body = binary.AppendUvarint(w.body, w.whyID(e)) }

func (w *binaryWriter) chain(c Chain) {
	var ids []byte
	for _, e := range c {
		ids = binary.AppendUvarint(ids, w.whyID(e))
	}
	id, ok := w.chains[string(ids)]
	if !ok {
		id = uint64(len(w.chained))
		w.chains[string(ids)], w.chained = id, append(w.chained, c)
	}
	w.body = binary.AppendUvarint(w.body, id)
}

func (w *binaryWriter) nodes(g *Graph) {
	w.number(len(g.nodes))
	for _, n := range g.nodes {
		coded(w, kinds, n.Kind)
		for _, s := range []string{n.Type, n.Name, n.key, n.public} {
			w.text(s)
		}
		w.number(len(n.Names))
		for _, s := range n.Names {
			w.text(s)
		}
		w.number(len(n.At))
		for _, e := range n.At {
			w.why(e)
		}
		w.number(len(n.traits))
		for _, t := range n.traits {
			coded(w, traitNames, t.Name)
			w.text(t.Detail)
			w.body = binary.AppendVarint(w.body, int64(t.Hours))
			w.number(int(t.Is))
			w.chain(t.Why)
		}
	}
}

// links writes each link once, where it leaves, and its number where it arrives.
func (w *binaryWriter) links(g *Graph) {
	number := map[*Link]int{}
	for _, n := range g.nodes {
		w.number(len(n.out))
		for _, l := range n.out {
			number[l] = len(number)
			coded(w, verbs, l.Verb)
			w.number(l.To.index)
			w.body = append(w.body, byte(l.Power), byte(l.Needs))
			w.chain(l.Why)
			w.number(len(l.Also))
			for _, c := range l.Also {
				w.chain(c)
			}
		}
	}
	for _, n := range g.nodes {
		w.number(len(n.in))
		for _, l := range n.in {
			w.number(number[l])
		}
	}
}
