// SPDX-License-Identifier: Apache-2.0

package policy

import (
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/rules"
)

func decoded(t *testing.T, text string) (Policy, error) {
	t.Helper()
	return Parse([]byte(text), Name)
}

func TestTheOwnersWord(t *testing.T) {
	p, err := decoded(t, `exclude = ["third_party", "**/*.snap"]
environment "production" { paths = ["deploy/live/**"] }
environment "staging" {
  paths = ["deploy/live/rehearsal"]
}
`)
	if err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string]bool{"third_party/a/b": true, "x/y.snap": true, "x/y.go": false} {
		if p.Without(file) != want {
			t.Errorf("%s left out: %v", file, !want)
		}
	}
	for file, want := range map[string]string{"deploy/live/app.env": "production", "deploy/live/rehearsal/app.env": "staging", "deploy/app.env": ""} {
		name, at, ok := p.Owner(file)
		if name != want || ok != (want != "") {
			t.Errorf("%s is %q", file, name)
		}
		if want == "staging" && (at.File != Name || at.Line != 3) {
			t.Errorf("%s is said at %+v", file, at)
		}
	}
}

func TestAnAcceptanceIsForOneFinding(t *testing.T) {
	one, other := rules.Finding{Rule: "shared-credential", Key: []string{"a"}}, rules.Finding{Rule: "shared-credential", Key: []string{"b"}}
	p := Policy{Accepted: []Acceptance{{Rule: "shared-credential", Fingerprint: one.Fingerprint()[:16], Reason: "x"}}}
	kept, accepted := Word{Policy: p}.Judge([]rules.Finding{one, other})
	if accepted != 1 || len(kept) != 1 || kept[0].Key[0] != "b" {
		t.Errorf("kept %v, accepted %d", kept, accepted)
	}
}

func FuzzMatch(f *testing.F) {
	f.Add("a/**/b*", "a/x/y/bc")
	f.Fuzz(func(t *testing.T, glob, file string) {
		if len(glob) < 40 && len(file) < 200 {
			Match(glob, file)
		}
	})
}

func TestTheSchemaIsAConfiguration(t *testing.T) {
	p, err := decoded(t, Schema)
	if err != nil || len(p.Rules) != 2 || len(p.Shared) != 1 || p.Environments[0].Tier != "production" {
		t.Errorf("%+v %v", p, err)
	}
}

func TestARuleIsSetByItsOwner(t *testing.T) {
	w := Word{Policy: Policy{Rules: []Setting{{Rule: "no-backup", Off: true}, {Rule: "backup-too-old", Severity: "low"}}}}
	kept, accepted := w.Judge([]rules.Finding{{Rule: "no-backup", Severity: rules.High}, {Rule: "backup-too-old", Severity: rules.High}})
	if len(kept) != 1 || kept[0].Severity != rules.Low || accepted != 1 {
		t.Errorf("%+v, %d", kept, accepted)
	}
}

// TestARuleOfTheOwnersOwnIsKnown: it can be set, accepted and marked like a
// built-in one, and may not take the name of one.
func TestARuleOfTheOwnersOwnIsKnown(t *testing.T) {
	rule := "custom_rule \"no-2-keys\" {\n  title = \"t\"\n}\n"
	p, err := decoded(t, rule+"rule \"no-2-keys\" {\n  off = true\n  reason = \"x\"\n}\naccept \"no-2-keys\" \"0123456789abcdef\" { reason = \"x\" }\n")
	if err != nil || !p.Knows("no-2-keys") || p.Knows("no-3-keys") {
		t.Errorf("%+v %v", p, err)
	}
	w := Word{Policy: p, Marks: []Mark{{File: "a", Line: 1, Rules: []string{"no-2-keys"}, Reasoned: true}}}
	if why := w.effect(w.Marks[0]); why != "" {
		t.Errorf("the mark %s", why)
	}
	for text, want := range map[string]string{
		`custom_rule "no-backup" {}`:                "no-backup is a built-in rule",
		`custom_rule "No" {}`:                       "use small letters",
		rule + rule:                                 "two rules are called no-2-keys",
		"exclude = " + strings.Repeat("[", 5000):    "nested too deeply",
		"exclude = [" + strings.Repeat("-", 5000):   "nested too deeply",
		"exclude = " + strings.Repeat("\"${", 2000): "nested too deeply",
	} {
		if _, err := decoded(t, text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: %v", text, err)
		}
	}
}
