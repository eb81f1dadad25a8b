// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"
	"net/http"
	"net/url"

	"github.com/stagedoor/stagedoor/graph"
)

// Neon says of a key whether it is a user's or an organisation's. One for a
// single project looks like an organisation's; it is told by what it may not do:
// "Cannot perform organization-related actions".
// https://github.com/neondatabase/website/blob/0451930fb7e3f13a0fd088726119036a0c062234/content/docs/manage/api-keys.md
var Neon = add(Provider{
	Name: "neon", Title: "Neon",
	Doc: "Asks whose the key is and with which role, and lists organisations, projects, branches with their protection and addresses, how far history reaches back, and snapshots. " +
		"The keys of an organisation are listed by name only, to tell its own keys from those for one project; connection strings and passwords of roles are not asked for. " +
		"A project-scoped API key suffices for its one project; an organization API key or a personal one is needed for more.",
	Variables: []string{"NEON_API_KEY"},
	Base:      "https://console.neon.tech/api/v2", BaseVariable: "STAGEDOOR_NEON_URL",
	Allow: []string{
		"GET /api/v2/auth",
		"GET /api/v2/users/me",
		"GET /api/v2/users/me/organizations",
		"GET /api/v2/organizations/*/api_keys",
		"GET /api/v2/organizations/*/members",
		"GET /api/v2/projects",
		"GET /api/v2/projects/shared",
		"GET /api/v2/projects/*/branches",
		"GET /api/v2/projects/*/endpoints",
		"GET /api/v2/projects/*/snapshots",
		"GET /api/v2/projects/*/branches/*/databases",
		"GET /api/v2/projects/*/branches/*/backup_schedule",
	},
	Budget: 4000,
	Ask:    askNeon,
	Probe: &Probe{
		Kinds: []string{"neon_api_key"},
		Allow: []string{"GET /api/v2/users/me/organizations"},
		Calls: "GET /api/v2/users/me/organizations",
		Ask: func(ctx context.Context, c *Client, found Found, out *graph.Facts) error {
			c.Use(found.Value, "Authorization", "Bearer ")
			n := &neon{Client: c, ctx: ctx, out: out}
			orgs, err := n.organizations()
			for _, o := range orgs {
				Opens(out, found.ID, found.Kind, o.scope, nil, c.Fetched("/users/me/organizations", "the API lists this organisation for it"))
			}
			return err
		},
	},
})

type neon struct {
	*Client
	ctx  context.Context
	out  *graph.Facts
	key  graph.ID
	kind string
}

type neonOrganization struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	scope graph.ID
}

func askNeon(ctx context.Context, c *Client, out *graph.Facts) error {
	v, variable, ok := c.Key(c.Variables...)
	if !ok {
		return c.Missing()
	}
	c.Use(v, "Authorization", "Bearer ")
	n := &neon{Client: c, ctx: ctx, out: out, kind: "neon_api_key"}
	var who struct {
		Method string `json:"auth_method"`
	}
	err := c.Get(ctx, "/auth", nil, &who)
	if Status(err) == http.StatusUnauthorized {
		return err
	}
	c.Failed(out, "whose the key is", err)
	orgs, err := n.organizations()
	c.Failed(out, "the organisations of the key", err)
	switch who.Method {
	case "api_key_user":
		n.kind = "neon_personal_api_key"
	case "api_key_org":
		n.kind = n.organizationKey(orgs)
	}
	n.key = Given(out, n.kind, variable, v, c.Fetched("/auth", "the key that was given for this run"))
	if n.kind != "neon_personal_api_key" {
		n.ofOrganization(orgs)
		return nil
	}
	user, err := n.user()
	c.Failed(out, "the user of the key", err)
	for _, o := range orgs {
		n.asMember(o, user)
		n.projects("/projects", url.Values{"org_id": {o.ID}}, o.scope, nil)
	}
	n.projects("/projects/shared", url.Values{}, graph.ID{}, &manages)
	return nil
}

// manages is what every key may do in a project that it may manage, by the
// document above: all but deleting the project.
var manages = graph.Read | graph.Write

// organizations are those of the user, or the one that owns the key.
func (n *neon) organizations() ([]neonOrganization, error) {
	const path = "/users/me/organizations"
	var answer struct {
		Organizations entries[neonOrganization] `json:"organizations"`
	}
	if err := n.Get(n.ctx, path, nil, &answer); err != nil {
		return nil, err
	}
	n.odd(n.out, path, "the organisations", answer.Organizations.odd)
	var all []neonOrganization
	for _, o := range answer.Organizations.all {
		if o.ID == "" {
			continue
		}
		why := n.Fetched(path, "an organisation of the key")
		o.scope = Scope(n.out, "neon_organization", o.ID, o.Name, why)
		NamedFor(n.out, o.scope, o.Name, why)
		all = append(all, o)
	}
	return all, nil
}

// organizationKey tells an organisation's key from one for a single project.
func (n *neon) organizationKey(orgs []neonOrganization) string {
	if len(orgs) != 1 {
		return "neon_api_key"
	}
	path := "/organizations/" + url.PathEscape(orgs[0].ID) + "/api_keys"
	switch err := n.Get(n.ctx, path, nil, nil); {
	case err == nil:
		return "neon_organization_api_key"
	case Refused(err) || NotFound(err):
		return "neon_project_api_key"
	default:
		n.Failed(n.out, "whether the key is for one project", err)
		return "neon_api_key"
	}
}

// ofOrganization lists what a key sees that is no user's.
func (n *neon) ofOrganization(orgs []neonOrganization) {
	var org graph.ID
	if len(orgs) == 1 {
		org = orgs[0].scope
	}
	if n.kind == "neon_organization_api_key" {
		why := n.Fetched("/organizations/"+url.PathEscape(orgs[0].ID)+"/api_keys", "it may list the keys of the organisation, which a key for one project may not")
		Opens(n.out, n.key, n.kind, org, nil, why)
		n.projects("/projects", url.Values{}, org, nil)
		return
	}
	n.projects("/projects", url.Values{}, org, &manages)
}

// user is the id of the key's user.
func (n *neon) user() (string, error) {
	var me struct {
		ID string `json:"id"`
	}
	err := n.Get(n.ctx, "/users/me", nil, &me)
	return me.ID, err
}

// asMember says what the key opens of an organisation: what its user's role
// there may do. Where the role is not known, it is what every member may.
func (n *neon) asMember(o neonOrganization, user string) {
	path := "/organizations/" + url.PathEscape(o.ID) + "/members"
	role, err := n.role(path, user)
	n.Failed(n.out, "the role of the key's user", err)
	why := n.Fetched(path, "the key's user is a member")
	narrowed := &manages
	switch role {
	case "admin":
		narrowed, why.Says = nil, "the key's user is an admin of the organisation"
	case "viewer":
		reads := graph.Read
		narrowed, why.Says = &reads, "the key's user is a viewer of the organisation"
	}
	Opens(n.out, n.key, n.kind, o.scope, narrowed, why)
}

func (n *neon) role(path, user string) (role string, err error) {
	if user == "" {
		return "", nil
	}
	query := url.Values{"limit": {"500"}}
	err = cursors(path, query, "cursor", func() (string, int, error) {
		var answer struct {
			Members entries[struct {
				Member struct {
					User string `json:"user_id"`
					Role string `json:"role"`
				} `json:"member"`
			}] `json:"members"`
			Pagination maybe[neonPage] `json:"pagination"`
		}
		if err := n.Get(n.ctx, path, query, &answer); err != nil {
			return "", 0, err
		}
		for _, m := range answer.Members.all {
			if m.Member.User == user {
				role = m.Member.Role
				return "", 0, nil
			}
		}
		return answer.Pagination.is.Next, len(answer.Members.all), nil
	})
	return role, err
}

// A neonPage is where the next page of a list begins: lists of projects say it
// otherwise than all others.
type neonPage struct {
	Cursor string `json:"cursor"`
	Next   string `json:"next"`
}
