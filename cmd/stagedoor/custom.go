// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/rules"
	"github.com/stagedoor/stagedoor/rules/custom"
	"github.com/stagedoor/stagedoor/rules/policy"
	"github.com/stagedoor/stagedoor/scanners/tree"
)

// This file is which rules run: the built-in ones, and the user's own where they
// may. Rules that lie inside what is scanned are somebody else's until the user
// says otherwise: whoever opens a pull request could write them.

// ruleFlags choose among rules.
type ruleFlags struct {
	only, skip []string
	allowRepo  bool // rules of the user's own count though they lie inside the scanned tree
}

const allowRepoRules = "allow-repo-rules"

func (f *ruleFlags) on(c *cobra.Command) {
	c.Flags().BoolVar(&f.allowRepo, allowRepoRules, false, "run the rules of its own that the scanned repository's configuration holds")
}

// choose settles which rules run, before anything is read. What the user's own
// rules cannot decide is kept for the report.
func (a *answer) choose(q question, trees []*tree.Tree) error {
	inside := a.within(q.config, trees)
	may := q.rules.allowRepo || !inside
	if may && inside {
		a.leaveOutStories()
	}
	all := rules.All()
	if may {
		own, problems := custom.Compile(a.policy.Custom)
		if len(problems) > 0 {
			return policy.WrongRules(problems)
		}
		for _, r := range own {
			all = append(all, r.For(func(g graph.Gap) { a.undecided = append(a.undecided, g) }))
		}
		slices.SortStableFunc(all, func(x, y rules.Rule) int { return int(y.Severity - x.Severity) })
	} else {
		a.notRun = len(a.policy.Custom)
	}
	for _, id := range slices.Concat(q.rules.only, q.rules.skip) {
		switch {
		case slices.ContainsFunc(all, func(r rules.Rule) bool { return r.ID == id }):
		case a.policy.Knows(id):
			return usage("the rule %s lies in the scanned repository and does not run; allow its rules with --%s", id, allowRepoRules)
		default:
			return usage("no rule %q; `stagedoor explain` lists them", id)
		}
	}
	for _, r := range all {
		if (len(q.rules.only) == 0 || slices.Contains(q.rules.only, r.ID)) && !slices.Contains(q.rules.skip, r.ID) {
			a.chosen = append(a.chosen, r)
		}
	}
	return nil
}

// ownNotCovered says what the user's own rules leave out of a report.
func (a *answer) ownNotCovered() (all []string) {
	if a.notRun > 0 {
		rule := "rules"
		if a.notRun == 1 {
			rule = "rule"
		}
		all = append(all, fmt.Sprintf("%d %s of its own in %s, not run since the scanned repository holds them (--%s)", a.notRun, rule, a.policy.File, allowRepoRules))
	}
	for _, file := range a.stories {
		all = append(all, file+" itself: the tests of its rules tell made-up stories")
	}
	return all
}

// within reports whether the configuration lies in what is scanned.
func (a *answer) within(f configured, trees []*tree.Tree) bool {
	named := cmp.Or(f.file, os.Getenv(configVariable))
	return named == "" || slices.ContainsFunc(trees, func(t *tree.Tree) bool { _, in := inTree(named, t); return in })
}

// leaveOutStories keeps the scanners from configurations whose rules run: what
// tests of rules tell is made up, and no part of the tree.
func (a *answer) leaveOutStories() {
	for _, s := range a.policy.Custom {
		a.stories = append(a.stories, s.Body.MissingItemRange().Filename)
	}
	slices.Sort(a.stories)
	a.stories = slices.Compact(a.stories)
}

// ownRules are those of a configuration, for commands that show them.
func ownRules(ctx context.Context, file string) (all []rules.Rule, err error) {
	if file == "" {
		return nil, nil
	}
	trees, err := open(ctx, []string{"."})
	if err != nil {
		return nil, err
	}
	p, err := policyOf(configured{file: file}, trees[0])
	if err != nil {
		return nil, err
	}
	own, problems := custom.Compile(p.Custom)
	if len(problems) > 0 {
		return nil, policy.WrongRules(problems)
	}
	for _, r := range own {
		all = append(all, r.For(func(graph.Gap) {}))
	}
	return all, nil
}
