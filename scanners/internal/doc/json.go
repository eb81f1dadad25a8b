// SPDX-License-Identifier: Apache-2.0

package doc

import (
	"strconv"
	"unicode/utf8"
)

// JSON reads a JSON document; comments and trailing commas, which editors and
// agents allow in their settings, are allowed.
func JSON(data []byte) (*Node, *Problem) {
	p := &jsonParser{data: data, line: 1, most: max(maxNodes, len(data)/bytesPerNode)}
	if len(data) >= 3 && data[0] == 0xEF && data[1] == 0xBB && data[2] == 0xBF {
		p.at = 3
		p.counted = 3
	}
	p.space()
	n := p.value(0)
	p.space()
	if p.nodes > p.most {
		return nil, &Problem{Line: p.line, Why: "has more parts than are read of one JSON file"}
	}
	if p.failed || p.at < len(p.data) {
		problem := &Problem{Line: p.line, Why: "is not valid JSON", Template: Templated(data)}
		if problem.Template {
			problem.Why = "is a template, not JSON, until it is rendered"
		}
		return nil, problem
	}
	return n, nil
}

// bytesPerNode lets files that a program wrote have more nodes than those that
// people write: a Terraform state has one for each attribute.
const bytesPerNode = 16

// Inner reads a scalar whose text is a JSON object or list itself, as tools write
// them into attributes; nil where it is none. All its nodes have the place of the
// scalar.
func (n *Node) Inner() *Node {
	if n == nil || n.Kind != Scalar || len(n.text) < 2 || n.text[0] != '{' && n.text[0] != '[' {
		return nil
	}
	inner, problem := JSON([]byte(n.text))
	if problem != nil {
		return nil
	}
	for _, x := range inner.Walk() {
		if x != nil {
			x.place(n)
		}
	}
	return inner
}

// place gives a node the place of another.
func (n *Node) place(at *Node) {
	n.Line, n.Column, n.EndColumn = at.Line, at.Column, at.EndColumn
	for i := range n.keys {
		n.keys[i].Line, n.keys[i].Column = at.Line, at.Column
	}
}

type jsonParser struct {
	data        []byte
	at          int
	line        int
	counted     int // the offset up to which the columns of this line are counted
	columns     int // characters of this line before counted
	nodes, most int
	failed      bool
}

func (p *jsonParser) fail() *Node {
	p.failed = true
	return nil
}

func (p *jsonParser) peek() byte {
	if p.at < len(p.data) {
		return p.data[p.at]
	}
	return 0
}

// column counts on from where it last did: a whole document may be one line.
func (p *jsonParser) column() int {
	p.columns += utf8.RuneCount(p.data[p.counted:p.at])
	p.counted = p.at
	return p.columns + 1
}

// newLine says that the next line begins at an offset.
func (p *jsonParser) newLine(at int) { p.line, p.counted, p.columns = p.line+1, at, 0 }

// space passes over white space and comments.
func (p *jsonParser) space() {
	for p.at < len(p.data) {
		switch c := p.data[p.at]; {
		case c == '\n':
			p.at++
			p.newLine(p.at)
		case c == ' ' || c == '\t' || c == '\r':
			p.at++
		case c == '/' && p.at+1 < len(p.data) && p.data[p.at+1] == '/':
			for p.at < len(p.data) && p.data[p.at] != '\n' {
				p.at++
			}
		case c == '/' && p.at+1 < len(p.data) && p.data[p.at+1] == '*':
			p.block()
		default:
			return
		}
	}
}

func (p *jsonParser) block() {
	for p.at += 2; p.at < len(p.data); p.at++ {
		switch {
		case p.data[p.at] == '\n':
			p.newLine(p.at + 1)
		case p.data[p.at] == '*' && p.at+1 < len(p.data) && p.data[p.at+1] == '/':
			p.at += 2
			return
		}
	}
}

func (p *jsonParser) value(depth int) *Node {
	if p.nodes++; depth > maxDepth || p.nodes > p.most {
		return p.fail()
	}
	n := &Node{Line: p.line, Column: p.column()}
	switch c := p.peek(); {
	case c == '{':
		n.Kind = Map
		p.members('}', func() {
			k := Key{Line: p.line, Column: p.column()}
			k.Name = p.str()
			p.space()
			if p.peek() != ':' {
				p.fail()
				return
			}
			p.at++
			p.space()
			n.keys = append(n.keys, k)
			n.items = append(n.items, p.value(depth+1))
		})
	case c == '[':
		n.Kind = List
		p.members(']', func() { n.items = append(n.items, p.value(depth+1)) })
	case c == '"':
		n.Kind, n.quoted, n.text = Scalar, true, p.str()
		n.EndColumn = p.column()
	default:
		p.bare(n)
	}
	if p.failed {
		return nil
	}
	return n
}

func (p *jsonParser) members(end byte, one func()) {
	for p.at++; !p.failed; {
		p.space()
		if p.peek() == end {
			p.at++
			return
		}
		one()
		p.space()
		switch p.peek() {
		case ',':
			p.at++
		case end:
		default:
			p.fail()
		}
	}
}

func (p *jsonParser) bare(n *Node) {
	start := p.at
	for p.at < len(p.data) {
		c := p.data[p.at]
		if c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-' || c == '+' || c == '.' {
			p.at++
			continue
		}
		break
	}
	switch word := string(p.data[start:p.at]); {
	case word == "":
		p.fail()
	case word == "null":
	case word == "true" || word == "false" || word[0] == '-' || word[0] >= '0' && word[0] <= '9':
		n.Kind, n.text, n.EndColumn = Scalar, word, p.column()
	default:
		p.fail()
	}
}

func (p *jsonParser) str() string {
	if p.peek() != '"' {
		p.fail()
		return ""
	}
	start := p.at
	for p.at++; p.at < len(p.data); p.at++ {
		switch p.data[p.at] {
		case '\\':
			p.at++
		case '\n':
			p.fail()
			return ""
		case '"':
			p.at++
			return unquote(p.data[start+1 : p.at-1])
		}
	}
	p.fail()
	return ""
}

// unquote undoes the escapes of a JSON string; broken ones stay as they are.
func unquote(b []byte) string {
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); i++ {
		if b[i] != '\\' || i+1 >= len(b) {
			out = append(out, b[i])
			continue
		}
		i++
		switch b[i] {
		case 'n':
			out = append(out, '\n')
		case 't':
			out = append(out, '\t')
		case 'r':
			out = append(out, '\r')
		case 'b':
			out = append(out, '\b')
		case 'f':
			out = append(out, '\f')
		case 'u':
			r, width := unicodeEscape(b[i+1:])
			out = utf8.AppendRune(out, r)
			i += width
		default:
			out = append(out, b[i])
		}
	}
	return string(out)
}

// unicodeEscape reads the four digits after \u, and the low half of a surrogate
// pair behind them.
func unicodeEscape(b []byte) (r rune, width int) {
	hex := func(b []byte) (rune, bool) {
		if len(b) < 4 {
			return 0, false
		}
		v, err := strconv.ParseUint(string(b[:4]), 16, 32)
		return rune(v), err == nil
	}
	hi, ok := hex(b)
	if !ok {
		return utf8.RuneError, 0
	}
	if hi < 0xD800 || hi > 0xDFFF {
		return hi, 4
	}
	if len(b) >= 10 && b[4] == '\\' && b[5] == 'u' {
		if lo, ok := hex(b[6:]); ok && hi < 0xDC00 && lo >= 0xDC00 && lo <= 0xDFFF {
			return (hi-0xD800)<<10 + (lo - 0xDC00) + 0x10000, 10
		}
	}
	return utf8.RuneError, 4
}
