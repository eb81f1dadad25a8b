// SPDX-License-Identifier: Apache-2.0

package main

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/rules/policy"
	"github.com/stagedoor/stagedoor/scanners/cache"
	"github.com/stagedoor/stagedoor/scanners/tree"
)

// In this file: where graphs are kept, and what decides about one besides the files
// of its tree.

// cacheVariable turns the cache off where it is "off".
const cacheVariable = "STAGEDOOR_CACHE" // read below by its name, for the test that finds it

// cacheFlag is --no-cache.
type cacheFlag struct{ none bool }

func (f *cacheFlag) on(c *cobra.Command) {
	c.Flags().BoolVar(&f.none, "no-cache", false, "read the repository again, and keep nothing of what was read (also $"+cacheVariable+"=off)")
}

// folder is where graphs are kept, or "": in CI, where every run begins anew, they
// are not.
func (f cacheFlag) folder() string {
	dir, err := os.UserCacheDir()
	if f.none || err != nil || os.Getenv("STAGEDOOR_CACHE") == "off" || os.Getenv("CI") != "" {
		return ""
	}
	return filepath.Join(dir, "stagedoor", "graphs")
}

// decided is a digest of everything but the tree's files that decides what a graph
// is: the program, the catalog, which configuration counts and what stands in it.
// The files are among them again that say which others are read.
func decided(q question, trees []*tree.Tree) (sum cache.Digest) {
	if q.cache == "" {
		return sum
	}
	h, t := sha256.New(), trees[0]
	put := func(format string, args ...any) { _, _ = fmt.Fprintf(h, format+"\n", args...) }
	put("%q %q %q %q %s", version, commit, built("vcs.revision"), catalog.Day(), runtime.GOOS)
	put("%s", thisBuild())
	put("%q %v %v", t.Root, t.InGit, q.config.none)
	for _, name := range append(slices.Clone(policy.Places), ".gitleaks.toml", ".gitleaksignore") {
		data := t.File(name)
		put("%q %v %x", name, data != nil, sha256.Sum256(data))
	}
	git := slices.DeleteFunc(os.Environ(), func(kv string) bool { return !strings.HasPrefix(kv, "GIT_") })
	slices.Sort(git)
	put("%q", git)
	h.Sum(sum[:0])
	return sum
}

// thisBuild tells this program from another build of it, by what the system says of
// its file: a development build has no version of its own.
func thisBuild() string {
	file, err := os.Executable()
	if err != nil {
		return ""
	}
	info, err := os.Stat(file)
	if err != nil {
		return ""
	}
	return fmt.Sprintf("%d %d", info.Size(), info.ModTime().UnixNano())
}
