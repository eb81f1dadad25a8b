// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

// A githubRepo is what we read of a repository.
type githubRepo struct {
	FullName      string `json:"full_name"`
	Private       bool   `json:"private"`
	Fork          bool   `json:"fork"`
	Archived      bool   `json:"archived"`
	Disabled      bool   `json:"disabled"`
	DefaultBranch string `json:"default_branch"`
	Owner         struct {
		Login string `json:"login"`
		Type  string `json:"type"` // User, Organization
	} `json:"owner"`
	Parent *struct {
		FullName string `json:"full_name"`
	} `json:"parent"`
	Permissions map[string]bool `json:"permissions"` // of the user whom the token speaks for

	asked string // the name by which it was asked for
}

// path is the repository's, escaped, with more below it.
func (r githubRepo) path(below ...string) string {
	owner, name, _ := strings.Cut(r.FullName, "/")
	return segmentsOf(append([]string{"repos", owner, name}, below...)...)
}

// scanned asks about repositories by name. Several names are those of one tree's
// remotes: only one of them runs its workflows, and a fork does not where its
// parent is among them.
func (h *hub) scanned(ctx context.Context, out *graph.Facts, trees [][]string) {
	for _, names := range trees {
		var found []githubRepo
		for _, name := range names {
			if h.leavesOutRepository(name) {
				continue
			}
			owner, repo, _ := strings.Cut(name, "/")
			r := githubRepo{asked: name}
			path := segmentsOf("repos", owner, repo)
			if _, err := h.get(ctx, path, nil, &r); err != nil {
				h.Failed(out, "the repository "+name, err)
				continue
			}
			if !isRepository(r.FullName) {
				h.Gap(out, path, graph.Invalid, "the repository "+name+" could not be read: the answer is not in the documented form")
				continue
			}
			if !h.leavesOutRepository(r.FullName) { // it was renamed
				found = append(found, r)
			}
		}
		if r, ok := whoseWorkflows(found); ok {
			h.repository(ctx, out, r)
		}
	}
}

// leavesOutRepository reports whether the configuration leaves out a repository or
// its owner.
func (h *hub) leavesOutRepository(name string) bool {
	owner, _, _ := strings.Cut(name, "/")
	return h.leavesOut("repositories", name) || h.leavesOut("owners", owner)
}

// whoseWorkflows is the repository whose workflows a tree holds: the first that
// is no fork of another of its remotes.
func whoseWorkflows(all []githubRepo) (githubRepo, bool) {
	for _, r := range all {
		forked := r.Fork && r.Parent != nil && slices.ContainsFunc(all, func(o githubRepo) bool { return strings.EqualFold(o.FullName, r.Parent.FullName) })
		if !forked {
			return r, true
		}
	}
	return githubRepo{}, false
}

// owner asks about all repositories of an organisation or user that the token
// sees, and about the organisation itself.
func (h *hub) owner(ctx context.Context, out *graph.Facts, owner string) {
	var who struct {
		Login string `json:"login"`
		Type  string `json:"type"`
	}
	if _, err := h.get(ctx, segmentsOf("users", owner), nil, &who); err != nil {
		h.Failed(out, "the owner "+owner, err)
		return
	}
	if !ownerForm.MatchString(who.Login) {
		who.Login = owner
	}
	if h.leavesOut("owners", who.Login) {
		return // it was renamed
	}
	if who.Type == "Organization" {
		h.organization(ctx, out, who.Login)
	}
	all, err := h.repositoriesOf(ctx, who.Login, who.Type)
	h.Failed(out, "the repositories of "+owner, err)
	all = slices.DeleteFunc(all, func(r githubRepo) bool {
		return !isRepository(r.FullName) || r.Archived || r.Disabled || !strings.EqualFold(r.Owner.Login, who.Login) || h.leavesOutRepository(r.FullName)
	})
	parts := make([]*graph.Facts, len(all))
	beside(len(all), func(i int) {
		parts[i] = out.Fork()
		h.repository(ctx, parts[i], all[i])
	})
	for _, p := range parts {
		_ = out.Merge(p) // one vault
	}
}

// repositoriesOf lists what the token sees: an installation's sees what it was
// installed on, a user's own list has private repositories too.
func (h *hub) repositoriesOf(ctx context.Context, owner, typ string) ([]githubRepo, error) {
	switch {
	case h.installation:
		return githubList[githubRepo](ctx, h, "/installation/repositories", "repositories", 100, nil)
	case typ == "Organization":
		return githubList[githubRepo](ctx, h, segmentsOf("orgs", owner, "repos"), "", 100, nil)
	}
	var me struct {
		Login string `json:"login"`
	}
	if _, err := h.get(ctx, "/user", nil, &me); err == nil && strings.EqualFold(me.Login, owner) {
		return githubList[githubRepo](ctx, h, "/user/repos", "", 100, url.Values{"affiliation": {"owner"}})
	}
	return githubList[githubRepo](ctx, h, segmentsOf("users", owner, "repos"), "", 100, nil)
}

// A hubRepo is a repository while it is asked about.
type hubRepo struct {
	*hub
	githubRepo
	out *graph.Facts // keys are those of the tree's scanners
	id  graph.ID
}

// repository asks about one. What it writes has the keys that the scanners of its
// tree give, so that a secret which a workflow reads and the API lists is one.
func (h *hub) repository(ctx context.Context, out *graph.Facts, r githubRepo) {
	local := graph.NewFacts(h.options.Vault, h.as(r.FullName, r.asked))
	defer func() { _ = out.Merge(local) }() // one vault
	why := h.Fetched(r.path(), "a public repository")
	if r.Private {
		why.Says = "a private or internal repository"
	}
	if r.Archived {
		why.Says += ", archived: none of its workflows runs"
	}
	full := h.host + "/" + strings.ToLower(r.FullName)
	x := hubRepo{hub: h, githubRepo: r, out: local}
	x.id = local.Node(graph.Thing{Kind: graph.Scope, Type: "github_repository", Key: local.Local("github_repository", full), Name: r.FullName}, why)
	Opens(local, h.cred, h.kind, x.id, h.powerOver(r), h.Fetched(r.path(), "GitHub shows it to this token"))
	if r.Owner.Type == "Organization" {
		Contains(local, h.organizationNode(local, r.Owner.Login, h.Fetched(r.path(), "owns the repository")), x.id, h.Fetched(r.path(), "owned by the organization"))
	}
	if r.Archived || r.Disabled {
		return
	}
	x.environments(ctx)
	x.secrets(ctx)
	x.settings(ctx)
	x.rulesets(ctx)
	x.deployKeys(ctx)
}

func (h *hub) organizationNode(out *graph.Facts, login string, why graph.Evidence) graph.ID {
	return Scope(out, "github_organization", h.host+"/"+strings.ToLower(login), login, why)
}

// lists says that all things of a kind that lie in a repository, or in an
// environment of it, are known. A fork has its parent's workflows and not what
// they need: what it lacks says nothing.
func (r hubRepo) lists(in graph.ID, what, path string) {
	if r.Fork {
		return
	}
	r.out.Note(in, graph.Trait{Name: graph.ListComplete, Detail: what}, graph.Yes, r.Fetched(path, "GitHub lists all "+what))
}
