// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/reporters"
)

// noBoundary is said with every set of rules.
const noBoundary = "Rules by the beginning of a command are no boundary: an option between the words, a script, a call of the API by curl goes past them, and where a program has a login of yours, no rule for files keeps it from using that. The better gate is the hook, which reads the line: stagedoor blast --hook claude --print-settings (or cursor, codex)."

// text is the fence for a reader: what it stands on, then each file.
func (f fence) text(style reporters.Style) []byte {
	var b bytes.Buffer
	para := func(first, text string) {
		reporters.Wrapped(&b, style, first, strings.Repeat(" ", len(first)), text)
	}
	if s := f.nothing(); s != "" {
		para("", upper(s)+".")
		return b.Bytes()
	}
	para("", f.summary())
	for _, r := range f.rules {
		verb := "deny  "
		if r.ask {
			verb = "ask   "
		}
		para("  "+verb, fmt.Sprintf("%s (loses %s)", r.words(), r.loses))
	}
	for _, file := range f.files {
		para("  deny  ", "reading "+file)
	}
	b.WriteByte('\n')
	for _, s := range append(f.open, noBoundary) {
		para("", s)
	}
	for _, a := range fenceAgents {
		b.WriteByte('\n')
		para("", a.name+": into "+a.file+" ("+a.source+")")
		if a.note != "" {
			para("  ", a.note)
		}
		b.WriteByte('\n')
		b.WriteString(a.write(f))
	}
	return b.Bytes()
}

func (f fence) summary() string {
	deny, ask := 0, 0
	for _, r := range f.rules {
		if r.ask {
			ask++
		} else {
			deny++
		}
	}
	return fmt.Sprintf("What is production's here (%s): %s denied, %s asked about, %s withheld. Nothing is allowed by these rules; what stands in the files already stays.",
		counted(len(f.stores()), "store", "stores"), counted(deny, "command", "commands"), counted(ask, "command", "commands"), counted(len(f.files), "file", "files"))
}

func counted(n int, one, more string) string {
	switch n {
	case 0:
		return "no " + one
	case 1:
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, more)
}

func locationText(l graph.Location) string {
	if l.Line == 0 {
		return l.File
	}
	return fmt.Sprintf("%s:%d", l.File, l.Line)
}
