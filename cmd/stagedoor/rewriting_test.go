// SPDX-License-Identifier: Apache-2.0

package main

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// A rewriting changes files of a scenario in a way that does, or does not, make
// other findings of its findings. It returns nil for a file that it leaves.
type rewriting struct {
	name string
	of   func(r *rand.Rand, name string, text []byte) []byte
	path func(name string) string // nil: files stay where they are

	lines bool // it moves lines
}

// and does one rewriting after another.
func (w rewriting) and(next rewriting) rewriting {
	return rewriting{name: w.name + " and " + next.name, lines: w.lines || next.lines, of: func(r *rand.Rand, name string, text []byte) []byte {
		for _, of := range []func(*rand.Rand, string, []byte) []byte{w.of, next.of} {
			if changed := of(r, name, text); changed != nil {
				text = changed
			}
		}
		return text
	}}
}

// rewritten is the scenario with its files changed, and how many were. Marks are
// gone from it; answers of providers and what is asked of them change by a
// rotation only.
func (s scenario) rewritten(w rewriting, random *rand.Rand) (scenario, int) {
	other, n := s, 0
	other.archive = &txtar.Archive{}
	for _, f := range s.archive.Files {
		if n, _ := ofCommit(f.Name); f.Name == rendered || n != "" { // what is committed stays as it is
			continue
		}
		lines := strings.Split(string(f.Data), "\n")
		for i, l := range lines {
			lines[i] = mark.ReplaceAllString(l, "")
		}
		text := []byte(strings.Join(lines, "\n"))
		if changed := w.of(random, f.Name, text); changed != nil && string(changed) != string(text) {
			text = changed
			n++
		}
		name := f.Name
		if w.path != nil {
			name = w.path(name)
			if name != f.Name {
				n++
			}
		}
		other.archive.Files = append(other.archive.Files, txtar.File{Name: name, Data: text})
	}
	return other, n
}

// relay lays the scenario over what another one left in a folder.
func (s scenario) relay(t *testing.T, dir string, before scenario) {
	t.Helper()
	moved := false
	for _, f := range before.archive.Files {
		if !slices.ContainsFunc(s.archive.Files, func(o txtar.File) bool { return o.Name == f.Name }) && f.Name != rendered && !strings.HasPrefix(f.Name, "commits/") {
			_ = os.Remove(filepath.Join(dir, filepath.FromSlash(f.Name)))
			moved = true
		}
	}
	for _, f := range s.archive.Files {
		full := filepath.Join(dir, filepath.FromSlash(f.Name))
		if n, _ := ofCommit(f.Name); f.Name == rendered || f.Name == liveSection || strings.HasPrefix(f.Name, "http/") || n != "" {
			continue
		}
		text := string(f.Data)
		if strings.HasPrefix(f.Name, "home/") {
			full = filepath.Join(filepath.Dir(dir), filepath.FromSlash(f.Name))
			text = strings.ReplaceAll(text, "$REPO", dir)
		}
		lines := strings.Split(text, "\n")
		for i, l := range lines {
			lines[i] = mark.ReplaceAllString(l, "")
		}
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(strings.Join(lines, "\n")), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if moved {
		cmd := exec.Command("git", "add", "-A")
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Skipf("needs a real git: %v %s", err, out)
		}
	}
}

// namesLines reports whether the scenario itself names a file's line.
func (s scenario) namesLines() bool {
	return slices.ContainsFunc(s.archive.Files, func(f txtar.File) bool {
		return f.Name == liveSection && strings.Contains(string(f.Data), "probe ")
	})
}

// stories are those of testdata/scanners, as scenarios without judgement.
func stories(t testing.TB) (all []scenario) {
	files, err := filepath.Glob("../../testdata/scanners/*/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no stories", err)
	}
	for _, f := range files {
		ar, err := txtar.ParseFile(f)
		if err != nil {
			t.Fatal(err)
		}
		ar.Files = slices.DeleteFunc(ar.Files, func(f txtar.File) bool { return f.Name == "want" })
		all = append(all, scenario{name: strings.TrimPrefix(filepath.ToSlash(f), "../../testdata/"), archive: ar})
	}
	return all
}
