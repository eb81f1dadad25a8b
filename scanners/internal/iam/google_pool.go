// SPDX-License-Identifier: Apache-2.0

package iam

import (
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
)

// speakAsAccount draws who may speak as a service account: other accounts, and
// subjects of a workload identity pool.
// https://cloud.google.com/iam/docs/workload-identity-federation
func (w *World) speakAsAccount(r *declared.Resource) {
	role, _ := textOf(r.Body.Get("role")).Known()
	switch role {
	case "roles/iam.workloadIdentityUser", "roles/iam.serviceAccountTokenCreator", "roles/iam.serviceAccountUser", "roles/iam.serviceAccountKeyAdmin":
	default:
		return
	}
	conditional := r.Body.Get("condition").Set()
	ids, texts := w.members(r.Body)
	for _, a := range w.actorsOf(r.Body.Get("service_account_id")) {
		for _, id := range ids {
			if id != a.id && !conditional {
				w.out.Link(graph.Edge{From: id, Verb: graph.SpeaksAs, To: a.id}, graph.Evidence{Basis: graph.ReadInFile, At: first(r.Body.Get("role").Why, r.At), Says: "granted " + role})
			}
		}
		for _, v := range texts {
			if who := w.poolMember(v); who != "" && !conditional {
				w.wide(a.id, who, ownPlace(v, r), r.At)
			}
		}
	}
}

var (
	narrowing  = lazily.Compile(`(?:assertion|attribute)\.(?:ref|environment|sub|job_workflow_ref|workflow_ref|workflow|event_name|ref_type|ref_protected|base_ref|actor|ref_path|namespace_path|project_path)\b|google\.subject`)
	repository = lazily.Compile(`(?:assertion|attribute)\.repository(?:_id)?\b`)
	owner      = lazily.Compile(`(?:assertion|attribute)\.repository_owner(?:_id)?\b`)
)

// poolMember is who a principalSet lets in, where that is too many; "" where it
// is not, or where nobody can tell.
func (w *World) poolMember(v declared.Value) string {
	flat := textOf(v).flat
	if !strings.HasPrefix(flat, "principalSet://") {
		return ""
	}
	provider := w.providerOf(v)
	if provider == nil {
		return ""
	}
	uri := textOf(provider.Body.Get("oidc.issuer_uri")).flat
	if !strings.Contains(uri, "token.actions.githubusercontent.com") {
		return ""
	}
	condition := provider.Body.Get("attribute_condition")
	byOwner, byRepository := false, false
	switch {
	case condition.State == declared.Unknown && len(condition.Parts) == 0:
		return ""
	case condition.Set():
		var text secret.Value
		if text = condition.Scalar; condition.State == declared.Unknown {
			text, _ = marked(condition.Parts, nil)
		}
		byOwner, byRepository = text.Matches(owner.Get()), text.Matches(repository.Get())
		if text.Matches(narrowing.Get()) || !byOwner && !byRepository {
			return ""
		}
	}
	_, set, _ := strings.Cut(flat, "/attribute.")
	attribute, value, _ := strings.Cut(set, "/")
	switch {
	case attribute == "repository":
		return anyOfRepository + shown(value, "its repository")
	case attribute != "" && attribute != "repository_owner":
		return ""
	case byRepository:
		return anyOfRepository + "the repository that the pool's condition names"
	case attribute == "repository_owner":
		return "any repository of " + shown(value, "its owner")
	case strings.HasSuffix(flat, "/*") && byOwner:
		return "any repository of the owner that the pool's condition names"
	case strings.HasSuffix(flat, "/*"):
		return "any repository on GitHub"
	}
	return ""
}

// providerOf finds the provider of the pool that a member names; where it names
// none of this set, the only one.
func (w *World) providerOf(v declared.Value) *declared.Resource {
	var all, own []*declared.Resource
	pools := w.named(v)
	for _, r := range w.own {
		if r.Type != "google_iam_workload_identity_pool_provider" {
			continue
		}
		all = append(all, r)
		for _, p := range w.named(r.Body.Get("workload_identity_pool_id")) {
			for _, q := range pools {
				if p == q {
					own = append(own, r)
				}
			}
		}
	}
	if len(own) > 0 {
		all = own
	}
	if len(all) != 1 {
		return nil
	}
	return all[0]
}
