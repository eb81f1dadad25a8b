// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

// A githubEnvironment is a deployment environment. Kinds of rules and reviewers
// that we do not know are kept as such.
type githubEnvironment struct {
	Name            string            `json:"name"`
	CanAdminsBypass *bool             `json:"can_admins_bypass"`
	ProtectionRules []json.RawMessage `json:"protection_rules"`
	BranchPolicy    *struct {
		ProtectedBranches bool `json:"protected_branches"`
		Custom            bool `json:"custom_branch_policies"`
	} `json:"deployment_branch_policy"`
}

type githubProtection struct {
	Type              string            `json:"type"`
	WaitTimer         int               `json:"wait_timer"`
	PreventSelfReview bool              `json:"prevent_self_review"`
	Reviewers         []json.RawMessage `json:"reviewers"`
}

// maxEnvironments is how many environments of one repository are looked at
// closely: some repositories make one for each pull request.
const maxEnvironments = 200

// environments lists a repository's, with what stands before a deployment to each
// and what is kept in it.
func (r hubRepo) environments(ctx context.Context) {
	path := r.path("environments")
	all, err := githubList[githubEnvironment](ctx, r.hub, path, "environments", 100, nil)
	r.Failed(r.out, "the environments of "+r.FullName, err)
	if err == nil {
		r.lists(r.id, "environments", path)
	}
	for i, e := range all {
		if e.Name == "" {
			continue
		}
		why := r.Fetched(path, "an environment of the repository")
		id := r.out.Node(graph.Thing{Kind: graph.Holder, Type: "github_environment", Key: r.out.Local("github_environment", strings.ToLower(e.Name)), Name: e.Name}, why)
		r.out.Link(graph.Edge{From: id, Verb: graph.Within, To: r.id}, why)
		Belongs(r.out, id, e.Name, why)
		switch {
		case i < maxEnvironments:
			r.gate(ctx, id, e)
			r.secretsOf(ctx, id, e.Name)
		case i == maxEnvironments:
			r.Gap(r.out, path, graph.TooLarge, fmt.Sprintf("%s has %d environments; what guards those after the first %d was not read", r.FullName, len(all), maxEnvironments))
		}
	}
}

// A guard is what stands before a deployment to an environment.
type guard struct {
	reviewers int
	waits     int // minutes
	unknown   bool
	notOwn    bool // who starts a deployment may not approve it
}

func (e githubEnvironment) guard() (g guard) {
	for _, raw := range e.ProtectionRules {
		var p githubProtection
		if json.Unmarshal(raw, &p) != nil {
			g.unknown = true
			continue
		}
		switch p.Type {
		case "required_reviewers":
			g.reviewers += len(p.Reviewers)
			g.notOwn = p.PreventSelfReview
		case "wait_timer":
			g.waits = max(g.waits, p.WaitTimer)
		case "branch_policy":
		default:
			g.unknown = true
		}
	}
	return g
}

// gate says whether an approval stands before a deployment: Yes with reviewers,
// with an app that decides, or where only branches may deploy that take nothing
// but approved pull requests; No where nobody is asked and every branch may
// deploy, so that whoever may push a branch may use what the environment keeps.
// All between the two is Unknown.
func (r hubRepo) gate(ctx context.Context, id graph.ID, e githubEnvironment) {
	note := func(is graph.Tri, path, says string) {
		r.out.Note(id, graph.Trait{Name: graph.Gated}, is, r.Fetched(path, says))
	}
	path, g := r.path("environments"), e.guard()
	if g.waits > 0 {
		r.out.Node(graph.Thing{Kind: graph.Holder, Type: "github_environment", Key: r.out.Local("github_environment", strings.ToLower(e.Name)), Name: e.Name},
			r.Fetched(path, fmt.Sprintf("a deployment waits for %d minutes, which asks nobody", g.waits)))
	}
	if g.reviewers > 0 {
		note(graph.Yes, path, reviewed(g, e.CanAdminsBypass))
		return
	}
	rules := r.path("environments", e.Name, "deployment_protection_rules")
	apps, err := r.apps(ctx, rules)
	switch {
	case err != nil:
		r.Failed(r.out, "the protection rules of the environment "+e.Name+" of "+r.FullName, err)
		return
	case apps > 0:
		note(graph.Yes, rules, fmt.Sprintf("a protection rule of %s decides before a deployment", counted(apps, "app", "apps")))
	case g.unknown:
		note(graph.Unknown, path, "the environment has a protection rule of a kind that is not known here")
	case e.BranchPolicy == nil:
		note(graph.No, path, "the environment has no required reviewers, and every branch may deploy to it")
	case e.BranchPolicy.Custom:
		r.branches(ctx, note, e)
	default:
		note(graph.Unknown, path, "the environment has no required reviewers, and takes protected branches only")
	}
}

func reviewed(g guard, bypass *bool) string {
	says := "a deployment waits for one of " + counted(g.reviewers, "required reviewer", "required reviewers")
	if g.notOwn {
		says += ", who may not approve their own"
	}
	if bypass != nil && *bypass {
		says += "; administrators may pass it by"
	}
	return says
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// apps counts the custom protection rules that are on.
func (r hubRepo) apps(ctx context.Context, path string) (n int, err error) {
	var answer struct {
		Rules []struct {
			Enabled bool `json:"enabled"`
		} `json:"custom_deployment_protection_rules"`
	}
	if _, err := r.get(ctx, path, nil, &answer); err != nil {
		return 0, err
	}
	for _, x := range answer.Rules {
		if x.Enabled {
			n++
		}
	}
	return n, nil
}

// maxPolicies is how many branches of a policy are looked at.
const maxPolicies = 5

// branches judges an environment that only named branches may deploy to.
func (r hubRepo) branches(ctx context.Context, note func(is graph.Tri, path, says string), e githubEnvironment) {
	path := r.path("environments", e.Name, "deployment-branch-policies")
	all, err := githubList[struct {
		Name string `json:"name"`
		Type string `json:"type"` // branch, tag
	}](ctx, r.hub, path, "branch_policies", 100, nil)
	if err != nil {
		r.Failed(r.out, "the branch policies of the environment "+e.Name+" of "+r.FullName, err)
		return
	}
	var names []string
	patterns := 0
	for _, p := range all {
		switch {
		case p.Type != "tag" && (p.Name == "*" || p.Name == "**" || p.Name == "**/*"):
			note(graph.No, path, "the environment has no required reviewers, and a policy that every branch meets")
			return
		case p.Type == "tag" || strings.ContainsAny(p.Name, "*?[!{"):
			patterns++
		default:
			names = append(names, p.Name)
		}
	}
	slices.Sort(names)
	which := fmt.Sprintf("the environment has no required reviewers; %s may deploy to it", counted(len(all), "branch or pattern", "branches or patterns"))
	if patterns > 0 || len(names) == 0 || len(names) > maxPolicies {
		note(graph.Unknown, path, which)
		return
	}
	for _, b := range names {
		approved, at, err := r.approvedOnly(ctx, b)
		if err != nil {
			r.Failed(r.out, "the rules for a branch that may deploy to the environment "+e.Name+" of "+r.FullName, err)
		}
		if err != nil || !approved {
			note(graph.Unknown, at, which+", and no ruleset asks for an approval of what gets there")
			return
		}
	}
	note(graph.Yes, path, "only branches may deploy to it whose rulesets take nothing but approved pull requests")
}
