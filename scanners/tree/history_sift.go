// SPDX-License-Identifier: Apache-2.0

package tree

import (
	"bufio"
	"context"
	"io"
	"maps"
	"slices"
	"sync"
)

// Interests are places in lines of a file that interest, by bytes.
type Interests func(path string, text []byte) [][2]int

// Sift returns the commits that may add something of interest, and in which files.
// What it asks about is all that git could call added, and somewhat more, but for
// lines that the version before holds as well and that only changed places: of those
// it remembers which interested, and looks for them. A commit that it leaves out adds
// nothing of interest but by moving lines together, of which none was of interest
// before. Commits that cannot be judged are returned; those of which an object is
// missing are unread.
func (h *History) Sift(ctx context.Context, workers int, interests Interests, done func(commits int)) []Found {
	s := &sieve{History: h, interests: interests, marked: map[int][]string{}, hot: map[string]map[uint64]struct{}{}}
	ranks := make([]int, len(h.commits))
	for i := range ranks {
		ranks[i] = len(ranks) - 1 - i // oldest first
	}
	n := 0
	for batch := range slices.Chunk(ranks, siftBatch) {
		s.files(ctx, max(workers, 1), h.changes(ctx, max(workers, 1), batch), func(part float64) { done(n + int(part*float64(len(batch)))) })
		n += len(batch)
	}
	found := make([]Found, 0, len(s.marked))
	for _, rank := range slices.Sorted(maps.Keys(s.marked)) {
		found = append(found, Found{rank, s.marked[rank]})
	}
	return found
}

const (
	// siftBatch is how many commits' changes are held in memory at once.
	siftBatch = 50_000
	// siftShare is how many changes one process of git hands out files for.
	siftShare = 2_000
	// siftKept is how many versions of a file are held: the next change most likely
	// begins with one of them.
	siftKept = 4
)

type sieve struct {
	*History
	interests Interests

	marked map[int][]string               // by rank, paths
	hot    map[string]map[uint64]struct{} // by path, lines that interested
}

// files sifts files, many at a time.
func (s *sieve) files(ctx context.Context, workers int, changes map[string][]change, done func(part float64)) {
	shares := make(chan []string)
	var wg sync.WaitGroup
	read := 0
	for range workers {
		wg.Go(func() {
			c := newComparison()
			for paths := range shares {
				s.some(ctx, paths, changes, c)
				s.mu.Lock()
				read += len(paths)
				done(float64(read) / float64(len(changes)))
				s.mu.Unlock()
			}
		})
	}
	var paths []string
	n := 0
	for _, p := range slices.Sorted(maps.Keys(changes)) {
		paths, n = append(paths, p), n+len(changes[p])
		if n >= siftShare {
			shares <- paths
			paths, n = nil, 0
		}
	}
	if n > 0 {
		shares <- paths
	}
	close(shares)
	wg.Wait()
}

// some sifts some files through one process of git, which is told ahead which
// objects are wanted, in the order in which [sieve.file] takes them.
func (s *sieve) some(ctx context.Context, paths []string, changes map[string][]change, c *comparison) {
	cmd := s.t.historyCommand(ctx, s.dir, "cat-file", "--batch", "--buffer")
	in, err := cmd.StdinPipe()
	if err != nil {
		s.unsure(paths, changes)
		return
	}
	out, err := cmd.StdoutPipe()
	if err != nil || cmd.Start() != nil {
		s.unsure(paths, changes)
		return
	}
	go func() {
		w := bufio.NewWriter(in)
		for _, p := range paths {
			_, _ = s.file(p, changes[p], func(id string, _ []byte) ([]byte, error) { // what does not arrive is not answered
				_, err := w.WriteString(id + "\n")
				return nil, err
			}, nil)
		}
		_ = w.Flush()
		_ = in.Close()
	}()
	objects := &objects{in: bufio.NewReaderSize(out, 128<<10)}
	for i, p := range paths {
		hot := s.hotOf(p)
		left, err := s.file(p, changes[p], objects.next, func(ch change, after []byte, from [][]byte) {
			text, known := c.added(after, from, hot)
			var places [][2]int
			if len(text) > 0 {
				places = s.interests(p, text)
			}
			if known || slices.ContainsFunc(places, c.isNew) {
				s.mark(ch.rank, p)
			}
			for _, at := range places {
				hot = c.remember(hot, text, at)
			}
		})
		s.keepHot(p, hot)
		if err != nil { // git has ended, at an object that is broken
			s.unsure(paths[i+1:], changes)
			for _, ch := range left {
				s.mark(ch.rank, p)
			}
			break
		}
	}
	_ = cmd.Cancel()
	_, _ = io.Copy(io.Discard, out)
	_ = cmd.Wait()
}

func (s *sieve) unsure(paths []string, changes map[string][]change) {
	for _, p := range paths {
		for _, ch := range changes[p] {
			s.mark(ch.rank, p)
		}
	}
}

func (s *sieve) mark(rank int, path string) {
	s.mu.Lock()
	s.marked[rank] = append(s.marked[rank], path)
	s.mu.Unlock()
}

func (s *sieve) hotOf(path string) map[uint64]struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.hot[path]
}

func (s *sieve) keepHot(path string, hot map[uint64]struct{}) {
	if len(hot) > 0 {
		s.mu.Lock()
		s.hot[path] = hot
		s.mu.Unlock()
	}
}
