// SPDX-License-Identifier: Apache-2.0

package cache

import (
	"runtime"
	"sort"
	"sync"
	"sync/atomic"
	"time"

	"github.com/stagedoor/stagedoor/scanners/tree"
)

// Holds reports whether the tree is what the entry was read from. Stamps are the
// tree's, taken at the given moment; read reads a file of it, or returns nil. Where
// files had to be read to be sure, and need not be the next time, better is the
// entry to keep in the place of this one; else it is nil.
func (e *Entry) Holds(stamps []tree.Stamp, taken time.Time, read func(path string) []byte) (holds bool, better *Entry) {
	if len(stamps) != e.Len() {
		return false, nil
	}
	var unsure []tree.Stamp
	gain := false
	for _, s := range stamps {
		f := e.file(s.Path)
		if f == nil || f.tracked() != s.Tracked {
			return false, nil
		}
		large := s.Size > tree.MaxSize
		switch {
		case large != (f.flags()&largeFlag != 0):
			return false, nil
		case f.stamped(s) && !s.Fresh(e.taken):
		case large, f.size() != s.Size:
			return false, nil // what is read in parts is not read to compare
		default:
			unsure = append(unsure, s)
			gain = gain || !s.Fresh(taken)
		}
	}
	if !e.unchanged(unsure, read) {
		return false, nil
	}
	if !gain {
		return true, nil
	}
	fresher := *e
	fresher.taken, fresher.files = taken, make([]byte, 0, len(e.files))
	for _, s := range stamps {
		f := e.file(s.Path)
		fresher.files = appendFile(fresher.files, s, f.flags()&^trackedFlag, f.sum())
	}
	sort.Sort(sorted(fresher.files))
	return true, &fresher
}

// unchanged reads files and compares their digests.
func (e *Entry) unchanged(files []tree.Stamp, read func(path string) []byte) bool {
	var next, differ atomic.Int64
	var running sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(files)) {
		running.Go(func() {
			for differ.Load() == 0 {
				i := int(next.Add(1)) - 1
				if i >= len(files) {
					return
				}
				data := read(files[i].Path)
				if data == nil || sumOf(e.salt, data) != e.file(files[i].Path).sum() {
					differ.Add(1)
				}
			}
		})
	}
	running.Wait()
	return differ.Load() == 0
}
