// SPDX-License-Identifier: Apache-2.0

package reporters

import (
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/rules"
)

var linkForm = regexp.MustCompile(`\]\((\d+)\)`)

// accepted checks a SARIF file against what code scanning refuses, silently cuts
// or misreads; a schema catches little of it.
func accepted(t *testing.T, out string) sarifLog {
	t.Helper()
	var log sarifLog
	dec := json.NewDecoder(strings.NewReader(out))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&log); err != nil {
		t.Fatal(err)
	}
	if log.Version != "2.1.0" || len(log.Runs) != 1 || log.Runs[0].Tool.Driver.Name != "stagedoor" {
		t.Error("not one run of stagedoor in version 2.1.0")
	}
	if id := log.Runs[0].Automation.ID; !strings.HasPrefix(id, "stagedoor/") || !strings.HasSuffix(id, "/") || len(id) > 500 {
		t.Errorf("the category is made of %q", id)
	}
	if n := len(log.Runs[0].Results); n > codeScanning.results {
		t.Errorf("%d results", n)
	}
	if strings.Contains(out, "suppressions") || strings.Contains(out, "file://") || strings.Contains(out, `"results": null`) {
		t.Error("something is in it that code scanning misreads")
	}
	run := log.Runs[0]
	for _, r := range run.Tool.Driver.Rules {
		acceptedRule(t, r)
	}
	prints := map[string]bool{}
	for _, r := range run.Results {
		if r.RuleIndex >= len(run.Tool.Driver.Rules) || run.Tool.Driver.Rules[r.RuleIndex].ID != r.RuleID {
			t.Errorf("%s: its index is another rule's", r.RuleID)
		}
		acceptedResult(t, r)
		if key := r.RuleID + r.Fingerprints["primaryLocationLineHash"]; prints[key] {
			t.Errorf("two results are one alert: %s", key)
		} else {
			prints[key] = true
		}
	}
	if n := len(run.Invocations[0].Notifications); n > 100 {
		t.Errorf("%d notifications", n)
	}
	return log
}

func acceptedRule(t *testing.T, r sarifRule) {
	t.Helper()
	for what, text := range map[string]string{"name": r.Name, "short": r.Short.Text, "full": r.Full.Text, "help": r.Help.Text, "markdown": r.Help.Markdown} {
		if text == "" {
			t.Errorf("%s: no %s text", r.ID, what)
		}
	}
	if len(r.Name) > 255 || utf8.RuneCountInString(r.Short.Text) > 1024 || utf8.RuneCountInString(r.Full.Text) > 1024 || len(r.About.Tags) > 10 {
		t.Errorf("%s: a text or the tags are too long", r.ID)
	}
	if s := r.About.SecuritySeverity; s != "" {
		if f, err := strconv.ParseFloat(s, 64); err != nil || f < 0.1 || f > 10 {
			t.Errorf("%s: security-severity %q", r.ID, s)
		}
	} else if r.Default.Level != "note" {
		t.Errorf("%s: no security-severity", r.ID)
	}
}

func acceptedResult(t *testing.T, r sarifResult) {
	t.Helper()
	if len(r.Locations) != 1 || r.Message.Text == "" || len(r.CodeFlows) > 10 {
		t.Errorf("%s: %d locations, message %q", r.RuleID, len(r.Locations), r.Message.Text)
	}
	if len(r.Fingerprints["stagedoorPath/v1"]) != 64 || !strings.HasSuffix(r.Fingerprints["primaryLocationLineHash"], ":1") {
		t.Errorf("%s: fingerprints %v", r.RuleID, r.Fingerprints)
	}
	ids := map[string]bool{}
	all := append([]sarifLocation{}, r.Locations...)
	for _, l := range r.Related {
		ids[fmt.Sprint(l.ID)] = true
		all = append(all, l)
		if !strings.Contains(r.Message.Text, fmt.Sprintf("](%d)", l.ID)) {
			t.Errorf("%s: related location %d is not linked, so not shown", r.RuleID, l.ID)
		}
	}
	for _, m := range linkForm.FindAllStringSubmatch(r.Message.Text, -1) {
		if !ids[m[1]] {
			t.Errorf("%s: the message links to %s, which is not there", r.RuleID, m[1])
		}
	}
	steps := 0
	for _, c := range r.CodeFlows {
		if steps += len(c.ThreadFlows[0].Locations); steps > maxFlowSteps {
			t.Errorf("%s: %d steps", r.RuleID, steps)
		}
		for _, l := range c.ThreadFlows[0].Locations {
			all = append(all, l.Location)
			if l.Location.Message == nil || l.Location.Message.Text == "" {
				t.Errorf("%s: a step without a caption", r.RuleID)
			}
		}
	}
	for _, l := range all {
		u, err := url.Parse(l.Physical.Artifact.URI)
		if err != nil || u.IsAbs() || u.Host != "" || u.Path == "" || strings.HasPrefix(u.Path, "/") || u.RawQuery != "" || u.Fragment != "" {
			t.Errorf("%s: URI %q (%v)", r.RuleID, l.Physical.Artifact.URI, err)
		}
		g := l.Physical.Region
		if g.StartLine < 1 || g.StartColumn < 1 || g.EndLine < g.StartLine || g.EndColumn < 1 || g.EndLine == g.StartLine && g.EndColumn < g.StartColumn {
			t.Errorf("%s: region %+v", r.RuleID, g)
		}
	}
}

func TestSARIFIsWhatCodeScanningTakes(t *testing.T) {
	s := tell(t, "deploy/.env.staging", "RAILWAY_API_TOKEN", "pgdata")
	log := accepted(t, s.render(t, "sarif", s.report()))
	critical := log.Runs[0].Results[0]
	if critical.RuleID != "production-blast-path" || critical.Level != "error" || critical.Locations[0].Physical.Artifact.URI != "deploy/.env.staging" {
		t.Errorf("the critical finding is %+v", critical)
	}
	steps := critical.CodeFlows[0].ThreadFlows[0].Locations
	if len(steps) != 3 || !strings.HasPrefix(steps[2].Location.Message.Text, "3. its backups live in the volume") ||
		!strings.Contains(steps[2].Location.Message.Text, volumesPage.URL) || steps[2].Location.Physical.Region.StartLine != 9 {
		t.Errorf("the steps are %+v", steps)
	}
	accepted(t, s.render(t, "sarif", Report{}))
}

func TestSARIFGivesAThingInNoFileAStablePath(t *testing.T) {
	s := tell(t, ".env", "T", "pg data/1")
	rep := s.report()
	rep.Findings = []rules.Finding{s.live()}
	got := accepted(t, s.render(t, "sarif", rep)).Runs[0].Results[0].Locations[0].Physical.Artifact.URI
	if got != "stagedoor/live/backup/backups%20of%20pg%20data%2F1" {
		t.Error(got)
	}
}

func TestSARIFHasOneDescriptorForEachSeverity(t *testing.T) {
	s := tell(t, ".env", "T", "pgdata")
	milder := s.blast()
	milder.Severity, milder.Key = rules.High, []string{"another"}
	rep := s.report()
	rep.Findings = append(rep.Findings, milder)
	log := accepted(t, s.render(t, "sarif", rep))
	got := map[string]string{}
	for _, r := range log.Runs[0].Tool.Driver.Rules {
		got[r.ID] = r.About.SecuritySeverity
	}
	if got["production-blast-path"] != "9.5" || got["production-blast-path-high"] != "8.0" {
		t.Errorf("descriptors are %v", got)
	}
}

func TestSARIFCounts(t *testing.T) {
	s := tell(t, ".env", "T", "pgdata")
	rep := s.report()
	for i := range 300 {
		rep.Gaps = append(rep.Gaps, graph.Gap{At: graph.Location{File: "f", Line: i}, Kind: graph.Invalid, Why: "is not valid YAML"})
	}
	f := s.blast()
	for len(f.Paths) < rules.MaxPaths {
		f.Paths = append(f.Paths, f.Paths[0])
	}
	rep.Findings = []rules.Finding{f}
	accepted(t, s.render(t, "sarif", rep))
}

func TestRegionsAreClamped(t *testing.T) {
	for _, c := range []struct {
		in   placeView
		want sarifRegion
	}{
		{placeView{}, sarifRegion{1, 1, 1, 2}},
		{placeView{Line: 3, Column: 5}, sarifRegion{3, 5, 3, 6}},
		{placeView{Line: 3, Column: 5, EndLine: 3, EndColumn: 9}, sarifRegion{3, 5, 3, 9}},
		{placeView{Line: 3, Column: 5, EndLine: 2, EndColumn: 1}, sarifRegion{3, 5, 3, 6}},
		{placeView{Line: 3, Column: 5, EndLine: 7}, sarifRegion{3, 5, 7, 1}}, // gitleaks' endColumn 0
		{placeView{Line: -1, Column: -1, EndLine: -9, EndColumn: -9}, sarifRegion{1, 1, 1, 2}},
	} {
		if got := clamp(c.in); got != c.want {
			t.Errorf("%+v became %+v", c.in, got)
		}
	}
}

func TestURIsAreRelativeWhateverTheName(t *testing.T) {
	for in, want := range map[string]string{
		"a/b c.env": "a/b%20c.env", "https://x/y": "https%3A/x/y", "/etc/passwd": "etc/passwd", "../up": "%2E%2E/up",
		"a\nb": "a%0Ab", "a\xffb": "a%FFb", "ü#?%": "%C3%BC%23%3F%25", "./a//b": "a/b", "C:\\x": "C%3A%5Cx",
	} {
		if got := relativeURI(in); got != want {
			t.Errorf("%q became %q", in, got)
		}
	}
}
