// SPDX-License-Identifier: Apache-2.0

package tree

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

func lay(t *testing.T, files ...string) string {
	t.Helper()
	dir := t.TempDir()
	for _, f := range files {
		full := filepath.Join(dir, filepath.FromSlash(f))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte("content of "+f), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// visited lists "path" or "path*" for a tracked one.
func visited(t *testing.T, dir string, workers int) []string {
	t.Helper()
	tr, err := Open(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	var got []string
	_, _, err = tr.Visit(context.Background(), workers, func(string) bool { return true }, func(_ int, f File) {
		mu.Lock()
		defer mu.Unlock()
		name := f.Path
		if f.Tracked {
			name += "*"
		}
		if !strings.HasPrefix(string(f.Data), "content of ") {
			name += " (torn)"
		}
		got = append(got, name)
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(got)
	return got
}

func git(t *testing.T, dir string, args ...string) {
	t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Skipf("needs a real git: %v %s", err, out)
	}
}

func TestIgnoredFilesAreReadAndForeignCodeIsNot(t *testing.T) {
	dir := lay(t, ".gitignore", ".env", "src/main.go", "node_modules/x/index.js", "vendor/y/y.go", ".git-not/z")
	if err := os.WriteFile(filepath.Join(dir, ".gitignore"), []byte("content of .env\n.env\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	git(t, dir, "init", "-q")
	git(t, dir, "add", "-A")
	for _, workers := range []int{1, 8} {
		got := visited(t, dir, workers)
		if want := []string{".env", ".git-not/z*", ".gitignore*", "src/main.go*"}; !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if got := visited(t, filepath.Join(dir, "src"), 2); !slices.Equal(got, []string{"main.go*"}) {
		t.Errorf("of a folder: %q", got)
	}
	if got := visited(t, filepath.Join(dir, ".env"), 2); !slices.Equal(got, []string{".env"}) {
		t.Errorf("of a file: %q", got)
	}
}

func TestLinksAreNotFollowed(t *testing.T) {
	outside, dir := lay(t, "secret"), lay(t, "in")
	for link, to := range map[string]string{"out": outside, "file": filepath.Join(outside, "secret"), "loop": dir} {
		if err := os.Symlink(to, filepath.Join(dir, link)); err != nil {
			t.Skip("needs symbolic links")
		}
	}
	if got := visited(t, dir, 2); !slices.Equal(got, []string{"in"}) {
		t.Errorf("%q", got)
	}
}

// TestNothingOfTheRepositoryIsRun: a repository whose own configuration names
// programs for git to run is scanned without running them.
func TestNothingOfTheRepositoryIsRun(t *testing.T) {
	dir := lay(t, "a")
	git(t, dir, "init", "-q")
	git(t, dir, "add", "-A")
	trap := filepath.Join(dir, "trap.sh")
	ran := filepath.Join(dir, "ran")
	if err := os.WriteFile(trap, []byte("#!/bin/sh\ntouch '"+ran+"'\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"core.fsmonitor", "core.pager", "core.sshCommand", "diff.external", "filter.x.clean", "filter.x.smudge", "core.editor", "alias.ls-files"} {
		git(t, dir, "config", key, trap)
	}
	if err := os.WriteFile(filepath.Join(dir, ".gitattributes"), []byte("content of * filter=x\n* filter=x\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if got := visited(t, dir, 1); !slices.Contains(got, "a*") {
		t.Errorf("%q", got)
	}
	if _, err := os.Lstat(ran); err == nil {
		t.Error("a program of the scanned tree was run")
	}
}

func TestPathsThatCannotBeScanned(t *testing.T) {
	if _, err := Open(context.Background(), filepath.Join(t.TempDir(), "missing")); err == nil {
		t.Error("a missing path opens")
	}
	if _, err := Open(context.Background(), "/dev/null"); err == nil {
		t.Error("a device opens")
	}
}

func TestPrintable(t *testing.T) {
	for in, want := range map[string]string{"plain/ä.env": "plain/ä.env", "a\nb": "a\uFFFDb", "a\x1b[31m": "a\uFFFD[31m", "\xff": "\uFFFD"} {
		if got := Printable(in); got != want {
			t.Errorf("%q became %q", in, got)
		}
	}
}

func BenchmarkVisit(b *testing.B) {
	dir := b.TempDir()
	for i := range 2000 {
		name := filepath.Join(dir, string(rune('a'+i%20)), string(rune('a'+i/20%26))+string(rune('a'+i%26)))
		_ = os.MkdirAll(filepath.Dir(name), 0o755)
		_ = os.WriteFile(name, []byte(strings.Repeat("x", 2000)), 0o644)
	}
	tr, err := Open(context.Background(), dir)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := tr.Visit(context.Background(), 2, func(string) bool { return true }, func(int, File) {}); err != nil {
			b.Fatal(err)
		}
	}
}
