// SPDX-License-Identifier: Apache-2.0

package literals

import (
	"bytes"
	"unicode/utf8"
)

// A cursor turns ascending byte offsets into lines and columns in one pass.
type cursor struct {
	text         []byte
	at           int
	line, column int
}

// to moves the cursor on; it never moves back.
func (c *cursor) to(offset int) (line, column int) {
	offset = min(offset, len(c.text))
	if offset > c.at {
		c.line, c.column = step(c.text[c.at:offset], c.line, c.column)
		c.at = offset
	}
	return c.line, c.column
}

// step is the place behind text that begins at a place.
func step(text []byte, line, column int) (int, int) {
	if n := bytes.Count(text, newline); n > 0 {
		return line + n, utf8.RuneCount(text[bytes.LastIndexByte(text, '\n')+1:]) + 1
	}
	return line, column + utf8.RuneCount(text)
}
