// SPDX-License-Identifier: Apache-2.0

package cache

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"sort"

	"github.com/stagedoor/stagedoor/scanners/tree"
)

// A file is a record of an entry: a digest of its path, the stamp, and a digest of
// the salt and the bytes.
type file []byte

const (
	trackedFlag = 1 << iota
	silentFlag  // the scanners that read one file at a time said nothing
	largeFlag   // read in parts, if at all: there is no digest
)

// nameOf is what a path is called in an entry.
func nameOf(path string) (name [nameSize]byte) {
	sum := sha256.Sum256([]byte(path))
	copy(name[:], sum[:])
	return name
}

func appendFile(b []byte, s tree.Stamp, flags byte, sum Digest) []byte {
	name := nameOf(s.Path)
	if s.Tracked {
		flags |= trackedFlag
	}
	b = append(b, name[:]...)
	for _, n := range []uint64{uint64(s.Size), uint64(s.Modified), uint64(s.Changed), s.Inode, s.Device} {
		b = binary.BigEndian.AppendUint64(b, n)
	}
	b = binary.BigEndian.AppendUint32(b, s.Mode)
	b = append(b, flags)
	return append(b, sum[:]...)
}

func (f file) name() []byte { return f[:nameSize] }
func (f file) flags() byte  { return f[nameSize+statSize-1] }
func (f file) sum() Digest  { return Digest(f[nameSize+statSize:]) }

// stamped reports whether the file system says of a file what it said then.
func (f file) stamped(s tree.Stamp) bool {
	at := func(i int) uint64 { return binary.BigEndian.Uint64(f[nameSize+8*i:]) }
	return at(0) == uint64(s.Size) && at(1) == uint64(s.Modified) && at(2) == uint64(s.Changed) && at(3) == s.Inode && at(4) == s.Device &&
		binary.BigEndian.Uint32(f[nameSize+40:]) == s.Mode && f.tracked() == s.Tracked
}

func (f file) tracked() bool { return f.flags()&trackedFlag != 0 }

func (f file) size() int64 { return int64(binary.BigEndian.Uint64(f[nameSize:])) }

// Len is how many files the graph was read from.
func (e *Entry) Len() int { return len(e.files) / fileSize }

func (e *Entry) at(i int) file { return e.files[i*fileSize : (i+1)*fileSize] }

// file finds the record of a path, or nil.
func (e *Entry) file(path string) file {
	name := nameOf(path)
	i := sort.Search(e.Len(), func(i int) bool { return bytes.Compare(e.at(i).name(), name[:]) >= 0 })
	if i == e.Len() || !bytes.Equal(e.at(i).name(), name[:]) {
		return nil
	}
	return e.at(i)
}

// sumOf is the digest of a file's bytes.
func sumOf(salt [16]byte, data []byte) (sum Digest) {
	h := sha256.New()
	h.Write(salt[:])
	h.Write(data)
	h.Sum(sum[:0])
	return sum
}

// sorted orders records by name, in place.
type sorted []byte

func (s sorted) Len() int { return len(s) / fileSize }
func (s sorted) Less(i, k int) bool {
	return bytes.Compare(s[i*fileSize:i*fileSize+nameSize], s[k*fileSize:k*fileSize+nameSize]) < 0
}
func (s sorted) Swap(i, k int) {
	var t [fileSize]byte
	a, b := s[i*fileSize:(i+1)*fileSize], s[k*fileSize:(k+1)*fileSize]
	copy(t[:], a)
	copy(a, b)
	copy(b, t[:])
}
