// SPDX-License-Identifier: Apache-2.0

package kubernetes

import (
	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// In this file: databases that operators run, and their own copies.

const (
	cnpgPage    = "https://cloudnative-pg.io/documentation/current/cloudnative-pg.v1/#postgresql-cnpg-io-v1-VolumeSnapshotConfiguration"
	crunchyPage = "https://github.com/CrunchyData/postgres-operator/blob/main/internal/controller/postgrescluster/pgbackrest.go"
)

// database adds the store of an operator's object.
func (v *Variant) database(o *Object, typ, title string) graph.ID {
	why := o.Read(nil, "")
	id := v.out.Node(graph.Thing{Kind: graph.Store, Type: typ, Key: v.key(typ, v.space(o), o.Name), Name: o.Name}, why)
	v.out.Link(graph.Edge{From: id, Verb: graph.Within, To: v.mention(o)}, v.chain(why)...)
	v.out.Note(id, graph.Trait{Name: graph.KindTitle, Detail: title}, graph.Yes, why)
	v.out.Note(id, graph.Trait{Name: graph.PrimaryData}, graph.Yes, o.Read(nil, "a database"))
	v.inNamespace(o, id, why)
	return id
}

// copyOf adds an operator's copy of a database.
func (v *Variant) copyOf(o *Object, store graph.ID, typ, name string, why graph.Evidence) graph.ID {
	b := v.backup(o, typ, name, why)
	v.out.Link(graph.Edge{From: b, Verb: graph.CopyOf, To: store}, why)
	return b
}

// cloudNativePG reports a cluster with its copies: in object storage they outlive
// it; snapshots do unless it owns them.
// https://cloudnative-pg.io/documentation/current/backup/
func (v *Variant) cloudNativePG(o *Object) {
	if o.Name == "" {
		return
	}
	store := v.database(o, "cloudnativepg_cluster", "CloudNativePG cluster")
	backup := o.value("spec.backup")
	var copies []graph.ID
	if n := backup.Get("barmanObjectStore"); n != nil {
		why := o.Read(n.Get("destinationPath"), "copies go to object storage")
		b := v.copyOf(o, store, "cloudnativepg_object_backup", o.Name+" (object storage)", why)
		v.inBucket(o, n.Get("destinationPath"), b, n.Has("endpointURL"))
		copies = append(copies, b)
	}
	for p := range o.value("spec.plugins").Items() {
		if p.Get("name").Text("barman-cloud.cloudnative-pg.io") != "" && p.Get("enabled").Text("false") == "" {
			copies = append(copies, v.copyOf(o, store, "cloudnativepg_object_backup", o.Name+" (object storage)", o.Read(p.Get("name"), "copies go to object storage by the Barman Cloud plugin")))
		}
	}
	if n := backup.Get("volumeSnapshot"); n != nil {
		b := v.copyOf(o, store, "cloudnativepg_snapshot", o.Name+" (snapshots)", o.Read(n, "volume snapshots"))
		v.snapshotOwner(o, n, store, b)
		copies = append(copies, b)
	}
	v.cloudNativePGTerms(o, copies)
}

// snapshotOwner says whether snapshots are deleted with the cluster: it owns
// them, or it owns the backups that own them.
func (v *Variant) snapshotOwner(o *Object, n *doc.Node, store, backup graph.ID) {
	owner := n.Get("snapshotOwnerReference")
	switch owner.Text("cluster", "backup") {
	case "cluster":
		v.out.Link(graph.Edge{From: store, Verb: graph.Destroys, To: backup, Needs: graph.Delete},
			o.Read(owner, "the cluster owns its snapshots"), known(cnpgPage, "with the owner cluster, snapshots are deleted with the cluster"))
	case "backup":
		for _, s := range v.byKind["ScheduledBackup"] {
			if by := s.value("spec.backupOwnerReference"); by.Text("cluster") != "" && s.value("spec.cluster.name").Word() == o.Name && v.space(s) == v.space(o) {
				v.out.Link(graph.Edge{From: store, Verb: graph.Destroys, To: backup, Needs: graph.Delete},
					o.Read(owner, "each backup owns its snapshots"), s.Read(by, "the cluster owns the backups"), known(cnpgPage, "what an object owns is deleted with it"))
			}
		}
	}
}

func (v *Variant) cloudNativePGTerms(o *Object, copies []graph.ID) {
	for _, b := range copies {
		if n := o.value("spec.backup.retentionPolicy"); retention(n) > 0 {
			v.out.Note(b, graph.Trait{Name: graph.Retention, Hours: retention(n)}, graph.Yes, o.Read(n, "how long copies are kept"))
		}
		for _, s := range v.byKind["ScheduledBackup"] {
			n := s.value("spec.suspend")
			if s.Group == o.Group && s.value("spec.cluster.name").Word() == o.Name && v.space(s) == v.space(o) && n.Text("true") != "" {
				v.out.Note(b, graph.Trait{Name: graph.Suspended}, graph.Yes, s.Read(n, "the schedule "+s.Name+" is suspended"))
			}
		}
	}
}

var bucketOfURL = lazily.Compile(`^s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/|$)`)

// inBucket adds the bucket of an address; with an endpoint of its own it is not
// Amazon's, and nobody knows whose.
func (v *Variant) inBucket(o *Object, n *doc.Node, backup graph.ID, elsewhere bool) {
	found, _, ok := n.Value().Find(bucketOfURL.Get())
	name, isName := secret.Bucket(found)
	if !ok || !isName || elsewhere || secret.Placeholder(found) {
		return
	}
	why := o.Read(n, "the backups are written to this bucket")
	v.out.Link(graph.Edge{From: claim.Store(v.out, v.mention(o), "aws_s3_bucket", "aws_s3_bucket/"+name, name, why), Verb: graph.Contains, To: backup}, why)
}

// crunchy reports a PostgresCluster: a repository on a volume belongs to the
// cluster and goes with it, one in object storage does not.
// https://access.crunchydata.com/documentation/postgres-operator/latest/tutorials/backups-disaster-recovery/backups
func (v *Variant) crunchy(o *Object) {
	if o.Name == "" {
		return
	}
	store := v.database(o, "crunchy_postgres_cluster", "Crunchy PostgresCluster")
	for r := range o.value("spec.backups.pgbackrest.repos").Items() {
		name := o.Name + "/" + r.Get("name").Word()
		switch {
		case r.Has("volume"):
			why := o.Read(r.Get("name"), "a repository on a volume of the cluster")
			b := v.copyOf(o, store, "crunchy_volume_repo", name, why)
			v.out.Link(graph.Edge{From: store, Verb: graph.Destroys, To: b, Needs: graph.Delete}, why, known(crunchyPage, "the repository's claim is owned by the cluster and deleted with it"))
		case r.Has("s3"), r.Has("gcs"), r.Has("azure"):
			v.copyOf(o, store, "crunchy_object_repo", name, o.Read(r.Get("name"), "a repository in object storage"))
		}
	}
}

// zalando reports a cluster of the Zalando operator; logical backups go to the
// operator's bucket.
// https://github.com/zalando/postgres-operator/blob/master/docs/reference/cluster_manifest.md
func (v *Variant) zalando(o *Object) {
	if o.Name == "" || o.Group != "acid.zalan.do" {
		return
	}
	store := v.database(o, "zalando_postgresql", "Zalando postgresql")
	if n := o.value("spec.enableLogicalBackup"); n.Text("true") != "" {
		v.copyOf(o, store, "zalando_logical_backup", o.Name+" (logical backup)", o.Read(n, "logical backups go to object storage"))
	}
}
