// SPDX-License-Identifier: Apache-2.0

package shell

import (
	"sort"

	"github.com/stagedoor/stagedoor/graph/secret"
)

const (
	other uint8 = iota
	letter
	blank
)

// classes sorts bytes: names run together, blanks run together, what means
// something to the shell stands alone under its own code.
var classes = func() (c secret.Classes) {
	for b := range 256 {
		switch {
		case b == '_' || b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z':
			c[b] = letter
		case b == ' ' || b == '\t' || b == '\v' || b == '\f':
			c[b] = blank
		}
	}
	for _, b := range []byte("\n\r'\"`$\\#;&|()<>{}=:-+?!@*[]~") {
		c[b] = secret.Single | b
	}
	return c
}()

func ch(b byte) uint8 { return secret.Single | b }

type parser struct {
	text  secret.Value
	runs  []secret.Run
	at    int
	depth int
	pipe  int
	lines []int // offsets at which lines begin
	heres []*here
	out   Script
	join  string // the operator last passed

	open map[uint8]bool // quotes of which no closing one follows: plain text from here on
	lost map[string]bool
	cuts []int // offsets of the backslash of continuations

	last      struct{ offset, column int }
	backticks bool // inside `...`
	inner     int
}

// Parse takes text apart.
func Parse(text secret.Value) Script {
	p := &parser{text: text, runs: text.Runs(&classes, MaxText), open: map[uint8]bool{}, lost: map[string]bool{}, lines: []int{0}}
	for _, r := range p.runs {
		if r.Class == ch('\n') {
			p.lines = append(p.lines, r.End)
		}
	}
	for p.at < len(p.runs) {
		p.list(0)
	}
	p.doubtful()
	return p.out
}

func (p *parser) class(ahead int) uint8 {
	if i := p.at + ahead; i < len(p.runs) {
		return p.runs[i].Class
	}
	return 0
}

// is reports whether the next runs have these classes.
func (p *parser) is(classes ...uint8) bool {
	for i, c := range classes {
		if p.at+i >= len(p.runs) || p.runs[p.at+i].Class != c {
			return false
		}
	}
	return true
}

func (p *parser) offset() int {
	if p.at < len(p.runs) {
		return p.runs[p.at].Start
	}
	if len(p.runs) == 0 {
		return 0
	}
	return p.runs[len(p.runs)-1].End
}

// place counts on from the last place asked for, where that is on the same line:
// a file may be one line of a megabyte.
func (p *parser) place(offset int) (line, column int) {
	i := sort.SearchInts(p.lines, offset+1) - 1
	from, before := p.lines[i], 0
	if p.last.column > 0 && p.last.offset >= from && p.last.offset <= offset {
		from, before = p.last.offset, p.last.column-1
	}
	_, column = p.text.Slice(from, offset).Place(offset - from)
	p.last.offset, p.last.column = offset, before+column
	return i + 1, p.last.column
}

// continuation passes over a backslash at the end of a line.
func (p *parser) continuation() bool {
	n := 0
	switch {
	case p.is(ch('\\'), ch('\n')):
		n = 2
	case p.is(ch('\\'), ch('\r'), ch('\n')):
		n = 3
	default:
		return false
	}
	p.cuts = append(p.cuts, p.offset())
	p.at += n
	return true
}

// list reads commands up to the closing class, which it passes over, or to the
// end.
func (p *parser) list(until uint8) {
	p.depth++
	defer func() { p.depth-- }()
	c := p.begin()
	for p.at < len(p.runs) {
		now := p.class(0)
		switch {
		case until != 0 && now == until:
			p.finish(c, true)
			p.at++
			return
		case now == blank || now == ch('\r'):
			p.at++
		case p.continuation():
		case now == ch('\n'):
			p.finish(c, true)
			p.at++
			p.hereDocuments()
			if p.join == "" || len(c.Words)+len(c.Assigned)+len(c.Input) > 0 {
				p.join = ";" // a line that ends in && or & goes on
			}
			c = p.begin()
		case now == ch('#'):
			p.comment()
		case now == ch('<') || now == ch('>') || now == ch('&') && p.class(1) == ch('>'):
			p.redirect(c)
		case now == ch(';') || now == ch('&') || now == ch('|'):
			piped := now == ch('|') && p.class(1) != ch('|')
			p.finish(c, !piped)
			p.operator()
			c = p.begin()
		case now == ch('('):
			p.parenthesis(c)
		case now == ch(')'): // the end of a pattern in `case`
			p.doubt("a parenthesis ends something that did not begin")
			c = p.begin()
			p.at++
		default:
			before := p.at
			if p.argument(c); p.at == before {
				p.at++
			}
		}
	}
	p.finish(c, true)
	p.hereDocuments()
}

// operator passes over what ends a command.
func (p *parser) operator() {
	p.join = ""
	for p.class(0) == ch(';') || p.class(0) == ch('&') || p.class(0) == ch('|') {
		p.join += string(rune(p.class(0) &^ secret.Single))
		p.at++
	}
}

// parenthesis reads a subshell, an arithmetic command, or the empty pair behind
// a function's name.
func (p *parser) parenthesis(c *Command) {
	switch {
	case p.is(ch('('), ch(')')):
		p.doubt("it defines a function")
		p.at += 2
		*c = *p.begin()
	case p.is(ch('('), ch('(')):
		p.doubt("it computes")
		p.balanced(ch('('), ch(')'))
	case p.depth >= maxDepth:
		p.doubt("it is nested too deeply")
		p.at++
	default:
		p.at++
		p.list(ch(')'))
	}
}

// balanced passes over a pair and what is in it, up to the end of the text.
func (p *parser) balanced(open, shut uint8) {
	for level := 0; p.at < len(p.runs); p.at++ {
		switch p.class(0) {
		case open:
			level++
		case shut:
			if level--; level == 0 {
				p.at++
				return
			}
		}
	}
}

func (p *parser) begin() *Command {
	return &Command{text: p.text, Pipe: p.pipe, Joined: p.join, Depth: p.depth}
}

// keywords stand before a command and are none.
var keywords = []string{"if", "then", "elif", "else", "fi", "while", "until", "do", "done", "esac", "{", "}", "!", "coproc"}

func (p *parser) argument(c *Command) {
	start := p.offset()
	first := len(c.Words) == 0
	w := p.word()
	end := p.offset()
	if len(w.Parts) == 0 && !w.Quoted {
		return
	}
	if keyword := w.Is(keywords...); first && len(c.Assigned) == 0 && !w.Quoted && keyword != "" {
		c.Keyword = keyword
		return
	}
	if len(c.Words) == 2 && c.Words[0].Is("function") != "" && w.Is("{") != "" {
		p.doubt("it defines a function")
		*c = *p.begin()
		return
	}
	if c.Line == 0 {
		c.Line, c.Column = w.Line, w.Column
	}
	p.span(c, start, end)
	if first && w.Key != "" {
		c.Assigned = append(c.Assigned, w)
		return
	}
	c.Words = append(c.Words, w)
}

// span adds a stretch of text to what the command is written as.
func (p *parser) span(c *Command, start, end int) {
	if n := len(c.spans); n > 0 && (len(p.cuts) == 0 || p.cuts[len(p.cuts)-1] < c.spans[n-1][1]) {
		c.spans[n-1][1] = end
		return
	}
	c.spans = append(c.spans, [2]int{start, end})
}

func (p *parser) finish(c *Command, endsPipe bool) {
	if len(c.Words)+len(c.Assigned)+len(c.Input) > 0 {
		p.out.Commands = append(p.out.Commands, c)
	}
	if endsPipe {
		p.pipe++
	}
}

func (p *parser) comment() {
	p.at++
	start := p.offset()
	for p.at < len(p.runs) && p.class(0) != ch('\n') {
		p.at++
	}
	line, column := p.place(start)
	p.out.Comments = append(p.out.Comments, Comment{p.text.Slice(start, p.offset()), line, column})
}

// redirect reads <, >, >>, &>, <&, <<, <<- and <<<.
func (p *parser) redirect(c *Command) {
	p.number(c)
	if c.Line == 0 {
		c.Line, c.Column = p.place(p.offset())
	}
	if p.class(0) == ch('&') {
		p.at++
	}
	if (p.class(0) == ch('<') || p.class(0) == ch('>')) && p.class(1) == ch('(') && p.depth < maxDepth {
		p.at += 2
		p.list(ch(')'))
		c.Words = append(c.Words, Word{Parts: []Part{{Kind: Opaque, Value: secret.New("$()")}}})
		return
	}
	if p.is(ch('<'), ch('<'), ch('<')) {
		p.at += 3
		p.blanks()
		c.Input = append(c.Input, p.word())
		return
	}
	if p.is(ch('<'), ch('<')) {
		p.at += 2
		p.hereDocument(c)
		return
	}
	writes, same := false, false
	for p.class(0) == ch('<') || p.class(0) == ch('>') || p.class(0) == ch('&') || p.class(0) == ch('|') {
		writes = writes || p.class(0) == ch('>')
		same = p.class(0) == ch('&')
		p.at++
	}
	p.blanks()
	if w := p.word(); len(w.Parts) > 0 {
		c.Targets = append(c.Targets, w)
		if !writes || same && w.Is("0", "1", "2", "-") != "" {
			c.Sources = append(c.Sources, w)
		}
	}
}

// number drops the descriptor of `2>`, which was read as a word.
func (p *parser) number(c *Command) {
	n := len(c.Words)
	if n == 0 || p.at == 0 || p.runs[p.at-1].Class != letter {
		return
	}
	if w := c.Words[n-1]; w.Is("0", "1", "2", "3", "4", "5", "6", "7", "8", "9") != "" {
		c.Words = c.Words[:n-1]
	}
}

func (p *parser) blanks() {
	for p.class(0) == blank || p.continuation() {
		if p.class(0) == blank {
			p.at++
		}
	}
}
