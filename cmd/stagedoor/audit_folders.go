// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/stagedoor/stagedoor/scanners/tree"
)

// How far an audit looks for repositories below a folder.
const (
	maxDepth        = 4
	maxRepositories = 100
	maxListed       = 20_000 // folders
)

// repositories are those that an audit reads beside the workstation: of each folder
// the repository that it lies in, else those below it, else the folder itself. A
// home folder, or one above it, is never read as a whole. More is how many could
// not be followed.
func repositories(folders []string, home string) (paths []string, more int, err error) {
	if len(folders) == 0 {
		root := repositoryOf(".")
		if root == "" || holdsHome(root, home) {
			return nil, 0, nil
		}
		return []string{root}, 0, nil
	}
	for _, folder := range folders {
		abs, err := filepath.Abs(folder)
		if err == nil {
			abs, err = filepath.EvalSymlinks(abs)
		}
		info, statErr := os.Stat(abs)
		if err != nil || statErr != nil || !info.IsDir() {
			return nil, 0, exit{exitPartial, fmt.Sprintf("%s is no folder that can be read; name one with repositories in it", tree.Printable(folder))}
		}
		if root := repositoryOf(abs); root != "" && !holdsHome(root, home) {
			paths = append(paths, root)
			continue
		}
		found, left := below(abs, home)
		more += left
		if len(found) == 0 && !holdsHome(abs, home) {
			found = []string{abs}
		}
		paths = append(paths, found...)
	}
	if len(paths) > maxRepositories {
		more += len(paths) - maxRepositories
		paths = paths[:maxRepositories]
	}
	return paths, more, nil
}

// holdsHome reports whether a folder is the home folder or lies above it.
func holdsHome(folder, home string) bool {
	if r, err := filepath.EvalSymlinks(home); err == nil {
		home = r
	}
	rel, err := filepath.Rel(folder, home)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// repositoryOf is the root of the repository that a folder lies in, or "".
func repositoryOf(folder string) string {
	abs, err := filepath.Abs(folder)
	if err != nil {
		return ""
	}
	if r, err := filepath.EvalSymlinks(abs); err == nil {
		abs = r
	}
	for {
		if _, err := os.Lstat(filepath.Join(abs, ".git")); err == nil {
			return abs
		}
		up := filepath.Dir(abs)
		if up == abs {
			return ""
		}
		abs = up
	}
}

// below lists the repositories below a folder; those inside a repository are its own
// affair. A home folder that is one is walked through.
func below(folder, home string) (found []string, left int) {
	listed := 0
	_ = filepath.WalkDir(folder, func(full string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			if err != nil && d != nil && d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if listed++; listed > maxListed {
			left++
			return fs.SkipAll
		}
		base := d.Name()
		if full != folder && (strings.HasPrefix(base, ".") || base == "node_modules" || base == "vendor" || base == "Library" || base == "AppData") {
			return fs.SkipDir
		}
		if _, err := os.Lstat(filepath.Join(full, ".git")); err == nil && full != folder && !holdsHome(full, home) {
			found = append(found, full)
			return fs.SkipDir
		}
		rel, _ := filepath.Rel(folder, full)
		if rel != "." && strings.Count(rel, string(filepath.Separator))+1 >= maxDepth {
			return fs.SkipDir
		}
		return nil
	})
	return found, left
}
