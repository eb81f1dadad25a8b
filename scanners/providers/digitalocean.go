// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

// DigitalOcean knows teams, not projects, where a token's reach is meant: a
// project only groups things, and says which environment they are.
//
// The scopes of a token are asked where the vendor's own command line asks for
// them, which is no part of the published API.
var DigitalOcean = add(Provider{
	Name: "digitalocean", Title: "DigitalOcean",
	Doc: "Asks which team and scopes the token has, which environment each project is, and lists databases, volumes and droplets with their backups and snapshots. " +
		"The API does not list Spaces: those are known that lie in a project. Passwords of databases are in an answer where the token's scopes allow it, and are not read. " +
		"A token with the custom scopes account:read, project:read, database:read, block_storage:read, snapshot:read, droplet:read, image:read and tag:read suffices.",
	Variables: []string{"DIGITALOCEAN_ACCESS_TOKEN", "DIGITALOCEAN_TOKEN"},
	Base:      "https://api.digitalocean.com", BaseVariable: "DIGITALOCEAN_API_URL",
	Hosts: []string{"cloud.digitalocean.com"},
	Allow: []string{
		"GET /v1/oauth/token/info",
		"GET /v2/account",
		"GET /v2/projects",
		"GET /v2/projects/*/resources",
		"GET /v2/databases",
		"GET /v2/databases/*/backups",
		"GET /v2/snapshots",
		"GET /v2/volumes",
		"GET /v2/droplets/backups/policies",
		"GET /v2/droplets",
	},
	Budget: 3000,
	Ask:    askDigitalOcean,
	Probe: &Probe{
		Kinds: []string{"digitalocean_token", "digitalocean_oauth_token"},
		Allow: []string{"GET /v2/account"},
		Calls: "GET /v2/account",
		Ask: func(ctx context.Context, c *Client, found Found, out *graph.Facts) error {
			c.Use(found.Value, "Authorization", "Bearer ")
			d := &digitalOcean{Client: c, ctx: ctx, out: out}
			team, err := d.account()
			if err == nil {
				Opens(out, found.ID, found.Kind, team, nil, c.Fetched("/v2/account", "the API answers it for this team"))
			}
			return err
		},
	},
})

type digitalOcean struct {
	*Client
	ctx  context.Context
	out  *graph.Facts
	team graph.ID

	token     graph.ID
	kind      string
	byType    map[string]graph.Power // what custom scopes give, by type of store
	scopesWhy graph.Evidence

	projects  map[string]*digitalOceanProject // by the URN of what lies in them
	snapshots map[string]*digitalOceanCopies  // by the URN of what they are of
	known     bool                            // the list of snapshots is complete
}

// A digitalOceanProject groups resources, and says which environment they are.
type digitalOceanProject struct {
	id   graph.ID
	env  string // the vendor's own word; "" where it is not set
	name string
	why  graph.Evidence // that a thing lies in it
}

func askDigitalOcean(ctx context.Context, c *Client, out *graph.Facts) error {
	v, variable, ok := c.Key(c.Variables...)
	if !ok {
		return c.Missing()
	}
	c.Use(v, "Authorization", "Bearer ")
	d := &digitalOcean{
		Client: c, ctx: ctx, out: out, kind: kindOf(variable, v, "digitalocean_token"),
		byType: map[string]graph.Power{}, projects: map[string]*digitalOceanProject{}, snapshots: map[string]*digitalOceanCopies{},
	}
	team, err := d.account()
	if Status(err) == http.StatusUnauthorized {
		return err
	}
	if err != nil {
		c.Failed(out, "whose the token is", err)
		team = Scope(out, "digitalocean_team", "of the token", "the token's team", c.Fetched("/v2/projects", "the API answers the token"))
	}
	d.team = team
	d.token = Given(out, d.kind, variable, v, c.Fetched("/v2/account", "the token that was given for this run"))
	power, why := d.scopes()
	Opens(out, d.token, d.kind, team, power, why)
	d.listProjects()
	d.listSnapshots()
	d.listDatabases()
	d.listVolumes()
	d.listDroplets()
	return nil
}

// account asks for the team, which is all that a token can be limited to.
func (d *digitalOcean) account() (graph.ID, error) {
	var answer struct {
		Account struct {
			UUID string `json:"uuid"`
			Team maybe[struct {
				UUID string `json:"uuid"`
				Name string `json:"name"`
			}] `json:"team"`
		} `json:"account"`
	}
	if err := d.Get(d.ctx, "/v2/account", nil, &answer); err != nil {
		return graph.ID{}, err
	}
	id, name := answer.Account.Team.is.UUID, answer.Account.Team.is.Name
	if id == "" {
		id, name = answer.Account.UUID, "personal account"
	}
	if id == "" {
		return graph.ID{}, failure{path: "/v2/account", kind: graph.Invalid, says: "the answer names no team and no account"}
	}
	why := d.Fetched("/v2/account", "the team of the token")
	team := Scope(d.out, "digitalocean_team", id, name, why)
	NamedFor(d.out, team, name, why)
	return team, nil
}

// scopes asks what the token may do, as the vendor's own command line does. It
// is asked at the vendor's only: another address has no such thing.
func (d *digitalOcean) scopes() (*graph.Power, graph.Evidence) {
	const address = "https://cloud.digitalocean.com/v1/oauth/token/info"
	unknown := d.Fetched("/v2/account", "the API answers it for this team")
	if d.Base() != d.Provider.Base {
		return nil, unknown
	}
	var answer struct {
		Scopes entries[string] `json:"scopes"`
	}
	d.Also(address)
	if err := d.Get(d.ctx, address, nil, &answer); err != nil {
		d.Failed(d.out, "the scopes of the token", err)
		return nil, unknown
	}
	d.scopesWhy = d.Fetched(address, "the scopes of the token allow it")
	all, byType, ok := digitalOceanPower(answer.Scopes.all)
	if !ok || answer.Scopes.odd > 0 {
		return nil, unknown
	}
	d.byType = byType
	why := d.Fetched(address, "its scopes let it do everything in the team")
	if all != graph.Full {
		why.Says = "its scopes let it read in the team"
	}
	return &all, why
}

// digitalOceanPower is what scopes give over everything, and over the stores of
// single types. It is not told where a scope has another form than documented.
// https://github.com/digitalocean/openapi/blob/7c1300c479/specification/DigitalOcean-public.v2.yaml
func digitalOceanPower(scopes []string) (all graph.Power, byType map[string]graph.Power, ok bool) {
	byType = map[string]graph.Power{}
	if slices.Contains(scopes, "write") || slices.Contains(scopes, "api:write") {
		return graph.Full, byType, true
	}
	for _, s := range scopes {
		of, verb, custom := strings.Cut(s, ":")
		if !custom && s != "read" {
			return 0, nil, false
		}
		all |= graph.Read
		switch {
		case of == "database" && verb == "delete":
			byType["digitalocean_database_cluster"] |= graph.Read | graph.Delete
		case of == "database" && verb == "view_credentials":
			byType["digitalocean_database_cluster"] |= graph.Read | graph.Write
		case of == "block_storage" && verb == "delete":
			byType["digitalocean_volume"] |= graph.Read | graph.Delete
		case of == "droplet" && verb == "delete":
			byType["digitalocean_droplet"] |= graph.Read | graph.Delete
		case (of == "snapshot" || of == "block_storage_snapshot" || of == "image") && verb == "delete":
			byType["digitalocean_snapshot"] |= graph.Read | graph.DeleteBackups
		}
	}
	return all, byType, all != 0
}
