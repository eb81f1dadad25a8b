// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/stagedoor/stagedoor/reporters"
	"github.com/stagedoor/stagedoor/scanners/tree"
)

// A made is the made-up workstation of scanners/workstation/testdata/home.txtar.
type made struct {
	home, repo string
	untouched  []string // full paths
	want       []string // "path kind"
	canaries   []string
	opened     []string // full paths, in order
	mu         sync.Mutex
}

// makeHome lays the made-up home folder and its repository out. Files of untouched/
// lie in the home folder too.
func makeHome(t *testing.T) *made {
	t.Helper()
	root, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	m := &made{home: filepath.Join(root, "home"), repo: filepath.Join(root, "shop")}
	ar, err := txtar.ParseFile("../../scanners/workstation/testdata/home.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range ar.Files {
		kind, rest, _ := strings.Cut(f.Name, "/")
		switch kind {
		case "want":
			for line := range strings.Lines(string(f.Data)) {
				if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
					m.want = append(m.want, line)
				}
			}
		case "repo":
			put(t, filepath.Join(m.repo, filepath.FromSlash(rest)), string(f.Data))
		case "untouched":
			m.untouched = append(m.untouched, put(t, filepath.Join(m.home, filepath.FromSlash(rest)), string(f.Data)))
		case "home":
			put(t, filepath.Join(m.home, filepath.FromSlash(rest)), strings.ReplaceAll(string(f.Data), "$REPO", m.repo))
		default:
			t.Fatal("no part of a workstation: ", f.Name)
		}
		m.canaries = append(m.canaries, canariesIn(string(f.Data))...)
	}
	if err := os.Mkdir(filepath.Join(m.repo, ".git"), 0o755); err != nil {
		t.Fatal(err)
	}
	slices.Sort(m.want)
	return m
}

func put(t *testing.T, full, text string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return full
}

// canariesIn are the words of a text that hold a canary, in whichever case and
// behind whichever quotes; base64 of one is another.
func canariesIn(text string) (all []string) {
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" \n\t\"'<>:=,{}[]()@/", r) }) {
		lower := strings.ToLower(w)
		if strings.Contains(lower, "canary") && len(w) > 12 || strings.Contains(lower, "ca0a71e5") || strings.Contains(w, "Y2FuYXJ5") || strings.Contains(w, "Y2FuYXJ") || strings.Contains(w, "b21lOmNhbmFyeQ") {
			all = append(all, w)
		}
	}
	return all
}

// open records what is opened.
func (m *made) open(path string) ([]byte, *tree.Problem) {
	m.mu.Lock()
	m.opened = append(m.opened, path)
	m.mu.Unlock()
	return tree.ReadFile(path)
}

// audit runs the command on the workstation and returns its output by format.
func (m *made) audit(t *testing.T, change func(*auditFlags), formats ...string) (code int, out string) {
	t.Helper()
	f := auditFlags{scanFlags: scanFlags{formats: []string{"text"}, failOn: "high", basis: "named", today: "2026-11-26", workers: 2, quiet: true}, home: m.home, goos: "linux", open: m.open}
	if len(formats) > 0 {
		f.formats = formats
	}
	folders := []string{m.repo}
	if change != nil {
		change(&f)
	}
	var stdout, stderr bytes.Buffer
	err := audit(context.Background(), folders, f, &stdout, &stderr)
	var e exit
	if errors.As(err, &e) {
		code = e.code
	} else if err != nil {
		t.Fatal(err)
	}
	return code, stdout.String() + stderr.String()
}

// auditJSON is what the report of an audit says of the workstation.
type auditJSON struct {
	Version  string `json:"schema_version"`
	Findings []struct {
		Rule, Severity, Title string
		Paths                 []struct {
			Steps []struct {
				From, To struct{ Type, Name string }
				Verb     string
			}
		}
	}
	Gaps []struct {
		Location struct{ File string }
		Why      string
	}
	Workstation struct {
		Agents      []struct{ Name string }
		Credentials []struct {
			ID, Kind, Name, Production string
			Places                     []string
			Environments               []string
			Expires, Void, Protected   *string
			Destroys                   []struct{ What, Left string }
		}
		Unread []struct{ Place, Tool, Why string }
		Places []struct{ ID, Path, State string }
		Since  *struct {
			Changes []struct{ Change, ID, Production string }
		}
	}
}

func (m *made) json(t *testing.T, change func(*auditFlags)) (code int, r auditJSON) {
	t.Helper()
	code, out := m.audit(t, change, "json")
	if err := json.Unmarshal([]byte(out), &r); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return code, r
}

// TestEveryCredentialFileIsFoundAndTyped: forty and more files in their real
// shapes, no credential too few and none too many.
func TestEveryCredentialFileIsFoundAndTyped(t *testing.T) {
	m := makeHome(t)
	_, r := m.json(t, nil)
	var got []string
	files := map[string]bool{}
	for _, c := range r.Workstation.Credentials {
		file, _, _ := strings.Cut(c.Places[0], ":")
		files[file] = true
		got = append(got, file+" "+c.Kind)
	}
	slices.Sort(got)
	if diff := unlike(m.want, got); diff != "" {
		t.Error(diff)
	}
	if len(files) < 40 {
		t.Errorf("%d files hold a credential; the story is of forty", len(files))
	}
	ids := map[string]bool{}
	for _, c := range r.Workstation.Credentials {
		if ids[c.ID] {
			t.Errorf("two credentials are %s", c.ID)
		}
		ids[c.ID] = true
	}
}

// unlike lists what one sorted list has more often than the other.
func unlike(want, got []string) string {
	count := map[string]int{}
	for _, w := range want {
		count[w]++
	}
	for _, g := range got {
		count[g]--
	}
	var b strings.Builder
	for _, k := range slices.Sorted(func(yield func(string) bool) {
		for k := range count {
			if !yield(k) {
				return
			}
		}
	}) {
		switch n := count[k]; {
		case n > 0:
			b.WriteString("missing: " + k + "\n")
		case n < 0:
			b.WriteString("surplus: " + k + "\n")
		}
	}
	return b.String()
}

// TestNothingElseIsOpened: of the home folder only files of the list are opened.
func TestNothingElseIsOpened(t *testing.T) {
	m := makeHome(t)
	if len(m.untouched) < 20 {
		t.Fatalf("%d files are to stay untouched; the story is of twenty", len(m.untouched))
	}
	m.audit(t, nil)
	if len(m.opened) < 40 {
		t.Errorf("%d files were opened", len(m.opened))
	}
	for _, path := range m.untouched {
		if slices.Contains(m.opened, path) {
			t.Errorf("%s was opened", path)
		}
	}
}

// TestNoFormatShowsAValue: every format, every canary, in text and in JSON's words.
func TestNoFormatShowsAValue(t *testing.T) {
	m := makeHome(t)
	for _, r := range reporters.All() {
		_, out := m.audit(t, nil, r.Name)
		if len(out) == 0 {
			t.Errorf("%s is empty", r.Name)
		}
		for _, c := range m.canaries {
			if strings.Contains(out, c) {
				t.Errorf("%s shows %s", r.Name, c)
			}
		}
	}
}

// TestThePathOfTheIncident: an agent that runs as the user, the session file, the
// project, production's volume.
func TestThePathOfTheIncident(t *testing.T) {
	m := makeHome(t)
	code, r := m.json(t, nil)
	if code != exitFindings {
		t.Errorf("exit %d", code)
	}
	for _, f := range r.Findings {
		if f.Rule != "production-blast-path" || !strings.HasPrefix(f.Title, "railway user.accessToken can delete production Railway volume pgdata") {
			continue
		}
		if f.Severity != "critical" {
			t.Errorf("severity %s", f.Severity)
		}
		var types []string
		for _, s := range f.Paths[0].Steps {
			types = append(types, s.From.Type)
		}
		if got := strings.Join(types[:5], " "); got != "agent workstation file railway_cli_session railway_project" {
			t.Errorf("the path is %s", got)
		}
		return
	}
	t.Error("no path from the session to production's volume")
}
