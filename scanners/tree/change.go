// SPDX-License-Identifier: Apache-2.0

package tree

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/stagedoor/stagedoor/graph/lazily"
)

// A Change is what a pull request does: from where it left its base to its head.
type Change struct {
	Base, Head string   // commits; no Head where it is the index
	Paths      []string // what differs, sorted; only of [Tree.Staged]

	added map[string][]span
}

// A span is of lines, both ends included.
type span struct{ first, last int }

// pullRequest is what GitHub calls the commit that merges a pull request into its
// base for a test: its first parent is the base.
var pullRequest = lazily.Compile(`^refs/pull/\d+/merge$`)

// Since finds what HEAD changes since it left ref. On the merge commit that
// GitHub makes of a pull request that is HEAD^1, so that two commits of depth are
// enough; elsewhere it is the merge base of ref and HEAD. The error is a sentence
// that says what to fetch.
func (t *Tree) Since(ctx context.Context, ref string) (*Change, error) {
	if !t.InGit {
		return nil, errors.New("the folder is in no git repository; leave out --diff-base")
	}
	head, err := t.resolve(ctx, "HEAD")
	if err != nil {
		return nil, errors.New("the repository has no commit yet; leave out --diff-base")
	}
	c := &Change{Head: head, added: map[string][]span{}}
	if c.Base, err = t.base(ctx, ref, head); err != nil {
		return nil, err
	}
	out, err := askGit(ctx, t.Root, append(slices.Clone(diff), c.Base, c.Head)...)
	if err != nil {
		return nil, fmt.Errorf("git cannot compare %s with HEAD; fetch both commits with their trees", printableRef(ref))
	}
	c.read(out)
	return c, nil
}

// diff asks git for the added lines alone.
var diff = []string{"-c", "core.quotePath=true", "diff", "--no-ext-diff", "--no-textconv", "--no-color", "-M", "-U0",
	"--src-prefix=a/", "--dst-prefix=b/", "--inter-hunk-context=0"}

func (t *Tree) base(ctx context.Context, ref, head string) (string, error) {
	shallow := t.shallow(ctx)
	if pullRequest.MatchString(os.Getenv("GITHUB_REF")) {
		if t.merges(ctx) { // and not the head of the pull request, checked out by name
			if base, err := t.resolve(ctx, "HEAD^1"); err == nil {
				return base, nil
			}
			return "", errors.New("this clone holds the merge commit only; check out with `fetch-depth: 2`")
		}
	}
	commit, err := t.resolve(ctx, ref)
	if err != nil {
		if commit, err = t.resolve(ctx, "origin/"+ref); err != nil {
			return "", fmt.Errorf("git knows no commit %s here; fetch it, with `git fetch origin %[1]s`", printableRef(ref))
		}
	}
	out, err := askGit(ctx, t.Root, "merge-base", commit, head)
	if err == nil {
		return strings.TrimSpace(string(out)), nil
	}
	if shallow {
		return "", fmt.Errorf("this clone is too shallow to tell where HEAD left %s; fetch more, with `git fetch --deepen=100`, or check out with `fetch-depth: 0`", printableRef(ref))
	}
	return "", fmt.Errorf("HEAD and %s have no commit in common; name a branch that HEAD comes from", printableRef(ref))
}

// merges reports whether HEAD has two parents, as its own text says: those that a
// shallow clone leaves out are among them.
func (t *Tree) merges(ctx context.Context) bool {
	out, err := askGit(ctx, t.Root, "cat-file", "commit", "HEAD")
	head, _, _ := bytes.Cut(out, []byte("\n\n"))
	return err == nil && bytes.Count(head, []byte("\nparent ")) > 1
}

func (t *Tree) resolve(ctx context.Context, ref string) (string, error) {
	out, err := askGit(ctx, t.Root, "rev-parse", "--verify", "--quiet", "--end-of-options", ref+"^{commit}")
	return strings.TrimSpace(string(out)), err
}

func (t *Tree) shallow(ctx context.Context) bool {
	out, err := askGit(ctx, t.Root, "rev-parse", "--is-shallow-repository")
	return err == nil && strings.TrimSpace(string(out)) == "true"
}

func printableRef(ref string) string { return Printable(ref[:min(len(ref), 100)]) }

var hunk = lazily.Compile(`^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@`)

// read takes the added lines out of a patch.
func (c *Change) read(patch []byte) {
	file := ""
	for line := range bytes.Lines(patch) {
		if rest, ok := bytes.CutPrefix(line, []byte("+++ ")); ok && !bytes.HasPrefix(line, []byte("++++")) {
			file = patched(strings.TrimRight(string(rest), "\n"))
			continue
		}
		if line[0] != '@' {
			continue
		}
		m := hunk.FindSubmatch(line)
		if m == nil {
			continue
		}
		first, _ := strconv.Atoi(string(m[1]))
		n := 1
		if len(m[2]) > 0 {
			n, _ = strconv.Atoi(string(m[2]))
		}
		if n > 0 && file != "" {
			c.added[file] = append(c.added[file], span{first, first + n - 1})
		}
	}
}

// patched is the path behind "+++ ": b/PATH, in quotes where git has to escape it,
// with a tab behind it where it holds a space.
func patched(name string) string {
	name = strings.TrimSuffix(name, "\t")
	if strings.HasPrefix(name, `"`) {
		unquoted, err := strconv.Unquote(name)
		if err != nil {
			return ""
		}
		name = unquoted
	}
	path, ok := strings.CutPrefix(name, "b/")
	if !ok {
		return "" // /dev/null: the file is gone
	}
	return path
}

// Adds reports whether a line of a file, by its path from the root, is one that
// the change adds.
func (c *Change) Adds(file string, line int) bool {
	if c == nil {
		return false
	}
	for _, s := range c.added[file] {
		if s.first <= line && line <= s.last {
			return true
		}
	}
	return false
}
