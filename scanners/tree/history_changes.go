// SPDX-License-Identifier: Apache-2.0

package tree

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"slices"
	"strings"
	"sync"
)

// A change is what a commit does to a file: the version that it writes, and those
// of its parents; none where the file is new.
type change struct {
	rank  int
	after string
	from  []string
}

// changes lists what commits do to files, oldest first, by path.
func (h *History) changes(ctx context.Context, workers int, ranks []int) map[string][]change {
	parts := slices.Collect(slices.Chunk(ranks, max(share, min(10*share, len(ranks)/workers+1))))
	listed := make([]map[string][]change, len(parts))
	turns := make(chan struct{}, workers)
	var wg sync.WaitGroup
	for i, part := range parts {
		wg.Go(func() {
			turns <- struct{}{}
			defer func() { <-turns }()
			listed[i] = map[string][]change{}
			h.behind(ctx, part, func(ranks []int) (int, bool) { return h.listChanges(ctx, ranks, listed[i]) })
		})
	}
	wg.Wait()
	all := map[string][]change{}
	for _, part := range listed {
		for path, cs := range part {
			all[path] = append(all[path], cs...)
		}
	}
	return all
}

// rawly is how git is asked for changes.
var rawly = []string{"diff-tree", "--stdin", "--always", "--root", "-r", "-c", "--raw", "--no-abbrev", "-z", "--no-renames", "--diff-filter=d", "--ignore-submodules=none"}

// listChanges reads changes through one process of git; see [reading.process].
func (h *History) listChanges(ctx context.Context, ranks []int, into map[string][]change) (done int, ok bool) {
	cmd := h.t.historyCommand(ctx, h.dir, append(slices.Clone(rawly), h.t.below()...)...)
	cmd.Stdin = strings.NewReader(h.names(ranks))
	out, err := cmd.StdoutPipe()
	if err != nil || cmd.Start() != nil {
		return 0, false
	}
	in, begun := bufio.NewReaderSize(out, 64<<10), 0
	for err == nil {
		var word []byte
		word, err = in.ReadBytes(0)
		switch word = bytes.TrimSuffix(word, []byte{0}); {
		case err == io.EOF && len(word) == 0:
		case err != nil:
		case isObject(word):
			if begun++; begun > len(ranks) || h.commits[ranks[begun-1]].id != string(word) {
				err = errNoPatch
			}
		default:
			c, file, is := changeOf(string(word))
			path, pathErr := in.ReadString(0)
			if err = pathErr; !is || begun == 0 || err != nil {
				err = errNoPatch
			} else if file {
				c.rank = ranks[begun-1]
				path = path[:len(path)-1]
				into[path] = append(into[path], c)
			}
		}
	}
	if err != io.EOF {
		_ = cmd.Cancel()
		_, _ = io.Copy(io.Discard, out)
	}
	if cmd.Wait() != nil || err != io.EOF || begun != len(ranks) {
		return max(0, min(begun, len(ranks))-1), false
	}
	return len(ranks), true
}

// changeOf reads ":100644 100644 BEFORE AFTER M", of a merge with one more colon,
// mode and object for each further parent. It is of no file where it is a
// submodule's, or a mode's alone.
func changeOf(word string) (c change, file, ok bool) {
	colons := len(word) - len(strings.TrimLeft(word, ":"))
	fields := strings.Fields(word[colons:])
	if colons == 0 || len(fields) != 2*colons+3 {
		return c, false, false
	}
	modes, objects := fields[:colons+1], fields[colons+1:2*colons+2]
	mode, after := modes[colons], objects[colons]
	for i, before := range objects[:colons] {
		switch {
		case before == after:
			return c, false, true
		case strings.Trim(before, "0") != "" && modes[i][:2] == mode[:2]:
			c.from = append(c.from, before)
		}
	}
	c.after = after
	return c, mode[:2] == "10" || mode[:2] == "12", true
}
