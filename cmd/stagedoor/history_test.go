// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/stagedoor/stagedoor/reporters"
	"github.com/stagedoor/stagedoor/rules/policy"
)

const (
	oldToken  = "gh" + "p_canary9Xq7Lw2Rt5Vz8Bn4Mk6Jh3Gf1Ds0Pq"
	keptToken = "gh" + "p_canaryKp4zR8sYdn2Vt6Wq9Lm3Xc7Bf5Hj1Z"
)

// A past is what the JSON report says of the history.
type past struct {
	SchemaVersion string `json:"schema_version"`
	Summary       struct{ Commits int }
	Findings      []struct {
		Rule, Severity, Fingerprint, Title, Message string
		Locations                                   []struct {
			File, Commit string
			LastCommit   string `json:"last_commit"`
			Line         int
			InTree       *bool `json:"in_tree"`
		}
	}
	Gaps []struct{ Why string }
}

// past scans; code is the exit code. No canary comes out of any format.
func (r repository) past(flags ...string) (p past, code int) {
	r.t.Helper()
	args, folder := append([]string{"scan", "-q", "--format", "json"}, flags...), r.t.TempDir()
	for _, format := range reporters.All() {
		if format.Name != "json" {
			args = append(args, "--format", format.Name+"="+filepath.Join(folder, format.Name))
		}
	}
	var out, errs bytes.Buffer
	code = run(r.t.Context(), append(args, r.dir), &out, &errs)
	texts := slices.Concat(out.Bytes(), errs.Bytes())
	for _, format := range reporters.All() {
		text, _ := os.ReadFile(filepath.Join(folder, format.Name))
		texts = append(texts, text...)
	}
	if i := bytes.Index(bytes.ToLower(texts), []byte("canary")); i >= 0 {
		r.t.Errorf("a canary came out: %q", texts[max(0, i-80):i+20])
	}
	if err := json.Unmarshal(out.Bytes(), &p); err != nil {
		r.t.Fatal(err, errs.String())
	}
	keepsToTheSchema(r.t, out.Bytes())
	return p, code
}

func keepsToTheSchema(t *testing.T, report []byte) {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(reporters.Schema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("report.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("report.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	said, err := jsonschema.UnmarshalJSON(bytes.NewReader(report))
	if err == nil {
		err = schema.Validate(said)
	}
	if err != nil {
		t.Error(err)
	}
}

// aPast is a repository that took a token out of its tree and keeps another.
func aPast(t *testing.T) repository {
	r := newRepository(t)
	r.lay(map[string]string{"deploy.sh": "#!/bin/sh\nexport GITHUB_TOKEN=" + oldToken + "\n", "kept.sh": "export GITHUB_TOKEN=" + keptToken + "\n"})
	r.commit("one")
	r.lay(map[string]string{"deploy.sh": "#!/bin/sh\n# nothing\n"})
	r.commit("two")
	r.lay(map[string]string{"again.sh": "TOKEN=" + oldToken + "\n"})
	r.commit("three")
	r.git("rm", "-q", "again.sh")
	r.commit("four")
	return r
}

func (r repository) id(rev string) string {
	out, err := exec.Command("git", "-C", r.dir, "rev-parse", rev).Output()
	if err != nil {
		r.t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

// TestWhatTheTreeHasNoMore is told by the commits that write it, and nothing that is
// told of the tree becomes another finding.
func TestWhatTheTreeHasNoMore(t *testing.T) {
	r := aPast(t)
	without, code := r.past()
	if code != exitClean || len(without.Findings) != 1 || without.SchemaVersion != "1.0" {
		t.Fatalf("%d %+v", code, without)
	}
	with, code := r.past("--history")
	if code != exitClean || with.SchemaVersion != "1.3" || with.Summary.Commits != 4 || len(with.Findings) != 2 {
		t.Fatalf("%d %+v", code, with)
	}
	for _, f := range with.Findings {
		if f.Fingerprint == without.Findings[0].Fingerprint {
			last := f.Locations[len(f.Locations)-1]
			if f.Severity != without.Findings[0].Severity || f.Locations[0].Commit != "" || last.Commit != r.id("HEAD~3") || last.InTree == nil || !*last.InTree {
				t.Errorf("%+v", f)
			}
			continue
		}
		if f.Rule != "exposed-credential" || f.Severity != "medium" || len(f.Locations) != 2 || !strings.Contains(f.Message, "does not revoke it") {
			t.Errorf("%+v", f)
		}
		for _, l := range f.Locations {
			want := map[string]string{"again.sh": r.id("HEAD~1"), "deploy.sh": r.id("HEAD~3")}[l.File]
			if l.Commit != want || l.LastCommit != want || l.InTree == nil || *l.InTree {
				t.Errorf("%+v", l)
			}
		}
	}
	bare := repository{t, t.TempDir()}
	r.git("clone", "-q", "--bare", r.dir, bare.dir)
	if got, code := bare.past("--history"); code != exitClean || got.Findings[0].Fingerprint != with.Findings[0].Fingerprint || len(got.Findings) != 2 {
		t.Errorf("of a bare repository: %d %+v", code, got)
	}
}

// TestStillThereWhereNoWalkGoes: HEAD is asked about files that a scan passes over.
func TestStillThereWhereNoWalkGoes(t *testing.T) {
	r := newRepository(t)
	r.lay(map[string]string{"venv/x/deploy.sh": "export GITHUB_TOKEN=" + oldToken + "\n", ".tox/deploy.sh": "export GITHUB_TOKEN=" + keptToken + "\n"})
	r.commit("one")
	r.git("rm", "-q", "-r", "venv")
	r.commit("two")
	got, _ := r.past("--history")
	for _, f := range got.Findings {
		if l := f.Locations[0]; *l.InTree != (l.File == ".tox/deploy.sh") {
			t.Errorf("%+v", f)
		}
	}
	if len(got.Findings) != 2 {
		t.Errorf("%+v", got)
	}
}

// TestWhatWasReviewedIsAccepted: a mark in any commit, gitleaks' own list, an entry
// of the baseline, which no scan without --history calls unused.
func TestWhatWasReviewedIsAccepted(t *testing.T) {
	r := aPast(t)
	r.lay(map[string]string{"marked.sh": "TOKEN=" + oldToken + " # gitleaks:allow\n"})
	r.commit("five")
	r.git("rm", "-q", "marked.sh")
	r.commit("six")
	if got, _ := r.past("--history"); len(got.Findings) != 1 {
		t.Errorf("%+v", got.Findings)
	}

	r = aPast(t)
	var out bytes.Buffer
	if code := run(t.Context(), []string{"baseline", "write", "--history", r.dir}, &out, &out); code != exitClean {
		t.Fatal(code, out.String())
	}
	for _, flags := range [][]string{{"--history"}, nil} {
		if got, code := r.past(flags...); code != exitClean || len(got.Findings) != 0 {
			t.Errorf("%v: %d %+v", flags, code, got.Findings)
		}
	}
	if code := run(t.Context(), []string{"baseline", "check", r.dir}, &out, &out); code != exitClean {
		t.Error(code, out.String())
	}
	text, _ := os.ReadFile(filepath.Join(r.dir, policy.BaselineName))
	if !bytes.Contains(text, []byte(`"history": true`)) || bytes.Contains(text, []byte("canary")) {
		t.Errorf("%s", text)
	}
}

// TestAHistoryThatCannotBeReadWhole is exit 3 with a sentence, and what was found is
// told all the same.
func TestAHistoryThatCannotBeReadWhole(t *testing.T) {
	whole := aPast(t)
	wants := func(r repository, findings int, says string) {
		t.Helper()
		got, code := r.past("--history")
		var gaps []string
		for _, g := range got.Gaps {
			gaps = append(gaps, g.Why)
		}
		if code != exitPartial || len(got.Findings) != findings || !strings.Contains(strings.Join(gaps, "; "), says) {
			t.Errorf("%s: exit %d, %d findings, gaps %q", says, code, len(got.Findings), gaps)
		}
	}
	plain := repository{t, t.TempDir()}
	plain.lay(map[string]string{"a.sh": "export GITHUB_TOKEN=" + keptToken + "\n"})
	wants(plain, 0, "in no git repository") // and what git does not track is not exposed

	shallow := repository{t, t.TempDir()}
	whole.git("clone", "-q", "--depth", "2", "file://"+whole.dir, shallow.dir)
	wants(shallow, 2, "the history before its 2 commits is not here")

	for name, script := range map[string]string{
		"fails":               `case "$*" in *" diff-tree "*) exit 1;; esac`,
		"says half":           `case "$*" in *" diff-tree "*) "$REAL" "$@" | head -c 500; exit 0;; esac`,
		"is killed":           `case "$*" in *" diff-tree "*) read -r first; echo "$first" | "$REAL" "$@"; kill -9 $$;; esac`,
		"leaves commits out":  `case "$*" in *" diff-tree "*) tail -n 2 | "$REAL" "$@"; exit 0;; esac`,
		"fails at the end":    `case "$*" in *" diff-tree "*) "$REAL" "$@"; exit 1;; esac`,
		"cannot list commits": `case "$*" in *" rev-list "*) "$REAL" "$@"; exit 128;; esac`,
	} {
		says := "of 4 commits of the history could not be read"
		if strings.Contains(script, "rev-list") {
			says = "git could not list all commits"
		}
		t.Run("a git that "+name, func(t *testing.T) {
			real, err := exec.LookPath("git")
			if err != nil {
				t.Skip("needs a real git")
			}
			bin := t.TempDir()
			text := "#!/bin/sh\nREAL='" + real + "'\n" + script + "\nexec \"$REAL\" \"$@\"\n"
			if err := os.WriteFile(filepath.Join(bin, "git"), []byte(text), 0o755); err != nil {
				t.Fatal(err)
			}
			t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
			got, code := repository{t, whole.dir}.past("--history")
			if code != exitPartial || len(got.Findings) == 0 || !slices.ContainsFunc(got.Gaps, func(g struct{ Why string }) bool { return strings.Contains(g.Why, says) }) {
				t.Errorf("exit %d, %d findings, %+v", code, len(got.Findings), got.Gaps)
			}
		})
	}
	t.Run("no git", func(t *testing.T) {
		t.Setenv("PATH", t.TempDir())
		if got, code := (repository{t, whole.dir}).past("--history"); code != exitPartial || len(got.Gaps) == 0 {
			t.Errorf("exit %d, %+v", code, got)
		}
	})
}

func TestHistoryGoesWithNoComparison(t *testing.T) {
	for _, other := range []string{"--staged", "--diff-base=main"} {
		var out, errs bytes.Buffer
		if code := run(t.Context(), []string{"scan", "--history", other, t.TempDir()}, &out, &errs); code != exitUsage || !strings.Contains(errs.String(), "history") {
			t.Errorf("%s: exit %d, %s", other, code, errs.String())
		}
	}
}
