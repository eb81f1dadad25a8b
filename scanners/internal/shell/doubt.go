// SPDX-License-Identifier: Apache-2.0

package shell

import "github.com/stagedoor/stagedoor/graph/lazily"

// This file is where reading and running part. What scanners look for is found
// although a quote is missing; who has to say that a line does nothing must know
// that a shell would read the same commands. Whatever is passed over, guessed or
// read more kindly than by a shell is a doubt, and one suffices.

// doubt keeps the first reason.
func (p *parser) doubt(why string) {
	if p.out.Doubt == "" {
		p.out.Doubt = why
	}
}

var (
	strange = lazily.Compile("[\x00-\x08\x0b-\x1f\x7f]")
	escaped = lazily.Compile(`\\`)
	lineEnd = lazily.Compile(`\n$`)
)

// doubtful looks at the text as a whole.
func (p *parser) doubtful() {
	switch {
	case p.text.Len() > MaxText:
		p.doubt("it is longer than is read")
	case len(p.open) > 0:
		p.doubt("a quote does not end")
	case p.depth > maxDepth:
		p.doubt("it is nested too deeply")
	case p.text.Matches(strange.Get()):
		p.doubt("it has control characters")
	}
}

// escapes reads $'...', in which a backslash writes any character, a quote among
// them.
func (p *parser) escapes(w *Word) {
	before := p.at
	p.single(w)
	if p.text.Slice(p.runs[before].Start, p.offset()).Matches(escaped.Get()) {
		p.doubt("$'...' writes characters by their number")
		w.Parts = append(w.Parts, Part{Kind: Opaque})
	}
}

// escapedInBackticks doubts a backslash inside `...`, which is read twice.
func (p *parser) escapedInBackticks() {
	if p.backticks {
		p.doubt("a backslash stands in backquotes")
	}
}

// exactly doubts a here-document whose last line a shell would not take for one.
func (p *parser) exactly(h *here, end, next int) {
	from := 0
	if end < len(p.runs) {
		from = p.runs[end].Start
	}
	line := p.text.Slice(from, p.runs[next-1].End)
	for _, s := range line.Spans(lineEnd.Get(), 1) {
		line = line.Slice(0, s[0])
	}
	for h.tabs && line.HasPrefix("\t") {
		line = line.Slice(1, line.Len())
	}
	if line.OneOf(h.end) == "" {
		p.doubt("a here-document whose end is not seen")
	}
}
