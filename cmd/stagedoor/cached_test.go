// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/reporters"
	"github.com/stagedoor/stagedoor/rules"
)

// TestACachedGraphIsTheGraph: for every scenario the findings of every rule and the
// blast radius of every thing are the same, written down and read again.
func TestACachedGraphIsTheGraph(t *testing.T) {
	for i, s := range scenarios(t) {
		if testing.Short() && i%8 != 0 {
			continue
		}
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			dir := s.lay(t)
			a, err := ask(context.Background(), question{paths: []string{dir}, workers: 2, live: s.live(t, dir)})
			if err != nil {
				t.Fatal(err)
			}
			data, err := a.graph.AppendBinary(nil)
			if err != nil {
				t.Fatal(err)
			}
			g, err := graph.ParseBinary(data)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := strings.Join(g.Dump(), "\n"), strings.Join(a.graph.Dump(), "\n"); got != want {
				t.Errorf("read\n%s\nwritten\n%s", got, want)
			}
			if reached(g) != reached(a.graph) {
				t.Error("another blast radius")
			}
			if got, want := found(t, a, g), found(t, a, a.graph); got != want {
				t.Errorf("found\n%s\nand not\n%s", got, want)
			}
		})
	}
}

func reached(g *graph.Graph) string {
	var b strings.Builder
	for n := range g.All() {
		for m, p := range g.Reach(n) {
			fmt.Fprintln(&b, n.Public(), m.Public(), p.Power, p.Opened, p.Lost(), p.Basis())
			for _, l := range p.Steps {
				fmt.Fprintln(&b, " ", l.From.Public(), l.Verb, l.To.Public(), l.Why)
			}
		}
	}
	return b.String()
}

func found(t *testing.T, a *answer, g *graph.Graph) string {
	t.Helper()
	r, _ := reporters.Find("json")
	out, _, err := reporters.Render(r, reporters.Report{Findings: rules.Check(g, rules.All()), Gaps: g.Gaps()}, a.lastDoor())
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// TestNoValueIsInTheCache, of any scenario or story, in any encoding; and not for
// want of entries.
func TestNoValueIsInTheCache(t *testing.T) {
	kept, all := 0, append(scenarios(t), blastStories(t)...)
	if testing.Short() {
		all = all[len(all)-40:]
	}
	for _, s := range all {
		dir, folder := s.lay(t), filepath.Join(t.TempDir(), "graphs")
		q := question{paths: []string{dir}, workers: 2, cache: folder}
		if _, err := askCached(context.Background(), q); err != nil {
			t.Fatal(err)
		}
		a, err := ask(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		door := a.vault.Search()
		entries, _ := filepath.Glob(filepath.Join(folder, "*.graph"))
		kept += len(entries)
		for _, e := range entries {
			data, err := os.ReadFile(e)
			if err != nil {
				t.Fatal(err)
			}
			if len(door.Hits(string(data))) > 0 || bytes.Contains(bytes.ToLower(data), []byte("canary")) || bytes.Contains(data, []byte(base64.StdEncoding.EncodeToString([]byte("canary"))[:7])) {
				t.Errorf("%s: a value is in the cache", s.name)
			}
			if bytes.Contains(data, []byte(dir)) {
				t.Errorf("%s: a path of this machine is in the cache", s.name)
			}
		}
	}
	if kept*10 < len(all)*9 {
		t.Errorf("of %d trees %d are kept", len(all), kept)
	}
	t.Logf("%d of %d are kept", kept, len(all))
}

// shop is a repository in git whose staging has a database, and what asks for it.
func shop(t testing.TB) (dir string, q request) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "shop")
	for name, text := range map[string]string{
		".env.staging":     "DATABASE_URL=postgres://app:canary-a1b2c3@db.staging.acme-shop.io/shop\n",
		"main.tf":          "resource \"aws_db_instance\" \"this\" {\n  identifier = \"shop-staging\"\n  engine = \"postgres\"\n}\n",
		"src/main.go":      "package main\n",
		"src/words.go":     "package main\n",
		".gitignore":       "/ignored\n",
		".stagedoor.hcl":   "environment \"staging\" {\n  paths = [\"main.tf\"]\n}\n",
		"ignored/.env":     "X=1\n",
		".env.production":  "DATABASE_URL=postgres://app:canary-d4e5f6@db.acme-shop.io/shop\n",
		"scripts/reset.sh": "#!/bin/sh\npsql \"$DATABASE_URL\" -c 'drop table x'\n",
	} {
		putFile(t, filepath.Join(dir, name), text)
	}
	inGit(t, dir, "init", "-q", "--template=")
	inGit(t, dir, "add", "-A")
	q = request{question: question{paths: []string{dir}, workers: 2, cache: filepath.Join(t.TempDir(), "graphs")}, cwd: dir, home: t.TempDir()}
	q.getenv = func(string) (string, bool) { return "", false }
	q.command = "source .env.staging && psql \"$DATABASE_URL\" -c 'drop table x'"
	return dir, q
}

func putFile(t testing.TB, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func inGit(t testing.TB, dir string, args ...string) {
	t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Skipf("needs a real git: %v %s", err, out)
	}
}

// TestTheCacheSeesEveryChange: after each the answer is what one without a cache
// is, and the next one comes from the cache again. Where warm is set, the change
// is none to the graph.
func TestTheCacheSeesEveryChange(t *testing.T) {
	for name, c := range map[string]struct {
		change func(t *testing.T, dir string)
		warm   bool
	}{
		"nothing": {func(*testing.T, string) {}, true},
		"a file touched": {func(t *testing.T, dir string) {
			if err := os.Chtimes(filepath.Join(dir, "src/main.go"), time.Now(), time.Now()); err != nil {
				t.Fatal(err)
			}
		}, true},
		"a file written again": {func(t *testing.T, dir string) { putFile(t, filepath.Join(dir, "src/main.go"), "package main\n") }, true},
		"another database, of the same length, and the time set back": {func(t *testing.T, dir string) {
			file := filepath.Join(dir, ".env.staging")
			info, err := os.Stat(file)
			if err != nil {
				t.Fatal(err)
			}
			putFile(t, file, "DATABASE_URL=postgres://app:canary-a1b2c3@db.otherer.acme-shop.io/shop\n")
			if err := os.Chtimes(file, info.ModTime(), info.ModTime()); err != nil {
				t.Fatal(err)
			}
		}, false},
		"a file more": {func(t *testing.T, dir string) {
			putFile(t, filepath.Join(dir, "deploy/.env.production"), "DATABASE_URL=postgres://app:canary-x9@db.staging.acme-shop.io/shop\n")
		}, false},
		"a file less": {func(t *testing.T, dir string) { _ = os.Remove(filepath.Join(dir, ".env.production")) }, false},
		"a file that said nothing says something": {func(t *testing.T, dir string) {
			putFile(t, filepath.Join(dir, "src/main.go"), "package main\n\nconst url = \"postgres://app:canary-q7w8@db.staging.acme-shop.io/shop\"\n")
		}, false},
		"a link in the place of a file": {func(t *testing.T, dir string) {
			_ = os.Rename(filepath.Join(dir, ".env.production"), filepath.Join(dir, "..", "moved"))
			if os.Symlink("../moved", filepath.Join(dir, ".env.production")) != nil {
				t.Skip("no links here")
			}
		}, false},
		"git knows a file": {func(t *testing.T, dir string) { inGit(t, dir, "add", "-f", "ignored/.env") }, false},
		"git forgets one":  {func(t *testing.T, dir string) { inGit(t, dir, "rm", "-q", "--cached", ".env.production") }, false},
		"another ignore":   {func(t *testing.T, dir string) { putFile(t, filepath.Join(dir, ".gitignore"), "/ignored\n/src\n") }, false},
		"another configuration": {func(t *testing.T, dir string) {
			putFile(t, filepath.Join(dir, ".stagedoor.hcl"), "environment \"production\" {\n  paths = [\".env.staging\"]\n}\n")
		}, false},
		"a configuration that leaves itself out": {func(t *testing.T, dir string) {
			putFile(t, filepath.Join(dir, ".stagedoor.hcl"), "exclude = [\".stagedoor.hcl\", \".env.production\"]\n")
		}, false},
		"no configuration": {func(t *testing.T, dir string) { _ = os.Remove(filepath.Join(dir, ".stagedoor.hcl")) }, false},
		"what gitleaks is told": {func(t *testing.T, dir string) {
			putFile(t, filepath.Join(dir, ".gitleaks.toml"), "[[rules]]\nid = \"own\"\nregex = \"shop\"\n")
		}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir, q := shop(t)
			sameWarm(t, q, q.cache)
			if !say(t, q).warm {
				t.Fatal("nothing is kept")
			}
			c.change(t, dir)
			if got := say(t, q); got.warm != c.warm {
				t.Errorf("warm is %v: %s", got.warm, got.text)
			}
			if !sameWarm(t, q, q.cache) {
				t.Error("nothing is kept after the change")
			}
		})
	}
}

// TestWhatIsNotKept: what files alone do not say, or what is not the whole of a tree.
func TestWhatIsNotKept(t *testing.T) {
	dir, q := shop(t)
	config := filepath.Join(t.TempDir(), "own.hcl")
	putFile(t, config, "environment \"production\" {\n  paths = [\".env.staging\"]\n}\n")
	other, _ := shop(t)
	for name, change := range map[string]func(*request){
		"a configuration that is named": func(q *request) { q.config.file = config },
		"a part of a tree":              func(q *request) { q.paths = []string{filepath.Join(dir, "src")} },
		"a file":                        func(q *request) { q.paths = []string{filepath.Join(dir, "main.tf")} },
		"two trees":                     func(q *request) { q.paths = append(q.paths, other) },
		"a name for the repository":     func(q *request) { q.repo = "acme/shop" },
		"a cache in the tree itself":    func(q *request) { q.cache = filepath.Join(dir, ".cache", "graphs") },
	} {
		q := q
		q.cache = filepath.Join(t.TempDir(), "graphs")
		change(&q)
		if sameWarm(t, q, q.cache) {
			t.Errorf("%s: is answered from the cache", name)
		}
		if _, err := os.Stat(q.cache); err == nil {
			t.Errorf("%s: something is kept", name)
		}
	}
	broken := filepath.Join(dir, "closed")
	if err := os.Mkdir(broken, 0); err != nil {
		t.Fatal(err)
	}
	if sameWarm(t, q, q.cache) && os.Geteuid() > 0 {
		t.Error("a tree that cannot be read whole is kept")
	}
}

// TestFlagsOfTheCache: --no-cache, STAGEDOOR_CACHE=off and CI keep nothing.
func TestFlagsOfTheCache(t *testing.T) {
	dir, _ := shop(t)
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("XDG_CACHE_HOME", filepath.Join(home, "cache"))
	t.Setenv("LocalAppData", filepath.Join(home, "cache"))
	t.Setenv("CI", "")
	t.Setenv(cacheVariable, "")
	folder := cacheFlag{}.folder()
	for _, c := range []struct {
		name, variable, value string
		args                  []string
		kept                  bool
	}{
		{"the flag", "CI", "", []string{"--no-cache"}, false},
		{"the variable", cacheVariable, "off", nil, false},
		{"CI", "CI", "true", nil, false},
		{"nothing", "CI", "", nil, true},
	} {
		t.Setenv(c.variable, c.value)
		stagedoor(append([]string{"blast", "DATABASE_URL", "--path", dir}, c.args...)...)
		t.Setenv(c.variable, "")
		if entries, _ := filepath.Glob(filepath.Join(folder, "*.graph")); (len(entries) > 0) != c.kept {
			t.Errorf("%s: kept are %v", c.name, entries)
		}
	}
}

// TestAForeignEntryIsNotBelieved: of another repository under this one's name, or
// of another program.
func TestAForeignEntryIsNotBelieved(t *testing.T) {
	dir, q := shop(t)
	other, o := shop(t)
	putFile(t, filepath.Join(other, ".env.staging"), "DATABASE_URL=postgres://app:canary-a1b2c3@db.otherer.acme-shop.io/shop\n")
	say(t, q)
	say(t, o)
	mine, _ := filepath.Glob(filepath.Join(q.cache, "*.graph"))
	theirs, _ := filepath.Glob(filepath.Join(o.cache, "*.graph"))
	if len(mine) != 1 || len(theirs) != 1 || filepath.Base(mine[0]) == filepath.Base(theirs[0]) {
		t.Fatal(mine, theirs)
	}
	data, err := os.ReadFile(theirs[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(mine[0], data, 0o600); err != nil {
		t.Fatal(err)
	}
	if say(t, q).warm {
		t.Error("another repository's graph is believed")
	}
	defer func(was string) { version = was }(version)
	version = "0.0.0-other"
	if say(t, q).warm {
		t.Error("another program's graph is believed")
	}
	_ = dir
}
