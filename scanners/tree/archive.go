// SPDX-License-Identifier: Apache-2.0

package tree

import (
	"archive/tar"
	"archive/zip"
	"context"
	"errors"
	"io"
	"os"
	"path"
	"path/filepath"
)

// Inside stands between the path of an archive and that of a file in it.
const Inside = "!/"

const (
	// maxMembers and maxUnpacked bound what one archive of the tree may hold, with all
	// archives in it: a few bytes can be made to hold anything.
	maxMembers  = 50_000
	maxUnpacked = 512 << 20
)

// An unpacking is the work on one archive of the tree.
type unpacking struct {
	tree     *Tree
	ctx      context.Context
	want     func(path string) bool
	see      func(p string, data []byte)
	members  int
	bytes    int64
	problems []Problem
}

var errBounds = errors.New("bounds")

// OpenArchives has archives opened that lie at most so deep in one another; 0 is
// none. Their files are then files of the tree, by the archive's path, [Inside] and
// their own.
func (t *Tree) OpenArchives(depth int) { t.depth = depth }

// opens reports whether a file is read as an archive.
func (t *Tree) opens(p string) bool {
	return t.depth > 0 && t.commit == "" && t.held == nil && formatOf(p) != unpacked
}

// unpack shows the files of an archive of the tree.
func (t *Tree) unpack(ctx context.Context, p string, want func(string) bool, see func(p string, data []byte)) (bytes int64, problems []Problem) {
	u := &unpacking{tree: t, ctx: ctx, want: want, see: see}
	file, err := openNoFollow(filepath.Join(t.Root, filepath.FromSlash(p)))
	if err != nil {
		return 0, []Problem{{p, false, "cannot be read: " + reason(err)}}
	}
	defer func() { _ = file.Close() }()
	info, err := file.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return 0, []Problem{{p, false, "is no longer a regular file"}}
	}
	u.open(p, file, info.Size(), t.depth)
	return u.bytes, u.problems
}

func (u *unpacking) problem(p string, large bool, why string) {
	u.problems = append(u.problems, Problem{p, large, why})
}

// open shows the files of one archive. A fault in a decoder is a problem of the
// archive.
func (u *unpacking) open(p string, r readerAt, size int64, depth int) {
	defer func() {
		if recover() != nil {
			u.problem(p, false, "is no archive that can be read to its end")
		}
	}()
	f := formatOf(p)
	switch {
	case f == closed:
		u.problem(p, false, "is an archive of a kind that is not opened: unpack it beside it")
		return
	case depth == 0:
		u.problem(p, false, "is an archive in an archive, deeper than --archives says")
		return
	}
	err := u.all(f, p, r, size, depth-1)
	switch {
	case errors.Is(err, errBounds):
		u.problem(p, true, "holds more than 50,000 files or 512 MiB: the rest was not read")
	case err != nil && u.ctx.Err() == nil:
		u.problem(p, false, "is no archive that can be read to its end")
	}
}

func (u *unpacking) all(f format, p string, r readerAt, size int64, depth int) error {
	if f == zipped {
		return u.zip(p, r, size, depth)
	}
	plain, name, err := decompressed(f, path.Base(p), io.NewSectionReader(r, 0, size))
	if err != nil {
		return err
	}
	if !f.tar() {
		return u.member(p, name, plain, depth)
	}
	t := tar.NewReader(plain)
	for {
		h, err := t.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if h.Typeflag != tar.TypeReg {
			if u.bytes += h.Size; u.bytes > maxUnpacked {
				return errBounds
			}
			continue
		}
		if err := u.member(p, h.Name, t, depth); err != nil {
			return err
		}
	}
}

func (u *unpacking) zip(p string, r io.ReaderAt, size int64, depth int) error {
	z, err := zip.NewReader(r, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return err
	}
	for _, f := range z.File {
		if !f.Mode().IsRegular() {
			continue
		}
		if f.Flags&1 != 0 {
			u.problem(u.name(p, f.Name), false, "is encrypted")
			continue
		}
		body, err := f.Open()
		if err != nil {
			u.problem(u.name(p, f.Name), false, "is packed in a way that is not read")
			continue
		}
		err = u.member(p, f.Name, body, depth)
		_ = body.Close()
		if err != nil {
			return err
		}
	}
	return nil
}

type readerAt interface {
	io.ReaderAt
	io.Reader
}

var _ readerAt = (*os.File)(nil)
