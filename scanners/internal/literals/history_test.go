// SPDX-License-Identifier: Apache-2.0

package literals

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/zricethezav/gitleaks/v8/sources"

	"github.com/stagedoor/stagedoor/scanners/tree"
)

// madeHistory lets git import a history in which files with fragments of each rule's
// own expression are written, changed, moved, removed and merged.
func madeHistory(t testing.TB, seed uint64, commits int) (dir string) {
	t.Helper()
	m := newMaker(seed)
	r := rand.New(rand.NewPCG(seed, 7))
	names := []string{"a.env", "src/app.txt", "with space/b c.yaml", "tab\there.txt", "ümläut.cfg", "quo\"te.txt", "deep/er/and/deeper.json", "crlf.ini"}
	var in bytes.Buffer
	blob := func() []byte {
		var b strings.Builder
		for range 1 + r.IntN(4) {
			b.WriteString(m.fragment() + m.pick("\n", "\nx = 1\n", "\n}\n"))
		}
		text := b.String()
		switch r.IntN(5) {
		case 0:
			text = strings.TrimSuffix(text, "\n")
		case 1:
			text = strings.ReplaceAll(text, "\n", "\r\n")
		}
		return []byte(strings.ReplaceAll(text, "\x00", "0"))
	}
	fmt.Fprintf(&in, "reset refs/heads/main\n")
	held := map[string][]byte{}
	for i := range commits {
		fmt.Fprintf(&in, "commit refs/heads/main\nmark :%d\ncommitter a <a@example.com> %d +0000\ndata 1\nx\n", i+1, 1_700_000_000+i*60)
		if i > 0 {
			fmt.Fprintf(&in, "from :%d\n", i)
		}
		if i > 4 && i%7 == 0 {
			fmt.Fprintf(&in, "merge :%d\n", i-3)
		}
		for range 1 + r.IntN(3) {
			name := names[r.IntN(len(names))]
			quoted := `"` + strings.NewReplacer(`"`, `\"`, "\t", `\t`).Replace(name) + `"`
			switch old := held[name]; {
			case old != nil && r.IntN(6) == 0:
				fmt.Fprintf(&in, "D %s\n", quoted)
				delete(held, name)
				continue
			case old != nil:
				lines := bytes.SplitAfter(old, []byte("\n"))
				at := r.IntN(len(lines) + 1)
				held[name] = slices.Concat(bytes.Join(lines[:at], nil), blob(), bytes.Join(lines[at:], nil))
			default:
				held[name] = blob()
			}
			if len(held[name]) > 20_000 {
				held[name] = blob()
			}
			fmt.Fprintf(&in, "M 100644 inline %s\ndata %d\n%s\n", quoted, len(held[name]), held[name])
		}
	}
	dir = t.TempDir()
	for _, c := range []struct {
		args []string
		in   *bytes.Buffer
	}{{[]string{"init", "-q", "--bare"}, &bytes.Buffer{}}, {[]string{"fast-import", "--quiet"}, &in}, {[]string{"symbolic-ref", "HEAD", "refs/heads/main"}, &bytes.Buffer{}}} {
		cmd := exec.Command("git", c.args...)
		cmd.Dir, cmd.Stdin = dir, c.in
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Skipf("needs a real git: %v %s", err, out)
		}
	}
	return dir
}

// TestSameAsGitleaksInHistory compares what is found in commits with gitleaks' git
// mode, which is told to take nothing for renamed. What merges bring is ours alone.
func TestSameAsGitleaksInHistory(t *testing.T) {
	seed, n := fragments(150)
	sameInHistory(t, madeHistory(t, seed, n), 50)
}

// TestSameAsGitleaksInHistories compares on public repositories, whose histories are
// whole: STAGEDOOR_HISTORIES=/folder/of/repositories go test -run InHistories -v -timeout 0
func TestSameAsGitleaksInHistories(t *testing.T) {
	dir := os.Getenv("STAGEDOOR_HISTORIES")
	if dir == "" {
		t.Skip("STAGEDOOR_HISTORIES names no folder of repositories")
	}
	repositories, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range repositories {
		t.Run(e.Name(), func(t *testing.T) { sameInHistory(t, filepath.Join(dir, e.Name()), 0) })
	}
}

func sameInHistory(t *testing.T, dir string, least int) {
	count, theirs := oracleInHistory(t, dir), 0
	for _, n := range count {
		theirs += n
	}
	tr, err := tree.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	h, err := tr.History(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	p, hunks := defaults(), newGitleaks(nil, nil).Hunks()
	var mu sync.Mutex
	ours, merged, lastLines := 0, 0, 0
	sifted := h.Sift(t.Context(), 2, hunks.Suspects, func(int) {})
	err = h.Read(t.Context(), sifted, 2, func(_, rank int, k tree.Hunk) {
		if hunks.leftOut(p, k.Path) {
			return
		}
		s := p.search(k.Path)
		defer p.done(s)
		w := &window{text: withoutBlobs(k.Text), line: k.Line}
		found := s.window(w)
		mu.Lock()
		defer mu.Unlock()
		for _, f := range found {
			r, last := reported(w, f, k.Path)
			r.StartLine, r.EndLine = r.StartLine+k.Line-1, r.EndLine+k.Line-1
			key := k.Commit + " " + sign(r)
			switch line := []byte(r.Line); {
			case strings.Contains(r.Line, allowMark):
			case k.Merge:
				merged++
			case count[key] == 0 && last && !f.decoded && (s.allowed(s.allowlists, f.secret, f.match, line) || s.allowed(f.rule.allowlists, f.secret, f.match, line)):
				lastLines++
			default:
				count[key]--
				ours++
			}
		}
	}, func(int) {})
	if err != nil || h.Unread() > 0 {
		t.Fatalf("%d of %d commits unread, %v", h.Unread(), h.Len(), err)
	}
	for _, key := range slices.Sorted(maps.Keys(count)) {
		if n := count[key]; n > 0 {
			t.Errorf("missed %s", key)
		} else if n < 0 {
			t.Errorf("surplus %s", key)
		}
	}
	t.Logf("%d commits, %d of them read, %d findings, %d of gitleaks, %d in merges, %d on last lines", h.Len(), len(sifted), ours, theirs, merged, lastLines)
	if theirs < least {
		t.Errorf("gitleaks finds %d only", theirs)
	}
}

// oracleInHistory counts gitleaks' findings by commit and all that they say.
func oracleInHistory(t *testing.T, dir string) map[string]int {
	d := oracle(t)
	cmd, err := sources.NewGitLogCmdContext(context.Background(), dir, "--full-history --all --no-renames --diff-filter=d --no-ext-diff --no-textconv --no-color")
	if err != nil {
		t.Skipf("needs a real git: %v", err)
	}
	found, err := d.DetectSource(context.Background(), &sources.Git{Cmd: cmd, Config: &d.Config, Remote: &sources.RemoteInfo{}, Sema: d.Sema})
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, f := range found {
		if f.Secret != "" && f.RuleID != "pkcs12-file" {
			count[f.Commit+" "+sign(f)]++
		}
	}
	return count
}
