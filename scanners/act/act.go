// SPDX-License-Identifier: Apache-2.0

// Package act says what a command line would do: it is read, never run.
//
// Whoever asks wants one of three answers before the act: this destroys that,
// this only reads, or nobody knows. The third is the default. A line is harmless
// only if every command in it stands on the catalog's list of those that are
// known to read and nothing more, and if a shell could not read it otherwise
// than it is read here ([shell.Script] has a Doubt). Everything else that is not
// a deed which the catalog knows is Unread, with the reason: unread is never
// called safe, and a deed inside a line that is read badly is still told.
//
// What the words of a line mean is looked for where the shell would: assigned
// earlier in the line, in a file that the line loads, in the environment of the
// process. Several possible values are all taken: a line that may go either way
// goes both. A value is never a string here: a name in the open leaves it
// through the extractors of package secret, a connection string only as the
// identity of the database that it opens.
//
// A script, recipe or package script of the repository is read like the line
// itself, a few deep. Rejected: to expand globs, braces and substitutions, or to
// take $(...) for what it would print. That is running, and a guess at it that
// is wrong once makes a deed harmless.
package act

import (
	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/shell"
)

// A Kind says what is known of a command.
type Kind string

const (
	Destroys Kind = "destroys" // an operation of the catalog
	Reads    Kind = "reads"    // known to read and nothing more, or to change nothing outside the shell
	Files    Kind = "files"    // writes or deletes files of this machine, which is not what is judged
	Unread   Kind = "unread"   // nobody knows; Why says what stands in the way
)

// An Act is one thing that a line would do.
type Act struct {
	Kind      Kind
	Program   string             // "" where it is not known
	Provider  string             // of the catalog
	Operation *catalog.Operation // of Destroys
	Types     []string           // of the graph's nodes that it destroys; none where the target tells
	Targets   []Target
	Declares  []string            // endings of the files that declare what All means
	All       string              // without targets: everything in this: folder, namespace, project ...
	Within    map[string][]string // project, environment, namespace, context ...: all that it may be
	Folders   []string            // from which it runs, relative to where the line is run; all that it may be
	Moved     []string            // what the line names of where it acts besides: a profile, a context; "" for what is no name
	Power     graph.Power
	Rows      bool // what is in the thing, not the thing itself
	Perhaps   bool // a plan that nobody has seen decides
	Verified  bool // a source of the catalog says so
	Foreign   bool // of Unread: no word of it is known to speak of data; see [foreign]
	Remote    bool // on another machine or in a container, whose surroundings are not known
	Carries   []Carried
	Via       []string // what runs it: scripts and recipes, the outermost first
	Why       string   // of Unread and Reads, and of a deed that may be more than is told
}

// A Target is what a deed names.
type Target struct {
	Name     string // an id or name in the open
	Variable string // a variable whose value is not known here: whatever bears that name
	Store    string // identity of the database that a connection opens
	Server   string // and of its server
	Inside   string // the container in which it runs, whose own database is meant
	Why      string // where none of these is known: what stands in the way
}

// A World is where the line would run. Its functions may be nil.
type World struct {
	Getenv func(name string) (secret.Value, bool)
	// Open reads a regular file of the repository, by a path relative to where the
	// line is run; ok is false outside of it.
	Open func(path string) (data []byte, ok bool)
	// Names lists the regular files of a folder of the repository, by a path as for
	// Open.
	Names func(folder string) []string
	// Home reads a file of the user's home folder, by its path in it.
	Home func(path string) (data []byte, ok bool)
	// Dir is where the line is run, as an absolute path with slashes.
	Dir string
	// Folder reports whether a path is a folder, into which a shell can go.
	Folder func(path string) bool
}

// Line reads shell text, as somebody would hand it to sh -c.
func Line(text secret.Value, w World) []Act {
	r := newReader(w)
	r.text(text)
	return r.acts
}

// Argv reads a command whose words are given one by one, and which no shell
// takes apart any more.
func Argv(args []string, w World) []Act {
	r := newReader(w)
	c := &shell.Command{Depth: 1}
	for _, a := range args {
		c.Words = append(c.Words, word(secret.New(a)))
	}
	r.command(c, nil)
	return r.acts
}

// word is a literal word; $NAME alone is the variable of that name, which the
// shell of whoever asks did not know or was not to see.
func word(v secret.Value) shell.Word {
	if name, ok := v.After("$"); ok {
		if n, ok := secret.Variable(name); ok {
			return shell.Word{Parts: []shell.Part{{Kind: shell.Variable, Name: n, Value: v}}, Quoted: true}
		}
	}
	return shell.Word{Parts: []shell.Part{{Value: v}}, Quoted: true}
}
