// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/graph/secret"
)

// A tagged server answers with an entity tag, and "not modified" to who has it.
type taggedServer struct {
	mu            sync.Mutex
	whole, brief  int
	body, etag    string
	forgets, lies bool // it does not compare; it says "not modified" to everybody
}

func (s *taggedServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	w.Header().Set("ETag", s.etag)
	w.Header().Set("Link", `<https://api.shop.example/next>; rel="next"`)
	if s.lies || r.Header.Get("If-None-Match") == s.etag && !s.forgets {
		s.brief++
		w.WriteHeader(http.StatusNotModified)
		return
	}
	s.whole++
	_, _ = fmt.Fprint(w, s.body)
}

type taggedAnswer struct {
	ID string `json:"id"`
}

// cachedShop asks with a cache, as a new run would.
func cachedShop(t *testing.T, s *taggedServer, dir, token string) (id string, h http.Header, err error) {
	t.Helper()
	server := shopServer(t, s.ServeHTTP)
	p := shop
	p.Cached = true
	o := over(server.URL, &waits{})
	o.CacheDir = dir
	c := newClient(p, "", o)
	c.Use(secret.New(token), "Project-Access-Token", "")
	// The address is the same in every run, as a vendor's is.
	c.gate.next = rewritten{server.Listener.Addr().String(), c.gate.next}
	c.SetBase("http://shop.test")
	var a taggedAnswer
	h, err = c.GetPage(t.Context(), "/v1/things", nil, &a)
	return a.ID, h, err
}

type rewritten struct {
	to   string
	next http.RoundTripper
}

func (r rewritten) RoundTrip(q *http.Request) (*http.Response, error) {
	q = q.Clone(q.Context())
	q.URL.Host, q.Host = r.to, ""
	return r.next.RoundTrip(q)
}

func TestTheCache(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "stagedoor", "answers")
	s := &taggedServer{body: `{"id":"one"}`, etag: `"1"`}
	ask := func(token, want string, whole, brief int) {
		t.Helper()
		id, h, err := cachedShop(t, s, dir, token)
		if id != want || err != nil || h.Get("Link") == "" || s.whole != whole || s.brief != brief {
			t.Errorf("%q %v; whole %d, brief %d", id, err, s.whole, s.brief)
		}
	}
	ask("canary-8f21c0aa-a", "one", 1, 0)
	ask("canary-8f21c0aa-a", "one", 1, 1) // not modified
	ask("canary-8f21c0aa-b", "one", 2, 1) // another credential knows nothing of it
	s.body, s.etag = `{"id":"two"}`, `"2"`
	ask("canary-8f21c0aa-a", "two", 3, 1) // changed
	ask("canary-8f21c0aa-a", "two", 3, 2)

	entries, _ := os.ReadDir(dir)
	if len(entries) != 2 {
		t.Fatal(entries)
	}
	for _, e := range entries {
		file := filepath.Join(dir, e.Name())
		data, _ := os.ReadFile(file)
		info, _ := os.Lstat(file)
		if strings.Contains(e.Name()+string(data), "canary") || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
			t.Errorf("%s %s %s", e.Name(), info.Mode(), data)
		}
	}
	if info, _ := os.Stat(dir); runtime.GOOS != "windows" && info.Mode().Perm() != 0o700 {
		t.Error(info.Mode())
	}
}

// TestABrokenCacheIsNone: torn, foreign, replaced by links or folders, written by
// who else; the answer is asked for anew and is right.
func TestABrokenCacheIsNone(t *testing.T) {
	elsewhere := filepath.Join(t.TempDir(), "elsewhere.json")
	if err := os.WriteFile(elsewhere, []byte(`{"etag":"\"1\"","body":"eyJpZCI6ImZvcmdlZCJ9"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(file string){
		"torn":           func(f string) { _ = os.WriteFile(f, []byte(`{"etag":"\"1\"","bo`), 0o600) },
		"empty":          func(f string) { _ = os.WriteFile(f, nil, 0o600) },
		"foreign":        func(f string) { _ = os.WriteFile(f, []byte("not ours at all"), 0o600) },
		"null":           func(f string) { _ = os.WriteFile(f, []byte("null"), 0o600) },
		"without a body": func(f string) { _ = os.WriteFile(f, []byte(`{"etag":"\"1\""}`), 0o600) },
		"with a broken tag": func(f string) {
			_ = os.WriteFile(f, []byte(`{"etag":"1\r\nX: y","body":"eyJpZCI6ImZvcmdlZCJ9"}`), 0o600)
		},
		"a link":              func(f string) { _ = os.Remove(f); _ = os.Symlink(elsewhere, f) },
		"a folder":            func(f string) { _ = os.Remove(f); _ = os.Mkdir(f, 0o700) },
		"huge":                func(f string) { _ = os.Truncate(f, 1<<30) },
		"open to others":      func(f string) { _ = os.Chmod(filepath.Dir(f), 0o777) },
		"a folder for a link": func(f string) { d := filepath.Dir(f); _ = os.Rename(d, d+"2"); _ = os.Symlink(d+"2", d) },
		"a file for a folder": func(f string) { d := filepath.Dir(f); _ = os.RemoveAll(d); _ = os.WriteFile(d, nil, 0o600) },
	} {
		dir := filepath.Join(t.TempDir(), "answers")
		s := &taggedServer{body: `{"id":"one"}`, etag: `"1"`}
		if _, _, err := cachedShop(t, s, dir, "canary-8f21c0aa-a"); err != nil {
			t.Fatal(err)
		}
		entries, err := os.ReadDir(dir)
		if err != nil || len(entries) != 1 {
			t.Fatal(err, entries)
		}
		spoil(filepath.Join(dir, entries[0].Name()))
		id, _, err := cachedShop(t, s, dir, "canary-8f21c0aa-a")
		if id != "one" || err != nil || s.whole != 2 {
			t.Errorf("%s: %q %v, whole %d", name, id, err, s.whole)
		}
	}
}

// TestNotModifiedWithoutAskingIsNoAnswer, and neither is it one that is empty.
func TestNotModifiedWithoutAskingIsNoAnswer(t *testing.T) {
	s := &taggedServer{body: `{"id":"one"}`, etag: `"1"`, lies: true}
	if id, _, err := cachedShop(t, s, t.TempDir(), "canary-8f21c0aa-a"); err == nil || Status(err) != http.StatusNotModified {
		t.Errorf("%q %v", id, err)
	}
}

func TestWhatIsNotKept(t *testing.T) {
	for name, c := range map[string]struct {
		path   string
		answer http.HandlerFunc
	}{
		"without a tag": {"/v1/things", saying(`{"id":"one"}`)},
		"an error":      {"/v1/things", answers(500, "ETag", `"1"`)},
		"values": {"/v1/variables", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("ETag", `"1"`)
			_, _ = fmt.Fprint(w, `{"id":"x"}`)
		}},
		"what is too long": {"/v1/things", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("ETag", `"1"`)
			_, _ = fmt.Fprint(w, `{"id":"x"}`+strings.Repeat(" ", largestKept))
		}},
	} {
		mux := http.NewServeMux()
		mux.HandleFunc(c.path, c.answer)
		server := shopServer(t, mux.ServeHTTP)
		p := shop
		p.Cached, p.Allow = true, []string{"GET " + c.path}
		o := over(server.URL, &waits{})
		o.CacheDir = filepath.Join(t.TempDir(), "answers")
		client := newClient(p, "", o)
		_ = client.Get(t.Context(), c.path, nil, nil)
		if entries, _ := os.ReadDir(o.CacheDir); len(entries) > 0 {
			t.Errorf("%s is kept: %v", name, entries)
		}
	}
}

// TestTwoRunsShareACache: entries are replaced at once, so that neither reads half
// of one.
func TestTwoRunsShareACache(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "answers")
	long := strings.Repeat("x", 200_000)
	s := &taggedServer{body: `{"id":"` + long + `"}`, etag: `"1"`, forgets: true}
	var running sync.WaitGroup
	for range 8 {
		running.Go(func() {
			for range 5 {
				if id, _, err := cachedShop(t, s, dir, "canary-8f21c0aa-a"); id != long || err != nil {
					t.Error(len(id), err)
				}
			}
		})
	}
	running.Wait()
	if entries, _ := os.ReadDir(dir); len(entries) != 1 {
		t.Error(entries)
	}
}

func TestACacheForgets(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "answers")
	s := &taggedServer{body: `{"id":"one"}`, etag: `"1"`}
	_, _, _ = cachedShop(t, s, dir, "canary-8f21c0aa-a")
	entries, _ := os.ReadDir(dir)
	old := time.Now().Add(-keptFor - time.Hour)
	_ = os.Chtimes(filepath.Join(dir, entries[0].Name()), old, old)
	_, _, _ = cachedShop(t, s, dir, "canary-8f21c0aa-b")
	if after, _ := os.ReadDir(dir); len(after) != 1 || after[0].Name() == entries[0].Name() {
		t.Error(after)
	}
}

// TestNoFolderNoCache: in CI, and where the user has none.
func TestNoFolderNoCache(t *testing.T) {
	if openCache("") != nil {
		t.Error("a cache without a folder")
	}
	var c *cache
	if c.offer(&http.Request{Method: http.MethodGet}) != nil {
		t.Error("no cache offers nothing")
	}
}
