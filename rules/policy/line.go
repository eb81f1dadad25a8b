// SPDX-License-Identifier: Apache-2.0

package policy

import (
	"fmt"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/rules"
)

// liveMark says that a provider's answer is needed to see a finding: a scan that
// asks none does not call its acceptance unused.
const liveMark = ":live"

// needsLive reports whether only --live can see a finding.
func needsLive(f rules.Finding) bool { return f.Basis() == graph.Fetched || f.First().File == "" }

// Line is the acceptance of a finding as a report prints it, its reason left
// blank. With the tag of the secret that the finding is about ("" for none),
// another secret in the same place reopens it.
func Line(f rules.Finding, tag string) string {
	digits := f.Fingerprint()[:16]
	if tag != "" {
		digits += ":" + tag
	}
	if needsLive(f) {
		digits += liveMark
	}
	return fmt.Sprintf("accept %q %q { reason = \"\" }", f.Rule, digits)
}

// LineSalt is the salt of the tag in an acceptance. It belongs to the credential
// and not to the finding: tags of one secret under many salts would together
// confirm a guess that none of them confirms.
func LineSalt(f rules.Finding) []byte {
	if f.About == nil {
		return nil
	}
	return []byte("accept\x00" + f.About.Public())
}
