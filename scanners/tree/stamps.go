// SPDX-License-Identifier: Apache-2.0

package tree

import (
	"cmp"
	"context"
	"errors"
	"path/filepath"
	"runtime"
	"sync"
	"time"
)

// A Stamp is what the file system says of one file that a walk meets, without a
// look into it. Whoever changes a file changes its stamp, but for a change within
// the clock tick of the one before ([Stamp.Fresh]). Setting a time back does not
// help: Changed is the file system's own, and no program sets it.
type Stamp struct {
	Path     string // from the root
	Size     int64
	Modified int64 // nanoseconds since 1970
	Changed  int64 // of the content or of anything that is said of it; 0 where the system does not keep it
	Inode    uint64
	Device   uint64
	Mode     uint32
	Tracked  bool
}

// Times of a file are as fine as the ticks of the kernel's clock, up to 10 ms, where
// they are kept in nanoseconds; some file systems keep whole seconds, or two.
const (
	fineTick   = 100 * time.Millisecond
	coarseTick = 2 * time.Second
)

// Fresh reports whether a file may still be changed without a change of its stamp,
// or could have been when the stamp was taken, at the given moment: its times are
// too near to it, or the system keeps none that can be relied on.
func (s Stamp) Fresh(taken time.Time) bool {
	tick := coarseTick
	if s.Modified%int64(time.Millisecond) != 0 || s.Changed%int64(time.Millisecond) != 0 {
		tick = fineTick
	}
	return s.Changed == 0 || max(s.Modified, s.Changed) > taken.Add(-tick).UnixNano()
}

// Stamps lists the stamps of all files that [Tree.Visit] would read, in no order. The error says that something of the tree could not be
// looked at, or that it is no working directory.
func (t *Tree) Stamps(ctx context.Context, want func(path string) bool) ([]Stamp, error) {
	if t.commit != "" || t.held != nil || len(t.only) > 0 || t.ignored != nil || t.depth > 0 {
		return nil, errors.New("is no folder of which all is read, and nothing else")
	}
	s := &stamping{tree: t, want: want, ctx: ctx, left: []string{t.Start}, open: 1}
	s.more.L = &s.mu
	var running sync.WaitGroup
	if t.tracked != nil {
		running.Go(func() { _, _ = t.tracked() }) // meanwhile
	}
	for range runtime.GOMAXPROCS(0) {
		running.Go(s.work)
	}
	running.Wait()
	if s.err != nil || len(t.unasked()) > 0 {
		return nil, cmp.Or(s.err, errors.New("git did not answer"))
	}
	for i := range s.all {
		s.all[i].Tracked = t.IsTracked(s.all[i].Path)
	}
	return s.all, ctx.Err()
}

// stamping is one walk, of several folders at once.
type stamping struct {
	tree *Tree
	want func(string) bool
	ctx  context.Context

	mu   sync.Mutex
	more sync.Cond
	left []string // folders that nobody looks at yet
	open int      // of those and of the ones that somebody looks at
	all  []Stamp
	err  error
}

// work looks at one folder after the other, until there is none.
func (s *stamping) work() {
	var found []Stamp
	for {
		s.mu.Lock()
		for len(s.left) == 0 && s.open > 0 && s.err == nil {
			s.more.Wait()
		}
		if s.open == 0 || s.err != nil {
			s.all = append(s.all, found...)
			s.mu.Unlock()
			return
		}
		rel := s.left[len(s.left)-1]
		s.left = s.left[:len(s.left)-1]
		s.mu.Unlock()
		below, err := s.look(rel, &found)
		s.mu.Lock()
		s.left, s.err = append(s.left, below...), cmp.Or(s.err, err)
		s.open += len(below) - 1
		if len(below) > 0 || s.open == 0 || err != nil {
			s.more.Broadcast()
		}
		s.mu.Unlock()
	}
}

// A kind is what an entry of a folder is.
type kind int

const (
	other kind = iota
	regular
	directory
)

// look lists a folder as a walk would meet it.
func (s *stamping) look(rel string, found *[]Stamp) (below []string, err error) {
	if err := s.ctx.Err(); err != nil {
		return nil, err
	}
	dir, err := openFolder(filepath.Join(s.tree.Root, filepath.FromSlash(rel)))
	if err != nil {
		return nil, err
	}
	defer dir.close()
	prefix := rel + "/"
	if rel == "." {
		prefix = ""
	}
	var full []byte
	err = dir.list(func(name []byte, is kind) error {
		if is == other {
			return nil
		}
		full = append(append(full[:0], prefix...), name...)
		p := string(full)
		if is == directory {
			if !skip(p) {
				below = append(below, p)
			}
			return nil
		}
		if !s.want(p) {
			return nil
		}
		st, ok, err := dir.stamp(p[len(prefix):])
		if ok {
			st.Path = p
			*found = append(*found, st)
		}
		return err
	})
	return below, err
}
