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
	"io"
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

// Stats counts what was read.
type Stats struct {
	Files    int
	Bytes    int64
	Unopened int // archives ([Tree.OpenArchives])
	Absent   int // files that git tracks and a sparse checkout leaves out
}

// Visit reads every file once and hands it to visit, with the given number of
// workers; visit is told which worker calls it, from 0. Files that want refuses,
// by their path from the root, are not read. It returns when all are done, or early with the context's error.
// Problems are sorted.
func (t *Tree) Visit(ctx context.Context, workers int, want func(path string) bool, visit func(worker int, f File)) (Stats, []Problem, error) {
	workers = max(workers, 1)
	paths := make(chan string, 256)
	type result struct {
		Stats
		problems []Problem
	}
	results := make([]result, workers)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			var buf []byte
			r := &results[w]
			readFile, done := t.readFile(ctx)
			defer done()
			for p := range paths {
				if t.opens(p) {
					n, problems := t.unpack(ctx, p, want, func(name string, data []byte) {
						r.Files++
						visit(w, File{t.inner(name), t.IsTracked(p), data, nil})
					})
					r.Bytes += n
					for _, problem := range problems {
						problem.Path = t.inner(problem.Path)
						r.problems = append(r.problems, problem)
					}
					continue
				}
				data, problem := readFile(p, &buf)
				large := problem != nil && problem.TooLarge
				if large {
					var n int64
					n, problem = t.large(p, &buf, func(data []byte, at *Part) { visit(w, File{t.inner(p), t.IsTracked(p), data, at}) })
					r.Bytes += n
				}
				if problem != nil {
					problem.Path = t.inner(p)
					r.problems = append(r.problems, *problem)
					continue
				}
				if formatOf(p) != unpacked && (large || Binary(data)) {
					r.Unopened++
				}
				if large {
					continue
				}
				r.Files++
				r.Bytes += int64(len(data))
				visit(w, File{t.inner(p), t.IsTracked(p), data, nil})
			}
		}()
	}
	walkProblems, err := t.walk(ctx, want, paths)
	close(paths)
	wg.Wait()
	all := result{problems: append(walkProblems, t.unasked()...)}
	for _, r := range results {
		all.Files += r.Files
		all.Bytes += r.Bytes
		all.Unopened += r.Unopened
		all.problems = append(all.problems, r.problems...)
	}
	all.Absent = t.absent()
	slices.SortFunc(all.problems, func(a, b Problem) int { return strings.Compare(a.Path+a.Why, b.Path+b.Why) })
	return all.Stats, all.problems, err
}

// readFile is how one worker reads files, and what it does when it is done.
func (t *Tree) readFile(ctx context.Context) (func(p string, buf *[]byte) ([]byte, *Problem), func()) {
	if t.held != nil {
		return t.fromMemory, func() {}
	}
	if t.commit == "" {
		return func(p string, buf *[]byte) ([]byte, *Problem) {
			return read(filepath.Join(t.Root, filepath.FromSlash(p)), buf)
		}, func() {}
	}
	r, err := t.reader(ctx)
	if err != nil {
		return func(string, *[]byte) ([]byte, *Problem) {
			return nil, &Problem{Why: "cannot be read: git could not be started"}
		}, func() {}
	}
	return func(p string, buf *[]byte) ([]byte, *Problem) { return r.read(t.blobs[p], buf) }, r.close
}

// inner is a path of the root relative to where the walk begins.
func (t *Tree) inner(p string) string {
	if t.Start == "." {
		return p
	}
	return strings.TrimPrefix(p, t.Start+"/")
}

func (t *Tree) walk(ctx context.Context, want func(string) bool, paths chan<- string) (problems []Problem, err error) {
	if t.commit != "" || t.held != nil {
		for _, p := range t.listed(want) {
			select {
			case paths <- p:
			case <-ctx.Done():
				return nil, ctx.Err()
			}
		}
		return nil, nil
	}
	if len(t.only) > 0 {
		for _, p := range t.only {
			if !want(p) {
				continue
			}
			select {
			case paths <- p:
			case <-ctx.Done():
				return nil, ctx.Err()
			}
		}
		return nil, nil
	}
	start := filepath.Join(t.Root, filepath.FromSlash(t.Start))
	err = filepath.WalkDir(start, func(full string, d fs.DirEntry, err error) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		rel, relErr := filepath.Rel(t.Root, full)
		if relErr != nil {
			return nil
		}
		rel = filepath.ToSlash(rel)
		if err != nil {
			problems = append(problems, Problem{t.inner(rel), false, "cannot be read: " + reason(err)})
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if d.IsDir() {
			if full != start && (skip(rel) || t.isIgnored(rel)) {
				return fs.SkipDir
			}
			return nil
		}
		if !d.Type().IsRegular() || t.isIgnored(rel) || !want(rel) {
			return nil
		}
		select {
		case paths <- rel:
		case <-ctx.Done():
			return ctx.Err()
		}
		return nil
	})
	return problems, err
}

// ReadFile reads one regular file by its full path, with the promises of a walk: no
// link is followed, nothing is waited for, nothing over [MaxSize] is read.
func ReadFile(full string) ([]byte, *Problem) {
	var buf []byte
	return read(full, &buf)
}

// read reads a whole regular file into buf, growing it where needed. The file
// is looked at again after opening, so that a swap for a FIFO does not hang.
func read(full string, buf *[]byte) ([]byte, *Problem) {
	info, err := os.Lstat(full)
	if err != nil {
		return nil, &Problem{Why: "cannot be read: " + reason(err)}
	}
	if !info.Mode().IsRegular() {
		return nil, &Problem{Why: "is no longer a regular file"}
	}
	if info.Size() > MaxSize {
		return nil, &Problem{TooLarge: true, Why: tooLarge}
	}
	file, err := openNoFollow(full)
	if err != nil {
		return nil, &Problem{Why: "cannot be read: " + reason(err)}
	}
	defer func() { _ = file.Close() }()
	size := int(info.Size())
	if cap(*buf) < size+1 {
		*buf = make([]byte, 0, size+size/4+512)
	}
	b := (*buf)[:0]
	for {
		if len(b) == cap(b) {
			b = append(b, 0)[:len(b)]
		}
		n, err := file.Read(b[len(b):cap(b)])
		b = b[:len(b)+n]
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, &Problem{Why: "cannot be read: " + reason(err)}
		}
		if len(b) > MaxSize {
			return nil, &Problem{TooLarge: true, Why: tooLarge}
		}
	}
	*buf = b
	return b, nil
}

// reason words an error of the file system without its path.
func reason(err error) string {
	switch {
	case errors.Is(err, fs.ErrPermission):
		return "permission denied"
	case errors.Is(err, fs.ErrNotExist):
		return "it is gone"
	}
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		return pathErr.Err.Error()
	}
	return "the file system refused"
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
