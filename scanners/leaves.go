// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"path"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/environment"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
	"github.com/stagedoor/stagedoor/scanners/tree"
)

// In this file: nodes of a document as the pairs that the funnel takes.

// span is the place of a node in the file.
func (f *File) span(n *doc.Node) graph.Location {
	at := f.At(n.At())
	if n != nil && n.EndColumn > n.Column {
		at.EndLine, at.EndColumn = n.Line, n.EndColumn
	}
	return at
}

// readAt is evidence that something is written at a node.
func (f *File) readAt(n *doc.Node, says string) graph.Evidence {
	line, column := n.At()
	return f.Read(line, column, says)
}

// settings parses a file by its extension; of a YAML stream it yields all
// documents. What can not be read is a gap.
func settings(f *File, out *graph.Facts) []*doc.Node {
	var docs []*doc.Node
	var problem *doc.Problem
	switch path.Ext(f.Path) {
	case ".json", ".jsonc":
		var root *doc.Node
		root, problem = doc.JSON(f.Data)
		docs = []*doc.Node{root}
	case ".toml":
		var root *doc.Node
		root, problem = doc.TOML(f.Data)
		docs = []*doc.Node{root}
	default:
		docs, problem = doc.YAML(f.Data)
	}
	if problem != nil {
		gap(f, out, problem)
	}
	return docs
}

// variables are the entries of an `env` block: a map, or a list of NAME=value.
func (f *File) variables(n *doc.Node) []claim.Pair {
	var pairs []claim.Pair
	for k, v := range n.Entries() {
		if v != nil && v.Kind == doc.Scalar {
			pairs = append(pairs, claim.Pair{Name: k.Name, Value: v.Value(), At: f.span(v)})
		}
	}
	if n == nil || n.Kind != doc.List {
		return pairs
	}
	for item := range n.Items() {
		before, after, ok := item.Value().Cut("=")
		name, isName := secret.Variable(before)
		if !ok || !isName {
			continue
		}
		pairs = append(pairs, claim.Pair{Name: name, Value: after, At: f.span(item)})
	}
	return pairs
}

// leaves are all scalars below a node, named by the keys that lead to them. An
// element {name: X, value: Y} of a list, which is how Kubernetes and its charts
// write variables, is the pair X, Y.
func (f *File) leaves(n *doc.Node, prefix []string, separator string) []claim.Pair {
	var pairs []claim.Pair
	if n == nil {
		return nil
	}
	switch n.Kind {
	case doc.Map:
		for k, v := range n.Entries() {
			pairs = append(pairs, f.leaves(v, append(prefix[:len(prefix):len(prefix)], k.Name), separator)...)
		}
	case doc.List:
		for item := range n.Items() {
			name, ok := secret.Variable(item.Get("name").Value())
			if v := item.Get("value"); ok && v != nil && v.Kind == doc.Scalar {
				pairs = append(pairs, claim.Pair{Name: name, Value: v.Value(), At: f.span(v)})
				continue
			}
			pairs = append(pairs, f.leaves(item, prefix, separator)...)
		}
	case doc.Scalar:
		if len(prefix) > 0 {
			pairs = append(pairs, claim.Pair{Name: strings.Join(prefix, separator), Value: n.Value(), At: f.span(n)})
		}
	}
	return pairs
}

// suggests says that a name chosen by people contains an environment's word: a
// guess, which gives way to a path or a declaration.
func suggests(out *graph.Facts, holder graph.ID, name string, why graph.Evidence) {
	d, ok := environment.OfWord(name)
	if !ok || d.Tier != graph.Production && !d.Tier.Below() {
		return
	}
	why.Basis, why.Says = graph.Guessed, "a word in the name "+name
	claim.Declares(out, holder, d.Name, why)
}

// commands hands a command to the funnel: shell text, or a list of words.
func (f *File) commands(out *graph.Facts, holder graph.ID, n *doc.Node) {
	switch {
	case n == nil:
	case n.Kind == doc.Scalar:
		line, column := n.Begins()
		claim.Commands(out, holder, f.Path, n.Value(), line, column)
	case n.Script() != nil:
		f.commands(out, holder, n.Script())
	case n.Kind == doc.List && n.Len() > 0:
		v, first := words(n)
		claim.Commands(out, holder, f.Path, v, first.Line, first.Column)
	}
}

// words is a command written as a list, set together again.
func words(n *doc.Node) (text secret.Value, first *doc.Node) {
	var parts []secret.Value
	for item := range n.Items() {
		if item == nil || item.Kind != doc.Scalar {
			continue
		}
		if first == nil {
			first = item
		} else {
			parts = append(parts, secret.New(" "))
		}
		parts = append(parts, item.Value())
	}
	if first == nil {
		return secret.Value{}, n
	}
	return secret.Join(parts...), first
}

// fileAt is another file of the tree, as a holder, by a path that is written
// relative to a folder; zero where the path leads out of the tree or has a
// variable in it.
func fileAt(out *graph.Facts, dir string, written secret.Value) graph.ID {
	p, ok := secret.Path(written)
	if !ok || path.IsAbs(p) || strings.ContainsAny(p, "$~{") {
		return graph.ID{}
	}
	if p = path.Join(dir, p); p == "." || p == ".." || strings.HasPrefix(p, "../") {
		return graph.ID{}
	}
	return out.Node(graph.Thing{Kind: graph.Holder, Type: "file", Key: out.Local(p), Name: tree.Printable(p)})
}
