// SPDX-License-Identifier: Apache-2.0

package iam

import (
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
)

// azureIdentities finds applications and managed identities, the roles that they
// have and whose tokens they trust.
func (w *World) azureIdentities() {
	for _, r := range w.own {
		switch r.Type {
		case "azurerm_user_assigned_identity", "azuread_application", "azuread_application_registration":
			w.actors = append(w.actors, w.azureActor(r))
		}
	}
	for _, r := range w.own {
		switch r.Type {
		case "azurerm_role_assignment":
			w.azureRole(r)
		case "azurerm_federated_identity_credential":
			w.azureTrust(r, "parent_id", "user_assigned_identity_id")
		case "azuread_application_federated_identity_credential", "azuread_application_flexible_federated_identity_credential":
			w.azureTrust(r, "application_id", "application_object_id")
		}
	}
}

func (w *World) azureActor(r *declared.Resource) *actor {
	a := &actor{Resource: r}
	typ := "azure_application"
	if r.Type == "azurerm_user_assigned_identity" {
		typ = "azure_managed_identity"
	}
	shown := r.Address
	for _, attr := range []string{"display_name", "name"} {
		if n, ok := r.Body.Get(attr).Word(); ok {
			shown = n
			break
		}
	}
	at := a.place()
	a.id = w.out.Node(graph.Thing{Kind: graph.Identity, Type: typ, Key: w.out.Local(w.set.Key, r.Address), Name: shown}, at)
	w.out.Link(graph.Edge{From: a.id, Verb: graph.Within, To: w.mention(r)}, at)
	return a
}

// azureActors are the identities that a value names, also through a service
// principal.
func (w *World) azureActors(v declared.Value) []*actor {
	found := w.actorsOf(v)
	for _, r := range w.named(v) {
		if r.Type != "azuread_service_principal" {
			continue
		}
		for _, attr := range []string{"client_id", "application_id"} {
			found = append(found, w.actorsOf(r.Body.Get(attr))...)
		}
	}
	return found
}

// azureRole draws what an assigned role opens.
// https://learn.microsoft.com/en-us/azure/role-based-access-control/built-in-roles
func (w *World) azureRole(r *declared.Resource) {
	name, ok := textOf(r.Body.Get("role_definition_name")).Known()
	if !ok {
		return
	}
	actors := w.azureActors(r.Body.Get("principal_id"))
	for _, t := range w.azureTargets(r.Body.Get("scope")) {
		grant := catalog.GrantOver("azure", name, t.typ)
		if grant == nil {
			continue
		}
		power := grant.Power(t.typ)
		why := graph.Chain{{Basis: graph.ReadInFile, At: first(r.Body.Get("role_definition_name").Why, r.At), Says: "assigns the role " + name}, grant.Document("")}
		if r.Body.Get("condition").Set() {
			power, why[0].Says = 0, why[0].Says+" under a condition"
		}
		for _, a := range actors {
			w.out.Link(graph.Edge{From: a.id, Verb: graph.Opens, To: t.id, Power: power}, why...)
		}
	}
}

var (
	wholeSubscription = lazily.Compile(`^/subscriptions/[^/]+/?$`)
	resourceGroup     = lazily.Compile(`(?i)^/subscriptions/[^/]+/resourceGroups/([^/]+)/?$`)
)

// azureTargets are the stores below a scope: the thing itself, all of a resource
// group, all of the subscription that this set is applied to.
func (w *World) azureTargets(scope declared.Value) (found []*target) {
	flat := textOf(scope).flat
	whole := wholeSubscription.MatchString(flat)
	group := ""
	if m := resourceGroup.FindStringSubmatch(flat); m != nil {
		group = m[1]
	}
	refs := w.named(scope)
	for i := range w.targets {
		t := &w.targets[i]
		if !strings.HasPrefix(t.of.Type, "azurerm_") {
			continue
		}
		lies := t.of.Body.Get("resource_group_name")
		own, _ := lies.Word()
		in := whole || group != "" && strings.EqualFold(group, own)
		for _, r := range refs {
			in = in || r == t.of || strings.Contains(r.Address, "data.azurerm_subscription.") && !strings.Contains(flat, "/")
			for _, g := range w.named(lies) {
				in = in || g == r && strings.HasPrefix(r.Type, "azurerm_resource_group")
			}
		}
		if in {
			found = append(found, t)
		}
	}
	return found
}

var matching = lazily.Compile(`claims\['sub'\]\s+matches\s+'([^']*)'`)

// azureTrust judges a federated credential. Its subject is compared as it is; a
// flexible one may have wildcards.
// https://learn.microsoft.com/en-us/entra/workload-id/workload-identity-federation-considerations
// https://learn.microsoft.com/en-us/entra/workload-id/workload-identities-flexible-federated-identity-credentials
func (w *World) azureTrust(r *declared.Resource, parents ...string) {
	subject, text := r.Body.Get("subject"), ""
	switch expression := r.Body.Get("claims_matching_expression"); {
	case expression.IsScalar():
		m := expression.Scalar.Spans(matching.Get(), 1)
		if len(m) == 0 {
			return
		}
		text, _ = secret.Pattern(expression.Scalar.Slice(m[0][2], m[0][3]))
		subject = expression
	default:
		text = textOf(subject).flat
		if strings.ContainsAny(text, "*?") {
			return // it is compared as it is: nobody's subject
		}
	}
	uri := textOf(r.Body.Get("issuer")).flat
	judge := githubSubject
	switch {
	case strings.Contains(uri, "gitlab"):
		judge = gitlabSubject
	case strings.Contains(uri, "app.terraform.io"):
		judge = terraformSubject
	case !strings.Contains(uri, "token.actions.githubusercontent.com") && !strings.HasPrefix(text, "repo:"):
		return
	}
	who, _ := judge(text)
	if who == "" {
		return
	}
	for _, attr := range parents {
		for _, a := range w.azureActors(r.Body.Get(attr)) {
			w.wide(a.id, who, subject.Why, r.At)
		}
	}
}
