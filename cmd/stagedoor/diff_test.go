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
)

// A pullRequest is a branch that leaves main, and how the gate is to judge it.
type pullRequest struct {
	name  string
	files map[string]string // "" removes one
	moves [2]string
	keeps bool // it writes a baseline of everything that it brings
	code  int
	fresh []string // rules of findings that are new or worse, each once, sorted
	first string   // the primary place of the worst of them
	says  string   // in what the report does not cover
}

const (
	sharedURL  = "postgres://app:canary-7Qm2xV9tLw@db.acme-shop.net:5432/shop"
	rotatedURL = "postgres://app:canary-kP4zR8sYdn@db.acme-shop.net:5432/shop"
	ownURL     = "postgres://app:canary-Ba6wT1uEhj@staging-db.acme-shop.net:5432/shop"
	script     = "#!/bin/sh\n# adds a customer's domain\nexport RAILWAY_API_TOKEN=0cafe000-ca0a-41c0-8a00-5ca0a00ca0a1\nrailway domain \"$1\"\n"
	program    = `import { defineRailway, project, volume } from "railway";
export default defineRailway((ctx) => {
  const data = volume("pgdata", { sizeMB: 5000 });
  if (ctx.environment === "production") { /* larger */ }
  if (ctx.environment === "staging") { /* smaller */ }
  return project("rental", { resources: [data] });
});
`
	stored = `resource "aws_db_instance" "orders" {
  identifier               = "orders"
  deletion_protection      = true
  backup_retention_period  = 14
  skip_final_snapshot      = true
  delete_automated_backups = false
}
`
)

var mainFiles = map[string]string{
	".env.staging":         "DATABASE_URL=" + sharedURL + "\nLOG_LEVEL=debug\n",
	".env.production":      "DATABASE_URL=" + sharedURL + "\n",
	"scripts/domain.sh":    script,
	"envs/prod/main.tf":    stored,
	"README.md":            "a shop\n",
	"services/api/main.js": "console.log('hello')\n",
}

var pullRequests = []pullRequest{
	{name: "an old finding beside what is touched", files: map[string]string{".env.staging": "DATABASE_URL=" + sharedURL + "\nLOG_LEVEL=info\nPORT=8080\n"}},
	{name: "a path completed by another file", files: map[string]string{".railway/railway.ts": program}, code: exitFindings,
		fresh: []string{"backup-deleted-with-data", "production-blast-path", "spanning-data-store"}, first: ".railway/railway.ts"},
	{name: "the surviving backup removed", files: map[string]string{"envs/prod/main.tf": strings.Replace(stored, "= false", "= true", 1)}, code: exitFindings,
		fresh: []string{"backup-deleted-with-data"}, first: "envs/prod/main.tf"},
	{name: "a moved file", moves: [2]string{"scripts/domain.sh", "tools/domain.sh"}},
	{name: "a renamed variable", files: map[string]string{".env.staging": "SHOP_DATABASE_URL=" + sharedURL + "\nLOG_LEVEL=debug\n"}},
	{name: "a rotated secret", files: map[string]string{
		".env.staging": "DATABASE_URL=" + rotatedURL + "\nLOG_LEVEL=debug\n", ".env.production": "DATABASE_URL=" + rotatedURL + "\n"}},
	{name: "a fix", files: map[string]string{".env.staging": "DATABASE_URL=${STAGING_DATABASE_URL}\nLOG_LEVEL=debug\n"}},
	{name: "a fix whose password is written out", files: map[string]string{".env.staging": "DATABASE_URL=" + ownURL + "\nLOG_LEVEL=debug\n"},
		fresh: []string{"exposed-credential"}, first: ".env.staging"},
	{name: "one that silences itself", keeps: true, files: map[string]string{
		".railway/railway.ts": strings.Replace(program, "5000 });", "5000 }); // stagedoor:ignore spanning-data-store,backup-deleted-with-data,production-blast-path nobody minds", 1),
		".stagedoor.hcl":      "exclude = [\"scripts\", \".railway\"]\nenvironment \"staging\" {\n  paths = [\".railway\"]\n}\n",
		".gitleaks.toml":      "[allowlist]\npaths = ['''.*''']\n",
		"ci/deploy.sh":        "#!/bin/sh\ncurl -H 'Authorization: Bearer ghp_canaryBq7Lx2VtPz9Kd4Rm8Ny1Ws6Hj3' https://api.github.com/user # gitleaks:allow\n",
	}, code: exitFindings, fresh: []string{"backup-deleted-with-data", "exposed-credential", "production-blast-path", "spanning-data-store"}, first: ".railway/railway.ts",
		says: "do not count until they are merged: .railway/railway.ts:3, ci/deploy.sh:2"},
}

// TestPullRequests: each is judged by what it makes worse, and by nothing else.
// The ninth, in a shallow clone, is [TestAPullRequestOfAShallowClone].
func TestPullRequests(t *testing.T) {
	for _, key := range []string{"GITHUB_REF", "GITHUB_ACTIONS"} {
		t.Setenv(key, "")
	}
	r := newRepository(t)
	r.lay(mainFiles)
	r.commit("main")
	for _, pr := range pullRequests {
		r.git("checkout", "-q", "-B", "topic", "main")
		r.lay(pr.files)
		if pr.moves[0] != "" {
			if err := os.MkdirAll(filepath.Dir(filepath.Join(r.dir, pr.moves[1])), 0o755); err != nil {
				t.Fatal(err)
			}
			r.git("mv", pr.moves[0], pr.moves[1])
		}
		if pr.keeps {
			r.keep(pr.files)
		}
		r.commit(pr.name)
		text := filepath.Join(t.TempDir(), "report.txt")
		code, report := r.scan("--diff-base", "main", "--format", "text="+text)
		fresh, first := report.fresh()
		if code != pr.code || !slices.Equal(fresh, pr.fresh) || first != pr.first {
			t.Errorf("%s: exit %d, want %d; new or worse %v, want %v; first at %q, want %q", pr.name, code, pr.code, fresh, pr.fresh, first, pr.first)
		}
		if len(report.Findings) == len(fresh) {
			t.Errorf("%s: the old findings are not reported", pr.name)
		}
		if words, err := os.ReadFile(text); err != nil || !strings.Contains(strings.Join(strings.Fields(string(words)), " "), pr.says) {
			t.Errorf("%s: the report does not say %q: %v\n%s", pr.name, pr.says, err, words)
		}
	}
}

// keep writes a baseline that would hide everything, from the pull request's files
// before it silenced them otherwise.
func (r repository) keep(files map[string]string) {
	r.t.Helper()
	for _, name := range []string{".stagedoor.hcl", ".gitleaks.toml"} {
		if err := os.Remove(filepath.Join(r.dir, name)); err != nil {
			r.t.Fatal(err)
		}
	}
	r.lay(map[string]string{".railway/railway.ts": program})
	var out, errs bytes.Buffer
	code := run(r.t.Context(), []string{"baseline", "write", r.dir}, &out, &errs)
	text, err := os.ReadFile(filepath.Join(r.dir, ".stagedoor-baseline.json"))
	if code != exitClean || err != nil || !strings.Contains(string(text), "production-blast-path") {
		r.t.Errorf("the baseline is no test: exit %d, %v: %s%s%s", code, err, out.String(), errs.String(), text)
	}
	r.lay(files)
}

// TestAPullRequestOfAShallowClone: two commits of GitHub's merge commit are enough
// for the same judgement; with fewer, and without that commit, the error says what
// to fetch.
func TestAPullRequestOfAShallowClone(t *testing.T) {
	opens, harmless := map[string]string{".railway/railway.ts": program}, map[string]string{"docs/a.md": "words\n"}
	for _, c := range []struct {
		name, ref, depth string
		files            map[string]string
		code             int
		fresh            int
		says             string
	}{
		{"a door, at depth 2", "refs/pull/7/merge", "2", opens, exitFindings, 3, ""},
		{"words, at depth 2", "refs/pull/7/merge", "2", harmless, exitClean, 0, ""},
		{"the merge commit alone", "refs/pull/7/merge", "1", opens, exitPartial, 0, "fetch-depth: 2"},
		{"elsewhere, a base that is not there", "", "1", opens, exitPartial, 0, "git fetch origin main"},
	} {
		t.Setenv("GITHUB_REF", c.ref)
		clone := repository{t, merged(t, c.files, c.depth)}
		if c.code == exitPartial {
			var out, errs bytes.Buffer
			if code := run(t.Context(), []string{"scan", "--diff-base", "main", clone.dir}, &out, &errs); code != c.code || !strings.Contains(errs.String(), c.says) || out.Len() > 0 {
				t.Errorf("%s: exit %d: %s%s", c.name, code, errs.String(), out.String())
			}
			continue
		}
		code, report := clone.scan("--diff-base", "main")
		if fresh, _ := report.fresh(); code != c.code || len(fresh) != c.fresh || len(report.Findings) == c.fresh {
			t.Errorf("%s: exit %d, new or worse %v", c.name, code, fresh)
		}
	}
}

// TestAPullRequestIsJudgedByWhereItLeftMain: what main mends afterwards is none of
// its doing. In a clone that does not reach so far the error says what to fetch.
func TestAPullRequestIsJudgedByWhereItLeftMain(t *testing.T) {
	t.Setenv("GITHUB_REF", "")
	r := newRepository(t)
	r.lay(mainFiles)
	r.commit("main")
	r.git("checkout", "-q", "-b", "topic")
	r.lay(map[string]string{"docs/a.md": "words\n"})
	r.commit("topic")
	r.git("checkout", "-q", "main")
	r.lay(map[string]string{".env.staging": "LOG_LEVEL=debug\n", "scripts/domain.sh": "#!/bin/sh\n"})
	r.commit("main mends what there was")
	r.git("checkout", "-q", "topic")
	code, report := r.scan("--diff-base", "main")
	if fresh, _ := report.fresh(); code != exitClean || len(fresh) > 0 || len(report.Findings) == 0 {
		t.Errorf("exit %d, new or worse %v of %d", code, fresh, len(report.Findings))
	}
	shallow := repository{t, t.TempDir()}
	shallow.git("clone", "-q", "--depth", "1", "--no-single-branch", "--branch", "topic", "file://"+r.dir, ".")
	var out, errs bytes.Buffer
	if code := run(t.Context(), []string{"scan", "--diff-base", "main", shallow.dir}, &out, &errs); code != exitPartial || !strings.Contains(errs.String(), "git fetch --deepen") {
		t.Errorf("exit %d: %s%s", code, errs.String(), out.String())
	}
}

// repository is a real git repository.
type repository struct {
	t   *testing.T
	dir string
}

func newRepository(t *testing.T) repository {
	r := repository{t, t.TempDir()}
	r.git("init", "-q", "-b", "main")
	return r
}

func (r repository) git(args ...string) {
	r.t.Helper()
	cmd := exec.Command("git", append([]string{"-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"}, args...)...)
	cmd.Dir = r.dir
	if out, err := cmd.CombinedOutput(); err != nil {
		r.t.Skipf("needs a real git: %v %v %s", args, err, out)
	}
}

func (r repository) lay(files map[string]string) {
	r.t.Helper()
	for name, text := range files {
		full := filepath.Join(r.dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			r.t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
			r.t.Fatal(err)
		}
	}
}

func (r repository) commit(message string) {
	r.git("add", "-A")
	r.git("commit", "-q", "-m", message)
}

// scanned is what a test looks at in the JSON report.
type scanned struct {
	Findings []struct {
		Rule, Severity, Message string
		SinceBase               string `json:"since_base"`
		Locations               []struct{ File string }
	}
}

// fresh are the rules of what is new or worse, each once, and where the worst of
// it is shown.
func (s scanned) fresh() (found []string, first string) {
	for _, f := range s.Findings {
		if f.SinceBase == "same" {
			continue
		}
		if first == "" && len(f.Locations) > 0 {
			first = f.Locations[0].File
		}
		found = append(found, f.Rule)
	}
	slices.Sort(found)
	return slices.Compact(found), first
}

func (r repository) scan(args ...string) (int, scanned) {
	r.t.Helper()
	var out, errs bytes.Buffer
	code := run(r.t.Context(), append(append([]string{"scan", "--format", "json"}, args...), r.dir), &out, &errs)
	var report scanned
	if err := json.Unmarshal(out.Bytes(), &report); err != nil {
		r.t.Fatalf("exit %d: %s%s", code, errs.String(), out.String())
	}
	if bytes.Contains(bytes.ToLower(out.Bytes()), []byte("canary")) {
		r.t.Error("a canary came out")
	}
	return code, report
}
