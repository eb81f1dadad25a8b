// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestABaselineFromTheCommandLine: written, it silences what was there and nothing
// that comes; another secret in an old place is a finding again.
func TestABaselineFromTheCommandLine(t *testing.T) {
	t.Setenv("CI", "")
	r := newRepository(t)
	r.lay(mainFiles)
	r.commit("main")
	baseline := func(verb string) (int, string) {
		var out, errs bytes.Buffer
		code := run(t.Context(), []string{"baseline", verb, r.dir}, &out, &errs)
		return code, out.String() + errs.String()
	}
	rulesOf := func(s scanned) string {
		var all []string
		for _, f := range s.Findings {
			all = append(all, f.Rule)
		}
		return strings.Join(all, " ")
	}
	code, before := r.scan()
	if code != exitFindings || len(before.Findings) < 3 {
		t.Fatal(code, rulesOf(before))
	}
	if code, said := baseline("check"); code != exitUsage || !strings.Contains(said, "baseline write") {
		t.Errorf("check of none: %d %s", code, said)
	}
	if code, said := baseline("write"); code != exitClean {
		t.Fatalf("write: %d %s", code, said)
	}
	data, err := os.ReadFile(filepath.Join(r.dir, ".stagedoor-baseline.json"))
	if err != nil || bytes.Contains(bytes.ToLower(data), []byte("canary")) || !bytes.Contains(data, []byte(`"tag"`)) {
		t.Errorf("%v %s", err, data)
	}
	if code, after := r.scan(); code != exitClean || len(after.Findings) != 0 {
		t.Errorf("with it: %d %s", code, rulesOf(after))
	}
	if code, all := r.scan("--no-ignores"); code != exitFindings || len(all.Findings) != len(before.Findings) {
		t.Errorf("without: %d %s", code, rulesOf(all))
	}
	if code, said := baseline("write"); code != exitUsage || !strings.Contains(said, "update") {
		t.Errorf("write again: %d %s", code, said)
	}
	r.lay(map[string]string{".env.staging": "DATABASE_URL=" + rotatedURL + "\n", ".env.production": "DATABASE_URL=" + rotatedURL + "\n"})
	if code, after := r.scan(); code != exitFindings || !strings.Contains(rulesOf(after), "shared-credential") {
		t.Errorf("another secret in the same place: %d %s", code, rulesOf(after))
	}
	r.lay(mainFiles)
	r.lay(map[string]string{"scripts/domain.sh": "#!/bin/sh\nrailway domain \"$1\"\n"})
	if code, said := baseline("check"); code != exitFindings || !strings.Contains(said, "covers nothing") {
		t.Errorf("check: %d %s", code, said)
	}
	if code, said := baseline("prune"); code != exitClean {
		t.Errorf("prune: %d %s", code, said)
	}
	if code, said := baseline("check"); code != exitClean {
		t.Errorf("check: %d %s", code, said)
	}
	r.lay(map[string]string{".railway/railway.ts": program, "scripts/domain.sh": script})
	if code, _ := r.scan(); code != exitFindings {
		t.Error("what comes is not silenced")
	}
	if code, said := baseline("update"); code != exitClean {
		t.Errorf("update: %d %s", code, said)
	}
	if code, after := r.scan(); code != exitClean {
		t.Errorf("after update: %d %s", code, rulesOf(after))
	}
}

// TestAMarkInAFile: with a reason it counts until its day.
func TestAMarkInAFile(t *testing.T) {
	r := newRepository(t)
	line := "export RAILWAY_API_TOKEN=0cafe000-ca0a-41c0-8a00-5ca0a00ca0a1"
	of := func(mark, today string) string {
		r.lay(map[string]string{"add.sh": "#!/bin/sh\n" + line + mark + "\nrailway domain x\n"})
		r.git("add", "-A")
		_, s := r.scan("--today", today)
		var all []string
		for _, f := range s.Findings {
			all = append(all, f.Rule)
		}
		return strings.Join(all, " ")
	}
	mark := " # stagedoor:ignore exposed-credential,overreaching-credential until 2026-12-31 rotated every night"
	for _, c := range []struct{ mark, today, want string }{
		{"", "2026-11-26", "overreaching-credential exposed-credential"},
		{mark, "2026-11-26", ""},
		{mark, "2027-01-01", "overreaching-credential exposed-credential stale-ignore"},
		{" # stagedoor:ignore exposed-credential", "2026-11-26", "overreaching-credential exposed-credential stale-ignore"},
	} {
		if got := of(c.mark, c.today); got != c.want {
			t.Errorf("%q on %s: %q, want %q", c.mark, c.today, got, c.want)
		}
	}
}

// TestTheOwnersWords: of a store, of a name of the owner's own, of what is shared
// on purpose, of a rule.
func TestTheOwnersWords(t *testing.T) {
	store := "resource \"aws_db_instance\" \"orders\" {\n  identifier = \"orders\"\n  deletion_protection = false\n  backup_retention_period = 14\n  delete_automated_backups = false\n}\n"
	for _, c := range []struct {
		says, folder, config, want string
	}{
		{"nothing", "envs/staging", "", "low deletion-protection-off"},
		{"the store is production's", "envs/staging", `environment "production" { stores = ["orders"] }`, "medium deletion-protection-off"},
		{"blue is production", "envs/blue", "environment \"blue\" {\n  tier = \"production\"\n  paths = [\"envs/blue\"]\n}", "medium deletion-protection-off"},
		{"blue is a test", "envs/blue", "environment \"blue\" {\n  tier = \"test\"\n  paths = [\"envs/blue\"]\n}", "low deletion-protection-off"},
		{"the rule is off", "envs/prod", "rule \"deletion-protection-off\" {\n  off = true\n  reason = \"a policy of the organisation\"\n}", ""},
		{"the rule is high", "envs/prod", "rule \"deletion-protection-off\" {\n  severity = \"high\"\n  reason = \"it happened\"\n}", "high deletion-protection-off"},
		{"shared, and is not", "envs/staging", `shared "orders" { reason = "both read it" }`, "low stale-ignore; low deletion-protection-off"},
	} {
		r := newRepository(t)
		r.lay(map[string]string{c.folder + "/main.tf": store, ".stagedoor.hcl": c.config + "\n"})
		r.git("add", "-A")
		_, s := r.scan()
		var all []string
		for _, f := range s.Findings {
			all = append(all, f.Severity+" "+f.Rule)
		}
		if got := strings.Join(all, "; "); got != c.want {
			t.Errorf("%s: %q, want %q", c.says, got, c.want)
		}
	}
	r := newRepository(t)
	r.lay(map[string]string{".env.staging": "DATABASE_URL=" + sharedURL + "\n", ".env.production": "DATABASE_URL=" + rotatedURL + "\n",
		".stagedoor.hcl": "shared \"*shop*\" { reason = \"both read it\" }\n"})
	r.git("add", "-A")
	if _, s := r.scan("--rules", "spanning-data-store"); len(s.Findings) != 0 {
		t.Errorf("shared on purpose: %+v", s.Findings)
	}
}

// TestAFirstConfiguration: written once, and one that is verified.
func TestAFirstConfiguration(t *testing.T) {
	r := newRepository(t)
	r.lay(map[string]string{"deploy/shop-prod-app.env": "DATABASE_URL=" + sharedURL + "\n", "deploy/shop-stage-app.env": "DATABASE_URL=" + ownURL + "\n"})
	r.git("add", "-A")
	do := func(args ...string) (int, string) {
		var out, errs bytes.Buffer
		code := run(t.Context(), append([]string{"config"}, args...), &out, &errs)
		return code, out.String() + errs.String()
	}
	if code, said := do("init", r.dir); code != exitClean {
		t.Fatalf("%d %s", code, said)
	}
	file := filepath.Join(r.dir, ".stagedoor.hcl")
	if code, said := do("verify", file); code != exitClean {
		t.Errorf("%d %s", code, said)
	}
	if code, _ := do("init", r.dir); code != exitUsage {
		t.Error("a second one is written over the first")
	}
	r.lay(map[string]string{".stagedoor.hcl": "\nrule \"x\" {\n"})
	if code, said := do("verify", file); code != exitUsage || !strings.Contains(said, ".stagedoor.hcl:2,") {
		t.Errorf("%d %s", code, said)
	}
}
