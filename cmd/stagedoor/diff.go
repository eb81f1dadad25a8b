// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/rules"
	"github.com/stagedoor/stagedoor/rules/policy"
	"github.com/stagedoor/stagedoor/scanners/tree"
)

// A comparison is what --diff-base asks: the same question to two commits, by one
// binary, under one key.
type comparison struct {
	change *tree.Change
	before *answer
	marks  []string // marks of ignoring on lines that the change adds, which do not count
}

// askSince answers a question for HEAD, and for where HEAD left ref. Both are
// read from git's objects. Whose word counts is the base's: its configuration
// with the rules in it, its .gitleaks.toml and .gitleaksignore, and no mark on a line that the change
// adds, so that a pull request cannot silence itself.
func askSince(ctx context.Context, q question, ref string) (*answer, *comparison, error) {
	trees, err := oneRepository(ctx, q.paths, "--diff-base")
	if err != nil {
		return nil, nil, err
	}
	c := &comparison{}
	if c.change, err = trees[0].Since(ctx, ref); err != nil {
		return nil, nil, exit{exitPartial, err.Error()}
	}
	before, err := commitOf(ctx, trees, c.change.Base)
	if err != nil {
		return nil, nil, err
	}
	after, err := commitOf(ctx, trees, c.change.Head)
	if err != nil {
		return nil, nil, err
	}
	a, err := c.answers(q, trees, before[0])
	if err != nil {
		return nil, nil, err
	}
	c.before.word.Tracked, a.word.Tracked = true, true
	q.owner.Read, q.owner.Added = before[0].AtRoot, c.added()
	if err := a.read(ctx, q, after); err != nil {
		return nil, nil, err
	}
	asked := q
	asked.live, asked.owner.Added = liveQuestion{}, nil
	c.before.told = a.told
	return a, c, c.before.read(ctx, asked, before)
}

// oneRepository opens paths that lie in one.
func oneRepository(ctx context.Context, paths []string, flag string) ([]*tree.Tree, error) {
	trees, err := open(ctx, paths)
	if err != nil {
		return nil, err
	}
	if slices.ContainsFunc(trees, func(t *tree.Tree) bool { return t.Root != trees[0].Root }) {
		return nil, usage("%s compares one repository; name paths of one only", flag)
	}
	return trees, nil
}

// answers are those to both states, under one key and one owner's word, which is
// read from the tree whose.
func (c *comparison) answers(q question, trees []*tree.Tree, whose *tree.Tree) (after *answer, err error) {
	c.before = &answer{vault: vault()}
	if c.before.policy, err = policyOf(q.config, whose); err != nil {
		return nil, err
	}
	if c.before.word.Baseline, err = baselineOf(q.baseline, whose); err != nil {
		return nil, err
	}
	after = &answer{vault: c.before.vault, policy: c.before.policy, word: policy.Word{Baseline: c.before.word.Baseline}}
	for _, one := range []*answer{c.before, after} {
		if err := one.choose(q, trees); err != nil {
			return nil, err
		}
	}
	return after, nil
}

func commitOf(ctx context.Context, trees []*tree.Tree, commit string) (all []*tree.Tree, err error) {
	for _, t := range trees {
		at, err := t.At(ctx, commit)
		if err != nil {
			return nil, exit{exitPartial, err.Error()}
		}
		all = append(all, at)
	}
	return all, nil
}

// inTree is a file's path from the root of a tree; ok is false where it lies
// elsewhere.
func inTree(file string, t *tree.Tree) (rel string, ok bool) {
	full, err := filepath.Abs(file)
	if err != nil {
		return "", false
	}
	if folder, err := filepath.EvalSymlinks(filepath.Dir(full)); err == nil {
		full = filepath.Join(folder, filepath.Base(full))
	}
	rel, err = filepath.Rel(t.Root, full)
	if err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return "", false
	}
	return filepath.ToSlash(rel), true
}

// added remembers each mark that is asked about and does not count.
func (c *comparison) added() func(file string, line int) bool {
	var mu sync.Mutex
	return func(file string, line int) bool {
		if !c.change.Adds(file, line) {
			return false
		}
		mu.Lock()
		defer mu.Unlock()
		if at := fmt.Sprintf("%s:%d", tree.Printable(file), line); !slices.Contains(c.marks, at) {
			c.marks = append(c.marks, at)
		}
		return true
	}
}

// judge says of each finding whether it is new, and shows it where the change
// touches its path.
func (c *comparison) judge(found []rules.Finding) {
	if len(found) == 0 {
		return // and what was there before was perhaps not read
	}
	before, _ := c.before.judge()
	rules.Since(before, found)
	for i := range found {
		if found[i].Since != rules.Same {
			found[i].Touched(func(l graph.Location) bool { return c.change.Adds(l.File, l.Line) })
		}
	}
}
