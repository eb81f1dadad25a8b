// SPDX-License-Identifier: Apache-2.0

// Package cache keeps frozen graphs on the disk, each with what it was read from,
// so that a question before an act is answered without reading the tree again.
//
// An entry is keyed by content. It holds, of each file that was read, the digest of
// its bytes and the stamp that the file system gave them; and a digest of everything
// else that decides: the program, the catalog, the configuration, what gitleaks is
// told. It counts while all of that is so. A file whose stamp is another, or too
// young to say anything ([tree.Stamp.Fresh]), is read and its digest compared; where
// every one is what it was, the entry goes on to count, with the new stamps. Where
// one is not, the graph is built anew, but of a file that is what it was and of which
// the scanners that read one file at a time said nothing, they are not asked again
// ([Taking.Silent]): that is nearly every file of a repository, and nearly all of the
// work. Rejected: facts kept for each file. They join by the seals of what they hold,
// and a seal that outlives its run confirms a guess.
//
// What keeps a wrong entry from being believed:
//
//   - It is replaced at once, by a rename, and ends with a digest of all of it, so
//     that one that is torn is none. One of another version, another program or
//     another tree has another digest of what decides, and is none either.
//   - Only a folder and files that belong to the user, and to which nobody else has
//     any right, are read or written; no link is followed.
//   - The stamps are taken before the tree is read and again after; where they
//     differ nothing is kept. The digests are of the very bytes that were scanned.
//
// What keeps it from telling: no value and no seal is in it, no name of a file but
// those that the graph shows, and no path outside of the tree. Who writes one has to
// search it for every secret first. Digests of files are salted. Those of credentials
// ([Entry.Seals], [Entry.Traces]) are there since an answer has to say that a value of
// the environment is one of the tree's, and must not print one; they are made under a
// key that is in no entry, but is made of the bytes of the files in which the
// credentials stand: who has not those files can test no guess with them, and who has
// them need not guess.
//
// A cache is a convenience: where it cannot be made, read or written, or where
// somebody else could have written to it, there is none, and nothing is said.
//
// Its limits: a network file system that tells this machine late what another has
// changed tells the cache late too, and so does a program that goes on to write
// through a memory mapping; git's index has both. Where the system keeps no time of
// change (Windows), every file is read to be sure. A graph that is refreshed is built
// and joined anew: only the reading of single files is saved.
package cache

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"time"
)

// A Digest is a SHA-256.
type Digest = [sha256.Size]byte

// An Entry is a graph and what it was read from. It is not changed.
type Entry struct {
	Decides Digest // of everything but the files
	Plain   bool   // no secret stands in the path of a file
	Bare    bool   // no value at all was read
	Graph   []byte // as graph.AppendBinary writes it
	Seals   []byte // what tells the graph's credentials, to whoever has the files in which they stand
	Traces  []byte // and all that may not be printed

	taken time.Time // when the stamps were
	salt  [16]byte  // of the digests of files
	files []byte    // records, sorted by name
}

const (
	magic     = "stagedoor graph cache 1\n"
	headSize  = len(magic) + sha256.Size + 1 + 8 + 16 + 4*4
	nameSize  = 16
	statSize  = 5*8 + 4 + 1
	fileSize  = nameSize + statSize + sha256.Size
	largest   = 64 << 20 // bytes of an entry
	plainFlag = 1
	bareFlag  = 2
)

// encode writes the entry down, with a digest of all of it.
func (e *Entry) encode() []byte {
	b := make([]byte, 0, e.size())
	b = append(b, magic...)
	b = append(b, e.Decides[:]...)
	flags := byte(0)
	if e.Plain {
		flags |= plainFlag
	}
	if e.Bare {
		flags |= bareFlag
	}
	b = append(b, flags)
	b = binary.BigEndian.AppendUint64(b, uint64(e.taken.UnixNano()))
	b = append(b, e.salt[:]...)
	parts := [][]byte{e.files, e.Seals, e.Traces, e.Graph}
	for _, part := range parts {
		b = binary.BigEndian.AppendUint32(b, uint32(len(part)))
	}
	b = append(b, bytes.Join(parts, nil)...)
	sum := sha256.Sum256(b)
	return append(b, sum[:]...)
}

// decode reads what encode writes, and nothing else.
func decode(b []byte) (*Entry, bool) {
	end := len(b) - sha256.Size
	if end < headSize || string(b[:len(magic)]) != magic || sha256.Sum256(b[:end]) != Digest(b[end:]) {
		return nil, false
	}
	e, rest := &Entry{}, b[len(magic):end]
	take := func(n int) []byte {
		part := rest[:n:n]
		rest = rest[n:]
		return part
	}
	e.Decides = Digest(take(sha256.Size))
	flags := take(1)[0]
	e.Plain, e.Bare = flags&plainFlag != 0, flags&bareFlag != 0
	e.taken = time.Unix(0, int64(binary.BigEndian.Uint64(take(8))))
	e.salt = [16]byte(take(16))
	length := func() uint64 { return uint64(binary.BigEndian.Uint32(take(4))) }
	files, seals, traces, graph := length(), length(), length(), length()
	if files%uint64(fileSize) != 0 || files+seals+traces+graph != uint64(len(rest)) {
		return nil, false
	}
	e.files, e.Seals, e.Traces, e.Graph = take(int(files)), take(int(seals)), take(int(traces)), take(int(graph))
	return e, true
}

func (e *Entry) size() int {
	return headSize + len(e.files) + len(e.Seals) + len(e.Traces) + len(e.Graph) + sha256.Size
}
