// SPDX-License-Identifier: Apache-2.0

//go:build linux || darwin

package cache

import (
	"os"
	"syscall"
)

// lock takes the file for its own, if it is free. The system gives it back when the
// file is closed, or the process ends.
func lock(f *os.File) bool {
	return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) != syscall.EWOULDBLOCK
}
