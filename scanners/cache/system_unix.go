// SPDX-License-Identifier: Apache-2.0

//go:build unix

package cache

import (
	"io/fs"
	"os"
	"syscall"
)

// nonblocking keeps a FIFO in the place of a file from making anybody wait.
const nonblocking = syscall.O_NONBLOCK

// ours reports whether a file belongs to the user.
func ours(info fs.FileInfo) bool {
	s, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(s.Uid) == os.Geteuid()
}
