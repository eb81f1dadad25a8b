// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/stagedoor/stagedoor/graph"
)

// Vercel says of a token whether it is for everything that its user has or for
// single teams. Projects are not asked for: every list of them, and that of their
// variables, may hold the values beside the names.
// https://vercel.com/docs/rest-api
var Vercel = add(Provider{
	Name: "vercel", Title: "Vercel",
	Doc: "Asks whether the token is for one team or for all of its user's, when it expires and which role the user has, and lists teams and their global configs (Edge Configs). " +
		"Projects and the names of their variables are not read, since the API's lists may hold values beside the names; it has no list of Blob stores. " +
		"A token whose scope is the one team, of a user with the role Viewer, suffices.",
	Variables: []string{"VERCEL_TOKEN", "VERCEL_API_TOKEN"},
	Base:      "https://api.vercel.com", BaseVariable: "STAGEDOOR_VERCEL_URL",
	Allow: []string{
		"GET /v5/user/tokens/current",
		"GET /v2/teams",
		"GET /v1/global-config",
	},
	Budget: 1000,
	Ask:    askVercel,
	Probe: &Probe{
		Kinds: []string{"vercel_token", "vercel_legacy_token"},
		Allow: []string{"GET /v5/user/tokens/current"},
		Calls: "GET /v5/user/tokens/current",
		Ask: func(ctx context.Context, c *Client, found Found, out *graph.Facts) error {
			c.Use(found.Value, "Authorization", "Bearer ")
			v := &vercel{Client: c, ctx: ctx, out: out, token: found.ID}
			teams, _, err := v.current()
			for _, id := range teams {
				why := c.Fetched(vercelCurrent, "the token is for this team")
				Opens(out, found.ID, found.Kind, Scope(out, "vercel_team", id, "", why), nil, why)
			}
			return err
		},
	},
})

const vercelCurrent = "/v5/user/tokens/current"

type vercel struct {
	*Client
	ctx   context.Context
	out   *graph.Facts
	token graph.ID
	kind  string
}

type vercelTeam struct {
	ID         string   `json:"id"`
	Slug       string   `json:"slug"`
	Name       string   `json:"name"`
	Limited    bool     `json:"limited"` // the token may not be used for it as it is
	By         []string `json:"limitedBy"`
	Membership maybe[struct {
		Role string `json:"role"`
	}] `json:"membership"`
}

func askVercel(ctx context.Context, c *Client, out *graph.Facts) error {
	value, variable, ok := c.Key(c.Variables...)
	if !ok {
		return c.Missing()
	}
	c.Use(value, "Authorization", "Bearer ")
	v := &vercel{Client: c, ctx: ctx, out: out, kind: kindOf(variable, value, "vercel_token")}
	v.token = Given(out, v.kind, variable, value, c.Fetched(vercelCurrent, "the token that was given for this run"))
	only, all, err := v.current()
	if Status(err) == http.StatusUnauthorized {
		return err
	}
	c.Failed(out, "what the token is for", err)
	v.teams(only, all || err != nil)
	return nil
}

// current asks for the scopes of the token: teams, or all that its user has.
func (v *vercel) current() (teams []string, all bool, err error) {
	var answer struct {
		Token struct {
			Expires *int64 `json:"expiresAt"`
			Scopes  entries[struct {
				Type string `json:"type"`
				Team string `json:"teamId"`
			}] `json:"scopes"`
		} `json:"token"`
	}
	if err := v.Get(v.ctx, vercelCurrent, nil, &answer); err != nil {
		return nil, false, err
	}
	for _, s := range answer.Token.Scopes.all {
		switch s.Type {
		case "user":
			all = true
		case "team":
			teams = append(teams, s.Team)
		}
	}
	v.expires(answer.Token.Expires)
	return teams, all, nil
}

func (v *vercel) expires(at *int64) {
	if at == nil || *at == 0 {
		v.out.Note(v.token, graph.Trait{Name: graph.NeverExpires}, graph.Yes, v.Fetched(vercelCurrent, "the token has no day on which it expires"))
		return
	}
	v.out.Note(v.token, graph.Trait{Name: graph.NeverExpires}, graph.No, v.Fetched(vercelCurrent, "the token expires on "+time.UnixMilli(*at).UTC().Format(time.DateOnly)))
}

// teams lists what the token may see of the user's teams.
func (v *vercel) teams(only []string, all bool) {
	const path = "/v2/teams"
	query := url.Values{"limit": {"100"}}
	var teams []vercelTeam
	err := cursors(path, query, "until", func() (string, int, error) {
		var answer struct {
			Teams entries[vercelTeam] `json:"teams"`
			Page  maybe[struct {
				Next int64 `json:"next"`
			}] `json:"pagination"`
		}
		if err := v.Get(v.ctx, path, query, &answer); err != nil {
			return "", 0, err
		}
		v.odd(v.out, path, "the teams", answer.Teams.odd)
		teams = append(teams, answer.Teams.all...)
		next := ""
		if answer.Page.is.Next > 0 {
			next = strconv.FormatInt(answer.Page.is.Next, 10)
		}
		return next, len(answer.Teams.all) + answer.Teams.odd, nil
	})
	v.Failed(v.out, "the teams", err)
	for _, t := range teams {
		if t.ID == "" {
			continue
		}
		why := v.Fetched(path, "a team of the token's user")
		name := t.Name
		if name == "" {
			name = t.Slug
		}
		scope := Scope(v.out, "vercel_team", t.ID, name, why)
		NamedFor(v.out, scope, name, why)
		if !all && !slices.Contains(only, t.ID) || t.Limited && slices.Contains(t.By, "scope") {
			continue // the token is for another team
		}
		v.opens(t, scope)
		if t.Limited {
			v.Gap(v.out, path, graph.Denied, "the stores of a team could not be read: the team asks for more than this token")
			continue
		}
		v.configs(t, scope)
	}
}

// opens says what the user's role gives; what those between owner and viewer may
// delete is a matter of each project, and not told.
func (v *vercel) opens(t vercelTeam, scope graph.ID) {
	why := v.Fetched("/v2/teams", "the token's user has the role "+vercelRole(t.Membership.is.Role)+" in the team")
	power := new(graph.Power)
	switch t.Membership.is.Role {
	case "OWNER":
		*power = graph.Read | graph.Write | graph.Delete | graph.Administer
	case "VIEWER", "VIEWER_FOR_PLUS", "BILLING":
		*power = graph.Read
	}
	Opens(v.out, v.token, v.kind, scope, power, why)
}

// vercelRole is a role as a sentence uses it: one of the documented ones.
func vercelRole(role string) string {
	switch role {
	case "OWNER", "MEMBER", "DEVELOPER", "SECURITY", "BILLING", "VIEWER", "VIEWER_FOR_PLUS", "CONTRIBUTOR":
		return strings.ToLower(strings.ReplaceAll(role, "_", " "))
	}
	return "of a kind that is not known"
}

// configs lists a team's global configs, which were Edge Configs before.
func (v *vercel) configs(t vercelTeam, scope graph.ID) {
	const path = "/v1/global-config"
	var answer entries[struct {
		ID   string `json:"id"`
		Slug string `json:"slug"`
	}]
	if err := v.Get(v.ctx, path, url.Values{"teamId": {t.ID}}, &answer); err != nil {
		v.Failed(v.out, "the global configs of a team", err)
		return
	}
	v.odd(v.out, path, "the global configs of a team", answer.odd)
	for _, c := range answer.all {
		if c.ID == "" {
			continue
		}
		why := v.Fetched(path, "a global config of the team")
		store := Store(v.out, "vercel_edge_config", c.ID, c.Slug, why)
		Contains(v.out, scope, store, why)
		NamedFor(v.out, store, c.Slug, why)
	}
}
