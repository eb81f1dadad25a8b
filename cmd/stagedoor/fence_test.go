// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// The stories of fence are testdata/fence/SUBJECT/STORY.txtar: a sentence, a small
// repository, in a section `round` an agent and its settings a line, which must
// allow something that destroys and must not any more once what is printed is put
// into them, and last what is printed.
func fenceStories(t testing.TB) []scenario {
	files, err := filepath.Glob("../../testdata/fence/*/*.txtar")
	if err != nil || len(files) < 5 {
		t.Fatal("no stories", err)
	}
	var all []scenario
	for _, f := range files {
		ar, err := txtar.ParseFile(f)
		if err != nil {
			t.Fatal(err)
		}
		name, _ := strings.CutSuffix(filepath.ToSlash(f), ".txtar")
		all = append(all, scenario{name: strings.TrimPrefix(name, "../../testdata/"), story: strings.TrimSpace(string(ar.Comment)), archive: ar})
	}
	return all
}

func TestStoriesOfFences(t *testing.T) {
	for _, s := range fenceStories(t) {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			if len(s.story) < 20 {
				t.Error("a story begins with a sentence")
			}
			round := section(s.archive, "round")
			dir := s.lay(t)
			if _, err := os.Stat(filepath.Join(dir, "round")); err == nil {
				_ = os.Remove(filepath.Join(dir, "round"))
			}
			text := fenced(t, dir)
			if ok := strings.HasPrefix(filepath.Base(s.name), "ok-"); ok != strings.HasPrefix(text, "No rules follow") {
				t.Errorf("an innocent twin has no rules, and no other has none: %s", text)
			}
			for line := range strings.Lines(round) {
				agent, file, _ := strings.Cut(strings.TrimSpace(line), " ")
				s.round(t, dir, agent, file)
			}
			for _, a := range fenceAgents {
				content := fenced(t, dir, "--agent", a.key)
				if strings.HasSuffix(a.file, ".json") && !json.Valid([]byte(content)) {
					t.Errorf("%s: not JSON: %s", a.key, content)
				}
				if strings.Contains(content, "allow\"") || strings.Contains(content, "always_allow") {
					t.Errorf("%s: something is allowed: %s", a.key, content)
				}
				if !strings.HasPrefix(text, "No rules follow") && !strings.Contains(text, content) {
					t.Errorf("%s: --agent and the whole differ", a.key)
				}
			}
			var doc fenceJSON
			if err := json.Unmarshal([]byte(fenced(t, dir, "--format", "json")), &doc); err != nil || doc.SchemaVersion == "" || len(doc.Agents) != len(fenceAgents) || len(doc.Deny)+len(doc.Ask)+len(doc.Files) > 0 != !strings.HasPrefix(text, "No rules") {
				t.Errorf("the JSON form does not say the same: %v %+v", err, doc)
			}
			s.answers(t, []byte(text))
		})
	}
}

// fenced is what the command prints.
func fenced(t *testing.T, dir string, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	if code := run(context.Background(), append([]string{"fence", dir}, args...), &out, &errs); code != exitClean {
		t.Fatalf("exit %d: %s", code, errs.String())
	}
	if strings.Contains(strings.ToLower(out.String()+errs.String()), "canary") || strings.Contains(out.String(), dir) {
		t.Errorf("a value or path came out: %s", out.String())
	}
	return out.String()
}

// round puts what is printed into an agent's settings and looks whether the
// finding about them is gone.
func (s scenario) round(t *testing.T, dir, agent, file string) {
	t.Helper()
	if len(unaskedIn(t, dir, file)) == 0 {
		t.Fatalf("%s allows nothing that destroys: the story tells nothing", file)
	}
	content := fenced(t, dir, "--agent", agent)
	full := filepath.Join(dir, filepath.FromSlash(file))
	old, err := os.ReadFile(full)
	if err != nil {
		t.Fatal(err)
	}
	var was, add map[string]any
	if json.Unmarshal(old, &was) != nil || json.Unmarshal([]byte(content), &add) != nil {
		t.Fatal("not JSON: ", file)
	}
	together(was, add)
	data, err := json.MarshalIndent(was, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, data, 0o644); err != nil {
		t.Fatal(err)
	}
	if left := unaskedIn(t, dir, file); len(left) > 0 {
		t.Errorf("%s still allows %v:\n%s", file, left, data)
	}
	if err := os.WriteFile(full, old, 0o644); err != nil {
		t.Fatal(err)
	}
}

// together adds members of objects and entries of lists.
func together(was, add map[string]any) {
	for name, v := range add {
		old, both := was[name]
		switch v := v.(type) {
		case map[string]any:
			if m, ok := old.(map[string]any); both && ok {
				together(m, v)
				continue
			}
			was[name] = v
		case []any:
			list, _ := old.([]any)
			was[name] = append(slices.Clone(list), v...)
		default:
			was[name] = v
		}
	}
}

// unaskedIn are the titles of findings about what an agent's file allows.
func unaskedIn(t *testing.T, dir, file string) (titles []string) {
	t.Helper()
	var out, errs bytes.Buffer
	run(context.Background(), []string{"scan", "--format", "json", "--rules", "unconfirmed-destruction", dir}, &out, &errs)
	var report struct {
		Findings []struct {
			Rule, Title string
			Locations   []struct{ File string }
		}
	}
	if err := json.Unmarshal(out.Bytes(), &report); err != nil {
		t.Fatal(err, errs.String())
	}
	for _, f := range report.Findings {
		for _, l := range f.Locations {
			if f.Rule == "unconfirmed-destruction" && l.File == file {
				titles = append(titles, f.Title)
			}
		}
	}
	return titles
}

func TestFenceSaysWhatItCannot(t *testing.T) {
	for _, args := range [][]string{{"fence", "--agent", "nobody"}, {"fence", "--format", "yaml"}, {"fence", "a", "b"}, {"blast", "--print-settings"}, {"blast", "--print-settings", "--hook", "nobody"}} {
		var out, errs bytes.Buffer
		if code := run(context.Background(), args, &out, &errs); code != exitUsage || out.Len() > 0 || errs.Len() == 0 {
			t.Errorf("%v: exit %d, %s%s", args, code, out.String(), errs.String())
		}
	}
}

// TestPrintedSettingsInstallTheHook: what is printed names the command that
// answers that agent.
func TestPrintedSettingsInstallTheHook(t *testing.T) {
	for agent := range hookFormats {
		var out, errs bytes.Buffer
		if code := run(context.Background(), []string{"blast", "--hook", agent, "--deny", "--print-settings"}, &out, &errs); code != exitClean {
			t.Fatal(agent, errs.String())
		}
		if want := fmt.Sprintf("%q", "stagedoor blast --hook "+agent+" --deny"); !json.Valid(out.Bytes()) || !strings.Contains(out.String(), want) {
			t.Errorf("%s: %s", agent, out.String())
		}
		if !strings.Contains(errs.String(), hookSettings[agent].file) {
			t.Errorf("%s: where it belongs is not said: %s", agent, errs.String())
		}
	}
}
