// SPDX-License-Identifier: Apache-2.0

package main

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// ofCommit takes commits/N/PATH apart; of any other name n is "".
func ofCommit(name string) (n, path string) {
	if rest, ok := strings.CutPrefix(name, "commits/"); ok {
		if n, path, ok := strings.Cut(rest, "/"); ok {
			return n, path
		}
	}
	return "", name
}

func (s scenario) past() bool {
	return slices.ContainsFunc(s.archive.Files, func(f txtar.File) bool { return strings.HasPrefix(f.Name, "commits/") })
}

// unmarked is a file's text as it is laid, line by line.
func unmarked(data []byte) []string {
	lines := strings.Split(string(data), "\n")
	for i, l := range lines {
		lines[i] = mark.ReplaceAllString(l, "")
	}
	return lines
}

// commits are the commands that make the scenario's commits, beside the tree: of
// trees that are laid elsewhere, always at one moment, so that they keep their names.
func (s scenario) commits(t *testing.T, dir string) (commands [][]string) {
	byCommit := map[string]map[string][]byte{}
	for _, f := range s.archive.Files {
		if n, path := ofCommit(f.Name); n != "" {
			if byCommit[n] == nil {
				byCommit[n] = map[string][]byte{}
			}
			byCommit[n][path] = f.Data
		}
	}
	state := filepath.Join(filepath.Dir(dir), "commits")
	tree := map[string][]byte{}
	for _, n := range slices.Sorted(maps.Keys(byCommit)) {
		for path, data := range byCommit[n] {
			if tree[path] = data; len(data) == 0 {
				delete(tree, path)
			}
		}
		folder := filepath.Join(state, n)
		for path, data := range tree {
			full := filepath.Join(folder, filepath.FromSlash(path))
			if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(full, []byte(strings.Join(unmarked(data), "\n")), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		in := []string{"-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false", "-c", "core.autocrlf=false", "--git-dir=" + filepath.Join(dir, ".git"), "--work-tree=" + folder}
		commands = append(commands, append(slices.Clone(in), "add", "-A", "."),
			append(slices.Clone(in), "-c", "user.useConfigOnly=true", "commit", "-q", "--allow-empty", "-m", n, "--date=2026-01-01T00:00:00Z"))
	}
	return commands
}
