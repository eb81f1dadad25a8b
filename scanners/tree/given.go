// SPDX-License-Identifier: Apache-2.0

package tree

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// OpenFiles prepares files for scanning, those of one repository together: what
// they say is joined, and nothing else of it is read. The error names the first
// that does not exist or is no regular file.
func OpenFiles(ctx context.Context, files []string) (trees []*Tree, wrong string, err error) {
	for _, f := range files {
		abs, info, err := named(f)
		if err == nil && !info.Mode().IsRegular() {
			err = fs.ErrInvalid
		}
		if err != nil {
			return nil, f, err
		}
		dir := filepath.Dir(abs)
		root := gitRoot(dir)
		i := slices.IndexFunc(trees, func(t *Tree) bool { return t.InGit == (root != "") && (root == "" || t.Root == root) })
		if i < 0 {
			i = len(trees)
			t := &Tree{Root: dir, Start: "."}
			t.enter(ctx)
			t.Start = "."
			trees = append(trees, t)
		}
		t := trees[i]
		if !t.InGit {
			t.rise(dir)
		}
		rel, err := filepath.Rel(t.Root, abs)
		if err != nil {
			return nil, f, err
		}
		if p := filepath.ToSlash(rel); !slices.Contains(t.only, p) {
			t.only = append(t.only, p)
		}
	}
	for _, t := range trees {
		slices.Sort(t.only)
	}
	return trees, "", nil
}

// rise makes a folder above both the root.
func (t *Tree) rise(dir string) {
	for t.Root != dir && !strings.HasPrefix(dir, strings.TrimSuffix(t.Root, string(os.PathSeparator))+string(os.PathSeparator)) {
		base := filepath.Base(t.Root)
		for i := range t.only {
			t.only[i] = base + "/" + t.only[i]
		}
		t.Root = filepath.Dir(t.Root)
	}
}

// Given is a tree of one file that somebody hands to us, as if it lay directly in a
// folder. Files of the owner's that are asked for by name are that folder's
// repository's.
func Given(ctx context.Context, dir, name string, data []byte) (*Tree, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	t := &Tree{Root: abs, Start: "."}
	t.enter(ctx)
	t.Start, t.tracked, t.given = ".", nil, true
	t.held, t.blobs = map[string][]byte{name: data}, map[string]blob{name: {size: int64(len(data))}}
	return t, nil
}
