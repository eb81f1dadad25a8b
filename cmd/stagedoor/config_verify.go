// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/reporters"
	"github.com/stagedoor/stagedoor/rules"
	"github.com/stagedoor/stagedoor/rules/custom"
	"github.com/stagedoor/stagedoor/rules/policy"
	"github.com/stagedoor/stagedoor/scanners"
	"github.com/stagedoor/stagedoor/scanners/tree"
)

// verifyRules checks the rules of a configuration and runs their tests, by the real
// scanners on files in memory; nothing of the folder around it is read. A test that
// fails is an error; a rule without a test that fires, or without one that stays
// quiet, is only told. Says what was done, "" where there are no rules.
func verifyRules(c *cobra.Command, p policy.Policy) (says string, err error) {
	own, problems := custom.Compile(p.Custom)
	if len(problems) > 0 {
		return "", policy.WrongRules(problems)
	}
	tests, failed := 0, 0
	for _, r := range own {
		if missing := r.Covered(); missing != "" {
			_, _ = fmt.Fprintf(c.ErrOrStderr(), "%s: the rule %s %s\n", r.At, r.ID, missing)
		}
		for _, t := range r.Tests {
			tests++
			if why := failure(c.Context(), p, r, t); why != "" {
				failed++
				_, _ = fmt.Fprintln(c.ErrOrStderr(), reporters.Clean(fmt.Sprintf("%s: %s, %q: %s", t.At, r.ID, t.Says, why)))
			}
		}
	}
	if failed > 0 {
		return "", usage("%d of %d tests fail in %s; correct the rules or what is expected", failed, tests, p.File)
	}
	if len(own) == 0 {
		return "", nil
	}
	return fmt.Sprintf("; %d rules of its own, %d tests pass", len(own), tests), nil
}

// failure says why a test does not hold, or "". The rest of the configuration
// counts as in a scan: its environments are those of the story too.
func failure(ctx context.Context, p policy.Policy, r *custom.Rule, t custom.Test) string {
	files, untracked := map[string][]byte{}, map[string]bool{}
	for _, f := range t.Files {
		files[f.Path], untracked[f.Path] = f.Data, f.Untracked
	}
	told := tree.Memory(files, untracked)
	facts, _, err := scanners.Run(ctx, told, scanners.Options{Vault: vault(), Without: p.Without})
	if err != nil {
		return "was stopped before it was complete"
	}
	g := graph.Build(facts, derivations(p, []*tree.Tree{told}, []string{""})...)
	var got, undecided []string
	for _, f := range rules.Check(g, []rules.Rule{r.For(func(gap graph.Gap) { undecided = append(undecided, gap.Why) })}) {
		got = append(got, fmt.Sprintf("%s:%d", f.First().File, f.First().Line))
	}
	slices.Sort(got)
	got = slices.Compact(got)
	switch expected := slices.Compact(slices.Clone(t.Expect)); {
	case len(undecided) > 0:
		return strings.Join(undecided, "; ")
	case len(got) == 0 && len(expected) > 0:
		return "finds nothing; expected " + strings.Join(expected, ", ")
	case len(expected) == 0 && len(got) > 0:
		return "finds something at " + strings.Join(got, ", ") + "; expected nothing"
	case !slices.Equal(got, expected):
		return "finds something at " + strings.Join(got, ", ") + "; expected " + strings.Join(expected, ", ")
	}
	return ""
}
