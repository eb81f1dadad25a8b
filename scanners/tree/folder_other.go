// SPDX-License-Identifier: Apache-2.0

//go:build !linux

package tree

import (
	"os"
	"path/filepath"
)

// A folder is one that is listed, and whose files are asked for by their names in
// it.
type folder struct{ *os.File }

func openFolder(full string) (folder, error) {
	f, err := os.Open(full)
	return folder{f}, err
}

func (f folder) close() { _ = f.Close() }

// list hands over every entry.
func (f folder) list(each func(name []byte, is kind) error) error {
	entries, err := f.ReadDir(-1)
	for _, e := range entries {
		is := other
		switch {
		case e.Type().IsRegular():
			is = regular
		case e.IsDir():
			is = directory
		}
		if err := each([]byte(e.Name()), is); err != nil {
			return err
		}
	}
	return err
}

// stamp asks about a file; ok is false for what is none any more. No link is
// followed.
func (f folder) stamp(name string) (s Stamp, ok bool, err error) {
	info, err := os.Lstat(filepath.Join(f.Name(), name))
	if err != nil || !info.Mode().IsRegular() {
		return s, false, err
	}
	s = Stamp{Size: info.Size(), Modified: info.ModTime().UnixNano(), Mode: uint32(info.Mode())}
	s.kept(info)
	return s, true, nil
}
