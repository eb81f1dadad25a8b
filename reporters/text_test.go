// SPDX-License-Identifier: Apache-2.0

package reporters

import (
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/rules"
)

func TestTextTellsTheStory(t *testing.T) {
	s := tell(t, ".env.staging", "RAILWAY_API_TOKEN", "pgdata")
	out := s.render(t, "text", s.report())
	for _, want := range []string{
		"4 findings in 12 files, 3 credentials, 2 data stores (production, staging): 1 critical, 1 high, 1\nmedium, 1 note.",
		"critical  production-blast-path  RAILWAY_API_TOKEN in staging",
		"\n  .env.staging:3:1  holds RAILWAY_API_TOKEN, environment staging\n   └▶ .env.staging:9:5",
		"\n      └▶ its backups live in the volume and go with it [from the vendor's documents]\n  and 2 more paths",
		"[by a naming convention]\n      https://docs.railway.com/reference/volumes\n      └▶",
		"and 2 more paths, in the JSON report",
		"part of it:\n    high      spanning-data-store  the volume pgdata serves staging and production  .env.staging:9:5\n",
		"  fix      Use a project token of the staging environment.\n  why      stagedoor explain production-blast-path; least sure is step 2, by a naming convention\n",
		"  wrong if the token belongs to a workspace without production\n  not so?  accept \"production-blast-path\"",
		"note      exposed-credential  a token stands in a tracked file  .env.staging:3:1\n",
		"read as production\n  .env.staging - its suffix [by a naming convention]\n",
		"not covered: Railway's own list of projects (needs --live railway)\n",
		"not read: 2 places (1 malformed, 1 denied)\n  .env.staging:2 - is not valid YAML\n",
		"next: stagedoor scan --live railway\ngate: failed (--fail-on high, --min-basis named): 2 findings\n",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("missing: %q", want)
		}
	}
	if strings.Contains(out, "\nhigh  spanning") {
		t.Error("what the story contains is told twice")
	}
	if t.Failed() {
		t.Log(out)
	}
	for line := range strings.Lines(out) {
		if n := len([]rune(line)); n > 101 && !strings.Contains(line, "not so?") {
			t.Errorf("%d columns: %s", n, line)
		}
	}
}

func TestTextWithNothingToTellIsFriendly(t *testing.T) {
	s := tell(t, ".env", "T", "pgdata")
	rep := s.report()
	rep.Findings, rep.Gaps = nil, nil
	out := s.render(t, "text", rep)
	if !strings.HasPrefix(out, "All quiet: no door found from staging into production. Looked at 12 files, 3 credentials,") || !strings.Contains(out, "gate: passed") {
		t.Error(out)
	}
}

func TestAContainedFindingThatIsWorseIsToldInFull(t *testing.T) {
	s := tell(t, ".env", "T", "pgdata")
	rep := s.report()
	rep.Findings[0].Severity = rules.Medium
	if out := s.render(t, "text", rep); !strings.Contains(out, "\nhigh  spanning-data-store") {
		t.Error(out)
	}
}

func TestColourAndLinksOnlyWhereAsked(t *testing.T) {
	s := tell(t, ".env", "T", "pgdata")
	rep := s.report()
	if out := s.render(t, "text", rep); strings.Contains(out, "\x1b") {
		t.Error("an escape sequence that nobody asked for")
	}
	plain := s.render(t, "text", rep)
	rep.Style = Style{Color: true, Links: true}
	out := s.render(t, "text", rep)
	if !strings.Contains(out, "\x1b[1;31mcritical\x1b[0m") || !strings.Contains(out, "\x1b]8;;"+volumesPage.URL+"\x1b\\") {
		t.Error("no colour, or no link")
	}
	for _, seq := range []string{"\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[31m", "\x1b[1;31m", "\x1b[33m", "\x1b]8;;" + volumesPage.URL + "\x1b\\", "\x1b]8;;\x1b\\"} {
		out = strings.ReplaceAll(out, seq, "")
	}
	if out != plain {
		t.Errorf("colour changes the words:\n%s", out)
	}
}

func TestTheFewestChanges(t *testing.T) {
	about := func(kind, id, fix string) findingView {
		return findingView{Severity: rules.High, About: nodeView{Kind: kind, Name: id, ID: id}, Fix: fix}
	}
	through := about("holder", "agent", "ask first")
	through.Paths = []pathView{{Steps: []stepView{{From: nodeView{Kind: "holder", ID: "agent"}, To: nodeView{Kind: "credential", Name: "A", ID: "A"}}}}}
	around := through
	around.Paths = append(around.Paths, pathView{Steps: []stepView{{To: nodeView{Kind: "credential", Name: "B", ID: "B"}}}})
	around.About.ID = "other"
	a, b := about("credential", "A", "narrow it"), about("credential", "A", "rotate it")
	v, w := about("store", "V", "copy it"), about("store", "V", "split it")
	for _, c := range []struct {
		story string
		in    []findingView
		want  string
	}{
		{"one finding needs no sum", []findingView{a}, ""},
		{"two about one credential", []findingView{a, b}, "1 change can close 2 of 2 critical and high findings: A (2)."},
		{"and one that passes through it", []findingView{a, b, through}, "1 change can close 3 of 3 critical and high findings: A (3)."},
		{"but not one that has a way around", []findingView{a, b, around}, "1 change can close 2 of 3 critical and high findings: A (2)."},
		{"two faults of one store are two changes", []findingView{v, w}, "Each of the 2 critical and high findings needs a change of its own."},
		{"unless the fix is the same", []findingView{v, v}, "1 change can close 2 of 2 critical and high findings: V (2)."},
	} {
		if got := fewest(c.in); got != c.want {
			t.Errorf("%s: %q", c.story, got)
		}
	}
}
