// SPDX-License-Identifier: Apache-2.0

package graph

import "encoding/binary"

// tables appends what the body refers to. What evidence names is among the texts
// already.
func (w *binaryWriter) tables(b []byte) []byte {
	number := func(n uint64) { b = binary.AppendUvarint(b, n) }
	number(uint64(len(w.texts)))
	for _, s := range w.texts {
		number(uint64(len(s)))
		b = append(b, s...)
	}
	number(uint64(len(w.proofs)))
	for _, e := range w.proofs {
		for _, n := range []int{int(e.Basis), e.At.Line, e.At.Column, e.At.EndLine, e.At.EndColumn} {
			number(uint64(n))
		}
		for _, s := range []string{e.At.Repo, e.At.File, e.At.URL, e.Says} {
			number(w.textID(s))
		}
	}
	number(uint64(len(w.chained)))
	for _, c := range w.chained {
		number(uint64(len(c)))
		for _, e := range c {
			number(w.whyID(e))
		}
	}
	return b
}
