// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// olderToken is a classic token of before April 2021.
var olderToken = lazily.Compile(`^[0-9a-f]{40}$`)

// tokenKind is the catalog's kind of a token, by its form.
func tokenKind(v secret.Value) string {
	switch {
	case v.HasPrefix("ghp_"), v.Matches(olderToken.Get()):
		return "github_classic_token"
	case v.HasPrefix("github_pat_"):
		return "github_fine_grained_token"
	}
	return "github_app_token"
}

// A githubUser is whom a token speaks for.
type githubUser struct {
	Login string `json:"login"`
}

// identify says whom the token speaks for. An installation's speaks for no user.
func (h *hub) identify(ctx context.Context, v secret.Value, variable string, out *graph.Facts) error {
	h.cred = Given(out, h.kind, variable, v, h.Fetched("", "the credential that GitHub is asked with"))
	if h.installation {
		return nil
	}
	var me githubUser
	answer, err := h.get(ctx, "/user", nil, &me)
	if Status(err) == http.StatusUnauthorized {
		return err // a token that is refused tells nothing of anything
	}
	if h.Failed(out, "whose token it is", err); err == nil {
		h.scopes = speaksFor(out, h.Client, h.host, h.cred, h.kind, me, answer.Header)
	}
	return nil
}

// probeGitHub asks whose a found token is.
func probeGitHub(ctx context.Context, c *Client, found Found, out *graph.Facts) error {
	c.Use(found.Value, "Authorization", "Bearer ")
	var me githubUser
	header, err := c.GetPage(ctx, "/user", nil, &me)
	if base, parsed := url.Parse(c.Base() + "/"); err == nil && parsed == nil {
		speaksFor(out, c, webHost(base), found.ID, found.Kind, me, header)
	}
	return err
}

// speaksFor says whose a token is, and which scopes it has where GitHub says so:
// for classic tokens
// (https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps).
func speaksFor(out *graph.Facts, c *Client, host string, cred graph.ID, kind string, me githubUser, h http.Header) (scopes []string) {
	why := c.Fetched("/user", "GitHub takes it for this user's")
	if kind == "github_classic_token" {
		scopes = strings.FieldsFunc(h.Get("X-OAuth-Scopes"), func(r rune) bool { return r == ',' || r == ' ' })
		why.Says += ", with the scopes " + githubWords(scopes)
	}
	if ownerForm.MatchString(me.Login) {
		id := out.Node(graph.Thing{Kind: graph.Identity, Type: "github_user", Key: "github_user/" + host + "/" + strings.ToLower(me.Login), Name: me.Login}, why)
		out.Link(graph.Edge{From: cred, Verb: graph.SpeaksAs, To: id}, why)
	}
	return scopes
}

var githubWord = lazily.Compile(`^[A-Za-z0-9_:]{1,60}$`)

// githubWords joins words of GitHub's own: claims, scopes.
func githubWords(all []string) string {
	var known []string
	for _, w := range all {
		if githubWord.MatchString(w) && len(known) < 30 {
			known = append(known, w)
		}
	}
	if len(known) == 0 {
		return "nothing that is named"
	}
	return strings.Join(known, ", ")
}

// powerOver is what a token may do to a repository, where that is told: the roles
// in the answer are the user's, and only a classic token's scopes are shown.
func (h *hub) powerOver(r githubRepo) *graph.Power {
	if h.kind != "github_classic_token" || h.scopes == nil || r.Permissions == nil {
		return nil
	}
	p := graph.Read
	if whole := slices.Contains(h.scopes, "repo"); whole || slices.Contains(h.scopes, "public_repo") && !r.Private {
		if r.Permissions["push"] {
			p |= graph.Write
		}
		if r.Permissions["admin"] {
			p |= graph.Administer
		}
	}
	if slices.Contains(h.scopes, "delete_repo") && r.Permissions["admin"] {
		p |= graph.Delete
	}
	return &p
}
