// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/stagedoor/stagedoor/scanners/tree"
)

// shownAs is what stands before the paths of each tree: nothing where all lie in
// one repository, else the name of the tree's folder.
func shownAs(trees []*tree.Tree) []string {
	shown := make([]string, len(trees))
	if !slices.ContainsFunc(trees, func(t *tree.Tree) bool { return t.Root != trees[0].Root }) {
		return shown
	}
	for i, t := range trees {
		name := filepath.Base(t.Root)
		for n := 2; slices.Contains(shown, name); n++ {
			name = fmt.Sprintf("%s-%d", filepath.Base(t.Root), n)
		}
		shown[i] = name
	}
	return shown
}

// open opens every path that was asked for by name, parents before what lies in
// them, so that no file is read twice.
func open(ctx context.Context, paths []string) ([]*tree.Tree, error) {
	if len(paths) == 0 {
		paths = []string{"."}
	}
	if len(paths) > 1 && !slices.ContainsFunc(paths, isFolder) {
		return openFiles(ctx, paths)
	}
	var trees []*tree.Tree
	for _, p := range paths {
		t, err := tree.Open(ctx, p)
		if err != nil {
			return nil, unopened(p, err)
		}
		if !slices.ContainsFunc(trees, func(o *tree.Tree) bool { return o.Covers(t) }) {
			trees = append(trees, t)
		}
	}
	return trees, nil
}

func isFolder(p string) bool {
	info, err := os.Stat(p)
	return err == nil && info.IsDir()
}

// openFiles opens a list of files, as hooks hand it over.
func openFiles(ctx context.Context, paths []string) ([]*tree.Tree, error) {
	trees, wrong, err := tree.OpenFiles(ctx, paths)
	if err != nil {
		return nil, unopened(wrong, err)
	}
	return trees, nil
}

func unopened(p string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return exit{exitPartial, fmt.Sprintf("%s does not exist; name a folder or file that does", tree.Printable(p))}
	}
	return exit{exitPartial, fmt.Sprintf("%s cannot be scanned; name a folder or a regular file that can be read", tree.Printable(p))}
}
