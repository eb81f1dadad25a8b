// SPDX-License-Identifier: Apache-2.0

package workstation

import (
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// A file is one of the list while it is read.
type file struct {
	*scanners.File
	out   *graph.Facts
	walk  *walk
	place *Place
}

// as lets a scanner read the file as it reads one of a repository.
func as(s scanners.Scanner) func(*file) {
	return func(f *file) { s.File(f.File, f.out) }
}

// A format reads a file into a document; nil, with a gap, where it is none.
type format func(f *file) *doc.Node

func asJSON(f *file) *doc.Node { return f.document(doc.JSON(f.Data)) }
func asTOML(f *file) *doc.Node { return f.document(doc.TOML(f.Data)) }

func asYAML(f *file) *doc.Node {
	docs, problem := doc.YAML(f.Data)
	if len(docs) == 0 {
		return f.document(nil, problem)
	}
	return f.document(docs[0], problem)
}

func (f *file) document(root *doc.Node, problem *doc.Problem) *doc.Node {
	if problem != nil && len(strings.TrimSpace(string(f.Data))) > 0 {
		f.out.Gap(graph.Location{File: f.Path, Line: problem.Line}, graph.Invalid, problem.Why)
	}
	return root
}

// A field is where a document holds a credential.
type field struct {
	at   string // keys, joined by slashes; * for any key, and for any item of a list
	kind string // of the catalog, or of ours
}

// fields reads documents whose credentials stand under known keys.
func fields(parse format, fs ...field) func(*file) {
	return func(f *file) {
		root := parse(f)
		for _, w := range fs {
			f.each(root, strings.Split(w.at, "/"), nil, func(name string, n *doc.Node) { f.token(f.Holder(f.out), w.kind, name, n) })
		}
	}
}

// each yields the scalars at a path of keys, named by the keys that say something.
func (f *file) each(n *doc.Node, keys, named []string, yield func(name string, n *doc.Node)) {
	switch {
	case n == nil:
	case len(keys) == 0:
		if n.Kind == doc.Scalar && !n.Value().Empty() {
			yield(strings.Join(named, "."), n)
		}
	case n.Kind == doc.List:
		for item := range n.Items() {
			rest := keys
			if keys[0] == "*" {
				rest = keys[1:]
			}
			f.each(item, rest, named, yield)
		}
	case keys[0] == "*":
		for k, item := range n.Entries() {
			next := named
			if word, ok := secret.Word(secret.New(k.Name)); ok {
				next = append(named[:len(named):len(named)], word)
			}
			f.each(item, keys[1:], next, yield)
		}
	default:
		f.each(n.Get(keys[0]), keys[1:], append(named[:len(named):len(named)], keys[0]), yield)
	}
}

// token claims a value of a kind that its place tells. A form that is another kind
// of the same vendor's is that kind.
func (f *file) token(holder graph.ID, kind, name string, n *doc.Node) graph.ID {
	return f.value(holder, kind, name, n.Value(), f.at(n))
}

func (f *file) value(holder graph.ID, kind, name string, v secret.Value, at graph.Location) graph.ID {
	if secret.Reference(v) {
		return graph.ID{} // ${NPM_TOKEN}: it lies elsewhere
	}
	if t, _, ok := catalog.Recognize(name, v.Normal()); ok && t.Public == "" {
		_, of := catalog.ByType(t.Type)
		if _, told := catalog.ByType(kind); told == nil || of == told {
			kind = t.Type
		}
	}
	return claim.Token(f.out, holder, kind, f.place.ID+" "+name, v, at)
}

func (f *file) at(n *doc.Node) graph.Location {
	at := f.At(n.At())
	if n != nil && n.EndColumn > n.Column {
		at.EndLine, at.EndColumn = n.Line, n.EndColumn
	}
	return at
}

// whole reads a file that is one credential and nothing else.
func whole(kind, name string) func(*file) {
	return func(f *file) {
		f.value(f.Holder(f.out), kind, name, secret.New(string(f.Data)), f.At(1, 1))
	}
}

// session says of what a login consists: an access token that passes, and one that
// renews it. They are one credential, which expires with the renewing one.
func (f *file) session(access, refresh graph.ID, expires *doc.Node) {
	why := f.Read(1, 1, "the login's access token and the one that renews it")
	switch {
	case !access.IsZero() && !refresh.IsZero():
		f.out.Same(access, refresh, why)
	case !access.IsZero():
		f.expires(access, expires)
	}
}

// expires notes the moment that a file gives for a credential.
func (f *file) expires(id graph.ID, n *doc.Node) {
	if t, ok := secret.Moment(n.Value()); ok && !id.IsZero() {
		line, column := n.At()
		f.out.Note(id, graph.Trait{Name: graph.Expires, Detail: t.UTC().Format("2006-01-02T15:04:05Z")}, graph.Yes, f.Read(line, column, "the file says when it expires"))
	}
}

// keyring says that a tool keeps a login in the keyring of the system.
func (f *file) keyring(name string, n *doc.Node, says string) {
	line, column := n.At()
	why := f.Read(max(line, 1), column, says)
	slot := f.out.Node(graph.Thing{Kind: graph.Slot, Type: "keyring", Key: f.out.Local("keyring", f.Path, name), Name: name}, why)
	f.out.Link(graph.Edge{From: f.Holder(f.out), Verb: graph.Reads, To: slot}, why)
}
