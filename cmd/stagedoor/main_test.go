// SPDX-License-Identifier: Apache-2.0

package main

import (
	"os"
	"path/filepath"
	"testing"
)

// asMain makes the test's own binary the program: what a hook or a step of a
// workflow runs by name.
const asMain = "STAGEDOOR_TEST_IS_THE_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asMain) != "" {
		main()
	}
	os.Exit(m.Run())
}

// installed puts a program called stagedoor into a folder and returns the folder.
func installed(t *testing.T) string {
	t.Helper()
	own, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	script := "#!/bin/sh\n" + asMain + "=1 exec '" + own + "' \"$@\"\n"
	if err := os.WriteFile(filepath.Join(folder, "stagedoor"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	return folder
}
