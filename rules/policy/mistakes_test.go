// SPDX-License-Identifier: Apache-2.0

package policy

import (
	"errors"
	"strings"
	"testing"
)

// kind is the body of a kind of token.
func kind(more string) string {
	return "{\ntitle = \"Acme token\"\nscope = \"the shop\"\n" + more + "\n}"
}

// keeps is the body of a kind of store.
func keeps(more string) string {
	return "{\ntitle = \"Acme store\"\nnames = [\"orders-*\"]\n" + more + "\n}"
}

// TestMistakesAreExplained: each with its place, in our words, ending in what to do.
func TestMistakesAreExplained(t *testing.T) {
	for _, c := range []struct{ text, at, says string }{
		{"environment \"x\" {", ".stagedoor.hcl:1,", "unclosed configuration block"},
		{"\n\ncolour = \"red\"", ".stagedoor.hcl:3,1-7:", "\"colour\" is not expected here"},
		{"colours \"x\" {}", ".stagedoor.hcl:1,1-8:", "\"colours\" are not expected here"},
		{"exclude = [file(\"/etc/passwd\")]", ".stagedoor.hcl:1,", "unctions may not be called here"},
		{"exclude = [var.x]", ".stagedoor.hcl:1,12-15:", "ariables may not be used here"},
		{"exclude = \"x\"", ".stagedoor.hcl:1,12-13:", "list of string required"},
		{"exclude = [\"./x\"]", ".stagedoor.hcl:1,11-18:", "covers nothing"},
		{"exclude = [\"a[\"]", ".stagedoor.hcl:1,11-17:", "is no glob"},
		{"exclude = [\"\"]", ".stagedoor.hcl:1,11-15:", "empty"},
		{"exclude = [\"**/a/**/b/**/c/**/d/**\"]", ".stagedoor.hcl:1,", "more than four"},
		{`environment { tier = "test" }`, ".stagedoor.hcl:1,", "name"},
		{`environment "blue" { tier = "prod" }`, ".stagedoor.hcl:1,29-35:", "has the tier \"prod\"; choose production"},
		{`environment "blue" {}`, ".stagedoor.hcl:1,1-19:", "has nothing in it"},
		{`environment "github-pages" { tier = "production" }`, ".stagedoor.hcl:1,1-27:", "is no name of an environment"},
		{"rule \"no-backups\" {\nseverity = \"low\"\nreason = \"x\"\n}", ".stagedoor.hcl:1,", "which there is not"},
		{`rule "no-backup" { reason = "xy" }`, ".stagedoor.hcl:1,1-17:", "one of the two"},
		{`rule "no-backup" { off = true }`, ".stagedoor.hcl:1,", "\"reason\" is required"},
		{"rule \"no-backup\" {\noff = true\nreason = \" - \"\n}", ".stagedoor.hcl:3,10-15:", "without a reason"},
		{"rule \"no-backup\" {\nseverity = \"bad\"\nreason=\"x\"\n}", ".stagedoor.hcl:2,12-17:", "choose note"},
		{`shared "x" { reason = "" }`, ".stagedoor.hcl:1,", "without a reason"},
		{`accept "nothing" "0123456789abcdef" { reason = "x" }`, ".stagedoor.hcl:1,1-36:", "is no rule"},
		{`accept "shared-credential" "0123456789abcdef" { reason = " " }`, ".stagedoor.hcl:1,58-61:", "without a reason"},
		{`accept "shared-credential" "01" { reason = "x" }`, ".stagedoor.hcl:1,1-32:", "fewer than 16"},
		{`accept "shared-credential" "0123456789abcdef:secret" { reason = "x" }`, ".stagedoor.hcl:1,", "tag"},
		{"accept \"shared-credential\" \"0123456789abcdef\" {\n  reason = \"x\"\n  until = \"2027-02-30\"\n}", ".stagedoor.hcl:3,11-23:", "is no day"},
		{"ignores {\n  at_most = \"bad\"\n  reason = \"x\"\n}", ".stagedoor.hcl:2,13-18:", "choose note"},
		{"ignores {\n  at_most = \"low\"\n  reason = \"\"\n}", ".stagedoor.hcl:3,12-14:", "without a reason"},
		{"ignores {\n  at_most = \"low\"\n  reason = \"x\"\n}\nignores {\n  at_most = \"low\"\n  reason = \"x\"\n}", ".stagedoor.hcl:5,1-8:", "only one ignores block"},
		{"extends {\n  file = \"../org.hcl\"\n  sha256 = \"" + strings.Repeat("a", 64) + "\"\n}", ".stagedoor.hcl:2,10-22:", "outside of the repository"},
		{"extends {\n  file = \"org.hcl\"\n  sha256 = \"abc\"\n}", ".stagedoor.hcl:3,12-17:", "no SHA-256"},
		{`accept "shared-credential" "0123456789abcdef:1f3c:lives" { reason = "x" }`, ".stagedoor.hcl:1,", "tag"},
		{`store "acme" ` + keeps(""), ".stagedoor.hcl:1,1-13:", "in lower case with"},
		{`store "railway_volume" ` + keeps(""), ".stagedoor.hcl:1,1-23:", "can only add"},
		{`store "acme_orders" ` + keeps(`hosts = ["*"]`), ".stagedoor.hcl:4,9-14:", "cover every store"},
		{"store \"acme_orders\" { title = \"x\" }", ".stagedoor.hcl:1,1-20:", "hosts or names"},
		{`store "acme_orders" ` + keeps("") + "\n" + `store "acme_orders" ` + keeps(""), ".stagedoor.hcl:6,1-20:", "is there twice"},
		{`store "acme_orders" ` + keeps("backup \"x\" {\nfate = \"lives\"\nwhere = \"y\"\n}"), ".stagedoor.hcl:5,8-15:", "choose dies or survives"},
		{`store "acme_orders" ` + keeps("backup \"x\" {\nfate = \"dies\"\nwhere = \"\"\n}"), ".stagedoor.hcl:4,1-11:", "where it lies"},
		{`store "acme_orders" ` + keeps("backup \"x\" {\nfate = \"dies\"\nwhere = \"y\"\ndays = -1\n}"), ".stagedoor.hcl:7,8-10:", "no such number of days"},
		{`store "acme_orders" ` + keeps("undo {\nhours = 0\nby = \"us\"\n}"), ".stagedoor.hcl:1,1-20:", "an hour or more"},
		{`live "gitlab" { owners = ["acme"] }`, ".stagedoor.hcl:1,1-14:", "choose aws, github, kubernetes, railway"},
		{"live \"aws\" {\n  owners = [\"acme\"]\n}", ".stagedoor.hcl:2,12-20:", "choose accounts, regions"},
		{"live \"aws\" {\n  profile = [\"prod\"]\n}", ".stagedoor.hcl:2,3-10:", "not expected here"},
		{"live \"aws\" {\n  regions = []\n}", ".stagedoor.hcl:2,13-15:", "are none"},
		{`live "railway" {}`, ".stagedoor.hcl:1,1-15:", "write projects or workspaces"},
		{`live "aws" { regions = ["eu-["] }`, ".stagedoor.hcl:1,24-32:", "is no glob"},
		{"live \"aws\" { regions = [\"a\"] }\nlive \"aws\" { regions = [\"b\"] }", ".stagedoor.hcl:2,1-11:", "is there twice"},
		{`token "acme" ` + kind(`prefix = "acmd_"`), ".stagedoor.hcl:1,1-13:", "in lower case with"},
		{`token "github_classic_token" ` + kind(`prefix = "acmd_"`), ".stagedoor.hcl:1,1-29:", "can only add"},
		{`token "acme_token" ` + kind(""), ".stagedoor.hcl:1,1-19:", "variables or a prefix"},
		{`token "acme_token" ` + kind(`variables = ["GH_TOKEN"]`), ".stagedoor.hcl:4,13-25:", "can only add"},
		{`token "acme_token" ` + kind(`variables = ["A B"]`), ".stagedoor.hcl:4,", "no name of a variable"},
		{`token "acme_token" ` + kind(`prefix = "ghp_"`), ".stagedoor.hcl:4,10-16:", "can only add"},
		{`token "acme_token" ` + kind(`prefix = "a"`), ".stagedoor.hcl:4,", "4 to 40"},
		{`token "acme_token" ` + kind("prefix = \"acmd_\"\nform = \"(\""), ".stagedoor.hcl:5,8-11:", "RE2"},
		{`token "acme_token" ` + kind("prefix = \"acmd_\"\nform = \".*\""), ".stagedoor.hcl:5,", "fits everything"},
		{`token "acme_token" ` + kind("prefix = \"acmd_\"\nopens = \"all\""), ".stagedoor.hcl:5,", "choose account"},
		{`token "acme_token" ` + kind("prefix = \"acmd_\"\nweight = \"telemetry\""), ".stagedoor.hcl:5,", "choose infrastructure"},
		{`token "acme_token" ` + kind("prefix = \"acmd_\"\npower = [\"all\"]"), ".stagedoor.hcl:5,", "choose among read"},
		{`token "acme_token" ` + kind("prefix = \"acmd_\"\nnarrower = \"acme_other\""), ".stagedoor.hcl:5,", "no kind of token"},
		{`token "acme_token" ` + kind("prefix = \"acmd_\"\nsource = \"javascript:x\""), ".stagedoor.hcl:5,", "https://"},
		{`token "acme_token" ` + kind("prefix = \"acmd_\"\npublic = \"yes\""), ".stagedoor.hcl:5,", "not expected here"},
		{`token "acme_token" ` + kind("prefix = \"acmd_\"\nreaches = [\"./x\"]"), ".stagedoor.hcl:5,", "covers nothing"},
		{strings.Repeat("# more than enough\n", 20_000), ".stagedoor.hcl:1,", "larger than 256 KiB"},
	} {
		_, err := decoded(t, c.text)
		var found Mistakes
		if !errors.As(err, &found) || len(found) != 1 {
			t.Errorf("%.80s: %d mistakes: %v", c.text, len(found), found)
			continue
		}
		if said := found[0].String(); !strings.HasPrefix(said, c.at) || !strings.Contains(said, c.says) || !strings.ContainsAny(said, ";") || strings.ContainsAny(said, "\n") {
			t.Errorf("%.80s: %s", c.text, said)
		}
	}
}

// TestAllMistakesAtOnce are told in the order of the file.
func TestAllMistakesAtOnce(t *testing.T) {
	_, err := decoded(t, "exclude = [\"../x\"]\nenvironment \"blue\" { tier = \"prod\" }\ncolour = 1\nrule \"no-backups\" {\n  severity = \"bad\"\n  reason = \"\"\n}\n")
	var found Mistakes
	if !errors.As(err, &found) || len(found) != 6 {
		t.Fatal(len(found), found)
	}
	line := 0
	for _, m := range found {
		if m.At.Start.Line < line {
			t.Errorf("out of order: %s", m)
		}
		line = m.At.Start.Line
	}
	if said := err.Error(); !strings.Contains(said, "lists 5 more") || strings.Contains(said, "\n") {
		t.Error(said)
	}
}

// TestTheConfigurationInJSON says the same, and its mistakes have their places.
func TestTheConfigurationInJSON(t *testing.T) {
	p, err := Parse([]byte(`{"//": "why", "exclude": ["third_party"],
  "environment": {"production": {"paths": ["deploy/live/**"]}},
  "accept": {"no-backup": {"0123456789abcdef": {"reason": "to be made", "until": "2027-03-31"}}},
  "rule": {"backup-too-old": {"severity": "low", "reason": "kept elsewhere"}}}`), Name+".json")
	if err != nil || len(p.Accepted) != 1 || len(p.Rules) != 1 || p.Environments[0].Def.Start.Line != 2 || !p.Without("third_party/a") {
		t.Errorf("%v %+v", err, p)
	}
	_, err = Parse([]byte("{\n  \"rule\": {\"no-backup\": {\"severity\": \"bad\", \"reason\": \"x\"}}\n}"), Name+".json")
	if err == nil || !strings.HasPrefix(err.Error(), ".stagedoor.hcl.json:2,") || !strings.Contains(err.Error(), "choose note") {
		t.Error(err)
	}
	for _, text := range []string{"", "{", `{"exclude": "x"}`, `{"colour": 1}`} {
		if _, err := Parse([]byte(text), Name+".json"); err == nil {
			t.Errorf("%q is taken", text)
		}
	}
}

// FuzzParse: whatever stands in a configuration, there is an answer and no panic.
func FuzzParse(f *testing.F) {
	f.Add([]byte(Schema), false)
	f.Add([]byte(`{"environment": {"production": {"paths": ["x"]}}}`), true)
	f.Fuzz(func(t *testing.T, src []byte, asJSON bool) {
		name := Name
		if asJSON {
			name += ".json"
		}
		if _, err := Parse(src, name); err != nil && strings.Contains(err.Error(), "\n") {
			t.Error(err)
		}
	})
}
