// SPDX-License-Identifier: Apache-2.0

// Package bicep parses the declarative part of Bicep into the shape that it
// compiles to, an [arm.Template]: parameters, variables, resources with their
// nested ones, modules, conditions, loops, and expressions with interpolation.
//
// Types, functions that people define, lambdas and imports are passed over: what
// hangs on them is unknown. A statement that can not be read is passed over as
// well, and said; the next one is read. Nothing is resolved here, and no module
// is looked for: both is package arm's work.
//
// https://learn.microsoft.com/azure/azure-resource-manager/bicep/file
package bicep

import (
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/arm"
)

// maxDepth is how deep expressions may be nested; deeper ones are not read.
const maxDepth = 100

// A File is what a .bicep or .bicepparam file says.
type File struct {
	*arm.Template
	Using  string // of a parameter file: the template's path as written
	Broken []int  // lines of statements that could not be read
}

// Parse reads a file. In a parameter file what is given stands among the
// template's variables.
func Parse(file string, data []byte) *File {
	p := &parser{file: file, text: data, starts: []int{0}}
	for i, c := range data {
		if c == '\n' {
			p.starts = append(p.starts, i+1)
		}
	}
	p.out = &File{Template: &arm.Template{File: file, Parameters: map[string]*arm.Parameter{}, Variables: map[string]*arm.Expr{}, Outputs: map[string]*arm.Expr{}}}
	if strings.HasPrefix(string(data[:min(3, len(data))]), "\ufeff") {
		p.at = 3
	}
	for {
		p.blank(true)
		if p.at >= len(p.text) {
			return p.out
		}
		start := p.at
		p.failed = false
		p.statement(p.out.Template, nil)
		if p.failed {
			line, _ := p.place(start)
			p.out.Broken = append(p.out.Broken, line)
			p.at = max(p.at, start)
			p.nextStatement()
		}
		if p.at == start { // never stand still
			p.at++
		}
	}
}

type parser struct {
	file   string
	text   []byte
	at     int
	starts []int
	depth  int
	failed bool
	out    *File
}

func (p *parser) place(offset int) (line, column int) {
	i := sort.SearchInts(p.starts, offset+1) - 1
	return i + 1, utf8.RuneCount(p.text[p.starts[i]:min(offset, len(p.text))]) + 1
}

func (p *parser) here() graph.Location {
	line, column := p.place(p.at)
	return graph.Location{File: p.file, Line: line, Column: column}
}

func (p *parser) fail() *arm.Expr {
	p.failed = true
	return &arm.Expr{At: p.here()}
}

func (p *parser) peek() byte {
	if p.at < len(p.text) {
		return p.text[p.at]
	}
	return 0
}

// blank passes over space and comments, and over new lines where they mean
// nothing.
func (p *parser) blank(lines bool) {
	for p.at < len(p.text) {
		rest := p.text[p.at:]
		switch c := rest[0]; {
		case c == ' ' || c == '\t' || c == '\r' || c == '\n' && lines:
			p.at++
		case c == '/' && len(rest) > 1 && rest[1] == '/', c == '#': // a comment, or #disable-next-line
			for p.at < len(p.text) && p.text[p.at] != '\n' {
				p.at++
			}
		case c == '/' && len(rest) > 1 && rest[1] == '*':
			end := strings.Index(string(rest[2:min(len(rest), 1<<16)]), "*/")
			if end < 0 {
				p.at = len(p.text)
				return
			}
			p.at += end + 4
		default:
			return
		}
	}
}

// take passes over a sign, if it is next.
func (p *parser) take(sign string) bool {
	if len(p.text)-p.at < len(sign) || string(p.text[p.at:p.at+len(sign)]) != sign {
		return false
	}
	p.at += len(sign)
	return true
}

func wordy(c byte) bool {
	return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

// word is an identifier, "" where none is next.
func (p *parser) word() string {
	start := p.at
	for p.at < len(p.text) && wordy(p.text[p.at]) {
		p.at++
	}
	if start < len(p.text) && p.at > start && p.text[start] >= '0' && p.text[start] <= '9' {
		p.at = start
		return ""
	}
	if p.at-start > 128 {
		p.failed = true
		return ""
	}
	return string(p.text[start:p.at])
}

// keyword passes over a word, if exactly it is next.
func (p *parser) keyword(w string) bool {
	if p.at+len(w) < len(p.text) && wordy(p.text[p.at+len(w)]) {
		return false
	}
	return p.take(w)
}

// nextStatement goes on to the next line that begins in the first column.
func (p *parser) nextStatement() {
	i := sort.SearchInts(p.starts, p.at+1)
	for ; i < len(p.starts); i++ {
		p.at = p.starts[i]
		if c := p.peek(); wordy(c) || c == '@' {
			return
		}
	}
	p.at = len(p.text)
}

func literal(at graph.Location, text string) *arm.Expr {
	return &arm.Expr{Kind: arm.Literal, At: at, Value: secret.New(text)}
}
