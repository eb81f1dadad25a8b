// SPDX-License-Identifier: Apache-2.0

package tree

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// index stands in the place of a commit where the tree is git's index.
const index = "the index"

// Staged is the same tree as git's index has it, and what that changes since
// HEAD; before the first commit, since nothing. Like [Tree.At] it is read from
// git's objects and writes none. Where git itself runs us, as a hook of `git
// commit -a` or `git commit PATH`, the index is the one that it names. The error
// is a sentence.
func (t *Tree) Staged(ctx context.Context) (*Tree, *Change, error) {
	if !t.InGit {
		return nil, nil, errors.New("the folder is in no git repository; leave out --staged")
	}
	of := t.indexFile(ctx)
	out, err := askIndex(ctx, t.Root, of, "ls-files", "-z", "--stage")
	if err != nil {
		return nil, nil, errors.New("git cannot list what is staged; look at what `git status` says")
	}
	at := &Tree{Root: t.Root, Start: t.Start, InGit: true, only: t.only, commit: index, blobs: map[string]blob{}}
	for entry := range bytes.SplitSeq(out, []byte{0}) {
		about, name, ok := strings.Cut(string(entry), "\t")
		words := strings.Fields(about) // mode, object, stage
		if !ok || len(words) != 3 || words[0] != "100644" && words[0] != "100755" {
			continue // links and submodules are not followed
		}
		at.blobs[name] = blob{words[1], unsized} // of a conflict, one side
	}
	c := &Change{added: map[string][]span{}}
	if c.Base, err = t.resolve(ctx, "HEAD"); err != nil {
		if c.Base, err = t.nothing(ctx); err != nil {
			return nil, nil, errors.New("git cannot name the empty tree; look at what `git status` says")
		}
	}
	names, err := askIndex(ctx, t.Root, of, "diff", "--cached", "--no-ext-diff", "--no-textconv", "--no-renames", "--name-only", "-z", c.Base)
	if err != nil {
		return nil, nil, errors.New("git cannot compare what is staged with HEAD; look at what `git status` says")
	}
	for name := range bytes.SplitSeq(names, []byte{0}) {
		if len(name) > 0 {
			c.Paths = append(c.Paths, string(name))
		}
	}
	slices.Sort(c.Paths)
	patch, err := askIndex(ctx, t.Root, of, append(slices.Clone(diff), "--cached", c.Base)...)
	if err != nil {
		return nil, nil, errors.New("git cannot compare what is staged with HEAD; look at what `git status` says")
	}
	c.read(patch)
	return at, c, nil
}

// Walked reports whether a walk of the tree would meet a path.
func (t *Tree) Walked(p string) bool {
	inside := t.Start == "." || strings.HasPrefix(p, t.Start+"/")
	if len(t.only) > 0 {
		inside = slices.Contains(t.only, p)
	}
	return inside && !t.skips(p)
}

// Bare is the tree without its files.
func (t *Tree) Bare() *Tree {
	return &Tree{Root: t.Root, Start: t.Start, InGit: t.InGit, only: t.only, commit: index, blobs: map[string]blob{}}
}

// nothing is the name of the tree without files, which git knows unwritten.
func (t *Tree) nothing(ctx context.Context) (string, error) {
	out, err := askGit(ctx, t.Root, "hash-object", "-t", "tree", "--stdin") // which is empty
	return strings.TrimSpace(string(out)), err
}

// indexFile is the index that git names in the environment of a hook, where it is
// one of this repository; else "", git's usual one.
func (t *Tree) indexFile(ctx context.Context) string {
	named := os.Getenv("GIT_INDEX_FILE")
	if named == "" {
		return ""
	}
	full, err := filepath.Abs(named)
	out, err2 := askGit(ctx, t.Root, "rev-parse", "--absolute-git-dir")
	if err != nil || err2 != nil {
		return ""
	}
	folder, err := filepath.EvalSymlinks(filepath.Dir(full))
	own, err2 := filepath.EvalSymlinks(strings.TrimSpace(string(out)))
	if err != nil || err2 != nil || folder != own {
		return ""
	}
	return full
}

func askIndex(ctx context.Context, root, of string, args ...string) ([]byte, error) {
	cmd := gitCommand(ctx, root, args...)
	if of != "" {
		cmd.Env = append(cmd.Env, "GIT_INDEX_FILE="+of)
	}
	return cmd.Output()
}
