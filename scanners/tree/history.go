// SPDX-License-Identifier: Apache-2.0

package tree

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
)

// A History is the commits that all refs of a repository lead to (branches, tags,
// stashes, notes, what was fetched), without those that only a reflog still knows.
//
// It is read in two steps. [History.Sift] reads each version of a file once and
// compares it by lines with the one before, to find the commits that may add
// something of interest; of those, and of the files in question, [History.Read] reads
// what `git diff-tree` tells, so that what is found has the hunks and lines of git,
// which are gitleaks'. CPU of scans of public histories, all told, with everything
// read as git tells it, in both steps, and by `gitleaks git` (8.30.1 with RE2):
//
//	flask      5,531 commits   1.6 s   1.3 s   2.7 s
//	express   11,467           2.2     1.7     4.3
//	gitleaks   3,795           2.3     1.6     5.7
//	caddy      2,655           1.3     1.2     2.9
//
// What is left is git's for the most part: of flask 0.3 s to hand out the versions
// through a pipe, and 0.2 s to list the changes. To scan whole versions was no way:
// caddy's hold 124 MB, for 7 MB of added lines. The plumbing command obeys none of a
// user's log.* and diff.* settings, and takes commits by their names, so that each
// of several processes has its share.
//
//   - A merge is compared with all of its parents, and what no parent has is read:
//     gitleaks, whose `git log -p` shows no merge, finds neither what was written
//     into one nor what a stash holds.
//   - Nothing is taken for renamed, since a file that comes out of a folder that is
//     left out was never looked at; gitleaks looks at the lines alone that change on
//     the way.
//   - Attributes do not count: with `*.env -diff` a repository could hide a file.
//     What git still calls binary is looked at, where the version before was binary.
//   - Grafts and replacements do not count, no program that a configuration names is
//     run, and nothing is fetched: what a partial clone lacks is unread, and said.
type History struct {
	Shallow bool // the clone leaves out what is older
	Partial bool // the clone leaves out objects
	Broken  bool // git could not list all commits

	t          *Tree
	dir        string // git's own
	attributes bool   // the clone has attributes of its own
	commits    []commit

	mu       sync.Mutex
	unread   map[int]struct{} // ranks
	restarts int
}

type commit struct {
	id    string
	merge bool
}

// History lists the commits. The error is a sentence.
func (t *Tree) History(ctx context.Context) (*History, error) {
	h := &History{t: t}
	out, err := t.historyCommand(ctx, "", "rev-parse", "--absolute-git-dir", "--is-shallow-repository", "--git-common-dir").Output()
	about := strings.Split(string(out), "\n")
	if err != nil || len(about) < 3 {
		return nil, errors.New("the history cannot be read, since the folder is in no git repository or git is missing; leave out --history")
	}
	h.dir, h.Shallow = about[0], about[1] == "true"
	common := about[2]
	if !filepath.IsAbs(common) {
		common = filepath.Join(t.Root, common)
	}
	info, err := os.Stat(filepath.Join(common, "info", "attributes"))
	h.attributes = err == nil && info.Size() > 0
	out, err = t.historyCommand(ctx, h.dir, "config", "--local", "--get-regexp", `^(extensions\.partialclone|remote\..*\.promisor)$`).Output()
	h.Partial = err == nil && len(out) > 0
	return h, h.list(ctx)
}

// IsBare reports whether the folder is a repository without a working tree.
func (t *Tree) IsBare(ctx context.Context) bool {
	if t.InGit || len(t.only) > 0 {
		return false
	}
	if _, err := os.Stat(filepath.Join(t.Root, "objects")); err != nil {
		return false
	}
	out, err := t.historyCommand(ctx, "", "rev-parse", "--is-bare-repository").Output()
	return err == nil && strings.TrimSpace(string(out)) == "true"
}

// list asks for all commits, newest first.
func (h *History) list(ctx context.Context) error {
	cmd := h.t.historyCommand(ctx, h.dir, "rev-list", "--all", "--parents")
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		return errors.New("git cannot be started; install it, or leave out --history")
	}
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, 4<<20) // a merge of many
	for lines.Scan() {
		id, parents, _ := bytes.Cut(lines.Bytes(), []byte(" "))
		if !isObject(id) {
			break
		}
		h.commits = append(h.commits, commit{string(id), bytes.IndexByte(parents, ' ') > 0})
	}
	if cmd.Wait() != nil || lines.Err() != nil {
		h.Broken = true
	}
	return ctx.Err()
}

// Len is how many commits there are.
func (h *History) Len() int { return len(h.commits) }

// Commit is the name of one, counted from the newest.
func (h *History) Commit(rank int) string { return h.commits[rank].id }

// Head hands out files as HEAD has them, those of the paths that it has.
func (h *History) Head(ctx context.Context, paths map[string]bool, visit func(path string, data []byte)) {
	at, err := h.t.At(ctx, "HEAD")
	if err != nil {
		return
	}
	objects, err := h.t.objects(h.t.historyCommand(ctx, h.dir, "cat-file", "--batch"))
	if err != nil {
		return
	}
	defer objects.close()
	var buf []byte
	for p := range paths {
		if b, ok := at.blobs[p]; ok {
			if data, problem := objects.read(b, &buf); problem == nil {
				visit(p, data)
			}
		}
	}
}

// below is what limits the history to the paths that were named.
func (t *Tree) below() []string {
	switch {
	case len(t.only) > 0:
		return append([]string{"--"}, t.only...)
	case t.Start != ".":
		return []string{"--", t.Start}
	}
	return nil
}
