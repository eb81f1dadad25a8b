// SPDX-License-Identifier: Apache-2.0

package kubernetes

import (
	"strings"
	"time"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/environment"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// A Variant is what is applied together.
type Variant struct {
	Key      string // identifies it in the repository: an overlay's folder, a chart with its values file
	Env      string // the environment that its path names, "" for none: variants of one environment are taken for one cluster by what spans namespaces
	Rendered bool
	Objects  []*Object

	// Holder is the mention of an object: the file that is written for this
	// environment.
	Holder func(o *Object) graph.ID

	// Why is how the objects came to be in the variant, where they are written
	// elsewhere.
	Why []graph.Evidence

	// Folder is where an overlay's own files lie: what they say needs no Why.
	Folder string

	// Live is the cluster whose API answered the objects; nil for files.
	Live *Live

	byKind   map[string][]*Object
	byName   map[string][]*Object // by kind/name
	sections map[string]graph.ID
	handles  map[graph.ID]graph.Evidence // where a volume's own identity is written
	spaces   map[string]graph.ID         // of a cluster: the mention of each namespace
	claims   map[string][]string         // of a cluster: names of claims by namespace
	out      *graph.Facts
	all      *Cluster
}

// Live is a cluster that was asked. All of a namespace is known then, and no
// command is drawn from what runs: only how things hang together.
type Live struct {
	ID      string   // the same whichever way it is asked
	Server  string   // its address as kubeconfigs name it ([secret.Server])
	Address string   // to cite
	Title   string   // to show
	Scope   graph.ID // the cluster itself
	Now     time.Time
	Values  bool // values of variables and secrets are drawn too
}

// A Cluster is all variants that are scanned together.
type Cluster struct {
	Variants []*Variant
	uses     map[string]map[string]bool // identities of volumes, by the variants that name them
}

// Write turns all variants into facts.
func (c *Cluster) Write(out *graph.Facts) {
	c.uses = map[string]map[string]bool{}
	for _, v := range c.Variants {
		v.index(out, c)
		for _, o := range v.Objects {
			for _, id := range identitiesIn(o) {
				if c.uses[id.key] == nil {
					c.uses[id.key] = map[string]bool{}
				}
				c.uses[id.key][v.Key] = true
			}
		}
	}
	for _, v := range c.Variants {
		v.write()
	}
}

func (v *Variant) index(out *graph.Facts, c *Cluster) {
	v.out, v.all = out, c
	v.handles = map[graph.ID]graph.Evidence{}
	v.byKind, v.byName, v.sections, v.spaces = map[string][]*Object{}, map[string][]*Object{}, map[string]graph.ID{}, map[string]graph.ID{}
	for _, o := range v.Objects {
		v.byKind[o.Kind] = append(v.byKind[o.Kind], o)
		v.byName[o.Kind+"/"+o.Name] = append(v.byName[o.Kind+"/"+o.Name], o)
	}
}

// read are the kinds from which something is drawn, beside those with a pod.
var read = map[string]bool{
	"PersistentVolumeClaim": true, "PersistentVolume": true, "StorageClass": true, "Secret": true, "ConfigMap": true, "Namespace": true, "Service": true,
	"ExternalSecret": true, "SecretStore": true, "ClusterSecretStore": true, "VolumeSnapshot": true, "VolumeSnapshotClass": true,
	"Schedule": true, "Backup": true, "BackupStorageLocation": true, "Cluster": true, "ScheduledBackup": true, "PostgresCluster": true, "postgresql": true,
	"Application": true, "ApplicationSet": true, "Kustomization": true, "HelmRelease": true,
}

// Reads reports whether anything is drawn from objects of a kind.
func Reads(kind string) bool {
	return read[kind] || podPaths[kind] != "" || strings.HasSuffix(kind, "List")
}

func (v *Variant) write() {
	for _, o := range v.Objects {
		switch o.Kind {
		case "PersistentVolumeClaim":
			v.persistentClaim(o)
		case "PersistentVolume":
			v.persistentVolume(o)
		case "Secret":
			v.secretObject(o)
		case "ConfigMap":
			v.configMap(o)
		case "ExternalSecret":
			v.externalSecret(o)
		case "VolumeSnapshot":
			v.snapshot(o)
		case "Schedule", "Backup":
			if o.Group == "velero.io" {
				v.velero(o)
			}
		case "Cluster":
			if o.Group == "postgresql.cnpg.io" {
				v.cloudNativePG(o)
			}
		case "PostgresCluster":
			v.crunchy(o)
		case "postgresql":
			v.zalando(o)
		}
		if pod := podOf(o); pod != nil {
			v.workload(o, pod)
		}
	}
	if v.Live != nil {
		v.permissions()
	}
}

// key identifies a thing by its names: in the variant of a repository, or in a
// cluster, wherever that is asked from.
func (v *Variant) key(typ string, names ...string) string {
	if v.Live != nil {
		return typ + "/" + v.Live.ID + "/" + strings.Join(names, "/")
	}
	return v.out.Local(append([]string{typ, v.Key}, names...)...)
}

// chain is evidence with the way by which an object came into the variant, where
// that is not plain from its place.
func (v *Variant) chain(why graph.Evidence) []graph.Evidence {
	if v.Folder != "" && strings.HasPrefix(why.At.File, v.Folder+"/") {
		return []graph.Evidence{why}
	}
	return append(v.Why[:len(v.Why):len(v.Why)], why)
}

// named finds the object of a kind by name, in a namespace ("" for objects of
// the cluster); nil where there is none, or where several contradict.
func (v *Variant) named(kind, space, name string) *Object {
	var found *Object
	for _, o := range v.byName[kind+"/"+name] {
		if name != "" && (space == "" || v.space(o) == space) {
			if found != nil {
				return nil
			}
			found = o
		}
	}
	return found
}

// around finds an object of the cluster in this variant, else in those of the
// same environment.
func (v *Variant) around(kind string, want func(*Object) bool) *Object {
	find := func(o *Variant) (found *Object, several bool) {
		for _, c := range o.byKind[kind] {
			if want(c) {
				if found != nil {
					return nil, true
				}
				found = c
			}
		}
		return found, false
	}
	found, several := find(v)
	if found != nil || several {
		return found
	}
	for _, o := range v.all.Variants {
		if o == v || o.Env != v.Env && o.Env != "" {
			continue
		}
		switch c, more := find(o); {
		case more || c != nil && found != nil:
			return nil
		case c != nil:
			found = c
		}
	}
	return found
}

// mention is the holder whose environment counts for an object: its namespace or
// itself, where these name one, else the variant's.
func (v *Variant) mention(o *Object) graph.ID {
	whole := v.namespace(o)
	name, at := environmentLabel(o)
	if name == "" {
		return whole
	}
	id := v.section(o.Kind, o.Namespace+"/"+o.Name, o.Name, o.Read(nil, ""), whole)
	claim.Declares(v.out, id, name, o.Read(at, "its label"))
	return id
}

// section is a part of a variant with an environment or readers of its own.
func (v *Variant) section(typ, key, name string, at graph.Evidence, whole graph.ID) graph.ID {
	key = typ + ":" + key
	if id, ok := v.sections[key]; ok {
		return id
	}
	of := v.out.Local(v.Key)
	if v.Live != nil {
		of = v.Live.ID
	}
	id := v.out.Node(graph.Thing{Kind: graph.Holder, Type: typ, Key: of + "#" + key, Name: name}, at)
	v.out.Link(graph.Edge{From: id, Verb: graph.Within, To: whole}, v.chain(at)...)
	v.sections[key] = id
	return id
}

// namespace is the mention of all that lies in an object's namespace, where the
// namespace says an environment by a label or by its name; else the variant's.
func (v *Variant) namespace(o *Object) graph.ID {
	whole := v.Holder(o)
	if o.Namespace == "" {
		return whole
	}
	if v.Live != nil {
		return v.liveNamespace(o.Namespace, whole)
	}
	d, ok := environment.OfName(o.Namespace)
	named := tiered(d, ok)
	var label string
	var at *doc.Node
	declared := v.named("Namespace", "", o.Namespace)
	if declared != nil {
		label, at = environmentLabel(declared)
	}
	if !named && label == "" {
		return whole
	}
	id := v.section("namespace", o.Namespace+"@"+o.File, o.Namespace, o.Read(o.value("metadata.namespace"), ""), whole)
	if label != "" {
		claim.Declares(v.out, id, label, declared.Read(at, "the namespace's label"))
		return id
	}
	why := o.Read(o.value("metadata.namespace"), "the namespace "+o.Namespace)
	if d.Basis == graph.Guessed {
		why.Basis, why.Says = graph.Guessed, "a word in the namespace's name "+o.Namespace
	}
	claim.Declares(v.out, id, o.Namespace, why)
	return id
}

// environmentLabels are the keys by which people say an object's environment.
var environmentLabels = []string{"environment", "env", "app.kubernetes.io/environment", "tags.datadoghq.com/env"}

// environmentLabel is the environment that an object's labels name.
func environmentLabel(o *Object) (string, *doc.Node) {
	for _, key := range environmentLabels {
		n := o.Root.Get("metadata", "labels", key)
		if w := n.Word(); w != "" && tiered(environment.OfName(w)) {
			return w, n
		}
	}
	return "", nil
}
