// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"bytes"
	"regexp"
	"slices"
	"unicode/utf8"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// gap reports a file that is not in the form that its name promises.
func gap(f *File, out *graph.Facts, p *doc.Problem) {
	kind := graph.Invalid
	if p.Template {
		kind = graph.Template
	}
	out.Gap(graph.Location{File: f.Path, Line: p.Line}, kind, p.Why)
}

// lines turns byte offsets into lines and columns.
type lines struct {
	data   []byte
	starts []int
}

func newLines(data []byte) lines {
	l := lines{data: data, starts: []int{0}}
	for i, c := range data {
		if c == '\n' {
			l.starts = append(l.starts, i+1)
		}
	}
	return l
}

// place is the line and column, in characters, of a byte offset; both from 1.
func (l lines) place(offset int) (line, column int) {
	offset = min(offset, len(l.data))
	i, found := slices.BinarySearch(l.starts, offset)
	if !found {
		i--
	}
	return i + 1, utf8.RuneCount(l.data[l.starts[i]:offset]) + 1
}

// blank returns a copy of data in which every match of re is spaces, so that
// offsets stay.
func blank(data []byte, re *regexp.Regexp) []byte {
	out := bytes.Clone(data)
	for _, m := range re.FindAllIndex(data, -1) {
		for i := m[0]; i < m[1]; i++ {
			if out[i] != '\n' {
				out[i] = ' '
			}
		}
	}
	return out
}
