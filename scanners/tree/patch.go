// SPDX-License-Identifier: Apache-2.0

package tree

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
)

// A Hunk is lines that a commit adds beside each other.
type Hunk struct {
	Commit string
	Path   string // from the root
	Line   int    // of the first of them, in the commit's version of the file
	Text   []byte // valid until the visit ends
	Merge  bool   // of several parents, none of which has them
	Cut    bool   // it was longer than [MaxSize], and the rest is left out
}

// A patch reads what `git diff-tree --stdin -p -U0` writes, as it comes: one line
// is held at a time, and of a hunk what it adds. Where a hunk ends is what its head
// says, so that no line of a file passes for a head. Of a merge (`--cc`) a line is
// added where no parent has it. What is no patch is an error.
type patch struct {
	in     *bufio.Reader
	hunk   Hunk
	text   []byte
	link   bool                     // the file is a submodule commit
	before string                   // the file's object in the parent; of a merge, several
	after  string                   // and in the commit
	begins func(commit string) bool // false where it is not the one that was asked for
	added  func(Hunk)
	binary func(h Hunk, old bool, blob string) // git calls a file binary; old says that there was one before
}

// errNoPatch says that what git wrote is not understood.
var errNoPatch = errors.New("git wrote something that is no patch")

// linkMode is git's mode of a submodule.
const linkMode = "160000"

// longestHead is that of a line outside a hunk: two paths, in octal.
const longestHead = 64 << 10

func newPatch(in io.Reader) *patch { return &patch{in: bufio.NewReaderSize(in, 128<<10)} }

// read reads to the end.
func (p *patch) read() error {
	for {
		line, err := p.line()
		if err == io.EOF && len(line) == 0 {
			return nil
		}
		if err != nil {
			return err
		}
		if err := p.head(line); err != nil {
			return err
		}
	}
}

// line is the next line, without its newline. The end of the stream inside a line
// is an error.
func (p *patch) line() ([]byte, error) {
	line, err := p.in.ReadSlice('\n')
	if err == bufio.ErrBufferFull || len(line) > longestHead {
		return nil, errNoPatch
	}
	if err != nil {
		if len(line) > 0 {
			err = io.ErrUnexpectedEOF
		}
		return nil, err
	}
	return line[:len(line)-1], nil
}

// ofFile are the beginnings of lines about a file that say nothing of its text.
var ofFile = [][]byte{
	[]byte("--- "), []byte("old mode "), []byte("new mode "), []byte("new file mode "), []byte("deleted file mode "), []byte("mode "),
	[]byte("similarity "), []byte("dissimilarity "), []byte("rename "), []byte("copy "),
}

// head reads a line outside a hunk.
func (p *patch) head(line []byte) error {
	rest, is := bytes.CutPrefix(line, []byte("@@"))
	switch {
	case is:
		return p.body(rest)
	case bytes.HasPrefix(line, []byte("+++ ")):
		if path := patched(string(line[4:])); path != "" {
			p.hunk.Path = path
		}
	case bytes.HasPrefix(line, []byte("diff --git ")), bytes.HasPrefix(line, []byte("diff --cc ")):
		p.hunk.Path, p.before, p.after, p.link = "", "", "", false
		if rest, is := bytes.CutPrefix(line, []byte("diff --cc ")); is {
			p.hunk.Path = unquoted(string(rest))
		} else if rest := string(line[len("diff --git "):]); len(rest)%2 == 1 { // both names are one
			p.hunk.Path = patched(rest[len(rest)/2+1:])
		}
	case bytes.HasPrefix(line, []byte("index ")):
		objects, mode, _ := bytes.Cut(line[len("index "):], []byte(" "))
		p.link = p.link || string(mode) == linkMode
		before, after, _ := bytes.Cut(objects, []byte(".."))
		p.before, p.after = string(before), string(after)
	case bytes.HasPrefix(line, []byte("Binary files ")):
		if p.hunk.Path == "" {
			return errNoPatch
		}
		p.binary(Hunk{Commit: p.hunk.Commit, Path: p.hunk.Path}, strings.Trim(p.before, "0,") != "", p.after)
	case isObject(line):
		p.hunk.Commit = string(line)
		if !p.begins(p.hunk.Commit) {
			return errNoPatch
		}
	default:
		for _, known := range ofFile {
			if bytes.HasPrefix(line, known) {
				p.link = p.link || string(line) == "new file mode "+linkMode
				return nil
			}
		}
		if len(line) == 0 { // between a commit's id and a combined patch
			return nil
		}
		return errNoPatch
	}
	return nil
}

// isObject reports whether a line is the name of a commit, by SHA-1 or SHA-256.
func isObject(line []byte) bool {
	if len(line) != 40 && len(line) != 64 {
		return false
	}
	for _, c := range line {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

// body reads a hunk, behind the first two signs of its head: `@@ -3,2 +3 @@`, of a
// merge of two parents `@@@ -3,2 -3 +3 @@@`. Every count is how many lines are
// still to come of a version.
func (p *patch) body(head []byte) error {
	parents := 1
	for len(head) > 0 && head[0] == '@' {
		parents, head = parents+1, head[1:]
	}
	left := make([]int, 0, 3)
	ranges := bytes.Fields(head)
	if len(ranges) < parents+2 || p.hunk.Path == "" || p.hunk.Commit == "" {
		return errNoPatch
	}
	for i, r := range ranges[:parents+1] {
		first, n, ok := spanOf(r, i == parents)
		if !ok {
			return errNoPatch
		}
		if i == parents {
			p.hunk.Line = first
		}
		left = append(left, n)
	}
	if parents > 1 {
		return p.merged(left)
	}
	if err := p.skip('-', left[0]); err != nil {
		return err
	}
	p.text, p.hunk.Cut = p.text[:0], false
	for range left[1] {
		if sign, err := p.in.ReadByte(); err != nil || sign != '+' {
			return torn(err)
		}
		if err := p.keep(); err != nil {
			return err
		}
	}
	if err := p.unended(); err != nil {
		return err
	}
	p.emit()
	return nil
}

func (p *patch) emit() {
	if len(p.text) > 0 && !p.link {
		p.hunk.Text = p.text
		p.added(p.hunk)
	}
}
