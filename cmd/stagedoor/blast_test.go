// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/stagedoor/stagedoor/graph/secret"
)

// The stories of blast are testdata/blast/SUBJECT/STORY.txtar: a sentence, a small
// repository (and home/, live and http/ sections as in scenarios), a section `ask`
// with what is asked and the exit code that it must have, and last the answers,
// which alone may be rewritten with -update. A line of `ask` is
//
//	1 command: psql "$URL" -c "drop table x"    shell text, as for --command
//	3 argv: aws rds describe-db-instances       words, as behind --
//	0 where: .env.staging                       a place or name
//	1 stdin: postgres://...                     a connection string
//	env URL=postgres://...                      of the process, for the lines below
//	in staging                                  --in, for the lines below
//	cwd sub                                     where it runs, for the lines below
const asked, answered = "ask", "answers.txt"

func blastStories(t testing.TB) []scenario {
	files, err := filepath.Glob("../../testdata/blast/*/*.txtar")
	if err != nil || len(files) == 0 {
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

func section(ar *txtar.Archive, name string) string {
	for _, f := range ar.Files {
		if f.Name == name {
			return string(f.Data)
		}
	}
	return ""
}

func TestStoriesOfBlast(t *testing.T) {
	for _, s := range blastStories(t) {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			if len(s.story) < 20 {
				t.Error("a story begins with a sentence")
			}
			dir := s.lay(t)
			var out bytes.Buffer
			for _, line := range strings.Split(strings.TrimSpace(section(s.archive, asked)), "\n") {
				out.WriteString(s.told(t, dir, line))
			}
			s.answers(t, out.Bytes())
		})
	}
}

// setting is what lines of `ask` set for those below.
type setting struct {
	env map[string]string
	in  string
	cwd string
}

// told asks one line and returns what is answered. The settings of the lines
// above it hold.
func (s scenario) told(t *testing.T, dir, line string) string {
	set := setting{env: map[string]string{}}
	for above := range strings.Lines(section(s.archive, asked)) {
		word, rest, _ := strings.Cut(strings.TrimSpace(above), " ")
		switch name, value, _ := strings.Cut(rest, "="); {
		case strings.TrimRight(above, "\n") == line:
			if word == "env" || word == "in" || word == "cwd" {
				return ""
			}
			return s.ask(t, dir, line, set)
		case word == "env":
			set.env[name] = value
		case word == "in":
			set.in = rest
		case word == "cwd":
			set.cwd = rest
		}
	}
	t.Fatal("no line ", line)
	return ""
}

func (s scenario) ask(t *testing.T, dir, line string, set setting) string {
	t.Helper()
	code, rest, _ := strings.Cut(line, " ")
	kind, text, ok := strings.Cut(rest, ": ")
	want, err := strconv.Atoi(code)
	if !ok || err != nil {
		t.Fatal("not understood: ", line)
	}
	q := request{question: question{paths: []string{dir}, workers: 2, live: s.live(t, dir)}, cwd: filepath.Join(dir, set.cwd), home: q0home(dir)}
	q.getenv = func(name string) (string, bool) { v, ok := set.env[name]; return v, ok }
	if err := q.take(kind, text, set.in); err != nil {
		t.Fatal(line, err)
	}
	got, err := before(context.Background(), q)
	if err != nil {
		t.Fatal(line, err)
	}
	if got.code != want {
		t.Errorf("%s\nexit %d: %s", line, got.code, got.says)
	}
	answer := got.text(styleOf(&bytes.Buffer{}))
	doc, err := got.json()
	if err != nil {
		t.Error(line, err)
	}
	for _, b := range [][]byte{answer, doc, []byte(got.reason())} {
		if bytes.Contains(bytes.ToLower(b), []byte("canary")) {
			t.Errorf("%s: a canary came out", line)
		}
		for name, value := range set.env {
			if len(value) >= secret.MinSearch && bytes.Contains(b, []byte(value)) {
				t.Errorf("%s: the value of %s came out", line, name)
			}
		}
	}
	return fmt.Sprintf("> %s\n%s\n", line, answer)
}

func q0home(dir string) string { return filepath.Join(filepath.Dir(dir), "home") }

// answers compares what is answered with the story's last section.
func (s scenario) answers(t *testing.T, got []byte) {
	t.Helper()
	got = append(bytes.TrimSpace(got), '\n')
	last := len(s.archive.Files) - 1
	if section(s.archive, answered) == string(got) {
		return
	}
	if !*update {
		t.Errorf("the answers differ; look at them and run with -update:\n%s", got)
		return
	}
	if s.archive.Files[last].Name == answered {
		s.archive.Files = s.archive.Files[:last]
	}
	s.archive.Files = append(s.archive.Files, txtar.File{Name: answered, Data: got})
	if err := os.WriteFile(filepath.Join("../../testdata", filepath.FromSlash(s.name)+".txtar"), txtar.Format(s.archive), 0o644); err != nil {
		t.Fatal(err)
	}
}
