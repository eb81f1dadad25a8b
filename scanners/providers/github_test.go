// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-github/v60/github"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/providers/recorded"
)

// The shapes of these answers are held against GitHub's own description by
// github_openapi_test.go.

// githubShop is a repository about which everything is answered.
var githubShop = map[string]string{
	"user":                                                       `{"login":"reader","type":"User"}`,
	"repos/acme/shop":                                            `{"full_name":"acme/shop","private":true,"default_branch":"main","owner":{"login":"acme","type":"Organization"}}`,
	"repos/acme/shop/environments":                               `{"total_count":0,"environments":[]}`,
	"repos/acme/shop/actions/secrets":                            `{"total_count":0,"secrets":[]}`,
	"repos/acme/shop/actions/variables":                          `{"total_count":0,"variables":[]}`,
	"repos/acme/shop/actions/organization-secrets":               `{"total_count":0,"secrets":[]}`,
	"repos/acme/shop/actions/organization-variables":             `{"total_count":0,"variables":[]}`,
	"repos/acme/shop/actions/permissions":                        `{"enabled":true,"allowed_actions":"all","sha_pinning_required":false}`,
	"repos/acme/shop/actions/permissions/workflow":               `{"default_workflow_permissions":"write","can_approve_pull_request_reviews":true}`,
	"repos/acme/shop/actions/oidc/customization/sub":             `{"use_default":false,"include_claim_keys":["repo","context"]}`,
	"repos/acme/shop/keys":                                       `[]`,
	"repos/acme/shop/rulesets":                                   `[]`,
	"repos/acme/shop/environments/*/secrets":                     `{"total_count":0,"secrets":[]}`,
	"repos/acme/shop/environments/*/variables":                   `{"total_count":0,"variables":[]}`,
	"repos/acme/shop/environments/*/deployment_protection_rules": `{"total_count":0,"custom_deployment_protection_rules":[]}`,
}

// A githubCase is a question to recorded answers.
type githubCase struct {
	of      string
	env     map[string]string // in place of a fine-grained token
	answers map[string]string // by path, beside those of githubShop
	remotes []string
	base    string
	cache   string
}

func (c githubCase) ask(t *testing.T) (*graph.Graph, *recorded.Answers, Answer) {
	t.Helper()
	answers := &recorded.Answers{}
	if c.base == "" {
		c.base = "api.github.com"
	}
	all := maps.Clone(githubShop)
	maps.Copy(all, c.answers)
	for path, body := range all {
		if body == "" {
			continue
		}
		answers.Add("http/"+c.base+"/"+path, []byte(body))
		for _, env := range []string{"production", "eu%2Fprod", "a%3Fb%23c%20d"} {
			answers.Add("http/"+c.base+"/"+strings.Replace(path, "*", env, 1), []byte(body))
		}
	}
	if c.env == nil {
		c.env = map[string]string{"GH_TOKEN": "github_pat_canary8f21c0aa5d3b7719"}
	}
	if c.remotes == nil {
		c.remotes = []string{"github.com/acme/shop"}
	}
	a, err := Run(t.Context(), []Asked{{Provider: GitHub, Of: c.of}}, Options{
		Vault: secret.NewVault(), Transport: answers, Now: time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC),
		Getenv: func(name string) string { return c.env[name] }, Folders: []Folder{{Remotes: c.remotes}}, CacheDir: c.cache,
		Sleep: func(context.Context, time.Duration) error { return nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	return graph.Build(a.Facts, Joins()...), answers, a
}

func whys(g *graph.Graph) string {
	var all []string
	for _, gap := range g.Gaps() {
		all = append(all, gap.Why)
	}
	return strings.Join(all, "\n")
}

func gateOf(g *graph.Graph, name string) (is graph.Tri, says string) {
	for h := range g.Nodes(graph.Holder) {
		if h.Type == "github_environment" && h.Name == name {
			for t := range h.Traits(graph.Gated) {
				return t.Is, t.Why[0].Says
			}
		}
	}
	return graph.Unknown, "nothing is noted"
}

func TestGitHubAnswersBecomeFacts(t *testing.T) {
	g, _, a := githubCase{answers: map[string]string{
		"repos/acme/shop/keys":              `[{"id":3,"key":"ssh-ed25519 AAAA","title":"deployer","read_only":false},{"id":4,"key":"ssh-ed25519 AAAA","title":"mirror","read_only":true}]`,
		"repos/acme/shop/actions/secrets":   `{"total_count":1,"secrets":[{"name":"Database_Url","updated_at":"2026-03-01T10:00:00Z"}]}`,
		"repos/acme/shop/actions/variables": `{"total_count":1,"variables":[{"name":"HOST","value":"canary-db.example"}]}`,
	}}.ask(t)
	if whys(g) != "" || len(a.Incomplete) > 0 {
		t.Error(whys(g))
	}
	var said []string
	for s := range g.Nodes(graph.Scope) {
		if s.Type == "github_repository" {
			for _, e := range s.At {
				said = append(said, e.Says)
			}
		}
	}
	for _, want := range []string{"may write where its workflow sets no permissions", "may approve pull requests", "made of repo, context", "0 rulesets"} {
		if !strings.Contains(strings.Join(said, "\n"), want) {
			t.Errorf("no %q in %q", want, said)
		}
	}
	var keys []string
	for i := range g.Nodes(graph.Identity) {
		for l := range i.Out(graph.Opens) {
			keys = append(keys, i.Name+" "+strings.Join(l.Power.Names(), "+")+" "+l.To.Name)
		}
	}
	if want := []string{"deployer read+write acme/shop", "mirror read acme/shop"}; !slices.Equal(keys, want) {
		t.Error(keys)
	}
	var slots []string
	for s := range g.Nodes(graph.Slot) {
		slots = append(slots, s.Public())
	}
	if want := []string{"slot:github_secret/DATABASE_URL", "slot:github_variable/HOST"}; !slices.Equal(slots, want) {
		t.Error(slots)
	}
}

// TestGitHubNamesAreEscaped: go-github v60 asks for /environments/eu/prod/secrets
// and /environments/a?b.
func TestGitHubNamesAreEscaped(t *testing.T) {
	g, answers, _ := githubCase{answers: map[string]string{
		"repos/acme/shop/environments": `{"total_count":3,"environments":[{"name":"eu/prod"},{"name":"a?b#c d"},{"name":".."}]}`,
	}}.ask(t)
	for _, want := range []string{"GET api.github.com/repos/acme/shop/environments/eu%2Fprod/secrets?page=1&per_page=100", "GET api.github.com/repos/acme/shop/environments/a%3Fb%23c%20d/secrets?page=1&per_page=100"} {
		if !slices.Contains(answers.Log, want) {
			t.Errorf("not asked: %s", want)
		}
	}
	if why := whys(g); strings.Count(why, "environment ..") != 3 || strings.Contains(why, "eu/prod") {
		t.Error(why)
	}
}

// TestGitHubRulesOfUnknownKinds: for one of them go-github v60 drops a whole list.
func TestGitHubRulesOfUnknownKinds(t *testing.T) {
	own := map[string]string{
		"repos/acme/shop/rules/branches/main":                       `[{"type":"code_scanning","parameters":{"code_scanning_tools":[]}},{"type":"merge_queue","parameters":{}},{"type":"of 2031","parameters":[1]},{"type":"pull_request","parameters":{"required_approving_review_count":2}}]`,
		"repos/acme/shop/environments/*/deployment-branch-policies": `{"total_count":1,"branch_policies":[{"name":"main","type":"branch"}]}`,
	}
	for _, c := range []struct{ says, environment string }{
		{"one of 2 required reviewers, who may not approve their own; administrators may pass it by", `{"name":"production","can_admins_bypass":true,"protection_rules":[{"type":"required_reviewers","prevent_self_review":true,"reviewers":[{"type":"Robot","reviewer":{}},{"reviewer":null}]}]}`},
		{"no required reviewers, and every branch", `{"name":"production","protection_rules":[{"type":"wait_timer","wait_timer":30}],"deployment_branch_policy":null}`},
		{"a kind that is not known", `{"name":"production","protection_rules":[{"type":"of 2031"}],"deployment_branch_policy":null}`},
		{"a kind that is not known", `{"name":"production","protection_rules":["?"],"deployment_branch_policy":null}`},
		{"takes protected branches only", `{"name":"production","protection_rules":[{"type":"branch_policy"}],"deployment_branch_policy":{"protected_branches":true,"custom_branch_policies":false}}`},
		{"nothing but approved pull requests", `{"name":"production","protection_rules":[{"type":"branch_policy"}],"deployment_branch_policy":{"protected_branches":false,"custom_branch_policies":true}}`},
	} {
		own["repos/acme/shop/environments"] = `{"total_count":1,"environments":[` + c.environment + `]}`
		g, _, _ := githubCase{answers: own}.ask(t)
		if _, says := gateOf(g, "production"); !strings.Contains(says, c.says) || whys(g) != "" {
			t.Errorf("%s: %s %s", c.environment, says, whys(g))
		}
	}
}

// TestGitHubOddEntryCostsItself: the rest of the list is read, and the list is not
// taken for complete.
func TestGitHubOddEntryCostsItself(t *testing.T) {
	g, _, a := githubCase{answers: map[string]string{
		"repos/acme/shop/environments": `{"total_count":3,"environments":[{"name":7},null,{"name":"production","protection_rules":[]}]}`,
	}}.ask(t)
	if is, _ := gateOf(g, "production"); is != graph.No || !strings.Contains(whys(g), "2 of 3 entries") || !slices.Equal(a.Incomplete, []string{"github"}) {
		t.Error(whys(g))
	}
	for s := range g.Nodes(graph.Scope) {
		for n := range s.Traits(graph.ListComplete) {
			if n.Detail == "environments" {
				t.Error("a list with odd entries is taken for complete")
			}
		}
	}
}

func secretsFrom(from, to int) string {
	var names []string
	for i := from; i < to; i++ {
		names = append(names, fmt.Sprintf(`{"name":"S_%d"}`, i))
	}
	return strings.Join(names, ",")
}

func TestGitHubListsAreAskedToTheirEnd(t *testing.T) {
	page := func(link, total string, from, to int) string {
		return "HTTP/1.1 200 OK\nLink: " + link + "\n\n" + `{"total_count":` + total + `,"secrets":[` + secretsFrom(from, to) + `]}`
	}
	next := func(host string, n int) string {
		return fmt.Sprintf(`<https://%s/repositories/1/actions/secrets?per_page=100&page=%d>; rel="next"`, host, n)
	}
	for _, c := range []struct {
		says, first, second string
		slots               int
		gap                 string
	}{
		{"as GitHub links", next("api.github.com", 2), `<https://api.github.com/x?page=1>; rel="first"`, 130, ""},
		{"on another host", next("evil.example", 2), "", 130, ""},
		{"a link that is none", "<<>>; rel", "", 130, ""},
		{"back to the first page", next("api.github.com", 1), next("api.github.com", 2), 130, ""},
	} {
		g, answers, _ := githubCase{answers: map[string]string{
			"repos/acme/shop/actions/secrets":        page(c.first, "130", 0, 100),
			"repos/acme/shop/actions/secrets?page=2": page(c.second, "130", 100, 130),
		}}.ask(t)
		n := 0
		for s := range g.Nodes(graph.Slot) {
			if strings.HasPrefix(s.Name, "S_") {
				n++
			}
		}
		if n != c.slots || whys(g) != c.gap {
			t.Errorf("%s: %d secrets, %s", c.says, n, whys(g))
		}
		for _, l := range answers.Log {
			if !strings.HasPrefix(l, "GET api.github.com/") {
				t.Error(l)
			}
		}
	}
	g, _, _ := githubCase{answers: map[string]string{
		"repos/acme/shop/actions/secrets":        page("", "300", 0, 100),
		"repos/acme/shop/actions/secrets?page=2": page("", "300", 100, 100),
	}}.ask(t)
	if !strings.Contains(whys(g), "ends after 100 of 300") {
		t.Error(whys(g))
	}
}

// TestGitHubsRateLimitIsTheGates: go-github v60 would refuse every request after
// the first on its own.
func TestGitHubsRateLimitIsTheGates(t *testing.T) {
	reset := fmt.Sprint(time.Now().Add(time.Hour).Unix())
	g, _, a := githubCase{answers: map[string]string{
		"user":                   "HTTP/1.1 200 OK\nX-RateLimit-Limit: 5000\nX-RateLimit-Remaining: 0\nX-RateLimit-Reset: " + reset + "\n\n" + githubShop["user"],
		"repos/acme/shop/keys":   "HTTP/1.1 403 Forbidden\nRetry-After: 1\n\n" + `{"message":"You have exceeded a secondary rate limit","documentation_url":"https://docs.github.com/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits"}`,
		"repos/acme/shop/keys!2": `[]`,
	}}.ask(t)
	if whys(g) != "" || len(a.Incomplete) > 0 {
		t.Error(whys(g))
	}
}

func TestGitHubsErrorsAreWordedAsOthers(t *testing.T) {
	answer := func(status int, h http.Header) *http.Response { return &http.Response{StatusCode: status, Header: h} }
	for _, c := range []struct {
		err    error
		says   string
		status int
	}{
		{&github.RateLimitError{Response: answer(403, http.Header{"X-Ratelimit-Remaining": {"0"}})}, "rate limit is reached (403)", 403},
		{&github.AbuseRateLimitError{Response: answer(403, http.Header{})}, "rate limit is reached (403)", 403},
		{&github.ErrorResponse{Response: answer(403, http.Header{"X-Accepted-Github-Permissions": {"secrets=read"}})}, "may not read this (403); it needs the permission secrets=read", 403},
		{&github.ErrorResponse{Response: answer(404, http.Header{})}, "(404), which it also says where the permission secrets=read is missing", 404},
		{&github.ErrorResponse{Response: answer(401, http.Header{})}, "does not accept the credential (401)", 401},
		{&github.ErrorResponse{Response: answer(502, http.Header{})}, "failed (502)", 502},
		{(*github.TwoFactorAuthError)(&github.ErrorResponse{Response: answer(401, http.Header{})}), "does not accept the credential (401)", 401},
		{&github.AcceptedError{}, "(202)", 202},
		{failure{says: "the budget is spent"}, "the budget is spent", 0},
		{errors.New("dial"), "could not be reached", 0},
	} {
		f := githubFailure("/repos/acme/shop/actions/secrets", c.err)
		if !strings.Contains(f.Error(), c.says) || f.status != c.status {
			t.Errorf("%T: %s", c.err, f.Error())
		}
	}
}

// TestGitHubWithoutAPlan: what a plan does not have is no gap; and what a fork
// lacks says nothing.
func TestGitHubWithoutAPlan(t *testing.T) {
	g, _, _ := githubCase{answers: map[string]string{
		"repos/acme/shop":          `{"full_name":"acme/shop","private":true,"fork":true,"owner":{"login":"acme","type":"User"}}`,
		"repos/acme/shop/rulesets": "HTTP/1.1 403 Forbidden\n\n" + `{"message":"Upgrade to GitHub Pro or make this repository public to enable this feature.","documentation_url":"https://docs.github.com/rest/repos/rules"}`,
	}}.ask(t)
	if whys(g) != "" {
		t.Error(whys(g))
	}
	for s := range g.Nodes(graph.Scope) {
		if _, ok := s.Trait(graph.ListComplete); ok {
			t.Error("the lists of a fork are taken for complete")
		}
	}
}

func TestGitHubIsAskedOnlyForWhatHasChanged(t *testing.T) {
	const tagged = "HTTP/1.1 200 OK\nETag: \"v1\"\n\n"
	answers := map[string]string{"repos/acme/shop/keys": tagged + "[]", "repos/acme/shop/keys!2": "HTTP/1.1 304 Not Modified\n\n"}
	dir := t.TempDir() + "/answers"
	for range 2 {
		g, _, _ := githubCase{answers: answers, cache: dir}.ask(t)
		if whys(g) != "" {
			t.Error(whys(g))
		}
		answers["repos/acme/shop/keys"] = "HTTP/1.1 304 Not Modified\n\n" // without If-None-Match no answer at all
	}
}

func TestGitHubEnterprise(t *testing.T) {
	g, answers, _ := githubCase{
		base: "ghe.acme.example/api/v3", remotes: []string{"ghe.acme.example/acme/shop", "github.com/acme/other"},
		env: map[string]string{"GITHUB_API_URL": "https://ghe.acme.example/api/v3", "GH_TOKEN": "ghp_canarycanarycanarycanarycanarycanary", "GH_ENTERPRISE_TOKEN": "ghp_canary2canary2canary2canary2canary2"},
	}.ask(t)
	if whys(g) != "" || len(answers.Log) < 10 {
		t.Error(whys(g), answers.Log)
	}
	for c := range g.Nodes(graph.Credential) {
		if c.Name != "GH_ENTERPRISE_TOKEN" {
			t.Error("asked with", c.Name)
		}
	}
}

func TestGitHubOfAnOwner(t *testing.T) {
	installation := map[string]string{"GITHUB_TOKEN": "ghs_canarycanarycanarycanarycanarycanary"}
	g, answers, _ := githubCase{of: "acme", env: installation, answers: map[string]string{
		"users/acme":                               `{"login":"acme","type":"Organization"}`,
		"orgs/acme/actions/secrets":                `{"total_count":1,"secrets":[{"name":"TOKEN","visibility":"selected"}]}`,
		"orgs/acme/actions/variables":              `{"total_count":0,"variables":[]}`,
		"orgs/acme/actions/permissions":            `{"enabled_repositories":"all"}`,
		"orgs/acme/actions/permissions/workflow":   `{"default_workflow_permissions":"read","can_approve_pull_request_reviews":false}`,
		"orgs/acme/actions/oidc/customization/sub": `{"include_claim_keys":["repo"]}`,
		"installation/repositories": `{"total_count":3,"repositories":[` + githubShop["repos/acme/shop"] + `,
			{"full_name":"acme/attic","archived":true,"owner":{"login":"acme"}},{"full_name":"elsewhere/x","owner":{"login":"elsewhere"}}]}`,
	}}.ask(t)
	if whys(g) != "" {
		t.Error(whys(g))
	}
	for _, l := range answers.Log {
		if strings.Contains(l, "attic") || strings.Contains(l, "elsewhere") || strings.Contains(l, "/user?") || strings.HasSuffix(l, "/user") {
			t.Error(l)
		}
	}
	refused, _, a := githubCase{of: "acme/shop", env: installation, answers: map[string]string{"repos/acme/shop": "HTTP/1.1 401 Unauthorized\n\n{}"}}.ask(t)
	if !strings.Contains(whys(refused), "(401)") || a.Requests != 1 {
		t.Error(whys(refused), a.Requests)
	}
}

// TestGitHubTokens: what a classic token may do is its scopes within its user's
// role; of others only the role is told, which says nothing of the token.
func TestGitHubTokens(t *testing.T) {
	for _, c := range []struct {
		token, scopes string
		want          graph.Power
	}{
		{"ghp_canarycanarycanarycanarycanarycanary", "repo, delete_repo", graph.Read | graph.Write | graph.Administer | graph.Delete},
		{"ghp_canarycanarycanarycanarycanarycanary", "read:org", graph.Read},
		{"github_pat_canary8f21c0aa5d3b7719", "", 0},
	} {
		g, _, _ := githubCase{env: map[string]string{"GH_TOKEN": c.token}, answers: map[string]string{
			"user":            "HTTP/1.1 200 OK\nX-OAuth-Scopes: " + c.scopes + "\n\n" + githubShop["user"],
			"repos/acme/shop": `{"full_name":"acme/shop","private":true,"owner":{"login":"acme","type":"Organization"},"permissions":{"admin":true,"push":true,"pull":true}}`,
		}}.ask(t)
		for n := range g.Nodes(graph.Credential) {
			for l := range n.Out(graph.Opens) {
				if l.Power != c.want {
					t.Errorf("%s with %q: %v", c.token[:4], c.scopes, l.Power.Names())
				}
			}
			if !n.HasOut(graph.Opens) || !n.HasOut(graph.SpeaksAs) {
				t.Error(c.token[:4], "opens nothing, or is nobody's")
			}
		}
	}
}

func TestGitHubProbe(t *testing.T) {
	answers := &recorded.Answers{}
	answers.Add("http/api.github.com/user", []byte("HTTP/1.1 200 OK\nX-OAuth-Scopes: repo\n\n"+githubShop["user"]))
	vault := secret.NewVault()
	v := secret.New("ghp_canarycanarycanarycanarycanarycanary")
	facts := graph.NewFacts(vault, "")
	found := Found{ID: facts.Literal("github_classic_token", "TOKEN", v), Kind: "github_classic_token", Name: "TOKEN", Value: v}
	a, err := ProbeFound(t.Context(), []Found{found}, Options{Vault: vault, Transport: answers})
	if err != nil || !slices.Equal(answers.Log, []string{"GET api.github.com/user"}) {
		t.Fatal(err, answers.Log)
	}
	_ = facts.Merge(a.Facts)
	for n := range graph.Build(facts).Nodes(graph.Credential) {
		for l := range n.Out(graph.SpeaksAs) {
			if l.To.Name != "reader" || !strings.Contains(l.Why[0].Says, "with the scopes repo") {
				t.Error(l.To.Name, l.Why)
			}
		}
		if !n.HasOut(graph.SpeaksAs) {
			t.Error("nobody's")
		}
	}
}

func TestGitHubRepositoriesOfATree(t *testing.T) {
	fork := `{"full_name":"me/shop","fork":true,"owner":{"login":"me","type":"User"},"parent":{"full_name":"acme/shop"}}`
	g, answers, _ := githubCase{remotes: []string{"github.com/me/shop", "github.com/acme/shop"}, answers: map[string]string{"repos/me/shop": fork}}.ask(t)
	if whys(g) != "" || slices.ContainsFunc(answers.Log, func(l string) bool { return strings.Contains(l, "me/shop/") && !strings.Contains(l, "acme") }) {
		t.Error("a fork whose parent is a remote too does not run the workflows", whys(g))
	}
	g, answers, _ = githubCase{remotes: []string{"github.com/acme/store"}, answers: map[string]string{
		"repos/acme/store": "HTTP/1.1 301 Moved Permanently\nLocation: https://api.github.com/repositories/7\n\n{}", "repositories/7": githubShop["repos/acme/shop"],
	}}.ask(t)
	if whys(g) != "" || !slices.Contains(answers.Log, "GET api.github.com/repos/acme/shop/environments?page=1&per_page=100") {
		t.Error("a repository that was renamed is found", whys(g), answers.Log)
	}
	g, answers, _ = githubCase{remotes: []string{"gitlab.com/acme/shop"}}.ask(t)
	if !strings.Contains(whys(g), "--live github:OWNER/REPOSITORY") || len(answers.Log) > 1 {
		t.Error(whys(g), answers.Log)
	}
}

// TestGitHubLongLists: 50,000 environments come in 500 pages, and what is in each
// is asked for the first of them only.
func TestGitHubLongLists(t *testing.T) {
	if testing.Short() {
		t.Skip("long lists are long")
	}
	answers := map[string]string{}
	for page := 1; page <= 500; page++ {
		var names []string
		for i := range 100 {
			names = append(names, fmt.Sprintf(`{"name":"pr-%d","protection_rules":[]}`, page*100+i))
		}
		answers[fmt.Sprintf("repos/acme/shop/environments?page=%d", page)] = `{"total_count":50000,"environments":[` + strings.Join(names, ",") + `]}`
	}
	g, log, a := githubCase{answers: answers}.ask(t)
	n := 0
	for h := range g.Nodes(graph.Holder) {
		if h.Type == "github_environment" {
			n++
		}
	}
	if n != 50_000 || len(log.Log) > 500+3*maxEnvironments+20 || !strings.Contains(whys(g), "has 50000 environments") || len(a.Incomplete) == 0 {
		t.Error(n, len(log.Log), len(g.Gaps()))
	}
}
