// SPDX-License-Identifier: Apache-2.0

package cloudformation

import (
	"path/filepath"
	"testing"

	"golang.org/x/tools/txtar"
)

// FuzzStacks: whatever the files say, an evaluation ends.
func FuzzStacks(f *testing.F) {
	stories, _ := filepath.Glob("testdata/*.txtar")
	for _, story := range stories {
		ar, err := txtar.ParseFile(story)
		if err != nil {
			f.Fatal(err)
		}
		ar.Files = ar.Files[:len(ar.Files)-1]
		f.Add(txtar.Format(ar))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) < 32<<10 {
			dump(repository(txtar.Parse(data).Files))
		}
	})
}
