// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/environment"
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

// listProjects asks which project each thing lies in. The list of resources is
// the only place that knows Spaces and apps without their variables.
func (d *digitalOcean) listProjects() {
	type project struct {
		ID          string        `json:"id"`
		Name        string        `json:"name"`
		Environment maybe[string] `json:"environment"`
	}
	digitalOceanPages(d, "/v2/projects", "projects", nil, "the projects", func(p project) {
		if p.ID == "" {
			return
		}
		why := d.Fetched("/v2/projects", "a project of the team")
		at := &digitalOceanProject{id: Scope(d.out, "digitalocean_project", p.ID, p.Name, why), env: p.Environment.is, name: p.Name}
		Contains(d.out, d.team, at.id, why)
		if at.env == "" || !Belongs(d.out, at.id, at.env, d.Fetched("/v2/projects", "the project's environment")) {
			at.env = ""
			NamedFor(d.out, at.id, p.Name, why)
		}
		path := "/v2/projects/" + url.PathEscape(p.ID) + "/resources"
		at.why = d.Fetched(path, "a resource of the project")
		type resource struct {
			URN string `json:"urn"`
		}
		digitalOceanPages(d, path, "resources", nil, "what lies in a project", func(r resource) {
			d.projects[r.URN] = at
			switch kind, id, _ := strings.Cut(strings.TrimPrefix(r.URN, "do:"), ":"); {
			case id == "":
			case kind == "space":
				bucket := Store(d.out, "digitalocean_spaces_bucket", id, id, at.why)
				d.place(bucket, "digitalocean_spaces_bucket", r.URN, id, nil, at.why)
			case kind == "app":
				Contains(d.out, at.id, Scope(d.out, "digitalocean_app", id, "", at.why), at.why)
			}
		})
	})
}

// place says where a thing lies and which environment it is: by a tag of its own,
// by its project, or else by its name.
func (d *digitalOcean) place(thing graph.ID, typ, urn, name string, tags []string, why graph.Evidence) {
	if p, ok := d.byType[typ]; ok {
		Opens(d.out, d.token, d.kind, thing, &p, d.scopesWhy)
	}
	p := d.projects[urn]
	if p == nil {
		Contains(d.out, d.team, thing, why)
	} else {
		Contains(d.out, p.id, thing, p.why)
	}
	switch {
	case tagWords(d.out, thing, tags, why):
	case p != nil && p.env != "":
		Belongs(d.out, thing, p.env, d.Fetched("/v2/projects", "the environment of its project"))
	default:
		NamedFor(d.out, thing, name, why)
	}
}

// tagWords is [Tagged] for tags that are words: "env:production", or one that is
// the name of an environment and nothing else.
func tagWords(out *graph.Facts, thing graph.ID, tags []string, why graph.Evidence) bool {
	pairs := map[string]string{}
	for _, t := range tags {
		if key, value, ok := strings.Cut(t, ":"); ok {
			pairs[key] = value
		}
	}
	if Tagged(out, thing, pairs, why) {
		return true
	}
	for _, t := range tags {
		if d, ok := environment.OfName(t); ok && d.Tier != graph.Untiered && d.Basis != graph.Guessed {
			why.Says = "one of its tags says so"
			return Belongs(out, thing, t, why)
		}
	}
	return false
}

// digitalOceanPages asks for a list page by page, as long as the answer says that
// there is a next one; where that is said to be does not matter. It reports
// whether the list is complete.
func digitalOceanPages[T any](d *digitalOcean, path, field string, query url.Values, what string, each func(T)) bool {
	odd := 0
	defer func() { d.odd(d.out, path, what, odd) }()
	for page := 1; page <= maxPages; page++ {
		q := url.Values{"page": {strconv.Itoa(page)}, "per_page": {"200"}}
		for k, v := range query {
			q[k] = v
		}
		var answer map[string]json.RawMessage
		err := d.Get(d.ctx, path, q, &answer)
		var list entries[T]
		if err == nil && json.Unmarshal(answer[field], &list) != nil {
			err = failure{path: path, kind: graph.Invalid, says: "the answer is not in the documented form"}
		}
		if err != nil {
			d.Failed(d.out, what, err)
			return false
		}
		odd += list.odd
		for _, t := range list.all {
			each(t)
		}
		var links struct {
			Pages struct {
				Next string `json:"next"`
			} `json:"pages"`
		}
		if json.Unmarshal(answer["links"], &links) != nil || links.Pages.Next == "" {
			return odd == 0
		}
	}
	d.Failed(d.out, what, endless(path))
	return false
}
