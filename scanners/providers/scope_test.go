// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/providers/recorded"
)

// A heard transport keeps what was sent.
type heard struct {
	answers recorded.Answers
	mu      sync.Mutex
	sent    []string
}

func (h *heard) RoundTrip(r *http.Request) (*http.Response, error) {
	line := r.Method + " " + r.URL.Host + r.URL.Path
	if r.GetBody != nil {
		if body, err := r.GetBody(); err == nil {
			text, _ := io.ReadAll(body)
			line += " " + string(text)
		}
	}
	h.mu.Lock()
	h.sent = append(h.sent, line)
	h.mu.Unlock()
	return h.answers.RoundTrip(r)
}

// scoped asks a provider that answers sections, and leaves out names of an attribute.
func scoped(t *testing.T, a Asked, sections, env map[string]string, attribute string, left ...string) (*heard, Answer) {
	t.Helper()
	h := &heard{}
	for name, body := range sections {
		h.answers.Add("http/"+name, []byte(body))
	}
	got, err := Run(t.Context(), []Asked{a}, Options{
		Vault: secret.NewVault(), Transport: h, Now: time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC),
		Getenv: func(name string) string { return env[name] },
		Sleep:  func(context.Context, time.Duration) error { return nil },
		NotAsked: func(_, of string, names ...string) string {
			if of == attribute && slices.ContainsFunc(names, func(n string) bool { return slices.Contains(left, n) }) {
				return ".stagedoor.hcl:1"
			}
			return ""
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return h, got
}

// TestWhatIsLeftOutIsNotRequested of any provider; the twin without a block asks.
func TestWhatIsLeftOutIsNotRequested(t *testing.T) {
	github := map[string]string{}
	for path, body := range githubShop {
		github["api.github.com/"+path] = body
		github["api.github.com/"+strings.Replace(path, "acme/shop", "acme/wiki", 1)] = strings.ReplaceAll(body, "acme/shop", "acme/wiki")
	}
	github["api.github.com/users/acme"] = `{"login":"acme","type":"User"}`
	github["api.github.com/users/acme/repos"] = `[{"full_name":"acme/shop","owner":{"login":"acme"}},{"full_name":"acme/wiki","owner":{"login":"acme"}}]`
	account := map[string]string{
		"sts.eu-west-1.amazonaws.com/#GetCallerIdentity": `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::210987654321:user/auditor</Arn><Account>210987654321</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
	}
	key := map[string]string{"AWS_ACCESS_KEY_ID": "AKIAQCY5VRYXAUDITOR2", "AWS_SECRET_ACCESS_KEY": "canary7MDENGbPxRfiCYzEXAMPLEKEYauditor12", "AWS_REGION": "eu-west-1"}
	token := map[string]string{"GH_TOKEN": "github_pat_canary8f21c0aa5d3b7719", "RAILWAY_API_TOKEN": "canary-8f21c0aa5d3b7719"}
	for _, c := range []struct {
		asked           Asked
		sections, env   map[string]string
		attribute, left string
		never, always   string // in what is sent
		says            string
	}{
		{Asked{GitHub, "acme"}, github, token, "repositories", "acme/wiki", "/repos/acme/wiki", "/repos/acme/shop/", "1 repository of GitHub"},
		{Asked{Railway, ""}, railwayShop(), token, "projects", "shop", "query Project(", "query Projects(", "1 project of Railway"},
		{Asked{Railway, ""}, railwayShop(), token, "workspaces", "Acme", "query Projects(", "query ApiToken", "1 workspace of Railway"},
		{Asked{AWS, ""}, account, key, "accounts", "210987654321", "ListAccountAliases", "GetCallerIdentity", "1 account of AWS"},
		{Asked{AWS, "@eu-west-1+us-east-1"}, account, key, "regions", "us-east-1", "rds.us-east-1.", "rds.eu-west-1.", "1 region of AWS"},
	} {
		has := func(h *heard, what string) bool {
			return slices.ContainsFunc(h.sent, func(s string) bool { return strings.Contains(s, what) })
		}
		h, got := scoped(t, c.asked, c.sections, c.env, c.attribute, c.left)
		if has(h, c.never) || !has(h, c.always) {
			t.Errorf("%s without %s: sent %q", c.asked.Provider.Name, c.left, h.sent)
		}
		if want := []string{"left out by .stagedoor.hcl:1: " + c.says}; !slices.Equal(got.LeftOut, want) {
			t.Errorf("%s: told %q, want %q", c.asked.Provider.Name, got.LeftOut, want)
		}
		if c.attribute == "accounts" && (len(got.Incomplete) > 0 || len(h.sent) != 1) {
			t.Errorf("an account that is left out: %v, sent %q", got.Incomplete, h.sent)
		}
		if h, got = scoped(t, c.asked, c.sections, c.env, "none"); !has(h, c.never) || len(got.LeftOut) > 0 {
			t.Errorf("%s with everything: %q, sent %q", c.asked.Provider.Name, got.LeftOut, h.sent)
		}
	}
}

// TestWhatTheCommandLineNames is left out by a line, or is not.
func TestWhatTheCommandLineNames(t *testing.T) {
	not := func(_, attribute string, names ...string) string {
		if slices.Contains([]string{"other", "acme/wiki", "us-east-1", "prod"}, names[0]) {
			return attribute
		}
		return ""
	}
	for _, c := range []struct {
		asked Asked
		want  string
	}{
		{Asked{GitHub, ""}, ""}, {Asked{GitHub, "acme"}, ""}, {Asked{GitHub, "other"}, "owners"}, {Asked{GitHub, "acme/wiki"}, "repositories"},
		{Asked{AWS, "prod@eu-west-1"}, ""}, {Asked{AWS, "@eu-west-1+us-east-1"}, "regions"},
		{Asked{Kubernetes, "prod"}, "contexts"}, {Asked{Kubernetes, "staging"}, ""},
	} {
		if got := c.asked.LeftOut(not); got != c.want {
			t.Errorf("%s:%s: %q, want %q", c.asked.Provider.Name, c.asked.Of, got, c.want)
		}
	}
}
