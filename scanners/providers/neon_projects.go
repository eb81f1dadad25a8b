// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"fmt"
	"net/url"

	"github.com/stagedoor/stagedoor/graph"
)

type neonProject struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	History *int64 `json:"history_retention_seconds"`

	scope, store graph.ID
	why          graph.Evidence
}

type neonBranch struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	Parent    string `json:"parent_id"`
	Default   bool   `json:"default"`
	Protected *bool  `json:"protected"`

	store graph.ID
	env   string // the name that says its environment
	whose string // that name is
	why   graph.Evidence
}

// projects lists projects into an organisation, or, where the key opens each by
// itself, with the power that it has there.
func (n *neon) projects(path string, query url.Values, org graph.ID, narrowed *graph.Power) {
	query.Set("limit", "400")
	unavailable := 0
	err := cursors(path, query, "cursor", func() (string, int, error) {
		var answer struct {
			Projects    entries[neonProject] `json:"projects"`
			Pagination  maybe[neonPage]      `json:"pagination"`
			Unavailable []string             `json:"unavailable_project_ids"`
		}
		if err := n.Get(n.ctx, path, query, &answer); err != nil {
			return "", 0, err
		}
		n.odd(n.out, path, "the projects", answer.Projects.odd)
		unavailable += len(answer.Unavailable)
		for _, p := range answer.Projects.all {
			if p.ID != "" {
				n.project(path, p, org, narrowed)
			}
		}
		return answer.Pagination.is.Cursor, len(answer.Projects.all) + answer.Projects.odd, nil
	})
	n.Failed(n.out, "the projects", err)
	if unavailable > 0 {
		n.Gap(n.out, path, graph.Unreadable, fmt.Sprintf("the API could not fetch %d projects in time; run again", unavailable))
	}
}

func (n *neon) project(path string, p neonProject, org graph.ID, narrowed *graph.Power) {
	p.why = n.Fetched(path, "a project that the key sees")
	p.scope = Scope(n.out, "neon_project", p.ID, p.Name, p.why)
	p.store = Store(n.out, "neon_project", p.ID, p.Name, p.why)
	Contains(n.out, p.scope, p.store, p.why)
	if !org.IsZero() {
		Contains(n.out, org, p.scope, p.why)
		Contains(n.out, org, p.store, p.why)
	}
	if narrowed != nil {
		Opens(n.out, n.key, n.kind, p.store, narrowed, p.why)
	}
	named := NamedFor(n.out, p.store, p.Name, p.why)
	none := false // no snapshots, by a complete list
	if branches, ok := n.branches(p, named); ok {
		n.endpoints(p, branches)
		none = n.snapshots(p, branches)
	}
	n.history(p, none)
}

// branches lists the branches of a project. A branch's name is its environment;
// what the default branch is for, the project is for.
func (n *neon) branches(p neonProject, named bool) (map[string]neonBranch, bool) {
	path := "/projects/" + url.PathEscape(p.ID) + "/branches"
	query := url.Values{"limit": {"1000"}}
	all, protected := map[string]neonBranch{}, false
	err := cursors(path, query, "cursor", func() (string, int, error) {
		var answer struct {
			Branches   entries[neonBranch] `json:"branches"`
			Pagination maybe[neonPage]     `json:"pagination"`
		}
		if err := n.Get(n.ctx, path, query, &answer); err != nil {
			return "", 0, err
		}
		n.odd(n.out, path, "the branches", answer.Branches.odd)
		for _, b := range answer.Branches.all {
			if b.ID == "" {
				continue
			}
			all[b.ID] = n.branch(path, p, b, named)
			protected = protected || b.Protected != nil && *b.Protected
		}
		return answer.Pagination.is.Next, len(answer.Branches.all) + answer.Branches.odd, nil
	})
	n.Failed(n.out, "the branches of a project", err)
	if err == nil && len(all) > 0 {
		says := "none of its branches is protected, so the project can be deleted"
		if protected {
			says = "one of its branches is protected, and a project with a protected branch cannot be deleted"
		}
		Locked(n.out, p.store, protected, n.Fetched(path, says))
	}
	return all, err == nil
}

func (n *neon) branch(path string, p neonProject, b neonBranch, named bool) neonBranch {
	why := n.Fetched(path, "a branch of the project")
	b.store = Store(n.out, "neon_branch", b.ID, b.Name, why)
	Contains(n.out, p.store, b.store, why)
	b.env, b.whose, b.why = b.Name, "the name of its branch", why
	switch own := NamedFor(n.out, b.store, b.Name, why); {
	case b.Default && own && !named:
		NamedAfter(n.out, p.store, "the name of its default branch", b.Name, why)
	case b.Default && named && !own:
		b.env, b.whose, b.why = p.Name, "the name of its project", p.why
		NamedAfter(n.out, b.store, b.whose, p.Name, p.why)
	}
	switch {
	case b.Protected == nil:
	case *b.Protected:
		Locked(n.out, b.store, true, n.Fetched(path, "the branch is protected"))
	case b.Parent == "" && !b.Default:
		// The default branch cannot be deleted by itself, and a copy of another
		// branch is made to be thrown away.
		Locked(n.out, b.store, false, n.Fetched(path, "the branch is not protected"))
	}
	return b
}

// endpoints joins branches, and the databases of those that are no copies, with
// the addresses in connection strings.
func (n *neon) endpoints(p neonProject, branches map[string]neonBranch) {
	path := "/projects/" + url.PathEscape(p.ID) + "/endpoints"
	var answer struct {
		Endpoints entries[struct {
			Host   string `json:"host"`
			Branch string `json:"branch_id"`
		}] `json:"endpoints"`
	}
	if err := n.Get(n.ctx, path, nil, &answer); err != nil {
		n.Failed(n.out, "the addresses of a project's branches", err)
		return
	}
	n.odd(n.out, path, "the addresses of a project's branches", answer.Endpoints.odd)
	databases := map[string][]string{}
	for _, e := range answer.Endpoints.all {
		b, ok := branches[e.Branch]
		if !ok {
			continue
		}
		Address(n.out, b.store, "postgres", e.Host, "", n.Fetched(path, ""))
		if b.Parent != "" && !b.Default && (b.Protected == nil || !*b.Protected) {
			continue // a copy: one request for each would be a request for each preview
		}
		names, asked := databases[b.ID]
		if !asked {
			names = n.databases(p, b)
			databases[b.ID] = names
		}
		for _, name := range names {
			if db := Database(n.out, b.store, "postgres", e.Host, "", name, b.why); !db.IsZero() {
				NamedAfter(n.out, db, b.whose, b.env, b.why)
			}
		}
	}
}

func (n *neon) databases(p neonProject, b neonBranch) (names []string) {
	path := "/projects/" + url.PathEscape(p.ID) + "/branches/" + url.PathEscape(b.ID) + "/databases"
	var answer struct {
		Databases entries[struct {
			Name string `json:"name"`
		}] `json:"databases"`
	}
	if err := n.Get(n.ctx, path, nil, &answer); err != nil {
		n.Failed(n.out, "the databases of a branch", err)
		return nil
	}
	n.odd(n.out, path, "the databases of a branch", answer.Databases.odd)
	for _, d := range answer.Databases.all {
		names = append(names, d.Name)
	}
	return names
}
