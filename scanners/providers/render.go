// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/environment"
)

// Render lists workspaces under the name of owners. Which of a workspace's
// permissions a key has is not answered.
var Render = add(Provider{
	Name: "render", Title: "Render",
	Doc: "Lists the workspaces of the key, their projects and environments, databases, disks and key-value stores, the recovery of databases and the snapshots of disks. " +
		"What the key may do there is not told by the API, and so worded as unknown; exports of databases, whose list hands out the exports themselves, and variables are not asked for. " +
		"A scoped API key with Read on the resources of the workspace suffices.",
	Variables: []string{"RENDER_API_KEY"},
	Base:      "https://api.render.com/v1", BaseVariable: "RENDER_HOST",
	Allow: []string{
		"GET /v1/owners", "GET /v1/projects", "GET /v1/environments",
		"GET /v1/postgres", "GET /v1/postgres/*/recovery",
		"GET /v1/disks", "GET /v1/disks/*/snapshots",
		"GET /v1/key-value",
	},
	Budget: 3000,
	Ask:    askRender,
})

type render struct {
	*Client
	ctx        context.Context
	out        *graph.Facts
	cred       graph.ID
	kind       string
	workspaces map[string]graph.ID
	projects   []string
	inProject  map[string]graph.ID
	envs       map[string]*renderEnvironment // by id
	service    map[string]*renderEnvironment // by the id of a service in it
}

type renderEnvironment struct {
	id   graph.ID
	name string // "" where it names no environment
}

func askRender(ctx context.Context, c *Client, out *graph.Facts) error {
	v, variable, ok := c.Key(c.Variables...)
	if !ok {
		return c.Missing()
	}
	c.Use(v, "Authorization", "Bearer ")
	r := &render{
		Client: c, ctx: ctx, out: out, workspaces: map[string]graph.ID{}, inProject: map[string]graph.ID{},
		envs: map[string]*renderEnvironment{}, service: map[string]*renderEnvironment{},
	}
	r.kind = kindOf(variable, v, "render_api_key")
	r.cred = Given(out, r.kind, variable, v, c.Fetched("/owners", "the key that was given for this run"))
	if err := r.owners(); Status(err) == http.StatusUnauthorized {
		return err
	} else if err != nil {
		c.Failed(out, "the workspaces of the key", err)
	}
	c.Failed(out, "the projects", r.listProjects())
	c.Failed(out, "the environments", r.environments())
	c.Failed(out, "the databases", r.postgres())
	c.Failed(out, "the disks", r.disks())
	c.Failed(out, "the key-value stores", r.keyValue())
	return nil
}

// renderOwner is a workspace, and what everything in it names as its own.
type renderOwner struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

func (r *render) workspace(o renderOwner, path string) graph.ID {
	if id, ok := r.workspaces[o.ID]; ok || o.ID == "" {
		return id
	}
	why := r.Fetched(path, "a workspace of the key")
	id := Scope(r.out, "render_workspace", o.ID, o.Name, why)
	NamedFor(r.out, id, o.Name, why)
	r.workspaces[o.ID] = id
	unknown := graph.Power(0) // the key's permissions are those of its owner's role, or fewer
	Opens(r.out, r.cred, r.kind, id, &unknown, r.Fetched(path, "the API answers the key with it"))
	return id
}

func (r *render) owners() error {
	return renderPages(r, "/owners", "owner", nil, func(o renderOwner) { r.workspace(o, "/owners") })
}

func (r *render) listProjects() error {
	type project struct {
		ID    string      `json:"id"`
		Name  string      `json:"name"`
		Owner renderOwner `json:"owner"`
	}
	return renderPages(r, "/projects", "project", nil, func(p project) {
		if p.ID == "" {
			return
		}
		why := r.Fetched("/projects", "a project of the workspace")
		id := Scope(r.out, "render_project", p.ID, p.Name, why)
		r.projects, r.inProject[p.ID] = append(r.projects, p.ID), id
		Contains(r.out, r.workspace(p.Owner, "/projects"), id, why)
	})
}

// environments asks for those of many projects at once. A protected one whose
// name says nothing is taken for production's, as a guess: what protection keeps
// a key from is not documented, so it counts as no lock.
func (r *render) environments() error {
	type environ struct {
		ID        string          `json:"id"`
		Name      string          `json:"name"`
		Project   string          `json:"projectId"`
		Protected maybe[string]   `json:"protectedStatus"`
		Services  entries[string] `json:"serviceIds"`
	}
	for len(r.projects) > 0 {
		n := min(len(r.projects), 50)
		query := url.Values{"projectId": r.projects[:n]}
		r.projects = r.projects[n:]
		err := renderPages(r, "/environments", "environment", query, func(e environ) {
			if e.ID == "" {
				return
			}
			why := r.Fetched("/environments", "an environment of the project")
			at := &renderEnvironment{id: Scope(r.out, "render_environment", e.ID, e.Name, why), name: e.Name}
			r.envs[e.ID] = at
			for _, s := range e.Services.all {
				r.service[s] = at
			}
			Contains(r.out, r.inProject[e.Project], at.id, why)
			if !Belongs(r.out, at.id, e.Name, r.Fetched("/environments", "the environment's own name")) {
				at.name = ""
			}
			if d, ok := environment.OfName(e.Name); e.Protected.is == "protected" && (!ok || d.Tier == graph.Untiered) {
				why := graph.Evidence{Basis: graph.Guessed, At: why.At, Says: "it is protected, as production mostly is"}
				r.out.Link(graph.Edge{From: at.id, Verb: graph.InEnv, To: environment.Node(r.out, "production", why)}, why)
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// renderPages asks for a list page by page: what follows the cursor of the last
// entry, as long as a page is full.
// https://api-docs.render.com/reference/pagination
func renderPages[T any](r *render, path, field string, query url.Values, each func(T)) error {
	const limit = 100
	odd, cursor := 0, ""
	defer func() { r.odd(r.out, path, "the list of "+strings.TrimPrefix(path, "/"), odd) }()
	for range maxPages {
		q := url.Values{"limit": {strconv.Itoa(limit)}}
		for k, v := range query {
			q[k] = v
		}
		if cursor != "" {
			q.Set("cursor", cursor)
		}
		var list entries[map[string]json.RawMessage]
		if err := r.Get(r.ctx, path, q, &list); err != nil {
			return err
		}
		if list.nil {
			return failure{path: path, kind: graph.Invalid, says: "the answer is not in the documented form"}
		}
		odd += list.odd
		last := cursor
		for _, entry := range list.all {
			var t T
			if json.Unmarshal(entry[field], &t) != nil {
				odd++
			} else {
				each(t)
			}
			_ = json.Unmarshal(entry["cursor"], &last)
		}
		if len(list.all)+list.odd < limit || last == "" || last == cursor {
			return nil
		}
		cursor = last
	}
	return endless(path)
}
