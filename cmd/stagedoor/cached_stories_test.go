// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/stagedoor/stagedoor/graph/environment"
	"github.com/stagedoor/stagedoor/reporters"
)

// A toldAs is all that an answer can be told as.
type toldAs struct {
	text, json, reason string
	code               int
	warm               bool
}

func say(t testing.TB, q request) toldAs {
	t.Helper()
	c, err := before(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := c.json()
	if err != nil {
		t.Fatal(err)
	}
	return toldAs{string(c.text(reporters.Style{})), string(doc), c.reason(), c.code, c.answer.entry != nil}
}

// sameWarm asks without a cache, with one that is empty, and with one that is filled.
func sameWarm(t testing.TB, q request, cache string) (warm bool) {
	t.Helper()
	q.cache = ""
	want := say(t, q)
	q.cache = cache
	for range 2 {
		got := say(t, q)
		if warm = got.warm; warm {
			got.warm = false
		}
		if got != want {
			t.Errorf("warm is %v, and is answered\n%s\n%s\nand not\n%s\n%s", warm, got.text, got.json, want.text, want.json)
		}
	}
	return warm
}

// TestStoriesAreToldTheSameFromTheCache: every story of blast and of hooks, text,
// JSON, reason and exit code.
func TestStoriesAreToldTheSameFromTheCache(t *testing.T) {
	var asked, warm atomic.Int64
	t.Run("blast", func(t *testing.T) {
		for _, s := range blastStories(t) {
			t.Run(s.name, func(t *testing.T) {
				t.Parallel()
				dir, cache := s.lay(t), filepath.Join(t.TempDir(), "graphs")
				set := setting{env: map[string]string{}}
				for line := range strings.Lines(section(s.archive, "ask")) {
					word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
					switch name, value, _ := strings.Cut(rest, "="); word {
					case "env":
						set.env[name] = value
					case "in":
						set.in = rest
					case "cwd":
						set.cwd = rest
					default:
						kind, text, _ := strings.Cut(rest, ": ")
						q := request{question: question{paths: []string{dir}, workers: 2, live: s.live(t, dir)}, cwd: filepath.Join(dir, set.cwd), home: q0home(dir)}
						q.getenv = func(name string) (string, bool) { v, ok := set.env[name]; return v, ok }
						if err := q.take(kind, text, set.in); err != nil {
							t.Fatal(err)
						}
						was := sameWarm(t, q, cache)
						if q.live.any() && was {
							t.Error("an API's answer is kept")
						}
						if !q.live.any() {
							asked.Add(1)
							if was {
								warm.Add(1)
							} else {
								t.Log("is answered cold: ", line)
							}
						}
					}
				}
			})
		}
	})
	if n, of := warm.Load(), asked.Load(); n*10 < of*7 {
		t.Errorf("%s of %s are answered from the cache", strconv.Itoa(int(n)), strconv.Itoa(int(of)))
	} else {
		t.Log(n, "of", of)
	}
}

func TestStoriesOfHooksAreToldTheSameFromTheCache(t *testing.T) {
	files, err := filepath.Glob("../../testdata/hook/*/*.txtar")
	if err != nil || len(files) < 4 {
		t.Fatal("no stories", err)
	}
	for _, f := range files {
		ar, err := txtar.ParseFile(f)
		if err != nil {
			t.Fatal(err)
		}
		name, _ := strings.CutSuffix(filepath.ToSlash(f), ".txtar")
		s := scenario{name: strings.TrimPrefix(name, "../../testdata/"), archive: ar}
		h := hookFlags{agent: filepath.Base(filepath.Dir(f)), within: time.Minute}
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			dir, cache := s.lay(t), filepath.Join(t.TempDir(), "graphs")
			for _, line := range strings.Split(strings.TrimSpace(section(ar, "calls")), "\n") {
				_, call, _ := strings.Cut(line, " ")
				call = strings.ReplaceAll(call, "$REPO", filepath.ToSlash(dir))
				var first string
				for i, cache := range []string{"", cache, cache} {
					var out bytes.Buffer
					q := request{question: question{workers: 2, cache: cache}, home: t.TempDir(), getenv: func(string) (string, bool) { return "", false }}
					if err := h.answer(context.Background(), strings.NewReader(call), &out, q); err != nil {
						t.Fatal(err)
					}
					if i == 0 {
						first = out.String()
					} else if out.String() != first {
						t.Errorf("%s\nis answered %sand not %s", call, out.String(), first)
					}
				}
			}
		})
	}
}

// TestEnvironmentsAreToldTheSameFromTheCache, which has nothing in it but the graph.
func TestEnvironmentsAreToldTheSameFromTheCache(t *testing.T) {
	for i, s := range scenarios(t) {
		if testing.Short() && i%8 != 0 {
			continue
		}
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			q := question{paths: []string{s.lay(t)}, workers: 2}
			var told []string
			for _, cache := range []string{"", filepath.Join(t.TempDir(), "graphs"), "again"} {
				if cache != "again" {
					q.cache = cache
				}
				a, err := askCached(context.Background(), q)
				if err != nil {
					t.Fatal(err)
				}
				var out strings.Builder
				environmentsText(&out, environment.Files(a.graph), reporters.Style{})
				safe, _ := reporters.Pass([]byte(out.String()), a.lastDoor())
				if told = append(told, string(safe)); told[0] != string(safe) {
					t.Errorf("told are\n%s\nand not\n%s", safe, told[0])
				}
			}
		})
	}
}
