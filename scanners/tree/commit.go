// SPDX-License-Identifier: Apache-2.0

package tree

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strconv"
	"strings"
)

// A blob is a regular file of a commit or of the index.
type blob struct {
	id   string
	size int64 // unsized where only the object says it
}

// unsized is the size of a blob that is known once it is read.
const unsized = -1

// At is the same tree as a commit has it, read from git's objects: nothing is
// checked out, and the working directory is not looked at. Every file of it is
// tracked. The error is a sentence.
func (t *Tree) At(ctx context.Context, commit string) (*Tree, error) {
	out, err := askGit(ctx, t.Root, "ls-tree", "-r", "-z", "--full-tree", "--long", commit)
	if err != nil {
		return nil, fmt.Errorf("git cannot list the files of %s; fetch the commit first", short(commit))
	}
	at := &Tree{Root: t.Root, Start: t.Start, InGit: true, only: t.only, commit: commit, blobs: map[string]blob{}}
	for entry := range bytes.SplitSeq(out, []byte{0}) {
		about, name, ok := strings.Cut(string(entry), "\t")
		words := strings.Fields(about)
		if !ok || len(words) != 4 || words[0] != "100644" && words[0] != "100755" {
			continue // links and submodules are not followed
		}
		size, err := strconv.ParseInt(words[3], 10, 64)
		if err != nil {
			continue
		}
		at.blobs[name] = blob{words[2], size}
	}
	return at, nil
}

func short(commit string) string { return commit[:min(len(commit), 12)] }

// listed yields the paths of a commit that a walk would have met, sorted.
func (t *Tree) listed(want func(string) bool) []string {
	var paths []string
	for p := range t.blobs {
		if t.Walked(p) && want(p) {
			paths = append(paths, p)
		}
	}
	slices.Sort(paths)
	return paths
}

// skips reports whether a walk would have passed over a folder above a path.
func (t *Tree) skips(p string) bool {
	for i := range len(p) {
		if p[i] != '/' {
			continue
		}
		folder := p[:i]
		if t.Start != "." && len(folder) <= len(t.Start) {
			continue // the folder that was named is walked whatever it is called
		}
		if skip(folder) {
			return true
		}
	}
	return false
}

// A reader reads blobs through one git process.
type reader struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
}

func (t *Tree) reader(ctx context.Context) (*reader, error) {
	return t.objects(gitCommand(ctx, t.Root, "cat-file", "--batch"))
}

// objects starts a process that hands out objects.
func (t *Tree) objects(cmd *exec.Cmd) (*reader, error) {
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	return &reader{cmd, in, bufio.NewReaderSize(out, 64<<10)}, cmd.Start()
}

func (r *reader) close() {
	_ = r.in.Close()
	_ = r.cmd.Wait()
}

const tooLarge = "is larger than 16 MiB and was not read"

// errStopped says that the process which hands out objects has ended.
var errStopped = errors.New("git stopped before all files were read")

// read reads one blob into buf, growing it where needed.
func (r *reader) read(b blob, buf *[]byte) ([]byte, *Problem) {
	if b.size > MaxSize {
		return nil, &Problem{TooLarge: true, Why: tooLarge}
	}
	stopped := &Problem{Why: "cannot be read: " + errStopped.Error()}
	if _, err := io.WriteString(r.in, b.id+"\n"); err != nil {
		return nil, stopped
	}
	head, err := r.out.ReadString('\n')
	words := strings.Fields(head)
	switch {
	case err != nil:
		return nil, stopped
	case len(words) == 2 && words[1] == "missing":
		return nil, &Problem{Why: "is not in this clone, which is partial; fetch it with `git fetch --refetch`"}
	case len(words) != 3 || words[1] != "blob":
		return nil, stopped
	}
	size, err := strconv.ParseInt(words[2], 10, 64)
	if err != nil || size < 0 || b.size != unsized && b.size != size {
		return nil, stopped
	}
	if b.size = size; size > MaxSize {
		if _, err := io.CopyN(io.Discard, r.out, size+1); err != nil {
			return nil, stopped
		}
		return nil, &Problem{TooLarge: true, Why: tooLarge}
	}
	if cap(*buf) < int(b.size)+1 {
		*buf = make([]byte, 0, int(b.size)+int(b.size)/4+512)
	}
	data := (*buf)[:b.size]
	if _, err := io.ReadFull(r.out, data); err != nil {
		return nil, stopped
	}
	if _, err := r.out.Discard(1); err != nil {
		return nil, stopped
	}
	*buf = data
	return data, nil
}
