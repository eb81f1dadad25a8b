// SPDX-License-Identifier: Apache-2.0

package kubernetes

import (
	"maps"
	"slices"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// In this file: which accounts, users and groups may delete claims, namespaces
// and copies, by a cluster's roles and bindings. Permissions add up and nothing
// is ever denied, so an identity may do what all its bindings together allow.
//
//	https://kubernetes.io/docs/reference/access-authn-authz/rbac/
//
// What leads there by another way (impersonation, making a pod or a binding,
// reading another account's token) is not followed, nor are other authorizers.

const rbacPage = "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#role-and-clusterrole"

const narrowRole = "Give the account a RoleBinding in each namespace that it works on in place of a ClusterRoleBinding, to a role without the verb delete on persistentvolumeclaims and namespaces"

// An ability is a permission that matters to data. In a namespace it is over what
// lies there; of the cluster, over all of it.
type ability struct {
	verbs    []string
	group    string
	resource string
	over     string // claims, namespaces, snapshots, velero: what it opens
	power    graph.Power
}

var abilities = []ability{
	{[]string{"delete", "deletecollection"}, "", "persistentvolumeclaims", "claims", graph.Delete},
	{[]string{"delete"}, "", "namespaces", "namespaces", graph.Delete},
	{[]string{"delete", "deletecollection"}, "snapshot.storage.k8s.io", "volumesnapshots", "snapshots", graph.Delete | graph.DeleteBackups},
	{[]string{"create"}, "velero.io", "deletebackuprequests", "velero", graph.DeleteBackups},
	{[]string{"update", "patch"}, "", "persistentvolumes", "", graph.Administer},
	{[]string{"update", "patch"}, "snapshot.storage.k8s.io", "volumesnapshotcontents", "", graph.Administer},
}

// An allowance is a rule by which a binding gives an ability: to all, or to what
// is named.
type allowance struct {
	ability int
	names   []string
	why     []graph.Evidence
}

// A bound is what one identity is given: by namespace, "" for the cluster.
type bound struct {
	id    graph.ID
	in    map[string][]allowance
	whole []graph.Evidence // by which it may do everything
}

type authority struct {
	*Variant
	byID map[graph.ID]*bound
}

// permissions draws what roles and bindings give.
func (v *Variant) permissions() {
	a := &authority{v, map[graph.ID]*bound{}}
	for _, kind := range []string{"ClusterRoleBinding", "RoleBinding"} {
		for _, b := range v.byKind[kind] {
			a.binding(b)
		}
	}
	a.members()
	for _, sa := range a.byKind["ServiceAccount"] {
		if id := a.ofCluster(AccountType, sa.Namespace+"/"+sa.Name, sa.Read(nil, "")); a.byID[id] != nil {
			a.out.Link(graph.Edge{From: id, Verb: graph.Within, To: a.mention(sa)}, sa.Read(nil, "the account's namespace"))
		}
	}
	a.scopes()
	for _, b := range a.byID {
		a.write(b)
	}
}

func (a *authority) binding(b *Object) {
	ref := b.value("roleRef")
	kind, space := "ClusterRole", ""
	if ref.Get("kind").Text("Role") != "" {
		kind, space = "Role", b.Namespace
	}
	role := a.named(kind, space, nameOf(ref.Get("name")))
	if role == nil {
		return
	}
	given := a.allowed(b, role)
	whole := b.Kind == "ClusterRoleBinding" && everything(role)
	if len(given) == 0 && !whole {
		return
	}
	for s := range b.value("subjects").Items() {
		id := a.subject(s, b)
		if id.IsZero() {
			continue
		}
		x := a.bound(id)
		x.in[b.Namespace] = append(x.in[b.Namespace], given...)
		if whole {
			x.whole = a.reason(b, role, "may do everything in the cluster")
		}
	}
}

func (a *authority) bound(id graph.ID) *bound {
	if a.byID[id] == nil {
		a.byID[id] = &bound{id: id, in: map[string][]allowance{}}
	}
	return a.byID[id]
}

func (a *authority) reason(b, role *Object, says string) []graph.Evidence {
	return []graph.Evidence{b.Read(nil, says+", by the binding "+b.Name), role.Read(nil, "of the role "+role.Name), known(rbacPage, "")}
}

// allowed lists what the rules of a role allow of what matters.
func (a *authority) allowed(b, role *Object) (all []allowance) {
	for i, able := range abilities {
		if b.Kind == "RoleBinding" && able.over == "" {
			continue // volumes lie in no namespace
		}
		for r := range role.Root.Get("rules").Items() {
			if r.Kind != doc.Map || !has(r.Get("apiGroups"), able.group) || !has(r.Get("resources"), able.resource) {
				continue
			}
			verb := ""
			for _, w := range able.verbs {
				if verb == "" && has(r.Get("verbs"), w) {
					verb = w
				}
			}
			names := words(r.Get("resourceNames"))
			if verb == "" || len(names) > 0 && (verb == "create" || verb == "deletecollection") {
				continue // which cannot be narrowed to names, and so is not given
			}
			all = append(all, allowance{i, names, a.reason(b, role, "may "+verb+" "+able.resource)})
		}
	}
	return all
}

func has(list *doc.Node, want string) bool {
	for n := range list.Items() {
		if n.Text("*", want) != "" || want == "" && n.Value().Len() == 0 && n.Kind == doc.Scalar {
			return true
		}
	}
	return false
}

// everything reports whether a role allows all verbs on all resources.
func everything(role *Object) bool {
	for r := range role.Root.Get("rules").Items() {
		star := func(key string) bool {
			return slices.ContainsFunc(slices.Collect(r.Get(key).Items()), func(n *doc.Node) bool { return n.Text("*") != "" })
		}
		if star("apiGroups") && star("resources") && star("verbs") && r.Get("resourceNames").Len() == 0 {
			return true
		}
	}
	return false
}

func words(list *doc.Node) (all []string) {
	for n := range list.Items() {
		if w := nameOf(n); w != "" {
			all = append(all, w)
		}
	}
	return all
}

// write links an identity to what it opens.
func (a *authority) write(b *bound) {
	a.out.Note(b.id, graph.Trait{Name: graph.PoliciesKnown}, graph.Yes, graph.Evidence{Basis: graph.Fetched, At: graph.Location{URL: a.Live.Address}, Says: "its roles and bindings are listed"})
	a.out.Note(b.id, graph.Trait{Name: graph.HowToFix, Detail: narrowRole}, graph.Yes, known(rbacPage, ""))
	if b.whole != nil {
		a.out.Link(graph.Edge{From: b.id, Verb: graph.Opens, To: a.Live.Scope, Power: graph.Full}, b.whole...)
		return
	}
	for _, space := range slices.Sorted(maps.Keys(b.in)) {
		given := b.in[space]
		lifts := func(over string) (p graph.Power) {
			for _, g := range b.in[""] {
				able := abilities[g.ability]
				if able.power == graph.Administer && (able.group == "") == (over != "snapshots") && len(g.names) == 0 {
					p = graph.Administer
				}
			}
			return p
		}
		for _, g := range given {
			able := abilities[g.ability]
			for _, to := range a.opened(able.over, space, g.names) {
				a.out.Link(graph.Edge{From: b.id, Verb: graph.Opens, To: to, Power: able.power | lifts(able.over)}, g.why...)
			}
		}
	}
}
