// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A hub is code scanning that takes one report and has processed it at once.
type hub struct {
	refuses  int // the status of its refusal, or 0
	requests []string
}

func (h *hub) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body)
	h.requests = append(h.requests, r.Method+" "+r.URL.Path)
	switch {
	case h.refuses != 0:
		w.WriteHeader(h.refuses)
		_, _ = io.WriteString(w, `{"message":"Resource not accessible by integration"}`)
	case r.Method == http.MethodPost:
		w.WriteHeader(http.StatusAccepted)
		_, _ = io.WriteString(w, `{"id":"0a-1b"}`)
	default:
		_, _ = io.WriteString(w, `{"processing_status":"complete"}`)
	}
}

// inWorkflow is the environment that GitHub gives a step.
func inWorkflow(t *testing.T, h *hub) {
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	for k, v := range map[string]string{"GITHUB_API_URL": server.URL + "/api/v3", "GITHUB_REPOSITORY": "acme/shop", "GITHUB_REF": "refs/pull/7/merge",
		"GITHUB_SHA": strings.Repeat("ab", 20), "GITHUB_TOKEN": "ghs_canaryBq7Lx2VtPz9Kd4Rm8Ny1Ws6Hj3"} {
		t.Setenv(k, v)
	}
}

// TestUpload: what scan writes of a tree with findings is taken, and every exit
// code is the documented one.
func TestUpload(t *testing.T) {
	report := filepath.Join(t.TempDir(), "stagedoor.sarif")
	var out, errs bytes.Buffer
	if code := run(t.Context(), []string{"scan", "--format", "sarif=" + report, "../../testdata/demo"}, &out, &errs); code != exitFindings {
		t.Fatal(code, errs.String())
	}
	bad := filepath.Join(t.TempDir(), "bad.sarif")
	if err := os.WriteFile(bad, []byte("{}"), 0o644); err != nil {
		t.Fatal(err)
	}
	both := "POST /api/v3/repos/acme/shop/code-scanning/sarifs,GET /api/v3/repos/acme/shop/code-scanning/sarifs/0a-1b"
	first, _, _ := strings.Cut(both, ",")
	for _, c := range []struct {
		args    string
		refuses int
		code    int
		says    string
		sent    string
	}{
		{"--wait 10ms " + report, 0, exitClean, "processed the report", both},
		{"--no-wait " + report, 0, exitClean, "for acme/shop at abababababab, refs/pull/7/merge", first},
		{"-q --wait 10ms " + report, 0, exitClean, "", both},
		{report, 403, exitPartial, "security-events: write", first},
		{bad, 0, exitUsage, "2.1.0", ""},
		{filepath.Join(t.TempDir(), "none.sarif"), 0, exitUsage, "cannot be read", ""},
		{t.TempDir(), 0, exitUsage, "is no file", ""},
		{"--token-variable NOBODY_SET_THIS " + report, 0, exitUsage, "NOBODY_SET_THIS", ""},
		{"--ref main " + report, 0, exitUsage, "refs/heads/main", ""},
		{"--api-url http://ghe.example " + report, 0, exitUsage, "https://HOST", ""},
	} {
		h := &hub{refuses: c.refuses}
		inWorkflow(t, h)
		out.Reset()
		errs.Reset()
		code := run(t.Context(), append([]string{"upload"}, strings.Fields(c.args)...), &out, &errs)
		said := errs.String()
		if code != c.code || !strings.Contains(said, c.says) || c.says == "" && said != "" || out.Len() > 0 || strings.Join(h.requests, ",") != c.sent {
			t.Errorf("upload %s: exit %d, sent %q: %s%s", c.args, code, h.requests, said, out.String())
		}
		if strings.Contains(said, "canary") {
			t.Error("the token came out")
		}
	}
}
