// SPDX-License-Identifier: Apache-2.0

//go:build unix

package workstation

import (
	"path/filepath"
	"syscall"
	"testing"
)

// TestAFIFOIsNotWaitedFor: nobody writes to it, and the audit ends.
func TestAFIFOIsNotWaitedFor(t *testing.T) {
	m := newMachine(t, nil)
	if err := syscall.Mkfifo(filepath.Join(m.Home, ".vault-token"), 0o600); err != nil {
		t.Skip("needs a FIFO: ", err)
	}
	_, visits := m.look()
	if v := visits["~/.vault-token"]; v.State != Unreadable || v.Why != "is not a regular file" {
		t.Errorf("%+v", v)
	}
}
