// SPDX-License-Identifier: Apache-2.0

//go:build unix

package main

import (
	"syscall"
	"testing"
)

func fifo(t *testing.T, path string) {
	if err := syscall.Mkfifo(path, 0o644); err != nil {
		t.Logf("SKIPPED the FIFO: %v", err)
	}
}
