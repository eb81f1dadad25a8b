// SPDX-License-Identifier: Apache-2.0

package helm

import (
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
	"github.com/stagedoor/stagedoor/scanners/internal/kubernetes"
)

// In this file: where a rendered value is written. A line of a template that
// names a value (`.Values.db.size`) leads to the values file that gives it, the
// topmost that does; a block that a template copies whole is found there by its
// keys. What neither gives stands in the template.

// places knows the values files of a rendering, topmost first.
type places struct {
	chart *Chart
	files []*File
	lines map[string][]templateLine
}

// A templateLine is a line with a key.
type templateLine struct {
	number int
	key    string
	values []string // the paths that it names
}

var (
	keyedLine   = lazily.Compile(`^\s*(?:- +)?"?([A-Za-z0-9_./-]+)"?:(?:\s|$)`)
	namedValues = lazily.Compile(`\.Values\.([A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*)`)
	kindLine    = lazily.Compile(`^kind:\s*(\S+)`)
)

func newPlaces(c *Chart, top []*File) *places {
	p := &places{chart: c, lines: map[string][]templateLine{}}
	for i := len(top) - 1; i >= 0; i-- {
		p.files = append(p.files, top[i])
	}
	if c.values != nil {
		p.files = append(p.files, c.values)
	}
	return p
}

func (p *places) template(f *File) []templateLine {
	lines, ok := p.lines[f.Path]
	if ok {
		return lines
	}
	for i, l := range strings.Split(string(f.Data), "\n") {
		m := keyedLine.FindStringSubmatch(l)
		named := namedValues.FindAllStringSubmatch(l, 8)
		if m == nil && named == nil {
			continue
		}
		line := templateLine{number: i + 1}
		if m != nil {
			line.key = m[1]
		}
		if k := kindLine.FindStringSubmatch(l); k != nil {
			line.key = "kind:" + k[1]
		}
		for _, n := range named {
			line.values = append(line.values, n[1])
		}
		lines = append(lines, line)
	}
	p.lines[f.Path] = lines
	return lines
}

// of gives each node of an object its place.
func (p *places) of(o *kubernetes.Object, from part) {
	o.Places = map[*doc.Node]graph.Location{}
	lines := p.template(from.file)
	start := 0
	for i, l := range lines {
		if l.key == "kind:"+o.Kind {
			start = max(0, i-2)
			break
		}
	}
	w := walker{p, o, from, lines}
	top := graph.Location{File: from.file.Path, Line: 1}
	if start < len(lines) && start > 0 {
		top.Line = lines[start].number
	}
	w.walk(o.Root, "", start, top)
}

type walker struct {
	*places
	o     *kubernetes.Object
	from  part
	lines []templateLine
}

func (w walker) walk(n *doc.Node, key string, at int, above graph.Location) {
	w.o.Places[n] = above
	for k, child := range n.Entries() {
		next, here := w.find(k.Name, at, child, above)
		w.walk(child, k.Name, next, here)
	}
	if n.Kind == doc.List {
		for item := range n.Items() {
			if item == nil {
				continue
			}
			here := above
			if item.Kind == doc.Scalar {
				if l, ok := w.given(key, item); ok {
					here = l
				}
			}
			w.walk(item, key, at, here)
		}
	}
}

// find is the place of a key's value: by the next line of the template that has
// the key, and the values that it names.
func (w walker) find(key string, at int, n *doc.Node, above graph.Location) (int, graph.Location) {
	for i := at; i < len(w.lines); i++ {
		l := w.lines[i]
		if l.key != key && !(key == "kind" && strings.HasPrefix(l.key, "kind:")) {
			continue
		}
		for _, p := range l.values {
			if place, ok := w.valued(p, n); ok {
				return i, place
			}
		}
		return i, graph.Location{File: w.from.file.Path, Line: l.number}
	}
	if n != nil && n.Kind == doc.Scalar {
		if place, ok := w.given(key, n); ok {
			return at, place
		}
	}
	return at, above
}

// valued follows a path of values through the files. The value must be the
// rendered one, or lie in it.
func (w walker) valued(p string, n *doc.Node) (graph.Location, bool) {
	for _, prefix := range w.prefixes() {
		for _, f := range w.files {
			if len(f.Docs) == 0 {
				continue
			}
			v := f.Docs[0].Get(append(prefix, strings.Split(p, ".")...)...)
			if v != nil && v.Kind != doc.Map {
				return span(f.Path, v), true
			}
		}
	}
	return graph.Location{}, false
}

// prefixes are where a subchart's values stand in the files: under its name.
func (w walker) prefixes() [][]string {
	if w.from.chart.Dir == w.chart.Dir {
		return [][]string{nil}
	}
	return [][]string{{w.from.chart.Name}}
}

// given finds a key with the very value in the files.
func (w walker) given(key string, n *doc.Node) (graph.Location, bool) {
	if key == "" || n == nil {
		return graph.Location{}, false
	}
	for _, f := range w.files {
		if len(f.Docs) == 0 {
			continue
		}
		for at, v := range f.Docs[0].Walk() {
			if len(at) > 0 && at[len(at)-1] == key && v.Same(n) {
				return span(f.Path, v), true
			}
		}
	}
	return graph.Location{}, false
}

func span(file string, n *doc.Node) graph.Location {
	at := graph.Location{File: file, Line: max(n.Line, 1), Column: n.Column}
	if n.EndColumn > n.Column {
		at.EndLine, at.EndColumn = n.Line, n.EndColumn
	}
	return at
}
