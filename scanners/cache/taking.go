// SPDX-License-Identifier: Apache-2.0

package cache

import (
	"crypto/rand"
	"slices"
	"sort"
	"strings"
	"sync"
	"time"

	"github.com/stagedoor/stagedoor/scanners/tree"
)

// A Taking watches a tree being read, to make an entry of it.
type Taking struct {
	before []tree.Stamp
	taken  time.Time
	old    *Entry // what was kept before of the same tree under the same rules; nil for none
	salt   [16]byte
	known  map[string]bool // files of which nothing will be said

	mu   sync.Mutex
	sums map[string]Digest
	said map[string]bool
}

// Take begins one: stamps are the tree's, taken at the given moment. Old is an entry
// that does not hold any more, and was written under what decides now, or nil.
func Take(stamps []tree.Stamp, taken time.Time, old *Entry) *Taking {
	t := &Taking{before: stamps, taken: taken, old: old, known: map[string]bool{}, sums: map[string]Digest{}, said: map[string]bool{}}
	if old == nil {
		_, _ = rand.Read(t.salt[:]) // never fails
		return t
	}
	t.salt = old.salt
	for _, s := range stamps {
		if f := old.file(s.Path); f != nil && f.flags()&silentFlag != 0 && f.stamped(s) && !s.Fresh(old.taken) {
			t.known[s.Path] = true
		}
	}
	return t
}

// Silent reports whether nothing will be said of a file, since it is what it was
// when nothing was said of it.
func (t *Taking) Silent(path string) bool { return t.known[path] }

// Heard is told of each file that is read, from any goroutine.
func (t *Taking) Heard(f tree.File, said bool) {
	sum := sumOf(t.salt, f.Data)
	t.mu.Lock()
	t.sums[f.Path], t.said[f.Path] = sum, said
	t.mu.Unlock()
}

// Entry is what was taken, with the graph that was made of it. There is none where
// the tree changed meanwhile (after are its stamps now) or not all of it was read.
func (t *Taking) Entry(decides Digest, after []tree.Stamp, graph []byte) (*Entry, bool) {
	if !slices.Equal(byPath(t.before), byPath(after)) {
		return nil, false
	}
	e := &Entry{Decides: decides, Graph: graph, taken: t.taken, salt: t.salt}
	e.files = make([]byte, 0, len(after)*fileSize)
	for _, s := range after {
		var flags byte
		sum, read := t.sums[s.Path]
		switch {
		case s.Size > tree.MaxSize:
			flags = largeFlag
		case !read && t.known[s.Path]:
			flags, sum = silentFlag, t.old.file(s.Path).sum()
		case !read:
			return nil, false
		case !t.said[s.Path]:
			flags = silentFlag
		}
		e.files = appendFile(e.files, s, flags, sum)
	}
	if len(t.sums) > len(after) {
		return nil, false // something was read that had no stamp
	}
	sort.Sort(sorted(e.files))
	return e, e.size() < largest
}

func byPath(stamps []tree.Stamp) []tree.Stamp {
	return slices.SortedFunc(slices.Values(stamps), func(a, b tree.Stamp) int { return strings.Compare(a.Path, b.Path) })
}
