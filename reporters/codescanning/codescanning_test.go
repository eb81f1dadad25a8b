// SPDX-License-Identifier: Apache-2.0

package codescanning

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/graph/secret"
)

func TestAReportArrivesAndIsWaitedFor(t *testing.T) {
	f := newFake(t, []answer{accepted}, []answer{pending, {status: 404, body: `{}`}, {status: 502}, complete})
	pauses, err := f.upload()
	if err != nil {
		t.Fatal(err)
	}
	status := "GET /repos/acme/shop/code-scanning/sarifs/47177e22-5596-11eb-80a1-c1e54ef945c6"
	if want := []string{"POST /repos/acme/shop/code-scanning/sarifs", status, status, status, status}; !slices.Equal(f.asked, want) {
		t.Errorf("asked %q", f.asked)
	}
	if len(pauses) != 4 || !slices.IsSorted(pauses) || pauses[0] < 2*time.Second || pauses[3] <= pauses[0] {
		t.Errorf("paused %v", pauses)
	}
	var sent map[string]string
	if err := json.Unmarshal(f.reports[0], &sent); err != nil {
		t.Fatal(err)
	}
	packed, err := base64.StdEncoding.DecodeString(sent["sarif"])
	if err != nil {
		t.Fatal(err)
	}
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	if plain, err := io.ReadAll(z); err != nil || string(plain) != report {
		t.Errorf("the report arrived as %q, %v", plain, err)
	}
	delete(sent, "sarif")
	if got := fmt.Sprint(sent); got != "map[commit_sha:"+commit+" ref:refs/pull/12/merge tool_name:stagedoor]" {
		t.Error(got)
	}
}

func TestWhatGitHubRefusesIsToldInOneLineWithTheRemedy(t *testing.T) {
	said := func(status int, message string) answer {
		body, _ := json.Marshal(map[string]string{"message": message, "documentation_url": "https://docs.github.com/rest"})
		return answer{status: status, body: string(body)}
	}
	limit := map[string]string{"X-RateLimit-Limit": "1000", "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "4102444800"}
	for name, c := range map[string]struct {
		answer answer
		want   string
	}{
		"no right":        {said(403, "Resource not accessible by integration"), "security-events: write"},
		"a person's":      {said(403, "Resource not accessible by personal access token"), "Code scanning alerts: write"},
		"dependabot":      {said(403, "Resource not accessible by integration"), "Dependabot"},
		"not enabled":     {said(403, "Code Security must be enabled for this repository to use code scanning."), "enable Code Security"},
		"not enabled yet": {said(403, "Code scanning is not enabled for this repository. Please enable code scanning in the repository settings."), "--format github"},
		"archived":        {said(403, "Repository was archived so is read-only."), "leave out the upload"},
		"another 403":     {said(403, "the token was "+token+"\n::error::x"), "security-events"},
		"unknown token":   {said(401, "Bad credentials"), "--token-variable"},
		"not there":       {said(404, "Not Found"), "contents: read"},
		"no such commit":  {said(404, "commit not found"), "push it first"},
		"no such ref":     {said(422, "ref 'refs/pull/12/merge' not found in this repository"), "correct what it names"},
		"bad sarif":       {said(400, "Invalid SARIF. \x1b[31m JSON syntax error"), "Invalid SARIF"},
		"too large":       {answer{status: 413}, "--skip-rules"},
		"too many":        {said(429, "slow down"), "429"},
		"too many, 403":   {answer{status: 403, body: `{"message":"API rate limit exceeded"}`, header: limit}, "until 00:00:00 UTC"},
		"secondary":       {answer{status: 403, body: `{"message":"x","documentation_url":"https://docs.github.com/rest/overview/rate-limits#secondary-rate-limits"}`}, "some minutes"},
		"down":            {said(503, "unavailable"), "githubstatus"},
		"no JSON":         {answer{status: 500, body: "<html>" + token}, "githubstatus"},
		"another answer":  {answer{status: 202, body: "<html>"}, "does not know"},
		"no id":           {answer{status: 202, body: `{"id":"../../x"}`}, "without an id"},
		"a plain 200":     {answer{status: 200, body: `{"id":"x"}`}, "without an id"},
	} {
		f := newFake(t, []answer{c.answer}, nil)
		_, err := f.upload()
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v; want %q", name, err, c.want)
			continue
		}
		if s := err.Error(); strings.ContainsAny(s, "\n\x1b") || strings.Contains(s, "canary") {
			t.Errorf("%s: %q", name, s)
		}
		wanted := 1
		if c.answer.status >= 500 {
			wanted = 3
		}
		if len(f.asked) != wanted {
			t.Errorf("%s: %d requests", name, len(f.asked))
		}
	}
}

func TestAGitHubThatIsNotWellIsAskedAgain(t *testing.T) {
	f := newFake(t, []answer{{status: 503}, {status: 500}, accepted}, []answer{complete})
	if _, err := f.upload(); err != nil || len(f.reports) != 3 {
		t.Errorf("%v after %d", err, len(f.reports))
	}
	if !bytes.Equal(f.reports[0], f.reports[2]) {
		t.Error("the second time something else was sent")
	}
}

func TestWhatBecameOfAReport(t *testing.T) {
	for want, became := range map[string]answer{
		"locationFromSarifResult: expected at least one location": {status: 200, body: `{"processing_status":"failed","errors":["locationFromSarifResult: expected at least one location\u001b[2J"]}`},
		"it does not say why":    {status: 200, body: `{"processing_status":"failed","errors":null}`},
		"does not know":          {status: 200, body: `{"processing_status":"lost"}`},
		"security-events: write": {status: 403, body: `{"message":"Resource not accessible by integration"}`},
	} {
		f := newFake(t, []answer{accepted}, []answer{pending, became})
		if _, err := f.upload(); err == nil || !strings.Contains(err.Error(), want) || strings.ContainsRune(err.Error(), 0x1b) {
			t.Errorf("%v; want %q", err, want)
		}
	}
	f := newFake(t, []answer{accepted}, []answer{pending})
	pauses, err := f.upload()
	var all time.Duration
	for _, p := range pauses {
		all += p
	}
	if !errors.Is(err, ErrPending) || all != 2*time.Minute || len(pauses) > 20 {
		t.Errorf("%v after %v", err, pauses)
	}
}

func TestTheTokenGoesNowhereElse(t *testing.T) {
	elsewhere := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		t.Errorf("another host got %s %s", r.Method, r.URL)
	}))
	defer elsewhere.Close()
	for _, status := range []int{301, 302, 307, 308} {
		f := newFake(t, []answer{{status: status, header: map[string]string{"Location": elsewhere.URL + "/repos/acme/shop/code-scanning/sarifs"}}}, nil)
		if _, err := f.upload(); err == nil || !strings.Contains(err.Error(), "has moved") || len(f.asked) != 1 {
			t.Errorf("%d: %v, %q", status, err, f.asked)
		}
	}
	g := newGate("https://api.github.com/repos/acme/shop/code-scanning/sarifs", secret.New(token))
	for line, want := range map[string]bool{
		"POST https://api.github.com/repos/acme/shop/code-scanning/sarifs":              true,
		"GET https://api.github.com/repos/acme/shop/code-scanning/sarifs/4717-aa":       true,
		"GET https://api.github.com/repos/acme/shop/code-scanning/sarifs":               false,
		"PUT https://api.github.com/repos/acme/shop/code-scanning/sarifs":               false,
		"DELETE https://api.github.com/repos/acme/shop/code-scanning/sarifs/4717-aa":    false,
		"POST https://api.github.com/repos/acme/shop/code-scanning/sarifs?x=1":          false,
		"POST https://api.github.com/repos/acme/other/code-scanning/sarifs":             false,
		"POST https://api.github.com.example/repos/acme/shop/code-scanning/sarifs":      false,
		"POST http://api.github.com/repos/acme/shop/code-scanning/sarifs":               false,
		"GET https://api.github.com/repos/acme/shop/code-scanning/sarifs/../../../user": false,
		"GET https://api.github.com/repos/acme/shop/code-scanning/sarifs/%2e%2e":        false,
	} {
		method, address, _ := strings.Cut(line, " ")
		r, err := http.NewRequest(method, address, nil)
		if err != nil {
			t.Fatal(err)
		}
		if g.allows(r) != want {
			t.Errorf("%s: %v", line, !want)
		}
		if r.Host = "elsewhere.example"; g.allows(r) {
			t.Errorf("%s goes with another host's name", line)
		}
	}
}
