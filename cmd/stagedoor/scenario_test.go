// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/stagedoor/stagedoor/reporters"
	"github.com/stagedoor/stagedoor/rules"
	"github.com/stagedoor/stagedoor/scanners"
	"github.com/stagedoor/stagedoor/scanners/providers"
	"github.com/stagedoor/stagedoor/scanners/providers/recorded"
)

var update = flag.Bool("update", false, "rewrite the rendered report at the end of each scenario")

// A scenario is testdata/RULE/STORY.txtar: a sentence of story, a small
// repository, marks `# want RULE` (or `// want RULE`) on the lines where a
// finding must be, and last the rendered report. The marks are judgement; only
// the rendering may be rewritten, with -update. What the scenario's .gitignore
// names is not tracked; everything else is. Files below commits/N/ are what the Nth
// commit of a history writes, which is read then as well; an empty one is removed.
type scenario struct {
	name, rule, story string
	archive           *txtar.Archive
	want              []string // "file:line rule"
}

const rendered = "report.txt"

// liveSection says which providers are asked, with what in the environment; what
// they answer stands in sections http/HOST/PATH (package recorded):
//
//	railway              as --live takes it
//	RAILWAY_API_TOKEN=canary-...
//	today 2026-11-26
//	remote https://github.com/acme/shop.git
//	probe scripts/add-domain.sh:5
//	incomplete railway   what the run is to call incomplete
//	nowhere no-backup    a finding that stands in no file
const liveSection = "live"

// live is the question to providers that the scenario asks.
func (s scenario) live(t *testing.T, dir string) (q liveQuestion) {
	answers := &recorded.Answers{}
	env := map[string]string{}
	q.getenv, q.transport, q.home = func(name string) string { return env[name] }, answers, filepath.Join(filepath.Dir(dir), "home")
	q.sleep = func(context.Context, time.Duration) error { return nil }
	for _, f := range s.archive.Files {
		answers.Add(f.Name, f.Data)
		if f.Name != liveSection {
			continue
		}
		for line := range strings.Lines(string(f.Data)) {
			line = strings.TrimSpace(line)
			word, rest, _ := strings.Cut(line, " ")
			name, value, assigns := strings.Cut(line, "=")
			var err error
			switch {
			case line == "" || word == "incomplete" || word == "nowhere":
			case word == "today":
				q.now, err = time.Parse(time.DateOnly, rest)
			case word == "remote":
				cmd := exec.Command("git", "config", "remote.origin.url", rest)
				cmd.Dir = dir
				err = cmd.Run()
			case word == "probe":
				q.probes = append(q.probes, rest)
			case word == "values":
				q.values = true
			case assigns && !strings.Contains(name, ":"):
				env[name] = value
			default:
				var asked []providers.Asked
				asked, err = parseLive([]string{line})
				q.asked = append(q.asked, asked...)
			}
			if err != nil {
				t.Fatal(line, err)
			}
		}
	}
	return q
}

// complete compares which providers' answers were incomplete.
func (s scenario) complete(t *testing.T, a *answer) {
	var want []string
	for _, f := range s.archive.Files {
		for line := range strings.Lines(string(f.Data)) {
			if name, ok := strings.CutPrefix(strings.TrimSpace(line), "incomplete "); ok && f.Name == liveSection {
				want = append(want, name)
			}
		}
	}
	if !slices.Equal(want, a.incomplete) {
		t.Errorf("incomplete: %v, want %v", a.incomplete, want)
	}
}

var mark = regexp.MustCompile(`\s*(?:#|//|--|<!--)\s*want ([a-z-]+(?:,\s*[a-z-]+)*)\s*(?:-->)?$`)

func scenarios(t testing.TB) []scenario {
	files, err := filepath.Glob("../../testdata/*/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no scenarios", err)
	}
	var all []scenario
	for _, f := range files {
		ar, err := txtar.ParseFile(f)
		if err != nil {
			t.Fatal(err)
		}
		s := scenario{rule: filepath.Base(filepath.Dir(f)), archive: ar, story: strings.TrimSpace(string(ar.Comment))}
		s.name = s.rule + "/" + strings.TrimSuffix(filepath.Base(f), ".txtar")
		for _, file := range ar.Files {
			for i, line := range strings.Split(string(file.Data), "\n") {
				if m := mark.FindStringSubmatch(line); m != nil && file.Name != rendered {
					for rule := range strings.SplitSeq(m[1], ",") {
						_, name := ofCommit(file.Name)
						s.want = append(s.want, fmt.Sprintf("%s:%d %s", name, i+1, strings.TrimSpace(rule)))
					}
				}
			}
		}
		s.want = append(s.want, nowhere(ar)...)
		slices.Sort(s.want)
		all = append(all, s)
	}
	return all
}

// nowhere lists the findings that are wanted of what no file mentions.
func nowhere(ar *txtar.Archive) (want []string) {
	for _, file := range ar.Files {
		for line := range strings.Lines(string(file.Data)) {
			if rule, ok := strings.CutPrefix(strings.TrimSpace(line), "nowhere "); ok && file.Name == liveSection {
				want = append(want, ":0 "+rule)
			}
		}
	}
	return want
}

// lay writes the scenario's files, without their marks, and lets a real git
// track them.
func (s scenario) lay(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	dir := filepath.Join(root, "repo")
	if err := os.MkdirAll(filepath.Join(root, "home"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, f := range s.archive.Files {
		if n, _ := ofCommit(f.Name); f.Name == rendered || f.Name == liveSection || strings.HasPrefix(f.Name, "http/") || n != "" {
			continue
		}
		lines := unmarked(f.Data)
		full := filepath.Join(dir, filepath.FromSlash(f.Name))
		if strings.HasPrefix(f.Name, "home/") { // of the user, beside the repository
			full = filepath.Join(root, filepath.FromSlash(f.Name))
			for i := range lines {
				lines[i] = strings.ReplaceAll(lines[i], "$REPO", dir)
			}
		}
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(strings.Join(lines, "\n")), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	commits := s.commits(t, dir)
	for _, args := range slices.Concat([][]string{{"init", "-q", "--template="}}, commits, [][]string{{"add", "-A"}}) {
		cmd := exec.Command("git", args...)
		cmd.Dir, cmd.Env = dir, append(os.Environ(), "GIT_COMMITTER_DATE=2026-01-01T00:00:00Z")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Skipf("needs a real git: %v %s", err, out)
		}
	}
	return dir
}

func TestScenarios(t *testing.T) {
	for _, s := range scenarios(t) {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			if len(s.story) < 20 {
				t.Error("a scenario begins with a sentence of story")
			}
			dir := s.lay(t)
			a, err := ask(context.Background(), question{paths: []string{dir}, workers: 2, live: s.live(t, dir), history: s.past()})
			if err != nil {
				t.Fatal(err)
			}
			rep, err := gate(scanFlags{failOn: "high", basis: "named"})
			if err != nil {
				t.Fatal(err)
			}
			fill(&rep, a, []string{"."})
			s.complete(t, a)
			s.judge(t, rep.Findings)
			text := s.pass(t, a, rep)
			s.sameEverywhere(t, dir)
			s.compare(t, text)
		})
	}
}

// judge compares findings from medium up with the marks, both ways.
func (s scenario) judge(t *testing.T, found []rules.Finding) {
	var got []string
	for _, f := range found {
		if f.Severity >= rules.Medium {
			got = append(got, fmt.Sprintf("%s:%d %s", f.First().File, f.First().Line, f.Rule))
		}
	}
	slices.Sort(got)
	if strings.HasPrefix(filepath.Base(s.name), "ok-") && len(s.want) > 0 {
		t.Error("an ok- scenario wants nothing")
	}
	for _, w := range s.want {
		if !slices.Contains(got, w) {
			t.Errorf("missing: %s", w)
		}
	}
	for _, g := range got {
		if !slices.Contains(s.want, g) {
			t.Errorf("surplus: %s", g)
		}
	}
}

// pass sends the scenario through every reporter; no canary comes out of any.
func (s scenario) pass(t *testing.T, a *answer, rep reporters.Report) (text []byte) {
	for _, g := range rep.Gaps {
		if strings.HasPrefix(g.Why, scanners.BrokeOff) {
			t.Errorf("%s: %s", g.At.File, g.Why)
		}
	}
	search := a.lastDoor()
	for _, r := range reporters.All() {
		out, withheld, err := reporters.Render(r, rep, search)
		if err != nil || withheld > 0 {
			t.Errorf("%s: %v, %d withheld", r.Name, err, withheld)
		}
		if i := bytes.Index(bytes.ToLower(out), []byte("canary")); i >= 0 {
			t.Errorf("%s: a canary came out: ...%q", r.Name, out[max(0, i-60):min(len(out), i+30)])
		}
		if r.Name == "text" {
			text = out
		}
	}
	return text
}

// sameEverywhere: two runs, shuffled scanners, one and eight workers give the
// same bytes in every format.
func (s scenario) sameEverywhere(t *testing.T, dir string) {
	if testing.Short() && len(s.name)%8 != 0 {
		return // a sample of the scenarios
	}
	var first map[string][]byte
	for i, workers := range []int{1, 8, 2} {
		random := rand.New(rand.NewPCG(uint64(i), 7))
		a, err := ask(context.Background(), question{paths: []string{dir}, workers: workers, live: s.live(t, dir), history: s.past(), shuffle: func(all []scanners.Scanner) {
			random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		}})
		if err != nil {
			t.Fatal(err)
		}
		rep, _ := gate(scanFlags{failOn: "high", basis: "named"})
		fill(&rep, a, []string{"."})
		outs := map[string][]byte{}
		for _, r := range reporters.All() {
			outs[r.Name], _, _ = reporters.Render(r, rep, a.lastDoor())
		}
		if first == nil {
			first = outs
		}
		for name, out := range outs {
			if !bytes.Equal(out, first[name]) {
				t.Errorf("%s differs between runs", name)
			}
		}
	}
}

// compare holds the rendered text against the one at the end of the scenario.
func (s scenario) compare(t *testing.T, text []byte) {
	last := len(s.archive.Files) - 1
	if last >= 0 && s.archive.Files[last].Name == rendered && bytes.Equal(bytes.TrimSpace(s.archive.Files[last].Data), bytes.TrimSpace(text)) {
		return
	}
	if !*update {
		t.Errorf("the rendered report differs; look at it and run with -update:\n%s", text)
		return
	}
	if last >= 0 && s.archive.Files[last].Name == rendered {
		s.archive.Files = s.archive.Files[:last]
	}
	s.archive.Files = append(s.archive.Files, txtar.File{Name: rendered, Data: append(bytes.TrimSpace(text), '\n')})
	file := filepath.Join("../../testdata", filepath.FromSlash(s.name)+".txtar")
	if err := os.WriteFile(file, txtar.Format(s.archive), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestEveryRuleHasBoth: a scenario that fires and an innocent twin.
func TestEveryRuleHasBoth(t *testing.T) {
	fires, quiet := map[string]bool{}, map[string]bool{}
	for _, s := range scenarios(t) {
		if strings.HasPrefix(filepath.Base(s.name), "ok-") {
			quiet[s.rule] = true
			continue
		}
		for _, w := range s.want {
			fires[w[strings.LastIndexByte(w, ' ')+1:]] = true
		}
	}
	for _, r := range rules.All() {
		if byHand[r.ID] == "" && !fires[r.ID] {
			t.Errorf("%s has no scenario that fires", r.ID)
		}
		if byHand[r.ID] == "" && !quiet[r.ID] {
			t.Errorf("%s has no innocent twin (testdata/%s/ok-*.txtar)", r.ID, r.ID)
		}
	}
}

// byHand lists rules whose facts no scanner reads yet; their scenarios are tests
// on hand-made graphs beside the rule.
var byHand = map[string]string{
	"stale-ignore": "low, and made by the policy; see rules/policy/ignore_test.go",
}
