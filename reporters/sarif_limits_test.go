// SPDX-License-Identifier: Apache-2.0

package reporters

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/rules"
)

// many are n findings of low severity, each with a path, and after them a
// critical one: whoever cuts the end cuts the wrong one.
func (s story) many(n int) (all []rules.Finding) {
	for i := range n {
		f := s.blast()
		f.Severity, f.Contains, f.Key = rules.Low, nil, []string{fmt.Sprint("store ", i)}
		f.Locations = []graph.Location{{File: fmt.Sprintf("services/team-%d/.env.staging", i), Line: 3, Column: 1}}
		all = append(all, f)
	}
	return append(all, s.blast())
}

// TestSARIFOfMoreThanIsTaken: 25,000 results, the worst first, with a word about
// the rest, in less than 10 MB.
func TestSARIFOfMoreThanIsTaken(t *testing.T) {
	if testing.Short() {
		t.Skip("25,000 findings")
	}
	s := tell(t, ".env", "T", "pgdata")
	rep := s.report()
	rep.Findings = s.many(25_100)
	out := s.render(t, "sarif", rep)
	run := accepted(t, out).Runs[0]
	if len(run.Results) != 25_000 || run.Results[0].Level != "error" || run.Results[24_999].Level != "note" {
		t.Errorf("%d results, the first %s", len(run.Results), run.Results[0].Level)
	}
	if says := run.Invocations[0].Notifications[0].Message.Text; !strings.HasPrefix(says, "101 findings") {
		t.Errorf("of what is cut it says %q", says)
	}
	size := zipped([]byte(out))
	t.Logf("%d bytes, %d in gzip", len(out), size)
	if size > codeScanning.bytes {
		t.Errorf("%d bytes in gzip", size)
	}
}

// TestSARIFIsCutToItsSize: names that no compression makes smaller; and what fits
// is left whole.
func TestSARIFIsCutToItsSize(t *testing.T) {
	s := tell(t, ".env", "T", "pgdata")
	noise := rand.New(rand.NewPCG(1, 2))
	rep := s.report()
	rep.Findings = s.many(40)
	for i := range rep.Findings[:40] {
		name := make([]byte, 2000)
		for j := range name {
			name[j] = "abcdefghijklmnopqrstuvwxyz0123456789"[noise.IntN(36)]
		}
		rep.Findings[i].Locations[0].File = string(name)
	}
	for _, c := range []struct{ bytes, least, most int }{{10_000_000, 41, 41}, {30_000, 5, 40}, {1, 0, 0}} {
		var out bytes.Buffer
		if err := writeSARIFWithin(&out, viewOf(rep), sarifLimits{25_000, c.bytes}); err != nil {
			t.Fatal(err)
		}
		run := accepted(t, out.String()).Runs[0]
		n := len(run.Results)
		if n < c.least || n > c.most || n > 0 && (run.Results[0].Level != "error" || zipped(out.Bytes()) > c.bytes) {
			t.Errorf("of %d bytes there are %d results", c.bytes, n)
		}
		told := strings.HasPrefix(run.Invocations[0].Notifications[0].Message.Text, fmt.Sprintf("%d findings", 41-n))
		if told != (n < 41) {
			t.Errorf("%d are cut, and it says %q", 41-n, run.Invocations[0].Notifications[0].Message.Text)
		}
	}
}

// TestSARIFHasWholePathsOnly: a path that is longer than what is taken is left
// out, and the next one is there.
func TestSARIFHasWholePathsOnly(t *testing.T) {
	s := tell(t, ".env", "T", "pgdata")
	f := s.blast()
	short, long := f.Paths[0], f.Paths[0]
	for len(long.Steps) <= maxFlowSteps {
		long.Steps = append(long.Steps, short.Steps...)
	}
	f.Paths = []rules.Path{long, short}
	rep := s.report()
	rep.Findings = []rules.Finding{f}
	flows := accepted(t, s.render(t, "sarif", rep)).Runs[0].Results[0].CodeFlows
	if len(flows) != 1 || len(flows[0].ThreadFlows[0].Locations) != len(short.Steps) {
		t.Errorf("%d flows", len(flows))
	}
}

// TestAnEmptySARIFClosesAlerts: without a finding it is the same tool, category
// and rules, so that what is gone is seen to be gone.
func TestAnEmptySARIFClosesAlerts(t *testing.T) {
	s := tell(t, ".env", "T", "pgdata")
	rep := s.report()
	rep.Findings = []rules.Finding{s.spanning()}
	full := accepted(t, s.render(t, "sarif", rep)).Runs[0]
	rep.Findings, rep.Since = nil, "main"
	out := s.render(t, "sarif", rep)
	empty := accepted(t, out).Runs[0]
	if len(empty.Results) != 0 || !strings.Contains(out, `"results": []`) {
		t.Error("it has results, or null in their place")
	}
	if empty.Automation != full.Automation || empty.Tool.Driver.Name != full.Tool.Driver.Name || len(empty.Tool.Driver.Rules) != len(full.Tool.Driver.Rules) {
		t.Error("its tool, category or rules are others, so the alerts would stay open")
	}
}

func TestCategoryDependsOnWhatIsScannedOnly(t *testing.T) {
	for want, all := range map[string][][]string{
		"stagedoor/":            {nil, {"."}, {"./"}, {"/home/somebody/shop"}, {`C:\shop`}, {"../shop"}},
		"stagedoor/services/a/": {{"services/a"}, {"./services/a/"}, {`services\a`}},
		"stagedoor/services/b/": {{"services/b"}},
		"stagedoor/a,b/":        {{"a", "b"}, {"b", "a"}},
	} {
		for _, paths := range all {
			if got := category(paths); got != want {
				t.Errorf("%q has the category %q", paths, got)
			}
		}
	}
	if got := category([]string{strings.Repeat("x/", 5000)}); len(got) > 500 || !strings.HasSuffix(got, "/") {
		t.Errorf("a long path has the category %q", got)
	}
}
