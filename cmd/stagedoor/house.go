// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"os"
	"path"
	"runtime"
	"slices"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/environment"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/reporters"
	"github.com/stagedoor/stagedoor/rules"
	"github.com/stagedoor/stagedoor/rules/policy"
	"github.com/stagedoor/stagedoor/scanners"
	"github.com/stagedoor/stagedoor/scanners/cache"
	"github.com/stagedoor/stagedoor/scanners/providers"
	"github.com/stagedoor/stagedoor/scanners/tree"
)

// A question is what every command asks of a tree.
type question struct {
	paths    []string
	given    *given // what stands in the place of paths
	ignored  bool   // what git ignores is left out
	archives int    // how deep they are opened
	config   configured
	repo     string
	workers  int
	shuffle  func([]scanners.Scanner) // tests change the order
	progress func(files int)
	live     liveQuestion
	history  bool
	commits  func(done, of int) // progress of the history; nil for none
	owner    scanners.Owner
	baseline string // "" for the one at the root, if there is one
	noIgnore bool   // nothing of the owner's word on findings counts
	today    string
	derive   []graph.Derivation // further joins
	under    string             // of [environment.Decide], further
	rules    ruleFlags
	cache    string        // the folder of cached graphs; "" for none
	once     bool          // this process answers no other
	taking   *cache.Taking // is told of what is read
}

// An answer is the frozen graph with what is needed to report on it.
type answer struct {
	graph  *graph.Graph
	vault  *secret.Vault
	policy policy.Policy
	word   policy.Word
	tags   *tags
	stats  tree.Stats

	commits    int      // of the history that was read
	unread     []string // sentences: what of it could not be
	live       []string // titles of the providers that were asked
	requests   int
	incomplete []string // names of those of whose answer a part is missing
	leftOut    []string // sentences: what the configuration left out
	unasked    []string // sentences: why some were not asked at all
	told       []*graph.Facts

	folders   []string     // names of those that an audit read beside the workstation
	truncated int          // of those, how many were not followed
	chosen    []rules.Rule // that run
	undecided []graph.Gap  // what the user's own rules could not decide
	notRun    int          // rules of the scanned repository's own, which may not
	stories   []string     // configurations that lie in the tree and hold rules

	trees []*tree.Tree
	cached
}

// lastDoor searches what is about to be printed for every secret that was read.
// Constants of ours are no hits; they are not worth collecting where there is no
// secret.
func (a *answer) lastDoor() *secret.Searcher {
	if a.vault.Empty() {
		return a.vault.Search()
	}
	words := reporters.Constants()
	for _, p := range catalog.Providers() {
		words = append(words, p.Title)
	}
	return a.vault.Search(words...)
}

// ask reads the paths and builds the graph: files to facts, facts to graph.
func ask(ctx context.Context, q question) (*answer, error) {
	a, err := begin(ctx, q)
	if err != nil {
		return nil, err
	}
	return a, a.read(ctx, q, a.trees)
}

// begin settles whose word counts, before anything is read.
func begin(ctx context.Context, q question) (*answer, error) {
	a := &answer{vault: vault()}
	trees, err := q.open(ctx)
	if err != nil {
		return nil, err
	}
	if q.history {
		trees = withoutFiles(ctx, trees)
	}
	a.trees, a.decides = trees, decided(q, trees)
	if a.policy, err = policyOf(q.config, trees[0]); err != nil {
		return nil, err
	}
	if a.word.Baseline, err = baselineOf(q.baseline, trees[0]); err != nil {
		return nil, err
	}
	return a, a.choose(q, trees)
}

// settle hears the owner, whether the trees are read or not.
func (a *answer) settle(q *question, trees []*tree.Tree) {
	a.word.Part = !slices.ContainsFunc(trees, func(t *tree.Tree) bool { return t.Root == trees[0].Root && t.Whole() })
	a.take(q)
	catalog.Declare(a.policy.Catalog())
}

// read fills the answer from trees.
func (a *answer) read(ctx context.Context, q question, trees []*tree.Tree) error {
	a.settle(&q, trees)
	facts := graph.NewFacts(a.vault, q.repo)
	shown := shownAs(trees)
	for i, t := range trees {
		o := options(q, a)
		if o.Shown = shown[i]; o.Repo == "" {
			o.Repo = shown[i]
		}
		found, stats, err := scanners.Run(ctx, t, o)
		if err != nil {
			return exit{exitPartial, "the scan was stopped before it was complete; run it again"}
		}
		if err := facts.Merge(found); err != nil {
			return usage("%v", err)
		}
		a.stats.Files += stats.Files
		a.stats.Bytes += stats.Bytes
		a.stats.Unopened += stats.Unopened
		a.stats.Absent += stats.Absent
	}
	if q.history {
		if err := a.past(ctx, q, trees, shown, facts); err != nil {
			return err
		}
	}
	for _, told := range a.told {
		_ = facts.Merge(told) // one vault
	}
	if q.live.any() {
		if err := q.live.live(ctx, a, facts, q.repo, trees); err != nil {
			return err
		}
	}
	a.graph = graph.Build(facts, append(derivations(a.policy, trees, shown, q.under), q.derive...)...)
	return nil
}

// without leaves out what the owner leaves out, and our own list of what was
// there.
func (a *answer) without(file string) bool {
	return file == policy.BaselineName || slices.Contains(a.stories, file) || a.policy.Without(file)
}

func options(q question, a *answer) scanners.Options {
	o := scanners.Options{Scanners: scanners.All(), Workers: q.workers, Vault: a.vault, Repo: q.repo, Without: a.without, Progress: q.progress, Owner: q.owner}
	if o.Workers == 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	if q.shuffle != nil {
		q.shuffle(o.Scanners)
	}
	if q.taking != nil {
		o.Silent, o.Heard = q.taking.Silent, q.taking.Heard
	}
	return o
}

// derivations are the joins, in no order: their stages say it.
func derivations(p policy.Policy, trees []*tree.Tree, shown []string, under ...string) []graph.Derivation {
	for i, t := range trees {
		under = append(under, path.Join(shown[i], t.Start))
	}
	all := []graph.Derivation{environment.Decide(p.Owner, under...), environment.Unite(), p.Words(), p.Opened(), p.Kept()}
	all = append(all, scanners.Joins()...)
	all = append(all, providers.Joins()...)
	return append(all, catalog.Derivations()...)
}

func vault() *secret.Vault {
	if key := os.Getenv("STAGEDOOR_KEY"); key != "" {
		return secret.NewVaultWithKey([]byte(key))
	}
	return secret.NewVault()
}
