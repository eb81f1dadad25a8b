// SPDX-License-Identifier: Apache-2.0

// Package tree walks what is to be scanned and reads every file once.
//
// It keeps four promises. No symbolic link is followed, so nothing outside the
// tree is read and no loop is entered. Only regular files are opened: a FIFO or
// a device is passed over. Nothing of the tree is executed: git is asked which
// files it tracks with hooks, fsmonitor and lazy fetch off, and its absence is a
// gap, not an error. And nothing is unbounded: a text over [MaxSize] is seen in
// parts, up to [MaxLarge], and is a gap all the same.
//
// Git-ignored files are read: the token of the incident lay in one. The folders
// of [skipped] are not: they hold other people's code, in millions of files.
package tree

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// MaxSize is the size in bytes from which a file is not read as a whole.
const MaxSize = 16 << 20

// A File is one regular file. Data is shared by all readers and must not be
// changed; it is valid until the visit ends.
type File struct {
	Path    string // slash-separated, relative to where the walk begins
	Tracked bool   // git knows it
	Data    []byte
	Part    *Part // where Data begins in a file over [MaxSize]; nil for a whole file
}

// A Problem is a file that could not be read, in our words.
type Problem struct {
	Path     string
	TooLarge bool
	Why      string
}

// A Tree is a directory, or some files, to be scanned.
type Tree struct {
	Root  string // what paths are relative to: the git root, else the scanned directory
	Start string // slash-separated, relative to Root: where the walk begins; "." for all
	InGit bool

	tracked func() (map[string]bool, error) // asks git, once, where somebody wants to know; nil for nothing to ask
	only    []string                        // files by their path from Root; none for all
	depth   int                             // of archives that are opened
	ignored map[string]struct{}             // files and folders that are left out
	given   bool                            // held was handed to us, and Root is where that happened
	commit  string                          // "" for the working directory; or [index]
	blobs   map[string]blob                 // of the commit
	held    map[string][]byte               // in memory; nil for none
}

// skipped are folders that are never walked: version control itself, and what
// package managers fetch.
var skipped = map[string]bool{
	".git": true, ".hg": true, ".svn": true, "node_modules": true, ".terraform": true, ".terragrunt-cache": true,
	"vendor": true, ".venv": true, "venv": true, "__pycache__": true, ".next": true, ".tox": true, ".gradle": true,
	"bower_components": true, "Pods": true, ".yarn": true, "site-packages": true,
}

// skip reports whether a folder is passed over. Of what terraform init leaves
// behind, the modules that it fetched are walked ([Fetched]): without them half of
// a configuration has no meaning.
func skip(rel string) bool {
	if path.Base(path.Dir(rel)) == ".terraform" {
		return path.Base(rel) != "modules"
	}
	base := path.Base(rel)
	return skipped[base] && base != ".terraform"
}

// Fetched reports whether a path lies in what terraform init fetched: other
// people's code, of which only Terraform's own reader makes anything.
func Fetched(p string) bool {
	return strings.HasPrefix(p, ".terraform/") || strings.Contains(p, "/.terraform/")
}

// Open prepares a path for scanning. It fails where the path does not exist or
// is neither a directory nor a regular file.
func Open(ctx context.Context, dir string) (*Tree, error) {
	abs, info, err := named(dir)
	if err != nil {
		return nil, err
	}
	t := &Tree{Root: abs, Start: "."}
	if info.Mode().IsRegular() {
		t.Root = filepath.Dir(abs)
	}
	t.enter(ctx)
	if info.Mode().IsRegular() {
		t.only = []string{path.Join(t.Start, filepath.Base(abs))}
	}
	return t, nil
}

// named is the real path of what the user names.
func named(p string) (abs string, info fs.FileInfo, err error) {
	if abs, err = filepath.Abs(p); err != nil {
		return "", nil, err
	}
	if abs, err = filepath.EvalSymlinks(abs); err != nil {
		return "", nil, err
	}
	if info, err = os.Stat(abs); err == nil && !info.Mode().IsRegular() && !info.IsDir() {
		err = errors.New("is neither a directory nor a regular file")
	}
	return abs, info, err
}

// enter makes the repository around the root the root.
func (t *Tree) enter(ctx context.Context) {
	root := gitRoot(t.Root)
	if root == "" {
		return
	}
	if rel, err := filepath.Rel(root, t.Root); err == nil {
		t.Root, t.Start, t.InGit = root, filepath.ToSlash(rel), true
	}
	t.tracked = sync.OnceValues(func() (map[string]bool, error) { return trackedFiles(ctx, root) })
}

// IsCommit reports whether the tree is that of a commit.
func (t *Tree) IsCommit() bool { return t.commit != "" }

// Whole reports whether the walk begins at the root and takes in all that lies there.
func (t *Tree) Whole() bool { return t.Start == "." && len(t.only) == 0 && !t.given }

// AtRoot reads one file that lies directly at the root, or returns nil.
func (t *Tree) AtRoot(name string) []byte {
	if name == "" || name != filepath.Base(name) {
		return nil
	}
	return t.File(name)
}

// File reads one file by its path from the root, or returns nil.
func (t *Tree) File(name string) []byte {
	var buf []byte
	readOne := t.one
	switch {
	case t.held != nil && !t.given:
		readOne = t.fromMemory
	case t.commit == "":
		readOne = func(name string, buf *[]byte) ([]byte, *Problem) {
			return read(filepath.Join(t.Root, filepath.FromSlash(name)), buf)
		}
	}
	data, problem := readOne(name, &buf)
	if problem != nil {
		return nil
	}
	return data
}

// one reads one file of a commit.
func (t *Tree) one(name string, buf *[]byte) ([]byte, *Problem) {
	b, ok := t.blobs[name]
	if !ok {
		return nil, &Problem{Why: "is not in the commit"}
	}
	r, err := t.reader(context.Background())
	if err != nil {
		return nil, &Problem{Why: "cannot be read: " + errStopped.Error()}
	}
	defer r.close()
	return r.read(b, buf)
}

// Covers reports whether every file of other is a file of t.
func (t *Tree) Covers(other *Tree) bool {
	if t.Root != other.Root || t.given || other.given {
		return false
	}
	if len(t.only) > 0 {
		return len(other.only) > 0 && !slices.ContainsFunc(other.only, func(p string) bool { return !slices.Contains(t.only, p) })
	}
	return t.Start == "." || t.Start == other.Start || strings.HasPrefix(other.Start, t.Start+"/")
}
