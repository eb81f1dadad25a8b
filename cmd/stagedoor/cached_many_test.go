// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// TestAThousandShareACache: from a cache that is empty, goroutines and processes,
// each gets the one answer.
func TestAThousandShareACache(t *testing.T) {
	dir, q := shop(t)
	many := 1000
	if testing.Short() {
		many = 100
	}
	uncached := q
	uncached.cache = ""
	want := say(t, uncached)
	var read atomic.Int64
	var running sync.WaitGroup
	for range many {
		running.Go(func() {
			got := say(t, q)
			if !got.warm {
				read.Add(1)
			}
			got.warm = false
			if got != want {
				t.Errorf("answered %d %s\n%s\n%s\nand not %d %s\n%s\n%s", got.code, got.text, got.json, got.reason, want.code, want.text, want.json, want.reason)
			}
		})
	}
	running.Wait()
	t.Logf("%d of %d read the tree", read.Load(), many)
	own, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	home := t.TempDir()
	for range 12 {
		running.Go(func() {
			cmd := exec.Command(own, "blast", "--command", q.command, "--cwd", dir, "--path", dir)
			cmd.Env = append(os.Environ(), asMain+"=1", "CI=", "STAGEDOOR_CACHE=", "HOME="+home, "XDG_CACHE_HOME="+home, "LocalAppData="+home)
			out, _ := cmd.Output()
			if got := strings.TrimSpace(string(out)); got != strings.TrimSpace(want.text) {
				t.Errorf("a process answered %q", got)
			}
		})
	}
	running.Wait()
	if entries, _ := filepath.Glob(filepath.Join(home, "stagedoor", "graphs", "*.graph")); len(entries) != 1 {
		t.Error(entries)
	}
}

// TestTheTreeChangesWhileManyAsk: what anybody is told was so, before or after.
func TestTheTreeChangesWhileManyAsk(t *testing.T) {
	dir, q := shop(t)
	q.command, q.where = "", ".env.staging" // which the graph alone answers
	uncached := q
	uncached.cache = ""
	file := filepath.Join(dir, ".env.staging")
	staging, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	production := bytes.Replace(staging, []byte("db.staging.acme"), []byte("db.acme"), 1)
	put := func(data []byte) {
		fresh := filepath.Join(t.TempDir(), "fresh")
		if os.WriteFile(fresh, data, 0o644) != nil || os.Rename(fresh, file) != nil {
			t.Error("is not written")
		}
	}
	answers := map[string]bool{}
	for _, data := range [][]byte{production, staging} {
		put(data)
		answers[say(t, uncached).text] = true
	}
	if len(answers) != 2 {
		t.Fatal("both are answered the same")
	}
	stop := make(chan struct{})
	var asking, changing sync.WaitGroup
	changing.Go(func() {
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
				put([][]byte{staging, production}[i%2])
			}
		}
	})
	for range 4 {
		asking.Go(func() {
			for range 25 {
				if got := say(t, q); !answers[got.text] {
					t.Errorf("answered %s", got.text)
				}
			}
		})
	}
	asking.Wait()
	close(stop)
	changing.Wait()
	for _, data := range [][]byte{production, staging, production} {
		put(data)
		if !sameWarm(t, q, q.cache) {
			t.Error("nothing is kept")
		}
	}
}

// TestASecretThatComesInFromOutside is masked as by one who has read the tree,
// whether it is typed, in the environment, in a file that the line loads, or spelled
// in other letters.
func TestASecretThatComesInFromOutside(t *testing.T) {
	dir, q := shop(t)
	putFile(t, filepath.Join(dir, ".env"), "API_TOKEN=canary-quiet-harbour\nNAME_OF_DB=ordinary-database-name\n")
	for name, command := range map[string]string{
		"typed":        "aws rds delete-db-instance --db-instance-identifier canary-quiet-harbour",
		"in pieces":    `aws rds delete-db-instance --db-instance-identifier can"ary-quiet"-harbour`,
		"environment":  `aws rds delete-db-instance --db-instance-identifier "$FROM_OUTSIDE"`,
		"loaded":       `source .env && aws rds delete-db-instance --db-instance-identifier "$API_TOKEN"`,
		"as a profile": "aws rds delete-db-instance --db-instance-identifier shop-staging --profile canary-quiet-harbour",
		"as a server":  "psql postgres://app@CANARY-QUIET-HARBOUR/shop -c 'drop table x'",
		"as a folder":  "terraform -chdir=canary-quiet-harbour destroy",
		"a script":     "make -C canary-quiet-harbour canary-quiet-harbour",
	} {
		q := q
		q.command = command
		q.getenv = func(name string) (string, bool) { return "canary-quiet-harbour", name == "FROM_OUTSIDE" }
		sameWarm(t, q, q.cache)
		if got := say(t, q); strings.Contains(strings.ToLower(got.text+got.json+got.reason), "canary") {
			t.Errorf("%s: came out: %s", name, got.text)
		}
	}
	q.command, q.where = "", "canary-quiet-harbour"
	sameWarm(t, q, q.cache)
}

// TestNobodyVouchesWithoutTheKey: where a file of the key changes between the look
// at the tree and the answer, or an entry has the digests of another, the tree is
// read.
func TestNobodyVouchesWithoutTheKey(t *testing.T) {
	dir, q := shop(t)
	say(t, q)
	a, err := askCached(t.Context(), q.question)
	if err != nil || a.entry == nil {
		t.Fatal("nothing is kept", err)
	}
	if a.unprinted("an-ordinary-identifier") || !a.unprinted("canary-a1b2c3") {
		t.Error("the traces are not those of the tree")
	}
	putFile(t, filepath.Join(dir, ".env.staging"), "DATABASE_URL=postgres://app:canary-z9y8x7@db.staging.acme-shop.io/shop\n")
	a.seals = nil
	if !a.unprinted("an-ordinary-identifier") || !a.seals.broken {
		t.Error("a word is vouched for under another key")
	}
}

// BenchmarkBlastWarm is the answer about a tree of 5,000 files out of the cache.
func BenchmarkBlastWarm(b *testing.B) {
	dir := filepath.Join(b.TempDir(), "repo")
	generate(b, dir, 5000)
	inGit(b, dir, "init", "-q", "--template=")
	inGit(b, dir, "add", "-A")
	q := request{question: question{paths: []string{dir}, cache: filepath.Join(b.TempDir(), "graphs")}, cwd: dir, home: b.TempDir(), command: "railway volume delete --volume pgdata"}
	q.getenv = func(string) (string, bool) { return "", false }
	say(b, q)
	for b.Loop() {
		if !say(b, q).warm {
			b.Fatal("the tree is read")
		}
	}
}
