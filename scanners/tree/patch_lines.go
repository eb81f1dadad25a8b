// SPDX-License-Identifier: Apache-2.0

package tree

import (
	"bufio"
	"bytes"
	"io"
	"strconv"
	"strings"
)

// torn is what is wrong where a hunk ends before its head says: by the end of the
// stream, or by a line that has no place in it.
func torn(err error) error {
	if err == nil {
		return errNoPatch
	}
	return cut(err)
}

// cut is an error as it counts inside a line.
func cut(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// skip passes over n lines that begin with a sign, and what git says of the last.
func (p *patch) skip(sign byte, n int) error {
	for range n {
		if c, err := p.in.ReadByte(); err != nil || c != sign {
			return torn(err)
		}
		if err := p.pass(); err != nil {
			return err
		}
	}
	if n == 0 {
		return nil
	}
	if next, err := p.in.Peek(1); err == nil && next[0] == '\\' {
		return p.pass()
	}
	return nil
}

// pass passes over the rest of a line.
func (p *patch) pass() error {
	for {
		_, err := p.in.ReadSlice('\n')
		if err != bufio.ErrBufferFull {
			return cut(err)
		}
	}
}

// keep appends the rest of a line to the hunk, up to [MaxSize].
func (p *patch) keep() error {
	for {
		part, err := p.in.ReadSlice('\n')
		if len(p.text)+len(part) <= MaxSize {
			p.text = append(p.text, part...)
		} else {
			p.hunk.Cut = true
		}
		if err != bufio.ErrBufferFull {
			return cut(err)
		}
	}
}

// unended takes the newline off a last line that has none in the file.
func (p *patch) unended() error {
	next, err := p.in.Peek(1)
	if err != nil || next[0] != '\\' {
		return nil // the end is for the next line to find
	}
	if !p.hunk.Cut {
		p.text = bytes.TrimSuffix(p.text, []byte("\n"))
	}
	return p.pass()
}

// merged reads a hunk of a merge: before each line stands a sign for each parent.
// Runs of lines that no parent has are hunks of their own.
func (p *patch) merged(left []int) error {
	parents := len(left) - 1
	line, signs := p.hunk.Line, make([]byte, parents)
	p.text, p.hunk.Cut = p.text[:0], false
	for {
		done := true
		for _, n := range left {
			done = done && n == 0
		}
		if done {
			break
		}
		if _, err := io.ReadFull(p.in, signs); err != nil {
			return torn(err)
		}
		if signs[0] == '\\' {
			if err := p.pass(); err != nil {
				return err
			}
			continue
		}
		lost := bytes.IndexByte(signs, '-') >= 0
		for i, s := range signs {
			switch {
			case s != '+' && s != '-' && s != ' ' || lost && s == '+':
				return errNoPatch
			case lost == (s == '-'): // this parent has it
				if s != '+' {
					left[i]--
				}
			}
			if left[i] < 0 {
				return errNoPatch
			}
		}
		if lost {
			if err := p.pass(); err != nil {
				return err
			}
			continue
		}
		if left[parents]--; left[parents] < 0 {
			return errNoPatch
		}
		if bytes.Count(signs, []byte("+")) == parents {
			if len(p.text) == 0 {
				p.hunk.Line = line
			}
			if err := p.keep(); err != nil {
				return err
			}
		} else {
			p.emit()
			p.text, p.hunk.Cut = p.text[:0], false
			if err := p.pass(); err != nil {
				return err
			}
		}
		line++
	}
	if err := p.unended(); err != nil {
		return err
	}
	p.emit()
	return nil
}

// unquoted is a path as git writes it: in quotes where it has to be escaped.
func unquoted(name string) string {
	if !strings.HasPrefix(name, `"`) {
		return name
	}
	plain, err := strconv.Unquote(name)
	if err != nil {
		return ""
	}
	return plain
}

// spanOf reads "-3,2" or "+3".
func spanOf(r []byte, added bool) (first, n int, ok bool) {
	if len(r) < 2 || r[0] != map[bool]byte{false: '-', true: '+'}[added] {
		return 0, 0, false
	}
	line, count, several := bytes.Cut(r[1:], []byte(","))
	first, err := strconv.Atoi(string(line))
	if n = 1; several && err == nil {
		n, err = strconv.Atoi(string(count))
	}
	return first, n, err == nil && first >= 0 && n >= 0
}
