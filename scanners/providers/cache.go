// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
)

// A cache keeps answers on disk, so that asking again costs a rate limit nothing
// where nothing has changed (304). It is for APIs that document conditional
// requests. An entry is known by its address and the credential together; only
// its owner can read it, and what may hold values is not kept.
type cache struct{ dir string }

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
	sum := sha256.Sum256([]byte(r.URL.String() + "\x00" + r.Header.Get("Accept") + "\x00" + r.Header.Get("Authorization")))
	s := &stored{file: filepath.Join(c.dir, hex.EncodeToString(sum[:16])+".json")}
	data, err := os.ReadFile(s.file)
	if err != nil || json.Unmarshal(data, s) != nil || s.ETag == "" {
		s.ETag, s.Body, s.Header = "", nil, nil
		return s
	}
	r.Header.Set("If-None-Match", s.ETag)
	return s
}

// kept are the headers of an answer that its reader needs.
var kept = []string{"Link", "Content-Type", "X-Total-Count"}

// keep stores an answer, or gives the stored one for "not modified".
func (c *cache) keep(r *http.Request, s *stored, answer *http.Response) (*http.Response, error) {
	switch {
	case s == nil:
		return answer, nil
	case answer.StatusCode == http.StatusNotModified && s.ETag != "":
		_ = answer.Body.Close()
		for name, v := range s.Header {
			answer.Header[name] = v
		}
		answer.StatusCode, answer.Status = http.StatusOK, "200 OK"
		answer.Body, answer.ContentLength = io.NopCloser(bytes.NewReader(s.Body)), int64(len(s.Body))
		return answer, nil
	case answer.StatusCode != http.StatusOK || answer.Header.Get("ETag") == "":
		return answer, nil
	}
	body, err := io.ReadAll(io.LimitReader(answer.Body, 4<<20+1))
	_ = answer.Body.Close()
	if err != nil {
		return nil, err
	}
	if len(body) > 4<<20 {
		return nil, failure{says: "an answer that may be kept is larger than 4 MiB", kind: "too-large"}
	}
	answer.Body = io.NopCloser(bytes.NewReader(body))
	s.ETag, s.Body, s.Header = answer.Header.Get("ETag"), body, http.Header{}
	for _, name := range kept {
		if v := answer.Header.Values(name); len(v) > 0 {
			s.Header[name] = v
		}
	}
	if data, err := json.Marshal(s); err == nil && os.MkdirAll(c.dir, 0o700) == nil {
		write(s.file, data)
	}
	return answer, nil
}

// write replaces a file at once, so that a run beside this one never reads half
// of it. A cache that cannot be written is none.
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
