// SPDX-License-Identifier: Apache-2.0

package kubernetes

import (
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// In this file: whom requests to a cluster speak for. An account, user or group
// is known by the address of its cluster, as kubeconfigs name it.
// https://kubernetes.io/docs/reference/access-authn-authz/authentication/

// Kinds of identities, as a report names them.
var identityTitles = map[string]string{
	AccountType: "Kubernetes service account", UserType: "Kubernetes user", GroupType: "Kubernetes group",
}

const (
	AccountType = "kubernetes_service_account"
	UserType    = "kubernetes_user"
	GroupType   = "kubernetes_group"
	ClusterType = "kubernetes_cluster"
)

// Identity adds one whom a cluster knows; server is the cluster's address
// ([secret.Server]). An account's name is NAMESPACE/NAME.
func Identity(out *graph.Facts, typ, server, name string, why graph.Evidence) graph.ID {
	id := out.Node(graph.Thing{Kind: graph.Identity, Type: typ, Key: typ + "/" + server + "//" + name, Name: name}, why)
	out.Note(id, graph.Trait{Name: graph.KindTitle, Detail: identityTitles[typ]}, graph.Yes, why)
	return id
}

// ClusterScope is a cluster as what its administrator may open.
func ClusterScope(out *graph.Facts, server, name string, why graph.Evidence) graph.ID {
	id := out.Node(graph.Thing{Kind: graph.Scope, Type: ClusterType, Key: ClusterType + "/" + server, Name: name}, why)
	out.Note(id, graph.Trait{Name: graph.KindTitle, Detail: "Kubernetes cluster"}, graph.Yes, why)
	return id
}

// nameOf is a name of RBAC's, which may hold colons: system:node.
func nameOf(n *doc.Node) string {
	if w := n.Word(); w != "" {
		return w
	}
	w, _ := secret.Path(n.Value())
	return w
}

// ListedName is the name of an object that an API listed.
func ListedName(root *doc.Node) string { return nameOf(root.Get("metadata", "name")) }

// subject is whom a binding is for.
func (v *Variant) subject(s *doc.Node, b *Object) graph.ID {
	name, why := nameOf(s.Get("name")), b.Read(s.Get("name"), "a subject of the binding "+b.Name)
	if name == "" {
		return graph.ID{}
	}
	switch s.Get("kind").Text("ServiceAccount", "User", "Group") {
	case "ServiceAccount":
		space := nameOf(s.Get("namespace"))
		if space == "" {
			space = b.Namespace
		}
		return v.ofCluster(AccountType, space+"/"+name, why)
	case "User":
		if parts := strings.Split(name, ":"); len(parts) == 4 && parts[0] == "system" && parts[1] == "serviceaccount" {
			return v.ofCluster(AccountType, parts[2]+"/"+parts[3], why)
		}
		return v.ofCluster(UserType, name, why)
	case "Group":
		return v.ofCluster(GroupType, name, why)
	}
	return graph.ID{}
}

// ofCluster is an identity of this cluster, by whichever address it is asked.
func (v *Variant) ofCluster(typ, name string, why graph.Evidence) graph.ID {
	id := Identity(v.out, typ, v.Live.Server, name, why)
	if v.Live.ID != v.Live.Server {
		v.out.Same(id, v.out.Node(graph.Thing{Kind: graph.Identity, Type: typ, Key: v.key(typ, name), Name: name}), why)
	}
	return id
}

// account says for which service account a pod speaks, where its token is put
// into it.
// https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/
func (v *Variant) account(o *Object, pod *doc.Node, holder graph.ID) {
	n := pod.Get("serviceAccountName")
	name := n.Word()
	if name == "" && v.Live != nil {
		name = "default"
	}
	if mounted, said := pod.Get("automountServiceAccountToken").Bool(); name == "" || o.Namespace == "" || said && !mounted {
		return
	}
	why := o.Read(n, "runs as the service account "+name)
	full := o.Namespace + "/" + name
	if v.Live == nil {
		id := v.out.Node(graph.Thing{Kind: graph.Identity, Type: AccountType, Key: v.key(AccountType, full), Name: full}, why)
		v.out.Note(id, graph.Trait{Name: graph.KindTitle, Detail: identityTitles[AccountType]}, graph.Yes, why)
		v.out.Link(graph.Edge{From: holder, Verb: graph.SpeaksAs, To: id}, v.chain(why)...)
		return
	}
	sa := v.named("ServiceAccount", o.Namespace, name)
	if mounted, said := sa.value("automountServiceAccountToken").Bool(); said && !mounted && !pod.Has("automountServiceAccountToken") {
		return
	}
	v.out.Link(graph.Edge{From: holder, Verb: graph.SpeaksAs, To: v.ofCluster(AccountType, full, why)}, why)
}

// members let accounts speak as the groups that all of them are in, where such a
// group is given anything.
func (a *authority) members() {
	groups := map[string]graph.ID{}
	for _, kind := range []string{"ClusterRoleBinding", "RoleBinding"} {
		for _, b := range a.byKind[kind] {
			for s := range b.value("subjects").Items() {
				if name := nameOf(s.Get("name")); s.Get("kind").Text("Group") != "" && strings.HasPrefix(name, "system:") {
					if id := a.subject(s, b); a.byID[id] != nil {
						groups[name] = id
					}
				}
			}
		}
	}
	for _, sa := range a.byKind["ServiceAccount"] {
		for _, name := range []string{"system:serviceaccounts", "system:serviceaccounts:" + sa.Namespace, "system:authenticated"} {
			if group, ok := groups[name]; ok && sa.Name != "" {
				why := sa.Read(nil, "every service account is in the group "+name)
				a.out.Link(graph.Edge{From: a.Variant.ofCluster(AccountType, sa.Namespace+"/"+sa.Name, why), Verb: graph.SpeaksAs, To: group}, why)
			}
		}
	}
}
