// SPDX-License-Identifier: Apache-2.0

package shell

import "github.com/stagedoor/stagedoor/graph/secret"

// maxLost is after how many here-documents without an end no more are looked
// for.
const maxLost = 16

// A here is a here-document whose text begins on the next line.
type here struct {
	command *Command
	end     string // the line that ends it
	raw     bool   // quoted: nothing in it is expanded
	tabs    bool   // <<-: tabs may stand before the line that ends it
}

// hereDocument reads the word that ends a here-document. One whose end has not
// the form of a name is not looked for.
func (p *parser) hereDocument(c *Command) {
	tabs := p.class(0) == ch('-')
	if tabs {
		p.at++
	}
	p.blanks()
	w := p.word()
	if end := w.Name(); end != "" && !p.lost[end] && len(p.lost) < maxLost {
		p.heres = append(p.heres, &here{c, end, w.Quoted, tabs})
		return
	}
	p.doubt("a here-document whose end is not seen")
}

// hereDocuments reads the here-documents of the line that just ended. One that
// does not end is left as commands.
func (p *parser) hereDocuments() {
	heres := p.heres
	p.heres = nil
	for _, h := range heres {
		start := p.at
		end, next, ok := p.lineThatIs(h.end)
		if !ok {
			p.doubt("a here-document whose end is not seen")
			p.lost[h.end] = true
			continue
		}
		p.exactly(h, end, next)
		w := Word{Quoted: true, Spaced: true}
		w.Line, w.Column = p.place(p.offset())
		switch {
		case end == start:
		case h.raw:
			w.add(Literal, p.text.Slice(p.runs[start].Start, p.runs[end-1].End))
		default:
			p.expanded(&w, end)
		}
		w.merge()
		p.at = next
		h.command.Input = append(h.command.Input, w)
	}
}

// lineThatIs finds the first line from here on that is the given name, and
// where the next one begins.
func (p *parser) lineThatIs(name string) (end, next int, ok bool) {
	first := p.at
	for i := p.at; i <= len(p.runs); i++ {
		if i < len(p.runs) && p.runs[i].Class != ch('\n') {
			continue
		}
		if first < i && i-first <= 2*len(name)+8 {
			line, isWord := secret.Word(p.text.Slice(p.runs[first].Start, p.runs[i-1].End))
			if isWord && line == name {
				return first, min(i+1, len(p.runs)), true
			}
		}
		first = i + 1
	}
	return 0, 0, false
}

// expanded reads the text of a here-document up to a run, with its variables
// and substitutions.
// Nothing in it reaches behind its end.
func (p *parser) expanded(w *Word, end int) {
	all := p.runs
	p.runs = all[:end]
	defer func() { p.runs = all }()
	for p.at < end {
		switch {
		case p.continuation():
		case p.class(0) == ch('\\'):
			p.escaped(w)
		case p.class(0) == ch('$'):
			p.dollar(w)
		case p.class(0) == ch('`'):
			p.backtick(w)
		default:
			p.plain(w)
		}
	}
}
