// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestManual: every command has a page that man can set without a warning, made
// of what the command says of itself; on two days it is the same page.
func TestManual(t *testing.T) {
	t.Setenv("SOURCE_DATE_EPOCH", "1767225600") // 2026-01-01
	one, two := t.TempDir(), t.TempDir()
	for _, dir := range []string{one, two} {
		if code, _, stderr := stagedoor("manual", "--to", dir); code != exitClean {
			t.Fatal(stderr)
		}
	}
	commands := manualOf(command(nil, nil))
	entries, _ := os.ReadDir(one)
	if len(entries) != len(commands) || len(commands) < 15 {
		t.Fatalf("%d pages for %d commands", len(entries), len(commands))
	}
	for _, c := range commands {
		name := pageName(c) + ".1"
		page, _ := os.ReadFile(filepath.Join(one, name))
		again, _ := os.ReadFile(filepath.Join(two, name))
		if !bytes.Equal(page, again) || !bytes.Contains(page, []byte(` 1 "2026-01-01" `)) {
			t.Errorf("%s depends on the day, or has none", name)
		}
		for _, must := range []string{`.SH "NAME"`, `.SH "SYNOPSIS"`, `.SH "DESCRIPTION"`, `.SH "SEE ALSO"`} {
			if !bytes.Contains(page, []byte(must)) {
				t.Errorf("%s has no %s", name, must)
			}
		}
		typeset(t, name, page)
	}
	if _, err := os.Stat(filepath.Join(one, "stagedoor-manual.1")); err == nil {
		t.Error("a hidden command has a page")
	}
}

func typeset(t *testing.T, name string, page []byte) {
	groff, err := exec.LookPath("groff")
	if err != nil {
		t.Log("SKIPPED: no groff to set the pages with")
		return
	}
	cmd := exec.Command(groff, "-man", "-Kutf8", "-Tutf8", "-ww")
	cmd.Stdin = bytes.NewReader(page)
	var warnings bytes.Buffer
	cmd.Stderr = &warnings
	if out, err := cmd.Output(); err != nil || warnings.Len() > 0 || len(out) < 300 {
		t.Errorf("%s: %v %s", name, err, warnings.String())
	}
}

func TestManualOfOneCommand(t *testing.T) {
	code, page, _ := stagedoor("manual", "scan")
	for _, must := range []string{"STAGEDOOR\\-SCAN", `\fB\-\-fail\-on\fR \fISEVERITY\fR`, `.SH "EXIT STATUS"`, "(default high)", "RAILWAY_API_TOKEN", ".stagedoor.hcl", "stagedoor scan \\-\\-live railway,github ."} {
		if code != exitClean || !strings.Contains(strings.ReplaceAll(page, "STAGEDOOR-SCAN", "STAGEDOOR\\-SCAN"), must) {
			t.Errorf("the page of scan does not say %s", must)
		}
	}
	if code, _, stderr := stagedoor("manual", "no-such-command"); code != exitUsage || !strings.Contains(stderr, "--help") {
		t.Errorf("exit %d: %s", code, stderr)
	}
}

func TestRoffIsNeutralised(t *testing.T) {
	for in, want := range map[string]string{".stagedoor.hcl": `\&.stagedoor.hcl`, "'quoted'": `\&'quoted'`, `a\b-c`: `a\eb\-c`} {
		if got := roff(in); got != want {
			t.Errorf("%q became %q", in, got)
		}
	}
}

// TestEveryVariableIsInTheManual: what the program reads of its environment is
// told, and nothing else is.
func TestEveryVariableIsInTheManual(t *testing.T) {
	form := regexp.MustCompile(`(?:os\.(?:Getenv|LookupEnv)\(|configVariable = )"([A-Z_]+)"`)
	read := []string{"XDG_CACHE_HOME"} // by os.UserCacheDir
	_ = filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") {
			text, _ := os.ReadFile(path)
			for _, m := range form.FindAllStringSubmatch(string(text), -1) {
				read = append(read, m[1])
			}
		}
		return nil
	})
	var told []string
	for _, v := range variables {
		told = append(told, v.name)
		if !slices.Contains(read, v.name) {
			t.Errorf("the manual tells of %s, which nothing reads: take it out of manual.go", v.name)
		}
	}
	for _, name := range read {
		if !slices.Contains(told, name) {
			t.Errorf("%s is read and not told: add it to variables in manual.go", name)
		}
	}
}
