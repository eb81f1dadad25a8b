// SPDX-License-Identifier: Apache-2.0

package tree

import (
	"context"
	"io"
	"slices"
	"strings"
	"sync"
)

// A Visit is told what a history holds; worker counts from 0.
type Visit func(worker, rank int, h Hunk)

const (
	// share is how many commits one process of git is given: enough that its start
	// does not count, few enough that the workers end together.
	share = 500
	// restarts is how often git is started again behind a commit that it could not
	// read; in a partial clone that may be each of them.
	restarts = 50
)

// Read reads every commit, several at a time, and returns how many could not be
// read or not to their end. Done is told now and then how many are done. The error is the context's.
func (h *History) Read(ctx context.Context, workers int, visit Visit, done func(commits int)) (unread int, err error) {
	shares := make(chan []int)
	r := &reading{History: h, visit: visit, left: restarts}
	var wg sync.WaitGroup
	for w := range max(workers, 1) {
		wg.Go(func() {
			var blobs *reader
			defer func() {
				if blobs != nil {
					blobs.close()
				}
			}()
			for s := range shares {
				r.share(ctx, w, s, &blobs)
				r.mu.Lock()
				r.done += len(s)
				done(r.done)
				r.mu.Unlock()
			}
		})
	}
	for _, s := range h.shares() {
		shares <- s
	}
	close(shares)
	wg.Wait()
	return r.unread, ctx.Err()
}

// shares are commits by rank. Merges stand apart, since git is asked otherwise.
func (h *History) shares() (all [][]int) {
	for _, merges := range []bool{true, false} {
		var ranks []int
		for i, c := range h.commits {
			if c.merge == merges {
				ranks = append(ranks, i)
			}
		}
		all = slices.AppendSeq(all, slices.Chunk(ranks, share))
	}
	return all
}

// reading is one run of [History.Read].
type reading struct {
	*History
	visit Visit

	mu     sync.Mutex
	left   int // restarts
	done   int
	unread int
}

// share reads some commits, and starts again behind one that cannot be read.
func (r *reading) share(ctx context.Context, worker int, ranks []int, blobs **reader) {
	for len(ranks) > 0 && ctx.Err() == nil {
		done, ok := r.process(ctx, worker, ranks, blobs)
		if ok {
			return
		}
		r.mu.Lock()
		ranks = ranks[done:]
		if r.left--; r.left < 0 || len(ranks) == 0 {
			r.unread += max(len(ranks), 1)
			ranks = nil
		} else {
			r.unread++
			ranks = ranks[1:]
		}
		r.mu.Unlock()
	}
}

// asked is how git is asked for patches.
var asked = []string{"diff-tree", "--stdin", "--always", "--root", "-r", "-p", "--inter-hunk-context=0", "--full-index", "--no-renames", "--diff-filter=d",
	"--no-ext-diff", "--no-textconv", "--no-color", "--src-prefix=a/", "--dst-prefix=b/", "--submodule=short", "--ignore-submodules=none", "--diff-algorithm=default", "--indent-heuristic"}

// process reads commits through one process of git. It is ok where git named every
// one of them and ended well; else done is how many come before the one that
// failed.
func (r *reading) process(ctx context.Context, worker int, ranks []int, blobs **reader) (done int, ok bool) {
	args := slices.Clone(asked)
	if r.commits[ranks[0]].merge {
		args = append(args, "--cc", "-U1") // what -U0 says of lost lines does not add up
	} else {
		args = append(args, "-U0")
	}
	cmd := r.t.historyCommand(ctx, r.dir, append(args, r.t.below()...)...)
	var names strings.Builder
	for _, rank := range ranks {
		names.WriteString(r.commits[rank].id + "\n")
	}
	cmd.Stdin = strings.NewReader(names.String())
	out, err := cmd.StdoutPipe()
	if err != nil || cmd.Start() != nil {
		return 0, false
	}
	begun, whole := 0, true
	p := newPatch(out)
	p.begins = func(id string) bool {
		begun++
		return begun <= len(ranks) && r.commits[ranks[begun-1]].id == id
	}
	merges := r.commits[ranks[0]].merge
	p.added = func(k Hunk) {
		k.Merge = merges
		r.visit(worker, ranks[begun-1], k)
	}
	p.binary = func(k Hunk, old bool, id string) {
		k.Merge = merges
		if old || r.attributes {
			whole = r.unhide(ctx, worker, ranks[begun-1], k, id, blobs) && whole
		}
	}
	err = p.read()
	if err != nil {
		_ = cmd.Cancel()
		_, _ = io.Copy(io.Discard, out)
	}
	if cmd.Wait() != nil || err != nil || begun != len(ranks) {
		return max(0, min(begun, len(ranks))-1), false
	}
	if !whole {
		r.mu.Lock()
		r.unread++
		r.mu.Unlock()
	}
	return len(ranks), true
}

// unhide looks at a file that git called binary: that it was, in the version before,
// or that an attribute says so, does not make it so.
func (r *reading) unhide(ctx context.Context, worker, rank int, k Hunk, id string, blobs **reader) (whole bool) {
	if *blobs == nil {
		b, err := r.t.objects(r.t.historyCommand(ctx, r.dir, "cat-file", "--batch"))
		if err != nil {
			return false
		}
		*blobs = b
	}
	var buf []byte
	data, problem := (*blobs).read(blob{id, unsized}, &buf)
	if problem != nil {
		return problem.TooLarge
	}
	if !Binary(data) {
		k.Line, k.Text = 1, data
		r.visit(worker, rank, k)
	}
	return true
}
