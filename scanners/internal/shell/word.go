// SPDX-License-Identifier: Apache-2.0

package shell

import (
	"github.com/stagedoor/stagedoor/graph/secret"
)

// word reads one word, to the next blank, line or operator.
func (p *parser) word() Word {
	w := p.pieces()
	w.merge()
	return w
}

// merge makes one part of neighbours that are plain text, the NAME= apart.
func (w *Word) merge() {
	merged := w.Parts[:0:0]
	var text []secret.Value
	flush := func() {
		if len(text) > 0 {
			merged = append(merged, Part{Value: secret.Join(text...)})
		}
		text = nil
	}
	for i, part := range w.Parts {
		if part.Kind != Literal || i < w.key {
			flush()
			merged = append(merged, part)
			continue
		}
		text = append(text, part.Value)
	}
	flush()
	w.Parts = merged
}

func (p *parser) pieces() Word {
	w := Word{}
	w.Line, w.Column = p.place(p.offset())
	p.key(&w)
	for p.at < len(p.runs) {
		switch p.class(0) {
		case blank, ch('\n'), ch('\r'), ch(';'), ch('&'), ch('|'), ch('('), ch(')'), ch('<'), ch('>'):
			return w
		}
		if p.backticks && p.class(0) == ch('`') {
			return w
		}
		if p.continuation() {
			continue
		}
		p.piece(&w)
	}
	return w
}

// key reads NAME= or NAME+= at the beginning of a word, and passes over the
// words of an array.
func (p *parser) key(w *Word) {
	n := 0
	switch {
	case p.is(letter, ch('=')):
		n = 2
	case p.is(letter, ch('+'), ch('=')):
		n = 3
	default:
		return
	}
	r := p.runs[p.at]
	name, ok := secret.Variable(p.text.Slice(r.Start, r.End))
	if !ok {
		return
	}
	p.at += n
	w.Key, w.key = name, 1
	w.Parts = append(w.Parts, Part{Value: p.text.Slice(r.Start, p.offset())})
	_, w.ValueColumn = p.place(p.offset())
	if p.class(0) == ch('(') && p.depth < maxDepth {
		p.depth++
		p.array(w)
		p.depth--
	}
}

// array reads NAME=(word word).
func (p *parser) array(w *Word) {
	for p.at++; p.at < len(p.runs) && p.class(0) != ch(')'); {
		if c := p.class(0); c == ch('#') {
			p.comment()
			continue
		}
		before := p.at
		if item := p.word(); len(item.Parts) > 0 {
			w.Parts = append(w.Parts, Part{Kind: Opaque, Value: secret.New("()"), Default: &item})
		}
		if p.at == before {
			p.at++
		}
	}
	p.at++
	w.add(Opaque, secret.New("()"))
}

// piece reads the next quoted, escaped, expanded or plain stretch of a word.
func (p *parser) piece(w *Word) {
	switch p.class(0) {
	case ch('\''):
		p.single(w)
	case ch('"'):
		p.double(w)
	case ch('\\'):
		p.escapedInBackticks()
		p.at++
		p.firstByte(w)
	case ch('$'):
		p.dollar(w)
	case ch('`'):
		p.backtick(w)
	case ch('{'):
		if p.is(ch('{'), ch('{')) && p.template(w, 2) {
			return
		}
		p.plain(w)
	default:
		p.plain(w)
	}
}

func (w *Word) add(kind PartKind, v secret.Value) {
	w.Parts = append(w.Parts, Part{Kind: kind, Value: v})
}

func (p *parser) plain(w *Word) {
	r := p.runs[p.at]
	switch r.Class {
	case ch('*'), ch('?'), ch('['), ch('{'):
		w.Expands = true
	case ch('~'):
		w.Expands = w.Expands || len(w.Parts) == 0 || w.Key != ""
	}
	w.add(Literal, p.text.Slice(r.Start, r.End))
	p.at++
}

// firstByte takes the byte behind a backslash as it is; the rest of its run
// stays.
func (p *parser) firstByte(w *Word) {
	if p.at >= len(p.runs) {
		return
	}
	r := &p.runs[p.at]
	w.add(Literal, p.text.Slice(r.Start, r.Start+1))
	if r.End-r.Start == 1 {
		p.at++
		return
	}
	r.Start++
}

func (p *parser) single(w *Word) {
	if p.open[ch('\'')] {
		p.plain(w)
		return
	}
	for i := p.at + 1; i < len(p.runs); i++ {
		if p.runs[i].Class != ch('\'') {
			continue
		}
		text := p.text.Slice(p.runs[p.at].End, p.runs[i].Start)
		w.Spaced = w.Spaced || p.hasBlank(p.at, i)
		w.Quoted = true
		w.add(Literal, text)
		p.at = i + 1
		return
	}
	p.open[ch('\'')] = true
	p.plain(w)
}

func (p *parser) hasBlank(from, to int) bool {
	for _, r := range p.runs[from:to] {
		if r.Class == blank || r.Class == ch('\n') {
			return true
		}
	}
	return false
}

// double reads a string in double quotes. One that never ends is taken for
// plain text, and so is every quote behind it.
func (p *parser) double(w *Word) {
	if p.open[ch('"')] {
		p.plain(w)
		return
	}
	start, parts, expands := p.at, len(w.Parts), w.Expands
	defer func() { w.Expands = expands }()
	commands, comments := len(p.out.Commands), len(p.out.Comments)
	w.Quoted = true
	for p.at++; p.at < len(p.runs); {
		switch c := p.class(0); {
		case c == ch('"'):
			p.at++
			return
		case p.continuation():
		case c == ch('\\'):
			p.escaped(w)
		case c == ch('$'):
			p.dollar(w)
		case c == ch('`'):
			p.backtick(w)
		case c == ch('{') && p.class(1) == ch('{') && p.template(w, 2):
		default:
			w.Spaced = w.Spaced || c == blank || c == ch('\n')
			p.plain(w)
		}
	}
	if p.open[ch('"')] {
		return // a quote inside this one began anew already
	}
	p.open[ch('"')] = true
	p.at, w.Parts = start, w.Parts[:parts]
	p.out.Commands, p.out.Comments = p.out.Commands[:commands], p.out.Comments[:comments]
	p.plain(w)
}

// escaped reads a backslash inside double quotes, which stays where the shell
// gives it no meaning.
func (p *parser) escaped(w *Word) {
	p.escapedInBackticks()
	switch p.class(1) {
	case ch('$'), ch('`'), ch('"'), ch('\\'):
		p.at++
		p.plain(w)
	default:
		p.plain(w)
	}
}

// dollar reads what begins with $.
func (p *parser) dollar(w *Word) {
	if p.is(ch('$'), ch('$')) && (p.class(2) == letter || p.class(2) == ch('{') || p.class(2) == ch('(')) {
		p.doubt("a $$ of make stands in it")
		p.at++ // $$NAME of a recipe of make
	}
	start := p.offset()
	switch {
	case p.is(ch('$'), ch('{'), ch('{')):
		p.at++
		if !p.template(w, 2) {
			p.plain(w)
		}
	case p.is(ch('$'), ch('{')) && p.depth < maxDepth:
		p.at += 2
		p.parameter(w, start)
	case p.is(ch('$'), ch('('), ch('(')):
		p.at++
		p.doubt("it computes")
		p.balanced(ch('('), ch(')'))
		w.add(Opaque, p.text.Slice(start, p.offset()))
	case p.is(ch('$'), ch('(')) && p.depth < maxDepth:
		p.at += 2
		p.substitution(w, start, ch(')'))
	case p.is(ch('$'), letter):
		p.at++
		p.named(w, start)
	case p.is(ch('$'), ch('\'')) && !p.open[ch('\'')]:
		p.at++
		p.escapes(w)
	case p.is(ch('$'), ch('@')), p.is(ch('$'), ch('*')), p.is(ch('$'), ch('$')), p.is(ch('$'), ch('#')), p.is(ch('$'), ch('?')), p.is(ch('$'), ch('!')), p.is(ch('$'), ch('-')):
		p.at += 2
		w.add(Opaque, p.text.Slice(start, p.offset()))
	default:
		p.plain(w)
	}
}

// named reads the name behind a $; a digit is a positional parameter.
func (p *parser) named(w *Word, start int) {
	r := &p.runs[p.at]
	name, ok := secret.Variable(p.text.Slice(r.Start, r.End))
	if ok {
		p.at++
		w.Parts = append(w.Parts, Part{Kind: Variable, Name: name, Value: p.text.Slice(start, r.End)})
		return
	}
	w.add(Opaque, p.text.Slice(start, r.Start+1))
	if r.End-r.Start == 1 {
		p.at++
		return
	}
	r.Start++
}

// parameter reads ${NAME} and its operators, from behind the brace.
func (p *parser) parameter(w *Word, start int) {
	part := Part{Kind: Opaque}
	if p.class(0) == letter {
		r := p.runs[p.at]
		if name, ok := secret.Variable(p.text.Slice(r.Start, r.End)); ok {
			part.Kind, part.Name = Variable, name
		}
		p.at++
	}
	if p.class(0) == ch('@') || p.class(0) == ch('[') {
		p.doubt("it computes what a variable means")
	}
	given := p.is(ch(':'), ch('-')) || p.is(ch(':'), ch('=')) || p.is(ch('-')) || p.is(ch('='))
	if given && p.class(0) == ch(':') {
		p.at++
	}
	if given {
		p.at++
	}
	word := Word{}
	word.Line, word.Column = p.place(p.offset())
	p.depth++
	for p.at < len(p.runs) && p.class(0) != ch('}') && p.class(0) != ch('\n') {
		if p.class(0) == ch('\'') && !p.closesHere() {
			p.plain(&word)
			continue
		}
		p.piece(&word)
	}
	p.depth--
	if p.class(0) == ch('}') {
		p.at++
	}
	word.merge()
	if given && part.Kind == Variable {
		part.Default = &word
	}
	part.Altered = !given && len(word.Parts) > 0
	part.Value = p.text.Slice(start, p.offset())
	w.Parts = append(w.Parts, part)
}

// closesHere reports whether a single quote ends before the braces do: inside
// double quotes it is an apostrophe.
func (p *parser) closesHere() bool {
	for i := p.at + 1; i < min(len(p.runs), p.at+maxLook); i++ {
		switch p.runs[i].Class {
		case ch('\''):
			return true
		case ch('}'), ch('\n'):
			return false
		}
	}
	return false
}

// maxLook is how many runs are looked ahead for the end of something small.
const maxLook = 400

// substitution reads commands inside a word; they become commands of their own.
func (p *parser) substitution(w *Word, start int, until uint8) {
	outer, cuts := p.pipe, len(p.cuts)
	p.pipe = p.next()
	p.list(until)
	p.pipe = outer
	p.cuts = p.cuts[:cuts]
	w.add(Opaque, p.text.Slice(start, p.offset()))
}

// next is a pipe number that nobody has.
func (p *parser) next() int {
	p.inner--
	return p.inner * (1 << 20)
}

func (p *parser) backtick(w *Word) {
	if p.backticks || p.depth >= maxDepth {
		p.doubt("it is nested too deeply")
		p.plain(w)
		return
	}
	start := p.offset()
	p.at++
	p.backticks = true
	p.substitution(w, start, ch('`'))
	p.backticks = false
}

// template passes over {{ ... }} of a template or ${{ ... }} of a workflow, on
// one line.
func (p *parser) template(w *Word, braces int) bool {
	start := p.offset()
	for i := p.at + braces; i+1 < min(len(p.runs), p.at+maxLook) && p.runs[i].Class != ch('\n'); i++ {
		if p.runs[i].Class == ch('}') && p.runs[i+1].Class == ch('}') {
			p.doubt("a template stands in it")
			p.at = i + 2
			w.add(Opaque, p.text.Slice(start, p.offset()))
			return true
		}
	}
	return false
}
