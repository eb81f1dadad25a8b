// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/environment"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/rules/policy"
	"github.com/stagedoor/stagedoor/scanners"
	"github.com/stagedoor/stagedoor/scanners/tree"
)

// A question is what every command asks of a tree.
type question struct {
	paths    []string
	config   string
	repo     string
	workers  int
	shuffle  func([]scanners.Scanner) // tests change the order
	progress func(files int)
}

// An answer is the frozen graph with what is needed to report on it.
type answer struct {
	graph  *graph.Graph
	vault  *secret.Vault
	policy policy.Policy
	stats  tree.Stats
}

// ask reads the paths and builds the graph: files to facts, facts to graph.
func ask(ctx context.Context, q question) (*answer, error) {
	a := &answer{vault: vault()}
	if len(q.paths) == 0 {
		q.paths = []string{"."}
	}
	trees, err := open(ctx, q.paths)
	if err != nil {
		return nil, err
	}
	if a.policy, err = readPolicy(q.config, trees); err != nil {
		return nil, err
	}
	facts := graph.NewFacts(a.vault, q.repo)
	for _, t := range trees {
		repo := q.repo
		if repo == "" && len(trees) > 1 && t.Root != trees[0].Root {
			repo = filepath.Base(t.Root)
		}
		found, stats, err := scanners.Run(ctx, t, options(q, a, repo))
		if err != nil {
			return nil, exit{exitPartial, "the scan was stopped before it was complete; run it again"}
		}
		if err := facts.Merge(found); err != nil {
			return nil, usage("%v", err)
		}
		a.stats.Files += stats.Files
		a.stats.Bytes += stats.Bytes
	}
	a.graph = graph.Build(facts, derivations(a.policy, trees)...)
	return a, nil
}

func options(q question, a *answer, repo string) scanners.Options {
	o := scanners.Options{Scanners: scanners.All(), Workers: q.workers, Vault: a.vault, Repo: repo, Without: a.policy.Without, Progress: q.progress}
	if o.Workers == 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	if q.shuffle != nil {
		q.shuffle(o.Scanners)
	}
	return o
}

// derivations are the joins, in no order: their stages say it.
func derivations(p policy.Policy, trees []*tree.Tree) []graph.Derivation {
	var under []string
	for _, t := range trees {
		under = append(under, t.Start)
	}
	all := []graph.Derivation{environment.Decide(p.Owner, under...), environment.Unite()}
	all = append(all, scanners.Joins()...)
	return append(all, catalog.Derivations()...)
}

func vault() *secret.Vault {
	if key := os.Getenv("STAGEDOOR_KEY"); key != "" {
		return secret.NewVaultWithKey([]byte(key))
	}
	return secret.NewVault()
}

// open opens every path that was asked for by name, parents before what lies in
// them, so that no file is read twice.
func open(ctx context.Context, paths []string) ([]*tree.Tree, error) {
	var trees []*tree.Tree
	for _, p := range paths {
		t, err := tree.Open(ctx, p)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, exit{exitPartial, fmt.Sprintf("%s does not exist; name a folder or file that does", tree.Printable(p))}
		}
		if err != nil {
			return nil, exit{exitPartial, fmt.Sprintf("%s cannot be scanned; name a folder or a regular file that can be read", tree.Printable(p))}
		}
		if !slices.ContainsFunc(trees, func(o *tree.Tree) bool { return o.Covers(t) }) {
			trees = append(trees, t)
		}
	}
	return trees, nil
}

// readPolicy reads the configuration that --config names, else the one at the
// root of the first tree, if there is one.
func readPolicy(named string, trees []*tree.Tree) (policy.Policy, error) {
	if named != "" {
		if _, err := os.Stat(named); err != nil {
			return policy.Policy{}, exit{exitPartial, fmt.Sprintf("the configuration %s does not exist; name one that does with --config", tree.Printable(named))}
		}
		p, err := policy.Read(named, tree.Printable(filepath.ToSlash(named)))
		if err != nil {
			return p, exit{exitUsage, err.Error()}
		}
		return p, nil
	}
	file := filepath.Join(trees[0].Root, policy.Name)
	if info, err := os.Lstat(file); err != nil || !info.Mode().IsRegular() {
		return policy.Policy{}, nil
	}
	p, err := policy.Read(file, policy.Name)
	if err != nil {
		return p, exit{exitUsage, err.Error()}
	}
	return p, nil
}
