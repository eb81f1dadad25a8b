// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"
)

// The stories of hooks are testdata/hook/AGENT/STORY.txtar: a sentence, a small
// repository, a section `calls` with a ruling (ask, deny, nothing) and what the
// agent hands over a line, and last the answers.
func TestStoriesOfHooks(t *testing.T) {
	files, err := filepath.Glob("../../testdata/hook/*/*.txtar")
	if err != nil || len(files) < 4 {
		t.Fatal("no stories", err)
	}
	for _, f := range files {
		ar, err := txtar.ParseFile(f)
		if err != nil {
			t.Fatal(err)
		}
		agent := filepath.Base(filepath.Dir(f))
		name, _ := strings.CutSuffix(filepath.ToSlash(f), ".txtar")
		s := scenario{name: strings.TrimPrefix(name, "../../testdata/"), archive: ar}
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			dir := s.lay(t)
			var out bytes.Buffer
			for _, line := range strings.Split(strings.TrimSpace(section(ar, "calls")), "\n") {
				want, call, _ := strings.Cut(line, " ")
				got := hookAnswer(t, hookFlags{agent: agent, within: time.Minute}, strings.NewReader(strings.ReplaceAll(call, "$REPO", filepath.ToSlash(dir))))
				if d := decision(t, got); d != want {
					t.Errorf("%s: %s, want %s: %s", call, d, want, got)
				}
				if strings.Contains(strings.ToLower(got), "canary") || strings.Contains(got, dir) {
					t.Errorf("a value or path came out: %s", got)
				}
				fmt.Fprintf(&out, "> %s\n%s\n", call, got)
			}
			s.answers(t, out.Bytes())
		})
	}
}

func hookAnswer(t testing.TB, h hookFlags, in io.Reader) string {
	t.Helper()
	var out bytes.Buffer
	q := request{question: question{workers: 2}, home: t.TempDir(), getenv: func(string) (string, bool) { return "", false }}
	if err := h.answer(context.Background(), in, &out, q); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// decision reads an answer as the agents do, exactly. It fails on whatever would
// give leave, and on what an agent would take for a fault of the hook.
func decision(t testing.TB, answer string) string {
	t.Helper()
	if answer == "" || answer == "{}\n" {
		return "nothing"
	}
	var a struct {
		Output *struct {
			HookEventName, PermissionDecision, PermissionDecisionReason string
		} `json:"hookSpecificOutput"`
		Permission string
		User       string `json:"user_message"`
		Agent      string `json:"agent_message"`
	}
	d := json.NewDecoder(strings.NewReader(answer))
	d.DisallowUnknownFields()
	if err := d.Decode(&a); err != nil {
		t.Fatalf("%v: %q", err, answer)
	}
	got, reason := a.Permission, a.User
	if a.Output != nil {
		got, reason = a.Output.PermissionDecision, a.Output.PermissionDecisionReason
	}
	if got != "ask" && got != "deny" || len(reason) < 12 {
		t.Fatalf("neither a question nor a refusal: %q", answer)
	}
	return got
}

// TestHooksAreAskedWhenAnswersAreLate: a time limit of the agent's would let the
// call go on.
func TestHooksAreAskedWhenAnswersAreLate(t *testing.T) {
	r, w := io.Pipe()
	defer w.Close()
	for agent, want := range map[string]string{"claude": "ask", "cursor": "ask", "codex": "deny"} {
		if got := decision(t, hookAnswer(t, hookFlags{agent: agent, within: time.Millisecond}, r)); got != want {
			t.Errorf("%s: %s", agent, got)
		}
	}
}

// TestHooksOnRequest: --deny forbids, --strict asks about programs that nobody
// knows.
func TestHooksOnRequest(t *testing.T) {
	call := func(command string) io.Reader {
		return strings.NewReader(fmt.Sprintf(`{"hook_event_name":"PreToolUse","tool_name":"Bash","cwd":%q,"tool_input":{"command":%q}}`, t.TempDir(), command))
	}
	plain := hookFlags{agent: "claude", within: time.Minute}
	deny, strict := plain, plain
	deny.deny, strict.strict = true, true
	for _, c := range []struct {
		h             hookFlags
		command, want string
	}{
		{plain, "kubectl delete pvc data -n production", "ask"}, {deny, "kubectl delete pvc data -n production", "deny"}, {deny, "kubectl delete pvc data -n x", "ask"},
		{plain, "go test ./...", "nothing"}, {strict, "go test ./...", "ask"}, {strict, "ls", "nothing"},
		{plain, "python3 tool.py", "nothing"}, {plain, "python3 -m pytest", "nothing"}, {plain, "python3 -c 'import os'", "ask"}, {plain, "node -e 1", "ask"},
	} {
		if got := decision(t, hookAnswer(t, c.h, call(c.command))); got != c.want {
			t.Errorf("%s: %s, want %s", c.command, got, c.want)
		}
	}
}

func TestHooksBoundTheirInput(t *testing.T) {
	h := hookFlags{agent: "claude", within: time.Minute}
	for name, in := range map[string]string{
		"huge":    `{"hook_event_name":"PreToolUse","tool_name":"Bash","tool_input":{"command":"ls","x":"` + strings.Repeat("a", maxCall) + `"}}`,
		"deep":    `{"hook_event_name":"PreToolUse","tool_name":"Bash","tool_input":` + strings.Repeat("[", 1<<20),
		"bytes":   "{\"hook_event_name\":\"PreToolUse\",\"tool_name\":\"Bash\",\"tool_input\":{\"command\":\"ls \xff\"}}",
		"nothing": "", "long": `{"hook_event_name":"PreToolUse","tool_name":"Bash","tool_input":{"command":"` + strings.Repeat("$(x) ", 200000) + `"}}`,
	} {
		if got := decision(t, hookAnswer(t, h, strings.NewReader(in))); got != "ask" {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// FuzzHooksNeverAllow: whatever comes in, no format gives leave, and nothing that
// is said is longer than a prompt shows.
func FuzzHooksNeverAllow(f *testing.F) {
	dir := f.TempDir()
	for _, s := range []string{`{"hook_event_name":"PreToolUse","tool_name":"Bash","tool_input":{"command":"ls"}}`, `{"hook_event_name":"beforeShellExecution","command":"psql x"}`, `{"hook_event_name":"preToolUse","tool_name":"Shell","tool_input":{"command":["a"]}}`, `{`, ``, `{"permissionDecision":"allow"}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		for agent := range hookFormats {
			var out bytes.Buffer
			q := request{question: question{paths: []string{dir}, workers: 1}, home: dir, getenv: func(string) (string, bool) { return "", false }}
			if err := (hookFlags{agent: agent, within: 5 * time.Second}).answer(context.Background(), bytes.NewReader(in), &out, q); err != nil {
				t.Fatal(err)
			}
			decision(t, out.String())
			if _, err := parseObject(in); err != nil && decision(t, out.String()) == "nothing" {
				t.Fatalf("%s: no call, and no question: %q", agent, in)
			}
			if out.Len() > 8000 {
				t.Fatal("too long")
			}
		}
	})
}
