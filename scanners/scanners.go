// SPDX-License-Identifier: Apache-2.0

// Package scanners turns files into facts, one file of Go for each kind of
// source: `ls scanners` is the list of what stagedoor reads.
//
// A [Scanner] is a value. It says by name alone which files it wants, and is
// then handed their bytes; it has no other way to the disk, cannot read facts,
// and never fails: what it cannot read is a gap. Most look at one file at a time
// (File). A Tree scanner gets all files that it claims at once, because they
// mean something only together: a compose file and its overlay.
//
// Values leave a scanner through one funnel, package claim under internal:
// it decides what is nobody's secret, types a token, takes connection strings
// apart, and seals. A scanner's own work is to say who can read a value, where
// it stands, and which environment the file declares.
//
// To add one: a new file with `var X = add(Scanner{...})`, its parser under
// internal if it is not a few lines, and scenarios under testdata.
package scanners

import (
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

// A Scanner reads one kind of source. Exactly one of File and Tree is set.
type Scanner struct {
	Name  string
	Doc   string                                // one sentence: what it reads and what it draws from it
	Match func(path string) bool                // by name alone; asked of every file in the tree; nil for all
	File  func(f *File, out *graph.Facts)       // one file; called from several goroutines at once
	Tree  func(files []*File, out *graph.Facts) // all files that Match claims, sorted by path

	// Keep, where it is set, is asked of a Tree scanner's file once its bytes are
	// there, so that of many files with one ending only those that matter are kept.
	Keep func(f *File) bool

	// Parts says that File may be handed parts of a file over [tree.MaxSize]; others
	// do not see such a file.
	Parts bool

	// Obeying, where it is set, is asked once a run for the scanner to use instead
	// of s: one that obeys the owner's files and marks.
	Obeying func(s Scanner, owner Owner) Scanner
}

// An Owner is whose word a scanner obeys.
type Owner struct {
	Read  func(name string) []byte                // a file at the tree's root; nil for none
	Added func(file string, line int) (adds bool) // a mark on this line does not count, since the change that is judged adds it; the path is relative to the repository
	Mark  func(Mark)                              // is told of each mark of ignoring, from any goroutine; nil for nobody
}

var registry []Scanner

// add registers a scanner that declares itself in its own file.
func add(s Scanner) Scanner {
	registry = append(registry, s)
	return s
}

// All returns every scanner, sorted by name.
func All() []Scanner {
	all := slices.Clone(registry)
	slices.SortFunc(all, func(a, b Scanner) int { return strings.Compare(a.Name, b.Name) })
	return all
}
