// SPDX-License-Identifier: Apache-2.0

// Package keyvalue reads .properties and .ini files: lines of key and value,
// sections in brackets, comments with # ; or !, values that go on behind a
// backslash. It never fails: a line that is no assignment is passed over.
package keyvalue

import (
	"strings"
	"unicode/utf8"

	"github.com/stagedoor/stagedoor/graph/secret"
)

// An Entry is one assignment and the place of its value; lines and columns
// count from 1, columns in characters.
type Entry struct {
	Section                 string // "" outside of sections
	Name                    string
	Value                   secret.Value
	Line, Column, EndColumn int
}

// maxName is the length from which a key is taken for something else.
const maxName = 200

// Parse returns all assignments in order.
func Parse(data []byte) []Entry {
	var entries []Entry
	section := ""
	text := strings.TrimPrefix(string(data), "\ufeff")
	lines := strings.Split(text, "\n")
	for i := 0; i < len(lines); i++ {
		line := strings.TrimSuffix(lines[i], "\r")
		trimmed := strings.TrimSpace(line)
		if trimmed == "" || strings.ContainsRune("#;!", rune(trimmed[0])) {
			continue
		}
		if trimmed[0] == '[' {
			if end := strings.IndexByte(trimmed, ']'); end > 0 && end < maxName {
				section = strings.TrimSpace(trimmed[1:end])
			}
			continue
		}
		at := separator(line)
		name := ""
		if at > 0 {
			name = strings.TrimSpace(line[:at])
		}
		value := ""
		if at > 0 {
			value = strings.TrimLeft(line[at+1:], " \t")
		}
		e := Entry{Section: section, Name: name, Line: i + 1, Column: utf8.RuneCountInString(line[:len(line)-len(value)]) + 1}
		for continues(value) && i+1 < len(lines) {
			i++
			value = value[:len(value)-1] + strings.TrimSpace(lines[i])
		}
		if name == "" || len(name) > maxName || strings.ContainsAny(name, " \t\"'{}()<>") {
			continue
		}
		value = strings.TrimRight(value, " \t")
		if i+1 == e.Line {
			e.EndColumn = e.Column + utf8.RuneCountInString(value)
		}
		e.Value = secret.New(unescape(value))
		entries = append(entries, e)
	}
	return entries
}

// separator is the offset of the first = or : that no backslash escapes.
func separator(line string) int {
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case '\\':
			i++
		case '=', ':':
			return i
		}
	}
	return -1
}

// continues reports whether a value ends with an odd number of backslashes.
func continues(value string) bool {
	n := len(value) - len(strings.TrimRight(value, `\`))
	return n%2 == 1
}

var escapes = strings.NewReplacer(`\:`, ":", `\=`, "=", `\#`, "#", `\!`, "!", `\\`, `\`)

func unescape(value string) string {
	if !strings.Contains(value, `\`) {
		return value
	}
	return escapes.Replace(value)
}
