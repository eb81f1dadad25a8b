// SPDX-License-Identifier: Apache-2.0

package tree

import (
	"bytes"
	"path"
	"strings"
	"unicode/utf8"
)

// Binary reports whether data is not text: a NUL byte in its first 8,000, as git
// judges it.
func Binary(data []byte) bool {
	return bytes.IndexByte(data[:min(len(data), 8000)], 0) >= 0
}

// Contained is a stranger's name of a file as a path that does not leave the folder
// in which it is taken to lie; "" where it names none.
func Contained(name string) string {
	return path.Clean("/" + strings.ReplaceAll(name, "\\", "/"))[1:]
}

// Printable makes a path fit for a report: invalid UTF-8 and control characters
// become U+FFFD.
func Printable(p string) string {
	if utf8.ValidString(p) && strings.IndexFunc(p, isControl) < 0 {
		return p
	}
	return strings.Map(func(r rune) rune {
		if isControl(r) {
			return utf8.RuneError
		}
		return r
	}, strings.ToValidUTF8(p, string(utf8.RuneError)))
}

func isControl(r rune) bool { return r < 0x20 || r >= 0x7f && r < 0xa0 }
