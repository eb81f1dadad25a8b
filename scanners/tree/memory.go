// SPDX-License-Identifier: Apache-2.0

package tree

import "bytes"

// Memory is a tree that is on no disk: a story that a test tells. Files are by
// path from the root; those of untracked are not known to git.
func Memory(files map[string][]byte, untracked map[string]bool) *Tree {
	tracked := map[string]bool{}
	t := &Tree{Start: ".", held: files, tracked: func() (map[string]bool, error) { return tracked, nil }, blobs: map[string]blob{}}
	for p, data := range files {
		t.blobs[p] = blob{size: int64(len(data))}
		if !untracked[p] {
			tracked[p] = true
		}
	}
	return t
}

// fromMemory is what reading a file is where nothing has to be opened.
func (t *Tree) fromMemory(p string, _ *[]byte) ([]byte, *Problem) {
	data, ok := t.held[p]
	switch {
	case !ok:
		return nil, &Problem{Why: "is not in the story"}
	case len(data) > MaxSize:
		return nil, &Problem{TooLarge: true, Why: tooLarge}
	}
	return bytes.Clone(data), nil
}
