// SPDX-License-Identifier: Apache-2.0

package tree

import (
	"context"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// Stats counts what was read.
type Stats struct {
	Files    int
	Bytes    int64
	Unopened int // archives ([Tree.OpenArchives])
	Absent   int // files that git tracks and a sparse checkout leaves out
}

// Visit reads every file once and hands it to visit, with the given number of
// workers; visit is told which worker calls it, from 0. Files that want refuses,
// by their path from the root, are not read. It returns when all are done, or early
// with the context's error. Problems are sorted.
func (t *Tree) Visit(ctx context.Context, workers int, want func(path string) bool, visit func(worker int, f File)) (Stats, []Problem, error) {
	paths := make(chan string, 256)
	all := make([]visitor, max(workers, 1))
	var running sync.WaitGroup
	for w := range all {
		all[w] = visitor{tree: t, want: want, visit: func(f File) { visit(w, f) }}
		running.Go(func() { all[w].work(ctx, paths) })
	}
	problems, err := t.walk(ctx, want, paths)
	close(paths)
	running.Wait()
	problems = append(problems, t.unasked()...)
	total := Stats{Absent: t.absent()}
	for _, v := range all {
		total.Files += v.Files
		total.Bytes += v.Bytes
		total.Unopened += v.Unopened
		problems = append(problems, v.problems...)
	}
	slices.SortFunc(problems, func(a, b Problem) int { return strings.Compare(a.Path+a.Why, b.Path+b.Why) })
	return total, problems, err
}

// A visitor is one worker of a visit.
type visitor struct {
	Stats
	tree     *Tree
	want     func(path string) bool
	visit    func(f File)
	problems []Problem
	buf      []byte
}

func (v *visitor) work(ctx context.Context, paths <-chan string) {
	readFile, done := v.tree.readFile(ctx)
	defer done()
	for p := range paths {
		if v.tree.opens(p) {
			v.archive(ctx, p)
		} else {
			v.file(p, readFile)
		}
	}
}

func (v *visitor) file(p string, readFile func(p string, buf *[]byte) ([]byte, *Problem)) {
	data, problem := readFile(p, &v.buf)
	large := problem != nil && problem.TooLarge
	if large {
		var read int64
		read, problem = v.tree.large(p, &v.buf, func(part []byte, at *Part) { v.see(p, p, part, at) })
		v.Bytes += read
	}
	if problem != nil {
		v.tell(p, *problem)
		return
	}
	if formatOf(p) != unpacked && (large || Binary(data)) {
		v.Unopened++
	}
	if !large {
		v.Files++
		v.Bytes += int64(len(data))
		v.see(p, p, data, nil)
	}
}

func (v *visitor) archive(ctx context.Context, p string) {
	read, problems := v.tree.unpack(ctx, p, v.want, func(member string, data []byte) {
		v.Files++
		v.see(member, p, data, nil)
	})
	v.Bytes += read
	for _, problem := range problems {
		v.tell(problem.Path, problem)
	}
}

// see shows a file, which git tracks where it tracks the one that holds it.
func (v *visitor) see(p, holder string, data []byte, at *Part) {
	v.visit(File{v.tree.inner(p), v.tree.IsTracked(holder), data, at})
}

func (v *visitor) tell(p string, problem Problem) {
	problem.Path = v.tree.inner(p)
	v.problems = append(v.problems, problem)
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
