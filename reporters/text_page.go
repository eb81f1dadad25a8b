// SPDX-License-Identifier: Apache-2.0

package reporters

import (
	"bytes"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/stagedoor/stagedoor/rules"
)

// A page writes lines of a width that fit a terminal. Escape sequences are all
// ours and are written only where the style asks for them.
type page struct {
	out   *bytes.Buffer
	style Style
	width int
}

func newPage(out *bytes.Buffer, s Style) *page {
	width := s.Width
	if width <= 0 {
		width = 100
	}
	return &page{out, s, max(width, 40)}
}

func (p *page) line(s string) { p.out.WriteString(strings.TrimRight(s, " ") + "\n") }

// gap is an empty line between two parts, never two and never the first.
func (p *page) gap() {
	if b := p.out.Bytes(); len(b) > 0 && !bytes.HasSuffix(b, []byte("\n\n")) {
		p.out.WriteByte('\n')
	}
}

// wrapped writes text behind first, wrapped at spaces; further lines begin with
// rest. A word is never broken: paths are there to be copied.
func (p *page) wrapped(first, rest, text string) {
	line, used := first, visible(first)
	empty := true
	for word := range strings.FieldsSeq(text) {
		w := visible(word)
		if !empty && used+1+w > p.width {
			p.line(line)
			line, used, empty = rest, visible(rest), true
		}
		if !empty {
			line, used = line+" ", used+1
		}
		line, used, empty = line+word, used+w, false
	}
	p.line(line)
}

// visible is the width of a text without our own escape sequences.
func visible(s string) int {
	n := utf8.RuneCountInString(s)
	for {
		start := strings.Index(s, "\x1b[")
		if start < 0 {
			return n
		}
		end := strings.IndexByte(s[start:], 'm')
		if end < 0 {
			return n
		}
		n -= end + 1
		s = s[start+end+1:]
	}
}

var colors = map[rules.Severity]string{
	rules.Critical: "1;31", rules.High: "31", rules.Medium: "33", rules.Low: "36", rules.Note: "2",
}

// paint colours our own words by severity.
func (p *page) paint(s rules.Severity, text string) string { return p.sgr(colors[s], text) }

func (p *page) bold(text string) string { return p.sgr("1", text) }

func (p *page) sgr(code, text string) string {
	if !p.style.Color {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

// link is a place as text. A page on the web becomes a hyperlink (OSC 8) where
// the terminal knows them; files do not, since that needs an absolute path.
func (p *page) link(at placeView) string {
	text := name(at.String())
	if at.File != "" || !p.style.Links {
		return text
	}
	u, err := url.Parse(at.URL)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || strings.IndexFunc(at.URL, hidden) >= 0 {
		return text
	}
	return "\x1b]8;;" + u.String() + "\x1b\\" + text + "\x1b]8;;\x1b\\"
}

// Wrapped writes one paragraph, cleaned and wrapped for the style: first stands
// before it, rest before its further lines. It is for listings that are no report.
func Wrapped(out *bytes.Buffer, s Style, first, rest, text string) {
	newPage(out, s).wrapped(first, rest, Clean(text))
}
