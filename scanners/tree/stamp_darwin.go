// SPDX-License-Identifier: Apache-2.0

package tree

import (
	"io/fs"
	"syscall"
)

// stampOf asks the file system about one entry of a folder; no link is followed.
// It is [fs.DirEntry.Info] without what that keeps besides. ok is false for what
// has become another thing than a file.
func stampOf(folder string, e fs.DirEntry) (s Stamp, ok bool, err error) {
	var of syscall.Stat_t
	full := folder + "/" + e.Name()
	for {
		if err = syscall.Lstat(full, &of); err != syscall.EINTR {
			break
		}
	}
	if err != nil || of.Mode&syscall.S_IFMT != syscall.S_IFREG {
		return s, false, err
	}
	return Stamp{
		Size: of.Size, Modified: of.Mtimespec.Nano(), Changed: of.Ctimespec.Nano(), Inode: of.Ino, Device: uint64(of.Dev), Mode: uint32(of.Mode),
	}, true, nil
}
