// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"bytes"
	"cmp"
	"context"
	"path"
	"slices"
	"sync"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/terraform"
	"github.com/stagedoor/stagedoor/scanners/tree"
)

// MaxClaimed is how many bytes a Tree scanner may keep; beyond it files become
// gaps.
const MaxClaimed = 64 << 20

// Options say how to run.
type Options struct {
	Scanners []Scanner // nil for all
	Workers  int
	Vault    *secret.Vault
	Repo     string
	Shown    string                 // stands before every path in reports, where several repositories are scanned
	Without  func(path string) bool // paths that the owner leaves out; nil for none
	Progress func(files int)        // called now and then from any goroutine; nil for none
	Owner    Owner                  // whose word counts; the zero Owner for the tree's own

	// Silent, where it is set, knows files of which the scanners that look at one file
	// at a time say nothing, since they said nothing of the same bytes before. They are
	// not asked again, and what no other scanner claims is not read.
	Silent func(path string) bool
	// Heard, where it is set, is told of each file that was read, from any goroutine:
	// whether one of those scanners said anything of it.
	Heard func(f tree.File, said bool)
}

// Want reports whether a file of a tree is for the scanners to see, by its path from
// the root.
func (o Options) Want(p string) bool {
	return !(tree.Fetched(p) && !terraform.Reads(p)) && (o.Without == nil || !o.Without(p))
}

// Run reads the tree once and returns what all scanners found. The error is the
// context's; everything else that went wrong is a gap among the facts.
func Run(ctx context.Context, t *tree.Tree, o Options) (*graph.Facts, tree.Stats, error) {
	if o.Scanners == nil {
		o.Scanners = All()
	}
	o.Workers = max(o.Workers, 1)
	o.Scanners = slices.Clone(o.Scanners)
	if o.Owner.Read == nil {
		o.Owner.Read = t.AtRoot
	}
	if o.Owner.Added == nil {
		o.Owner.Added = func(string, int) bool { return false }
	}
	for i, s := range o.Scanners {
		if s.Obeying != nil {
			o.Scanners[i] = s.Obeying(s, o.Owner)
		}
	}
	r := &run{Options: o, facts: make([]*graph.Facts, o.Workers), kept: make([][]*File, len(o.Scanners))}
	for i := range r.facts {
		r.facts[i] = graph.NewFactsBelow(o.Vault, o.Repo, path.Join(o.Shown, t.Start))
	}
	want := func(p string) bool {
		return o.Want(p) && (o.Silent == nil || !o.Silent(p) || r.claimed(p))
	}
	stats, problems, err := t.Visit(ctx, o.Workers, want, r.visit)
	all := r.facts[0]
	for _, f := range r.facts[1:] {
		_ = all.Merge(f) // one vault
	}
	for _, p := range problems {
		kind := graph.Unreadable
		if p.TooLarge {
			kind = graph.TooLarge
		}
		all.Gap(graph.Location{File: p.Path}, kind, p.Why)
	}
	if err != nil {
		return all, stats, err
	}
	r.trees(all)
	return all, stats, nil
}

// claimed reports whether a scanner that needs many files wants one.
func (r *run) claimed(p string) bool {
	return slices.ContainsFunc(r.Scanners, func(s Scanner) bool { return s.Tree != nil && (s.Match == nil || s.Match(p)) })
}

type run struct {
	Options
	facts []*graph.Facts

	mu    sync.Mutex
	files int
	kept  [][]*File // by scanner
	bytes int
}

func (r *run) visit(worker int, tf tree.File) {
	f := &File{Path: tf.Path, Tracked: tf.Tracked, Data: tf.Data, Part: tf.Part}
	var copied *File
	fetched, silent, said := tree.Fetched(f.Path), r.Silent != nil && r.Silent(f.Path), r.facts[worker].Said()
	for i, s := range r.Scanners {
		if fetched && s.Name != "terraform" && s.Name != "terragrunt" {
			continue
		}
		if s.Match != nil && !s.Match(f.Path) || f.Part != nil && !s.Parts {
			continue
		}
		if s.File != nil {
			if !silent {
				guarded(s.Name, f.Path, r.facts[worker], func() { s.File(f, r.facts[worker]) })
			}
			continue
		}
		if s.Keep != nil && !s.Keep(f) {
			continue
		}
		size := 0 // several scanners keep one copy
		if copied == nil {
			copied, size = &File{Path: f.Path, Tracked: f.Tracked, Data: bytes.Clone(f.Data)}, len(f.Data)
		}
		r.keep(i, copied, size, r.facts[worker])
	}
	if r.Heard != nil {
		r.Heard(tf, said != r.facts[worker].Said())
	}
	if r.Progress != nil {
		r.mu.Lock()
		r.files++
		n := r.files
		r.mu.Unlock()
		if n%64 == 0 {
			r.Progress(n)
		}
	}
}

// guarded runs a part of a scanner. Its panic is a bug of ours: it becomes a gap
// at one of the files, and the scan goes on.
func guarded(scanner, at string, out *graph.Facts, part func()) {
	defer func() {
		if recover() != nil {
			out.Gap(graph.Location{File: at}, graph.Unreadable, BrokeOff+" in the scanner "+scanner+"; please report it with the file's kind")
		}
	}()
	part()
}

// BrokeOff begins the gap of a scanner that failed by a bug of its own.
const BrokeOff = "a fault of stagedoor's own"

func (r *run) keep(i int, f *File, size int, out *graph.Facts) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.bytes += size; r.bytes > MaxClaimed {
		out.Gap(graph.Location{File: f.Path}, graph.TooLarge, "more than 64 MiB of files that mean something only together; this one was not joined")
		return
	}
	r.kept[i] = append(r.kept[i], f)
}

// trees runs the Tree scanners beside each other, each into facts of its own.
func (r *run) trees(all *graph.Facts) {
	var running sync.WaitGroup
	turns := make(chan struct{}, r.Workers)
	facts := make([]*graph.Facts, len(r.Scanners))
	for i, s := range r.Scanners {
		if s.Tree == nil || len(r.kept[i]) == 0 {
			continue
		}
		facts[i] = all.Fork()
		running.Go(func() {
			turns <- struct{}{}
			defer func() { <-turns }()
			slices.SortFunc(r.kept[i], func(a, b *File) int { return cmp.Compare(a.Path, b.Path) })
			guarded(s.Name, r.kept[i][0].Path, facts[i], func() { s.Tree(r.kept[i], facts[i]) })
			r.kept[i] = nil
		})
	}
	running.Wait()
	for _, f := range facts {
		if f != nil {
			_ = all.Merge(f) // one vault
		}
	}
}
