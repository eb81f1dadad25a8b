// SPDX-License-Identifier: Apache-2.0

package tree

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
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

// name is the path of a member, which never leaves the archive.
func (u *unpacking) name(archive, member string) string {
	return archive + Inside + path.Clean("/" + strings.ReplaceAll(member, "\\", "/"))[1:]
}

// member reads one file of an archive, and goes on into it where it is one.
func (u *unpacking) member(archive, member string, body io.Reader, depth int) error {
	if err := u.ctx.Err(); err != nil {
		return err
	}
	if u.members++; u.members > maxMembers {
		return errBounds
	}
	p := u.name(archive, member)
	inner := p[len(archive)+len(Inside):]
	nested := formatOf(inner) != unpacked
	if passedOver(inner) || !nested && !u.want(p) {
		return u.spend(io.Copy(io.Discard, io.LimitReader(body, maxUnpacked-u.bytes+1)))
	}
	most := int64(MaxSize)
	if nested {
		most = maxUnpacked
	}
	data, err := io.ReadAll(io.LimitReader(body, min(most, maxUnpacked-u.bytes)+1))
	if err := u.spend(int64(len(data)), err); err != nil {
		return err
	}
	if int64(len(data)) > most {
		u.problem(p, true, tooLarge)
		return u.spend(io.Copy(io.Discard, io.LimitReader(body, maxUnpacked-u.bytes+1)))
	}
	if nested {
		u.open(p, bytes.NewReader(data), int64(len(data)), depth)
		return nil
	}
	u.see(p, data)
	return nil
}

func (u *unpacking) spend(n int64, err error) error {
	if u.bytes += n; u.bytes > maxUnpacked {
		return errBounds
	}
	return err
}

// passedOver reports whether a member lies in a folder that is never walked.
func passedOver(inner string) bool {
	for dir := path.Dir(inner); dir != "."; dir = path.Dir(dir) {
		if skip(dir) {
			return true
		}
	}
	return false
}

type readerAt interface {
	io.ReaderAt
	io.Reader
}

var _ readerAt = (*os.File)(nil)
