// SPDX-License-Identifier: Apache-2.0

package graph

import (
	"os"
	"regexp"
	"slices"
	"testing"
)

// TestTheListOfTraitsIsComplete: what is declared is on the list that rules of the
// user's own are checked against.
func TestTheListOfTraitsIsComplete(t *testing.T) {
	src, err := os.ReadFile("trait.go")
	if err != nil {
		t.Fatal(err)
	}
	var declared []TraitName
	for _, m := range regexp.MustCompile(`(?m)^\t\w+\s+TraitName = "([a-z-]+)"`).FindAllSubmatch(src, -1) {
		declared = append(declared, TraitName(m[1]))
	}
	if len(declared) < 30 || !slices.Equal(declared, TraitNames()) {
		t.Errorf("declared %v, listed %v", declared, TraitNames())
	}
}
