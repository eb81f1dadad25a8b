// SPDX-License-Identifier: Apache-2.0

//go:build unix

package tree

import (
	"os"
	"syscall"
)

// openNoFollow opens without following a link and without waiting on a FIFO.
func openNoFollow(full string) (*os.File, error) {
	return os.OpenFile(full, os.O_RDONLY|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0)
}
