// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// Fly asks two APIs of one vendor: GraphQL for the organizations, which the
// Machines API cannot list, and the Machines API for apps and volumes. What a
// macaroon may do is written in the token and answered by neither.
var Fly = add(Provider{
	Name: "fly", Title: "Fly.io",
	Doc: "Lists the apps of the token's organizations, their volumes and the volumes' snapshots. " +
		"What the token may do is told by its form only where it is a personal one; Managed Postgres has no list in the API, and secrets are not asked for. " +
		"A read-only organization token (fly tokens create readonly) suffices.",
	Variables: []string{"FLY_API_TOKEN", "FLY_ACCESS_TOKEN"},
	Of:        "ORGANIZATION",
	Base:      "https://api.machines.dev", BaseVariable: "FLY_FLAPS_BASE_URL",
	Hosts:  []string{"api.fly.io"},
	Allow:  []string{"QUERY /graphql organizations", "GET /v1/apps", "GET /v1/apps/*/volumes", "GET /v1/apps/*/volumes/*/snapshots"},
	Never:  []string{"limitedAccessTokens", "accessTokens", "delegatedWireGuardTokens", "sshCertificate", "secrets"},
	Budget: 3000,
	Ask:    askFly,
})

type fly struct {
	*Client
	ctx  context.Context
	out  *graph.Facts
	cred graph.ID
	kind string
}

// flyScheme is what stands before a token in the header: nothing before one that
// brings its own scheme along.
// https://github.com/superfly/fly-go/blob/22d6e518f42d50a81b4485da918741563354b3d3/auth.go
func flyScheme(v secret.Value) string {
	switch v.Prefix([]string{"FlyV1 ", "Bearer ", "fm1r_", "fm2_"}) {
	case 0, 1:
		return ""
	case 2, 3:
		return "FlyV1 "
	}
	return "Bearer "
}

func askFly(ctx context.Context, c *Client, out *graph.Facts) error {
	v, variable, ok := c.Key(c.Variables...)
	if !ok {
		return c.Missing()
	}
	c.Use(v, "Authorization", flyScheme(v))
	f := &fly{Client: c, ctx: ctx, out: out, kind: kindOf(variable, v, "fly_token")}
	orgs, err := f.organizations()
	if Status(err) == http.StatusUnauthorized {
		return err
	}
	f.cred = Given(out, f.kind, variable, v, c.Fetched("/v1/apps", "the token that was given for this run"))
	if err != nil {
		c.Failed(out, "the organizations of the token", err)
	}
	if len(orgs) == 0 && err == nil {
		c.Gap(out, "/v1/apps", graph.Denied, "the token belongs to no organization that it may name; say which with --live fly:ORGANIZATION")
	}
	for _, o := range orgs {
		if err := f.organization(o); err != nil {
			c.Failed(out, "the apps of an organization", err)
		}
	}
	return nil
}

type flyOrganization struct {
	Slug string `json:"slug"`
	Name string `json:"name"`
}

// organizations are those that the token's owner belongs to, or the one that the
// user names, which needs no question.
func (f *fly) organizations() ([]flyOrganization, error) {
	if org := cmp.Or(f.Of, f.Setting("FLY_ORG")); org != "" {
		return []flyOrganization{{Slug: org, Name: org}}, nil
	}
	base := "https://api.fly.io"
	if named := f.Setting("FLY_API_BASE_URL"); named != "" {
		base = strings.TrimRight(named, "/")
		f.Trust(base)
	}
	f.Also(base)
	var all []flyOrganization
	after := ""
	for range maxPages {
		var answer struct {
			Organizations struct {
				Nodes entries[flyOrganization] `json:"nodes"`
				Info  maybe[struct {
					More bool   `json:"hasNextPage"`
					End  string `json:"endCursor"`
				}] `json:"pageInfo"`
			} `json:"organizations"`
		}
		variables := map[string]any{"after": nil}
		if after != "" {
			variables["after"] = after
		}
		if err := f.Query(f.ctx, base+"/graphql", flyOrganizations, variables, &answer); err != nil {
			return all, err
		}
		f.odd(f.out, base+"/graphql", "the organizations", answer.Organizations.Nodes.odd)
		all = append(all, answer.Organizations.Nodes.all...)
		info := answer.Organizations.Info.is
		if !info.More || info.End == "" || info.End == after {
			return all, nil
		}
		after = info.End
	}
	return all, endless(base + "/graphql")
}

const flyOrganizations = `query Organizations($after: String) {
  organizations(first: 100, after: $after) { nodes { slug name } pageInfo { hasNextPage endCursor } }
}`

// organization asks for its apps. A personal token opens the organization; any
// other opens what it can list, and what it may do there is not known.
func (f *fly) organization(o flyOrganization) error {
	if o.Slug == "" {
		return nil
	}
	var answer struct {
		Apps entries[struct {
			Name    string      `json:"name"`
			Volumes maybe[*int] `json:"volume_count"`
		}] `json:"apps"`
	}
	path := "/v1/apps?org_slug=" + url.QueryEscape(o.Slug)
	if err := f.Get(f.ctx, "/v1/apps", url.Values{"org_slug": {o.Slug}}, &answer); err != nil {
		return err
	}
	f.odd(f.out, path, "the apps of an organization", answer.Apps.odd)
	why := f.Fetched(path, "an organization whose apps the token can list")
	org := Scope(f.out, "fly_org", o.Slug, cmp.Or(o.Name, o.Slug), why)
	NamedFor(f.out, org, cmp.Or(o.Name, o.Slug), why)
	wide := f.kind == "fly_auth_token"
	if wide {
		Opens(f.out, f.cred, f.kind, org, nil, why)
	}
	for _, a := range answer.Apps.all {
		if a.Name == "" {
			continue
		}
		why := f.Fetched(path, "an app of the organization")
		app := Scope(f.out, "fly_app", a.Name, a.Name, why)
		Contains(f.out, org, app, why)
		NamedFor(f.out, app, a.Name, why)
		if !wide {
			Opens(f.out, f.cred, f.kind, app, nil, f.Fetched(path, "the token can list it"))
		}
		if n := a.Volumes.is; n == nil || *n > 0 {
			f.Failed(f.out, "the volumes of an app", f.volumes(app, a.Name))
		}
	}
	return nil
}
