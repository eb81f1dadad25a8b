// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

// A cache keeps answers on disk, so that asking again costs a rate limit nothing
// where nothing has changed (304). It is for APIs that document conditional
// requests. An entry is known by its address and every header together, the
// credential's among them, of which the disk sees a hash; only its owner can read
// it, and what may hold values is not kept.
//
// A cache is a convenience: one that cannot be made, read or written, or that
// somebody else could have written to, is none, and nothing is said about it.
type cache struct{ dir string }

const (
	largestKept = 4 << 20             // bytes of an answer
	keptFor     = 30 * 24 * time.Hour // since it was last of use
)

// openCache makes the folder, ours alone, and throws out what is old.
func openCache(dir string) *cache {
	if dir == "" || os.MkdirAll(dir, 0o700) != nil {
		return nil
	}
	info, err := os.Lstat(dir)
	if err != nil || !info.IsDir() || !ours(info) || runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return nil
	}
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		if info, err := e.Info(); err == nil && info.Mode().IsRegular() && time.Since(info.ModTime()) > keptFor {
			_ = os.Remove(filepath.Join(dir, e.Name()))
		}
	}
	return &cache{dir}
}

type stored struct {
	ETag   string      `json:"etag"`
	Header http.Header `json:"header"`
	Body   []byte      `json:"body"`
	file   string
}

// offer adds what is known of an answer to its request.
func (c *cache) offer(r *http.Request) *stored {
	if c == nil || r.Method != http.MethodGet || strings.Contains(r.URL.Path, "/variables") {
		return nil
	}
	sum := sha256.New()
	_, _ = fmt.Fprintf(sum, "%q", r.URL.String())
	for _, name := range slices.Sorted(maps.Keys(r.Header)) {
		_, _ = fmt.Fprintf(sum, "%q%q", name, r.Header[name])
	}
	s := &stored{file: filepath.Join(c.dir, hex.EncodeToString(sum.Sum(nil)[:16])+".json")}
	if known, ok := read(s.file); ok {
		known.file = s.file
		r.Header.Set("If-None-Match", known.ETag)
		return known
	}
	return s
}

// read reads an entry: a regular file of ours, in bounds and whole.
func read(file string) (*stored, bool) {
	info, err := os.Lstat(file)
	if err != nil || !info.Mode().IsRegular() || !ours(info) || info.Size() > 2*largestKept {
		return nil, false
	}
	data, err := os.ReadFile(file)
	var s stored
	if err != nil || json.Unmarshal(data, &s) != nil || s.ETag == "" || len(s.Body) == 0 || strings.ContainsAny(s.ETag, "\r\n\x00") {
		return nil, false
	}
	return &s, true
}

// keptHeaders are those of an answer that its reader needs.
var keptHeaders = []string{"Link", "Content-Type", "X-Total-Count"}

// keep stores an answer, which the gate has read to its end, or gives the stored
// one for "not modified".
func (c *cache) keep(s *stored, answer *http.Response) *http.Response {
	etag := answer.Header.Get("ETag")
	switch {
	case s == nil:
		return answer
	case answer.StatusCode == http.StatusNotModified && s.ETag != "":
		for name, v := range s.Header {
			answer.Header[name] = v
		}
		answer.StatusCode, answer.Status = http.StatusOK, "200 OK"
		answer.Body, answer.ContentLength = io.NopCloser(bytes.NewReader(s.Body)), int64(len(s.Body))
		now := time.Now()
		_ = os.Chtimes(s.file, now, now)
		return answer
	case answer.StatusCode != http.StatusOK || etag == "" || answer.ContentLength > largestKept:
		return answer
	}
	body, _ := io.ReadAll(answer.Body)
	answer.Body = io.NopCloser(bytes.NewReader(body))
	entry := stored{ETag: etag, Body: body, Header: http.Header{}}
	for _, name := range keptHeaders {
		if v := answer.Header.Values(name); len(v) > 0 {
			entry.Header[name] = v
		}
	}
	if data, err := json.Marshal(entry); err == nil {
		write(s.file, data)
	}
	return answer
}

// write replaces a file at once, so that a run beside this one never reads half
// of it.
func write(file string, data []byte) {
	f, err := os.CreateTemp(filepath.Dir(file), ".new-*") // 0600
	if err != nil {
		return
	}
	_, err = f.Write(data)
	if f.Close() == nil && err == nil && os.Rename(f.Name(), file) == nil {
		return
	}
	_ = os.Remove(f.Name())
}
