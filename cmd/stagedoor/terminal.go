// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"golang.org/x/term"

	"github.com/stagedoor/stagedoor/reporters"
)

// styleOf is what a reader's terminal can do; none where it is no terminal.
// NO_COLOR, CLICOLOR_FORCE and TERM=dumb are obeyed.
func styleOf(w io.Writer) reporters.Style {
	f, ok := w.(*os.File)
	terminal := ok && term.IsTerminal(int(f.Fd()))
	color := terminal && os.Getenv("TERM") != "dumb" || os.Getenv("CLICOLOR_FORCE") != "" && os.Getenv("CLICOLOR_FORCE") != "0"
	if os.Getenv("NO_COLOR") != "" {
		color = false
	}
	style := reporters.Style{Color: color, Links: terminal && color}
	if terminal {
		if width, _, err := term.GetSize(int(f.Fd())); err == nil && width > 0 {
			style.Width = min(max(width, 60), 140)
		}
	}
	return style
}

// progress is one line on a terminal's stderr, and nothing elsewhere.
type progress struct {
	mu    sync.Mutex
	w     io.Writer
	shown bool
	last  time.Time
}

func newProgress(w io.Writer, quiet bool) *progress {
	f, ok := w.(*os.File)
	if quiet || !ok || !term.IsTerminal(int(f.Fd())) || os.Getenv("CI") != "" || os.Getenv("TERM") == "dumb" {
		return &progress{}
	}
	return &progress{w: w}
}

func (p *progress) files(n int) { p.say("reading: %d files", n) }

// commits shows how far the history is read.
func (p *progress) commits(n, of int) { p.say("reading the history: %d of %d commits", n, of) }

// requests shows what a provider is asked, and how much of its budget is spent.
func (p *progress) requests(provider string, n, budget int) {
	p.say("asking %s: %d of at most %d requests", provider, n, budget)
}

// say puts a line in the place of the last one, ten times a second at most.
func (p *progress) say(format string, args ...any) {
	if p.w == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if now := time.Now(); now.Sub(p.last) > 100*time.Millisecond {
		p.last, p.shown = now, true
		_, _ = fmt.Fprintf(p.w, "\r\x1b[K"+format, args...)
	}
}

func (p *progress) done() {
	if p.w != nil && p.shown {
		_, _ = fmt.Fprint(p.w, "\r\x1b[K")
	}
}
