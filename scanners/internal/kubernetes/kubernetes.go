// SPDX-License-Identifier: Apache-2.0

// Package kubernetes turns Kubernetes objects into facts: which data they keep,
// what a deletion takes along, which copies there are, and who mounts and reads
// what.
//
// Objects come in a [Variant]: what is applied to one cluster or namespace
// together, be it a folder of manifests, a rendered overlay or a rendered chart.
// A variant says where each object and each value was written by people, so a
// finding never points at rendered text. Names mean something inside a variant
// and a namespace only: two variants' claim of one name is two stores, unless a
// volume behind them is known by an identity that its provider gave.
//
// The objects of a cluster's own API come the same way, as the variant of that
// cluster ([Variant.Live]): then each object's place is its address, and what the
// API says of a claim, a volume or a snapshot that is bound counts before what
// its class would have said. Permissions are drawn from a cluster only (rbac.go).
//
// What is not in the files is not judged: a claim whose storage class is not here
// may keep or lose its disk, and is neither.
package kubernetes

import (
	"path"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/environment"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// An Object is one manifest with the places of its parts.
type Object struct {
	File  string // where it is written
	URL   string // of an object that an API answered: its own address
	Root  *doc.Node
	Group string // of apiVersion: "apps", "" for the core
	Kind  string
	Name  string // "" where it is not a plain name

	Namespace string // "" where none is written

	// Places are those of a rendered object's nodes in the files that people wrote;
	// nil where the object is such a file's own.
	Places map[*doc.Node]graph.Location
}

// maxObjects bounds how many objects one variant may have.
const maxObjects = 20_000

// Objects are the manifests in a document: itself, or the items of a List.
func Objects(file string, root *doc.Node) []*Object {
	kind := root.Get("kind").Word()
	version := root.Get("apiVersion").Word()
	if kind == "" || version == "" {
		return nil
	}
	if items := root.Get("items"); strings.HasSuffix(kind, "List") && items != nil && items.Kind == doc.List {
		var all []*Object
		for item := range items.Items() {
			if len(all) < maxObjects && !strings.HasSuffix(item.Get("kind").Word(), "List") {
				all = append(all, Objects(file, item)...)
			}
		}
		return all
	}
	group, _, isGroup := strings.Cut(version, "/")
	if !isGroup {
		group = ""
	}
	return []*Object{{
		File: file, Root: root, Group: group, Kind: kind,
		Name: root.Get("metadata", "name").Word(), Namespace: root.Get("metadata", "namespace").Word(),
	}}
}

// At is where a node of the object is written; of no node, where the object is.
func (o *Object) At(n *doc.Node) graph.Location {
	if n == nil {
		if n = o.Root.Get("metadata", "name"); n == nil {
			n = o.Root
		}
	}
	if at, ok := o.Places[n]; ok {
		return at
	}
	if o.URL != "" {
		return graph.Location{URL: o.URL}
	}
	line, column := n.At()
	at := graph.Location{File: o.File, Line: line, Column: column}
	if o.Places != nil {
		return graph.Location{File: o.File, Line: max(o.placed(o.Root), 1)}
	}
	if n.EndColumn > column {
		at.EndLine, at.EndColumn = line, n.EndColumn
	}
	return at
}

func (o *Object) placed(n *doc.Node) int { return o.Places[n].Line }

// Read is evidence that something is written at a node of the object.
func (o *Object) Read(n *doc.Node, says string) graph.Evidence {
	return evidence(o.At(n), says)
}

// evidence of a place: an address is an API's answer.
func evidence(at graph.Location, says string) graph.Evidence {
	if at.File == "" && at.URL != "" {
		return graph.Evidence{Basis: graph.Fetched, At: at, Says: says}
	}
	return graph.Evidence{Basis: graph.ReadInFile, At: at, Says: says}
}

// value follows a dotted path; nothing of no object.
func (o *Object) value(p string) *doc.Node {
	if o == nil {
		return nil
	}
	return o.Root.Get(strings.Split(p, ".")...)
}

// space is the namespace, or what stands for it where none is written: objects
// of one variant are then together if they lie in one folder.
func (v *Variant) space(o *Object) string {
	switch {
	case o.Namespace != "":
		return o.Namespace
	case v.Rendered:
		return "?"
	}
	return "?" + path.Dir(o.File)
}

// known is a vendor's sentence with its page.
func known(url, says string) graph.Evidence {
	return graph.Evidence{Basis: graph.Known, At: graph.Location{URL: url}, Says: says}
}

// tiered reports whether a name is an environment's, and of a known tier.
func tiered(d environment.Decision, ok bool) bool {
	return ok && (d.Tier == graph.Production || d.Tier.Below())
}

// pathOf is an absolute path in a container or on a host.
func pathOf(n *doc.Node) string {
	p, ok := secret.Path(n.Value())
	if !ok {
		return ""
	}
	return p
}
