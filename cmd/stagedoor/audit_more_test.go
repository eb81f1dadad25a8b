// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/scanners/providers/recorded"
)

// TestTwoDays: what is new, gone or changed, by ids that hold no value; what was
// there before does not fail the gate, and what is new does.
func TestTwoDays(t *testing.T) {
	m := makeHome(t)
	yesterday := filepath.Join(t.TempDir(), "yesterday.json")
	if code, _ := m.audit(t, nil, "json="+yesterday); code != exitFindings {
		t.Fatalf("exit %d", code)
	}
	since := func(f *auditFlags) { f.since = yesterday }
	code, r := m.json(t, since)
	if code != exitClean || r.Workstation.Since == nil || len(r.Workstation.Since.Changes) != 0 {
		t.Errorf("nothing changed: exit %d, %+v", code, r.Workstation.Since)
	}
	if err := os.Remove(filepath.Join(m.home, ".netrc")); err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(m.home, ".vault-token"), "hvs.canaryReplacedInItsPlace0123456789")
	put(t, filepath.Join(m.home, ".config/glab-cli/config.yml"), "hosts:\n  gitlab.com:\n    token: glpat-canary4bT8qLw2Zx9Rk\n")
	code, r = m.json(t, since)
	var got []string
	for _, c := range r.Workstation.Since.Changes {
		got = append(got, c.Change+" "+c.ID)
	}
	want := []string{
		"gone netrc api.heroku.com.password@~/.netrc", "gone netrc ftp.acme-shop.net.password@~/.netrc", "gone netrc git.heroku.com.password@~/.netrc",
		"new gitlab hosts.gitlab.com.token@~/.config/glab-cli/config.yml",
	}
	slices.Sort(got)
	if !slices.Equal(got, want) || code != exitClean {
		t.Errorf("exit %d, %q", code, got)
	}
	put(t, filepath.Join(m.home, ".pg_service.conf"), "[shop]\nhost=db.acme-shop.net\ndbname=shop\nuser=owner\npassword=canary-new-4bT8qLw2\n")
	if code, r = m.json(t, since); code != exitFindings {
		t.Errorf("a new credential reaches production: exit %d, %+v", code, r.Workstation.Since)
	}
	if code, _ = m.json(t, func(f *auditFlags) { f.since, f.failOn = yesterday, "never" }); code != exitClean {
		t.Errorf("--fail-on never: exit %d", code)
	}
}

// TestAForeignEarlierReport: what is no report of an audit is a usage error, what is
// not there exit 3.
func TestAForeignEarlierReport(t *testing.T) {
	m := makeHome(t)
	for text, want := range map[string]int{"{}": exitUsage, "not json": exitUsage, `{"schema_version":"2.0","workstation":{"credentials":[]}}`: exitUsage} {
		file := put(t, filepath.Join(t.TempDir(), "a.json"), text)
		if code, _ := m.audit(t, func(f *auditFlags) { f.since = file }); code != want {
			t.Errorf("%s: exit %d", text, code)
		}
	}
	if code, _ := m.audit(t, func(f *auditFlags) { f.since = filepath.Join(m.home, "nowhere.json") }); code != exitPartial {
		t.Errorf("exit %d", code)
	}
}

// bareHome is a home folder with these files, and a repository with those.
func bareHome(t *testing.T, home, repo map[string]string) *made {
	t.Helper()
	root, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	m := &made{home: filepath.Join(root, "home"), repo: filepath.Join(root, "shop")}
	put(t, filepath.Join(m.repo, ".git", "HEAD"), "ref: refs/heads/main\n")
	if err := os.MkdirAll(m.home, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range home {
		put(t, filepath.Join(m.home, name), strings.ReplaceAll(text, "$REPO", m.repo))
	}
	for name, text := range repo {
		put(t, filepath.Join(m.repo, name), text)
	}
	return m
}

// TestAnEmptyWorkstation says so, and is no failure.
func TestAnEmptyWorkstation(t *testing.T) {
	m := bareHome(t, nil, nil)
	code, out := m.audit(t, nil)
	if code != exitClean || !strings.Contains(out, "This workstation: no credential is found in the ") {
		t.Errorf("exit %d: %s", code, out)
	}
}

// TestStagingOnly: a login that reaches nothing of production's is listed, and is no
// finding.
func TestStagingOnly(t *testing.T) {
	m := bareHome(t, map[string]string{".pgpass": "staging-db.acme-shop.net:5432:shop:app:canary-4bT8qLw2Zx9\n", ".claude.json": `{"mcpServers": {}}`},
		map[string]string{".env.staging": "DATABASE_URL=postgres://app@staging-db.acme-shop.net:5432/shop\n", ".env.production": "DATABASE_URL=postgres://app@db.acme-shop.net:5432/shop\n"})
	code, r := m.json(t, nil)
	if code != exitClean || len(r.Findings) > 0 || len(r.Workstation.Credentials) != 1 || r.Workstation.Credentials[0].Production != "no" {
		t.Errorf("exit %d: %+v", code, r)
	}
}

// TestUnknownIsNeverCalledSafe: a key of a whole account of which nothing is seen, a
// token of nobody's kind, a database in no environment.
func TestUnknownIsNeverCalledSafe(t *testing.T) {
	m := bareHome(t, map[string]string{
		".fly/config.yml": "access_token: fo1_canary4bT8qLw2Zx9Rk7Hj3Pn6Vc5Ym1Sd0Gf8Ks2Wq\n", ".vault-token": "hvs.canary4bT8qLw2Zx9Rk7Hj3P",
		".pgpass": "things.acme-shop.net:5432:shop:app:canary-4bT8qLw2Zx9\n",
	}, nil)
	code, r := m.json(t, nil)
	if code != exitClean || len(r.Workstation.Credentials) != 3 {
		t.Errorf("exit %d: %+v", code, r.Workstation.Credentials)
	}
	for _, c := range r.Workstation.Credentials {
		if c.Production != "unknown" {
			t.Errorf("%s: %s", c.ID, c.Production)
		}
	}
}

// TestALinkToAnotherFolder: a login whose link names another folder's project says
// nothing of this one beyond a guess.
func TestALinkToAnotherFolder(t *testing.T) {
	repo := map[string]string{"railway.json": "{}", ".railway/railway.ts": "volume(\"pgdata\", {});\nproject(\"rental\", {});\nif (ctx.environment === \"production\") {}\n"}
	login := `{"user": {"refreshToken": "canary-4bT8qLw2Zx9Rk7"}, "projects": {"%": {"project": "11111111-2222-4333-8444-555555555555", "name": "x", "environmentName": "staging"}}}`
	for dir, want := range map[string]bool{"$REPO": true, "/somewhere/else": false} {
		m := bareHome(t, map[string]string{".railway/config.json": strings.Replace(login, "%", dir, 1)}, repo)
		_, r := m.json(t, nil)
		if got := slices.ContainsFunc(r.Findings, func(f struct {
			Rule, Severity, Title string
			Paths                 []struct {
				Steps []struct {
					From, To struct{ Type, Name string }
					Verb     string
				}
			}
		}) bool {
			return f.Rule == "production-blast-path" && (f.Severity == "critical" || f.Severity == "high")
		}); got != want {
			t.Errorf("%s: %v, %+v", dir, got, r.Findings)
		}
	}
}

// TestLiveNamesEveryCall: only with --live, each call is named before it is sent, and
// only to the provider's own host.
func TestLiveNamesEveryCall(t *testing.T) {
	m := bareHome(t, map[string]string{
		".railway/config.json": `{"user": {"refreshToken": "canary-4bT8qLw2Zx9Rk7"}}`, ".fly/config.yml": "access_token: fo1_canary4bT8qLw2Zx9Rk7aaaaaaaaaaaaaaaaaaaaaaaaaaa\n",
		".supabase/access-token": "sbp_ca0a71e54b8d2c9f7a3e1b5d0c6f8e2a4b7d9c1e",
	}, nil)
	answers := &recorded.Answers{}
	answers.Add("http/backboard.railway.com/graphql/v2#Mine", []byte(`{"data": {"me": {"id": "u-1", "workspaces": [{"id": "w-1", "name": "Tea shop"}]}}}`))
	answers.Add("http/api.supabase.com/v1/organizations", []byte(`[{"id": "tea", "slug": "tea", "name": "Tea"}]`))
	live := func(f *auditFlags) {
		f.live = liveQuestion{getenv: func(string) string { return "" }, transport: answers, sleep: func(context.Context, time.Duration) error { return nil }}
	}
	if _, out := m.audit(t, live); len(answers.Log) > 0 {
		t.Fatalf("asked without being told to: %v %s", answers.Log, out)
	}
	code, out := m.audit(t, func(f *auditFlags) { live(f); f.ask = true })
	if want := []string{"GET api.supabase.com/v1/organizations", "POST backboard.railway.com/graphql/v2#Mine"}; code != exitClean || !slices.Equal(slices.Sorted(slices.Values(answers.Log)), want) {
		t.Errorf("exit %d, %v: %s", code, answers.Log, out)
	}
	for _, want := range []string{"asking Railway who railway user.refreshToken is: POST /graphql/v2", "asking Supabase who supabase access-token is: GET /v1/organizations", "Railway workspace Tea shop"} {
		if !strings.Contains(strings.Join(strings.Fields(out), " "), want) {
			t.Errorf("not said: %s in\n%s", want, out)
		}
	}
	if strings.Contains(out, "canary") {
		t.Error(out)
	}
}

// TestTheHomeFolderIsNoRepository: neither it nor one above it is read as a whole,
// and repositories below a folder are found.
func TestTheHomeFolderIsNoRepository(t *testing.T) {
	m := bareHome(t, map[string]string{".git/HEAD": "x", ".env": "SECRET_TOKEN=canary-4bT8qLw2Zx9Rk7\n", "src/a/.git/HEAD": "x", "src/deep/b/.git/HEAD": "x", "src/1/2/3/4/5/.git/HEAD": "x", "src/.hidden/.git/HEAD": "x", "plain/x.txt": "x"}, nil)
	for folder, want := range map[string][]string{
		m.home: {"src/a", "src/deep/b"}, filepath.Dir(m.home): nil, filepath.Join(m.home, "src"): {"src/a", "src/deep/b"}, filepath.Join(m.home, "src/a"): {"src/a"}, filepath.Join(m.home, "plain"): {"plain"},
	} {
		got, _, err := repositories([]string{folder}, m.home)
		if err != nil {
			t.Fatal(err)
		}
		var rel []string
		for _, g := range got {
			r, _ := filepath.Rel(m.home, g)
			rel = append(rel, filepath.ToSlash(r))
		}
		if want != nil && !slices.Equal(rel, want) {
			t.Errorf("%s: %q, want %q", folder, rel, want)
		}
		if slices.Contains(rel, ".") || slices.Contains(rel, "..") {
			t.Errorf("%s is read as a whole: %q", folder, rel)
		}
	}
	if _, _, err := repositories([]string{filepath.Join(m.home, "nowhere")}, m.home); err == nil {
		t.Error("a folder that is not there is no error")
	}
}

// TestPlacesArePrinted: each with a page, the same on every system, and nothing is read.
func TestPlacesArePrinted(t *testing.T) {
	code, out, _ := stagedoor("audit", "--places")
	for _, want := range []string{"~/.railway/config.json", "%APPDATA%/GitHub CLI/hosts.yml", "$AWS_SHARED_CREDENTIALS_FILE", "unverified", "https://www.postgresql.org/docs/current/libpq-pgpass.html"} {
		if code != exitClean || !strings.Contains(strings.Join(strings.Fields(out), " "), want) {
			t.Errorf("exit %d: %s is not told", code, want)
		}
	}
}
