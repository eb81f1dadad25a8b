// SPDX-License-Identifier: Apache-2.0

package tree

import (
	"bufio"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
)

// Objects are what one process of git hands out, in the order of asking.
type objects struct{ in *bufio.Reader }

var (
	errMissing  = errors.New("the object is not here")
	errTooLarge = errors.New("the object is larger than 16 MiB")
)

func (o *objects) next(id string, room []byte) ([]byte, error) {
	head, err := o.in.ReadString('\n')
	if err != nil {
		return nil, err
	}
	words := strings.Fields(head)
	switch {
	case len(words) == 2 && words[0] == id && words[1] == "missing":
		return nil, errMissing
	case len(words) != 3 || words[0] != id:
		return nil, errStopped
	}
	size, err := strconv.ParseInt(words[2], 10, 64)
	if err != nil || size < 0 {
		return nil, errStopped
	}
	if size > MaxSize {
		if _, err := io.CopyN(io.Discard, o.in, size+1); err != nil {
			return nil, err
		}
		return nil, errTooLarge
	}
	if int64(cap(room)) < size+1 {
		room = make([]byte, size+1, size+size/8+64)
	}
	data := room[:size+1]
	if _, err := io.ReadFull(o.in, data); err != nil {
		return nil, err
	}
	return data[:size], nil
}

// file goes through a file's changes, asks for each version that is not at hand, and
// hands them on; it is run twice in one way, to ask and to take. The error is next's,
// with the changes that are left.
func (s *sieve) file(path string, changes []change, next func(id string, room []byte) ([]byte, error), judge func(c change, after []byte, from [][]byte)) ([]change, error) {
	var kept []version
	get := func(id string, many bool) (version, error) {
		if i := slices.IndexFunc(kept, func(v version) bool { return v.id == id }); i >= 0 {
			v := kept[i]
			kept = append(slices.Delete(kept, i, i+1), v)
			return v, nil
		}
		var room []byte
		if len(kept) >= siftKept {
			if !many { // else it may be one of those that are compared now
				room = kept[0].data
			}
			kept = slices.Delete(kept, 0, 1)
		}
		data, err := next(id, room)
		if err != nil && err != errMissing && err != errTooLarge {
			return version{}, err
		}
		v := version{id, data, err}
		kept = append(kept, v)
		return v, nil
	}
	for i, c := range changes {
		many := len(c.from) >= siftKept
		after, err := get(c.after, many)
		if err != nil {
			return changes[i:], err
		}
		var from [][]byte
		missing, large := after.err == errMissing, after.err == errTooLarge
		for _, id := range c.from {
			before, err := get(id, many)
			if err != nil {
				return changes[i:], err
			}
			missing, large = missing || before.err == errMissing, large || before.err == errTooLarge
			from = append(from, before.data)
		}
		switch {
		case judge == nil:
		case missing:
			s.lost(c.rank)
		case large:
			s.mark(c.rank, path) // git is to tell what of it is new
		default:
			judge(c, after.data, from)
		}
	}
	return nil, nil
}

// A version is a file as a commit has it.
type version struct {
	id   string
	data []byte
	err  error
}
