// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/reporters"
)

// ownRule finds what staging's file holds, once for each credential.
const ownRule = `custom_rule "held-by-staging" {
  title    = "A file of staging holds a credential"
  severity = "high"
  from "file" { kind = "holder" }
  path        = "holds"
  to "key"    { kind = "credential" }
  where       = file.below
  message     = "${file.name} holds ${key.name}"
  fix         = "Take it from a store of secrets."
  test "a file of staging" {
    file ".env.staging" { content = "DATABASE_URL=postgres://app:canary-Ua3xN8vKqe@staging-db.acme-shop.net:5432/shop\n" }
    expect = [".env.staging:1"]
  }
  test "a file of production" {
    file ".env.production" { content = "DATABASE_URL=postgres://app:canary-Wp5kT2rGzn@db.acme-shop.net:5432/shop\n" }
    expect = []
  }
}
`

const ownID = "held-by-staging"

func fired(s scanned, since string) (n int) {
	for _, f := range s.Findings {
		if f.Rule == ownID && (since == "" || f.SinceBase == since) {
			n++
		}
	}
	return n
}

// TestRulesOfTheScannedRepository do not run: whoever opens a pull request could
// write them. The user may allow them, or bring rules from elsewhere.
func TestRulesOfTheScannedRepository(t *testing.T) {
	r := newRepository(t)
	r.lay(mainFiles)
	r.commit("main")
	elsewhere := filepath.Join(t.TempDir(), "rules.hcl")
	if err := os.WriteFile(elsewhere, []byte(ownRule), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, s := r.scan("--config", elsewhere); fired(s, "") != 1 {
		t.Errorf("the user's own file: %d", fired(s, ""))
	}
	r.lay(map[string]string{".stagedoor.hcl": ownRule})
	if _, s := r.scan(); fired(s, "") != 0 {
		t.Error("the repository's own rule ran")
	}
	if _, out, _ := stagedoor("scan", r.dir); !strings.Contains(strings.Join(strings.Fields(out), " "), "1 rule of its own in .stagedoor.hcl, not run") {
		t.Errorf("it is not told:\n%s", out)
	}
	if _, s := r.scan("--allow-repo-rules"); fired(s, "") != 1 {
		t.Errorf("allowed: %d", fired(s, ""))
	}
	if code, _, errs := stagedoor("scan", "--rules", ownID, r.dir); code != exitUsage || !strings.Contains(errs, "--allow-repo-rules") {
		t.Errorf("by name: exit %d: %s", code, errs)
	}
	if _, s := r.scan("--allow-repo-rules", "--rules", ownID); len(s.Findings) != fired(s, "") {
		t.Errorf("it alone: %d of %d", fired(s, ""), len(s.Findings))
	}
	if code, out, errs := stagedoor("config", "verify", filepath.Join(r.dir, ".stagedoor.hcl")); code != exitClean || !strings.Contains(out, "2 tests") {
		t.Errorf("verify: exit %d: %s%s", code, out, errs)
	}
	r.lay(map[string]string{".stagedoor.hcl": strings.Replace(ownRule, `expect = []`, `expect = [".env.production:1"]`, 1)})
	if code, out, errs := stagedoor("config", "verify", filepath.Join(r.dir, ".stagedoor.hcl")); code == exitClean {
		t.Errorf("a test that fails: exit %d: %s%s", code, out, errs)
	}
}

// TestAPullRequestsRules are the base's: one that it adds does not run, and one
// that it takes away does.
func TestAPullRequestsRules(t *testing.T) {
	t.Setenv("GITHUB_REF", "")
	r := newRepository(t)
	with := maps.Clone(mainFiles)
	with[".stagedoor.hcl"] = ownRule
	r.lay(with)
	r.commit("main")
	r.git("checkout", "-q", "-b", "topic")
	r.lay(map[string]string{
		".stagedoor.hcl":  strings.ReplaceAll(ownRule, ownID, "another-rule"),
		"eu/.env.staging": "API_DATABASE_URL=postgres://app:canary-Nq7wZ2mXtf@eu-staging.acme-shop.net:5432/shop\n",
	})
	r.commit("a credential, and no rule against it")
	if _, s := r.scan("--diff-base", "main", "--allow-repo-rules"); fired(s, "new") != 1 || fired(s, "same") != 1 {
		t.Errorf("new %d, same %d: %+v", fired(s, "new"), fired(s, "same"), s.Findings)
	}
}

// TestOwnRulesAreAcceptedLikeOthers: by a mark, a line of the configuration and
// the baseline, and all of them are told when they have no effect.
func TestOwnRulesAreAcceptedLikeOthers(t *testing.T) {
	t.Setenv("CI", "")
	r := newRepository(t)
	r.lay(mainFiles)
	r.lay(map[string]string{".stagedoor.hcl": ownRule})
	r.commit("main")
	args := []string{"--allow-repo-rules", "--rules", ownID + ",stale-ignore"}
	_, out, _ := stagedoor(append([]string{"scan", "--format", "json", r.dir}, args...)...)
	var report struct {
		Findings []struct {
			Rule  string
			NotSo string `json:"not_so"`
		}
	}
	_ = json.Unmarshal([]byte(out), &report)
	var line string
	for _, f := range report.Findings {
		if f.Rule == ownID {
			line = f.NotSo
		}
	}
	if line == "" {
		t.Fatalf("no line that accepts it: %s", out)
	}
	accepted := strings.Replace(line, `reason = ""`, `reason = "until the store of secrets is there"`, 1)
	r.lay(map[string]string{".stagedoor.hcl": ownRule + accepted + "\n"})
	if _, s := r.scan(args...); len(s.Findings) != 0 {
		t.Errorf("accepted by %s: %+v", accepted, s.Findings)
	}
	r.lay(map[string]string{".stagedoor.hcl": ownRule, ".env.staging": "DATABASE_URL=" + sharedURL + " # stagedoor:ignore " + ownID + " the store of secrets comes\n"})
	if _, s := r.scan(args...); len(s.Findings) != 0 {
		t.Errorf("marked: %+v", s.Findings)
	}
}

// TestOwnRulesInEveryFormat: its id is there, and what a rule quotes is as
// neutral as what we quote.
func TestOwnRulesInEveryFormat(t *testing.T) {
	const hostile = "<script>alert(1)</script>|`x`\\u001b[31m=cmd()::error::"
	r := newRepository(t)
	r.lay(mainFiles)
	config := filepath.Join(t.TempDir(), "rules.hcl")
	text := strings.Replace(ownRule, "A file of staging holds a credential", hostile, 1)
	if err := os.WriteFile(config, []byte(strings.Replace(text, `"${file.name} holds ${key.name}"`, `"`+hostile+` ${file.name}"`, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, f := range reporters.All() {
		code, out, errs := stagedoor("scan", "--config", config, "--rules", ownID, "--format", f.Name, r.dir)
		if code != exitFindings && code != exitClean {
			t.Errorf("%s: exit %d: %s", f.Name, code, errs)
		}
		if !strings.Contains(out, ownID) && f.Name != "html" {
			t.Errorf("%s does not name the rule:\n%.600s", f.Name, out)
		}
		if strings.ContainsRune(out, 0x1b) || bytes.Contains([]byte(out), []byte("canary")) {
			t.Errorf("%s: an escape or a canary came out", f.Name)
		}
		if slices.Contains([]string{"html", "markdown"}, f.Name) && strings.Contains(out, "<script>alert") {
			t.Errorf("%s: markup came out", f.Name)
		}
		if f.Name == "csv" && (strings.Contains(out, ",=cmd") || strings.Contains(out, "\"=cmd")) {
			t.Error("csv: a formula came out")
		}
	}
}
