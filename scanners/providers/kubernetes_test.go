// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/environment"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/rules"
	"github.com/stagedoor/stagedoor/scanners/internal/kubernetes"
	"github.com/stagedoor/stagedoor/scanners/providers/recorded"
)

// The shapes of lists, pages and refusals are those of a kube-apiserver 1.32.3,
// which TestKubernetesServer asks where there is one. Snapshots and Velero's
// schedules were checked against
// https://github.com/kubernetes-csi/external-snapshotter/blob/06266730ee73cf606c57e57c3783b70fe804a53b/client/apis/volumesnapshot/v1/types.go
// and https://github.com/vmware-tanzu/velero/blob/059b6139b742f4a847245d985079a42c75da67df/pkg/apis/velero/v1/schedule_types.go.

const kubeconfig = `apiVersion: v1
kind: Config
current-context: acme
clusters:
- {name: acme, cluster: {server: "https://k8s.acme-infra.net"}}
- {name: alias, cluster: {server: "https://k8s-inside.acme-infra.net:6443"}}
- {name: far, cluster: {server: "https://rancher.acme-infra.net/k8s/clusters/c-7f"}}
users:
- {name: me, user: {token: canary-of-the-user-4f1e77a0}}
- {name: plugin, user: {exec: {apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never, command: ./login, args: [now]}}}
contexts:
- {name: acme, context: {cluster: acme, user: me}}
- {name: prod-far, context: {cluster: far, user: me}}
- {name: one-namespace, context: {cluster: acme, user: me, namespace: production}}
- {name: alias, context: {cluster: alias, user: plugin}}
- {name: broken, context: {cluster: nowhere, user: me}}
`

// askCluster runs the provider against a transport and builds the graph.
func askCluster(t testing.TB, of string, values bool, carrier http.RoundTripper) (*graph.Graph, Answer) {
	t.Helper()
	home := t.TempDir()
	if err := os.MkdirAll(filepath.Join(home, ".kube"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(home, ".kube", "config"), []byte(kubeconfig), 0o600); err != nil {
		t.Fatal(err)
	}
	login := "#!/bin/sh\necho '{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"ExecCredential\",\"status\":{\"token\":\"canary-of-a-plugin-77\"}}'\n"
	if err := os.WriteFile(filepath.Join(home, ".kube", "login"), []byte(login), 0o700); err != nil {
		t.Fatal(err)
	}
	var contexts []Asked
	for context := range strings.SplitSeq(of, ",") {
		contexts = append(contexts, Asked{Kubernetes, context})
	}
	answer, err := Run(t.Context(), contexts, Options{
		Vault: secret.NewVault(), Home: home, Values: values, Transport: carrier, Now: time.Date(2026, 11, 26, 0, 0, 0, 0, time.UTC),
		Sleep: func(context.Context, time.Duration) error { return nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	return built(answer), answer
}

func built(a Answer) *graph.Graph {
	all := append(Joins(), environment.Decide(nil), environment.Unite(), kubernetes.Logins)
	return graph.Build(a.Facts, all...)
}

// a small cluster: every list that is not given is empty.
func clusterOf(lists map[string]string) *recorded.Answers {
	a := &recorded.Answers{}
	for _, l := range kubernetesLists {
		body, ok := lists[l.resource]
		if !ok {
			body = ""
		}
		if !strings.HasPrefix(body, "HTTP/") {
			body = `{"kind":"` + l.kind + `List","apiVersion":"` + l.apiVersion() + `","metadata":{"resourceVersion":"7"},"items":[` + body + `]}`
		}
		a.Add("http/k8s.acme-infra.net"+l.path(), []byte(body))
	}
	var groups []string
	for _, l := range kubernetesLists {
		if l.group != "" {
			groups = append(groups, `{"name":"`+l.group+`"}`)
		}
	}
	a.Add("http/k8s.acme-infra.net/apis", []byte(`{"kind":"APIGroupList","groups":[`+strings.Join(groups, ",")+`]}`))
	return a
}

const threeNamespaces = `{"metadata":{"name":"kube-system","uid":"6f1d2c34-9c1e-4f6b-8a55-0d7b8e21aa10"}},
	{"metadata":{"name":"shop","labels":{"environment":"production"}}},{"metadata":{"name":"ci","labels":{"env":"staging"}}}`

func storeNamed(g *graph.Graph, name string) *graph.Node {
	for n := range g.Nodes(graph.Store) {
		if slices.Contains(n.Names, name) {
			return n
		}
	}
	return nil
}

func TestKubernetesRequests(t *testing.T) {
	get := func(path string, header ...string) *http.Request {
		r, _ := http.NewRequest(http.MethodGet, "https://k8s.acme-infra.net"+path, nil)
		for i := 0; i+1 < len(header); i += 2 {
			r.Header.Add(header[i], header[i+1])
		}
		return r
	}
	for path, sent := range map[string]bool{
		"/api/v1/persistentvolumeclaims?limit=500":                           true,
		"/api/v1/persistentvolumeclaims?limit=500&continue=abc":              true,
		"/api/v1/persistentvolumeclaims?watch=true":                          false,
		"/api/v1/persistentvolumeclaims?watch=1&limit=500":                   false,
		"/api/v1/watch/persistentvolumeclaims":                               false,
		"/api/v1/namespaces/shop/pods/db-0/exec?command=sh":                  false,
		"/api/v1/namespaces/shop/pods/db-0/log":                              false,
		"/api/v1/namespaces/shop/services/db/proxy/":                         false,
		"/api/v1/nodes/a/proxy/run":                                          false,
		"/api/v1/namespaces/shop/secrets/orders-db":                          false,
		"/api/v1/configmaps":                                                 false,
		"/api/v1/secrets?limit=500":                                          false, // without the header
		"/apis/rbac.authorization.k8s.io/v1/clusterroles?limit=500":          true,
		"/apis/authorization.k8s.io/v1/selfsubjectaccessreviews":             false,
		"/api/v1/namespaces/shop/persistentvolumeclaims/orders-data?limit=1": false,
	} {
		answers := &recorded.Answers{}
		c := asked(t, Kubernetes, answers)
		c.SetBase("https://k8s.acme-infra.net")
		_, err := c.HTTP().Do(get(path))
		if (err == nil) != sent || len(answers.Log) > 0 != sent {
			t.Errorf("%s: %v", path, err)
		}
	}
	for _, c := range []struct {
		accept []string
		values bool
		sent   bool
	}{
		{[]string{"Accept", metadataOnly}, false, true},
		{[]string{"Accept", metadataOnly + ",application/json"}, false, false},
		{[]string{"Accept", metadataOnly, "Accept", "application/json"}, false, false},
		{[]string{"Accept", "application/json"}, false, false},
		{[]string{"Accept", "application/json"}, true, true},
	} {
		answers := &recorded.Answers{}
		client := newClient(Kubernetes, "", Options{Vault: secret.NewVault(), Transport: answers, Values: c.values})
		client.SetBase("https://k8s.acme-infra.net")
		_, err := client.HTTP().Do(get("/api/v1/secrets?limit=500", c.accept...))
		if (err == nil) != c.sent || len(answers.Log) > 0 != c.sent {
			t.Errorf("%v: %v", c, err)
		}
	}
}

func TestKubernetesClaimsAndCopies(t *testing.T) {
	g, a := askCluster(t, "", false, clusterOf(map[string]string{
		"namespaces": threeNamespaces,
		"persistentvolumes": `{"metadata":{"name":"pv-a"},"spec":{"persistentVolumeReclaimPolicy":"Delete","csi":{"driver":"ebs.csi.aws.com","volumeHandle":"vol-0c4a7d19e2b85f631"}}},
			{"metadata":{"name":"pv-b"},"spec":{"persistentVolumeReclaimPolicy":"Retain","claimRef":{"namespace":"shop","name":"uploads"},"hostPath":{"path":"/var/b"}}}`,
		"persistentvolumeclaims": `{"metadata":{"name":"data-db-0","namespace":"shop"},"spec":{"volumeName":"pv-a","storageClassName":"kept"}},
			{"metadata":{"name":"uploads","namespace":"shop"},"spec":{"volumeName":"pv-b"}},
			{"metadata":{"name":"waits","namespace":"ci"},"spec":{"storageClassName":"kept"}}`,
		"storageclasses": `{"metadata":{"name":"kept"},"reclaimPolicy":"Retain"}`,
		"statefulsets": `{"metadata":{"name":"db","namespace":"shop"},"spec":{"volumeClaimTemplates":[{"metadata":{"name":"data"}}],
			"template":{"spec":{"containers":[{"image":"postgres:16","volumeMounts":[{"name":"data","mountPath":"/var/lib/postgresql/data"}]}]}}}}`,
		"volumesnapshots": `{"metadata":{"name":"nightly","namespace":"shop"},"spec":{"source":{"persistentVolumeClaimName":"data-db-0"},"volumeSnapshotClassName":"kept"},
			"status":{"boundVolumeSnapshotContentName":"c1","creationTime":"2026-11-20T00:00:00Z","readyToUse":true}},
			{"metadata":{"name":"broken","namespace":"shop"},"spec":{"source":{"persistentVolumeClaimName":"data-db-0"}},"status":{"readyToUse":false,"error":{"message":"x"}}}`,
		"volumesnapshotcontents": `{"metadata":{"name":"c1"},"spec":{"deletionPolicy":"Delete","volumeSnapshotRef":{"namespace":"shop","name":"nightly"}}}`,
		"volumesnapshotclasses":  `{"metadata":{"name":"kept"},"deletionPolicy":"Retain"}`,
		"schedules":              `{"metadata":{"name":"daily","namespace":"velero"},"spec":{"schedule":"0 3 * * *","template":{"includedNamespaces":["shop"],"ttl":"720h0m0s"}},"status":{"lastBackup":"2026-11-25T03:00:00Z"}}`,
		"backups": `{"metadata":{"name":"daily-1","namespace":"velero","labels":{"velero.io/schedule-name":"daily"}},"spec":{"includedNamespaces":["shop"]},"status":{"phase":"Completed"}},
			{"metadata":{"name":"failed","namespace":"velero"},"spec":{"includedNamespaces":["shop"]},"status":{"phase":"Failed"}}`,
		"secrets": `{"metadata":{"name":"orders-db","namespace":"shop","annotations":{"kubectl.kubernetes.io/last-applied-configuration":"canary-of-an-annotation"}},"data":{"password":"Y2FuYXJ5LW9mLWEtc2VjcmV0"}}`,
	}))
	if len(a.Incomplete) > 0 || len(g.Gaps()) > 0 {
		t.Fatal(a.Incomplete, g.Gaps())
	}
	locks := map[string]graph.Tri{}
	for n := range g.Nodes(graph.Store) {
		lock, _ := n.Trait(graph.TraitLock)
		locks[n.Name] = lock.Is
	}
	want := map[string]graph.Tri{"data-db-0": graph.No, "uploads": graph.Yes, "waits": graph.Yes} // the volume's own policy, not its class's
	if fmt.Sprint(locks) != fmt.Sprint(want) {
		t.Errorf("locks %v, want %v", locks, want)
	}
	db := storeNamed(g, "data-db-0")
	if _, ok := db.InTier(graph.Production); !ok || !slices.Contains(db.Names, "vol-0c4a7d19e2b85f631") {
		t.Errorf("%v %v", db.Names, db.Environments())
	}
	if p, _ := db.Trait(graph.PrimaryData); p.Is != graph.Yes {
		t.Error("the StatefulSet's mount is not seen")
	}
	var copies []string
	for l := range db.In(graph.CopyOf) {
		age, _ := l.From.Trait(graph.NewestCopy)
		copies = append(copies, fmt.Sprintf("%s %dh", l.From.Name, age.Hours))
	}
	if fmt.Sprint(copies) != "[nightly 144h daily 21h]" && fmt.Sprint(copies) != "[daily 21h nightly 144h]" {
		t.Errorf("copies %v", copies)
	}
	for n := range g.Nodes(graph.Credential) {
		if n.Name != "acme" {
			t.Errorf("a credential %s of a secret that was not to be read", n.Name)
		}
	}
}

func TestKubernetesRoles(t *testing.T) {
	account := func(name string) string { return `{"kind":"ServiceAccount","namespace":"ci","name":"` + name + `"}` }
	binding := func(kind, name, space, role, subject string) string {
		if space != "" {
			space = `,"namespace":"` + space + `"`
		}
		return `{"metadata":{"name":"` + name + `"` + space + `},"subjects":[` + subject + `],"roleRef":{"kind":"` + kind + `","name":"` + role + `"}}`
	}
	g, _ := askCluster(t, "", false, clusterOf(map[string]string{
		"namespaces":             threeNamespaces + `,{"metadata":{"name":"other","labels":{"environment":"production"}}}`,
		"persistentvolumes":      `{"metadata":{"name":"kept"},"spec":{"persistentVolumeReclaimPolicy":"Retain","nfs":{"server":"10.0.0.4","path":"/e"}}}`,
		"persistentvolumeclaims": `{"metadata":{"name":"a","namespace":"shop"},"spec":{}},{"metadata":{"name":"b","namespace":"shop"},"spec":{"volumeName":"kept"}},{"metadata":{"name":"c","namespace":"other"},"spec":{}}`,
		"serviceaccounts":        `{"metadata":{"name":"groupie","namespace":"ci"}}`,
		"clusterroles": `{"metadata":{"name":"claims"},"rules":[{"apiGroups":[""],"resources":["persistentvolumeclaims"],"verbs":["delete"]}]},
			{"metadata":{"name":"reads"},"rules":[{"apiGroups":["*"],"resources":["*"],"verbs":["get","list","watch"]}]},
			{"metadata":{"name":"one"},"rules":[{"apiGroups":[""],"resources":["persistentvolumeclaims"],"resourceNames":["a"],"verbs":["delete","deletecollection"]}]},
			{"metadata":{"name":"lifts"},"rules":[{"apiGroups":[""],"resources":["persistentvolumeclaims"],"verbs":["delete"]},{"apiGroups":[""],"resources":["persistentvolumes"],"verbs":["patch"]}]},
			{"metadata":{"name":"ns"},"rules":[{"apiGroups":[""],"resources":["namespaces"],"verbs":["delete"]}]},
			{"metadata":{"name":"system:all"},"rules":[{"apiGroups":["*"],"resources":["*"],"verbs":["*"]}]},
			{"metadata":{"name":"othergroup"},"rules":[{"apiGroups":["apps"],"resources":["persistentvolumeclaims"],"verbs":["delete"]}]},
			{"metadata":{"name":"subresource"},"rules":[{"apiGroups":[""],"resources":["persistentvolumeclaims/status"],"verbs":["delete"]}]}`,
		"clusterrolebindings": strings.Join([]string{
			binding("ClusterRole", "1", "", "claims", account("everywhere")), binding("ClusterRole", "2", "", "reads", account("reader")),
			binding("ClusterRole", "3", "", "lifts", account("lifter")), binding("ClusterRole", "4", "", "system:all", `{"kind":"User","name":"root@acme.example"}`),
			binding("ClusterRole", "5", "", "othergroup", account("misses")), binding("ClusterRole", "6", "", "subresource", account("misses")),
			binding("ClusterRole", "7", "", "one", account("named")), binding("ClusterRole", "8", "", "absent", account("misses")),
		}, ","),
		"rolebindings": strings.Join([]string{
			binding("ClusterRole", "1", "shop", "claims", account("shopper")), binding("ClusterRole", "2", "shop", "ns", account("razes")),
			binding("ClusterRole", "3", "shop", "lifts", account("cannot-lift")),
			binding("ClusterRole", "4", "other", "claims", `{"kind":"Group","name":"system:serviceaccounts:ci"}`),
		}, ","),
	}))
	want := map[string]string{
		"ci/everywhere": "a c", "ci/lifter": "a b c", "root@acme.example": "a b c", "ci/named": "a", "ci/shopper": "a", "ci/razes": "a",
		"ci/cannot-lift": "a", "system:serviceaccounts:ci": "c", "ci/groupie": "c",
	}
	got := map[string]string{}
	for n := range g.Nodes(graph.Identity) {
		seen := map[string]bool{}
		for to, p := range g.Reach(n) {
			if to.Kind == graph.Store && p.Power.Has(graph.Delete) && graph.Stopped(to, p.Power) == nil {
				seen[to.Name] = true
			}
		}
		var names []string
		for name := range seen {
			names = append(names, name)
		}
		slices.Sort(names)
		if len(names) > 0 {
			got[n.Name] = strings.Join(names, " ")
		}
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("may delete\n%v, want\n%v", got, want)
	}
}

// TestKubernetesOperators holds that a backup tool's account, which has data and
// copies in reach by its work, is no finding, and that of a job of staging is one.
func TestKubernetesOperators(t *testing.T) {
	for label, want := range map[string]int{"": 0, `,"labels":{"environment":"production"}`: 0, `,"labels":{"environment":"staging"}`: 1} {
		g, _ := askCluster(t, "", false, clusterOf(map[string]string{
			"namespaces":             threeNamespaces + `,{"metadata":{"name":"tools"` + label + `}}`,
			"persistentvolumes":      `{"metadata":{"name":"v"},"spec":{"persistentVolumeReclaimPolicy":"Delete","claimRef":{"namespace":"shop","name":"a"},"nfs":{"server":"10.0.0.4","path":"/e"}}}`,
			"persistentvolumeclaims": `{"metadata":{"name":"a","namespace":"shop"},"spec":{"volumeName":"v"}}`,
			"schedules":              `{"metadata":{"name":"daily","namespace":"tools"},"spec":{"template":{"includedNamespaces":["shop"]}}}`,
			"deployments":            `{"metadata":{"name":"velero","namespace":"tools"},"spec":{"template":{"spec":{"serviceAccountName":"velero","containers":[]}}}}`,
			"clusterroles":           `{"metadata":{"name":"all"},"rules":[{"apiGroups":["*"],"resources":["*"],"verbs":["*"]}]}`,
			"clusterrolebindings":    `{"metadata":{"name":"velero"},"subjects":[{"kind":"ServiceAccount","namespace":"tools","name":"velero"}],"roleRef":{"kind":"ClusterRole","name":"all"}}`,
		}))
		n := 0
		for _, r := range rules.All() {
			if r.ID == "backup-in-same-reach" {
				n += len(r.Check(g))
			}
		}
		if n != want {
			t.Errorf("%q: %d findings, want %d", label, n, want)
		}
	}
}

func TestKubernetesGaps(t *testing.T) {
	refused := "HTTP/1.1 403 Forbidden\nContent-Type: application/json\n\n" + `{"kind":"Status","status":"Failure","message":"canary forbidden","reason":"Forbidden","code":403}`
	missing := "HTTP/1.1 404 Not Found\nContent-Type: application/json\n\n" + `{"kind":"Status","code":404}`
	g, a := askCluster(t, "", false, clusterOf(map[string]string{
		"namespaces": threeNamespaces, "persistentvolumes": refused, "clusterroles": refused, "volumesnapshots": missing, "schedules": missing,
		"persistentvolumeclaims": `{"metadata":{"name":"a","namespace":"shop"},"spec":{"volumeName":"unseen"}}, 7, null, {"metadata":[]}`,
	}))
	var why []string
	for _, gap := range g.Gaps() {
		why = append(why, gap.Why)
	}
	all := strings.Join(why, "\n")
	if len(why) != 2 || !strings.Contains(all, "the verb list on the resource persistentvolumes") || !strings.Contains(all, "list on the resource clusterroles.rbac.authorization.k8s.io") {
		t.Errorf("gaps:\n%s", all)
	}
	if !slices.Equal(a.Incomplete, []string{"kubernetes"}) || storeNamed(g, "a") == nil {
		t.Fatal("what could be read is not there, or the answer counts as complete")
	}
	if lock, ok := storeNamed(g, "a").Trait(graph.TraitLock); !ok || lock.Is != graph.Unknown {
		t.Error("what becomes of a claim is told, whose volume could not be read")
	}
	for of, says := range map[string]string{"nobody": "no context of that name", "broken": "not complete"} {
		g, _ := askCluster(t, of, false, clusterOf(nil))
		if gaps := g.Gaps(); len(gaps) != 1 || !strings.Contains(gaps[0].Why, says) {
			t.Errorf("%s: %+v", of, gaps)
		}
	}
}

// manyClaims answers a list of claims in pages, as a cluster does.
type manyClaims struct {
	next    http.RoundTripper
	claims  int
	expires int // the page at which the continuation has expired, once
	asked   int
}

func (m *manyClaims) RoundTrip(r *http.Request) (*http.Response, error) {
	if !strings.HasSuffix(r.URL.Path, "/persistentvolumeclaims") {
		return m.next.RoundTrip(r)
	}
	m.asked++
	var from, limit int
	_, _ = fmt.Sscan(r.URL.Query().Get("continue"), &from)
	_, _ = fmt.Sscan(r.URL.Query().Get("limit"), &limit)
	a := &recorded.Answers{}
	if m.asked == m.expires {
		a.Add("http/"+r.URL.Host+r.URL.Path, []byte("HTTP/1.1 410 Gone\n\n"+`{"kind":"Status","reason":"Expired","code":410}`))
		return a.RoundTrip(r)
	}
	var page struct {
		Metadata struct {
			Continue string `json:"continue,omitempty"`
		} `json:"metadata"`
		Items []map[string]any `json:"items"`
	}
	for i := from; i < min(from+limit, m.claims); i++ {
		page.Items = append(page.Items, map[string]any{
			"metadata": map[string]any{"name": fmt.Sprintf("c%d", i), "namespace": "shop", "managedFields": []any{map[string]any{"manager": "kubectl"}}},
			"spec":     map[string]any{"storageClassName": "fast"},
		})
	}
	if from+limit < m.claims {
		page.Metadata.Continue = fmt.Sprint(from + limit)
	}
	body, _ := json.Marshal(page)
	a.Add("http/"+r.URL.Host+r.URL.Path, body)
	return a.RoundTrip(r)
}

func TestKubernetesPages(t *testing.T) {
	small := map[string]string{"namespaces": threeNamespaces, "storageclasses": `{"metadata":{"name":"fast"},"reclaimPolicy":"Delete"}`}
	for _, c := range []struct{ claims, expires, asked int }{{10_000, 0, 20}, {10_000, 7, 7 + 5}} {
		m := &manyClaims{next: clusterOf(small), claims: c.claims, expires: c.expires}
		start := time.Now()
		g, a := askCluster(t, "", false, m)
		n := 0
		for s := range g.Nodes(graph.Store) {
			if lock, _ := s.Trait(graph.TraitLock); lock.Is == graph.No {
				n++
			}
		}
		if n != c.claims || m.asked != c.asked || len(a.Incomplete) > 0 {
			t.Errorf("%d claims in %d requests, want %+v; %v", n, m.asked, c, g.Gaps())
		}
		t.Logf("%d claims: %d requests in %v", c.claims, a.Requests, time.Since(start).Round(time.Millisecond))
	}
}

// TestKubernetesOneNamespace asks as somebody who may list in one namespace only.
func TestKubernetesOneNamespace(t *testing.T) {
	a := &recorded.Answers{}
	refused := []byte("HTTP/1.1 403 Forbidden\n\n{}")
	for _, l := range kubernetesLists {
		a.Add("http/k8s.acme-infra.net"+l.path(), refused)
		a.Add("http/k8s.acme-infra.net"+l.pathIn("production"), refused)
	}
	a.Add("http/k8s.acme-infra.net/api/v1/namespaces/production/persistentvolumeclaims", []byte(`{"items":[{"metadata":{"name":"a","namespace":"production"},"spec":{}}]}`))
	g, answer := askCluster(t, "one-namespace", false, a)
	s := storeNamed(g, "a")
	if s == nil || len(answer.Incomplete) != 1 {
		t.Fatalf("%v %+v", a.Log, g.Gaps())
	}
	if _, ok := s.InTier(graph.Production); !ok {
		t.Error("the namespace's name says production")
	}
	told := false
	for _, gap := range g.Gaps() {
		told = told || strings.HasPrefix(gap.Why, "kubernetes: the persistentvolumeclaims of other namespaces than production could not be read")
	}
	if !told {
		t.Errorf("%+v", g.Gaps())
	}
}

func TestKubernetesBelowAPath(t *testing.T) {
	a := &recorded.Answers{}
	a.Add("http/rancher.acme-infra.net/k8s/clusters/c-7f/api/v1/namespaces", []byte(`{"items":[{"metadata":{"name":"shop"}}]}`))
	a.Add("http/rancher.acme-infra.net/k8s/clusters/c-7f/api/v1/persistentvolumeclaims", []byte(`{"items":[{"metadata":{"name":"a","namespace":"shop"},"spec":{}}]}`))
	g, _ := askCluster(t, "prod-far", false, a)
	s := storeNamed(g, "a")
	if s == nil {
		t.Fatal(a.Log)
	}
	if m, ok := s.InTier(graph.Production); !ok || m.Basis() > graph.Named {
		t.Error("the context's name says production, by convention only")
	}
}

func TestKubernetesValues(t *testing.T) {
	lists := map[string]string{"namespaces": threeNamespaces, "secrets": `{"metadata":{"name":"orders-db","namespace":"shop"},"data":{"DATABASE_PASSWORD":"Y2FuYXJ5LTlmMWM3N2EyZGQzMQ=="}}`}
	g, _ := askCluster(t, "", true, clusterOf(lists))
	found := false
	for n := range g.Nodes(graph.Credential) {
		found = found || n.Name == "DATABASE_PASSWORD"
	}
	if !found {
		t.Error("--live-values draws no secret")
	}
}

// authorizations notes with which authorization each host is asked.
type authorizations struct {
	next http.RoundTripper
	mu   sync.Mutex
	by   map[string]string
}

func (s *authorizations) RoundTrip(r *http.Request) (*http.Response, error) {
	s.mu.Lock()
	s.by[r.URL.Host] = r.Header.Get("Authorization")
	s.mu.Unlock()
	return s.next.RoundTrip(r)
}

// TestKubernetesByTwoAddresses asks one cluster by two contexts: things are one by
// the uid of its namespace kube-system. The second logs in by a plugin.
func TestKubernetesByTwoAddresses(t *testing.T) {
	a := clusterOf(map[string]string{"namespaces": threeNamespaces, "persistentvolumeclaims": `{"metadata":{"name":"a","namespace":"shop"},"spec":{}}`})
	for name, body := range maps.Clone(a.Sections) {
		a.Sections[strings.Replace(name, "k8s.acme-infra.net", "k8s-inside.acme-infra.net:6443", 1)] = body
	}
	s := &authorizations{next: a, by: map[string]string{}}
	g, answer := askCluster(t, "acme,alias", false, s)
	stores, clusters := 0, 0
	for range g.Nodes(graph.Store) {
		stores++
	}
	for n := range g.Nodes(graph.Scope) {
		if n.Type == kubernetes.ClusterType {
			clusters++
		}
	}
	if stores != 1 || clusters != 1 || len(answer.Incomplete) > 0 {
		t.Errorf("%d claims, %d clusters; %+v", stores, clusters, g.Gaps())
	}
	if s.by["k8s.acme-infra.net"] != "Bearer canary-of-the-user-4f1e77a0" || s.by["k8s-inside.acme-infra.net:6443"] != "Bearer canary-of-a-plugin-77" {
		t.Errorf("%d hosts were asked with another credential", len(s.by))
	}
}
