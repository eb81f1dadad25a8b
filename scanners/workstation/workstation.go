// SPDX-License-Identifier: Apache-2.0

// Package workstation reads the places of a workstation where credentials lie: the
// files in which command lines, clients and agents keep what they log in with, and
// the environment of this process.
//
// The list of places is data (places_*.go, one file a kind of tool), each with the
// page that documents it, and `stagedoor audit --places` prints it. Three promises
// hold for every run:
//
//   - Nothing outside the list is opened. There is no walk: a place is a path, or a
//     pattern within one folder, and a folder is only listed for a pattern. A file is
//     regular, at most [tree.MaxSize] long, and lies in the home folder itself or
//     where a documented variable says that it does. A symbolic link is followed
//     where it leads to a file in the home folder, since that is how people keep
//     their settings in a repository of their own; one that leads out of it is a gap.
//   - Values are sealed by the readers as in a scan. What a tool keeps in a keyring
//     or a database is said to be there and never opened: see [Place.Presence].
//   - A place that no page documents is marked ([Place.Unverified]) and its absence
//     says nothing.
//
// Who reads these files is one holder, the workstation: every agent that is set up
// for the user reads it, and it reads every file. So the graph's own walk draws the
// path from an agent to what a session opens.
package workstation

import (
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners"
	"github.com/stagedoor/stagedoor/scanners/tree"
)

// Options say which workstation. Tests give another home, system and environment
// than this machine's.
type Options struct {
	Home    string   // absolute
	GOOS    string   // linux, darwin, windows
	Environ []string // NAME=value, as os.Environ gives it
	Folders []Folder // that are scanned beside it
	Vault   *secret.Vault

	// Open reads one regular file, in place of [tree.ReadFile]; for tests that keep
	// what was opened.
	Open func(path string) ([]byte, *tree.Problem)
}

// A Folder is one that is scanned, with the name that the facts of its files carry.
type Folder struct {
	Path string // absolute
	Repo string
}

// What became of a place.
type State string

const (
	Read       State = "read"
	Present    State = "present" // is there, and is not opened
	Unreadable State = "unreadable"
	Absent     State = "absent"
)

// A Visit is what became of one path of a place.
type Visit struct {
	Place *Place
	Shown string // as reports show it: ~/.aws/credentials, or $NETRC outside of the home folder
	State State
	Why   string // of a file that could not be read
}

// Repo is the name of the repository that the facts of a workstation's own files
// carry.
const Repo = "~"

// Run looks at every place and returns what was found, and what became of each
// place. It never fails: what cannot be read is a gap.
func Run(o Options) (*graph.Facts, []Visit) {
	if o.Open == nil {
		o.Open = tree.ReadFile
	}
	w := &walk{Options: o, out: graph.NewFacts(o.Vault, Repo), env: map[string]string{}}
	for _, kv := range o.Environ {
		if name, value, ok := strings.Cut(kv, "="); ok && name != "" {
			w.env[w.variable(name)] = value
		}
	}
	w.root = resolved(o.Home)
	seen := map[string]bool{}
	for i := range places {
		for _, s := range w.spots(&places[i]) {
			if !seen[s.path] {
				seen[s.path] = true
				w.visit(&places[i], s)
			}
		}
	}
	w.process()
	w.folders()
	return w.out, w.visits
}

// walk is a run.
type walk struct {
	Options
	out    *graph.Facts
	env    map[string]string
	root   string // of the home folder, without links
	visits []Visit
}

// variable is a name as the system compares it.
func (w *walk) variable(name string) string {
	if w.GOOS == "windows" {
		return strings.ToUpper(name)
	}
	return name
}

func (w *walk) getenv(name string) string { return w.env[w.variable(name)] }

// visit reads one path.
func (w *walk) visit(p *Place, s spot) {
	v := Visit{Place: p, Shown: tree.Printable(s.shown), State: Read}
	var data []byte
	if p.Presence != "" {
		v.State = w.present(s)
	} else {
		data, v.State, v.Why = w.read(s)
	}
	w.visits = append(w.visits, v)
	switch v.State {
	case Unreadable:
		kind := graph.Unreadable
		if strings.HasPrefix(v.Why, "is larger") {
			kind = graph.TooLarge
		}
		w.out.Gap(graph.Location{File: v.Shown}, kind, v.Why)
	case Present:
		w.sealedElsewhere(p, v.Shown)
	case Read:
		w.facts(p, v.Shown, data)
	}
}

// facts lets the place's reader say what is in the file.
func (w *walk) facts(p *Place, shown string, data []byte) {
	f := &file{File: &scanners.File{Path: shown, Data: data, User: true}, out: w.out, walk: w, place: p}
	defer func() {
		if recover() != nil { // a bug of ours ends no audit
			w.out.Gap(graph.Location{File: shown}, graph.Unreadable, scanners.BrokeOff+" in the reader of "+p.ID+"; please report it with the file's kind")
		}
	}()
	if tree.Binary(data) {
		w.out.Gap(graph.Location{File: shown}, graph.Invalid, "is not text")
		return
	}
	p.read(f)
	w.readable(f.Holder(w.out), f.Read(1, 1, "the file lies in the home folder"))
}

// readable lets the workstation read a holder.
func (w *walk) readable(holder graph.ID, why graph.Evidence) {
	w.out.Link(graph.Edge{From: scanners.Workstation(w.out, why), Verb: graph.Reads, To: holder}, why)
}

// sealedElsewhere says that a tool keeps something where we do not look.
func (w *walk) sealedElsewhere(p *Place, shown string) {
	f := &file{File: &scanners.File{Path: shown, User: true}, out: w.out, walk: w, place: p}
	why := f.Read(0, 0, p.Presence)
	slot := w.out.Node(graph.Thing{Kind: graph.Slot, Type: "unread_place", Key: w.out.Local("unread_place", shown), Name: p.Tool}, why)
	w.out.Link(graph.Edge{From: scanners.Workstation(w.out, why), Verb: graph.Reads, To: slot}, why)
}

// folders says that whatever runs as the user can read what is scanned.
func (w *walk) folders() {
	for _, f := range w.Folders {
		why := graph.Evidence{Basis: graph.ReadInFile, At: graph.Location{Repo: f.Repo, File: "."}, Says: "whatever runs as you can read the folder"}
		w.out.Node(graph.Thing{Kind: graph.Holder, Type: "working_tree", Key: f.Repo + "//working_tree", Name: "."}, why)
	}
}

// process claims the variables of this process.
func (w *walk) process() {
	names := make([]string, 0, len(w.env))
	for name := range w.env {
		names = append(names, name)
	}
	slices.Sort(names)
	w.variables(names)
}
