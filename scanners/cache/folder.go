// SPDX-License-Identifier: Apache-2.0

package cache

import (
	"crypto/rand"
	"encoding/hex"
	"io"
	"io/fs"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"
)

// A Folder holds entries. It is the user's alone: whatever is done in it is done
// below the very folder that was looked at when it was opened, and follows no link.
type Folder struct{ root *os.Root }

const (
	keptFor    = 30 * 24 * time.Hour // since an entry was last of use
	mostKept   = 64                  // entries
	mostBytes  = 256 << 20           // of all entries
	usedAgain  = 24 * time.Hour      // an entry's time is set anew after this long
	forgotten  = time.Hour           // what a process that was killed has left behind
	suffix     = ".graph"
	lockSuffix = ".lock"
	newPrefix  = ".new-"
)

// Open opens the folder, and makes it where it is missing. It returns nil where there
// can be no cache.
func Open(dir string) *Folder {
	if dir == "" || os.MkdirAll(dir, 0o700) != nil {
		return nil
	}
	named, err := os.Lstat(dir)
	if err != nil || !named.IsDir() {
		return nil
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil
	}
	opened, err := root.Stat(".")
	if err != nil || !os.SameFile(named, opened) || !private(opened) {
		_ = root.Close()
		return nil
	}
	return &Folder{root}
}

// Close ends its use.
func (f *Folder) Close() {
	if f != nil {
		_ = f.root.Close()
	}
}

// private reports whether a file or folder is the user's, and nobody else's in any
// way. Elsewhere than on Unix the system keeps a user's cache from other users.
func private(info fs.FileInfo) bool {
	return ours(info) && (runtime.GOOS == "windows" || info.Mode().Perm()&0o077 == 0)
}

func named(key Digest) string { return hex.EncodeToString(key[:16]) }

// Load reads an entry, or returns nil.
func (f *Folder) Load(key Digest) *Entry {
	if f == nil {
		return nil
	}
	name := named(key) + suffix
	before, err := f.root.Lstat(name)
	if err != nil || !before.Mode().IsRegular() {
		return nil
	}
	file, err := f.root.OpenFile(name, os.O_RDONLY|nonblocking, 0)
	if err != nil {
		return nil
	}
	defer func() { _ = file.Close() }()
	info, err := file.Stat()
	if err != nil || !info.Mode().IsRegular() || !private(info) || info.Size() > largest {
		return nil
	}
	data := make([]byte, info.Size())
	if _, err := io.ReadFull(file, data); err != nil {
		return nil
	}
	e, ok := decode(data)
	if !ok {
		return nil
	}
	if now := time.Now(); now.Sub(info.ModTime()) > usedAgain {
		_ = f.root.Chtimes(name, now, now)
	}
	return e
}

// Save puts an entry in the place of what is there, at once, and throws out what is
// old or too much. What goes wrong is not told.
func (f *Folder) Save(key Digest, e *Entry) {
	if f == nil {
		return
	}
	var lot [8]byte
	_, _ = rand.Read(lot[:]) // never fails
	fresh := newPrefix + hex.EncodeToString(lot[:])
	file, err := f.root.OpenFile(fresh, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return
	}
	_, err = file.Write(e.encode())
	if file.Close() != nil || err != nil || f.root.Rename(fresh, named(key)+suffix) != nil {
		_ = f.root.Remove(fresh)
	}
	f.tidy(time.Now())
}

// tidy keeps the folder in its bounds: of entries the newest.
func (f *Folder) tidy(now time.Time) {
	dir, err := f.root.Open(".")
	if err != nil {
		return
	}
	defer func() { _ = dir.Close() }()
	listed, _ := dir.ReadDir(-1)
	var kept []fs.FileInfo
	for _, e := range listed {
		info, err := e.Info()
		if err != nil || info.IsDir() {
			continue
		}
		age := now.Sub(info.ModTime())
		switch {
		case strings.HasPrefix(e.Name(), newPrefix) && age > forgotten, age > keptFor:
			_ = f.root.Remove(e.Name())
		case strings.HasSuffix(e.Name(), suffix):
			kept = append(kept, info)
		}
	}
	slices.SortFunc(kept, func(a, b fs.FileInfo) int { return b.ModTime().Compare(a.ModTime()) })
	bytes := int64(0)
	for i, info := range kept {
		if bytes += info.Size(); i >= mostKept || bytes > mostBytes {
			_ = f.root.Remove(info.Name())
			_ = f.root.Remove(strings.TrimSuffix(info.Name(), suffix) + lockSuffix)
		}
	}
}
