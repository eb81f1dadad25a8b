// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"fmt"

	"github.com/stagedoor/stagedoor/graph"
)

// This file tells of credentials in the git history.

// pastOnly is the finding where no tracked file has the credential any more.
func pastOnly(f Finding, past []*graph.Link) Finding {
	c, first := f.About, past[0].Why[0].At
	f.Title = fmt.Sprintf("%s (%s) stands in the git history of %s", c.Name, kindTitle(c), first.File)
	f.Message = fmt.Sprintf("the %s stood in plaintext in %s; %s; ", called(c), at(first), written(past))
	switch {
	case first.Gone:
		f.Message += "the tree has it no more, which does not revoke it: everybody with a clone has it"
	case c.HasIn(graph.Holds):
		f.Message += "the tree has it still, in a file that git does not track"
	default:
		f.Message += "the tree has it still"
	}
	f.Fix = "Revoke it at the provider and put its successor into a secret store. To rewrite the history is no substitute: clones, forks and caches keep what was pushed."
	return f
}

// written says which commits write a credential: the first of all and the last.
func written(past []*graph.Link) string {
	says := when(past[0])
	if more := len(past) - 1; more > 0 {
		says += fmt.Sprintf(", and the history of %d more files has it", more)
	}
	return says
}

// when words the commits of one place.
func when(l *graph.Link) string {
	p := l.Why[0].At
	if p.LastCommit == "" || p.LastCommit == p.Commit {
		return "commit " + short(p.Commit) + " writes it"
	}
	return "commit " + short(p.Commit) + " writes it first, " + short(p.LastCommit) + " last"
}
