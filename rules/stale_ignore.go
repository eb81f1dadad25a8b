// SPDX-License-Identifier: Apache-2.0

package rules

import "github.com/stagedoor/stagedoor/graph"

// StaleIgnore asks which acceptance of the owner has no effect. The graph does not
// know the owner's words: the policy makes these findings.
var StaleIgnore = add(Rule{
	ID: "stale-ignore", Severity: Low, About: graph.Holder,
	Title:  "An acceptance of the owner has no effect",
	Why:    "An acceptance that is expired, has no reason or fits no finding looks like a decision and is none; the next finding in its place may be taken for accepted.",
	Fix:    "Remove the mark or entry, or give it a reason and a day in the future.",
	Cannot: "An entry for a file that git does not know is not called unused where the file is not there.",
	CWE:    []int{1188},
	Check:  func(*graph.Graph) []Finding { return nil },
})
