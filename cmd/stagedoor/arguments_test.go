// SPDX-License-Identifier: Apache-2.0

package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// offered is what a shell is offered, without descriptions, and cobra's directive.
func offered(t *testing.T, words ...string) (all []string, directive string) {
	t.Helper()
	code, out, _ := stagedoor(append([]string{"__complete"}, words...)...)
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if code != exitClean {
		t.Fatalf("%v: exit %d", words, code)
	}
	for _, line := range lines[:len(lines)-1] {
		word, _, _ := strings.Cut(line, "\t")
		all = append(all, word)
	}
	return all, lines[len(lines)-1]
}

// Directives of cobra's protocol.
const (
	anyFile, noFile, byEnding = ":0", ":4", ":8"
)

func TestCompletion(t *testing.T) {
	for _, c := range []struct {
		words     []string
		holds     string // one of what must be offered; "" for nothing
		not       string
		directive string
	}{
		{[]string{"scan", "--format", ""}, "sarif", "dot", noFile},
		{[]string{"scan", "--format", "sarif="}, "", "", anyFile},
		{[]string{"graph", "--format", ""}, "dot", "sarif", noFile},
		{[]string{"environments", "--format", ""}, "json", "sarif", noFile},
		{[]string{"catalog", "--format", ""}, "text", "sarif", noFile},
		{[]string{"scan", "--fail-on", ""}, "never", "guessed", noFile},
		{[]string{"scan", "--min-basis", ""}, "fetched", "high", noFile},
		{[]string{"scan", "--live", ""}, "railway", "production-blast-path", noFile},
		{[]string{"scan", "--live", "railway,"}, "railway,github", "railway,railway", noFile},
		{[]string{"blast", "--live", ""}, "railway", "", noFile},
		{[]string{"scan", "--rules", ""}, "production-blast-path", "high", noFile},
		{[]string{"scan", "--rules", "no-backup,"}, "no-backup,production-blast-path", "no-backup,no-backup", noFile},
		{[]string{"scan", "--skip-rules", ""}, "no-backup", "", noFile},
		{[]string{"scan", "--config", ""}, "hcl", "", byEnding},
		{[]string{"scan", "--baseline", ""}, "json", "", byEnding},
		{[]string{"scan", "--today", ""}, "", "", noFile},
		{[]string{"scan", ""}, "", "", anyFile},
		{[]string{"explain", ""}, "shared-credential", "", noFile},
		{[]string{"explain", "shared-credential", ""}, "", "", noFile},
		{[]string{"providers", ""}, "railway", "", noFile},
		{[]string{"catalog", ""}, "railway_account_token", "", noFile},
		{[]string{"config", "verify", ""}, "hcl", "", byEnding},
		{[]string{"baseline", ""}, "write", "", noFile},
		{[]string{""}, "scan", "manual", noFile},
	} {
		got, directive := offered(t, c.words...)
		if directive != c.directive || c.holds != "" && !slices.Contains(got, c.holds) || c.holds == "" && len(got) > 0 || slices.Contains(got, c.not) {
			t.Errorf("%q is offered %v, %s", c.words, got, directive)
		}
	}
}

// TestEveryFlagHasAnArgument: help, manual and shell know what it takes.
func TestEveryFlagHasAnArgument(t *testing.T) {
	used := map[string]bool{}
	var check func(c *cobra.Command)
	check = func(c *cobra.Command) {
		c.LocalFlags().VisitAll(func(f *pflag.Flag) {
			used[f.Name] = true
			if _, ok := arguments[f.Name]; !ok && f.Value.Type() != "bool" {
				t.Errorf("--%s of %s takes a %s: add to arguments.go what it is called and what a shell offers", f.Name, c.CommandPath(), f.Value.Type())
			}
		})
		for _, sub := range c.Commands() {
			check(sub)
		}
	}
	check(command(nil, nil))
	for name := range arguments {
		if !used[name] {
			t.Errorf("no command has a flag --%s: take it out of arguments.go", name)
		}
	}
}

// TestArgumentsStillWork: what names the values leaves their parsing alone.
func TestArgumentsStillWork(t *testing.T) {
	c, _, _ := command(nil, nil).Find([]string{"scan"})
	if err := c.ParseFlags([]string{"--rules", "a,b", "--rules", "c", "--format", "text", "--format", "sarif=x", "--workers", "3"}); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"rules": "[a,b,c]", "format": "[text,sarif=x]", "workers": "3"} {
		if got := c.Flags().Lookup(name).Value.String(); got != want {
			t.Errorf("--%s is %s", name, got)
		}
	}
	if err := c.ParseFlags([]string{"--workers", "many"}); err == nil {
		t.Error("no number is a number")
	}
	help := c.UsageString()
	if !strings.Contains(help, "--rules RULE,...") || !strings.Contains(help, "(default text)") || strings.Contains(help, "[]") || strings.Contains(help, "stringArray") {
		t.Error(help)
	}
}
