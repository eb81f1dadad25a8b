// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// TestTheTemplateForGitLab: its script, without the line that installs, in a real
// repository with GitLab's variables.
func TestTheTemplateForGitLab(t *testing.T) {
	if runtime.GOOS == "windows" || testing.Short() {
		t.Skip("runs a shell's script four times")
	}
	text, err := os.ReadFile("../../.gitlab/stagedoor.yml")
	if err != nil {
		t.Fatal(err)
	}
	var template struct {
		Stagedoor struct {
			Variables map[string]string
			Script    []string
			Artifacts struct{ Reports map[string]string }
		}
	}
	if err := yaml.Unmarshal(text, &template); err != nil {
		t.Fatal(err)
	}
	of := template.Stagedoor
	if len(of.Script) < 2 || !strings.Contains(of.Script[0], "go install") || of.Variables["GIT_DEPTH"] != "0" {
		t.Fatalf("%+v", of)
	}
	r := newRepository(t)
	r.lay(mainFiles)
	r.commit("main")
	r.git("checkout", "-q", "-b", "topic")
	r.lay(map[string]string{".railway/railway.ts": program})
	r.commit("topic")
	r.git("checkout", "-q", "main")
	r.lay(map[string]string{"envs/prod/main.tf": strings.Replace(stored, "= false", "= true", 1)})
	r.commit("main goes on, and gets worse")
	r.git("checkout", "-q", "-b", "other", "main~1")
	r.lay(map[string]string{"docs/a.md": "words\n"})
	r.commit("words")
	r.git("checkout", "-q", "-b", "merged")
	r.git("merge", "-q", "--no-ff", "-m", "merged", "main")
	bin := installed(t)
	for _, c := range []struct {
		name, head, base, target string
		code                     int
	}{
		{"a merge request that opens a door", "topic", "topic~1", "", exitFindings},
		{"one that does not", "other", "other~1", "", exitClean},
		{"one that does not, merged with a target that has got worse", "merged", "other~1", "main", exitClean},
		{"the default branch", "main", "", "", exitClean},
	} {
		r.git("checkout", "-q", c.head)
		cmd := exec.Command("sh", "-ec", strings.Join(of.Script[1:], "\n"))
		cmd.Dir = r.dir
		cmd.Env = append(os.Environ(), "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"), "GITHUB_REF=",
			"CI_MERGE_REQUEST_DIFF_BASE_SHA="+c.base, "CI_MERGE_REQUEST_TARGET_BRANCH_SHA="+c.target)
		for k, v := range of.Variables {
			cmd.Env = append(cmd.Env, k+"="+v)
		}
		out, _ := cmd.CombinedOutput()
		if code := cmd.ProcessState.ExitCode(); code != c.code {
			t.Errorf("%s: exit %d: %s", c.name, code, out)
		}
		for kind, file := range of.Artifacts.Reports {
			data, err := os.ReadFile(filepath.Join(r.dir, file))
			if err != nil || !json.Valid(data) {
				t.Errorf("%s: the report %s: %v", c.name, kind, err)
			}
			_ = os.Remove(filepath.Join(r.dir, file))
		}
	}
}
