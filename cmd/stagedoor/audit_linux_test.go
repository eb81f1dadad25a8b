// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"encoding/binary"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// TestTheSystemSeesNothingElseOpened: what TestNothingElseIsOpened asks of our own
// function, asked of the kernel: every file of the home folder that is opened while
// the audit runs, by whatever call.
func TestTheSystemSeesNothingElseOpened(t *testing.T) {
	m := makeHome(t)
	fd, err := syscall.InotifyInit1(syscall.IN_NONBLOCK)
	if err != nil {
		t.Skip("needs inotify: ", err)
	}
	defer func() { _ = syscall.Close(fd) }()
	folders := map[int32]string{}
	_ = filepath.WalkDir(m.home, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			if w, err := syscall.InotifyAddWatch(fd, path, syscall.IN_OPEN); err == nil {
				folders[int32(w)] = path
			}
		}
		return nil
	})
	m.audit(t, nil)
	opened := openedIn(fd, folders)
	if len(opened) < 40 {
		t.Skipf("the kernel told of %d files only", len(opened))
	}
	for _, path := range opened {
		if slices.Contains(m.untouched, path) {
			t.Errorf("%s was opened", path)
		}
		if !slices.Contains(m.opened, path) {
			t.Errorf("%s was opened past the list", path)
		}
	}
}

// openedIn reads the events: files, not folders, by full path, each once.
func openedIn(fd int, folders map[int32]string) (all []string) {
	buf := make([]byte, 1<<20)
	for {
		n, err := syscall.Read(fd, buf)
		if err != nil || n <= 0 {
			return all
		}
		for b := buf[:n]; len(b) >= syscall.SizeofInotifyEvent; {
			watch, mask, length := int32(binary.NativeEndian.Uint32(b)), binary.NativeEndian.Uint32(b[4:]), binary.NativeEndian.Uint32(b[12:])
			name, _, _ := bytes.Cut(b[16:16+length], []byte{0})
			b = b[16+length:]
			path := filepath.Join(folders[watch], string(name))
			if mask&syscall.IN_ISDIR == 0 && len(name) > 0 && !slices.Contains(all, path) && strings.HasPrefix(path, "/") {
				all = append(all, path)
			}
		}
	}
}
