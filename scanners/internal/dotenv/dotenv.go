// SPDX-License-Identifier: Apache-2.0

// Package dotenv reads KEY=VALUE files in the forms that dotenv libraries,
// docker's --env-file, direnv and shells accept: `export`, spaces around the
// equals sign, single, double and backtick quotes, quoted values over several
// lines, comments behind a value, a byte-order mark, CRLF. It never expands a
// variable and never fails: a line that is no assignment is passed over.
package dotenv

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/stagedoor/stagedoor/graph/secret"
)

// An Entry is one assignment and its place. Lines and columns count from 1,
// columns in characters; the place is the value's.
type Entry struct {
	Name               string
	Value              secret.Value
	Line, Column       int
	EndLine, EndColumn int
	Comment            bool // the assignment is commented out
}

// Parse returns all assignments in order; commented-out ones are marked.
func Parse(data []byte) []Entry {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	p := parser{text: string(data)}
	for p.at < len(p.text) {
		p.line++
		end := strings.IndexByte(p.text[p.at:], '\n')
		if end < 0 {
			end = len(p.text)
		} else {
			end += p.at
		}
		p.assignment(p.at, end)
		if p.at <= end {
			p.at = end + 1
		}
	}
	return p.entries
}

type parser struct {
	text    string
	at      int // start of the next line
	line    int
	entries []Entry
}

// assignment reads the line text[start:end]; a quoted value may run on, and then
// moves p.at behind it.
func (p *parser) assignment(start, end int) {
	line := strings.TrimSuffix(p.text[start:end], "\r")
	rest := strings.TrimLeft(line, " \t")
	comment := strings.HasPrefix(rest, "#")
	if comment {
		rest = strings.TrimLeft(rest, "# \t")
	}
	for _, word := range []string{"export ", "set -x ", "setenv "} {
		rest = strings.TrimPrefix(rest, word)
	}
	rest = strings.TrimLeft(rest, " \t")
	eq := strings.IndexByte(rest, '=')
	if colon := strings.Index(rest, ": "); eq < 0 || colon > 0 && colon < eq && validName(rest[:colon]) {
		eq = colon // KEY: value, which some libraries accept
	}
	if eq <= 0 {
		return
	}
	name := strings.TrimRight(rest[:eq], " \t")
	if !validName(name) {
		return
	}
	value := strings.TrimLeft(rest[eq+1:], " \t")
	offset := len(line) - len(value)
	e := Entry{Name: name, Line: p.line, Column: utf8.RuneCountInString(line[:offset]) + 1, Comment: comment}
	p.value(&e, start+offset, start+len(line), comment)
	p.entries = append(p.entries, e)
}

// value reads text[start:end] as a value; quotes may make it longer.
func (p *parser) value(e *Entry, start, end int, comment bool) {
	text := p.text[start:end]
	e.EndLine, e.EndColumn = e.Line, e.Column+utf8.RuneCountInString(text)
	if text == "" {
		e.Value = secret.New("")
		return
	}
	quote := text[0]
	if quote != '"' && quote != '\'' && quote != '`' {
		if i := strings.Index(text, " #"); i >= 0 {
			text = text[:i]
		}
		text = strings.TrimRight(text, " \t")
		e.EndColumn = e.Column + utf8.RuneCountInString(text)
		e.Value = secret.New(text)
		return
	}
	limit := len(p.text)
	if comment {
		limit = end
	}
	closing := closingQuote(p.text[start+1:min(limit, start+1+maxValue)], quote)
	if closing < 0 { // never closed: the line is the value
		e.Value = secret.New(strings.Trim(text, string(quote)))
		return
	}
	inner := p.text[start+1 : start+1+closing]
	if n := strings.Count(inner, "\n"); n > 0 {
		e.EndLine += n
		e.EndColumn = utf8.RuneCountInString(inner[strings.LastIndexByte(inner, '\n')+1:]) + 2
		p.line += n
		next := strings.IndexByte(p.text[start+1+closing:], '\n')
		if next < 0 {
			p.at = len(p.text) + 1
		} else {
			p.at = start + 1 + closing + next + 1
		}
	} else {
		e.EndColumn = e.Column + utf8.RuneCountInString(inner) + 2
	}
	if quote == '"' {
		inner = strings.NewReplacer(`\n`, "\n", `\"`, `"`, `\\`, `\`).Replace(inner)
	}
	e.Value = secret.New(inner)
}

// maxValue is the length in bytes from which a quote is taken as never closed.
const maxValue = 64 << 10

func closingQuote(s string, quote byte) int {
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && quote == '"':
			i++
		case s[i] == quote:
			return i
		}
	}
	return -1
}

func validName(n string) bool {
	if n == "" || len(n) > 128 {
		return false
	}
	for i := range len(n) {
		c := n[i]
		letter := c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '_'
		if !letter && (i == 0 || !(c >= '0' && c <= '9' || c == '.' || c == '-')) {
			return false
		}
	}
	return true
}
