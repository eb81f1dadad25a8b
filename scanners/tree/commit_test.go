// SPDX-License-Identifier: Apache-2.0

package tree

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// repository is a real git repository, with a commit for each step.
type repository struct {
	t   *testing.T
	dir string
}

func newRepository(t *testing.T) repository {
	t.Helper()
	r := repository{t, t.TempDir()}
	r.git("init", "-q", "-b", "main")
	return r
}

func (r repository) git(args ...string) string {
	r.t.Helper()
	cmd := exec.Command("git", append([]string{"-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"}, args...)...)
	cmd.Dir = r.dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		r.t.Skipf("needs a real git: %v %v %s", args, err, out)
	}
	return strings.TrimSpace(string(out))
}

func (r repository) write(name, text string) {
	r.t.Helper()
	full := filepath.Join(r.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		r.t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
		r.t.Fatal(err)
	}
}

func (r repository) commit(message string) string {
	r.git("add", "-A")
	r.git("commit", "-q", "-m", message)
	return r.git("rev-parse", "HEAD")
}

func (r repository) open(path string) *Tree {
	r.t.Helper()
	t, err := Open(context.Background(), filepath.Join(r.dir, path))
	if err != nil {
		r.t.Fatal(err)
	}
	return t
}

func contents(t *testing.T, tree *Tree) []string {
	t.Helper()
	all := make([][]string, 3)
	_, problems, err := tree.Visit(context.Background(), 3, func(string) bool { return true }, func(w int, f File) {
		all[w] = append(all[w], f.Path+"="+strings.TrimSpace(string(f.Data)))
	})
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	return slices.Sorted(slices.Values(slices.Concat(all...)))
}

func TestACommitIsReadWithoutACheckout(t *testing.T) {
	r := newRepository(t)
	r.write("a.env", "A=1")
	r.write("live/prod/b with space.env", "B=1")
	r.write("node_modules/x/c.env", "C=1")
	r.write("vendor/d.env", "D=1")
	if err := os.Symlink("/etc/passwd", filepath.Join(r.dir, "link")); err != nil {
		t.Skip("needs symbolic links")
	}
	first := r.commit("first")
	r.write("a.env", "A=2")
	r.write("untracked.env", "U=1")
	for _, c := range []struct{ at, want string }{
		{".", "a.env=A=1 live/prod/b with space.env=B=1"},
		{"live", "prod/b with space.env=B=1"},
		{"a.env", "a.env=A=1"},
		{"vendor", "d.env=D=1"},
	} {
		at, err := r.open(c.at).At(t.Context(), first)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(contents(t, at), " "); got != c.want {
			t.Errorf("%s: %s, want %s", c.at, got, c.want)
		}
	}
	at, _ := r.open(".").At(t.Context(), first)
	if string(at.AtRoot("a.env")) != "A=1" || at.AtRoot("untracked.env") != nil {
		t.Error("a file at the root")
	}
	if _, err := r.open(".").At(t.Context(), strings.Repeat("0", 40)); err == nil {
		t.Error("a commit that is not there")
	}
}

func TestWhatAChangeAdds(t *testing.T) {
	r := newRepository(t)
	r.write("kept.txt", "1\n2\n3\n4\n5\n6\n7\n8\n")
	r.write("moved.txt", "a\nb\nc\nd\ne\n")
	r.write("gone.txt", "x\n")
	base := r.commit("base")
	r.git("checkout", "-q", "-b", "topic")
	r.write("kept.txt", "1\nnew\n3\n4\n5\n6\n7\n8\nlast\n")
	r.git("mv", "moved.txt", "other.txt")
	r.git("rm", "-q", "gone.txt")
	r.write("ümlaut und\tTab.txt", "one\n")
	r.commit("topic")
	r.git("checkout", "-q", "main")
	r.write("main-only.txt", "m\n")
	r.commit("main goes on")
	r.git("checkout", "-q", "topic")
	c, err := r.open(".").Since(t.Context(), "main")
	if err != nil {
		t.Fatal(err)
	}
	if c.Base != base {
		t.Errorf("base %s, want where topic left main", c.Base)
	}
	for _, x := range []struct {
		file string
		line int
		want bool
	}{{"kept.txt", 1, false}, {"kept.txt", 2, true}, {"kept.txt", 3, false}, {"kept.txt", 9, true}, {"other.txt", 1, false},
		{"ümlaut und\tTab.txt", 1, true}, {"main-only.txt", 1, false}, {"gone.txt", 1, false}} {
		if got := c.Adds(x.file, x.line); got != x.want {
			t.Errorf("%s:%d %v", x.file, x.line, got)
		}
	}
}

func TestAShallowCloneIsToldWhatToFetch(t *testing.T) {
	r := newRepository(t)
	r.write("a", "1")
	r.commit("one")
	r.git("checkout", "-q", "-b", "topic")
	r.write("b", "1")
	r.commit("two")
	r.git("checkout", "-q", "main")
	r.write("c", "1")
	r.commit("three")
	r.git("merge", "-q", "--no-ff", "-m", "merge", "topic")
	clone := func(depth string) repository {
		c := repository{t, t.TempDir()}
		c.git("clone", "-q", "--depth", depth, "file://"+r.dir, ".")
		return c
	}
	t.Setenv("GITHUB_REF", "")
	if _, err := clone("1").open(".").Since(t.Context(), "topic"); err == nil || !strings.Contains(err.Error(), "fetch") {
		t.Error(err)
	}
	t.Setenv("GITHUB_REF", "refs/pull/7/merge")
	if _, err := clone("1").open(".").Since(t.Context(), "main"); err == nil || !strings.Contains(err.Error(), "fetch-depth: 2") {
		t.Error(err)
	}
	two := clone("2")
	c, err := two.open(".").Since(t.Context(), "whatever")
	if err != nil || c.Base != two.git("rev-parse", "HEAD^1") || !c.Adds("b", 1) || c.Adds("c", 1) {
		t.Errorf("%+v %v", c, err)
	}
}
