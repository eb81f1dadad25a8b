// SPDX-License-Identifier: Apache-2.0

//go:build unix

package providers

import (
	"io/fs"
	"os"
	"syscall"
)

// ours reports whether a file belongs to the user.
func ours(info fs.FileInfo) bool {
	s, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(s.Uid) == os.Geteuid()
}
