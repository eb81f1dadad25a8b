// SPDX-License-Identifier: Apache-2.0

package kubernetes

import (
	"path"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// In this file: claims, volumes and storage classes, and what becomes of the
// disk when the claim is deleted.

const (
	reclaimPage  = "https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reclaiming"
	classPage    = "https://kubernetes.io/docs/concepts/storage/storage-classes/#reclaim-policy"
	setPage      = "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#persistentvolumeclaim-retention"
	defaultClass = "storageclass.kubernetes.io/is-default-class"
	retain       = "Give the claim a storage class with `reclaimPolicy: Retain`, and set `persistentVolumeReclaimPolicy: Retain` on the volume that exists (kubectl patch pv NAME); a StatefulSet keeps its claims with `whenDeleted: Retain`"
	claimType    = "kubernetes_persistent_volume_claim"
)

// claimStore is the store of a claim by its name: declared here, or mounted by
// somebody and declared elsewhere.
//
// A claim on a volume that is known by its own identity is that volume.
func (v *Variant) claimStore(o *Object, name string, why graph.Evidence) graph.ID {
	if v.Live != nil {
		return v.liveClaim(o, name, why)
	}
	if pv, _, bound := v.boundTo(v.named("PersistentVolumeClaim", v.space(o), name)); bound {
		if volume, ok := identityOf(pv.value("spec")); ok {
			id := v.volumeStore(pv, volume)
			v.inNamespace(o, id, why)
			return id
		}
	}
	id := v.out.Node(graph.Thing{Kind: graph.Store, Type: claimType, Key: v.claimKey(o, name), Name: name}, why)
	v.out.Link(graph.Edge{From: id, Verb: graph.Within, To: v.mention(o)}, v.chain(why)...)
	v.inNamespace(o, id, why)
	return id
}

func (v *Variant) claimKey(o *Object, name string) string {
	return v.key("kubernetes_claim", v.space(o), name)
}

// inNamespace puts a store or copy into its namespace, which is deleted with all
// that is in it. https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/
func (v *Variant) inNamespace(o *Object, id graph.ID, why graph.Evidence) {
	if o.Namespace == "" {
		return
	}
	v.out.Link(graph.Edge{From: v.namespaceScope(o.Namespace, why), Verb: graph.Contains, To: id}, why)
}

func (v *Variant) persistentClaim(o *Object) {
	if o.Name == "" {
		return
	}
	if v.Live != nil {
		v.listedClaim(o)
		return
	}
	id := v.claimStore(o, o.Name, o.Read(nil, ""))
	if pv, why, bound := v.boundTo(o); bound {
		v.reclaimed(id, pv, why)
		return
	}
	v.fate(id, o, o.value("spec.storageClassName"))
}

// boundTo is the volume that a claim names, or that names it.
func (v *Variant) boundTo(o *Object) (*Object, graph.Evidence, bool) {
	if o == nil {
		return nil, graph.Evidence{}, false
	}
	if n := o.value("spec.volumeName"); n.Word() != "" {
		pv := v.named("PersistentVolume", "", n.Word())
		return pv, o.Read(n, "the claim is bound to this volume"), pv != nil
	}
	if v.Live != nil {
		return nil, graph.Evidence{}, false // not bound yet
	}
	for _, pv := range v.byKind["PersistentVolume"] {
		ref := pv.value("spec.claimRef")
		if ref.Get("name").Word() != o.Name || o.Name == "" {
			continue
		}
		if ns := ref.Get("namespace").Word(); ns == o.Namespace || ns == "" || o.Namespace == "" {
			return pv, pv.Read(ref.Get("name"), "the volume is bound to this claim"), true
		}
	}
	return nil, graph.Evidence{}, false
}

func (v *Variant) persistentVolume(o *Object) {
	if v.Live != nil && o.value("spec.claimRef") != nil {
		return // its claim's
	}
	if id, ok := identityOf(o.value("spec")); ok {
		v.volumeStore(o, id)
	}
}

// reclaimed says what becomes of a volume's disk. One that people declare is kept
// unless they say otherwise.
func (v *Variant) reclaimed(claim graph.ID, pv *Object, bound graph.Evidence) {
	n := pv.value("spec.persistentVolumeReclaimPolicy")
	switch n.Text("Delete", "Retain", "Recycle") {
	case "Delete":
		v.lock(claim, graph.No, pv.Read(n, "the volume's reclaim policy is Delete"), bound, known(reclaimPage, "the disk is deleted with the claim"))
	case "Recycle":
		v.lock(claim, graph.No, pv.Read(n, "the volume's reclaim policy is Recycle"), bound, known(reclaimPage, "the volume is emptied when the claim is deleted"))
	case "Retain":
		v.lock(claim, graph.Yes, pv.Read(n, "the volume's reclaim policy is Retain"), bound, known(reclaimPage, "the disk outlives the claim"))
	default:
		if n == nil {
			v.lock(claim, graph.Yes, pv.Read(nil, "a volume that is declared by hand"), bound, known(reclaimPage, "it is retained by default, and outlives the claim"))
		}
	}
}

// lock says whether what is stored outlives a deletion of its object. Retain is
// a lock that the API honours: it takes a second call to lift it.
func (v *Variant) lock(id graph.ID, is graph.Tri, why ...graph.Evidence) {
	if is == graph.No {
		v.out.Note(id, graph.Trait{Name: graph.HowToFix, Detail: retain}, graph.Yes, known(reclaimPage, ""))
	}
	v.out.Note(id, graph.Trait{Name: graph.TraitLock, Detail: graph.LockAPI}, is, why...)
}

// fate says what becomes of a provisioned disk: its class decides.
func (v *Variant) fate(id graph.ID, o *Object, class *doc.Node) {
	c, at := v.classOf(o, class)
	if c == nil {
		name := "the cluster's default storage class"
		if w := class.Word(); w != "" {
			name = "the storage class " + w
		}
		v.lock(id, graph.Unknown, o.Read(class, "the reclaim policy of "+name+" decides, which is not here"))
		return
	}
	chain := []graph.Evidence{}
	n := c.value("reclaimPolicy")
	switch {
	case n == nil:
		chain = append(chain, c.Read(nil, "the storage class "+c.Name+" sets no reclaim policy"), at, known(classPage, "it is Delete by default: the disk is deleted with the claim"))
		v.lock(id, graph.No, chain...)
	case n.Text("Delete") != "":
		chain = append(chain, c.Read(n, "the reclaim policy of the storage class "+c.Name+" is Delete"), at, known(classPage, "the disk is deleted with the claim"))
		v.lock(id, graph.No, chain...)
	case n.Text("Retain") != "":
		chain = append(chain, c.Read(n, "the reclaim policy of the storage class "+c.Name+" is Retain"), at, known(classPage, "the disk outlives the claim"))
		v.lock(id, graph.Yes, chain...)
	default:
		v.lock(id, graph.Unknown, c.Read(n, "the reclaim policy is not written here"))
	}
}

// classOf is a claim's class: the one that it names, else the default. An empty
// name asks for a volume that is there already.
func (v *Variant) classOf(o *Object, class *doc.Node) (*Object, graph.Evidence) {
	if class == nil {
		c := v.around("StorageClass", func(c *Object) bool {
			yes, _ := c.Root.Get("metadata", "annotations", defaultClass).Bool()
			return yes && (v.Env != "" || near(c.File, o.File))
		})
		if c == nil {
			return nil, graph.Evidence{}
		}
		return c, c.Read(c.Root.Get("metadata", "annotations", defaultClass), "the default class, since the claim names none")
	}
	name := class.Word()
	if name == "" {
		return nil, graph.Evidence{}
	}
	c := v.around("StorageClass", func(c *Object) bool { return c.Name == name })
	return c, o.Read(class, "the claim's storage class")
}

// near reports whether two files lie in one folder, or one below the other's:
// where no environment is named, a repository may be of many clusters, and what
// is the default in one is not in another.
func near(a, b string) bool {
	a, b = path.Dir(a), path.Dir(b)
	return a == b || a == "." || b == "." || strings.HasPrefix(a, b+"/") || strings.HasPrefix(b, a+"/")
}

// templates are the claims that a StatefulSet makes: one for each replica, all
// of one fate. https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/
func (v *Variant) templates(o *Object) {
	for t := range o.value("spec.volumeClaimTemplates").Items() {
		name := t.Get("metadata", "name").Word()
		if name == "" || o.Name == "" {
			continue
		}
		id := v.claimStore(o, templateName(o, name), o.Read(t.Get("metadata", "name"), "a claim for each replica"))
		deleted := o.value("spec.persistentVolumeClaimRetentionPolicy.whenDeleted")
		c, _ := v.classOf(o, t.Get("spec", "storageClassName"))
		if deleted.Text("Delete") != "" && c.value("reclaimPolicy").Text("Retain") == "" {
			v.lock(id, graph.No, o.Read(deleted, "the claims are deleted with the StatefulSet "+o.Name+": whenDeleted is Delete"),
				known(setPage, "whenDeleted Delete removes the claims of every replica"))
			continue
		}
		v.fate(id, o, t.Get("spec", "storageClassName"))
	}
}

// templateName is the common part of the claims' names.
func templateName(o *Object, template string) string { return template + "-" + o.Name }
