// SPDX-License-Identifier: Apache-2.0

package tree

import (
	"bytes"
	"fmt"
	"os/exec"
	"strings"
	"testing"
)

// aPatch is of three commits: a change, a merge of two, a file without a newline at
// its end; with a binary one, a link to a submodule and lines that look like heads.
var aPatch = strings.ReplaceAll(`1111111111111111111111111111111111111111
diff --git a/a b b/a b
index 1111111111111111111111111111111111111111..2222222222222222222222222222222222222222 100644
--- a/a b~
+++ b/a b~
@@ -3 +3,2 @@ func x()
-old
+new
++++ b/no head
@@ -9,2 +10,0 @@
-+gone
-gone
diff --git "a/\303\244\"\t" "b/\303\244\"\t"
new file mode 100644
index 0000000000000000000000000000000000000000..2222222222222222222222222222222222222222
--- /dev/null
+++ "b/\303\244\"\t"
@@ -0,0 +1 @@
+@@ -1 +1 @@
\ No newline at end of file
diff --git a/pic b/pic
index 1111111111111111111111111111111111111111..2222222222222222222222222222222222222222 100644
Binary files a/pic and b/pic differ
diff --git a/sub b/sub
new file mode 160000
index 0000000000000000000000000000000000000000..2222222222222222222222222222222222222222
--- /dev/null
+++ b/sub
@@ -0,0 +1 @@
+Subproject commit 2222222222222222222222222222222222222222
2222222222222222222222222222222222222222

diff --cc both
index 1111111111111111111111111111111111111111,2222222222222222222222222222222222222222..3333333333333333333333333333333333333333
--- a/both
+++ b/both
@@@ -1,3 -1,2 +1,4 @@@
  same
- mine
 -theirs
++of none
++nor this
 +theirs too
3333333333333333333333333333333333333333
`, "~", "\t")

// parsed lists hunks as they come.
func parsed(text string) (hunks []string, err error) {
	p := newPatch(strings.NewReader(text))
	p.begins = func(string) bool { return true }
	p.added = func(h Hunk) { hunks = append(hunks, fmt.Sprintf("%.1s %s:%d %q", h.Commit, h.Path, h.Line, h.Text)) }
	p.binary = func(h Hunk, old bool, _ string) {
		hunks = append(hunks, fmt.Sprintf("%.1s %s binary %v", h.Commit, h.Path, old))
	}
	return hunks, p.read()
}

func TestAPatchIsReadByItsCounts(t *testing.T) {
	got, err := parsed(aPatch)
	want := `1 a b:3 "new\n+++ b/no head\n"
1 ä"	:1 "@@ -1 +1 @@"
1 pic binary true
2 both:2 "of none\nnor this\n"`
	if strings.Join(got, "\n") != want || err != nil {
		t.Errorf("%v\n%s", err, strings.Join(got, "\n"))
	}
}

// TestATornPatch: wherever it ends, it says so or has told what it holds whole; and a
// line that has no place in it is an error.
func TestATornPatch(t *testing.T) {
	all, _ := parsed(aPatch)
	for i := range aPatch {
		got, err := parsed(aPatch[:i])
		for j, h := range got {
			if h != all[j] && !strings.HasPrefix(all[j], strings.TrimSuffix(h, `\n"`)) {
				t.Errorf("at %d: %s", i, h)
			}
		}
		if err == nil && i > 0 && aPatch[i-1] != '\n' {
			t.Errorf("at %d: no error", i)
		}
	}
	for at, line := range strings.SplitAfter(aPatch, "\n") {
		lines := strings.SplitAfter(aPatch, "\n")
		if strings.HasPrefix(line, "+") || strings.HasPrefix(line, "-") || strings.HasPrefix(line, " ") {
			lines[at] = ""
		} else if line != "\n" {
			lines[at] = "fatal: " + line
		}
		if line == "" || line == "\n" || strings.HasPrefix(line, "---") || strings.HasPrefix(line, "+++ ") || strings.HasPrefix(line, "\\") {
			continue
		}
		if _, err := parsed(strings.Join(lines, "")); err == nil {
			t.Errorf("without %q: no error", line)
		}
	}
}

func FuzzPatch(f *testing.F) {
	f.Add(aPatch)
	f.Add("1111111111111111111111111111111111111111\ndiff --git a/x b/x\n@@@@ -1 -1 -1 +1,999999999 @@@@\n+++x\n")
	f.Fuzz(func(t *testing.T, text string) { _, _ = parsed(text) })
}

// TestTheMiddle of two texts holds every line in which they differ.
func TestTheMiddle(t *testing.T) {
	long := strings.Repeat("a line that both have\n", 100)
	for _, c := range []struct{ a, b, x, y string }{
		{"", "", "", ""},
		{"1\n2\n3\n", "1\nnew\n2\n3\n", "", "new\n"},
		{"1\n2\n3\n", "1\n3\n", "2\n", ""},
		{"1\nab\n3", "1\nac\n3", "ab\n", "ac\n"},
		{"xab\n3\n", "yab\n3\n", "xab\n", "yab\n"},
		{"1\n2", "1\n2\n", "2", "2\n"},
		{"a", "ba", "a", "ba"},
		{"x\nx\n", "x\nx\nx\n", "", "x\n"},
		{long + "1\n" + long, long + "2\n" + long, "1\n", "2\n"},
		{long, long + long, "", long},
	} {
		x, y := middle([]byte(c.a), []byte(c.b))
		if string(x) != c.x || string(y) != c.y {
			t.Errorf("%q and %q: %q and %q", c.a, c.b, x, y)
		}
	}
}

// benchHistory is a thousand commits in a hundred files.
func benchHistory(b *testing.B) *History {
	var in bytes.Buffer
	text := strings.Repeat("func (s *server) handle(key string, token int) error { return s.next.Handle(key, token) }\n", 40)
	for i := range 1000 {
		fmt.Fprintf(&in, "commit refs/heads/main\ncommitter a <a@example.com> %d +0000\ndata 1\nx\n", 1_700_000_000+i)
		body := text[:90*(i%40)] + fmt.Sprintf("line := %d\n", i) + text[90*(i%40):]
		fmt.Fprintf(&in, "M 100644 inline dir/%d.go\ndata %d\n%s\n", i%100, len(body), body)
	}
	dir := b.TempDir()
	for _, args := range [][]string{{"init", "-q", "--bare"}, {"fast-import", "--quiet"}} {
		cmd := exec.Command("git", args...)
		cmd.Dir, cmd.Stdin = dir, &in
		if args[0] == "init" {
			cmd.Stdin = nil
		}
		if out, err := cmd.CombinedOutput(); err != nil {
			b.Skipf("needs a real git: %v %s", err, out)
		}
	}
	t, err := Open(b.Context(), dir)
	if err != nil {
		b.Fatal(err)
	}
	h, err := t.History(b.Context())
	if err != nil || h.Len() != 1000 {
		b.Fatal(err, h)
	}
	return h
}

func BenchmarkRead(b *testing.B) {
	h := benchHistory(b)
	for b.Loop() {
		if err := h.Read(b.Context(), h.All(), 2, func(int, int, Hunk) {}, func(int) {}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSift(b *testing.B) {
	h := benchHistory(b)
	for b.Loop() {
		h.Sift(b.Context(), 2, func(string, []byte) [][2]int { return nil }, func(int) {})
	}
}

func BenchmarkPatch(b *testing.B) {
	b.SetBytes(int64(len(aPatch)))
	for b.Loop() {
		_, _ = parsed(aPatch)
	}
}
