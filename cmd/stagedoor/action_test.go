// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// An action is action.yml.
type action struct {
	Inputs map[string]struct{ Default string }
	Runs   struct{ Steps []step }
}

type step struct {
	ID, Name, If, Uses, Shell, Run string
	Env, With                      map[string]string
}

func readAction(t *testing.T) (action, string) {
	t.Helper()
	text, err := os.ReadFile("../../action.yml")
	if err != nil {
		t.Fatal(err)
	}
	var a action
	if err := yaml.Unmarshal(text, &a); err != nil {
		t.Fatal(err)
	}
	return a, string(text)
}

var templated = regexp.MustCompile(`\$\{\{\s*(.*?)\s*\}\}`)

// A job runs the action's steps as GitHub does, with a stub in the place of what
// other actions do.
type job struct {
	t        *testing.T
	action   action
	dir      string
	temp     string
	inputs   map[string]string
	github   map[string]string // contexts, by their names
	outputs  map[string]map[string]string
	uploaded []byte
	log      bytes.Buffer
}

// say is the value of an expression: alternatives of inputs, outputs and contexts,
// which is all that the action uses but for conditions.
func (j *job) say(expression string) string {
	for alternative := range strings.SplitSeq(expression, "||") {
		name := strings.TrimSpace(alternative)
		words := strings.Split(name, ".")
		v, known := j.github[name]
		switch {
		case words[0] == "inputs":
			var in struct{ Default string }
			if in, known = j.action.Inputs[words[1]]; known {
				v = in.Default
			}
			if given, ok := j.inputs[words[1]]; ok {
				v = given
			}
		case words[0] == "steps" && words[2] == "outputs":
			v, known = j.outputs[words[1]][words[3]], true
		}
		if !known {
			j.t.Fatalf("the test does not know the expression %q", name)
		}
		if v != "" {
			return v
		}
	}
	return ""
}

// holds is the value of a condition.
func (j *job) holds(condition string) bool {
	for part := range strings.SplitSeq(condition, "&&") {
		left, right, equal := strings.Cut(strings.TrimSpace(part), "==")
		if !equal {
			if left, right, equal = strings.Cut(strings.TrimSpace(part), "!="); !equal {
				if part = strings.TrimSpace(part); part != "" && part != "!cancelled()" {
					j.t.Fatalf("the test does not know the condition %q", part)
				}
				continue
			}
			right = "!" + strings.TrimSpace(right)
		}
		right, not := strings.CutPrefix(strings.TrimSpace(right), "!")
		if (j.say(strings.TrimSpace(left)) == strings.Trim(right, "'")) == not {
			return false
		}
	}
	return true
}

// run runs all steps and returns the exit code of the first that fails.
func (j *job) run() int {
	j.t.Helper()
	j.outputs, j.temp = map[string]map[string]string{}, j.t.TempDir()
	for _, s := range j.action.Runs.Steps {
		j.github["steps."+s.ID+".outcome"] = "success"
		condition := s.If
		if m := templated.FindStringSubmatch(condition); m != nil {
			condition = m[1]
		}
		switch {
		case !j.holds(condition):
		case strings.HasPrefix(s.Uses, "github/codeql-action/upload-sarif@"):
			file := j.say(templated.FindStringSubmatch(s.With["sarif_file"])[1])
			var err error
			if j.uploaded, err = os.ReadFile(file); err != nil {
				j.t.Error(err)
			}
		case s.Uses != "":
			j.t.Fatalf("the test does not do %s", s.Uses)
		default:
			if code := j.script(s); code != 0 {
				return code
			}
		}
	}
	return 0
}

func (j *job) script(s step) int {
	output := filepath.Join(j.temp, "output")
	cmd := exec.Command("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", s.Run)
	cmd.Dir = j.dir
	cmd.Env = append(os.Environ(), "RUNNER_TEMP="+j.temp, "GITHUB_OUTPUT="+output, "GITHUB_STEP_SUMMARY="+filepath.Join(j.temp, "summary"),
		"GITHUB_REF="+j.github["github.ref"])
	for name, value := range s.Env {
		cmd.Env = append(cmd.Env, name+"="+templated.ReplaceAllStringFunc(value, func(m string) string {
			expression := templated.FindStringSubmatch(m)[1]
			if strings.Contains(expression, "=") {
				return map[bool]string{true: "true", false: "false"}[j.holds(expression)]
			}
			return j.say(expression)
		}))
	}
	cmd.Stdout, cmd.Stderr = &j.log, &j.log
	_ = cmd.Run()
	text, _ := os.ReadFile(output)
	j.outputs[s.ID] = map[string]string{}
	for line := range strings.Lines(string(text)) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		j.outputs[s.ID][key] = value
	}
	return cmd.ProcessState.ExitCode()
}

// merged is a clone of the commit that GitHub makes of a pull request, with so
// many commits of depth.
func merged(t *testing.T, files map[string]string, depth string) string {
	r := newRepository(t)
	r.lay(mainFiles)
	r.commit("main")
	r.git("checkout", "-q", "-b", "topic")
	r.lay(files)
	r.commit("one")
	r.lay(map[string]string{"README.md": "another shop\n"})
	r.commit("two")
	r.git("checkout", "-q", "main")
	r.lay(map[string]string{"services/api/main.js": "console.log('goes on')\n"})
	r.commit("main goes on")
	r.git("checkout", "-q", "-b", "merge")
	r.git("merge", "-q", "--no-ff", "-m", "merge", "topic")
	clone := repository{t, t.TempDir()}
	clone.git("clone", "-q", "--depth", depth, "--branch", "merge", "file://"+r.dir, ".")
	return clone.dir
}

func TestTheActionIsGreenOrRed(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("needs bash")
	}
	a, _ := readAction(t)
	bin := filepath.Join(installed(t), "stagedoor")
	opens, harmless := map[string]string{".railway/railway.ts": program}, map[string]string{"docs/a.md": "words\n"}
	for _, c := range []struct {
		name   string
		files  map[string]string
		depth  string
		base   string
		inputs map[string]string
		code   int
		states string // of the results that are uploaded; "" for no upload
		says   string
		long   bool
	}{
		{"nothing new", harmless, "2", "main", nil, exitClean, "unchanged", "nothing is new or worse", true},
		{"a door", opens, "2", "main", nil, exitFindings, "new unchanged", "red for the findings", false},
		{"too shallow", opens, "1", "main", nil, exitPartial, "", "fetch-depth: 2", false},
		{"a push", opens, "1", "", nil, exitClean, "none", "gate: ", true},
		{"a push, and all is judged", harmless, "1", "", map[string]string{"gate": "all"}, exitFindings, "none", "gate: failed", true},
		{"no code scanning", opens, "2", "main", map[string]string{"advanced-security": "false"}, exitFindings, "", "::error file=.railway/railway.ts", true},
		{"some paths, and never red", opens, "2", "main", map[string]string{"fail-on": "never", "path": "scripts\n\n.railway\n"}, exitClean, "unchanged", "Looked at 2 files", true},
		{"a gate that there is not", harmless, "2", "main", map[string]string{"gate": "$(touch x)"}, exitUsage, "", "choose changes or all", true},
	} {
		if c.long && testing.Short() {
			continue
		}
		j := &job{t: t, action: a, dir: merged(t, c.files, c.depth), inputs: map[string]string{"program": bin}, github: map[string]string{
			"github.base_ref": c.base, "github.event.merge_group.base_sha": "", "github.ref": "refs/heads/main"}}
		if c.base != "" {
			j.github["github.ref"] = "refs/pull/7/merge"
		}
		for k, v := range c.inputs {
			j.inputs[k] = v
		}
		code := j.run()
		if states := j.states(); code != c.code || c.states != "" && states != c.states || c.code == exitPartial && states != "" || !strings.Contains(j.log.String(), c.says) {
			t.Errorf("%s: exit %d, uploaded %q: %s", c.name, code, states, j.log.String())
		}
		summary, _ := os.ReadFile(filepath.Join(j.temp, "summary"))
		if want := c.code == exitClean || c.code == exitFindings; want != bytes.HasPrefix(summary, []byte("## stagedoor")) {
			t.Errorf("%s: the summary is %q", c.name, summary)
		}
		if bytes.Contains(bytes.ToLower(j.log.Bytes()), []byte("canary")) || bytes.Contains(j.uploaded, []byte("canary")) {
			t.Errorf("%s: a canary came out", c.name)
		}
	}
}

// states are the kinds of results that were uploaded: with a base, all of them are,
// each with its state.
func (j *job) states() string {
	if j.uploaded == nil {
		return ""
	}
	var s struct {
		Runs []struct {
			Results []struct{ BaselineState string }
		}
	}
	if err := json.Unmarshal(j.uploaded, &s); err != nil {
		j.t.Fatal(err)
	}
	var all []string
	for _, r := range s.Runs[0].Results {
		if r.BaselineState == "" {
			r.BaselineState = "none"
		}
		all = append(all, r.BaselineState)
	}
	slices.Sort(all)
	return strings.Join(slices.Compact(all), " ")
}

// TestTheActionTakesNothingIntoItsScripts: and what it uses is a commit.
func TestTheActionTakesNothingIntoItsScripts(t *testing.T) {
	a, text := readAction(t)
	commit := regexp.MustCompile(`uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+\n`)
	if n := strings.Count(text, "uses: "); n == 0 || n != len(commit.FindAllString(text, -1)) {
		t.Error("what is used is not pinned to a commit, with its tag as a comment")
	}
	mod, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range a.Runs.Steps {
		if strings.Contains(s.Run, "${{") || s.Run != "" && s.Shell != "bash" {
			t.Errorf("step %q: %s", s.Name, s.Run)
		}
		if v := s.With["go-version"]; v != "" && !strings.Contains(string(mod), "\ngo "+v+".") {
			t.Errorf("the action installs Go %s, which is not go.mod's", v)
		}
		if last := i == len(a.Runs.Steps)-1; (s.Name == "gate") != last {
			t.Error("the gate is not last")
		}
	}
	for name, in := range a.Inputs {
		if in.Default == "" && name != "diff-base" && name != "program" {
			t.Errorf("%s has no default", name)
		}
	}
}

// TestTheActionFindsGo: the step that looks for one, and the command that builds.
func TestTheActionFindsGo(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("needs bash")
	}
	a, _ := readAction(t)
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	j := &job{t: t, action: a, dir: root, temp: t.TempDir(), outputs: map[string]map[string]string{}, github: map[string]string{}}
	t.Setenv("GITHUB_ACTION_PATH", root)
	if code := j.script(a.Runs.Steps[0]); code != 0 || j.outputs["go"]["found"] != "true" {
		t.Errorf("exit %d, %v: %s", code, j.outputs, j.log.String())
	}
}
