// SPDX-License-Identifier: Apache-2.0

package reporters

import (
	"bytes"
	"strings"
	"testing"
)

// TestPlacesOfTheHistoryAreNoPlacesOfTheCheckout: a viewer that opens files is not
// sent to one that is gone, or is another by now; a reader is told the commit.
func TestPlacesOfTheHistoryAreNoPlacesOfTheCheckout(t *testing.T) {
	p := placeView{File: "a b/deploy.sh", Line: 3, Column: 5, Commit: strings.Repeat("ab", 20), LastCommit: strings.Repeat("cd", 20), Gone: true}
	f := findingView{Rule: "exposed-credential", Title: "a key", Message: "a key stood here", Locations: []placeView{p}, Fingerprint: strings.Repeat("0", 64)}
	if at := sarifPrimary(f); at.Artifact.URI != "stagedoor/history/a%20b/deploy.sh" {
		t.Errorf("SARIF: %+v", at)
	}
	if path, line := placeInTree(f); path != "stagedoor/history/a b/deploy.sh" || line != 3 {
		t.Errorf("GitLab: %s:%d", path, line)
	}
	if got := p.String(); got != "a b/deploy.sh:3:5 (commit abababababab)" {
		t.Errorf("text: %s", got)
	}
	var out bytes.Buffer
	if err := writeGitHub(&out, view{Findings: []findingView{f}}); err != nil || strings.Contains(out.String(), "file=") {
		t.Errorf("GitHub: %v %s", err, out.String())
	}
	if j := placeJSON(p); j.Commit != p.Commit || j.LastCommit != p.LastCommit || j.InTree == nil || *j.InTree {
		t.Errorf("JSON: %+v", j)
	}
}
