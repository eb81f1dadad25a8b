// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/scanners/providers"
	"github.com/stagedoor/stagedoor/scanners/providers/recorded"
)

// bare takes from the environment what a provider's credential could be.
func bare(t *testing.T) {
	t.Helper()
	for _, p := range providers.All() {
		for _, v := range append(slices.Clone(p.Variables), p.BaseVariable) {
			if v != "" {
				t.Setenv(v, "")
			}
		}
	}
	home := t.TempDir()
	for _, v := range []string{"HOME", "USERPROFILE", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"} {
		t.Setenv(v, home)
	}
}

func TestLiveFlags(t *testing.T) {
	bare(t)
	clean := lay(t, map[string]string{"main.go": "package main\n"})
	whole, part := "", ""
	for _, p := range providers.All() {
		if p.Of == "" {
			whole = p.Name
		} else {
			part = p.Name
		}
	}
	for _, c := range []struct {
		args []string
		want int
		says string
	}{
		{[]string{"scan", "--live", "no-such-provider", clean}, exitUsage, "railway"},
		{[]string{"scan", "--live", "railway,no\x1bprovider", clean}, exitUsage, "no provider"},
		{[]string{"scan", "--live", "", clean}, exitClean, ""},
		{[]string{"scan", "--live", whole + ":x", clean}, exitUsage, "asked as a whole"},
		{[]string{"scan", "--live", part + ":", clean}, exitUsage, "nothing stands behind the colon"},
		{[]string{"scan", "--live", "railway", clean}, exitPartial, "set RAILWAY_API_TOKEN"},
		{[]string{"scan", "--live", "railway,railway", clean}, exitPartial, "set RAILWAY_API_TOKEN"},
		{[]string{"scan", "--live", "railway", filepath.Join(clean, "missing")}, exitPartial, "does not exist"},
		{[]string{"scan", "--probe-found", "NO_SUCH_TOKEN", clean}, exitPartial, "no credential of a known kind is found as NO_SUCH_TOKEN"},
		{[]string{"providers"}, exitClean, ""},
		{[]string{"providers", "railway"}, exitClean, ""},
		{[]string{"providers", "no-such-provider"}, exitUsage, "choose among"},
		{[]string{"providers", "railway", "fly"}, exitUsage, ""},
	} {
		code, _, stderr := stagedoor(c.args...)
		if code != c.want || !strings.Contains(stderr, c.says) || strings.Contains(stderr, "\x1b") {
			t.Errorf("%v: exit %d, want %d: %s", c.args, code, c.want, stderr)
		}
		if code >= exitUsage && strings.Count(stderr, "\n") != 1 {
			t.Errorf("%v: %q is not one sentence", c.args, stderr)
		}
	}
}

// TestLiveWithoutACredential: exit 3 with the variable to set, and the report is
// printed all the same; where it has findings, these win.
func TestLiveWithoutACredential(t *testing.T) {
	bare(t)
	clean := lay(t, map[string]string{"main.go": "package main\n"})
	shared := lay(t, map[string]string{".env.staging": "JWT_SECRET=canary-4bT8qLw2Zx9Rk7\n", ".env.production": "JWT_SECRET=canary-4bT8qLw2Zx9Rk7\n"})
	for _, p := range providers.All() {
		code, out, stderr := stagedoor("scan", "-q", "--format", "json", "--live", p.Name, clean)
		if code != exitPartial || !slices.ContainsFunc(p.Variables, func(v string) bool { return strings.Contains(stderr, v) }) {
			t.Errorf("%s: exit %d: %s", p.Name, code, stderr)
		}
		var rep struct {
			Gaps []struct{ Why, Kind string }
		}
		if err := json.Unmarshal([]byte(out), &rep); err != nil || len(rep.Gaps) == 0 || !strings.HasPrefix(rep.Gaps[0].Why, p.Name+": ") {
			t.Errorf("%s: %v %s", p.Name, err, out)
		}
		if code, out, stderr = stagedoor("scan", "--live", p.Name, shared); code != exitFindings || stderr != "" || !strings.Contains(out, p.Name+": ") {
			t.Errorf("%s: exit %d %s %s", p.Name, code, stderr, out)
		}
	}
}

// TestProvidersAreTold: every line that may be sent, the privilege, the variables.
func TestProvidersAreTold(t *testing.T) {
	_, list, _ := stagedoor("providers")
	for _, p := range providers.All() {
		if !strings.Contains(list, p.Name) {
			t.Errorf("%s is not listed", p.Name)
		}
		_, out, _ := stagedoor("providers", p.Name)
		out = strings.Join(strings.Fields(out), " ") // as it was before it was wrapped
		want := append([]string{p.Doc, p.Base, p.BaseVariable}, append(p.Variables, p.Allow...)...)
		if p.Probe != nil {
			want = append(append(append(want, p.Probe.Calls), p.Probe.Kinds...), p.Probe.Allow...)
		}
		for _, w := range want {
			if !strings.Contains(out, w) {
				t.Errorf("%s: %q is not told", p.Name, w)
			}
		}
	}
}

// heard is a transport that keeps every header and body that would have been sent.
type heard struct {
	mu   sync.Mutex
	sent []string
	next http.RoundTripper
}

func (h *heard) RoundTrip(r *http.Request) (*http.Response, error) {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s %s\n", r.Method, r.URL)
	_ = r.Header.Write(&b)
	if r.Body != nil {
		body, _ := io.ReadAll(r.Body)
		b.Write(body)
		r.Body = io.NopCloser(bytes.NewReader(body))
	}
	h.mu.Lock()
	h.sent = append(h.sent, b.String())
	h.mu.Unlock()
	return h.next.RoundTrip(r)
}

// TestWhatIsFoundIsNotUsed: a tree full of credentials, every provider asked, and
// an environment without any: nothing is sent at all. With a credential in the
// environment, nothing of the tree is sent beside it.
func TestWhatIsFoundIsNotUsed(t *testing.T) {
	var env strings.Builder
	files := map[string]string{
		"scripts/add-domain.sh": "#!/bin/sh\nexport RAILWAY_API_TOKEN=ca0a71e5-ca0a-4ca0-8ca0-ca0a71e5ca0a\nrailway domain x\n",
		".aws/credentials":      "[default]\naws_access_key_id = AKIAQ3EGCANARY5RTX7V\naws_secret_access_key = canaryVq1ZxkFH8vQ2nTqYw0b7Pz3sLm5dRj9\n",
		".kube/config":          "apiVersion: v1\nkind: Config\ncurrent-context: a\nclusters: [{name: a, cluster: {server: https://10.0.0.1}}]\nusers: [{name: a, user: {token: canary-kube-4bT8qLw2Zx9Rk7}}]\ncontexts: [{name: a, context: {cluster: a, user: a}}]\n",
		".railway/config.json":  `{"user":{"token":"ca0a71e5-ca0a-4ca0-8ca0-ca0a71e5ca0a"}}`,
	}
	var all []providers.Asked
	for _, p := range providers.All() {
		all = append(all, providers.Asked{Provider: p})
		for _, v := range p.Variables {
			fmt.Fprintf(&env, "%s=canary-found-%s\n", v, strings.ToLower(v))
		}
	}
	files[".env"] = env.String()
	dir := lay(t, files)
	t.Chdir(dir)
	for _, given := range []string{"", "canary-given-4bT8qLw2Zx9Rk7"} {
		h := &heard{next: &recorded.Answers{}}
		q := liveQuestion{asked: all, transport: h, home: t.TempDir(), now: time.Now(), sleep: noSleep}
		q.getenv = func(name string) string {
			for _, p := range providers.All() {
				if p.Name != "aws" && p.Name != "kubernetes" && slices.Contains(p.Variables, name) {
					return given
				}
			}
			return ""
		}
		a, err := ask(t.Context(), question{paths: []string{dir}, live: q})
		if err != nil || len(a.incomplete) != len(all) {
			t.Fatal(err, a.incomplete)
		}
		if (len(h.sent) > 0) != (given != "") {
			t.Errorf("%d requests with %q in the environment: %q", len(h.sent), given, h.sent)
		}
		for _, s := range h.sent {
			if strings.Contains(s, "found") || strings.Contains(s, "ca0a71e5") || strings.Contains(s, "CANARY") || strings.Contains(s, "kube-") {
				t.Errorf("of the tree: %s", s)
			}
		}
	}
}

// railway is a server that answers as Railway does to who a token is.
func railway(t *testing.T) (s *httptest.Server, heardOf func() []string) {
	var mu sync.Mutex
	var sent []string
	s = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var q struct{ OperationName, Query string }
		_ = json.NewDecoder(r.Body).Decode(&q)
		mu.Lock()
		sent = append(sent, r.URL.Path+"#"+q.OperationName+" "+r.Header.Get("Authorization")+r.Header.Get("Project-Access-Token"))
		mu.Unlock()
		w.Header().Set("Content-Type", "application/json")
		switch {
		case strings.Contains(q.Query, "mutation"):
			t.Error("a mutation was sent")
		case q.OperationName == "ApiToken":
			_, _ = fmt.Fprint(w, `{"data":{"apiToken":{"workspaces":[{"id":"w-1","name":"Rental Inc"}]}}}`)
		case q.OperationName == "Me":
			_, _ = fmt.Fprint(w, `{"data":{"me":{"id":"u-1"}}}`)
		default:
			_, _ = fmt.Fprint(w, `{"data":null,"errors":[{"message":"Not Authorized"}]}`)
		}
	}))
	t.Cleanup(s.Close)
	return s, func() []string { mu.Lock(); defer mu.Unlock(); return slices.Clone(sent) }
}

const foundToken = "ca0a71e5-ca0a-4ca0-8ca0-ca0a71e5ca0a"

// TestProbeFound: the token in the script is asked about because the user names
// it; what is sent is said before, and is the documented probe and nothing else.
func TestProbeFound(t *testing.T) {
	bare(t)
	s, sent := railway(t)
	t.Setenv("STAGEDOOR_RAILWAY_URL", s.URL)
	dir := lay(t, map[string]string{
		"scripts/add-domain.sh": "#!/bin/sh\nset -eu\n\n\nexport RAILWAY_API_TOKEN=" + foundToken + "\nrailway domain x\n",
		".env.staging":          "STRIPE_KEY=sk_test_canary4bT8qLw2Zx9Rk7canary\nOTHER_TOKEN=canary-other-4bT8qLw2Zx9Rk7\n",
	})
	for _, args := range [][]string{
		{"scan", "--probe-found", "scripts/add-domain.sh:5", dir},
		{"scan", "-q", "--probe-found", "RAILWAY_API_TOKEN", "--probe-found", "scripts/add-domain.sh:5", dir},
		{"blast", "--probe-found", "scripts/add-domain.sh:5", "scripts/add-domain.sh:5", dir},
	} {
		before := len(sent())
		_, out, stderr := stagedoor(args...)
		if !strings.Contains(stderr, "stagedoor: asking Railway who RAILWAY_API_TOKEN is: POST /graphql/v2") || strings.Count(stderr, "asking Railway") != 1 {
			t.Errorf("%v: not said before: %s", args, stderr)
		}
		asked := sent()[before:]
		if len(asked) == 0 || len(asked) > 4 {
			t.Errorf("%v: %q", args, asked)
		}
		for _, r := range asked {
			name, credential, _ := strings.Cut(r, " ")
			if !slices.Contains([]string{"/graphql/v2#ApiToken", "/graphql/v2#Me", "/graphql/v2#ProjectToken"}, name) || strings.TrimPrefix(credential, "Bearer ") != foundToken {
				t.Errorf("%v: sent %q", args, r)
			}
		}
		if strings.Contains(out+stderr, foundToken) {
			t.Errorf("%v: the token came out", args)
		}
	}
	_, out, _ := stagedoor("scan", "--format", "json", "--probe-found", "scripts/add-domain.sh:5", dir)
	if !strings.Contains(out, "overreaching-credential") && !strings.Contains(out, "exposed-credential") {
		t.Error(out)
	}

	before := len(sent())
	for _, c := range []struct {
		name string
		want int
		says string
	}{
		{"OTHER_TOKEN", exitPartial, "no credential of a known kind"},
		{"scripts/add-domain.sh:4", exitPartial, "no credential of a known kind"},
		{"STRIPE_KEY", exitUsage, "nothing documented asks who"},
	} {
		code, _, stderr := stagedoor("scan", "--probe-found", "RAILWAY_API_TOKEN", "--probe-found", c.name, dir)
		if code != c.want || !strings.Contains(stderr, c.says) || len(sent()) != before {
			t.Errorf("%s: exit %d: %s; %q", c.name, code, stderr, sent()[before:])
		}
	}
}

// TestLiveIsStopped: Ctrl-C while a provider does not answer is exit 3, with no
// half of a report.
func TestLiveIsStopped(t *testing.T) {
	bare(t)
	began := make(chan struct{})
	once := sync.OnceFunc(func() { close(began) })
	s := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // else the server does not see that the client has gone
		once()
		<-r.Context().Done()
	}))
	defer s.Close()
	t.Setenv("STAGEDOOR_RAILWAY_URL", s.URL)
	t.Setenv("RAILWAY_API_TOKEN", foundToken)
	ctx, cancel := context.WithCancel(t.Context())
	go func() { <-began; cancel() }()
	var out, errs bytes.Buffer
	code := run(ctx, []string{"scan", "--live", "railway", lay(t, map[string]string{"main.go": "package main\n"})}, &out, &errs)
	if code != exitPartial || out.Len() > 0 || !strings.Contains(errs.String(), "not asked to the end") {
		t.Errorf("exit %d: %s %s", code, out.String(), errs.String())
	}
}

func noSleep(ctx context.Context, _ time.Duration) error { return ctx.Err() }

// TestNoCacheInCI: what a runner keeps, others may read; and a test keeps nothing.
func TestNoCacheInCI(t *testing.T) {
	bare(t)
	t.Setenv("CI", "")
	if dir := (liveQuestion{}).options(&answer{}, "", nil).CacheDir; filepath.Base(filepath.Dir(dir)) != "stagedoor" {
		t.Errorf("no cache at home: %q", dir)
	}
	t.Setenv("CI", "true")
	if dir := (liveQuestion{}).options(&answer{}, "", nil).CacheDir; dir != "" {
		t.Error(dir)
	}
	t.Setenv("CI", "")
	if dir := (liveQuestion{getenv: func(string) string { return "" }}).options(&answer{}, "", nil).CacheDir; dir != "" {
		t.Error(dir)
	}
}
