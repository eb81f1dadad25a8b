// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/scanners/cache"
	"github.com/stagedoor/stagedoor/scanners/tree"
)

// In this file: a question before an act, answered out of a cached graph (package
// cache) where there is one that holds. Everything but the reading of the tree is
// done as without it: the configuration is read, and what is wrong with it told.

// cached is what an answer knows of the cache.
type cached struct {
	decides cache.Digest // what decided when the answer was begun
	entry   *cache.Entry // that the graph comes from; nil where the tree was read
	stamps  []tree.Stamp // of the tree, where it was not read
	seals   *sealing     // of the entry, once somebody asks
	reading func()       // to be called before it is read
}

// uncollected keeps garbage uncollected up to 32 MiB, which is more than an answer from
// the cache makes: marking what the catalog keeps in memory takes longer than to
// give such an answer.
const uncollected = 800

// cacheable reports whether a graph may be kept: that of one whole working directory,
// as its files alone say it.
func (a *answer) cacheable(q question) bool {
	t := a.trees[0]
	if _, inside := inTree(q.cache, t); inside {
		return false // it would keep what it changes
	}
	whole := len(a.trees) == 1 && t.Whole() && !t.IsCommit() && q.given == nil && !q.ignored && q.archives == 0 && !q.history
	own := q.config.file == "" && os.Getenv(configVariable) == "" && a.policy.Extends == nil && len(a.stories) == 0
	plain := !q.live.any() && q.derive == nil && q.under == "" && q.shuffle == nil && q.repo == "" && q.owner.Read == nil && q.owner.Added == nil
	return q.cache != "" && thisBuild() != "" && whole && own && plain
}

// askCached is [ask] for those who need nothing but the graph.
func askCached(ctx context.Context, q question) (*answer, error) {
	a, err := begin(ctx, q)
	if err != nil {
		return nil, err
	}
	a.reading = func() {}
	if !a.cacheable(q) {
		return a, a.read(ctx, q, a.trees)
	}
	t := a.trees[0]
	k := &keeping{folder: cache.Open(q.cache), key: sha256.Sum256(fmt.Appendf(nil, "%q %s %v", t.Root, thisBuild(), q.config.none)), tree: t, want: options(q, a).Want}
	defer k.folder.Close()
	if decided(q, a.trees) != a.decides || k.folder == nil {
		return a, a.read(ctx, q, a.trees)
	}
	if q.once {
		usual := debug.SetGCPercent(uncollected)
		a.reading = func() { debug.SetGCPercent(usual) }
	}
	if k.recall(ctx, a, q) {
		return a, nil
	}
	done, waited := k.folder.Alone(ctx, k.key)
	defer done()
	if waited && k.recall(ctx, a, q) {
		return a, nil
	}
	return a, k.read(ctx, a, q)
}

// A keeping is one graph of the cache, looked for or made.
type keeping struct {
	folder *cache.Folder
	key    cache.Digest
	tree   *tree.Tree
	want   func(path string) bool

	stamps []tree.Stamp // nil where the tree cannot be looked at
	taken  time.Time
	old    *cache.Entry // that holds no more
}

// recall answers from the cache, if what it has holds. The entry is read and taken
// apart while the tree is looked at.
func (k *keeping) recall(ctx context.Context, a *answer, q question) bool {
	var e *cache.Entry
	var g *graph.Graph
	var loading sync.WaitGroup
	loading.Go(func() {
		if e = k.folder.Load(k.key); e == nil || e.Decides != a.decides {
			e = nil
			return
		}
		g, _ = graph.ParseBinary(e.Graph)
	})
	k.taken = time.Now()
	k.stamps, _ = k.tree.Stamps(ctx, k.want)
	loading.Wait()
	if k.stamps == nil || g == nil {
		return false
	}
	holds, better := e.Holds(k.stamps, k.taken, k.tree.File)
	if !holds {
		k.old = e
		return false
	}
	if better != nil {
		k.folder.Save(k.key, better)
	}
	a.settle(&q, a.trees)
	a.graph, a.entry, a.stamps = g, e, k.stamps
	return true
}

// read reads the tree and keeps the graph, if nothing changed meanwhile and no
// secret is in it.
func (k *keeping) read(ctx context.Context, a *answer, q question) error {
	a.reading()
	if k.stamps != nil {
		q.taking = cache.Take(k.stamps, k.taken, k.old)
	}
	if err := a.read(ctx, q, a.trees); err != nil || k.stamps == nil {
		return err
	}
	data, err := a.graph.AppendBinary(nil)
	if err != nil {
		return nil // what cannot be kept can be answered from
	}
	door := a.vault.Search()
	if len(door.Hits(string(data))) > 0 || len(door.Hits(documented())) > 0 {
		return nil
	}
	seals, traces := sealsOf(a, k.tree)
	after, err := k.tree.Stamps(ctx, k.want)
	if err != nil || decided(q, a.trees) != a.decides {
		return nil
	}
	if e, ok := q.taking.Entry(a.decides, after, data); ok {
		e.Seals, e.Traces, e.Bare = seals, traces, a.vault.Empty()
		e.Plain = !slices.ContainsFunc(after, func(s tree.Stamp) bool { return len(door.Hits(s.Path)) > 0 })
		k.folder.Save(k.key, e)
	}
	return nil
}

// documented is what the catalog has an answer say of an operation.
func documented() string {
	var b strings.Builder
	for _, p := range catalog.Providers() {
		for _, o := range p.Operations {
			b.WriteString(strings.Join(append([]string{o.Name, o.Call, o.Loses}, o.Sources...), "\n") + "\n")
		}
	}
	return b.String()
}
