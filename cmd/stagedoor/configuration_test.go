// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// said runs the program and returns its exit code and all that it said.
func said(t *testing.T, args ...string) (int, string) {
	t.Helper()
	var out, errs bytes.Buffer
	code := run(t.Context(), args, &out, &errs)
	return code, out.String() + errs.String()
}

// TestWhereAConfigurationIsFound: named by --config, by the variable, else the first
// of the usual places up to the root of the repository, and no further.
func TestWhereAConfigurationIsFound(t *testing.T) {
	r := newRepository(t)
	outer := r.dir
	r.lay(map[string]string{".stagedoor.hcl": "exclude = [\"outside\"]\n", "mine.hcl": "exclude = [\"mine\"]\n"})
	r.dir = filepath.Join(outer, "inner")
	if err := os.Mkdir(r.dir, 0o755); err != nil {
		t.Fatal(err)
	}
	r.git("init", "-q")
	r.lay(map[string]string{"app/.env.staging": "LOG_LEVEL=debug\n"})
	mine := filepath.Join(outer, "mine.hcl")
	used := func(args ...string) string {
		_, all := said(t, append([]string{"scan", "-v", filepath.Join(r.dir, "app")}, args...)...)
		_, behind, _ := strings.Cut(all, " nodes; ")
		line, _, _ := strings.Cut(behind, "\n")
		return strings.TrimPrefix(line, "configuration ")
	}
	want := func(says, want, got string) {
		if want != got {
			t.Errorf("%s: %q, want %q", says, got, want)
		}
	}
	want("nothing, and none of outside", "no configuration", used())
	r.lay(map[string]string{".github/stagedoor.hcl.json": "{}"})
	want("in .github, in JSON", ".github/stagedoor.hcl.json", used())
	r.lay(map[string]string{".github/stagedoor.hcl": ""})
	want("in .github", ".github/stagedoor.hcl", used())
	r.lay(map[string]string{".stagedoor.hcl.json": "{\"exclude\": [\"x\"]}"})
	want("at the root, in JSON", ".stagedoor.hcl.json", used())
	r.lay(map[string]string{".stagedoor.hcl": ""})
	want("at the root", ".stagedoor.hcl", used())
	t.Setenv("STAGEDOOR_CONFIG", mine)
	want("by the variable", mine, used())
	want("by the flag", ".github/stagedoor.hcl", used("--config", filepath.Join(r.dir, ".github/stagedoor.hcl")))
	want("none", "no configuration", used("--no-config"))
	if code, all := said(t, "scan", "--no-config", "--config", mine, r.dir); code != exitUsage {
		t.Errorf("both flags: %d %s", code, all)
	}
	t.Setenv("STAGEDOOR_CONFIG", filepath.Join(outer, "none.hcl"))
	if code, all := said(t, "scan", r.dir); code != exitPartial || !strings.Contains(all, "STAGEDOOR_CONFIG") {
		t.Errorf("the variable names nothing: %d %s", code, all)
	}
	t.Setenv("STAGEDOOR_CONFIG", "")
	if err := os.Remove(filepath.Join(r.dir, ".stagedoor.hcl")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(mine, filepath.Join(r.dir, ".stagedoor.hcl")); err != nil {
		t.Skip("needs symbolic links")
	}
	if code, all := said(t, "scan", r.dir); code != exitUsage || !strings.Contains(all, "no regular file") {
		t.Errorf("a link that leads out: %d %s", code, all)
	}
}

func pinned(file, text string) string {
	sum := sha256.Sum256([]byte(text))
	return fmt.Sprintf("extends {\n  file   = %q\n  sha256 = %q\n}\n", file, hex.EncodeToString(sum[:]))
}

// TestTheOrganisationsWordFromTheCommandLine: with a limit no word of the
// repository silences what is above; a changed file is told with its digest; no
// link leads out; and a pull request cannot change the word that judges it.
func TestTheOrganisationsWordFromTheCommandLine(t *testing.T) {
	t.Setenv("GITHUB_REF", "")
	const org = "ignores {\n  at_most = \"medium\"\n  reason  = \"the security team decides above\"\n}\n"
	off := "rule \"shared-credential\" {\n  off = true\n  reason = \"so be it\"\n}\nexclude = [\"docs\"]\n"
	r := newRepository(t)
	r.lay(mainFiles)
	r.lay(map[string]string{"org/word.hcl": org, ".stagedoor.hcl": off})
	r.commit("without")
	if _, s := r.scan("--rules", "shared-credential,stale-ignore"); len(s.Findings) != 0 {
		t.Fatalf("the repository's word does not count: %+v", s.Findings)
	}
	r.lay(map[string]string{".stagedoor.hcl": pinned("org/word.hcl", org) + off})
	r.commit("main")
	code, s := r.scan("--rules", "shared-credential,stale-ignore")
	if code != exitFindings || len(s.Findings) != 2 || s.Findings[1].Rule != "stale-ignore" || !strings.Contains(s.Findings[1].Message, "does not count for findings above medium") {
		t.Errorf("exit %d: %+v", code, s.Findings)
	}
	if code, all := said(t, "scan", r.dir); code != exitFindings || !strings.Contains(all, "which no limit covers: docs") {
		t.Errorf("what the repository leaves out is not told: %s", all)
	}
	file := filepath.Join(r.dir, ".stagedoor.hcl")
	if code, all := said(t, "config", "verify", file); code != exitClean || !strings.Contains(all, "which extends org/word.hcl") {
		t.Errorf("verify: %d %s", code, all)
	}

	r.git("checkout", "-q", "-b", "topic")
	r.lay(map[string]string{"org/word.hcl": "# nothing\n", ".stagedoor.hcl": pinned("org/word.hcl", "# nothing\n") + off,
		"services/.env.staging": "DATABASE_URL=" + rotatedURL + "\n", "services/.env.production": "DATABASE_URL=" + rotatedURL + "\n"})
	r.commit("a pull request that lifts the limit")
	if code, s := r.scan("--diff-base", "main", "--rules", "shared-credential"); code != exitFindings {
		t.Errorf("a pull request lifts the limit: %d %+v", code, s.Findings)
	}

	changed := org + "# changed\n"
	sum := sha256.Sum256([]byte(changed))
	r.lay(map[string]string{"org/word.hcl": changed})
	for _, args := range [][]string{{"scan", r.dir}, {"config", "verify", file}} {
		if code, all := said(t, args...); code != exitUsage || !strings.Contains(all, ".stagedoor.hcl:3,") || !strings.Contains(all, hex.EncodeToString(sum[:])) {
			t.Errorf("%v: %d %s", args, code, all)
		}
	}
	outside := filepath.Join(t.TempDir(), "word.hcl")
	_ = os.WriteFile(outside, []byte(changed), 0o644)
	_ = os.Remove(filepath.Join(r.dir, "org/word.hcl"))
	if err := os.Symlink(outside, filepath.Join(r.dir, "org/word.hcl")); err != nil {
		t.Skip("needs symbolic links")
	}
	if code, all := said(t, "scan", r.dir); code != exitUsage || !strings.Contains(all, "no regular file") {
		t.Errorf("a link: %d %s", code, all)
	}
}

// TestTheSchemaInJSON is one, and judges as the decoder does.
func TestTheSchemaInJSON(t *testing.T) {
	code, text := said(t, "config", "schema", "--format", "json")
	if code != exitClean {
		t.Fatal(text)
	}
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("stagedoor.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("stagedoor.json")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for text, right := range map[string]bool{
		`{}`: true,
		`{"//": "why", "exclude": ["x"], "environment": {"production": {"paths": ["live"]}}}`: true,
		`{"environment": {"production": [{"paths": ["live"]}, {"tier": "production"}]}}`:      true,
		`{"accept": {"no-backup": {"0123456789abcdef": {"reason": "x", "until": "2027-03-31"}}},
		  "ignores": {"at_most": "low", "reason": "x"}, "shared": {"x": {"reason": "y"}},
		  "rule": {"no-backup": {"off": true, "reason": "x"}}}`: true,
		`{"colour": "red"}`:  false,
		`{"exclude": "x"}`:   false,
		`{"exclude": [[1]]}`: false,
		`{"accept": {"no-backup": {"0123456789abcdef": {}}}}`:                        false,
		`{"rule": {"no-backup": {"severity": "bad", "reason": "x"}}}`:                false,
		`{"environment": {"production": {"paths": ["live"], "tier": "productive"}}}`: false,
		`{"ignores": {"at_most": "low"}}`:                                            false,
	} {
		var value any
		if err := json.Unmarshal([]byte(text), &value); err != nil {
			t.Fatal(text, err)
		}
		if err := schema.Validate(value); (err == nil) != right {
			t.Errorf("the schema says of %s: %v", text, err)
		}
		file := filepath.Join(dir, ".stagedoor.hcl.json")
		_ = os.WriteFile(file, []byte(text), 0o644)
		if code, all := said(t, "config", "verify", file); (code == exitClean) != right {
			t.Errorf("the decoder says of %s: %s", text, all)
		}
	}
}

// TestWhatIsAcceptedNeverReachesCodeScanning: an alert that is uploaded once stays
// open there, whatever its suppression says.
func TestWhatIsAcceptedNeverReachesCodeScanning(t *testing.T) {
	t.Setenv("CI", "")
	r := newRepository(t)
	r.lay(mainFiles)
	r.commit("main")
	results := func() (rules []string) {
		_, text := said(t, "scan", "--format", "sarif", r.dir)
		var log struct {
			Runs []struct {
				Results []struct {
					RuleID       string
					Suppressions []any
				}
			}
		}
		if err := json.Unmarshal([]byte(text), &log); err != nil || len(log.Runs) != 1 {
			t.Fatal(err, text)
		}
		for _, r := range log.Runs[0].Results {
			if len(r.Suppressions) > 0 {
				t.Errorf("%s is there, suppressed", r.RuleID)
			}
			rules = append(rules, r.RuleID)
		}
		return rules
	}
	all := results()
	if len(all) < 3 {
		t.Fatal(all)
	}
	mark := " # stagedoor:ignore exposed-credential the token of a test"
	r.lay(map[string]string{"scripts/domain.sh": strings.Replace(script, "ca0a1\n", "ca0a1"+mark+"\n", 1),
		".stagedoor.hcl": "rule \"shared-credential\" {\n  off = true\n  reason = \"so be it\"\n}\n"})
	some := strings.Join(results(), " ")
	if strings.Contains(some, "shared-credential") || strings.Contains(some, "exposed-credential") && strings.Count(some, "exposed-credential") >= strings.Count(strings.Join(all, " "), "exposed-credential") {
		t.Errorf("accepted ones are there: %s", some)
	}
	if code, text := said(t, "baseline", "write", r.dir); code != exitClean {
		t.Fatal(text)
	}
	if rest := results(); len(rest) != 0 {
		t.Errorf("with a baseline of all: %v", rest)
	}
}

// TestABaselineAcrossChanges: a file that moved keeps its acceptance; what people
// wrote stays; what nobody needs is told, also of a commit, where a file that git
// does not know is not there.
func TestABaselineAcrossChanges(t *testing.T) {
	t.Setenv("CI", "")
	t.Setenv("GITHUB_REF", "")
	r := newRepository(t)
	r.lay(mainFiles)
	r.lay(map[string]string{".gitignore": "local/\n",
		"local/.env.staging": "CACHE_URL=" + rotatedURL + "\n", "local/.env.production": "CACHE_URL=" + rotatedURL + "\n"})
	r.commit("main")
	do := func(verb string, want int) string {
		t.Helper()
		code, all := said(t, "baseline", verb, r.dir)
		if code != want {
			t.Errorf("%s: %d, want %d: %s", verb, code, want, all)
		}
		return all
	}
	do("write", exitClean)
	file := filepath.Join(r.dir, ".stagedoor-baseline.json")
	data, _ := os.ReadFile(file)
	if !bytes.Contains(data, []byte(`"tracked": false`)) || !bytes.Contains(data, []byte(`"tracked": true`)) {
		t.Errorf("tracked files are not told from others: %s", data)
	}
	data = bytes.Replace(data, []byte(`"title"`), []byte(`"reason": "to be split", "owner": "shop", "title"`), 1)
	if err := os.WriteFile(file, data, 0o644); err != nil {
		t.Fatal(err)
	}
	do("check", exitClean)
	r.git("mv", "scripts", "tools")
	r.commit("moved")
	do("check", exitClean)
	if code, s := r.scan(); code != exitClean || len(s.Findings) != 0 {
		t.Errorf("moved: %d %+v", code, s.Findings)
	}
	do("update", exitClean)
	data, _ = os.ReadFile(file)
	if !bytes.Contains(data, []byte(`"to be split"`)) || !bytes.Contains(data, []byte(`"tools/domain.sh"`)) {
		t.Errorf("update: %s", data)
	}
	r.commit("with a baseline")
	r.git("checkout", "-q", "-b", "topic")
	r.lay(map[string]string{"README.md": "another shop\n"})
	r.commit("topic")
	if code, s := r.scan("--diff-base", "main"); code != exitClean || len(s.Findings) != 0 {
		t.Errorf("a commit has no untracked files: %d %+v", code, s.Findings)
	}
	t.Setenv("CI", "true")
	if err := os.RemoveAll(filepath.Join(r.dir, "local")); err != nil {
		t.Fatal(err)
	}
	do("check", exitClean)
	t.Setenv("CI", "")
	if all := do("check", exitFindings); !strings.Contains(all, "local/") {
		t.Error(all)
	}
	if _, s := r.scan(); len(s.Findings) != 1 || s.Findings[0].Rule != "stale-ignore" {
		t.Errorf("an unused entry: %+v", s.Findings)
	}
	if _, s := (repository{t, filepath.Join(r.dir, "tools")}).scan(); len(s.Findings) != 0 {
		t.Errorf("a part of the repository says nothing of the rest: %+v", s.Findings)
	}
}
