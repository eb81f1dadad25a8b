// SPDX-License-Identifier: Apache-2.0

package iam

import (
	"strings"
)

// An issuer gives tokens to jobs, pods or workspaces, and writes into their
// subject who asks.
type issuer struct {
	host    string
	anybody string // who is let in where no subject is asked for
	judge   func(subject string) (who string, ok bool)
}

// The forms of subjects are the issuers':
// https://docs.github.com/en/actions/reference/security/oidc
// https://docs.gitlab.com/ci/secrets/id_token_authentication/
// https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/workload-identity-tokens
// https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
var issuers = []issuer{
	{"token.actions.githubusercontent.com", "any repository on GitHub", githubSubject},
	{"gitlab", "any project of this GitLab", gitlabSubject},
	{"app.terraform.io", "any workspace on HCP Terraform", terraformSubject},
	{"oidc.eks.", "any pod of the cluster", podSubject},
}

// widest is who a condition on the subject lets in, where that is too many; ""
// where it is not. ok is false where nobody can tell.
func (i *issuer) widest(c Condition) (who string, ok bool) {
	like := false
	switch o := c.operator(); o.name {
	case "StringLike":
		like = true
	case "StringEquals", "StringEqualsIgnoreCase":
	default:
		return "", false
	}
	var all []string
	unsure := false
	for _, v := range c.Values {
		subject := v.flat
		if !like && strings.ContainsAny(subject, "*?") {
			continue // without StringLike a star is a star: it lets nobody in
		}
		found, known := i.judge(subject)
		if found != "" {
			all = append(all, found)
		}
		unsure = unsure || !known
	}
	if len(all) == 0 {
		return "", !unsure
	}
	return strings.Join(firstTwo(all), ", and "), true
}

func firstTwo(all []string) []string {
	var few []string
	for _, s := range all {
		if len(few) < 2 && (len(few) == 0 || few[0] != s) {
			few = append(few, s)
		}
	}
	return few
}

// shown is a name as a sentence uses it, where pieces of it may not be known.
func shown(name, otherwise string) string {
	if name == "" || strings.Contains(name, gap) {
		return otherwise
	}
	return name
}

const anyOfRepository = "any branch, tag, pull request or environment of "

// githubSubject judges repo:OWNER/NAME:CONTEXT. A branch, tag or environment by
// name is narrow; whether the environment is gated is another question.
func githubSubject(s string) (string, bool) {
	if strings.Trim(s, "*") == "" && s != "" || s == "repo:*" || s == "repo:*/*" || s == "repo:*:*" || s == "repo:*/*:*" {
		return "any repository on GitHub", true
	}
	rest, ok := strings.CutPrefix(s, "repo:")
	if !ok {
		return "", false
	}
	repository, context, found := strings.Cut(rest, ":")
	owner, _, _ := strings.Cut(repository, "/")
	switch {
	case strings.HasPrefix(repository, "*"):
		return "repositories of any owner on GitHub", true
	case strings.Contains(repository, "*"):
		if _, name, _ := strings.Cut(repository, "/"); strings.Trim(name, "*") != "" {
			return "every repository of " + shown(owner, "its owner") + " whose name fits " + shown(name, "a pattern"), true
		}
		return "any repository of " + shown(owner, "its owner"), true
	case !found:
		return "", !strings.Contains(rest, gap)
	}
	repository = shown(repository, "its repository")
	switch {
	case context == "*":
		return anyOfRepository + repository, true
	case context == "pull_request" || context == "pull_request*":
		return "any pull request of " + repository, true
	case context == "ref:*" || context == "ref:refs/*":
		return "any branch or tag of " + repository, true
	case context == "ref:refs/heads/*":
		return "any branch of " + repository, true
	case context == "environment:*":
		return "any environment of " + repository, true
	}
	return "", !strings.Contains(context, gap)
}

// gitlabSubject judges project_path:GROUP/PROJECT:ref_type:TYPE:ref:NAME.
func gitlabSubject(s string) (string, bool) {
	if s != "" && strings.Trim(s, "*") == "" || s == "project_path:*" {
		return "any project of this GitLab", true
	}
	rest, ok := strings.CutPrefix(s, "project_path:")
	if !ok {
		return "", false
	}
	project, context, found := strings.Cut(rest, ":")
	switch {
	case strings.Contains(project, "*"):
		group, _, _ := strings.Cut(project, "*")
		return "any project of " + shown(strings.Trim(group, "/"), "its group"), true
	case !found:
		return "", !strings.Contains(rest, gap)
	}
	project = shown(project, "its project")
	switch context {
	case "*", "ref_type:*", "ref_type:*:ref:*", "ref_type:*:*":
		return "any branch or tag of " + project, true
	case "ref_type:branch:ref:*", "ref_type:branch:*":
		return "any branch of " + project, true
	}
	return "", !strings.Contains(context, gap)
}

// terraformSubject judges organization:O:project:P:workspace:W:run_phase:R.
func terraformSubject(s string) (string, bool) {
	if s != "" && strings.Trim(s, "*") == "" || strings.HasPrefix(s, "organization:*") {
		return "any workspace on HCP Terraform", true
	}
	rest, ok := strings.CutPrefix(s, "organization:")
	if !ok {
		return "", false
	}
	organization, rest, _ := strings.Cut(rest, ":")
	if rest == "*" || strings.Contains(rest, "workspace:*") && (strings.HasPrefix(rest, "project:*") || !strings.Contains(rest, "project:")) {
		return "any workspace of " + shown(organization, "its organization"), true
	}
	return "", !strings.Contains(rest, gap)
}

// podSubject judges system:serviceaccount:NAMESPACE:NAME.
func podSubject(s string) (string, bool) {
	switch s {
	case "*", "system:*", "system:serviceaccount:*", "system:serviceaccount:*:*":
		return "any pod of the cluster", true
	}
	return "", !strings.Contains(s, gap)
}
