// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"github.com/google/go-github/v60/github"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// GitHub asks what stands around the workflows of a repository: which
// environments there are and what guards them, at which level each secret is
// kept, what a job's own token may do. [githubSecrets] joins that with what the
// workflows read.
//
// Its own client (go-github) sends the requests; what it decodes too strictly is
// decoded here (github_pages.go).
var GitHub = add(Provider{
	Name: "github", Title: "GitHub",
	Doc: "Asks about the scanned repository, one that is named, or all of an owner: environments with reviewers, branch policies and protection rules, names of secrets and variables at every level, rulesets, the settings of Actions, the subject of OIDC tokens, deploy keys. " +
		"A secret that two environments read becomes one or two, and a job to production gated or not. Values of secrets are not to be had; those of variables stand beside their names and are dropped. " +
		"A fine-grained token or an app with Metadata, Actions, Administration, Environments, Secrets and Variables: read suffices, a job's own GITHUB_TOKEN, which cannot be given all of these, does not; for an organisation's own lists, its Administration, Secrets and Variables: read as well.",
	Variables: []string{"GH_TOKEN", "GITHUB_TOKEN", "GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN"},
	Of:        "OWNER or OWNER/REPOSITORY",

	Base: "https://api.github.com", BaseVariable: "GITHUB_API_URL",
	Budget: 4000, Cached: true,
	Allow: []string{
		"GET /user",
		"GET /users/*",
		"GET /users/*/repos",
		"GET /user/repos",
		"GET /orgs/*/repos",
		"GET /orgs/*/actions/secrets",
		"GET /orgs/*/actions/variables",
		"GET /orgs/*/actions/permissions",
		"GET /orgs/*/actions/permissions/workflow",
		"GET /orgs/*/actions/oidc/customization/sub",
		"GET /installation/repositories",
		"GET /repos/*/*",
		"GET /repositories/*", // where a repository that was renamed is
		"GET /repos/*/*/environments",
		"GET /repos/*/*/environments/*/secrets",
		"GET /repos/*/*/environments/*/variables",
		"GET /repos/*/*/environments/*/deployment-branch-policies",
		"GET /repos/*/*/environments/*/deployment_protection_rules",
		"GET /repos/*/*/actions/secrets",
		"GET /repos/*/*/actions/organization-secrets",
		"GET /repos/*/*/actions/variables",
		"GET /repos/*/*/actions/organization-variables",
		"GET /repos/*/*/actions/permissions",
		"GET /repos/*/*/actions/permissions/workflow",
		"GET /repos/*/*/actions/oidc/customization/sub",
		"GET /repos/*/*/keys",
		"GET /repos/*/*/rulesets",
		"GET /repos/*/*/rules/branches/*",
	},
	Ask: askGitHub,
	Probe: &Probe{
		Kinds: []string{"github_classic_token", "github_fine_grained_token"},
		Allow: []string{"GET /user"},
		Calls: "GET /user",
		Ask:   probeGitHub,
	},
})

// A hub is GitHub, asked with one token.
type hub struct {
	*Client
	gh           *github.Client
	host         string // of its pages and remotes: github.com
	installation bool   // the token is an app installation's, or a job's
	cred         graph.ID
	kind         string   // of the token, by the catalog
	scopes       []string // of a classic token; nil where they are not told
}

func newHub(c *Client) (*hub, secret.Value, string, error) {
	base, err := url.Parse(c.Base() + "/")
	if err != nil || base.Host == "" {
		return nil, secret.Value{}, "", failure{kind: graph.Denied, says: "GITHUB_API_URL is no address; set it to one such as https://HOST/api/v3"}
	}
	h := &hub{Client: c, host: webHost(base)}
	variables := c.Variables[:2]
	if strings.HasSuffix(base.Path, "/api/v3/") { // as gh chooses: https://cli.github.com/manual/gh_help_environment
		variables = slices.Concat(c.Variables[2:], variables)
	}
	v, name, ok := c.Key(variables...)
	if !ok {
		return nil, v, "", c.Missing()
	}
	c.Use(v, "Authorization", "Bearer ")
	h.kind, h.installation = tokenKind(v), v.HasPrefix("ghs_")
	through := *c.HTTP()
	through.Transport = unlimited{through.Transport}
	h.gh = github.NewClient(&through)
	h.gh.BaseURL, h.gh.UserAgent = base, UserAgent
	return h, v, name, nil
}

// webHost is the host of repositories, by the address of the API: api.github.com,
// api.NAME.ghe.com or HOST/api/v3.
func webHost(api *url.URL) string {
	if strings.HasSuffix(api.Path, "/api/v3/") {
		return strings.ToLower(api.Host)
	}
	return strings.TrimPrefix(strings.ToLower(api.Host), "api.")
}

func askGitHub(ctx context.Context, c *Client, out *graph.Facts) error {
	h, v, variable, err := newHub(c)
	if err != nil {
		return err
	}
	if err := h.identify(ctx, v, variable, out); err != nil {
		return err
	}
	owner, name, one := strings.Cut(c.Of, "/")
	switch {
	case one && ownerForm.MatchString(owner) && ownerForm.MatchString(name):
		h.scanned(ctx, out, [][]string{{c.Of}})
	case !one && ownerForm.MatchString(owner):
		h.owner(ctx, out, owner)
	case c.Of != "":
		return failure{kind: graph.Denied, says: "what is to be asked about is no owner or repository; use --live github:OWNER/REPOSITORY"}
	default:
		subjects := h.subjects()
		if len(subjects) == 0 {
			return failure{kind: graph.Denied, says: "no repository on " + h.host + " is scanned; name one with --live github:OWNER/REPOSITORY"}
		}
		h.scanned(ctx, out, subjects)
	}
	return nil
}

// ownerForm is what GitHub takes for the name of an owner or a repository.
var ownerForm = lazily.Compile(`^[A-Za-z0-9._-]{1,100}$`)

// subjects are the scanned repositories, those of one tree together, else the one
// whose job this is.
func (h *hub) subjects() (all [][]string) {
	for _, t := range h.options.Folders {
		names := h.onHost(t) // two folders of one repository are one tree
		if len(names) > 0 && !slices.ContainsFunc(all, func(o []string) bool { return slices.Equal(o, names) }) {
			all = append(all, names)
		}
	}
	if name := h.Setting("GITHUB_REPOSITORY"); len(all) == 0 && isRepository(name) {
		all = [][]string{{name}}
	}
	return all
}

// onHost are a tree's remotes on the host that is asked, as OWNER/REPOSITORY.
func (h *hub) onHost(t Folder) (names []string) {
	for _, r := range t.Remotes {
		if name, ok := strings.CutPrefix(r, h.host+"/"); ok && isRepository(name) {
			names = append(names, name)
		}
	}
	return names
}

func isRepository(s string) bool {
	owner, name, ok := strings.Cut(s, "/")
	return ok && ownerForm.MatchString(owner) && ownerForm.MatchString(name)
}

// as is how facts of files name the tree of a repository, by any of its names. A
// tree without a remote on the host is the one that the user names, if it is the
// only one.
func (h *hub) as(names ...string) string {
	for _, t := range h.options.Folders {
		for _, r := range h.onHost(t) {
			if slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, r) }) {
				return t.Repo
			}
		}
	}
	if s := h.options.Folders; len(s) == 1 && len(h.onHost(s[0])) == 0 && (strings.Contains(h.Of, "/") || h.Of == "") {
		return s[0].Repo
	}
	return h.host + "/" + strings.ToLower(names[0])
}
