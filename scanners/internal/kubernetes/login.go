// SPDX-License-Identifier: Apache-2.0

package kubernetes

import (
	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// A Login is a user of a kubeconfig at one cluster: a credential, whom it speaks
// for where it says so itself, and the cluster that it opens.
type Login struct {
	Server  string // the cluster's address ([secret.Server])
	Name    string // of the context or user, to show
	Cluster graph.ID
	Holder  graph.ID // where it is written; the zero ID for the user's own
	Why     graph.Evidence
	Doubt   bool // the address may be another server's on another network
}

// Kinds of credentials, as the catalog has them.
const (
	tokenKind = "kubernetes_token"
	keyKind   = "kubernetes_client_key"
)

// Token is a bearer token: that of a service account names it.
func (l Login) Token(out *graph.Facts, v secret.Value) graph.ID {
	id := l.credential(out, tokenKind, v)
	if space, name, ok := secret.KubernetesAccount(v); ok {
		l.speaks(out, id, AccountType, space+"/"+name, "the token's own claims name the service account")
	} else {
		l.opens(out, id)
	}
	return id
}

// Certificate is a client certificate with its key: it names a user and groups.
func (l Login) Certificate(out *graph.Facts, certificate, key secret.Value) graph.ID {
	id := l.credential(out, keyKind, key)
	user, groups, ok := secret.CertificateSubject(certificate)
	if !ok {
		l.opens(out, id)
		return id
	}
	l.speaks(out, id, UserType, user, "the certificate names the user")
	for _, g := range groups {
		l.speaks(out, id, GroupType, g, "the certificate names the group")
	}
	return id
}

func (l Login) credential(out *graph.Facts, kind string, v secret.Value) graph.ID {
	id := out.Literal(kind, l.Name, v, l.Why)
	if !l.Holder.IsZero() {
		out.Link(graph.Edge{From: l.Holder, Verb: graph.Holds, To: id}, l.Why)
	}
	return id
}

// speaks says whom a credential speaks for. Roles and bindings say what that one
// may do; where they are not known, nobody does (see [Logins]).
func (l Login) speaks(out *graph.Facts, id graph.ID, typ, name, says string) {
	why := l.doubted(says)
	who := Identity(out, typ, l.Server, name, why)
	out.Link(graph.Edge{From: id, Verb: graph.SpeaksAs, To: who}, why)
	out.Link(graph.Edge{From: who, Verb: graph.Within, To: l.Cluster}, why)
}

func (l Login) doubted(says string) graph.Evidence {
	why := l.Why
	why.Says = says
	if l.Doubt {
		why.Basis, why.Says = graph.Guessed, says+"; the same cluster only if its address means the same on both networks"
	}
	return why
}

// opens says that a credential opens the cluster, and not what it may do there.
func (l Login) opens(out *graph.Facts, id graph.ID) {
	why := l.doubted("the kubeconfig's user of this cluster; what it may do there is not known")
	out.Link(graph.Edge{From: id, Verb: graph.Opens, To: l.Cluster}, why)
}

// Logins lets whom a kubeconfig names open its cluster where roles and bindings
// are not known. What may be done there is not known either.
var Logins = graph.Derivation{
	Name: "kubernetes-logins", Doc: "an account whose roles are not seen opens its cluster", Stage: graph.Vendors,
	Run: func(g *graph.Graph, out *graph.Facts) {
		for n := range g.Nodes(graph.Identity) {
			if n.Is(graph.PoliciesKnown) || identityTitles[n.Type] == "" {
				continue
			}
			for l := range n.Out(graph.Within) {
				if l.To.Type == ClusterType && !l.To.Is(graph.ListComplete) {
					why := l.Why[0]
					why.Says = "it is one of the cluster's; its roles are not seen"
					out.Link(graph.Edge{From: n.ID, Verb: graph.Opens, To: l.To.ID}, why)
				}
			}
		}
	},
}
