// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"slices"

	"github.com/stagedoor/stagedoor/rules/policy"
	"github.com/stagedoor/stagedoor/scanners/tree"
)

// askStaged answers a question for what is staged, and for HEAD. It is for a hook
// before a commit, which is the developer's own: unlike with --diff-base, whose
// word counts is what is staged, so that a finding and its acceptance can be
// committed together. It has to be quick: where nothing that is read was changed,
// nothing is read, and HEAD is read only where there is something to compare.
func askStaged(ctx context.Context, q question) (*answer, *comparison, error) {
	trees, err := oneRepository(ctx, q.paths, "--staged")
	if err != nil {
		return nil, nil, err
	}
	c := &comparison{}
	var after []*tree.Tree
	for _, t := range trees {
		at, change, err := t.Staged(ctx)
		if err != nil {
			return nil, nil, exit{exitPartial, err.Error()}
		}
		c.change, after = change, append(after, at)
	}
	a, err := c.answers(q, trees, after[0])
	if err != nil {
		return nil, nil, err
	}
	if !slices.ContainsFunc(c.change.Paths, func(p string) bool { return matters(p, a, after) }) {
		for i := range after {
			after[i] = after[i].Bare()
		}
		a.policy, a.word = policy.Policy{}, policy.Word{} // of what is not read, every acceptance would seem unused
		return a, c, a.read(ctx, q, after)
	}
	q.owner.Read = after[0].AtRoot
	if err := a.read(ctx, q, after); err != nil {
		return nil, nil, err
	}
	if found, _ := a.judge(); len(found) == 0 {
		return a, c, nil // nothing can be new
	}
	before, err := commitOf(ctx, trees, c.change.Base)
	if err != nil {
		return nil, nil, err
	}
	return a, c, c.before.read(ctx, q, before)
}

// matters reports whether a path that differs can change the answer: it is read,
// or says what is.
func matters(p string, a *answer, trees []*tree.Tree) bool {
	if slices.Contains(policy.Places, p) || p == policy.BaselineName || p == ".gitleaks.toml" || p == ".gitleaksignore" {
		return true
	}
	return !a.without(p) && slices.ContainsFunc(trees, func(t *tree.Tree) bool { return t.Walked(p) })
}
