// SPDX-License-Identifier: Apache-2.0

package codescanning

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/graph/secret"
)

const (
	token  = "ghs_canary7Qm2xV9tLwBq4RzKd8NyPs1Hj6Ft3"
	commit = "00112233445566778899aabbccddeeff00112233"
	report = `{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"stagedoor","rules":[]}},"results":[
  {"ruleId":"r","message":{"text":"a door"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"a.tf"},"region":{"startLine":1}}}]}]}]}`
)

// A fake is GitHub: it takes what its description allows, and answers by a list.
type fake struct {
	t       *testing.T
	server  *httptest.Server
	takes   []answer // to reports, in order; the last one stays
	became  []answer // to questions what became of one
	asked   []string // method and path of all requests
	reports [][]byte // as they were sent
}

type answer struct {
	status int
	body   string
	header map[string]string
}

var (
	accepted = answer{status: 202, body: `{"id":"47177e22-5596-11eb-80a1-c1e54ef945c6","url":"https://api.github.com/repos/acme/shop/code-scanning/sarifs/47177e22-5596-11eb-80a1-c1e54ef945c6"}`}
	pending  = answer{status: 200, body: `{"processing_status":"pending"}`}
	complete = answer{status: 200, body: `{"processing_status":"complete","analyses_url":"https://api.github.com/repos/acme/shop/code-scanning/analyses?sarif_id=47177e22-5596-11eb-80a1-c1e54ef945c6"}`}
)

func newFake(t *testing.T, takes, became []answer) *fake {
	f := &fake{t: t, takes: takes, became: became}
	f.server = httptest.NewServer(f)
	t.Cleanup(f.server.Close)
	return f
}

func (f *fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.asked = append(f.asked, r.Method+" "+r.URL.Path)
	if r.Header.Get("Authorization") != "Bearer "+token {
		f.t.Errorf("%s %s came with authorization %q", r.Method, r.URL, r.Header.Get("Authorization"))
	}
	list := &f.became
	if r.Method == http.MethodPost {
		list = &f.takes
		body, _ := io.ReadAll(r.Body)
		f.reports = append(f.reports, body)
	}
	a := (*list)[0]
	if len(*list) > 1 {
		*list = (*list)[1:]
	}
	for k, v := range a.header {
		w.Header().Set(k, v)
	}
	w.WriteHeader(a.status)
	_, _ = io.WriteString(w, a.body)
}

func (f *fake) target() Target {
	return Target{API: f.server.URL, Repository: "acme/shop", Commit: commit, Ref: "refs/pull/12/merge"}
}

// upload sends and waits, without really pausing.
func (f *fake) upload() (pauses []time.Duration, err error) {
	f.t.Helper()
	u, err := New([]byte(report), f.target(), secret.New(token))
	if err != nil {
		f.t.Fatal(err)
	}
	u.pause = func(ctx context.Context, d time.Duration) error {
		pauses = append(pauses, d)
		return ctx.Err()
	}
	id, err := u.Send(f.t.Context())
	if err != nil {
		return pauses, err
	}
	return pauses, u.Wait(f.t.Context(), id, 2*time.Minute)
}
