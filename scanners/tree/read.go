// SPDX-License-Identifier: Apache-2.0

package tree

import (
	"errors"
	"io"
	"io/fs"
	"os"
)

// ReadFile reads one regular file by its full path, with the promises of a walk: no
// link is followed, nothing is waited for, nothing over [MaxSize] is read.
func ReadFile(full string) ([]byte, *Problem) {
	var buf []byte
	return read(full, &buf)
}

// read reads a whole regular file into buf, growing it where needed. The file
// is looked at again after opening, so that a swap for a FIFO does not hang.
func read(full string, buf *[]byte) ([]byte, *Problem) {
	info, err := os.Lstat(full)
	if err != nil {
		return nil, &Problem{Why: "cannot be read: " + reason(err)}
	}
	if !info.Mode().IsRegular() {
		return nil, &Problem{Why: "is no longer a regular file"}
	}
	if info.Size() > MaxSize {
		return nil, &Problem{TooLarge: true, Why: tooLarge}
	}
	file, err := openNoFollow(full)
	if err != nil {
		return nil, &Problem{Why: "cannot be read: " + reason(err)}
	}
	defer func() { _ = file.Close() }()
	size := int(info.Size())
	if cap(*buf) < size+1 {
		*buf = make([]byte, 0, size+size/4+512)
	}
	b := (*buf)[:0]
	for {
		if len(b) == cap(b) {
			b = append(b, 0)[:len(b)]
		}
		n, err := file.Read(b[len(b):cap(b)])
		b = b[:len(b)+n]
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, &Problem{Why: "cannot be read: " + reason(err)}
		}
		if len(b) > MaxSize {
			return nil, &Problem{TooLarge: true, Why: tooLarge}
		}
	}
	*buf = b
	return b, nil
}

// reason words an error of the file system without its path.
func reason(err error) string {
	switch {
	case errors.Is(err, fs.ErrPermission):
		return "permission denied"
	case errors.Is(err, fs.ErrNotExist):
		return "it is gone"
	}
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		return pathErr.Err.Error()
	}
	return "the file system refused"
}
