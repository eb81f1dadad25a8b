// SPDX-License-Identifier: Apache-2.0

package declared

import (
	"slices"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// At is evidence that something is written at a node of a file.
func At(file string, n *doc.Node) graph.Evidence {
	line, column := n.At()
	at := graph.Location{File: file, Line: line, Column: column}
	if n != nil && n.EndColumn > n.Column {
		at.EndLine, at.EndColumn = n.Line, n.EndColumn
	}
	return graph.Evidence{Basis: graph.ReadInFile, At: at}
}

// OfNode turns a node of a document into a value. Read is asked first, of every
// node on the way down: where it says done, its value stands; so a format puts in
// what its texts and functions mean. It may be nil.
func OfNode(file string, n *doc.Node, read func(n *doc.Node) (v Value, done bool)) Value {
	if n == nil {
		return Value{}
	}
	if read != nil {
		if v, done := read(n); done {
			return v
		}
	}
	why := At(file, n)
	switch n.Kind {
	case doc.Scalar:
		return Scalar(n.Value(), why)
	case doc.List:
		items := make([]Value, 0, n.Len())
		for item := range n.Items() {
			items = append(items, OfNode(file, item, read))
		}
		return List(items, why)
	case doc.Map:
		fields := make(map[string]Value, n.Len())
		for k, v := range n.Entries() {
			fields[k.Name] = OfNode(file, v, read)
		}
		return Map(fields, why)
	}
	return Value{State: Null, Why: graph.Chain{why}}
}

// maxText is how long a text may grow by being put together.
const maxText = 64 << 10

// Joined is the text of scalars, one behind the other; Unknown where one of them
// is, with all references of all parts. Of several undecided parts the first says
// what it hangs on.
func Joined(parts ...Value) Value {
	var texts []secret.Value
	var out Value
	length := 0
	for _, p := range parts {
		out.Refs, out.Why = added(out.Refs, p.Refs), added(out.Why, p.Why)
		switch {
		case p.IsScalar():
			length += p.Scalar.Len()
			texts = append(texts, p.Scalar)
		case out.Hangs == "" && p.State == Unknown:
			out.Hangs = p.Hangs
		case out.Hangs == "":
			out.Hangs = "a part of the text that is none"
		}
	}
	if length > maxText && out.Hangs == "" {
		out.Hangs = "a text that grows beyond 64 KiB"
	}
	if out.Hangs != "" {
		out.State = Unknown
		return out
	}
	out.State, out.kind, out.Scalar = Known, scalar, secret.Join(texts...)
	return out
}

// Through adds places and references that lie on the way of a value to where it
// is used. What decides stays first.
func (v Value) Through(refs []string, way ...graph.Evidence) Value {
	v.Why, v.Refs = added(v.Why, way), added(v.Refs, refs)
	return v
}

// Refs are the references of two values together.
func Refs(a, b []string) []string { return added(a, b) }

// mostWhy is how many places or references a value remembers.
const mostWhy = 16

// added is a list with what another has and it has not, so that values that are
// put together again and again stay small.
func added[S ~[]E, E comparable](to, from S) S {
	to = to[:len(to):len(to)]
	for _, e := range from {
		if len(to) < mostWhy && !slices.Contains(to, e) {
			to = append(to, e)
		}
	}
	return to
}

// Same says whether two scalars are one text; Unknown where one is not known, or
// where neither has the form of a name and may be looked at.
func Same(a, b Value) graph.Tri {
	if !a.IsScalar() || !b.IsScalar() {
		return graph.Unknown
	}
	if a.Scalar.Len() == 0 && b.Scalar.Len() == 0 {
		return graph.Yes
	}
	word, ok := secret.Word(b.Scalar)
	if !ok {
		if word, ok = secret.Word(a.Scalar); !ok {
			return graph.Unknown
		}
		a = b
	}
	if a.Scalar.OneOf(word) != "" {
		return graph.Yes
	}
	return graph.No
}
