// SPDX-License-Identifier: Apache-2.0

package literals

import (
	"bytes"
	"flag"
	"fmt"
	"go/format"
	"os"
	"strings"
	"testing"

	"github.com/zricethezav/gitleaks/v8/config"

	"github.com/stagedoor/stagedoor/scanners/internal/multipattern"
)

var update = flag.Bool("update", false, "write the table of gitleaks' default rules anew")

const generated = "defaults_generated.go"

// TestTheTableOfDefaults: what a scan looks for is what gitleaks' module says, and
// the expressions are taken apart as they would be at run time.
//
//	go test ./scanners/internal/literals -run TableOfDefaults -update
func TestTheTableOfDefaults(t *testing.T) {
	vc, ok := parse([]byte(config.DefaultConfig))
	if !ok {
		t.Fatal("the default configuration does not parse")
	}
	cfg, err := vc.Translate()
	if err != nil {
		t.Fatal(err)
	}
	rules, allow := specsOf(cfg)
	want := tableOf(t, rules, allow)
	if *update {
		if err := os.WriteFile(generated, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(generated)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s is not what the module says; write it with -update and read the difference", generated)
	}
}

func tableOf(t *testing.T, rules []ruleSpec, allow []allowSpec) []byte {
	var b strings.Builder
	b.WriteString("// SPDX-License-Identifier: Apache-2.0\n\n// Code generated from the configuration of gitleaks (MIT) by TestTheTableOfDefaults. DO NOT EDIT.\n\npackage literals\n\nimport \"github.com/stagedoor/stagedoor/scanners/internal/multipattern\"\n\nvar defaultRules = []ruleSpec{\n")
	for _, r := range rules {
		if len(r.required) > 0 {
			t.Fatalf("%s requires other rules: teach tableOf to write that", r.name)
		}
		fmt.Fprintf(&b, "{name: %q,\n%spath: %q, keywords: %#v, group: %d, entropy: %v, hidden: %v,\n", r.name, patternOf("content: ", r.content), r.path, r.keywords, r.group, r.entropy, r.hidden)
		writeAllow(&b, "allow: []allowSpec", r.allow)
		b.WriteString("},\n")
	}
	b.WriteString("}\n\n")
	writeAllow(&b, "var defaultAllow = []allowSpec", allow)
	out, err := format.Source([]byte(strings.TrimSuffix(b.String(), ",\n")))
	if err != nil {
		t.Fatal(err)
	}
	return marked(out)
}

// marked marks the lines of the table that a rule takes for a secret: an expression
// that is all literal, for one.
func marked(table []byte) []byte {
	hits, _ := New(nil, nil).Find("table.go", table)
	lines := bytes.Split(table, newline)
	for _, h := range hits {
		if l := &lines[h.Line-1]; !bytes.HasSuffix(*l, []byte(allowMark)) {
			*l = append(bytes.Clone(*l), " // "+allowMark...)
		}
	}
	return bytes.Join(lines, newline)
}

func patternOf(name string, p multipattern.Pattern) string {
	if p.Text == "" {
		return ""
	}
	c := multipattern.Analyse(p.Text)
	return fmt.Sprintf("%smultipattern.Pattern{Text: %+q, Cut: &multipattern.Cut{Literals: %#v, Tail: %+q, Before: %d, Class: %#v, Simple: %v, Boundary: %v, Why: %q}},\n",
		name, p.Text, c.Literals, c.Tail, c.Before, c.Class, c.Simple, c.Boundary, c.Why)
}

func writeAllow(b *strings.Builder, name string, lists []allowSpec) {
	if len(lists) == 0 {
		return
	}
	b.WriteString(name + "{\n")
	for _, a := range lists {
		fmt.Fprintf(b, "{all: %v, commits: %v, target: %q, regexes: %#v, stopWords: %#v, paths: []multipattern.Pattern{\n", a.all, a.commits, a.target, a.regexes, a.stopWords)
		for _, p := range a.paths {
			b.WriteString(strings.TrimPrefix(patternOf("", p), "multipattern.Pattern"))
		}
		b.WriteString("}},\n")
	}
	b.WriteString("},\n")
}

// TestWhichRulesAreSlow is the list of those that meet whole files, once one of
// their keywords is there, and of those whose matches are found in clusters.
func TestWhichRulesAreSlow(t *testing.T) {
	var slow, clustered []string
	for _, r := range defaults().rules {
		if r.pattern < 0 {
			continue
		}
		switch cut := defaults().set.Cut(r.pattern); {
		case cut.Literals == nil:
			slow = append(slow, r.name+": "+cut.Why)
		case !cut.Simple:
			clustered = append(clustered, r.name)
		}
	}
	if got, want := strings.Join(slow, "\n"), "sourcegraph-access-token: no part of it begins with one of a few literals"; got != want {
		t.Errorf("slow:\n%s\nwant\n%s", got, want)
	}
	want := "atlassian-api-token azure-ad-client-secret cisco-meraki-api-key cohere-api-token facebook-access-token hashicorp-tf-api-token kubernetes-secret-yaml maxmind-license-key okta-access-token privateai-api-token sumologic-access-id"
	if got := strings.Join(clustered, " "); got != want {
		t.Errorf("clustered:\n%s\nwant\n%s", got, want)
	}
}
