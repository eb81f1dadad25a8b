// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"bytes"
	"unicode/utf8"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
	"github.com/stagedoor/stagedoor/scanners/internal/expression"
)

// A yamlFile is a pipeline's file, read, with what is needed to say where in a
// scalar something stands.
type yamlFile struct {
	file      *File
	root      *doc.Node // the first document that is a map
	rows      [][]byte
	templates map[*doc.Node]expression.Template
}

// readYAML reads a file, or reports the gap and returns nil.
func readYAML(f *File, out *graph.Facts) *yamlFile {
	docs, problem := doc.YAML(f.Data)
	if problem != nil {
		gap(f, out, problem)
	}
	for i := len(docs) - 1; i >= 0; i-- { // GitLab's first document may be a header (spec:)
		if docs[i] != nil && docs[i].Kind == doc.Map && !docs[i].Has("spec") {
			return yamlFileOf(f, docs[i])
		}
	}
	return nil
}

func yamlFileOf(f *File, root *doc.Node) *yamlFile {
	return &yamlFile{file: f, root: root, rows: bytes.Split(f.Data, []byte("\n")), templates: map[*doc.Node]expression.Template{}}
}

func (y *yamlFile) row(line int) []byte {
	if line < 1 || line > len(y.rows) {
		return nil
	}
	return y.rows[line-1]
}

// isBlock reports whether a scalar stands under a | or >, from the next line on.
func isBlock(n *doc.Node) bool { return n != nil && n.Kind == doc.Scalar && n.EndColumn == 0 }

// start is where the text of a scalar begins.
func (y *yamlFile) start(n *doc.Node) (line, column int) {
	if n == nil {
		return 0, 0
	}
	if !isBlock(n) {
		column := n.Column
		if row := []rune(string(y.row(n.Line))); column >= 1 && column <= len(row) && (row[column-1] == '"' || row[column-1] == '\'') {
			column++
		}
		return n.Line, column
	}
	for l := n.Line + 1; l <= n.Line+50; l++ {
		row := y.row(l)
		if text := bytes.TrimLeft(row, " "); len(bytes.TrimSpace(text)) > 0 {
			return n.Line + 1, len(row) - len(text) + 1
		}
	}
	return n.Line + 1, 1
}

// place is the line and column of a byte offset in a scalar.
func (y *yamlFile) place(n *doc.Node, offset int) (line, column int) {
	startLine, startColumn := y.start(n)
	line, column = n.Value().Place(offset)
	if line == 1 || isBlock(n) {
		column += startColumn - 1
	} else if indent := bytes.TrimLeft(y.row(startLine+line-1), " "); len(indent) > 0 {
		column += utf8.RuneCount(y.row(startLine+line-1)) - utf8.RuneCount(indent)
	}
	return startLine + line - 1, column
}

// template is a scalar's expressions; an `if:` is one without marks.
func (y *yamlFile) template(n *doc.Node) expression.Template {
	t, ok := y.templates[n]
	if !ok {
		t = expression.Parse(n.Value())
		y.templates[n] = t
	}
	return t
}

// read is evidence at a node.
func (y *yamlFile) read(n *doc.Node, says string) graph.Evidence {
	line, column := n.At()
	return y.file.Read(line, column, says)
}
