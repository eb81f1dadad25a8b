// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// hooked is a repository with one of our hooks as git's own.
type hooked struct {
	repository
	path string
}

func newHooked(t *testing.T) hooked {
	if runtime.GOOS == "windows" {
		t.Skip("needs a POSIX shell")
	}
	data, err := os.ReadFile("../../.pre-commit-hooks.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var hooks []struct {
		ID, Entry, Language string
		PassFilenames       *bool `yaml:"pass_filenames"`
		AlwaysRun           bool  `yaml:"always_run"`
		RequireSerial       bool  `yaml:"require_serial"`
		Name, Description   string
	}
	if err := yaml.Unmarshal(data, &hooks); err != nil {
		t.Fatal(err)
	}
	if len(hooks) != 2 || hooks[0].Language != "golang" || hooks[1].Language != "system" {
		t.Fatalf("%+v", hooks)
	}
	for _, h := range hooks {
		if h.Entry != hooks[0].Entry || h.PassFilenames == nil || *h.PassFilenames || !h.AlwaysRun || !h.RequireSerial {
			t.Errorf("%+v", h)
		}
	}
	h := hooked{newRepository(t), installed(t)}
	hook := filepath.Join(h.dir, ".git", "hooks", "pre-commit")
	if err := os.MkdirAll(filepath.Dir(hook), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(hook, []byte("#!/bin/sh\nexec "+hooks[0].Entry+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	return h
}

// try commits as a developer does and returns what the hook said.
func (h hooked) try(args ...string) (bool, string) {
	h.t.Helper()
	cmd := exec.Command("git", append([]string{"-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false", "commit", "-q", "-m", "x"}, args...)...)
	cmd.Dir = h.dir
	cmd.Env = append(os.Environ(), "PATH="+h.path+string(os.PathListSeparator)+os.Getenv("PATH"))
	out, err := cmd.CombinedOutput()
	if bytes.Contains(bytes.ToLower(out), []byte("canary")) {
		h.t.Error("a canary came out")
	}
	return err == nil, string(out)
}

// TestTheHookBeforeACommit: a commit is refused for what it makes worse, and for
// nothing else.
func TestTheHookBeforeACommit(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the program nine times")
	}
	h := newHooked(t)
	h.lay(map[string]string{".env.staging": mainFiles[".env.staging"], ".env.production": mainFiles[".env.production"], "scripts/domain.sh": script, "README.md": "a shop\n"})
	h.git("add", "-A")
	if ok, out := h.try(); ok || !strings.Contains(out, "spanning-data-store") && !strings.Contains(out, "production-blast-path") {
		t.Errorf("the first commit of a repository: %v: %s", ok, out)
	}
	if ok, out := h.try("--no-verify"); !ok {
		t.Fatal(out)
	}
	steps := []struct {
		name   string
		files  map[string]string
		unless bool // not staged
		args   []string
		ok     bool
	}{
		{name: "the old finding is left alone", files: map[string]string{"README.md": "a larger shop\n"}, ok: true},
		{name: "beside the old finding", files: map[string]string{".env.staging": mainFiles[".env.staging"] + "PORT=8080\n"}, ok: true},
		{name: "the other half, not staged", files: map[string]string{".railway/railway.ts": program}, unless: true, args: []string{"--allow-empty"}, ok: true},
		{name: "the other half", files: map[string]string{".railway/railway.ts": program}},
		{name: "the other half, by name", files: map[string]string{".railway/railway.ts": program}, args: []string{".railway/railway.ts"}},
		{name: "it is taken back", files: map[string]string{".railway/railway.ts": "// nothing\n"}, ok: true},
		{name: "by commit -a", files: map[string]string{".railway/railway.ts": program}, unless: true, args: []string{"-a"}},
	}
	for _, s := range steps {
		h.lay(s.files)
		if !s.unless {
			h.git("add", "-A")
		}
		if ok, out := h.try(s.args...); ok != s.ok {
			t.Errorf("%s: committed %v: %s", s.name, ok, out)
		}
	}
}

// TestAnAcceptanceIsCommittedWithWhatItAccepts: the hook is the developer's own;
// the pull request takes its base's word.
func TestAnAcceptanceIsCommittedWithWhatItAccepts(t *testing.T) {
	h := newHooked(t)
	h.lay(map[string]string{"README.md": "a shop\n"})
	h.git("add", "-A")
	if ok, out := h.try(); !ok {
		t.Fatal(out)
	}
	h.lay(map[string]string{".env.staging": mainFiles[".env.staging"], ".env.production": mainFiles[".env.production"]})
	h.git("add", "-A")
	if ok, out := h.try(); ok {
		t.Fatal(out)
	}
	h.lay(map[string]string{".stagedoor.hcl": "exclude = [\".env.*\"]\n"})
	if ok, out := h.try(); ok {
		t.Errorf("a configuration that is not staged counts: %s", out)
	}
	h.git("add", "-A")
	if ok, out := h.try(); !ok {
		t.Error(out)
	}
}

// TestStagedIsQuickWhereNothingIsRead: what lies in folders that are never walked,
// or is left out, is no reason to read anything.
func TestStagedIsQuickWhereNothingIsRead(t *testing.T) {
	r := newRepository(t)
	r.lay(mainFiles)
	r.lay(map[string]string{".stagedoor.hcl": "exclude = [\"docs\"]\naccept \"no-backup\" \"0123456789abcdef\" { reason = \"a test\" }\n"})
	r.commit("main")
	files := func() int {
		var out, errs bytes.Buffer
		if code := run(t.Context(), []string{"scan", "--staged", "--format", "json", r.dir}, &out, &errs); code != exitClean {
			t.Fatal(code, errs.String())
		}
		var report struct{ Summary struct{ Files int } }
		if err := json.Unmarshal(out.Bytes(), &report); err != nil {
			t.Fatal(err)
		}
		return report.Summary.Files
	}
	if n := files(); n != 0 {
		t.Errorf("nothing is staged, and %d files are read", n)
	}
	r.lay(map[string]string{"vendor/a/a.tf": stored, "docs/a.tf": stored})
	r.git("add", "-A")
	if n := files(); n != 0 {
		t.Errorf("nothing that is read is staged, and %d files are", n)
	}
	r.lay(map[string]string{"README.md": "another\n"})
	r.git("add", "-A")
	if n := files(); n != len(mainFiles)+1 {
		t.Errorf("%d files are read", n)
	}
}

func TestStagedOutsideGit(t *testing.T) {
	var out, errs bytes.Buffer
	if code := run(t.Context(), []string{"scan", "--staged", t.TempDir()}, &out, &errs); code != exitPartial || !strings.Contains(errs.String(), "leave out --staged") {
		t.Errorf("exit %d: %s", code, errs.String())
	}
}
