// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"
	"net/http"
	"slices"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// This file is who a Railway token is. The variable's name is evidence and no
// proof: Railway's own pages put a bearer token into RAILWAY_TOKEN and a project
// token into RAILWAY_API_TOKEN. What tells are the queries that Railway documents
// for it: projectToken answers to a project token in its own header, apiToken to a
// bearer token, and me only to one that is not tied to a workspace.

const (
	railwayAPIToken     = `query ApiToken { apiToken { workspaces { id name } } }`
	railwayMe           = `query Me { me { id } }`
	railwayMine         = `query Mine { me { id workspaces { id name } } }`
	railwayProjectQuery = `query ProjectToken { projectToken { projectId environmentId project { id name } environment { id name isEphemeral } } }`
	railwayAPITokens    = `query ApiTokens($after: String) {
	apiTokens(first: 100, after: $after) {
		edges { node { id expiresAt workspaceId } }
		pageInfo { hasNextPage endCursor }
	}
}`
)

// A railwayWho is what the probes say of a token.
type railwayWho struct {
	kind       string // token kind of the catalog
	account    bool   // me answers to it
	workspaces []railwayNamed
	project    *railwayProjectToken
}

type railwayProjectToken struct {
	Project     railwayNamed
	Environment railwayEnvironment
}

func (w railwayWho) says() string {
	switch {
	case w.project != nil:
		return "the API knows it as a project token"
	case w.account:
		return "the API knows it as an account token: it answers the query me"
	case w.kind == "railway_workspace_token":
		return "the API knows it as a workspace token: it names a workspace and refuses the query me"
	}
	return "the API knows it as a bearer token"
}

// who asks, the likelier way first, and the other way where the API does not
// accept that one. The client keeps the way that was accepted.
func (r *railway) who(ctx context.Context, token secret.Value, projectFirst bool) (railwayWho, error) {
	ways := []func(context.Context, secret.Value) (railwayWho, error){r.asBearer, r.asProjectToken}
	if projectFirst {
		slices.Reverse(ways)
	}
	var first error
	for _, way := range ways {
		who, err := way(ctx, token)
		if err == nil {
			return who, nil
		}
		if first == nil {
			first = err
		}
		if !refusedAsKind(err) {
			break
		}
	}
	return railwayWho{}, first
}

// refusedAsKind reports whether an error may mean that the token is of another
// kind, rather than that the API cannot be asked at all.
func refusedAsKind(err error) bool {
	s := Status(err)
	return s >= 400 && s < 500 && s != http.StatusTooManyRequests
}

func (r *railway) asBearer(ctx context.Context, token secret.Value) (who railwayWho, err error) {
	r.c.Use(token, "Authorization", "Bearer ")
	var answer struct {
		APIToken struct {
			Workspaces []railwayNamed `json:"workspaces"`
		} `json:"apiToken"`
	}
	if err := r.c.Query(ctx, railwayPath, railwayAPIToken, nil, &answer); err != nil {
		return who, err
	}
	var me struct {
		Me struct {
			ID string `json:"id"`
		} `json:"me"`
	}
	err = r.c.Query(ctx, railwayPath, railwayMe, nil, &me)
	if !refusedAsKind(err) {
		r.c.Failed(r.out, "whether the token is tied to a workspace", err)
	}
	who.workspaces = slices.DeleteFunc(answer.APIToken.Workspaces, func(w railwayNamed) bool { return w.ID == "" })
	// The catalog's railway_account_token stands for both where it is not known.
	who.kind, who.account = "railway_account_token", err == nil && me.Me.ID != ""
	switch {
	case !who.account && len(who.workspaces) == 0:
		return who, failure{path: railwayPath, status: http.StatusForbidden, kind: graph.Denied, says: "the API names no workspace that the credential may see"}
	case !who.account && len(who.workspaces) == 1 && refusedAsKind(err):
		who.kind = "railway_workspace_token"
	}
	return who, nil
}

func (r *railway) asProjectToken(ctx context.Context, token secret.Value) (who railwayWho, err error) {
	r.c.Use(token, "Project-Access-Token", "")
	var answer struct {
		ProjectToken struct {
			ProjectID     string              `json:"projectId"`
			EnvironmentID string              `json:"environmentId"`
			Project       *railwayNamed       `json:"project"`
			Environment   *railwayEnvironment `json:"environment"`
		} `json:"projectToken"`
	}
	if err := r.c.Query(ctx, railwayPath, railwayProjectQuery, nil, &answer); err != nil {
		return who, err
	}
	t := answer.ProjectToken
	if t.ProjectID == "" || t.EnvironmentID == "" {
		return who, failure{path: railwayPath, kind: graph.Invalid, says: "the answer names no project and environment of the project token"}
	}
	of := railwayProjectToken{Project: railwayNamed{ID: t.ProjectID}, Environment: railwayEnvironment{ID: t.EnvironmentID}}
	if t.Project != nil {
		of.Project.Name = t.Project.Name
	}
	if t.Environment != nil {
		of.Environment.Name, of.Environment.IsEphemeral = t.Environment.Name, t.Environment.IsEphemeral
	}
	return railwayWho{kind: "railway_project_token", project: &of}, nil
}

// holds says what a token opens.
func (r *railway) holds(token graph.ID, who railwayWho) {
	r.told(token, who)
	why := r.fetched(who.says())
	if who.project != nil {
		p := r.newProject(who.project.Project)
		p.persistent = 1
		Opens(r.out, token, who.kind, r.environmentScope(p, who.project.Environment), nil, why)
	}
	for _, w := range who.workspaces {
		scope := Scope(r.out, "railway_workspace", w.ID, w.Name, r.fetched("a workspace of the token"))
		Opens(r.out, token, who.kind, scope, nil, why)
	}
}

// told says what the catalog's kind leaves open.
func (r *railway) told(token graph.ID, who railwayWho) {
	if !who.account {
		return
	}
	why := r.fetched(who.says())
	r.out.Note(token, graph.Trait{Name: graph.KindTitle, Detail: "Railway account token"}, graph.Yes, why)
	r.out.Note(token, graph.Trait{Name: graph.Wide, Detail: "every project and environment of the account, in all its workspaces"}, graph.Yes, why)
}

// expiry says whether an account token expires. The list does not tell which of
// its entries is this one, so that only what holds for all of them counts.
func (r *railway) expiry(ctx context.Context, token graph.ID) {
	type listed struct {
		ExpiresAt   string `json:"expiresAt"`
		WorkspaceID string `json:"workspaceId"`
	}
	never, ever := 0, 0
	whole := r.pages(ctx, "the account's tokens", map[string]any{}, []string{"apiTokens"}, func(variables map[string]any) ([]*railwayPage, error) {
		var answer struct {
			Tokens *railwayList[listed] `json:"apiTokens"`
		}
		err := r.c.Query(ctx, railwayPath, railwayAPITokens, variables, &answer)
		for _, t := range answer.Tokens.nodes() {
			switch {
			case t.WorkspaceID != "":
			case t.ExpiresAt == "":
				never++
			default:
				ever++
			}
		}
		return []*railwayPage{answer.Tokens.page()}, err
	})
	switch {
	case !whole:
	case never > 0 && ever == 0:
		r.out.Note(token, graph.Trait{Name: graph.NeverExpires}, graph.Yes, r.fetched("no account token that is listed has a day on which it expires"))
	case never == 0 && ever > 0:
		r.out.Note(token, graph.Trait{Name: graph.NeverExpires}, graph.No, r.fetched("every account token that is listed has a day on which it expires"))
	}
}

// login says what a login of Railway's command line opens: the workspaces of its
// user. The command line itself asks me, and no more is asked here.
// https://github.com/railwayapp/cli/blob/df3838bf11/src/gql/schema.json
func (r *railway) login(ctx context.Context, found Found) error {
	r.c.Use(found.Value, "Authorization", "Bearer ")
	var answer struct {
		Me struct {
			ID         string         `json:"id"`
			Workspaces []railwayNamed `json:"workspaces"`
		} `json:"me"`
	}
	if err := r.c.Query(ctx, railwayPath, railwayMine, nil, &answer); err != nil {
		return err
	}
	why := r.fetched("the API knows it as a user's: it answers the query me")
	token := r.out.Literal(found.Kind, found.Name, found.Value, why)
	for _, w := range answer.Me.Workspaces {
		if w.ID != "" {
			Opens(r.out, token, found.Kind, Scope(r.out, "railway_workspace", w.ID, w.Name, r.fetched("a workspace of the login's user")), nil, why)
		}
	}
	return nil
}
