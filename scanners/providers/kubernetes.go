// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/environment"
	"github.com/stagedoor/stagedoor/scanners/internal/kubernetes"
)

// Kubernetes asks one cluster for lists, and has the objects judged where
// manifests are judged (package kubernetes).
//
// The kubeconfig is read by client-go, which also makes the transport: its
// certificates and credential plugins work as kubectl's do. Everything else of
// client-go is left out. Its clients would ask for more than is needed here (the
// metadata client accepts whole objects from a server that knows no metadata),
// and the lists are plain JSON, which goes to the parser that manifests go to.
var Kubernetes = add(Provider{
	Name: "kubernetes", Title: "Kubernetes",
	Doc: "Asks the cluster of a context of your kubeconfig for claims, volumes, classes, snapshots, workloads, backup jobs, Velero's schedules and the roles that may delete any of it; secrets by their names only. " +
		"A ClusterRole with the verb list on the resources below suffices; the permission that shows names of secrets is list on secrets, which Kubernetes cannot give without their values: leave it out, and their names are a gap.",
	Variables: []string{"KUBECONFIG"},
	Of:        "CONTEXT",
	Allow:     kubernetesPaths(),
	Refuse:    kubernetesRefuses,
	Budget:    4000,
	Ask:       askKubernetes,
})

// A kubernetesList is a resource that is asked for in the whole cluster.
type kubernetesList struct {
	group, version, resource, kind string
}

func (l kubernetesList) path() string {
	if l.group == "" {
		return "/api/" + l.version + "/" + l.resource
	}
	return "/apis/" + l.group + "/" + l.version + "/" + l.resource
}

// kubernetesLists are all resources that are asked for. Those of an API group
// that a cluster does not serve are not installed there.
var kubernetesLists = []kubernetesList{
	{"", "v1", "namespaces", "Namespace"},
	{"", "v1", "persistentvolumes", "PersistentVolume"},
	{"", "v1", "persistentvolumeclaims", "PersistentVolumeClaim"},
	{"", "v1", "services", "Service"},
	{"", "v1", "serviceaccounts", "ServiceAccount"},
	{"", "v1", "secrets", "Secret"},
	{"storage.k8s.io", "v1", "storageclasses", "StorageClass"},
	{"snapshot.storage.k8s.io", "v1", "volumesnapshotclasses", "VolumeSnapshotClass"},
	{"snapshot.storage.k8s.io", "v1", "volumesnapshotcontents", "VolumeSnapshotContent"},
	{"snapshot.storage.k8s.io", "v1", "volumesnapshots", "VolumeSnapshot"},
	{"apps", "v1", "statefulsets", "StatefulSet"},
	{"apps", "v1", "deployments", "Deployment"},
	{"batch", "v1", "cronjobs", "CronJob"},
	{"velero.io", "v1", "schedules", "Schedule"},
	{"velero.io", "v1", "backups", "Backup"},
	{"velero.io", "v1", "backupstoragelocations", "BackupStorageLocation"},
	{"postgresql.cnpg.io", "v1", "clusters", "Cluster"},
	{"postgresql.cnpg.io", "v1", "scheduledbackups", "ScheduledBackup"},
	{"postgres-operator.crunchydata.com", "v1beta1", "postgresclusters", "PostgresCluster"},
	{"acid.zalan.do", "v1", "postgresqls", "postgresql"},
	{"rbac.authorization.k8s.io", "v1", "clusterroles", "ClusterRole"},
	{"rbac.authorization.k8s.io", "v1", "roles", "Role"},
	{"rbac.authorization.k8s.io", "v1", "clusterrolebindings", "ClusterRoleBinding"},
	{"rbac.authorization.k8s.io", "v1", "rolebindings", "RoleBinding"},
}

// ofTheCluster are resources that lie in no namespace.
var ofTheCluster = []string{"namespaces", "persistentvolumes", "storageclasses", "volumesnapshotclasses", "volumesnapshotcontents", "clusterroles", "clusterrolebindings"}

// pathIn is the list of one namespace; "" for what lies in none.
func (l kubernetesList) pathIn(namespace string) string {
	if namespace == "" || slices.Contains(ofTheCluster, l.resource) {
		return ""
	}
	at := len(l.path()) - len(l.resource)
	return l.path()[:at] + "namespaces/" + namespace + "/" + l.resource
}

func kubernetesPaths() (paths []string) {
	paths = append(paths, "GET /apis")
	for _, l := range kubernetesLists {
		paths = append(paths, "GET "+l.path())
		if in := l.pathIn("*"); in != "" {
			paths = append(paths, "GET "+in)
		}
	}
	return paths
}

// metadataOnly is what a list of secrets is asked with: names, and no fallback by
// which a server could answer with the secrets themselves.
// https://kubernetes.io/docs/reference/using-api/api-concepts/#alternate-representations-of-resources
const metadataOnly = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1"

// kubernetesRefuses holds what a path cannot say: a list is asked for in pages
// and in no other way (a watch never ends), and values of secrets only where the
// user allows it.
func kubernetesRefuses(r *http.Request, values bool) string {
	for key := range r.URL.Query() {
		if key != "limit" && key != "continue" {
			return "a request to Kubernetes for more than a page of a list was not sent"
		}
	}
	if strings.HasSuffix(strings.TrimRight(r.URL.Path, "/"), "/secrets") && !values && (r.Header.Get("Accept") != metadataOnly || len(r.Header["Accept"]) != 1) {
		return "a request for the values of secrets was not sent; --live-values would allow it"
	}
	return ""
}

func askKubernetes(ctx context.Context, c *Client, out *graph.Facts) error {
	k, err := c.cluster()
	if err != nil {
		return err
	}
	groups, known := k.groups(ctx, out)
	var objects []*kubernetes.Object
	roles := true
	for _, l := range kubernetesLists {
		if known && l.group != "" && !groups[l.group] {
			continue
		}
		found, complete := k.list(ctx, out, l)
		objects = append(objects, found...)
		roles = roles && (complete || !strings.Contains(l.group, "rbac"))
	}
	if len(objects) == 0 {
		return nil // nothing was answered, which is told
	}
	k.write(out, objects, roles)
	return nil
}

// write hands the objects over to be judged.
func (k *kubernetesCluster) write(out *graph.Facts, objects []*kubernetes.Object, roles bool) {
	k.identify(objects)
	why := k.c.Fetched("", "the cluster of the context "+k.context)
	scope := kubernetes.ClusterScope(out, k.server, k.context, why)
	if k.id != k.server {
		out.Same(scope, out.Node(graph.Thing{Kind: graph.Scope, Type: kubernetes.ClusterType, Key: kubernetes.ClusterType + "/" + k.id, Name: k.context}), why)
	}
	if roles {
		out.Note(scope, graph.Trait{Name: graph.ListComplete, Detail: "roles and bindings"}, graph.Yes, why)
	}
	holder := out.Node(graph.Thing{Kind: graph.Holder, Type: "cluster", Key: kubernetes.ClusterType + "/" + k.id, Name: k.context}, why)
	if !calledFor(out, holder, "context", k.context, why) {
		calledFor(out, holder, "cluster", k.name, why)
	}
	k.given(out, scope)
	cluster := &kubernetes.Cluster{Variants: []*kubernetes.Variant{{
		Key: k.id, Objects: objects, Holder: func(*kubernetes.Object) graph.ID { return holder },
		Live: &kubernetes.Live{ID: k.id, Server: k.server, Address: k.c.Base(), Title: k.context, Scope: scope, Now: k.c.Now, Values: k.c.Values},
	}}}
	cluster.Write(out)
}

// calledFor reads the environment of what no namespace gives one out of a name in
// the user's kubeconfig.
func calledFor(out *graph.Facts, holder graph.ID, what, name string, why graph.Evidence) bool {
	d, ok := environment.OfName(name)
	why.Basis, why.Says = graph.Named, "the "+what+"'s name "+name
	if !ok || d.Tier == graph.Untiered || d.Basis == graph.Guessed {
		d, ok = environment.OfWord(name)
		why.Basis, why.Says = graph.Guessed, "a word in the "+what+"'s name "+name
	}
	if !ok || d.Tier == graph.Untiered {
		return false
	}
	out.Link(graph.Edge{From: holder, Verb: graph.InEnv, To: environment.Node(out, d.Name, why)}, why)
	return true
}
