// SPDX-License-Identifier: Apache-2.0

package iam

import (
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
)

// A googleGrant says on what a resource of Google's provider grants a role.
type googleGrant struct {
	on   string // project: all stores of the project; else the attribute that names the thing
	what string // the type that the attribute names
}

// googleGrants come as _iam_member and _iam_binding.
// https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/google_project_iam
var googleGrants = map[string]googleGrant{
	"google_project":               {"project", ""},
	"google_folder":                {"project", ""},
	"google_organization":          {"project", ""},
	"google_storage_bucket":        {"bucket", "google_storage_bucket"},
	"google_bigquery_dataset":      {"dataset_id", "google_bigquery_dataset"},
	"google_spanner_database":      {"database", "google_spanner_database"},
	"google_secret_manager_secret": {"secret_id", "google_secret_manager_secret"},
}

// googleIdentities finds service accounts, the roles that they have and who may
// speak as them.
func (w *World) googleIdentities() {
	for _, r := range w.own {
		if r.Type == "google_service_account" {
			w.actors = append(w.actors, w.serviceAccount(r))
		}
	}
	for _, r := range w.own {
		base, ok := strings.CutSuffix(r.Type, "_iam_member")
		if !ok {
			base, ok = strings.CutSuffix(r.Type, "_iam_binding")
		}
		switch {
		case ok && base == "google_service_account":
			w.speakAsAccount(r)
		case ok:
			if g, known := googleGrants[base]; known {
				w.googleRole(r, r.Body, g)
			}
		case r.Type == "google_project_iam_policy":
			for _, data := range w.named(r.Body.Get("policy_data")) {
				for _, b := range each(data.Body.Get("binding")) {
					w.googleRole(r, b, googleGrant{"project", ""})
				}
			}
		}
	}
}

func (w *World) serviceAccount(r *declared.Resource) *actor {
	a := &actor{Resource: r}
	key, shown := w.out.Local(w.set.Key, r.Address), r.Address
	if id, ok := r.Body.Get("account_id").Word(); ok {
		a.name, shown = id, id
		project := r.Body.Get("project")
		if !project.Set() {
			project = r.Place.Account
		}
		if p, ok := project.Word(); ok {
			shown = id + "@" + p + ".iam.gserviceaccount.com"
			key = "google_service_account/" + shown
		}
	}
	at := a.place()
	a.id = w.out.Node(graph.Thing{Kind: graph.Identity, Type: "google_service_account", Key: key, Name: shown}, at)
	w.out.Link(graph.Edge{From: a.id, Verb: graph.Within, To: w.mention(r)}, at)
	return a
}

// members are the identities that a grant names: accounts of the set, and others
// by their address.
func (w *World) members(b declared.Value) (ids []graph.ID, texts []declared.Value) {
	for _, attr := range []string{"member", "members"} {
		for _, v := range each(b.Get(attr)) {
			texts = append(texts, v)
			found := false
			for _, a := range w.actorsOf(v) {
				ids, found = append(ids, a.id), true
			}
			if found || !v.IsScalar() {
				continue
			}
			if rest, ok := v.Scalar.After("serviceAccount:"); ok {
				if m, ok := mail(declared.Scalar(rest)); ok {
					ids = append(ids, w.out.Node(graph.Thing{Kind: graph.Identity, Type: "google_service_account", Key: "google_service_account/" + m, Name: m},
						graph.Evidence{Basis: graph.ReadInFile, At: first(v.Why)}))
				}
			}
		}
	}
	return ids, texts
}

// googleRole draws what a granted role opens.
func (w *World) googleRole(r *declared.Resource, b declared.Value, on googleGrant) {
	role, ok := textOf(b.Get("role")).Known()
	if !ok {
		return
	}
	ids, _ := w.members(b)
	conditional := b.Get("condition").Set()
	for _, t := range w.googleTargets(r, on) {
		grant := catalog.GrantOver("gcp", role, t.typ)
		if grant == nil {
			continue
		}
		power := grant.Power(t.typ)
		why := graph.Chain{{Basis: graph.ReadInFile, At: first(b.Get("role").Why, r.At), Says: "grants " + role}, grant.Document("")}
		if conditional {
			power, why[0].Says = 0, why[0].Says+" under a condition"
		}
		for _, id := range ids {
			w.out.Link(graph.Edge{From: id, Verb: graph.Opens, To: t.id, Power: power}, why...)
		}
	}
}

// googleTargets are the stores of a grant's project in this set, or the one that
// it names.
func (w *World) googleTargets(r *declared.Resource, on googleGrant) (found []*target) {
	if on.what == "" {
		granted, _ := r.Body.Get("project").Word()
		for i := range w.targets {
			t := &w.targets[i]
			own, _ := t.of.Body.Get("project").Word()
			if own == "" {
				own, _ = t.of.Place.Account.Word()
			}
			if strings.HasPrefix(t.of.Type, "google_") && (granted == "" || own == "" || own == granted) {
				found = append(found, t)
			}
		}
		return found
	}
	v := r.Body.Get(on.on)
	refs, name := w.named(v), ""
	if len(refs) == 0 {
		name, _ = v.Word()
	}
	for i := range w.targets {
		t := &w.targets[i]
		own, _ := t.of.Body.Get("name").Word()
		for _, x := range refs {
			if x == t.of {
				found = append(found, t)
			}
		}
		if name != "" && own == name && t.of.Type == on.what {
			found = append(found, t)
		}
	}
	return found
}

// ownPlace is where an attribute of a resource is set, whatever decides its value.
func ownPlace(v declared.Value, r *declared.Resource) graph.Chain {
	for i := len(v.Why) - 1; i >= 0 && len(r.At) > 0; i-- {
		if v.Why[i].At.File == r.At[0].At.File {
			return v.Why[i:]
		}
	}
	return nil
}
