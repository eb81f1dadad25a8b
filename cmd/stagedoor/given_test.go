// SPDX-License-Identifier: Apache-2.0

package main

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const oneURL = "DATABASE_URL=postgres://app:canary-9f8e7d6c5b@db.acme-shop.io:5432/app\n"

// rulesFound are the rules with findings, and the files of the first of each.
func rulesFound(t *testing.T, stdin string, args ...string) (found []string, code int, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	root := command(&out, &errs)
	root.SetIn(strings.NewReader(stdin))
	root.SetArgs(append([]string{"scan", "--format", "json"}, args...))
	err := root.ExecuteContext(context.Background())
	if e, ok := err.(exit); ok {
		code, stderr = e.code, e.message
	} else if err != nil {
		t.Fatal(err)
	}
	if out.Len() == 0 {
		return nil, code, stderr
	}
	var report scanned
	if err := json.Unmarshal(out.Bytes(), &report); err != nil {
		t.Fatal(err)
	}
	for _, f := range report.Findings {
		found = append(found, f.Rule+" "+f.Locations[0].File)
	}
	slices.Sort(found)
	return slices.Compact(found), code, stderr
}

// TestFilesOfOneListAreReadTogether: two files of one repository share a value; a
// third that is not in the list says nothing.
func TestFilesOfOneListAreReadTogether(t *testing.T) {
	r := newRepository(t)
	r.lay(map[string]string{
		"a/.env.staging": oneURL, "b/.env.production": oneURL, "c/.env.test": oneURL,
		".stagedoor.hcl": "exclude = [\"c\"]\n",
	})
	r.git("add", "-A")
	at := func(p string) string { return filepath.Join(r.dir, p) }
	found, code, _ := rulesFound(t, "", at("a/.env.staging"), at("b/.env.production"))
	if code != exitFindings || !slices.Contains(found, "shared-credential a/.env.staging") {
		t.Errorf("%d: %q", code, found)
	}
	if found, code, _ := rulesFound(t, "", at("a/.env.staging"), at("c/.env.test")); code != exitClean || slices.ContainsFunc(found, func(f string) bool { return strings.Contains(f, "c/") }) {
		t.Errorf("%d: %q", code, found)
	}
	if _, code, says := rulesFound(t, "", at("a/.env.staging"), at("gone")); code != exitPartial || !strings.Contains(says, "gone does not exist") {
		t.Errorf("%d: %s", code, says)
	}
	// Outside of a repository the folder above both is the root.
	plain := t.TempDir()
	other := repository{t, plain}
	other.lay(map[string]string{"x/staging/.env": oneURL, "x/production/.env": oneURL})
	found, _, _ = rulesFound(t, "", filepath.Join(plain, "x/staging/.env"), filepath.Join(plain, "x/production/.env"))
	if !slices.Contains(found, "shared-credential staging/.env") {
		t.Errorf("%q", found)
	}
}

// TestStandardInputIsAFile of the name that it is given, and by that of an
// environment; the repository's own word counts.
func TestStandardInputIsAFile(t *testing.T) {
	r := newRepository(t)
	t.Chdir(r.dir)
	live := "STRIPE_SECRET_KEY=sk_live_canary51HG8vKJb2eZvKYlo2C9canary\n"
	if found, code, _ := rulesFound(t, live, "--stdin-name", ".env.staging", "-"); code != exitFindings || !slices.Contains(found, "live-key-outside-production .env.staging") {
		t.Errorf("%d: %q", code, found)
	}
	if found, code, _ := rulesFound(t, live, "-"); code != exitClean || len(found) > 1 {
		t.Errorf("%d: %q", code, found)
	}
	r.lay(map[string]string{".stagedoor.hcl": "environment \"production\" { paths = [\".env.staging\"] }\n"})
	if found, code, says := rulesFound(t, live, "--stdin-name", ".env.staging", "-"); code != exitClean {
		t.Errorf("%d: %q %s", code, found, says)
	}
	for _, args := range [][]string{{"-", "."}, {"-", "--staged"}, {"-", "--skip-git-ignored"}, {"-", "--archives", "1"}, {"--stdin-name", "/", "-"}} {
		if _, code, says := rulesFound(t, live, args...); code != exitUsage || says == "" {
			t.Errorf("%q: %d %s", args, code, says)
		}
	}
	if _, code, says := rulesFound(t, strings.Repeat("x", 16<<20+1), "-"); code != exitPartial || !strings.Contains(says, "16 MiB") {
		t.Errorf("%d: %s", code, says)
	}
}

// TestWhatGitIgnoresIsLeftOutWhenAsked, and only then; a tracked file that a
// pattern matches is not ignored.
func TestWhatGitIgnoresIsLeftOutWhenAsked(t *testing.T) {
	r := newRepository(t)
	r.lay(map[string]string{".env.staging": oneURL, "build/.env.production": oneURL, ".gitignore": "build/\n.env*\n"})
	r.git("add", "-f", ".env.staging", ".gitignore")
	if found, _, _ := rulesFound(t, "", r.dir); !slices.Contains(found, "shared-credential .env.staging") {
		t.Errorf("%q", found)
	}
	if found, code, _ := rulesFound(t, "", "--skip-git-ignored", r.dir); code != exitClean || slices.Contains(found, "shared-credential .env.staging") || !slices.Contains(found, "exposed-credential .env.staging") {
		t.Errorf("%d: %q", code, found)
	}
	if _, code, says := rulesFound(t, "", "--skip-git-ignored", t.TempDir()); code != exitUsage || !strings.Contains(says, "is in no git repository") {
		t.Errorf("%d: %s", code, says)
	}
}

// TestArchivesAreReadWhenAsked: what lies in one is a file like others, and where
// none is opened the report says so.
func TestArchivesAreReadWhenAsked(t *testing.T) {
	dir := t.TempDir()
	var packed bytes.Buffer
	z := zip.NewWriter(&packed)
	for _, name := range []string{"dist/.env.staging", "dist/.env.production"} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = w.Write([]byte(oneURL))
	}
	_ = z.Close()
	if err := os.WriteFile(filepath.Join(dir, "app.zip"), packed.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if found, code, _ := rulesFound(t, "", "--archives", "1", dir); code != exitFindings || !slices.Contains(found, "shared-credential app.zip!/dist/.env.staging") {
		t.Errorf("%d: %q", code, found)
	}
	var out bytes.Buffer
	if code := run(context.Background(), []string{"scan", dir}, &out, io.Discard); code != exitClean || !strings.Contains(strings.Join(strings.Fields(out.String()), " "), "archives and compressed files, which --archives 1 opens") {
		t.Errorf("%d: %s", code, out.String())
	}
	for _, git := range [][]string{{"--staged"}, {"--diff-base", "main"}} { // whose objects are not opened
		if code := run(context.Background(), append([]string{"scan", "--archives", "1", dir}, git...), io.Discard, io.Discard); code != exitUsage {
			t.Errorf("%q: %d", git, code)
		}
	}
	if _, code, says := rulesFound(t, "", "--archives", "9", dir); code != exitUsage || says == "" {
		t.Errorf("%d: %s", code, says)
	}
}

// TestSubmodulesAndSparseCheckouts: what a submodule tracks is tracked, and what is
// not checked out is said to be missing.
func TestSubmodulesAndSparseCheckouts(t *testing.T) {
	library, r := newRepository(t), newRepository(t)
	library.lay(map[string]string{"conf/keys.txt": "key = sk_live_canary51HG8vKJb2eZvKYlo2C9canary\n"})
	library.commit("a library")
	r.lay(map[string]string{"a/.env.staging": oneURL, "b/readme": "b\n"})
	r.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", library.dir, "sub")
	r.commit("with a submodule")
	found, _, _ := rulesFound(t, "", r.dir)
	if !slices.Contains(found, "exposed-credential sub/conf/keys.txt") {
		t.Errorf("%q", found)
	}
	if found, _, _ := rulesFound(t, "", filepath.Join(r.dir, "sub")); !slices.Contains(found, "exposed-credential conf/keys.txt") {
		t.Errorf("the submodule alone: %q", found)
	}
	r.git("sparse-checkout", "set", "b")
	var out bytes.Buffer
	if code := run(context.Background(), []string{"scan", r.dir}, &out, io.Discard); code == exitUsage || !strings.Contains(strings.Join(strings.Fields(out.String()), " "), "a sparse checkout leaves out (1)") {
		t.Errorf("%d: %s", code, out.String())
	}
}
