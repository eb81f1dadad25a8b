// SPDX-License-Identifier: Apache-2.0

package main

import "testing"

// TestOwnRepository: our own repository, fixtures and all, has nothing at or
// above medium, however unsure.
func TestOwnRepository(t *testing.T) {
	if code, out, errs := stagedoor("scan", "--fail-on", "medium", "--min-basis", "guessed", "../.."); code != exitClean {
		t.Errorf("exit %d: %s%s", code, out, errs)
	}
}

// TestBlastOfTheDemo: the place of the token answers what it would destroy.
func TestBlastOfTheDemo(t *testing.T) {
	for where, want := range map[string]int{
		"testdata/demo/scripts/add-domain.sh:5": exitFindings,
		"scripts/add-domain.sh:5":               exitFindings,
		"RAILWAY_API_TOKEN":                     exitFindings,
		"testdata/demo/railway.json":            exitClean,
	} {
		if code, out, errs := stagedoor("blast", where, "../../testdata/demo"); code != want {
			t.Errorf("%s: exit %d, want %d: %s%s", where, code, want, out, errs)
		}
	}
}
