// SPDX-License-Identifier: Apache-2.0

package tree

import (
	"bytes"
	"io"
	"path/filepath"
	"unicode/utf8"
)

const (
	// MaxLarge is the size in bytes from which a file is not even read in parts.
	MaxLarge = 4 << 30

	// A part is as many bytes, of which it shares some with the one before it:
	// enough for a private key.
	partSize   = 4 << 20
	partShared = 32 << 10
)

// A Part is where a part of a file begins, counted from 1, columns in characters.
type Part struct{ Line, Column int }

// large reads a text over [MaxSize] in parts, which begin with a line where lines
// are not longer than what two parts share. What it has to say is always a problem,
// but for a binary file, of which nobody would read anything.
func (t *Tree) large(p string, buf *[]byte, see func(data []byte, at *Part)) (read int64, problem *Problem) {
	if t.commit != "" || t.held != nil {
		return 0, &Problem{TooLarge: true, Why: tooLarge}
	}
	file, err := openNoFollow(filepath.Join(t.Root, filepath.FromSlash(p)))
	if err != nil {
		return 0, &Problem{Why: "cannot be read: " + reason(err)}
	}
	defer func() { _ = file.Close() }()
	if info, err := file.Stat(); err != nil || !info.Mode().IsRegular() {
		return 0, &Problem{Why: "is no longer a regular file"}
	}
	if cap(*buf) < partSize {
		*buf = make([]byte, 0, partSize)
	}
	part, at := (*buf)[:0], Part{1, 1}
	for {
		n, err := io.ReadFull(file, part[len(part):partSize])
		part = part[:len(part)+n]
		if read == 0 && Binary(part) {
			return 0, nil
		}
		if read += int64(n); read > MaxLarge {
			return read, &Problem{TooLarge: true, Why: "is larger than 4 GiB: what stands behind was not read"}
		}
		last := err == io.EOF || err == io.ErrUnexpectedEOF
		if err != nil && !last {
			return read, &Problem{Why: "cannot be read: " + reason(err)}
		}
		if n > 0 {
			see(part, &Part{at.Line, at.Column})
		}
		if last {
			return read, &Problem{TooLarge: true, Why: "is larger than 16 MiB: it was searched for written-out secrets only"}
		}
		part = at.advance(part)
	}
}

// advance goes on to the next part of which a part has the beginning.
func (at *Part) advance(part []byte) []byte {
	next := len(part) - partShared
	if i := bytes.LastIndexByte(part[next-partShared:next], '\n'); i >= 0 {
		next += i + 1 - partShared
	}
	gone := part[:next]
	if n := bytes.Count(gone, []byte{'\n'}); n > 0 {
		at.Line, at.Column = at.Line+n, 1
		gone = gone[bytes.LastIndexByte(gone, '\n')+1:]
	}
	at.Column += utf8.RuneCount(gone)
	return part[:copy(part, part[next:])]
}
