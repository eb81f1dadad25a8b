// SPDX-License-Identifier: Apache-2.0

package policy

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/rules"
)

// under is a repository's configuration under an organisation's.
func under(t *testing.T, org, own string) (Policy, error) {
	t.Helper()
	sum := sha256.Sum256([]byte(org))
	p, err := decoded(t, fmt.Sprintf("extends {\n  file = \"org/word.hcl\"\n  sha256 = %q\n}\n", hex.EncodeToString(sum[:]))+own)
	if err != nil {
		t.Fatal(err)
	}
	return p.Extended(func(name string) []byte {
		if name == "org/word.hcl" {
			return []byte(org)
		}
		return nil
	})
}

const limit = "ignores {\n  at_most = \"medium\"\n  reason = \"the security team decides above\"\n}\n"

func TestTheOrganisationsWordWins(t *testing.T) {
	p, err := under(t, "exclude = [\"vendored\"]\nenvironment \"blue\" {\n  tier = \"production\"\n  paths = [\"live/**\"]\n}\nrule \"no-backup\" {\n  severity = \"high\"\n  reason = \"it happened\"\n}\n",
		"exclude = [\"third_party\"]\nenvironment \"staging\" { paths = [\"live\", \"rehearsal\"] }\nenvironment \"blue\" { tier = \"test\" }\nrule \"no-backup\" {\n  off = true\n  reason = \"not here\"\n}\n")
	if err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string]string{"live/a.env": "blue", "rehearsal/a.env": "staging"} {
		if name, at, _ := p.Owner(file); name != want || want == "blue" && at.File != "org/word.hcl" {
			t.Errorf("%s is %s, says %+v", file, name, at)
		}
	}
	if !p.Without("vendored/x") || !p.Without("third_party/x") {
		t.Error("paths that either leaves out are read")
	}
	got := toldOf(Word{Policy: p}, at("no-backup", 3))
	for _, want := range []string{"no-backup", "the tier of blue does not count: org/word.hcl gives it", "the setting of no-backup does not count: org/word.hcl sets it"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q lacks %q", got, want)
		}
	}
}

// TestWhatARepositoryMayAccept: above the limit none of its own words counts, and
// each is told; up to the limit all do, and the organisation's always do.
func TestWhatARepositoryMayAccept(t *testing.T) {
	f := at("spanning-data-store", 3)
	f.About = &graph.Node{Kind: graph.Store, Names: []string{"orders"}}
	fp := f.Fingerprint()
	tags := func(rules.Finding, []byte) (string, bool) { return "", false }
	known := NewBaseline()
	known.File, known.Findings = BaselineName, []Entry{known.Entry(f, tags, func(string) bool { return true })}
	mark := Mark{File: "a.env", Line: 3, At: 3, Rules: []string{f.Rule}, Reasoned: true}
	for _, c := range []struct {
		says, org, own string
		w              Word
		stale          string
	}{
		{"an acceptance", limit, `accept "spanning-data-store" "` + fp + `" { reason = "so be it" }`, Word{}, "the acceptance of spanning-data-store " + fp + " does not count for findings above medium: org/word.hcl allows no more"},
		{"shared on purpose", limit, `shared "orders" { reason = "so be it" }`, Word{}, "that orders is shared on purpose does not count"},
		{"a rule that is off", limit, "rule \"spanning-data-store\" {\n  off = true\n  reason = \"so be it\"\n}", Word{}, "the setting of spanning-data-store does not count"},
		{"a lower severity", limit, "rule \"spanning-data-store\" {\n  severity = \"low\"\n  reason = \"so be it\"\n}", Word{}, "the setting of spanning-data-store does not count"},
		{"a mark", limit, "", Word{Marks: []Mark{mark}}, "the mark stagedoor:ignore spanning-data-store does not count"},
		{"the baseline", limit, "", Word{Baseline: known}, "an entry of the baseline does not count for findings above medium: org/word.hcl allows no more"},
		{"the organisation's own", limit + `accept "spanning-data-store" "` + fp + `" { reason = "so be it" }`, "", Word{}, ""},
		{"the organisation's setting", limit + "rule \"spanning-data-store\" {\n  severity = \"medium\"\n  reason = \"so be it\"\n}", `accept "spanning-data-store" "` + fp + `" { reason = "so be it" }`, Word{}, ""},
		{"without a limit", "", "", Word{Marks: []Mark{mark}}, ""},
	} {
		p, err := under(t, c.org, c.own)
		if err != nil {
			t.Fatal(c.says, err)
		}
		c.w.Policy = p
		got := toldOf(c.w, f)
		if c.stale == "" && got != "" || c.stale != "" && (!strings.HasPrefix(got, "spanning-data-store; stale: "+c.stale) || strings.Count(got, ";") != 1) {
			t.Errorf("%s: %q", c.says, got)
		}
		f.Severity = rules.Medium
		if got := toldOf(c.w, f); got != "" && c.says != "a lower severity" {
			t.Errorf("%s, of a medium finding: %q", c.says, got)
		}
		f.Severity = rules.High
	}
}

func TestAnExtendedFileThatIsNot(t *testing.T) {
	for _, c := range []struct{ org, says string }{
		{"extends {\n  file = \"x.hcl\"\n  sha256 = \"" + strings.Repeat("a", 64) + "\"\n}", "may not extend"},
		{"colour = 1", "org/word.hcl:1,1-7:"},
	} {
		if _, err := under(t, c.org, ""); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", c.org, err)
		}
	}
	p, _ := decoded(t, "extends {\n  file = \"org.hcl\"\n  sha256 = \""+strings.Repeat("a", 64)+"\"\n}\n")
	sum := sha256.Sum256([]byte("# changed"))
	for _, c := range []struct {
		src  []byte
		says string
	}{
		{nil, ".stagedoor.hcl:2,10-19: extends org.hcl, which is no regular file"},
		{[]byte("# changed"), ".stagedoor.hcl:3,12-78: org.hcl has another digest than the one that is pinned; read what changed, and pin sha256 = \"" + hex.EncodeToString(sum[:])},
		{make([]byte, MaxSize+1), "larger than 256 KiB"},
	} {
		if _, err := p.Extended(func(string) []byte { return c.src }); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%v", err)
		}
	}
}
