// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/stagedoor/stagedoor/rules"
	"github.com/stagedoor/stagedoor/rules/policy"
	"github.com/stagedoor/stagedoor/scanners"
	"github.com/stagedoor/stagedoor/scanners/tree"
)

// This file is how the owner's words about findings come together: acceptances of
// the configuration, comments stagedoor:ignore, the baseline.

// take hands the scanners what they need to tell of marks, and remembers them.
func (a *answer) take(q *question) {
	a.word.Policy, a.word.Today = a.policy, q.today
	a.word.Tracked = a.word.Tracked || os.Getenv("CI") != ""
	a.word.Live = q.live.any()
	a.tags = &tags{vault: a.vault}
	a.word.Tag = a.tags.of
	if q.noIgnore {
		a.word.Accepted, a.word.Baseline, a.word.Limit = nil, nil, nil
		return
	}
	var mu sync.Mutex
	q.owner.Mark = func(m scanners.Mark) {
		mu.Lock()
		defer mu.Unlock()
		a.word.Marks = append(a.word.Marks, policy.Mark(m))
	}
}

// judge runs rules and hears the owner.
func (a *answer) judge() ([]rules.Finding, int) {
	a.word.Ran, a.undecided = a.chosen, nil
	slices.SortFunc(a.word.Marks, func(x, y policy.Mark) int {
		return cmp.Or(strings.Compare(x.File, y.File), cmp.Compare(x.At, y.At))
	})
	return a.word.Judge(rules.Check(a.graph, a.chosen))
}

// baselineOf is the baseline that is named, else the one at the root of a tree.
func baselineOf(named string, t *tree.Tree) (*policy.Baseline, error) {
	shown, src := policy.BaselineName, []byte(nil)
	if named == "" {
		src = t.AtRoot(policy.BaselineName)
	} else {
		shown = tree.Printable(filepath.ToSlash(named))
		if rel, inside := inTree(named, t); inside {
			src = t.File(rel)
		} else {
			src, _ = os.ReadFile(named)
		}
		if src == nil {
			return nil, exit{exitPartial, "the baseline " + shown + " does not exist; write one with `stagedoor baseline write`"}
		}
	}
	if src == nil {
		return nil, nil
	}
	b, err := policy.ReadBaseline(src, shown)
	if err != nil {
		return nil, exit{exitUsage, err.Error()}
	}
	return b, nil
}

// dayOf reads --today; the clock is read here and nowhere else.
func dayOf(today string) (time.Time, error) {
	if today == "" {
		return time.Now(), nil
	}
	day, err := time.Parse(time.DateOnly, today)
	if err != nil {
		return day, usage("--today is to be a day, as 2026-11-26")
	}
	return day, nil
}
