// SPDX-License-Identifier: Apache-2.0

package workstation

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// In this file: how a path of the list comes to be opened, or not.

// resolved is a path without links, or the path itself where it cannot be told.
func resolved(path string) string {
	if r, err := filepath.EvalSymlinks(path); err == nil {
		return r
	}
	return filepath.Clean(path)
}

// within reports whether a path is, or lies below, a folder.
func within(folder, path string) bool {
	rel, err := filepath.Rel(folder, path)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// gone reports whether a path is not there: a folder on its way may be a file.
func gone(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR)
}

// target is the regular file that a path leads to.
func (w *walk) target(s spot) (path string, info fs.FileInfo, state State, why string) {
	switch _, err := os.Lstat(s.path); {
	case err == nil:
	case gone(err):
		return "", nil, Absent, ""
	default:
		return "", nil, Unreadable, "cannot be read: " + reason(err)
	}
	path, err := filepath.EvalSymlinks(s.path)
	if err != nil {
		return "", nil, Unreadable, "is a link that leads nowhere, or in a circle"
	}
	if !s.named && !within(w.root, path) {
		return "", nil, Unreadable, "is, or lies behind, a link out of the home folder, which is not followed"
	}
	if info, err = os.Lstat(path); err != nil {
		return "", nil, Unreadable, "cannot be read: " + reason(err)
	}
	if !info.Mode().IsRegular() {
		return "", nil, Unreadable, "is not a regular file"
	}
	return path, info, Read, ""
}

// present looks whether a file is there, and does not open it.
func (w *walk) present(s spot) State {
	_, info, state, _ := w.target(s)
	if state == Read && info.Size() > 0 {
		return Present
	}
	return Absent
}

func (w *walk) read(s spot) (data []byte, state State, why string) {
	path, _, state, why := w.target(s)
	if state != Read {
		return nil, state, why
	}
	data, problem := w.Open(path)
	if problem != nil {
		return nil, Unreadable, problem.Why
	}
	return data, Read, ""
}

// reason words an error of the file system without its path.
func reason(err error) string {
	if errors.Is(err, fs.ErrPermission) {
		return "permission denied"
	}
	return "the file system refused"
}
