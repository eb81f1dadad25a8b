// SPDX-License-Identifier: Apache-2.0

package policy

import (
	"fmt"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/rules"
)

// liveMark says that a provider's answer is needed to see a finding: a scan that
// asks none does not call its acceptance unused.
const liveMark = ":live"

// pastMark says the same of the git history.
const pastMark = ":history"

// needsHistory reports whether only --history can see a finding.
func needsHistory(f rules.Finding) bool { return f.First().Past() }

// unmarked is the fingerprint of an acceptance, with the tag, without such a mark.
func unmarked(print string) string {
	print, _ = strings.CutSuffix(strings.ToLower(print), liveMark)
	print, _ = strings.CutSuffix(print, pastMark)
	return print
}

// seen reports whether what an acceptance is for could be seen in this run.
func (w Word) seen(print string) bool {
	print = strings.ToLower(print)
	return (w.Live || !strings.HasSuffix(print, liveMark)) && (w.History || !strings.HasSuffix(print, pastMark))
}

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
	switch {
	case needsLive(f):
		digits += liveMark
	case needsHistory(f):
		digits += pastMark
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
