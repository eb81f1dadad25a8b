// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/stagedoor/stagedoor/reporters"
	"github.com/stagedoor/stagedoor/scanners/workstation"
)

// systems are those that the list of places knows.
var systems = []struct{ goos, name string }{{"linux", "Linux"}, {"darwin", "macOS"}, {"windows", "Windows"}}

// tellPlaces prints the list, the same on every system.
func tellPlaces(stdout io.Writer, goos string) error {
	var b bytes.Buffer
	style := styleOf(stdout)
	para := func(first, text string) {
		reporters.Wrapped(&b, style, first, strings.Repeat(" ", len(first)), text)
	}
	all := workstation.Places()
	para("", fmt.Sprintf("stagedoor audit looks at %d places of a home folder, and opens nothing else in it. $CONFIG is $XDG_CONFIG_HOME or ~/.config, $DATA is $XDG_DATA_HOME or ~/.local/share.", len(all)))
	for i := range all {
		p := &all[i]
		b.WriteString("\n")
		para(p.ID+"  ", p.Tool+": "+p.Keeps)
		for _, at := range perSystem(p) {
			para("  at         ", at)
		}
		for _, m := range p.Moves {
			rest := ""
			if m.Rest != "" {
				rest = "/" + m.Rest
			}
			if m.List {
				rest += ", a list of files"
			}
			para("  or         ", "$"+m.Variable+rest)
		}
		if p.Presence != "" {
			para("  not read   ", p.Presence)
		}
		if p.Elsewhere != "" {
			para("  elsewhere  ", p.Elsewhere+" (not read)")
		}
		if p.Unverified != "" {
			para("  unverified ", p.Unverified)
		}
		for _, page := range p.Pages() {
			para("  see        ", page)
		}
	}
	_, err := stdout.Write(b.Bytes())
	return err
}

// perSystem words where a place is, once for what is the same on all systems.
func perSystem(p *workstation.Place) (all []string) {
	first := strings.Join(p.On("linux"), ", ")
	same := true
	for _, s := range systems {
		same = same && strings.Join(p.On(s.goos), ", ") == first
	}
	if same {
		return []string{first}
	}
	for _, s := range systems {
		at := strings.Join(p.On(s.goos), ", ")
		if at == "" {
			at = "none"
		}
		all = append(all, s.name+": "+at)
	}
	return all
}
