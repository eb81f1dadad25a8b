// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"net/http"
	"os"
	"path/filepath"

	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/kubernetes"
)

// A kubernetesCluster is the cluster of a context.
type kubernetesCluster struct {
	c         *Client
	context   string
	name      string // of the cluster in the kubeconfig
	namespace string // that the context names
	server    string // its address, as [secret.Server] has it
	id        string // uid of its namespace kube-system, else its address
	config    *rest.Config
}

// dns is the form of a namespace's name.
var dns = lazily.Compile(`^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$`)

// cluster reads the user's kubeconfig as kubectl does: the files of KUBECONFIG,
// else ~/.kube/config. No other file is looked for, none of a scanned tree above
// all.
func (c *Client) cluster() (*kubernetesCluster, error) {
	rules := &clientcmd.ClientConfigLoadingRules{WarnIfAllMissing: false}
	if named := c.Setting("KUBECONFIG"); named != "" {
		rules.Precedence = filepath.SplitList(named)
	} else if c.Home() != "" {
		rules.Precedence = []string{filepath.Join(c.Home(), ".kube", "config")}
	}
	wrong := func(says string) error { return failure{kind: graph.Denied, says: says} }
	all, err := rules.Load()
	if err != nil {
		return nil, wrong("the kubeconfig cannot be read; look at it with kubectl config view")
	}
	k := &kubernetesCluster{c: c, context: c.Of}
	if k.context == "" {
		k.context = all.CurrentContext
	}
	context := all.Contexts[k.context]
	switch {
	case len(all.Contexts) == 0:
		return nil, c.missing("no kubeconfig was found; set KUBECONFIG, or make ~/.kube/config")
	case k.context == "":
		return nil, wrong("the kubeconfig has no current context; name one with --live kubernetes:CONTEXT")
	case context == nil:
		return nil, wrong("the kubeconfig has no context of that name; kubectl config get-contexts lists them")
	}
	k.name = context.Cluster
	if c.leavesOut("contexts", k.context) || c.leavesOut("clusters", k.name) {
		return nil, errLeftOut
	}
	if dns.MatchString(context.Namespace) {
		k.namespace = context.Namespace
	}
	k.config, err = clientcmd.NewNonInteractiveClientConfig(*all, k.context, &clientcmd.ConfigOverrides{}, rules).ClientConfig()
	if err != nil {
		return nil, wrong("the kubeconfig's context is not complete; look at it with kubectl config view --minify")
	}
	server, ok := secret.Server(secret.New(k.config.Host))
	if !ok {
		return nil, wrong("the server of the kubeconfig's context is no address")
	}
	k.server, k.id = server, server
	return k, k.connect()
}

// connect lets client-go carry requests: with the certificates of the cluster,
// and with the credential of the user, whatever makes it.
func (k *kubernetesCluster) connect() error {
	k.c.SetBase(k.config.Host)
	if e := k.config.ExecProvider; e != nil {
		e.StdinUnavailable, e.StdinUnavailableMessage = true, "stagedoor asks nobody"
	}
	k.c.Watch(secret.New(k.config.BearerToken))
	k.c.Watch(secret.New(k.config.Password))
	next, err := k.carrier()
	if err != nil {
		return failure{kind: graph.Denied, says: "the credential that the kubeconfig names cannot be used; kubectl get namespaces would say why"}
	}
	k.c.gate.next = next
	return nil
}

// carrier is client-go's transport. Where answers are recorded only the user's
// credential is put around them.
func (k *kubernetesCluster) carrier() (http.RoundTripper, error) {
	if recorded := k.c.options.Transport; recorded != nil {
		return rest.HTTPWrappersForConfig(k.config, recorded)
	}
	return rest.TransportFor(k.config)
}

// identify takes the uid of kube-system for the cluster, as its own tools do: one
// cluster may be asked by several addresses.
func (k *kubernetesCluster) identify(objects []*kubernetes.Object) {
	for _, o := range objects {
		if o.Kind == "Namespace" && o.Name == "kube-system" {
			if uid, ok := secret.UUID(o.Root.Get("metadata", "uid").Value()); ok {
				k.id = uid
			}
		}
	}
}

// given adds the credential that the kubeconfig holds in itself, and whom it
// speaks for: the same in a scanned file opens the same.
func (k *kubernetesCluster) given(out *graph.Facts, scope graph.ID) {
	why := k.c.Fetched("", "the credential of the context "+k.context)
	login := kubernetes.Login{Server: k.server, Name: k.context, Cluster: scope, Why: why}
	if t := k.config.BearerToken; t != "" && k.config.BearerTokenFile == "" {
		login.Token(out, secret.New(t))
	}
	certificate, key := k.config.CertData, k.config.KeyData
	if len(key) == 0 && k.config.KeyFile != "" {
		key, _ = os.ReadFile(k.config.KeyFile)
		certificate, _ = os.ReadFile(k.config.CertFile)
	}
	if len(key) > 0 {
		login.Certificate(out, secret.New(string(certificate)), secret.New(string(key)))
	}
}
