// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"

	"github.com/stagedoor/stagedoor/graph"
)

// Railway asks the API of the incident of April 2026. It has no read-only kind of
// token, so that the allow-list below is all that keeps this one from writing: it
// names no field that changes anything, and none that hands out a value. The names
// of variables come from environment { variables }, whose type has no value; the
// query variables, which returns values under the same names, is not on the list,
// and neither is an environment's config.
//
// https://docs.railway.com/integrations/api, and the schema that Railway's own
// command line carries: https://github.com/railwayapp/cli, src/gql/schema.json.
var Railway = add(Provider{
	Name: "railway", Title: "Railway",
	Doc: "Asks of which kind the token is and whether it expires; lists workspaces, projects, environments, services, buckets, volumes by the one id that deletes them in every environment, " +
		"their backups and schedules, the addresses of databases, and names of variables, never a value. " +
		"Railway offers no read-only token: the least that suffices is a project token, which sees one environment, and a workspace token where a volume's environments are to be compared.",
	Variables:    []string{"RAILWAY_API_TOKEN", "RAILWAY_TOKEN"},
	Base:         "https://backboard.railway.com",
	BaseVariable: "STAGEDOOR_RAILWAY_URL",
	Allow: []string{
		"QUERY /graphql/v2 apiToken me projectToken apiTokens projects project environment volumeInstanceBackupList volumeInstanceBackupScheduleList tcpProxies",
	},
	Never: []string{
		"variablesForServiceDeployment", "decryptVariables", "unrendered", "config", "patch", "environmentStagedChanges",
		"bucketS3Credentials", "displayToken", "projectInviteCode", "email",
	},
	Ask: askRailway,
	Probe: &Probe{
		Kinds: []string{"railway_account_token", "railway_workspace_token", "railway_project_token", "railway_cli_session"},
		Allow: []string{"QUERY /graphql/v2 apiToken me projectToken"},
		Calls: "POST /graphql/v2: the queries apiToken and me with it as a bearer token, projectToken with it as a project token; of a login only me",
		Ask:   probeRailway,
	},
})

const railwayPath = "/graphql/v2"

// A railway is one run of questions.
type railway struct {
	c      *Client
	out    *graph.Facts
	linked map[string]railwayLink // by folder; nil until it is read
}

func (r *railway) fetched(says string) graph.Evidence { return r.c.Fetched(railwayPath, says) }

// askRailway asks one after the other: Railway's smallest paid plan allows ten
// requests a second.
func askRailway(ctx context.Context, c *Client, out *graph.Facts) error {
	r := &railway{c: c, out: out}
	token, variable, ok := c.Key(c.Variables...)
	if !ok {
		return c.Missing()
	}
	who, err := r.who(ctx, token, variable == "RAILWAY_TOKEN")
	if err != nil {
		return err
	}
	cred := Given(out, who.kind, variable, token, r.fetched(who.says()))
	r.holds(cred, who)
	if who.project != nil {
		// Of which workspace it is, a project token does not tell.
		if p := who.project.Project; c.leavesOut("workspaces", "") || c.leavesOut("projects", p.ID, p.Name) {
			return nil
		}
		r.ownEnvironment(ctx, *who.project)
		return nil
	}
	if who.account {
		r.expiry(ctx, cred)
	}
	for _, w := range who.workspaces {
		if !c.leavesOut("workspaces", w.ID, w.Name) {
			r.workspace(ctx, w)
		}
	}
	return nil
}

func probeRailway(ctx context.Context, c *Client, found Found, out *graph.Facts) error {
	r := &railway{c: c, out: out}
	if found.Kind == "railway_cli_session" {
		return r.login(ctx, found)
	}
	who, err := r.who(ctx, found.Value, found.Kind == "railway_project_token")
	if err != nil {
		return err
	}
	r.holds(out.Literal(who.kind, found.Name, found.Value, r.fetched(who.says())), who)
	return nil
}

// A railwayNamed is what most answers say of a thing.
type railwayNamed struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

const railwayProjects = `query Projects($workspaceId: String, $after: String) {
	projects(workspaceId: $workspaceId, first: 100, after: $after) {
		edges { node { id name deletedAt } }
		pageInfo { hasNextPage endCursor }
	}
}`

// workspace reads all projects of a workspace.
func (r *railway) workspace(ctx context.Context, w railwayNamed) {
	scope := Scope(r.out, "railway_workspace", w.ID, w.Name, r.fetched("the token's workspaces"))
	type node struct {
		railwayNamed
		DeletedAt string `json:"deletedAt"`
	}
	var all []node
	whole := r.pages(ctx, "the projects of the workspace "+w.Name, map[string]any{"workspaceId": w.ID}, []string{"projects"}, func(variables map[string]any) ([]*railwayPage, error) {
		var answer struct {
			Projects *railwayList[node] `json:"projects"`
		}
		err := r.c.Query(ctx, railwayPath, railwayProjects, variables, &answer)
		all = append(all, answer.Projects.nodes()...)
		return []*railwayPage{answer.Projects.page()}, err
	})
	left := map[string]bool{}
	for _, p := range all {
		if p.ID != "" && p.DeletedAt == "" && r.c.leavesOut("projects", p.ID, p.Name) {
			left[p.ID], whole = true, false
		}
	}
	if whole {
		r.out.Note(scope, graph.Trait{Name: graph.ListComplete}, graph.Yes, r.fetched("all its projects are listed"))
	}
	for _, p := range all {
		if p.ID == "" || p.DeletedAt != "" || left[p.ID] {
			continue
		}
		project := r.project(ctx, p.railwayNamed)
		Contains(r.out, scope, project, r.fetched("a project of the workspace"))
	}
}

// ownEnvironment reads what a project token may: its one environment.
func (r *railway) ownEnvironment(ctx context.Context, t railwayProjectToken) {
	p := r.newProject(t.Project)
	p.persistent = 1
	r.links(p)
	r.environment(ctx, p, t.Environment)
	p.handles(r)
}

// newProject is a project as a scope.
func (r *railway) newProject(of railwayNamed) *railwayProject {
	p := &railwayProject{railwayNamed: of, volumes: map[string]*railwayVolume{}}
	p.scope = Scope(r.out, "railway_project", of.ID, of.Name, r.fetched("a project that the token sees"))
	return p
}
