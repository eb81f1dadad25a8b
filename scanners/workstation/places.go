// SPDX-License-Identifier: Apache-2.0

package workstation

import (
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph/catalog"
)

// A Place is where one tool keeps what it logs in with.
//
// Paths begin with ~ for the home folder, or with a folder that a variable moves:
// $CONFIG is $XDG_CONFIG_HOME or ~/.config, $DATA is $XDG_DATA_HOME or
// ~/.local/share, %APPDATA% and %LOCALAPPDATA% are what Windows sets, or where it
// puts them by default. A * stands for any part of one name.
type Place struct {
	ID    string // stable, as JSON reports have it
	Tool  string // as a sentence uses it: "Railway's command line"
	Keeps string // what lies there

	Linux   []string
	Mac     []string // nil: as on Linux
	Windows []string // nil: as on Linux
	Moves   []Move
	Not     []string // names that a pattern leaves out

	Kind       string   // token kind of the catalog whose pages name the place; "" for none
	Sources    []string // further pages that document it, or those that do
	Unverified string   // what no page states; "" where all of it is documented
	Presence   string   // why it is not opened; "" where it is read
	Elsewhere  string   // where the tool may keep it instead, which is not read

	read func(f *file)
}

// A Move is a variable that moves a place. The place where it would be otherwise
// is looked at all the same: what lies there is no less readable.
type Move struct {
	Variable string
	Rest     string // path within the folder that the variable names; "" where it names the file
	List     bool   // it names several files
}

// Pages are the pages that document the place.
func (p *Place) Pages() []string {
	if t, _ := catalog.ByType(p.Kind); t != nil {
		return append(slices.Clone(t.Sources), p.Sources...)
	}
	return p.Sources
}

var places []Place

// add registers places that declare themselves in a file of their kind.
func add(ps ...Place) struct{} {
	places = append(places, ps...)
	slices.SortFunc(places, func(a, b Place) int { return strings.Compare(a.ID, b.ID) })
	return struct{}{}
}

// Places returns the list, sorted by id.
func Places() []Place { return slices.Clone(places) }

// On are the paths of a place on a system, as they are written.
func (p *Place) On(goos string) []string {
	switch {
	case goos == "darwin" && p.Mac != nil:
		return p.Mac
	case goos == "windows" && p.Windows != nil:
		return p.Windows
	}
	return p.Linux
}

// A spot is one path of a place on this workstation.
type spot struct {
	path, shown string
	named       bool // a variable of the process names it
}

// maxMatches is how many files one pattern may find.
const maxMatches = 100

// spots are the paths of a place: where variables move it, and where it is
// otherwise.
func (w *walk) spots(p *Place) (all []spot) {
	for _, m := range p.Moves {
		value := w.getenv(m.Variable)
		if value == "" {
			continue
		}
		values := []string{value}
		if m.List {
			values = strings.FieldsFunc(value, func(r rune) bool { return r == w.listSeparator() })
		}
		for i, v := range values {
			if !filepath.IsAbs(v) {
				continue // relative to the folder of a process that is not ours to know
			}
			shown := "$" + m.Variable
			if m.Rest != "" {
				v, shown = filepath.Join(v, filepath.FromSlash(m.Rest)), shown+"/"+m.Rest
			}
			if i > 0 {
				shown += "#" + string(rune('1'+min(i, 8)))
			}
			if home := w.shown(v); home != "" {
				shown = home
			}
			all = append(all, w.matches(spot{filepath.Clean(v), shown, true}, p.Not)...)
		}
	}
	for _, written := range p.On(w.GOOS) {
		if full := w.expand(written); full != "" {
			all = append(all, w.matches(spot{full, cmpOr(w.shown(full), written), false}, p.Not)...)
		}
	}
	return all
}

func (w *walk) listSeparator() rune {
	if w.GOOS == "windows" {
		return ';'
	}
	return ':'
}

func cmpOr(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// shown is a path in the home folder as ~/..., or "".
func (w *walk) shown(full string) string {
	if !within(w.Home, full) {
		return ""
	}
	rel, _ := filepath.Rel(w.Home, full)
	return path.Join("~", filepath.ToSlash(rel))
}

// expand is a written path on this workstation, "" where its folder is not known.
func (w *walk) expand(written string) string {
	base, rest, _ := strings.Cut(written, "/")
	dir := ""
	switch base {
	case "~":
		dir = w.Home
	case "$CONFIG":
		dir = w.folder("XDG_CONFIG_HOME", ".config")
	case "$DATA":
		dir = w.folder("XDG_DATA_HOME", ".local/share")
	case "%APPDATA%":
		dir = w.folder("APPDATA", "AppData/Roaming")
	case "%LOCALAPPDATA%":
		dir = w.folder("LOCALAPPDATA", "AppData/Local")
	}
	if dir == "" || !filepath.IsAbs(dir) {
		return ""
	}
	return filepath.Join(dir, filepath.FromSlash(rest))
}

func (w *walk) folder(variable, otherwise string) string {
	if v := w.getenv(variable); v != "" && filepath.IsAbs(v) {
		return v
	}
	return filepath.Join(w.Home, filepath.FromSlash(otherwise))
}

// matches lists the files of a pattern; only the folders that hold a * are listed.
func (w *walk) matches(s spot, not []string) []spot {
	if !strings.Contains(s.shown, "*") || !strings.Contains(filepath.Base(s.path), "*") {
		return []spot{s}
	}
	dir, pattern := filepath.Split(s.path)
	if resolvedDir := resolved(dir); !s.named && !within(w.root, resolvedDir) {
		return nil
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil
	}
	var all []spot
	for _, e := range entries {
		left := func(n string) bool { ok, _ := path.Match(n, e.Name()); return ok }
		if ok, _ := path.Match(pattern, e.Name()); ok && !e.IsDir() && !slices.ContainsFunc(not, left) && len(all) < maxMatches {
			all = append(all, spot{filepath.Join(dir, e.Name()), path.Join(path.Dir(s.shown), e.Name()), s.named})
		}
	}
	return all
}
