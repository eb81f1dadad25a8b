// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"bytes"
	"path"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
	"github.com/stagedoor/stagedoor/scanners/internal/kubernetes"
)

// Kubeconfig reads the credentials of clusters where a file has them in itself.
// A user that a command logs in has none.
// https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/
var Kubeconfig = add(Scanner{
	Name:  "kubeconfig",
	Doc:   "kubeconfigs: the tokens and client keys that they hold, whom these speak for by their own claims, and the cluster that they open",
	Match: isKubeconfig,
	File:  kubeconfigFile,
})

func isKubeconfig(p string) bool {
	base := strings.ToLower(path.Base(p))
	switch path.Ext(base) {
	case ".yaml", ".yml", ".conf", ".kubeconfig":
		return true
	}
	return strings.Contains(base, "kubeconfig") || base == "config" && path.Base(path.Dir(p)) == ".kube"
}

func kubeconfigFile(f *File, out *graph.Facts) {
	if !bytes.Contains(f.Data, []byte("clusters")) || !bytes.Contains(f.Data, []byte("users")) {
		return
	}
	docs, _ := doc.YAML(f.Data) // what is not YAML others say
	for _, root := range docs {
		if root.Get("kind").Text("Config") != "" {
			logins(f, root, out)
		}
	}
}

// logins are the users of a kubeconfig, each at the clusters for which a context
// names it.
func logins(f *File, root *doc.Node, out *graph.Facts) {
	clusters, users := entries(root.Get("clusters"), "cluster"), entries(root.Get("users"), "user")
	done := map[string]bool{}
	for c := range root.Get("contexts").Items() {
		cluster, user := nameIn(c.Get("context", "cluster")), nameIn(c.Get("context", "user"))
		if pair := cluster + "\x00" + user; !done[pair] {
			done[pair] = true
			login(f, clusters[cluster], users[user], cluster, user, out)
		}
	}
}

// entries are named parts of a kubeconfig.
func entries(list *doc.Node, key string) map[string]*doc.Node {
	all := map[string]*doc.Node{}
	for n := range list.Items() {
		if name := nameIn(n.Get("name")); name != "" {
			all[name] = n.Get(key)
		}
	}
	return all
}

// nameIn is a name of a kubeconfig, which may be an ARN.
func nameIn(n *doc.Node) string {
	if arn, ok := secret.ARN(n.Value()); ok {
		return arn
	}
	if w := n.Word(); w != "" {
		return w
	}
	p, _ := secret.Path(n.Value())
	return p
}

func login(f *File, cluster, user *doc.Node, name, of string, out *graph.Facts) {
	server, ok := secret.Server(cluster.Get("server").Value())
	if !ok || user == nil {
		return
	}
	_, host, _ := secret.BaseURL(cluster.Get("server").Value())
	reach := secret.HostReach(host)
	if reach == secret.Local || reach == secret.Fictional {
		return // of a cluster on this machine, whose key opens nothing elsewhere
	}
	at := f.readAt(cluster.Get("server"), "the cluster's address")
	scope := kubernetes.ClusterScope(out, server, name, at)
	out.Link(graph.Edge{From: scope, Verb: graph.Within, To: f.Holder(out)}, at)
	l := kubernetes.Login{Server: server, Name: of, Cluster: scope, Holder: f.Holder(out), Doubt: reach != secret.Global}
	if n := user.Get("token"); usable(n) {
		l.Why = f.readAt(n, "a token of the cluster "+name)
		example(f, l.Token(out, n.Value()), out, l.Why)
	}
	if key, ok := user.Get("client-key-data").Value().Base64(); ok && usable(user.Get("client-key-data")) {
		l.Why = f.readAt(user.Get("client-key-data"), "a client key of the cluster "+name)
		example(f, l.Certificate(out, user.Get("client-certificate-data").Value(), key), out, l.Why)
	}
}

func usable(n *doc.Node) bool {
	v := n.Value()
	return v.Len() >= 16 && !secret.Reference(v) && !secret.Placeholder(v)
}

// example says that what stands in an example is nobody's.
func example(f *File, id graph.ID, out *graph.Facts, why graph.Evidence) {
	if claim.RoleOf(f.Path) == "example" {
		out.Note(id, graph.Trait{Name: graph.NobodysSecret, Detail: "it stands in an example file"}, graph.Yes, why)
	}
}
