// SPDX-License-Identifier: Apache-2.0

package tree

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
)

// IsTracked reports whether git knows a path of the tree.
func (t *Tree) IsTracked(p string) bool {
	if t.commit != "" {
		return true
	}
	if t.tracked == nil {
		return false
	}
	files, _ := t.tracked()
	_, ok := files[p]
	return ok
}

// unasked is the problem where git was asked and did not answer.
func (t *Tree) unasked() []Problem {
	if t.tracked == nil {
		return nil
	}
	if _, err := t.tracked(); err != nil {
		return []Problem{{".git", false, "git could not say which files are tracked; all are taken as not tracked"}}
	}
	return nil
}

// absent is how many files below the start a sparse checkout leaves out.
func (t *Tree) absent() (n int) {
	if t.tracked == nil || len(t.only) > 0 {
		return 0
	}
	files, _ := t.tracked()
	for p, there := range files {
		if !there && t.Walked(p) {
			if _, err := os.Lstat(filepath.Join(t.Root, filepath.FromSlash(p))); err != nil {
				n++
			}
		}
	}
	return n
}

// trackedFiles asks git for its index, and for those of submodules that are at
// hand; false stands for a file that a sparse checkout leaves out. Nothing that the
// repository's own configuration names is run.
func trackedFiles(ctx context.Context, root string) (map[string]bool, error) {
	args := []string{"ls-files", "-z", "-t", "--cached"}
	if _, err := os.Lstat(filepath.Join(root, ".gitmodules")); err == nil {
		if out, err := askGit(ctx, root, append(args, "--recurse-submodules")...); err == nil {
			return tagged(out), nil
		}
	}
	out, err := askGit(ctx, root, args...)
	return tagged(out), err
}

// tagged reads names behind a letter, which is S where a file is not checked out.
func tagged(out []byte) map[string]bool {
	files := make(map[string]bool, bytes.Count(out, []byte{0}))
	for entry := range strings.SplitSeq(string(out), "\x00") {
		if len(entry) > 2 {
			files[entry[2:]] = entry[0] != 'S'
		}
	}
	return files
}
