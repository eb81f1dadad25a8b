// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"fmt"
	"slices"

	"github.com/stagedoor/stagedoor/graph"
)

// This file tells of credentials in the git history.

// pastOnly is the finding where no tracked file has the credential any more.
func pastOnly(f Finding, past []*graph.Link) Finding {
	c, first := f.About, past[0].Why[0].At
	f.Title = fmt.Sprintf("%s (%s) stands in the git history of %s", c.Name, kindTitle(c), first.File)
	f.Message = fmt.Sprintf("the %s stood in plaintext in %s", called(c), at(first)) + until(first) + elsewhere(past)
	switch {
	case first.Gone:
		f.Message += "; the tree has it no more, which does not revoke it: everybody with a clone has it"
	case c.HasIn(graph.Holds):
		f.Message += "; the tree has it still, in a file that git does not track"
	default:
		f.Message += "; the tree has it still"
	}
	f.Fix = "Revoke it at the provider and put its successor into a secret store. To rewrite the history is no substitute: clones, forks and caches keep what was pushed."
	return f
}

// alsoPast is what the history adds to a credential that a tracked file has.
func alsoPast(past []*graph.Link) string {
	first := past[0].Why[0].At
	return "; the git history has it from commit " + short(first.Commit) + " on" + until(first) + elsewhere(past) + ", so that taking it out of the tree revokes nothing"
}

// until names the last commit that writes it, where that is another than the first.
func until(p graph.Location) string {
	if p.LastCommit == "" || p.LastCommit == p.Commit {
		return ""
	}
	return ", written last by commit " + short(p.LastCommit)
}

// elsewhere names the other files in whose history it is: that staging's and
// production's both had it is their past, and no crossing.
func elsewhere(past []*graph.Link) string {
	var files []string
	for _, l := range past[1:] {
		if file := l.Why[0].At.File; file != past[0].Why[0].At.File && !slices.Contains(files, file) {
			files = append(files, file)
		}
	}
	if len(files) == 0 {
		return ""
	}
	return ", and in the history of " + enumerated(files)
}
