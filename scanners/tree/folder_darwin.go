// SPDX-License-Identifier: Apache-2.0

package tree

import (
	"io/fs"
	"syscall"
)

func (s *Stamp) kept(info fs.FileInfo) {
	if of, ok := info.Sys().(*syscall.Stat_t); ok {
		s.Changed, s.Inode, s.Device = of.Ctimespec.Nano(), of.Ino, uint64(of.Dev)
	}
}
