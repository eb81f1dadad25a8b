// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

// say adds to what is known of the repository.
func (r hubRepo) say(path, says string) {
	r.out.Node(graph.Thing{Kind: graph.Scope, Type: "github_repository", Key: r.out.Local("github_repository", r.host+"/"+strings.ToLower(r.FullName)), Name: r.FullName}, r.Fetched(path, says))
}

// settings reads what Actions may do, and whom a job's OIDC token names.
func (r hubRepo) settings(ctx context.Context) {
	r.actions(ctx, r.out, r.path(), r.FullName, r.say)
	path := r.path("actions", "oidc", "customization", "sub")
	var sub struct {
		UseDefault bool     `json:"use_default"`
		Keys       []string `json:"include_claim_keys"`
	}
	if _, err := r.get(ctx, path, nil, &sub); err != nil {
		r.Failed(r.out, "the subject of the OIDC tokens of "+r.FullName, err)
		return
	}
	switch {
	case sub.UseDefault:
		r.say(path, "the subject of its OIDC tokens is GitHub's own")
	case len(sub.Keys) > 0:
		r.say(path, "the subject of its OIDC tokens is made of "+githubWords(sub.Keys))
	case r.Owner.Type == "Organization":
		path = segmentsOf("orgs", r.Owner.Login, "actions", "oidc", "customization", "sub")
		if _, err := r.get(ctx, path, nil, &sub); err != nil {
			r.Failed(r.out, "the subject of the OIDC tokens of the organization "+r.Owner.Login, err)
			return
		}
		r.say(path, "the subject of its OIDC tokens is the organization's: "+githubWords(sub.Keys))
	}
}

// actions reads the settings of Actions of a repository or an organisation.
func (h *hub) actions(ctx context.Context, out *graph.Facts, of, name string, say func(path, says string)) {
	var may struct {
		Enabled      *bool  `json:"enabled"`
		Repositories string `json:"enabled_repositories"`
		Allowed      string `json:"allowed_actions"`
	}
	path := of + "/actions/permissions"
	if _, err := h.get(ctx, path, nil, &may); err != nil {
		h.Failed(out, "what Actions may run in "+name, err)
	} else if may.Enabled != nil && !*may.Enabled || may.Repositories == "none" {
		say(path, "Actions is off: no workflow runs")
	} else if may.Allowed == "all" {
		say(path, "workflows may use every action")
	}
	var token struct {
		Default string `json:"default_workflow_permissions"`
		Approve bool   `json:"can_approve_pull_request_reviews"`
	}
	path = of + "/actions/permissions/workflow"
	if _, err := h.get(ctx, path, nil, &token); err != nil {
		h.Failed(out, "what a job's token may do in "+name, err)
		return
	}
	if token.Default == "write" {
		say(path, "a job's own token may write where its workflow sets no permissions")
	} else if token.Default == "read" {
		say(path, "a job's own token may only read where its workflow sets no permissions")
	}
	if token.Approve {
		say(path, "a job's own token may approve pull requests")
	}
}

// A githubRule is a rule of a ruleset. What a kind of rule takes is looked at only
// for the kind that asks for approvals.
type githubRule struct {
	Type       string          `json:"type"`
	Parameters json.RawMessage `json:"parameters"`
}

// approvals is how many approvals a rule asks for.
func (r githubRule) approvals() int {
	var p struct {
		Count int `json:"required_approving_review_count"`
	}
	if r.Type != "pull_request" || json.Unmarshal(r.Parameters, &p) != nil {
		return 0
	}
	return p.Count
}

// approvedOnly reports whether the rulesets in force let only approved pull
// requests get onto a branch.
func (r hubRepo) approvedOnly(ctx context.Context, branch string) (bool, string, error) {
	path := r.path("rules", "branches", branch)
	rules, err := githubList[githubRule](ctx, r.hub, path, "", 100, nil)
	for _, rule := range rules {
		if rule.approvals() > 0 {
			return true, path, nil
		}
	}
	if outsidePlan(err) {
		err = nil
	}
	return false, path, err
}

// rulesets counts those in force, and says what gets onto the default branch.
func (r hubRepo) rulesets(ctx context.Context) {
	path := r.path("rulesets")
	all, err := githubList[struct {
		Target      string `json:"target"`
		Enforcement string `json:"enforcement"`
	}](ctx, r.hub, path, "", 100, url.Values{"includes_parents": {"true"}})
	if outsidePlan(err) {
		r.say(path, "the owner's plan has no rulesets for this repository")
		return
	}
	if err != nil {
		r.Failed(r.out, "the rulesets of "+r.FullName, err)
		return
	}
	n := 0
	for _, s := range all {
		if s.Target == "branch" && s.Enforcement == "active" {
			n++
		}
	}
	if r.say(path, fmt.Sprintf("%s for branches in force", counted(n, "ruleset is", "rulesets are"))); n == 0 || r.DefaultBranch == "" {
		return
	}
	approved, at, err := r.approvedOnly(ctx, r.DefaultBranch)
	switch {
	case err != nil:
		r.Failed(r.out, "the rules for the default branch of "+r.FullName, err)
	case approved:
		r.say(at, "the default branch takes approved pull requests only")
	default:
		r.say(at, "no ruleset asks for an approval of what gets onto the default branch")
	}
}

// deployKeys lists keys that open this one repository.
func (r hubRepo) deployKeys(ctx context.Context) {
	path := r.path("keys")
	all, err := githubList[struct {
		ID       int64  `json:"id"`
		Title    string `json:"title"`
		ReadOnly bool   `json:"read_only"`
		Enabled  *bool  `json:"enabled"`
	}](ctx, r.hub, path, "", 100, nil)
	r.Failed(r.out, "the deploy keys of "+r.FullName, err)
	for _, k := range all {
		if k.ID == 0 || k.Enabled != nil && !*k.Enabled {
			continue
		}
		power, says := graph.Read|graph.Write, "a deploy key that may write"
		if k.ReadOnly {
			power, says = graph.Read, "a deploy key that may only read"
		}
		why := r.Fetched(path, says)
		id := r.out.Node(graph.Thing{Kind: graph.Identity, Type: "github_deploy_key", Key: fmt.Sprintf("github_deploy_key/%s/%d", r.host, k.ID), Name: k.Title}, why)
		r.out.Link(graph.Edge{From: id, Verb: graph.Opens, To: r.id, Power: power}, why)
	}
}
