// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/rest"
	"sigs.k8s.io/yaml"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/rules"
)

// TestKubernetesServer asks a real kube-apiserver: a cluster with production and
// staging, storage, copies and roles is made in it with the dynamic client, and
// what the provider makes of it is compared; what its roles allow also with what
// the server itself says, by access reviews. Set STAGEDOOR_KUBE_APISERVER to the
// server's binary (`go build k8s.io/kubernetes/cmd/kube-apiserver`), with etcd on
// the PATH. STAGEDOOR_KUBE_CLAIMS is how many claims more there are.
func TestKubernetesServer(t *testing.T) {
	s := startServer(t)
	s.fill(t)
	more, _ := strconv.Atoi(os.Getenv("STAGEDOOR_KUBE_CLAIMS"))
	more = max(more, 600) // two pages
	s.claims(t, more)

	start := time.Now()
	g, a := s.ask(t, "admin", false)
	t.Logf("%d claims: %d requests in %v", more+3, a.Requests, time.Since(start).Round(time.Millisecond))
	if len(a.Incomplete) > 0 || len(g.Gaps()) > 0 {
		t.Fatalf("%v %+v", a.Incomplete, g.Gaps())
	}
	stores := 0
	for n := range g.Nodes(graph.Store) {
		if n.Type == "kubernetes_persistent_volume_claim" || slices.Contains(n.Names, "orders-data") {
			stores++
		}
	}
	if stores != more+3 {
		t.Errorf("%d claims, want %d", stores, more+3)
	}
	s.facts(t, g)
	s.findings(t, g)
	s.reviews(t, g)

	g, a = s.ask(t, "reader", false)
	var why []string
	for _, gap := range g.Gaps() {
		why = append(why, gap.Why)
	}
	if all := strings.Join(why, "\n"); !strings.Contains(all, "list on the resource secrets") || !strings.Contains(all, "volumesnapshots.snapshot.storage.k8s.io") || strings.Contains(all, "postgresql") {
		t.Errorf("the reader's gaps:\n%s", all)
	}
	if storeNamed(g, "orders-data") == nil || len(a.Incomplete) != 1 {
		t.Error("the reader may list claims")
	}

	g, _ = s.ask(t, "admin", true)
	found := false
	for n := range g.Nodes(graph.Credential) {
		found = found || n.Name == "DATABASE_PASSWORD"
	}
	if !found {
		t.Error("--live-values draws no secret")
	}
}

// facts compares what becomes of claims and copies.
func (s *server) facts(t *testing.T, g *graph.Graph) {
	t.Helper()
	for name, want := range map[string]graph.Tri{"orders-data": graph.No, "uploads": graph.Yes, "scratch": graph.No} {
		n := storeNamed(g, name)
		if lock, _ := n.Trait(graph.TraitLock); n == nil || lock.Is != want {
			t.Errorf("%s: lock %v, want %v", name, lock.Is, want)
		}
	}
	orders := storeNamed(g, "orders-data")
	if _, ok := orders.InTier(graph.Production); !ok {
		t.Error("the claim is not production's")
	}
	var copies []string
	for l := range orders.In(graph.CopyOf) {
		copies = append(copies, l.From.Type+" "+l.From.Name)
	}
	slices.Sort(copies)
	if got := strings.Join(copies, ", "); got != "kubernetes_backup dump, kubernetes_volume_snapshot nightly, velero_backup daily" {
		t.Errorf("copies: %s", got)
	}
	for n := range g.Nodes(graph.Credential) {
		if n.Name == "DATABASE_PASSWORD" {
			t.Error("a value of a secret was read")
		}
	}
	secrets := 0
	for n := range g.Nodes(graph.Slot) {
		if n.Name == "orders-db" {
			secrets++
		}
	}
	if secrets != 1 {
		t.Error("the secret's name is not there")
	}
}

// findings: staging's runner may delete production's claim, and nothing else that
// is production's is in reach.
func (s *server) findings(t *testing.T, g *graph.Graph) {
	t.Helper()
	var got []string
	for _, r := range rules.All() {
		if r.ID != "production-blast-path" {
			continue
		}
		for _, f := range r.Check(g) {
			got = append(got, f.About.Name+": "+f.Message)
		}
	}
	if len(got) != 1 || !strings.HasPrefix(got[0], "ci-staging/deployer: ") || !strings.Contains(got[0], "orders-data") || strings.Contains(got[0], "uploads") {
		t.Errorf("findings: %q", got)
	}
}

// reviews compares what the roles allow with the server's own word.
// https://kubernetes.io/docs/reference/access-authn-authz/authorization/#checking-api-access
func (s *server) reviews(t *testing.T, g *graph.Graph) {
	t.Helper()
	users := map[string]string{
		"ci-staging/deployer": "system:serviceaccount:ci-staging:deployer", "ci-staging/looks": "system:serviceaccount:ci-staging:looks",
		"shop/razes": "system:serviceaccount:shop:razes", "ci-staging/named": "system:serviceaccount:ci-staging:named", "ann@acme.example": "ann@acme.example",
		"ci-staging/elsewhere": "system:serviceaccount:ci-staging:elsewhere",
	}
	n := 0
	for name, user := range users {
		for _, claim := range []struct{ space, name string }{{"shop", "orders-data"}, {"ci-staging", "scratch"}} {
			mine := false
			for id := range g.Nodes(graph.Identity) {
				for to, p := range g.Reach(id) {
					mine = mine || id.Name == name && slices.Contains(to.Names, claim.name) && p.Power.Has(graph.Delete)
				}
			}
			its := s.allowed(t, user, "persistentvolumeclaims", claim.space, claim.name) || s.allowed(t, user, "namespaces", claim.space, claim.space)
			if mine != its {
				t.Errorf("%s deletes %s/%s: %v, the server says %v", name, claim.space, claim.name, mine, its)
			}
			n++
		}
	}
	t.Logf("%d access reviews agree", n)
}

func (s *server) allowed(t *testing.T, user, resource, space, name string) bool {
	t.Helper()
	spec := map[string]any{"user": user, "resourceAttributes": map[string]any{"verb": "delete", "resource": resource, "namespace": space, "name": name}}
	if rest, ok := strings.CutPrefix(user, "system:serviceaccount:"); ok {
		of, _, _ := strings.Cut(rest, ":")
		spec["groups"] = []any{"system:serviceaccounts", "system:serviceaccounts:" + of, "system:authenticated"}
	}
	review := &unstructured.Unstructured{Object: map[string]any{"apiVersion": "authorization.k8s.io/v1", "kind": "SubjectAccessReview", "metadata": map[string]any{}, "spec": spec}}
	got, err := s.client.Resource(schema.GroupVersionResource{Group: "authorization.k8s.io", Version: "v1", Resource: "subjectaccessreviews"}).Create(t.Context(), review, metav1.CreateOptions{})
	if err != nil {
		t.Fatal(err)
	}
	allowed, _, _ := unstructured.NestedBool(got.Object, "status", "allowed")
	return allowed
}

// A server is a kube-apiserver of ours, with two users who have tokens.
type server struct {
	address string
	dir     string
	client  dynamic.Interface
}

var tokens = map[string]string{"admin": "canary-admin-0f61a2b7c9", "reader": "canary-reader-5d83e1f0aa"}

func startServer(t *testing.T) *server {
	t.Helper()
	binary := os.Getenv("STAGEDOOR_KUBE_APISERVER")
	etcd, err := exec.LookPath("etcd")
	if binary == "" || err != nil {
		t.Skip("needs STAGEDOOR_KUBE_APISERVER, the path of a kube-apiserver, and etcd on the PATH")
	}
	dir := t.TempDir()
	peer, db, port := free(t), free(t), free(t)
	run(t, dir, "etcd", etcd, "--data-dir", filepath.Join(dir, "etcd"), "--listen-client-urls", "http://"+db, "--advertise-client-urls", "http://"+db,
		"--listen-peer-urls", "http://"+peer, "--initial-advertise-peer-urls", "http://"+peer, "--initial-cluster", "default=http://"+peer, "--unsafe-no-fsync")
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	signs := filepath.Join(dir, "sa.key")
	putFile(t, signs, string(pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key)})))
	users := filepath.Join(dir, "tokens.csv")
	putFile(t, users, tokens["admin"]+",admin,1,system:masters\n"+tokens["reader"]+",reader,2\n")
	_, number, _ := net.SplitHostPort(port)
	run(t, dir, "apiserver", binary, "--etcd-servers", "http://"+db, "--bind-address", "127.0.0.1", "--secure-port", number, "--cert-dir", filepath.Join(dir, "certs"),
		"--service-account-issuer", "https://kubernetes.default.svc", "--service-account-key-file", signs, "--service-account-signing-key-file", signs,
		"--authorization-mode", "RBAC", "--token-auth-file", users, "--service-cluster-ip-range", "10.0.0.0/24", "--disable-admission-plugins", "ServiceAccount")
	s := &server{address: "https://" + port, dir: dir}
	s.client, err = dynamic.NewForConfig(&rest.Config{Host: s.address, BearerToken: tokens["admin"], QPS: 500, Burst: 500, TLSClientConfig: rest.TLSClientConfig{Insecure: true}})
	if err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(2 * time.Minute); ; time.Sleep(300 * time.Millisecond) {
		_, err := s.client.Resource(schema.GroupVersionResource{Version: "v1", Resource: "namespaces"}).Get(t.Context(), "kube-system", metav1.GetOptions{})
		if err == nil {
			return s
		}
		if time.Now().After(deadline) {
			t.Fatalf("the server does not come up; %v", err)
		}
	}
}

func free(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().String()
}

func putFile(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func run(t *testing.T, dir, name, binary string, args ...string) {
	t.Helper()
	log, err := os.Create(filepath.Join(dir, name+".log"))
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, binary, args...)
	cmd.Stdout, cmd.Stderr, cmd.Dir = log, log, dir
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		stop()
		_ = cmd.Wait()
		_ = log.Close()
		if text, err := os.ReadFile(log.Name()); err == nil && t.Failed() && testing.Verbose() {
			t.Logf("%s: ...%s", name, text[max(0, len(text)-1500):])
		}
	})
}

// ask runs the provider as a user of the server, whose certificate it checks.
func (s *server) ask(t *testing.T, user string, values bool) (*graph.Graph, Answer) {
	t.Helper()
	file := filepath.Join(s.dir, user+".kubeconfig")
	putFile(t, file, fmt.Sprintf(`apiVersion: v1
kind: Config
current-context: acme
clusters: [{name: acme, cluster: {server: %q, certificate-authority: certs/apiserver.crt}}]
users: [{name: me, user: {token: %s}}]
contexts: [{name: acme, context: {cluster: acme, user: me}}]
`, s.address, tokens[user]))
	answer, err := Run(t.Context(), []Asked{{Kubernetes, ""}}, Options{
		Vault: secret.NewVault(), Values: values, Now: time.Now(),
		Getenv: func(name string) string { return map[string]string{"KUBECONFIG": file}[name] },
	})
	if err != nil {
		t.Fatal(err)
	}
	return built(answer), answer
}

// create makes an object of a YAML text.
func (s *server) create(t *testing.T, resource, text string) {
	t.Helper()
	for attempt := 0; ; attempt++ {
		o := &unstructured.Unstructured{}
		if err := yaml.Unmarshal([]byte(text), &o.Object); err != nil {
			t.Fatal(err, text)
		}
		gv, _ := schema.ParseGroupVersion(o.GetAPIVersion())
		c := s.client.Resource(gv.WithResource(resource))
		var err error
		if o.GetNamespace() != "" {
			_, err = c.Namespace(o.GetNamespace()).Create(t.Context(), o, metav1.CreateOptions{})
		} else {
			_, err = c.Create(t.Context(), o, metav1.CreateOptions{})
		}
		if err == nil {
			return
		}
		if attempt == 40 { // a custom resource is served a moment after its definition
			t.Fatal(resource, err)
		}
		time.Sleep(250 * time.Millisecond)
	}
}

func (s *server) claims(t *testing.T, n int) {
	t.Helper()
	for i := range n {
		s.create(t, "persistentvolumeclaims", fmt.Sprintf(`{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: c%d, namespace: ci-staging},
 spec: {accessModes: [ReadWriteOnce], storageClassName: fast, resources: {requests: {storage: 1Gi}}}}`, i))
	}
}

func (s *server) fill(t *testing.T) {
	t.Helper()
	for _, o := range strings.Split(clusterObjects, "\n---\n") {
		resource, text, _ := strings.Cut(strings.TrimSpace(o), "\n")
		s.create(t, strings.TrimPrefix(resource, "# "), text)
	}
}
