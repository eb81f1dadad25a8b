// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/environment"
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

// deed puts an act into the graph's words.
func (s surroundings) deed(a act.Act) rules.Deed {
	d := rules.Deed{Types: a.Types, All: a.All, Declares: a.Declares, Within: a.Within, Power: a.Power, Rows: a.Rows, Perhaps: a.Perhaps}
	for _, t := range a.Targets {
		switch {
		case t.Name != "":
			d.Names = append(d.Names, t.Name)
		case t.Variable != "":
			d.Variables = append(d.Variables, t.Variable)
		case t.Store != "":
			d.Stores = append(d.Stores, t.Store)
		case t.Server != "":
			d.Servers = append(d.Servers, t.Server)
		case t.Inside != "":
			d.Inside = append(d.Inside, t.Inside)
		case d.Unknown == "":
			d.Unknown = t.Why
		}
	}
	for _, f := range s.folders(a) {
		_, shown, inner, ok := s.within(f)
		if f == "" || !ok {
			d.Folders = append(d.Folders, "")
			continue
		}
		d.Folders = append(d.Folders, path.Join(shown, inner))
	}
	for _, f := range a.Within["file"] {
		if _, shown, inner, ok := s.within(f); ok && f != "" {
			d.Files = append(d.Files, path.Join(shown, inner))
		}
	}
	if d.All == "folder" && len(d.Files) > 0 {
		d.All = "file"
	}
	for _, typ := range a.Types {
		if store, _ := catalog.StoreByType(typ); store != nil && store.PerEnvironment != "" {
			d.PerEnvironment = true
		}
	}
	d.Loose, d.Production = loose(a, d), namesProduction(a, d)
	if a.Remote && d.Unknown == "" {
		d.Loose = "it runs where its variables are not known"
	}
	return d
}

// folders are where the act runs, seen from where the line is run.
func (s surroundings) folders(a act.Act) (all []string) {
	inner := a.Within["folder"]
	if len(inner) == 0 {
		inner = []string{"."}
	}
	for _, from := range a.Folders {
		for _, f := range inner {
			switch {
			case filepath.IsAbs(f):
				all = append(all, f)
			case from == "" || f == "":
				all = append(all, "")
			default:
				all = append(all, path.Join(from, f))
			}
		}
	}
	return all
}

// loose is why another thing of the same name may be meant.
func loose(a act.Act, d rules.Deed) string {
	switch {
	case !a.Verified:
		return "what the command destroys is not verified"
	case a.Operation == nil && !a.Rows:
		return "what the command destroys is not known"
	case (a.Program == "kubectl" || a.Program == "oc") && len(a.Within["namespace"]) == 0 && !slices.Contains(a.Types, "kubernetes_namespace"):
		return "the namespace is the one of the current context, which is not read here"
	}
	for _, m := range a.Moved {
		if e, ok := environment.OfName(m); !ok || !e.Tier.Below() || e.Basis < graph.Named {
			return "the line says itself where it acts, and nobody says which environment that is"
		}
	}
	for _, f := range d.Folders {
		if f == "" && a.All == "folder" {
			return "the folder in which it runs is not known"
		}
	}
	for what, names := range a.Within {
		for _, n := range names {
			if n == "" {
				return "the " + what + " is not known"
			}
		}
	}
	return ""
}

// namesProduction finds a word of the line that names production: a namespace, a
// profile, a folder.
func namesProduction(a act.Act, d rules.Deed) string {
	for _, what := range []string{"environment", "namespace", "context", "project", "app", "profile", "workspace", "config"} {
		for _, n := range a.Within[what] {
			if e, ok := environment.OfName(n); ok && e.Tier == graph.Production {
				return "the " + what + " " + n
			}
		}
	}
	for _, m := range a.Moved {
		if e, ok := environment.OfName(m); ok && e.Tier == graph.Production {
			return "the word " + m
		}
	}
	if a.All == "folder" {
		for _, f := range d.Folders {
			if e, ok := environment.OfPath(f + "/main.tf"); ok && e.Tier == graph.Production {
				return "the folder " + f
			}
		}
	}
	return ""
}
