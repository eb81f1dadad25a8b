// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"cmp"
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

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

// place says where a store lies: in its environment, else in its workspace.
func (r *render) place(store graph.ID, at *renderEnvironment, name string, owner renderOwner, path string, why graph.Evidence) {
	switch {
	case at == nil:
		Contains(r.out, r.workspace(owner, path), store, why)
		NamedFor(r.out, store, name, why)
	case at.name != "":
		Contains(r.out, at.id, store, why)
		Belongs(r.out, store, at.name, r.Fetched("/environments", "the environment that it lies in"))
	default:
		Contains(r.out, at.id, store, why)
	}
}

// renderStore is what databases and key-value stores have in common.
type renderStore struct {
	ID          string        `json:"id"`
	Name        string        `json:"name"`
	Environment maybe[string] `json:"environmentId"`
	Owner       renderOwner   `json:"owner"`
}

// postgres adds databases, which answer at their id inside Render and below the
// region's host outside.
func (r *render) postgres() error {
	return renderPages(r, "/postgres", "postgres", nil, func(db renderStore) {
		if db.ID == "" {
			return
		}
		why := r.Fetched("/postgres", "a database of the workspace")
		store := Store(r.out, "render_postgres", db.ID, db.Name, why)
		r.place(store, r.envs[db.Environment.is], db.Name, db.Owner, "/postgres", why)
		Address(r.out, store, "postgres", db.ID, "", why)
		var recovery struct {
			Status string `json:"recoveryStatus"`
		}
		path := "/postgres/" + url.PathEscape(db.ID) + "/recovery"
		if err := r.Get(r.ctx, path, nil, &recovery); err != nil {
			r.Failed(r.out, "whether a database can be recovered", err)
			return
		}
		switch recovery.Status {
		case "AVAILABLE":
			r.Copied(r.out, store, "render_postgres", db.ID, db.Name, Copies{Type: "render_postgres_backup"}, r.Fetched(path, "it can be recovered to a point in time"))
		case "NOT_AVAILABLE": // exports may be there all the same
			r.out.Note(store, graph.Trait{Name: graph.CopiesDeclared}, graph.Yes, r.Fetched(path, "it cannot be recovered to a point in time"))
		}
	})
}

func (r *render) keyValue() error {
	return renderPages(r, "/key-value", "keyValue", nil, func(kv renderStore) {
		if kv.ID == "" {
			return
		}
		why := r.Fetched("/key-value", "a key-value store of the workspace")
		store := Store(r.out, "render_key_value", kv.ID, kv.Name, why)
		r.place(store, r.envs[kv.Environment.is], kv.Name, kv.Owner, "/key-value", why)
		Address(r.out, store, "redis", kv.ID, "", why)
		r.out.Note(store, graph.Trait{Name: graph.PrimaryData}, graph.No, r.Fetched("/key-value", "a key-value store is a cache or a queue"))
	})
}

// disks adds disks. An answer does not say in which workspace one lies, only the
// service; its environment is that service's.
func (r *render) disks() error {
	type disk struct {
		ID      string        `json:"id"`
		Name    string        `json:"name"`
		Service maybe[string] `json:"serviceId"`
	}
	return renderPages(r, "/disks", "disk", nil, func(d disk) {
		if d.ID == "" {
			return
		}
		why := r.Fetched("/disks", "a disk of a service")
		store := Store(r.out, "render_disk", d.ID, d.Name, why)
		var owner renderOwner
		for id := range r.workspaces {
			if len(r.workspaces) == 1 {
				owner.ID = id
			}
		}
		r.place(store, r.service[d.Service.is], d.Name, owner, "/disks", why)
		var list entries[struct {
			Created maybe[time.Time] `json:"createdAt"`
		}]
		path := "/disks/" + url.PathEscape(d.ID) + "/snapshots"
		if err := r.Get(r.ctx, path, nil, &list); err != nil {
			r.Failed(r.out, "the snapshots of a disk", err)
			return
		}
		r.odd(r.out, path, "the snapshots of a disk", list.odd)
		k := Copies{Type: "render_disk_snapshot", Count: len(list.all), Name: strconv.Itoa(len(list.all)) + " snapshots of the disk " + cmp.Or(d.Name, d.ID)}
		for _, s := range list.all {
			k.Newest = later(k.Newest, s.Created.is)
		}
		switch {
		case k.Count > 0:
			r.Copied(r.out, store, "render_disk", d.ID, d.Name, k, r.Fetched(path, "its snapshots are listed"))
		case list.odd == 0:
			NoCopies(r.out, store, r.Fetched(path, "the list of its snapshots is empty"))
		}
	})
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
