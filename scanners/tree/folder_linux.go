// SPDX-License-Identifier: Apache-2.0

package tree

import (
	"bytes"
	"encoding/binary"
	"sync"

	"golang.org/x/sys/unix"
)

// A folder is one that is listed, and whose files are asked for by their names in
// it. It asks the system with the least there is to ask: package os prepares every
// file and folder for being waited on, which took half of the time.
type folder struct{ fd int }

func openFolder(full string) (f folder, err error) {
	err = again(func() error {
		f.fd, err = unix.Open(full, unix.O_RDONLY|unix.O_DIRECTORY|unix.O_NOFOLLOW|unix.O_CLOEXEC, 0)
		return err
	})
	return f, err
}

func (f folder) close() { _ = unix.Close(f.fd) }

// again is for calls that a signal may interrupt.
func again(call func() error) error {
	for {
		if err := call(); err != unix.EINTR {
			return err
		}
	}
}

var listings = sync.Pool{New: func() any { b := make([]byte, 32<<10); return &b }}

// list hands over every entry; see getdents64(2).
func (f folder) list(each func(name []byte, is kind) error) error {
	buf := listings.Get().(*[]byte)
	defer listings.Put(buf)
	for {
		n := 0
		err := again(func() (err error) {
			n, err = unix.Getdents(f.fd, *buf)
			return err
		})
		if err != nil || n <= 0 {
			return err
		}
		for rest := (*buf)[:n]; len(rest) > 19; {
			size := int(binary.NativeEndian.Uint16(rest[16:]))
			if size <= 19 || size > len(rest) {
				return unix.EIO
			}
			name, _, _ := bytes.Cut(rest[19:size], []byte{0})
			is := other
			switch rest[18] {
			case unix.DT_REG:
				is = regular
			case unix.DT_DIR:
				is = directory
			case unix.DT_UNKNOWN: // not every file system says it here
				is = f.kind(string(name))
			}
			rest = rest[size:]
			if s := string(name); s == "." || s == ".." {
				continue
			}
			if err := each(name, is); err != nil {
				return err
			}
		}
	}
}

func (f folder) stat(name string) (of unix.Stat_t, err error) {
	err = again(func() error { return unix.Fstatat(f.fd, name, &of, unix.AT_SYMLINK_NOFOLLOW) })
	return of, err
}

func (f folder) kind(name string) kind {
	of, err := f.stat(name)
	switch {
	case err == nil && of.Mode&unix.S_IFMT == unix.S_IFREG:
		return regular
	case err == nil && of.Mode&unix.S_IFMT == unix.S_IFDIR:
		return directory
	}
	return other
}

// stamp asks about a file; ok is false for what is none any more. No link is
// followed.
func (f folder) stamp(name string) (s Stamp, ok bool, err error) {
	of, err := f.stat(name)
	if err != nil || of.Mode&unix.S_IFMT != unix.S_IFREG {
		return s, false, err
	}
	return Stamp{
		Size: of.Size, Modified: of.Mtim.Nano(), Changed: of.Ctim.Nano(), Inode: of.Ino, Device: uint64(of.Dev), Mode: uint32(of.Mode),
	}, true, nil
}
