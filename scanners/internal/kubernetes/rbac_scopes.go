// SPDX-License-Identifier: Apache-2.0

package kubernetes

import (
	"slices"

	"github.com/stagedoor/stagedoor/graph"
)

// In this file: what a permission opens. It is over one resource, in a namespace or
// in the cluster, so that whoever may delete claims does not reach snapshots.

// opened are the things that an ability is over.
func (a *authority) opened(over, space string, names []string) (all []graph.ID) {
	switch {
	case over == "":
		return nil
	case over == "namespaces" && space != "":
		if len(names) == 0 || slices.Contains(names, space) {
			all = append(all, a.namespaceScope(space, graph.Evidence{}))
		}
	case over == "namespaces" && len(names) > 0:
		for _, n := range names {
			if a.named("Namespace", "", n) != nil {
				all = append(all, a.namespaceScope(n, graph.Evidence{}))
			}
		}
	case len(names) == 0:
		all = append(all, a.collection(over, space))
	case over == "claims":
		for _, c := range a.byKind["PersistentVolumeClaim"] {
			if (space == "" || c.Namespace == space) && slices.Contains(names, c.Name) {
				all = append(all, a.out.Node(graph.Thing{Kind: graph.Store, Type: claimType, Key: a.claimKey(c, c.Name), Name: c.Name}))
			}
		}
	case over == "snapshots":
		for _, c := range a.byKind["VolumeSnapshot"] {
			if (space == "" || c.Namespace == space) && slices.Contains(names, c.Name) {
				all = append(all, a.copyID(c))
			}
		}
	}
	return all
}

// copyID is the copy that an object declares.
func (v *Variant) copyID(o *Object) graph.ID {
	typ := "kubernetes_volume_snapshot"
	if o.Group == "velero.io" {
		typ = "velero_backup"
	}
	return v.out.Node(graph.Thing{Kind: graph.Backup, Type: typ, Key: v.key(typ, v.space(o), o.Name), Name: o.Name})
}

var collectionTitles = map[string]string{"claims": "all claims of", "namespaces": "all namespaces of", "snapshots": "all snapshots of", "velero": "all Velero backups of"}

// collection is all of one resource in a namespace or the cluster: what a
// permission over that resource opens, and over no other.
func (a *authority) collection(over, space string) graph.ID {
	name := space
	if space == "" {
		name = a.Live.Title
	}
	at := graph.Evidence{Basis: graph.Fetched, At: graph.Location{URL: a.Live.Address}, Says: "all of them"}
	id := a.out.Node(graph.Thing{Kind: graph.Scope, Type: "kubernetes_resource", Key: a.key("kubernetes_resource", over, space), Name: name}, at)
	a.out.Note(id, graph.Trait{Name: graph.KindTitle, Detail: collectionTitles[over]}, graph.Yes, at)
	return id
}

// scopes lays out what lies in the cluster, by resource and by namespace.
func (a *authority) scopes() {
	why := func(o *Object) graph.Evidence { return o.Read(nil, "") }
	put := func(outer, inner graph.ID, e graph.Evidence) {
		a.out.Link(graph.Edge{From: outer, Verb: graph.Contains, To: inner}, e)
	}
	for _, ns := range a.byKind["Namespace"] {
		id := a.namespaceScope(ns.Name, why(ns))
		put(a.Live.Scope, id, why(ns))
		put(a.collection("namespaces", ""), id, why(ns))
	}
	inside := func(over string, o *Object, thing graph.ID) {
		e := why(o)
		all := a.collection(over, "")
		put(all, thing, e)
		put(a.collection(over, o.Namespace), thing, e)
		if over == "velero" { // a namespace that is deleted leaves what is in the bucket
			put(a.Live.Scope, all, graph.Evidence{Basis: graph.Fetched, At: graph.Location{URL: a.Live.Address}})
		}
	}
	for _, c := range a.byKind["PersistentVolumeClaim"] {
		if c.Name != "" {
			inside("claims", c, a.out.Node(graph.Thing{Kind: graph.Store, Type: claimType, Key: a.claimKey(c, c.Name), Name: c.Name}))
		}
	}
	for _, s := range a.byKind["VolumeSnapshot"] {
		if s.value("spec.source.persistentVolumeClaimName").Word() != "" && s.value("status.readyToUse").Text("false") == "" {
			inside("snapshots", s, a.copyID(s))
		}
	}
	for _, kind := range []string{"Schedule", "Backup"} {
		for _, b := range a.byKind[kind] {
			if b.Group == "velero.io" && b.Name != "" && (kind == "Schedule" || !a.ofSchedule(b)) {
				inside("velero", b, a.copyID(b))
			}
		}
	}
}
