// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"slices"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners"
	"github.com/stagedoor/stagedoor/scanners/tree"
)

// This file is --history: each repository's once, behind its tree, since what the
// tree holds decides whether a credential of the history is still there.

// past adds what the histories of the trees hold to the facts.
func (a *answer) past(ctx context.Context, q question, trees []*tree.Tree, shown []string, facts *graph.Facts) error {
	a.word.History = true
	for i, t := range trees {
		o := options(q, a)
		if o.Shown = shown[i]; o.Repo == "" {
			o.Repo = shown[i]
		}
		found, past, err := scanners.History(ctx, t, o, q.commits)
		if err != nil {
			return exit{exitPartial, "the scan was stopped before it was complete; run it again"}
		}
		if err := facts.Merge(found); err != nil {
			return usage("%v", err)
		}
		if !slices.ContainsFunc(trees[:i], func(o *tree.Tree) bool { return o.Root == t.Root }) {
			a.commits += past.Commits
			if len(t.AtRoot(".gitmodules")) > 0 {
				a.leftOut = append(a.leftOut, "the histories of submodules, each of which is a repository of its own")
			}
		}
		for _, why := range past.Missing {
			if shown[i] != "" {
				why = tree.Printable(shown[i]) + ": " + why
			}
			if !slices.Contains(a.unread, why) {
				a.unread = append(a.unread, why)
			}
		}
	}
	return nil
}

// withoutFiles puts HEAD in the place of a bare repository's folder, where git's own
// files lie and no tree is checked out.
func withoutFiles(ctx context.Context, trees []*tree.Tree) []*tree.Tree {
	for i, t := range trees {
		if t.IsBare(ctx) {
			trees[i] = t.Bare()
			if at, err := t.At(ctx, "HEAD"); err == nil {
				trees[i] = at
			}
		}
	}
	return trees
}
