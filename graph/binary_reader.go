// SPDX-License-Identifier: Apache-2.0

package graph

import (
	"encoding/binary"
	"math"
)

// A binaryReader reads one thing after the other. After the first that is wrong it
// is bad, and gives zeros.
type binaryReader struct {
	rest   string
	bad    bool
	texts  []string
	proofs []Evidence
	chains []Chain
}

func (r *binaryReader) fail() { r.bad, r.rest = true, "" }

func (r *binaryReader) uvarint() uint64 {
	var v uint64
	for i := 0; i < len(r.rest) && i < binary.MaxVarintLen64; i++ {
		c := r.rest[i]
		v |= uint64(c&0x7f) << (7 * i)
		if c < 0x80 {
			r.rest = r.rest[i+1:]
			return v
		}
	}
	r.fail()
	return 0
}

// number is one that fits a place in a file.
func (r *binaryReader) number() int {
	n := r.uvarint()
	if n > math.MaxInt32 {
		r.fail()
		return 0
	}
	return int(n)
}

// count is how many things follow that take this many bytes at least.
func (r *binaryReader) count(size int) int {
	n := r.uvarint()
	if n > uint64(len(r.rest)/size) {
		r.fail()
		return 0
	}
	return int(n)
}

// below is a number below a bound.
func (r *binaryReader) below(n int) int {
	i := r.uvarint()
	if i >= uint64(n) {
		r.fail()
		return 0
	}
	return int(i)
}

// pick is what the next number names in a table.
func pick[T any](r *binaryReader, table []T) (t T) {
	i := r.below(len(table))
	if r.bad {
		return t
	}
	return table[i]
}

func (r *binaryReader) byte() byte {
	if r.rest == "" {
		r.fail()
		return 0
	}
	c := r.rest[0]
	r.rest = r.rest[1:]
	return c
}

// signed reads a zigzag varint of 32 bits.
func (r *binaryReader) signed() int {
	u := r.uvarint()
	if u > math.MaxUint32 {
		r.fail()
		return 0
	}
	return int(int64(u>>1) ^ -int64(u&1))
}
