// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/tree"
)

// scan writes the files of an archive into a fresh folder and returns the graph
// of what the scanners find there, before any derivation.
func scan(t *testing.T, files []txtar.File) *graph.Graph {
	t.Helper()
	dir := t.TempDir()
	for _, f := range files {
		full := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	tr, err := tree.Open(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	facts, _, err := Run(context.Background(), tr, Options{Workers: 2, Vault: secret.NewVault()})
	if err != nil {
		t.Fatal(err)
	}
	return graph.Build(facts)
}

// TestStories runs testdata/scanners/SCANNER/STORY.txtar: a sentence of story, a
// small repository, and last a section `want` whose lines are parts of lines of
// the graph's dump. A line that begins with ! must not occur. Every line of
// `want` is judgement, written by hand; the dump is printed when one fails.
func TestStories(t *testing.T) {
	stories, err := filepath.Glob("../testdata/scanners/*/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, story := range stories {
		name := filepath.Base(filepath.Dir(story)) + "/" + strings.TrimSuffix(filepath.Base(story), ".txtar")
		t.Run(name, func(t *testing.T) {
			ar, err := txtar.ParseFile(story)
			if err != nil {
				t.Fatal(err)
			}
			last := len(ar.Files) - 1
			if last < 0 || ar.Files[last].Name != "want" || len(strings.TrimSpace(string(ar.Comment))) < 20 {
				t.Fatal("a story begins with a sentence and ends with a section named want")
			}
			dump := strings.Join(scan(t, ar.Files[:last]).Dump(), "\n") + "\n"
			failed, checked := false, 0
			for line := range strings.Lines(string(ar.Files[last].Data)) {
				line = strings.TrimSpace(line)
				if line == "" || strings.HasPrefix(line, "#") {
					continue
				}
				checked++
				not := strings.HasPrefix(line, "!")
				if part := strings.TrimSpace(strings.TrimPrefix(line, "!")); strings.Contains(dump, part) == not {
					t.Errorf("want %s", line)
					failed = true
				}
			}
			if checked == 0 {
				t.Error("a story that wants nothing can not fail")
			}
			if strings.Contains(dump, "canary") && !strings.Contains(string(ar.Comment), "canary may be named") {
				t.Error("a canary left the vault")
			}
			if failed {
				t.Log("\n" + dump)
			}
		})
	}
}
