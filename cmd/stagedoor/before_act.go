// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/rules"
	"github.com/stagedoor/stagedoor/scanners/act"
	"github.com/stagedoor/stagedoor/scanners/tree"
)

// surroundings are where a command line would run: the trees that were read, and
// where in them it stands.
type surroundings struct {
	trees  []*tree.Tree
	shown  []string
	cwd    string
	home   string
	getenv func(string) (string, bool)
	hear   func(secret.Value) // is told of every value that comes in from there
}

func (q request) surroundings(ctx context.Context) (surroundings, error) {
	s := surroundings{cwd: q.cwd, home: q.home, getenv: q.getenv, hear: func(secret.Value) {}}
	if q.echo != nil {
		s.hear = q.echo.Hear
	}
	var err error
	if s.home == "" {
		s.home, _ = os.UserHomeDir() // without one no link is read
	}
	if s.trees, err = open(ctx, q.paths); err != nil {
		return s, err
	}
	s.shown = shownAs(s.trees)
	if s.cwd == "" {
		if s.cwd, err = os.Getwd(); err != nil {
			return s, exit{exitPartial, "the working directory is not known; name it with --cwd"}
		}
	}
	if s.cwd, err = filepath.Abs(s.cwd); err == nil {
		if real, err := filepath.EvalSymlinks(s.cwd); err == nil {
			s.cwd = real
		}
	}
	return s, nil
}

// acts reads the line.
func (s surroundings) acts(q request) []act.Act {
	w := act.World{
		Getenv: func(name string) (secret.Value, bool) {
			v, ok := s.getenv(name)
			s.hear(secret.New(v))
			return secret.New(v), ok
		},
		Open:  s.open,
		Names: s.names,
		Home:  s.atHome,
		Dir:   filepath.ToSlash(s.cwd),
		Folder: func(p string) bool {
			_, _, _, inside := s.within(p)
			if !filepath.IsAbs(p) {
				p = filepath.Join(s.cwd, filepath.FromSlash(p))
			}
			info, err := os.Lstat(p)
			return inside && err == nil && info.IsDir()
		},
	}
	if len(q.argv) > 0 {
		return act.Argv(q.argv, w)
	}
	return act.Line(secret.New(q.command), w)
}

// within finds the tree in which a path lies, and the path in it.
func (s surroundings) within(p string) (t *tree.Tree, shown, inner string, ok bool) {
	if !filepath.IsAbs(p) {
		p = filepath.Join(s.cwd, filepath.FromSlash(p))
	}
	for i, t := range s.trees {
		root := t.Root
		if real, err := filepath.EvalSymlinks(root); err == nil {
			root = real
		}
		rel, err := filepath.Rel(root, p)
		if err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
			return t, s.shown[i], filepath.ToSlash(rel), true
		}
	}
	return nil, "", "", false
}

// open reads a file of the trees.
func (s surroundings) open(p string) ([]byte, bool) {
	t, _, inner, ok := s.within(p)
	if !ok {
		return nil, false
	}
	real, err := filepath.EvalSymlinks(filepath.Join(t.Root, filepath.FromSlash(inner)))
	if _, _, _, inside := s.within(real); err != nil || !inside {
		return nil, false // a link that leads out
	}
	data := t.File(inner)
	s.hear(secret.New(string(data)))
	return data, data != nil
}

// names are the regular files of a folder of the trees.
func (s surroundings) names(folder string) (names []string) {
	t, _, inner, ok := s.within(folder)
	if !ok {
		return nil
	}
	entries, _ := os.ReadDir(filepath.Join(t.Root, filepath.FromSlash(inner)))
	for _, e := range entries {
		if e.Type().IsRegular() {
			names = append(names, e.Name())
		}
	}
	return names
}

// atHome reads a small regular file of the user's home.
func (s surroundings) atHome(name string) ([]byte, bool) {
	if s.home == "" {
		return nil, false
	}
	full := filepath.Join(s.home, filepath.FromSlash(name))
	if info, err := os.Lstat(full); err != nil || !info.Mode().IsRegular() || info.Size() > 1<<20 {
		return nil, false
	}
	data, err := os.ReadFile(full)
	s.hear(secret.New(string(data)))
	return data, err == nil
}

// tell asks the graph what an act means.
func (s surroundings) tell(g *graph.Graph, a act.Act, in graph.Tier) effect {
	t := effect{act: a, deed: s.deed(a)}
	switch a.Kind {
	case act.Reads:
		t.code, t.says = exitClean, "this reads only: "+a.Why
	case act.Files:
		t.code, t.says = exitPartial, "files of this machine are not judged here: "+a.Why
	case act.Unread:
		t.code, t.says = exitPartial, "nobody knows what this does: "+a.Why
		if len(a.Targets) > 0 {
			t.outcome = t.deed.What(g)
			if t.outcome.Verdict == rules.Production && len(t.outcome.Meant) > 0 {
				t.says += "; it opens " + rules.Title(t.outcome.Meant[0]) + ", which is production's"
			}
		}
	default:
		t.outcome = t.deed.What(g)
		t.code, t.says = judged(t.outcome, in), t.outcome.Says(t.deed)
	}
	return t
}
