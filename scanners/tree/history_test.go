// SPDX-License-Identifier: Apache-2.0

package tree

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// told reads a history to its end: "PATH:LINE TEXT" for each hunk, sorted, without
// the lines' ends; a merge's begin with "merge ". Sifted by whatever is new, it says
// the same.
func (r repository) told(path string) (hunks []string, h *History, unread int) {
	r.t.Helper()
	for _, sifted := range []bool{false, true} {
		var err error
		if h, err = r.open(path).History(r.t.Context()); err != nil {
			r.t.Fatal(err)
		}
		commits := h.All()
		if sifted {
			commits = h.Sift(r.t.Context(), 2, func(_ string, text []byte) [][2]int { return [][2]int{{0, len(text)}} }, func(int) {})
		}
		var mu sync.Mutex
		var got []string
		err = h.Read(r.t.Context(), commits, 2, func(_, rank int, k Hunk) {
			mu.Lock()
			defer mu.Unlock()
			if h.Commit(rank) != k.Commit {
				r.t.Errorf("the rank of %s is another's", k.Commit)
			}
			merge := map[bool]string{true: "merge ", false: ""}[k.Merge]
			got = append(got, fmt.Sprintf("%s%s:%d %s", merge, k.Path, k.Line, strings.ReplaceAll(string(k.Text), "\n", "|")))
		}, func(int) {})
		if err != nil {
			r.t.Fatal(err)
		}
		slices.Sort(got)
		if sifted && (unread != h.Unread() || !slices.Equal(got, hunks)) {
			r.t.Errorf("sifted, %d unread and not %d\ngot  %q\nwant %q", h.Unread(), unread, got, hunks)
		}
		hunks, unread = got, h.Unread()
	}
	return hunks, h, unread
}

func (r repository) wants(path string, want ...string) {
	r.t.Helper()
	got, _, unread := r.told(path)
	slices.Sort(want)
	if !slices.Equal(got, want) || unread != 0 {
		r.t.Errorf("%d unread\ngot  %q\nwant %q", unread, got, want)
	}
}

// TestWhatCommitsAdd: every form in which git writes a file's lines and its name.
func TestWhatCommitsAdd(t *testing.T) {
	r := newRepository(t)
	r.write("a.txt", "one\ntwo\n")
	r.write("sub/ü \"q\"\ttab\nline.txt", "odd name\n")
	r.write("crlf", "x\r\ny\r\n")
	r.write("gone", "leaves\n")
	r.write("like a patch", "+++ b/other.txt\n@@ -1 +1 @@\ndiff --git a/x b/x\n0123456789012345678901234567890123456789\n")
	r.write("latin", "gr\xfcn\n")
	r.write("was binary", "\x00\x01")
	r.write("is binary", "\x00\x01")
	r.write("empty", "")
	r.commit("first")
	r.write("a.txt", "one\n2\nthree")
	r.git("mv", "crlf", "moved")
	r.git("rm", "-q", "gone")
	r.write("was binary", "is text now\n")
	r.write("is binary", "\x00\x02")
	if err := os.Chmod(filepath.Join(r.dir, "latin"), 0o755); err != nil {
		t.Fatal(err)
	}
	r.commit("second")
	r.write("a.txt", "one\n2\nthree\nfour\n")
	r.write("long", strings.Repeat("0123456789", 50_000)+"\n")
	r.commit("third")
	r.wants(".",
		"a.txt:1 one|two|", "a.txt:2 2|three", "a.txt:3 three|four|",
		"sub/ü \"q\"\ttab\nline.txt:1 odd name|", "crlf:1 x\r|y\r|", "moved:1 x\r|y\r|", "gone:1 leaves|",
		"like a patch:1 +++ b/other.txt|@@ -1 +1 @@|diff --git a/x b/x|0123456789012345678901234567890123456789|",
		"latin:1 gr\xfcn|", "was binary:1 is text now|", "long:1 "+strings.Repeat("0123456789", 50_000)+"|")
	r.wants("sub", "sub/ü \"q\"\ttab\nline.txt:1 odd name|")
	r.wants("moved", "moved:1 x\r|y\r|")
}

// TestWhatMergesAdd: of a merge what no parent has, by whatever hand it came there;
// of an octopus as well. What parents have is theirs alone.
func TestWhatMergesAdd(t *testing.T) {
	r := newRepository(t)
	r.write("f", "1\n2\n3\n4\n5\n6\n7\n8\n9\n")
	r.commit("base")
	for i, edit := range []string{"A\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nB\n6\n7\n8\n9\n", "1\n2\n3\n4\n5\n6\n7\n8\nC\n"} {
		r.git("checkout", "-q", "-b", fmt.Sprint("b", i), "main")
		r.write("f", edit)
		r.commit("branch")
	}
	r.git("checkout", "-q", "b0")
	r.git("merge", "-q", "--no-ff", "-m", "clean", "b1")
	r.git("checkout", "-q", "-b", "evil", "main")
	r.git("merge", "-q", "--no-ff", "--no-commit", "b1")
	r.write("f", "1\n2\nEVIL\nMORE\n4\nB\n6\n7\n8\n9\n")
	r.write("hidden", "IN A MERGE\n")
	r.commit("evil merge")
	r.git("checkout", "-q", "-b", "octopus", "b0")
	r.git("merge", "-q", "--no-ff", "--no-commit", "b2", "evil")
	r.write("g", "OF EIGHT ARMS\n")
	r.commit("octopus")
	r.write("f", "stashed\n")
	r.git("stash", "-q")
	got, h, unread := r.told(".")
	want := []string{"f:1 1|2|3|4|5|6|7|8|9|", "f:1 A|", "f:5 B|", "f:9 C|", "merge f:1 stashed|", "merge f:3 EVIL|MORE|", "merge g:1 OF EIGHT ARMS|", "merge hidden:1 IN A MERGE|"}
	if !slices.Equal(got, want) || unread > 0 {
		t.Errorf("of %d commits\ngot  %q\nwant %q", h.Len(), got, want)
	}
}

// TestEveryKindOfRepository has the same history.
func TestEveryKindOfRepository(t *testing.T) {
	for _, format := range []string{"sha1", "sha256"} {
		r := repository{t, t.TempDir()}
		r.git("init", "-q", "-b", "main", "--object-format="+format)
		r.write("a", "one\n")
		r.commit("one")
		r.git("tag", "-a", "-m", "x", "kept")
		r.write("a", "two\n")
		r.commit("two")
		r.git("checkout", "-q", "--detach", "kept")
		r.write("a", "of a tag\n")
		r.commit("three")
		r.git("tag", "-a", "-m", "y", "alone")
		r.git("checkout", "-q", "main")
		r.git("notes", "add", "-m", "noted", "HEAD")
		want := []string{"a:1 of a tag|", "a:1 one|", "a:1 two|", r.git("rev-parse", "HEAD") + ":1 noted|"}
		r.wants(".", want...)

		in := func(args ...string) repository {
			c := repository{t, t.TempDir()}
			r.git(append(args, r.dir, c.dir)...)
			return c
		}
		in("clone", "-q", "--mirror").wants(".", want...)
		in("clone", "-q", "--shared", "-c", "remote.origin.fetch=+refs/*:refs/remotes/origin/*").wants(".", want...)

		tree := filepath.Join(t.TempDir(), "tree")
		r.git("worktree", "add", "-q", tree, "kept")
		repository{t, tree}.wants(".", want...)

		outer := repository{t, t.TempDir()}
		outer.git("init", "-q", "-b", "main", "--object-format="+format)
		outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", r.dir, "inner")
		outer.commit("a submodule")
		got, _, _ := outer.told(".")
		if len(got) != 1 || !strings.HasPrefix(got[0], ".gitmodules:1 ") {
			t.Errorf("%q", got)
		}
		outer.wants("inner", slices.DeleteFunc(slices.Clone(want), func(s string) bool { return strings.HasSuffix(s, " noted|") })...)
	}
}

func TestAnEmptyRepositoryHasNoHistory(t *testing.T) { newRepository(t).wants(".") }

func TestNoRepositoryHasNoHistory(t *testing.T) {
	if _, err := (repository{t, t.TempDir()}).open(".").History(t.Context()); err == nil || !strings.Contains(err.Error(), "no git repository") {
		t.Error(err)
	}
}

func TestAShallowCloneSaysSo(t *testing.T) {
	r := newRepository(t)
	r.write("a", "one\n")
	r.commit("one")
	r.write("a", "one\ntwo\n")
	r.commit("two")
	c := repository{t, t.TempDir()}
	c.git("clone", "-q", "--depth", "1", "file://"+r.dir, ".")
	got, h, unread := c.told(".")
	if !h.Shallow || h.Len() != 1 || unread != 0 || !slices.Equal(got, []string{"a:1 one|two|"}) {
		t.Errorf("%+v %d unread %q", h, unread, got)
	}
}

// TestWhatIsNotThereIsUnread: in a partial clone, whose remote is not asked, and
// where an object is lost or broken. What comes behind it is read.
func TestWhatIsNotThereIsUnread(t *testing.T) {
	r := newRepository(t)
	r.git("config", "uploadpack.allowFilter", "true")
	for i := range 5 {
		r.write("a", fmt.Sprint("version ", i, "\n"))
		r.write("b/"+fmt.Sprint(i), "x\n")
		r.commit(fmt.Sprint(i))
	}
	c := repository{t, t.TempDir()}
	c.git("clone", "-q", "--no-checkout", "--filter=blob:none", "file://"+r.dir, ".")
	ran := filepath.Join(c.dir, "ran")
	c.git("config", "remote.origin.uploadpack", "touch '"+ran+"'; git-upload-pack")
	if got, h, unread := c.told("."); !h.Partial || unread != 5 || len(got) != 0 {
		t.Errorf("%+v: %d unread, %q", h, unread, got)
	}
	if _, err := os.Lstat(ran); err == nil {
		t.Error("the remote was asked")
	}
	for what, spoil := range map[string]func(string) error{
		"lost":   os.Remove,
		"broken": func(file string) error { _ = os.Chmod(file, 0o644); return os.WriteFile(file, []byte("x"), 0o644) },
	} {
		c := repository{t, t.TempDir()}
		c.git("clone", "-q", "--bare", r.dir, ".")
		c.git("-c", "core.compression=0", "repack", "-q", "-a", "-d")
		id := c.git("rev-parse", "HEAD~2:a")
		packs, _ := filepath.Glob(filepath.Join(c.dir, "objects/pack/*"))
		for _, p := range packs { // unpacked, so that one can be taken out
			if strings.HasSuffix(p, ".pack") {
				moved := filepath.Join(t.TempDir(), "p.pack")
				if err := os.Rename(p, moved); err != nil {
					t.Fatal(err)
				}
				c.unpack(moved)
			}
			_ = os.Remove(p)
		}
		if err := spoil(filepath.Join(c.dir, "objects", id[:2], id[2:])); err != nil {
			t.Fatal(err)
		}
		got, h, unread := c.told(".")
		if unread != 2 || h.Len() != 5 || !slices.Contains(got, "a:1 version 0|") || !slices.Contains(got, "a:1 version 4|") {
			t.Errorf("%s: %d of %d unread, %q", what, unread, h.Len(), got)
		}
	}
}

func (r repository) unpack(pack string) {
	in, err := os.Open(pack)
	if err != nil {
		r.t.Fatal(err)
	}
	defer func() { _ = in.Close() }()
	cmd := gitCommand(r.t.Context(), r.dir, "unpack-objects", "-q")
	cmd.Stdin = in
	if out, err := cmd.CombinedOutput(); err != nil {
		r.t.Skipf("needs a real git: %v %s", err, out)
	}
}

// TestNothingDecidesAboutAHistoryButItsCommits: no attribute, setting, variable,
// graft or replacement hides a line or moves one, and no program is run.
func TestNothingDecidesAboutAHistoryButItsCommits(t *testing.T) {
	r := newRepository(t)
	r.write("sub/a", "one\n")
	first := r.commit("one")
	r.write("sub/a", "one\ntwo\n")
	second := r.commit("two")
	want := []string{"sub/a:1 one|", "sub/a:2 two|"}
	r.wants(".", want...)

	ran := filepath.Join(t.TempDir(), "ran")
	trap := filepath.Join(t.TempDir(), "trap.sh")
	if err := os.WriteFile(trap, []byte("#!/bin/sh\ntouch '"+ran+"'\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	lie := "* -diff\n* diff=x\n* filter=x\n"
	r.write("sub/.gitattributes", lie)
	r.write(".gitattributes", lie)
	r.write(".git/info/grafts", second+"\n")
	r.git("replace", second, first)
	for key, value := range map[string]string{
		"core.fsmonitor": trap, "core.pager": trap, "core.sshCommand": trap, "diff.external": trap, "diff.x.textconv": trap, "diff.x.command": trap,
		"alias.diff-tree": "!" + trap, "gpg.program": trap, "log.showSignature": "true", "core.hooksPath": filepath.Dir(trap),
		"diff.noprefix": "true", "diff.mnemonicPrefix": "true", "diff.renames": "copies", "diff.context": "7", "diff.interHunkContext": "9", "diff.algorithm": "patience",
		"color.ui": "always", "diff.submodule": "log", "diff.relative": "true", "diff.orderFile": trap, "core.quotePath": "false", "core.bigFileThreshold": "1",
		"diff.ignoreSubmodules": "all", "diff.suppressBlankEmpty": "true", "log.date": "raw", "i18n.logOutputEncoding": "utf-16", "diff.wsErrorHighlight": "all", "core.abbrev": "4",
	} {
		r.git("config", key, value)
	}
	for name, value := range map[string]string{
		"GIT_EXTERNAL_DIFF": trap, "GIT_DIFF_OPTS": "-u9", "GIT_DIR": "/nowhere", "GIT_OBJECT_DIRECTORY": "/nowhere", "GIT_PAGER": trap, "GIT_NAMESPACE": "x",
		"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "diff.external", "GIT_CONFIG_VALUE_0": trap, "GIT_GLOB_PATHSPECS": "1",
	} {
		t.Setenv(name, value)
	}
	got, h, unread := r.told(".")
	if !slices.Equal(got, want) || unread > 0 {
		t.Errorf("of %d commits, %d unread: %q", h.Len(), unread, got)
	}
	r.write(".git/info/attributes", "* -diff\n") // which no setting turns off: files are read whole
	r.wants(".", "sub/a:1 one|", "sub/a:1 one|two|")
	if _, err := os.Lstat(ran); err == nil {
		t.Error("a program of the repository was run")
	}
}
