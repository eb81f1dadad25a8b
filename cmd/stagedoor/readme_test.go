// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/rules"
	"github.com/stagedoor/stagedoor/scanners"
	"github.com/stagedoor/stagedoor/scanners/providers"
)

// TestReadmeIsFresh: the parts of the README between marks are what the program
// says of itself. Run with -update to rewrite them.
func TestReadmeIsFresh(t *testing.T) {
	old, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	text := string(old)
	for name, part := range map[string]string{
		"rules": ruleTable(), "scanners": scannerTable(), "providers": providerTable(), "exit": "    " + strings.ReplaceAll(exitCodes, "\n", "\n    "), "screen": screen(t),
		"own": "    " + strings.ReplaceAll(strings.TrimSpace(ownRule), "\n", "\n    "),
	} {
		begin, end := "<!-- "+name+" -->\n", "<!-- /"+name+" -->"
		i, j := strings.Index(text, begin), strings.Index(text, end)
		if i < 0 || j < i {
			t.Fatalf("the README has no part %q", name)
		}
		text = text[:i+len(begin)] + part + "\n" + text[j:]
	}
	if text == string(old) {
		return
	}
	if !*update {
		t.Fatal("the README is stale; run `go test ./cmd/stagedoor -run Readme -update`")
	}
	if err := os.WriteFile("../../README.md", []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func ruleTable() string {
	var b strings.Builder
	b.WriteString("| rule | at most | says |\n|---|---|---|\n")
	for _, r := range rules.All() {
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", r.ID, r.Severity, r.Title)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func scannerTable() string {
	var b strings.Builder
	b.WriteString("| scanner | reads |\n|---|---|\n")
	for _, s := range scanners.All() {
		fmt.Fprintf(&b, "| `%s` | %s |\n", s.Name, s.Doc)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// providerTable has the first sentence of each Doc, what is asked, and the last,
// the privilege that suffices; `stagedoor providers NAME` has the rest.
func providerTable() string {
	var b strings.Builder
	b.WriteString("| `--live` | asks | credential | privilege |\n|---|---|---|---|\n")
	for _, p := range providers.All() {
		name := "`" + p.Name + "`"
		if p.Of != "" {
			name += ", `" + p.Name + ":`" + p.Of
		}
		sentences := strings.Split(strings.TrimSuffix(p.Doc, "."), ". ")
		fmt.Fprintf(&b, "| %s | %s | `%s` | %s |\n", name, sentences[0], strings.Join(p.Variables, "`, `"), sentences[len(sentences)-1])
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// screen is the main command on the demo, as a user sees it.
func screen(t *testing.T) string {
	var out, errs bytes.Buffer
	if code := run(context.Background(), []string{"scan", "../../testdata/demo"}, &out, &errs); code != exitFindings {
		t.Fatalf("the demo exits %d: %s", code, errs.String())
	}
	text := strings.ReplaceAll(strings.TrimRight(out.String(), "\n"), "../../", "")
	return "    $ stagedoor scan testdata/demo\n    " + strings.ReplaceAll(text, "\n", "\n    ")
}
