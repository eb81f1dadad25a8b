// SPDX-License-Identifier: Apache-2.0

package kubernetes

import (
	"github.com/stagedoor/stagedoor/graph/lazily"
	"time"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/environment"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// In this file: what is other where a cluster's API answered the objects. All of
// a namespace is there, so names lead somewhere: a claim to the volume that it is
// bound to, a StatefulSet's template to the claims of its replicas.

// liveNamespace is the mention of all that lies in a namespace. What is said of
// it is said once, at the namespace's own address.
func (v *Variant) liveNamespace(name string, whole graph.ID) graph.ID {
	if id, ok := v.spaces[name]; ok {
		return id
	}
	v.spaces[name] = whole
	o := v.named("Namespace", "", name)
	d, ok := environment.OfName(name)
	label, at := "", (*doc.Node)(nil)
	here := graph.Evidence{Basis: graph.Fetched, At: graph.Location{URL: v.Live.Address}}
	if o != nil {
		label, at = environmentLabel(o)
		here = o.Read(nil, "")
	}
	if label == "" && !tiered(d, ok) {
		return whole
	}
	id := v.out.Node(graph.Thing{Kind: graph.Holder, Type: "namespace", Key: v.Live.ID + "#namespace:" + name, Name: name}, here) // not within the cluster, whose name says less
	v.spaces[name] = id
	if label != "" {
		claim.Declares(v.out, id, label, o.Read(at, "the namespace's label"))
		return id
	}
	why := here
	why.Says = "the namespace " + name
	if d.Basis == graph.Guessed {
		why.Basis, why.Says = graph.Guessed, "a word in the namespace's name "+name
	}
	claim.Declares(v.out, id, name, why)
	return id
}

// namespaceScope is a namespace as what is deleted with all that is in it.
func (v *Variant) namespaceScope(name string, why graph.Evidence) graph.ID {
	if o := v.named("Namespace", "", name); v.Live != nil && o != nil {
		why = o.Read(nil, "")
	}
	return v.out.Node(graph.Thing{Kind: graph.Scope, Type: "kubernetes_namespace", Key: v.key("kubernetes_namespace", name), Name: name}, why)
}

// liveClaim is the store of a claim by its name.
func (v *Variant) liveClaim(o *Object, name string, why graph.Evidence) graph.ID {
	id := v.out.Node(graph.Thing{Kind: graph.Store, Type: claimType, Key: v.claimKey(o, name), Name: name})
	if v.named("PersistentVolumeClaim", o.Namespace, name) == nil { // that is not there, or not listed
		v.out.Node(graph.Thing{Kind: graph.Store, Type: claimType, Key: v.claimKey(o, name), Name: name}, why)
		v.out.Link(graph.Edge{From: id, Verb: graph.Within, To: v.mention(o)}, why)
		v.inNamespace(o, id, why)
	}
	return id
}

// listedClaim writes a claim itself: where it lies, and what becomes of its disk.
// The volume's own policy decides, whatever its class says today.
func (v *Variant) listedClaim(o *Object) {
	why := o.Read(nil, "")
	id := v.out.Node(graph.Thing{Kind: graph.Store, Type: claimType, Key: v.claimKey(o, o.Name), Name: o.Name}, why)
	v.out.Link(graph.Edge{From: id, Verb: graph.Within, To: v.mention(o)}, why)
	v.inNamespace(o, id, why)
	v.out.Note(id, graph.Trait{Name: graph.KindTitle, Detail: "persistent volume claim"}, graph.Yes, why)
	v.out.Note(id, graph.Trait{Name: graph.CopiesDeclared}, graph.Yes, o.Read(nil, "the cluster lists its snapshots and backups"))
	pv, bound, ok := v.boundTo(o)
	if n := o.value("spec.volumeName"); !ok && n.Word() != "" {
		v.lock(id, graph.Unknown, o.Read(n, "the reclaim policy of its volume decides, which could not be read"))
		return
	}
	if !ok {
		v.fate(id, o, o.value("spec.storageClassName"))
		return
	}
	v.reclaimed(id, pv, bound)
	if c := o.value("spec.storageClassName").Word(); c != "" {
		v.out.Note(id, graph.Trait{Name: graph.Origin, Detail: "the storage class " + c + " of " + v.Live.ID}, graph.Yes, o.Read(nil, "the storage class "+c))
	}
	if volume, ok := identityOf(pv.value("spec")); ok && volume.global {
		v.out.Same(id, v.volumeStore(pv, volume), bound)
	}
}

var ordinal = lazily.Compile(`^-\d{1,6}$`)

// replicas are the claims that a StatefulSet's template has made.
func (v *Variant) replicas(o *Object, template string) []string {
	if v.claims == nil {
		v.claims = map[string][]string{}
		for _, c := range v.byKind["PersistentVolumeClaim"] {
			v.claims[c.Namespace] = append(v.claims[c.Namespace], c.Name)
		}
	}
	prefix := templateName(o, template)
	var names []string
	for _, name := range v.claims[o.Namespace] {
		if len(name) > len(prefix) && name[:len(prefix)] == prefix && ordinal.MatchString(name[len(prefix):]) {
			names = append(names, name)
		}
	}
	return names
}

// namedSecret says that a cluster has a secret of a name. Its keys are not asked
// for.
func (v *Variant) namedSecret(o *Object) {
	if v.Live == nil || o.Name == "" {
		return
	}
	why := o.Read(nil, "a secret of the cluster, by its name")
	id := v.out.Node(graph.Thing{Kind: graph.Slot, Type: "kubernetes_secret", Key: v.key("kubernetes_secret", o.Namespace, o.Name), Name: o.Name}, why)
	v.out.Link(graph.Edge{From: id, Verb: graph.Within, To: v.mention(o)}, why)
}

// newest notes how old a copy is, by a time that the API says.
func (v *Variant) newest(copies graph.ID, o *Object, path, says string) {
	if v.Live == nil || v.Live.Now.IsZero() {
		return
	}
	n := o.value(path)
	at, ok := secret.Timestamp(n.Value())
	if age := v.Live.Now.Sub(at); ok && age > 0 {
		v.out.Note(copies, graph.Trait{Name: graph.NewestCopy, Hours: int(age.Hours()), Detail: at.UTC().Format(time.DateOnly)}, graph.Yes, o.Read(n, says+at.UTC().Format(time.DateOnly)))
	}
}
