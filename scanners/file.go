// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"path"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/tree"
)

// A File is what a scanner sees: bytes and a path. Data must not be changed; a
// File scanner must not keep it.
type File struct {
	Path    string // slash-separated, relative to the scanned folder
	Tracked bool   // git knows it
	Data    []byte
	Part    *tree.Part // where Data begins in a file over [tree.MaxSize]; nil for a whole file
	User    bool       // lies in the user's home: whatever runs as the user can read it
}

// Base is the file's name without its folders.
func (f *File) Base() string { return path.Base(f.Path) }

// Dir is the file's folder, "." for the root.
func (f *File) Dir() string { return path.Dir(f.Path) }

// At is a place in the file; columns count from 1.
func (f *File) At(line, column int) graph.Location {
	return graph.Location{File: f.Path, Line: line, Column: column}
}

// Read is evidence that something is written in this file.
func (f *File) Read(line, column int, says string) graph.Evidence {
	return graph.Evidence{Basis: graph.ReadInFile, At: f.At(line, column), Says: says}
}

// Holder is the file as something that can be read: the node that holds what is
// written in it, and whose path says which environment it belongs to.
func (f *File) Holder(out *graph.Facts) graph.ID {
	id := out.Node(graph.Thing{Kind: graph.Holder, Type: "file", Key: out.Local(f.Path), Name: tree.Printable(out.Shown(f.Path))},
		graph.Evidence{Basis: graph.ReadInFile, At: graph.Location{File: f.Path, Line: 1}})
	is := graph.No
	if f.Tracked {
		is = graph.Yes
	}
	at := graph.Location{File: f.Path, Line: 1}
	out.Note(id, graph.Trait{Name: graph.TraitTracked}, is, graph.Evidence{Basis: graph.ReadInFile, At: at, Says: "in git's index"})
	if role := claim.RoleOf(f.Path); role != "" {
		out.Note(id, graph.Trait{Name: graph.Role, Detail: role}, graph.Yes, graph.Evidence{Basis: graph.Named, At: at, Says: "by its path"})
	}
	return id
}

// Section is a part of the file with readers or an environment of its own: a
// job, a service, `[env.staging]`, an `environments.production` key. Type is the
// field's word for it.
func (f *File) Section(out *graph.Facts, typ, name string, line, column int) graph.ID {
	e := f.Read(line, column, "")
	id := out.Node(graph.Thing{Kind: graph.Holder, Type: typ, Key: out.Local(f.Path) + "#" + typ + ":" + name, Name: name}, e)
	out.Link(graph.Edge{From: id, Verb: graph.Within, To: f.Holder(out)}, e)
	return id
}
