// SPDX-License-Identifier: Apache-2.0

package kubernetes

import (
	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// secretPairs are a Secret's: data are base64, stringData are not.
// https://kubernetes.io/docs/concepts/configuration/secret/
func secretPairs(o *Object) []claim.Pair {
	var pairs []claim.Pair
	for k, n := range o.value("data").Entries() {
		if v, ok := n.Value().Base64(); ok {
			pairs = append(pairs, claim.Pair{Name: k.Name, Value: v, At: o.At(n)})
		}
	}
	for k, n := range o.value("stringData").Entries() {
		if n != nil && n.Kind == doc.Scalar {
			pairs = append(pairs, claim.Pair{Name: k.Name, Value: n.Value(), At: o.At(n)})
		}
	}
	return pairs
}

// secretObject reports a Secret in plaintext. What tools encrypt (sops, sealed
// secrets) is nobody's.
func (v *Variant) secretObject(o *Object) {
	if o.Root.Has("sops") {
		return
	}
	v.namedSecret(o)
	pairs := secretPairs(o)
	if len(pairs) == 0 {
		return
	}
	holder := v.mention(o)
	claim.Pairs(v.out, holder, pairs)
	for _, p := range pairs {
		if v.Live != nil && p.Name == "token" && o.Root.Get("type").Text("kubernetes.io/service-account-token") != "" {
			Login{Server: v.Live.Server, Name: o.Name, Cluster: v.Live.Scope, Holder: holder, Why: evidence(p.At, "the token of a service account")}.Token(v.out, p.Value)
			continue
		}
		id := claim.Literal(v.out, holder, p.Name, p.Value, p.At)
		if id.IsZero() || o.Name == "" {
			continue
		}
		why := evidence(p.At, "the value of this key")
		slot := v.out.Node(graph.Thing{Kind: graph.Slot, Type: "kubernetes_secret", Key: v.secretKey(o, o.Name, p.Name), Name: p.Name}, why)
		v.out.Link(graph.Edge{From: slot, Verb: graph.Holds, To: id}, why)
	}
}

// configMap reports a ConfigMap's plain values. Whole files in it are read as
// text by others.
func (v *Variant) configMap(o *Object) {
	var pairs []claim.Pair
	for k, n := range o.value("data").Entries() {
		if name, ok := secret.Variable(secret.New(k.Name)); ok && n != nil && n.Kind == doc.Scalar && n.EndColumn > 0 {
			pairs = append(pairs, claim.Pair{Name: name, Value: n.Value(), At: o.At(n)})
		}
	}
	if len(pairs) > 0 {
		claim.Pairs(v.out, v.mention(o), pairs)
	}
}

// providers of External Secrets, by their key in a store's spec.
// https://external-secrets.io/latest/api/secretstore/
var externalProviders = []struct {
	key, typ string
	place    []string // what tells two of them apart
}{
	{"aws", "aws_secret", []string{"region", "role"}},
	{"vault", "vault_secret", []string{"server", "path", "namespace"}},
	{"gcpsm", "google_secret", []string{"projectID"}},
	{"azurekv", "azure_key_vault_secret", []string{"vaultUrl"}},
	{"doppler", "doppler_secret", nil}, {"onepassword", "onepassword_item", nil}, {"gitlab", "gitlab_variable", nil},
}

// externalSecret reports the secrets elsewhere that an ExternalSecret copies:
// slots of the provider's, the same wherever the same store and key are named.
// https://external-secrets.io/latest/api/externalsecret/
func (v *Variant) externalSecret(o *Object) {
	holder := v.mention(o)
	for d := range o.value("spec.data").Items() {
		ref := d.Get("remoteRef")
		v.remote(o, holder, ref, ref.Get("property").Word(), d.Get("secretKey").Word())
	}
	for d := range o.value("spec.dataFrom").Items() {
		v.remote(o, holder, d.Get("extract"), "", "")
	}
}

const keyEach = "Keep a secret for each environment in the secret manager, and let each overlay or values file name its own key"

func (v *Variant) remote(o *Object, holder graph.ID, ref *doc.Node, property, as string) {
	n := ref.Get("key")
	key := n.Word()
	if key == "" {
		if key = pathOf(n); key == "" {
			return
		}
	}
	typ, at, sure := v.externalStore(o)
	why := o.Read(n, "an external secret copies it")
	if !sure {
		why.Basis, why.Says = graph.Guessed, "the same one only if the secret stores are in one account"
	}
	name := key
	if property != "" {
		name += "/" + property
	}
	slot := v.slot(holder, typ, v.out.Local(typ, at, name), name, why)
	v.out.Note(slot, graph.Trait{Name: graph.HowToFix, Detail: keyEach}, graph.Yes, known("https://external-secrets.io/latest/api/externalsecret/", ""))
	for _, hint := range []string{as, property} {
		claim.Hint(v.out, slot, hint, why)
	}
}

// slot says that a holder is given a secret by its place.
func (v *Variant) slot(holder graph.ID, typ, key, name string, why graph.Evidence) graph.ID {
	id := v.out.Node(graph.Thing{Kind: graph.Slot, Type: typ, Key: key, Name: name}, why)
	v.out.Link(graph.Edge{From: holder, Verb: graph.Reads, To: id}, v.chain(why)...)
	claim.Hint(v.out, id, name, why)
	return id
}

// externalStore is the type of a secret store's provider and what tells it from
// others; sure is whether the file says that much.
func (v *Variant) externalStore(o *Object) (typ, at string, sure bool) {
	ref := o.value("spec.secretStoreRef")
	kind, name := ref.Get("kind").Text("ClusterSecretStore"), ref.Get("name").Word()
	if kind == "" {
		kind = "SecretStore"
	}
	store := v.around(kind, func(s *Object) bool { return s.Name == name && (kind != "SecretStore" || v.space(s) == v.space(o)) })
	for _, p := range externalProviders {
		spec := store.value("spec.provider").Get(p.key)
		if spec == nil {
			continue
		}
		sure, at = len(p.place) > 0, p.key
		for _, f := range p.place {
			part := spec.Get(f)
			text := placeOf(part)
			if f == p.place[len(p.place)-1] && p.key == "aws" || len(p.place) == 1 || f == "server" {
				sure = sure && text != "" // an account, project, vault or server
			}
			at += "|" + text
		}
		return p.typ, at, sure
	}
	return "external_secret", "?" + name, false
}

// placeOf is a region, role, host or project in the open.
func placeOf(n *doc.Node) string {
	v := n.Value()
	if scheme, host, ok := secret.BaseURL(v); ok {
		return scheme + "://" + host
	}
	if arn, ok := secret.ARN(v); ok {
		if account, ok := secret.AccountInARN(v); ok {
			return account
		}
		return arn
	}
	return n.Word()
}
