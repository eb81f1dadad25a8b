// SPDX-License-Identifier: Apache-2.0

package tree

import (
	"bytes"
	"context"
	"errors"
	"strings"
)

// SkipIgnored leaves out what git ignores, folders as a whole, by the repository's
// own files and the user's. A file that git tracks is not ignored. It fails outside
// of a repository and where git does not answer.
func (t *Tree) SkipIgnored(ctx context.Context) error {
	if !t.InGit {
		return errors.New("is in no git repository")
	}
	out, err := askGit(ctx, t.Root, "ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory")
	if err != nil {
		return errors.New("is a repository of which git cannot say what it ignores")
	}
	t.ignored = map[string]struct{}{}
	for name := range bytes.SplitSeq(out, []byte{0}) {
		if len(name) > 0 {
			t.ignored[strings.TrimSuffix(string(name), "/")] = struct{}{}
		}
	}
	return nil
}

func (t *Tree) isIgnored(p string) bool {
	_, ok := t.ignored[p]
	return ok
}
