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

// Read reads commits, several at a time; done is told now and then how many. What
// could not be read is counted by [History.Unread]. The error is the context's.
func (h *History) Read(ctx context.Context, commits []Found, workers int, visit Visit, done func(commits int)) error {
	shares := make(chan []Found)
	r := &reading{History: h, visit: visit}
	read := 0
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
				paths, ranks := pathsOf(s)
				h.behind(ctx, ranks, func(ranks []int) (int, bool) { return r.process(ctx, w, ranks, paths, &blobs) })
				h.mu.Lock()
				read += len(s)
				done(read)
				h.mu.Unlock()
			}
		})
	}
	for _, merges := range []bool{true, false} { // apart, since git is asked otherwise
		some := slices.DeleteFunc(slices.Clone(commits), func(c Found) bool { return h.commits[c.Rank].merge != merges })
		for s := range slices.Chunk(some, share) {
			shares <- s
		}
	}
	close(shares)
	wg.Wait()
	return ctx.Err()
}

// reading is one run of [History.Read].
type reading struct {
	*History
	visit Visit
}

// Unread is how many commits could not be read, or not to their end.
func (h *History) Unread() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.unread)
}

func (h *History) lost(ranks ...int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.unread == nil {
		h.unread = map[int]struct{}{}
	}
	for _, rank := range ranks {
		h.unread[rank] = struct{}{}
	}
}

// behind runs a process over commits, and again behind one that it cannot read.
func (h *History) behind(ctx context.Context, ranks []int, process func(ranks []int) (done int, ok bool)) {
	for len(ranks) > 0 && ctx.Err() == nil {
		done, ok := process(ranks)
		if ok {
			return
		}
		h.mu.Lock()
		h.restarts++
		last := h.restarts > restarts
		h.mu.Unlock()
		if ranks = ranks[min(done, len(ranks)-1):]; last {
			h.lost(ranks...)
			return
		}
		h.lost(ranks[0])
		ranks = ranks[1:]
	}
}

// names is what a process is told: commits, line by line.
func (h *History) names(ranks []int) string {
	var names strings.Builder
	for _, rank := range ranks {
		names.WriteString(h.commits[rank].id + "\n")
	}
	return names.String()
}

// asked is how git is asked for patches.
var asked = []string{"diff-tree", "--stdin", "--always", "--root", "-r", "-p", "--inter-hunk-context=0", "--full-index", "--no-renames", "--diff-filter=d",
	"--no-ext-diff", "--no-textconv", "--no-color", "--src-prefix=a/", "--dst-prefix=b/", "--submodule=short", "--ignore-submodules=none", "--diff-algorithm=default", "--indent-heuristic"}

// process reads commits through one process of git. It is ok where git named every
// one of them and ended well; else done is how many come before the one that
// failed.
func (r *reading) process(ctx context.Context, worker int, ranks []int, paths []string, blobs **reader) (done int, ok bool) {
	args := slices.Clone(asked)
	if r.commits[ranks[0]].merge {
		args = append(args, "--cc", "-U1") // what -U0 says of lost lines does not add up
	} else {
		args = append(args, "-U0")
	}
	below := r.t.below()
	if len(paths) > 0 {
		below = append([]string{"--"}, paths...)
	}
	cmd := r.t.historyCommand(ctx, r.dir, append(args, below...)...)
	cmd.Stdin = strings.NewReader(r.names(ranks))
	out, err := cmd.StdoutPipe()
	if err != nil || cmd.Start() != nil {
		return 0, false
	}
	begun := 0
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
		if (old || r.attributes) && !r.unhide(ctx, worker, ranks[begun-1], k, id, blobs) {
			r.lost(ranks[begun-1])
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
