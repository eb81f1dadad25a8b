// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"cmp"
	"context"
	"net/url"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

// Supabase gives a personal access token the rights of its user, which are a role
// in each organisation.
// https://supabase.com/docs/guides/platform/access-control
var Supabase = add(Provider{
	Name: "supabase", Title: "Supabase",
	Doc: "Asks which role the token's user has in each organisation, and lists projects, their branches, their daily or point-in-time backups, and whether they keep files. " +
		"API keys, secrets and configuration of projects are not asked for. " +
		"The API has no token that only reads: a personal access token of a user with the role Read-Only suffices, or a scoped one with organizations_read, members_read, projects_read, backups_read, storage_read, branching_production_read and branching_development_read.",
	Variables: []string{"SUPABASE_ACCESS_TOKEN"},
	Base:      "https://api.supabase.com", BaseVariable: "STAGEDOOR_SUPABASE_URL",
	Allow: []string{
		"GET /v1/profile",
		"GET /v1/organizations",
		"GET /v1/organizations/*/members",
		"GET /v1/projects",
		"GET /v1/projects/*/database/backups",
		"GET /v1/projects/*/storage/buckets",
		"GET /v1/projects/*/branches",
	},
	Budget: 3000,
	Ask:    askSupabase,
	Probe: &Probe{
		Kinds: []string{"supabase_access_token"},
		Allow: []string{"GET /v1/organizations"},
		Calls: "GET /v1/organizations",
		Ask: func(ctx context.Context, c *Client, found Found, out *graph.Facts) error {
			c.Use(found.Value, "Authorization", "Bearer ")
			s := &supabase{Client: c, ctx: ctx, out: out}
			err := s.organizations()
			for _, o := range s.orgs {
				Opens(out, found.ID, found.Kind, o.scope, nil, c.Fetched("/v1/organizations", "the API lists this organisation for it"))
			}
			return err
		},
	},
})

const supabaseToken = "supabase_access_token"

type supabase struct {
	*Client
	ctx   context.Context
	out   *graph.Facts
	token graph.ID
	orgs  []supabaseOrganization
}

type supabaseOrganization struct {
	ID    string `json:"id"`
	Slug  string `json:"slug"`
	Name  string `json:"name"`
	scope graph.ID
}

// supabaseUser is who the token is, by whatever a list of members may say of it.
type supabaseUser struct {
	ID    string `json:"gotrue_id"`
	Name  string `json:"username"`
	Email string `json:"primary_email"`
}

func askSupabase(ctx context.Context, c *Client, out *graph.Facts) error {
	v, variable, ok := c.Key(c.Variables...)
	if !ok {
		return c.Missing()
	}
	c.Use(v, "Authorization", "Bearer ")
	s := &supabase{Client: c, ctx: ctx, out: out}
	if err := s.organizations(); Status(err) == 401 {
		return err
	} else if err != nil {
		c.Failed(out, "the organisations of the token", err)
	}
	s.token = Given(out, supabaseToken, variable, v, c.Fetched("/v1/organizations", "the token that was given for this run"))
	var user supabaseUser
	c.Failed(out, "the user of the token", c.Get(ctx, "/v1/profile", nil, &user))
	for _, o := range s.orgs {
		s.member(o, user)
	}
	s.projects()
	return nil
}

func (s *supabase) organizations() error {
	const path = "/v1/organizations"
	var answer entries[supabaseOrganization]
	if err := s.Get(s.ctx, path, nil, &answer); err != nil {
		return err
	}
	s.odd(s.out, path, "the organisations", answer.odd)
	for _, o := range answer.all {
		if o.Slug = cmp.Or(o.Slug, o.ID); o.Slug == "" {
			continue
		}
		why := s.Fetched(path, "an organisation of the token's user")
		o.scope = Scope(s.out, "supabase_organization", o.Slug, o.Name, why)
		NamedFor(s.out, o.scope, o.Name, why)
		s.orgs = append(s.orgs, o)
	}
	return nil
}

// member says what the token opens of an organisation: what its user's role there
// may do; nothing that is known where the role is not.
func (s *supabase) member(o supabaseOrganization, user supabaseUser) {
	path := "/v1/organizations/" + url.PathEscape(o.Slug) + "/members"
	var answer entries[struct {
		ID    string `json:"user_id"`
		Name  string `json:"user_name"`
		Email string `json:"email"`
		Role  string `json:"role_name"`
	}]
	err := s.Get(s.ctx, path, nil, &answer)
	s.Failed(s.out, "the role of the token's user", err)
	role := ""
	for _, m := range answer.all {
		if m.ID != "" && m.ID == user.ID || m.Email != "" && strings.EqualFold(m.Email, user.Email) || m.Name != "" && m.Name == user.Name {
			role = m.Role
		}
	}
	why := s.Fetched(path, "the token's user is a member; with which role is not told")
	narrowed := new(graph.Power)
	switch strings.ToLower(strings.ReplaceAll(role, "-", " ")) {
	case "owner":
		narrowed, why.Says = nil, "the token's user is an owner of the organisation"
	case "administrator":
		narrowed, why.Says = nil, "the token's user is an administrator of the organisation"
	case "developer":
		*narrowed, why.Says = graph.Read|graph.Write, "the token's user is a developer: content of projects and no settings"
	case "read only":
		*narrowed, why.Says = graph.Read, "the token's user may only read"
	}
	Opens(s.out, s.token, supabaseToken, o.scope, narrowed, why)
}
