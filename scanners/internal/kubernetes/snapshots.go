// SPDX-License-Identifier: Apache-2.0

package kubernetes

import (
	"strconv"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

const snapshotPage = "https://kubernetes.io/docs/concepts/storage/volume-snapshot-classes/#deletionpolicy"

// snapshot reports a copy of a claim. It outlives the claim; with the namespace
// it goes, and its class says whether what is in storage goes too.
func (v *Variant) snapshot(o *Object) {
	from := o.value("spec.source.persistentVolumeClaimName")
	if o.Name == "" || from.Word() == "" {
		return
	}
	if o.value("status.readyToUse").Text("false") != "" || o.value("status.error") != nil {
		return // nothing could be restored from it
	}
	why := o.Read(from, "a snapshot of this claim")
	backup := v.backup(o, "kubernetes_volume_snapshot", o.Name, why)
	v.out.Link(graph.Edge{From: backup, Verb: graph.CopyOf, To: v.claimStore(o, from.Word(), why)}, why)
	v.newest(backup, o, "status.creationTime", "the snapshot is of ")
	if content := v.named("VolumeSnapshotContent", "", o.value("status.boundVolumeSnapshotContentName").Word()); holds(content, o) {
		v.heldContent(o, content, backup, why)
		return
	} else if v.Live != nil {
		v.out.Note(backup, graph.Trait{Name: graph.MayExist, Detail: "fate not known"}, graph.Unknown, o.Read(nil, "the deletion policy of its content decides, which could not be read"))
		v.inNamespace(o, backup, why)
		return
	}
	class := v.around("VolumeSnapshotClass", func(c *Object) bool { return c.Name != "" && c.Name == o.value("spec.volumeSnapshotClassName").Word() })
	if n := class.value("deletionPolicy"); n.Text("Retain") != "" {
		v.lock(backup, graph.Yes, class.Read(n, "the deletion policy of the snapshot class "+class.Name+" is Retain"), known(snapshotPage, "the snapshot in storage outlives its object"))
		return
	}
	v.inNamespace(o, backup, why)
}

// holds reports whether a content is a snapshot's: the two point at each other.
func holds(content, o *Object) bool {
	ref := content.value("spec.volumeSnapshotRef")
	return content != nil && ref.Get("name").Word() == o.Name && ref.Get("namespace").Word() == o.Namespace
}

// heldContent is what becomes of a snapshot that is made: its content's own policy
// decides.
func (v *Variant) heldContent(o, content *Object, backup graph.ID, why graph.Evidence) {
	if n := content.value("spec.deletionPolicy"); n.Text("Retain") != "" {
		v.lock(backup, graph.Yes, content.Read(n, "the deletion policy of the snapshot's content is Retain"), known(snapshotPage, "the snapshot in storage outlives its object"))
	}
	v.inNamespace(o, backup, why)
}

// backup adds a copy that an object declares.
func (v *Variant) backup(o *Object, typ, name string, why graph.Evidence) graph.ID {
	id := v.out.Node(graph.Thing{Kind: graph.Backup, Type: typ, Key: v.key(typ, v.space(o), name), Name: name}, why)
	v.out.Link(graph.Edge{From: id, Verb: graph.Within, To: v.mention(o)}, v.chain(why)...)
	return id
}

// velero reports what a Schedule or Backup copies: the claims of the namespaces
// that it names. The copies go to a bucket, so they outlive namespace and claim.
// https://velero.io/docs/main/api-types/schedule/
func (v *Variant) velero(o *Object) {
	spec := o.value("spec")
	if o.Kind == "Schedule" {
		spec = spec.Get("template")
	}
	if spec.Get("snapshotVolumes").Text("false") != "" && spec.Get("defaultVolumesToFsBackup").Text("true") == "" {
		return // objects only
	}
	if o.Kind == "Backup" && v.ofSchedule(o) || o.value("status.phase").Text("Failed", "FailedValidation", "Deleting", "InProgress", "New") != "" && o.Kind == "Backup" {
		return
	}
	why := o.Read(nil, "Velero copies the namespace's volumes")
	backup := v.backup(o, "velero_backup", o.Name, why)
	if o.Kind == "Schedule" {
		v.newest(backup, o, "status.lastBackup", "its newest copy is of ")
	} else {
		v.newest(backup, o, "status.completionTimestamp", "the copy is of ")
	}
	for _, peer := range v.all.Variants {
		if peer != v && (v.Env == "" || peer.Env != v.Env) {
			continue
		}
		for _, claim := range peer.byKind["PersistentVolumeClaim"] {
			if claim.Name != "" && included(spec, claim, peer == v) {
				v.out.Link(graph.Edge{From: backup, Verb: graph.CopyOf, To: peer.claimStore(claim, claim.Name, claim.Read(nil, ""))}, why)
			}
		}
		for _, set := range peer.byKind["StatefulSet"] {
			if v.Live != nil {
				break // its claims are listed
			}
			for t := range set.value("spec.volumeClaimTemplates").Items() {
				if n := t.Get("metadata", "name"); n.Word() != "" && set.Name != "" && included(spec, set, peer == v) {
					v.out.Link(graph.Edge{From: backup, Verb: graph.CopyOf, To: peer.claimStore(set, templateName(set, n.Word()), set.Read(n, ""))}, why)
				}
			}
		}
	}
	v.veleroTerms(o, spec, backup)
}

// ofSchedule reports whether a backup is one that a schedule has made: then the
// schedule stands for all of them.
// https://velero.io/docs/main/api-types/schedule/
func (v *Variant) ofSchedule(o *Object) bool {
	name := o.Root.Get("metadata", "labels", "velero.io/schedule-name").Word()
	return v.named("Schedule", o.Namespace, name) != nil
}

// veleroTerms are how long and how often, and where the copies go.
func (v *Variant) veleroTerms(o *Object, spec *doc.Node, backup graph.ID) {
	if n := spec.Get("ttl"); n != nil {
		if hours := durationHours(n.Value()); hours > 0 {
			v.out.Note(backup, graph.Trait{Name: graph.Retention, Hours: hours}, graph.Yes, o.Read(n, "how long Velero keeps a copy"))
		}
	}
	if n := o.value("spec.paused"); n.Text("true") != "" {
		v.out.Note(backup, graph.Trait{Name: graph.Suspended}, graph.Yes, o.Read(n, "the schedule is paused"))
	}
	if n := o.value("spec.schedule"); n != nil {
		if hours := claim.ScheduleHours(n.Value()); hours > 0 {
			v.out.Note(backup, graph.Trait{Name: graph.BackupSchedule, Hours: hours}, graph.Yes, o.Read(n, "the backup's schedule"))
		}
	}
	name := spec.Get("storageLocation").Word()
	if name == "" {
		name = "default"
	}
	location := v.around("BackupStorageLocation", func(l *Object) bool { return l.Name == name })
	n := location.value("spec.objectStorage.bucket")
	if b, ok := secret.Bucket(n.Value()); ok && location.value("spec.provider").Text("aws", "velero.io/aws") != "" && location.value("spec.config.s3Url") == nil {
		why := location.Read(n, "the backups are written to this bucket")
		v.out.Link(graph.Edge{From: claim.Store(v.out, v.mention(location), "aws_s3_bucket", "aws_s3_bucket/"+b, b, why), Verb: graph.Contains, To: backup}, why)
	}
}

// included reports whether a Velero backup takes an object's namespace along: by
// name, or all where the two are applied together.
func included(spec *doc.Node, o *Object, together bool) bool {
	for n := range spec.Get("excludedNamespaces").Items() {
		if w := n.Word(); w == o.Namespace && w != "" {
			return false
		}
	}
	list := spec.Get("includedNamespaces")
	if list.Len() == 0 {
		return together
	}
	for n := range list.Items() {
		if n.Text("*") != "" && together || n.Word() != "" && n.Word() == o.Namespace {
			return true
		}
	}
	return false
}

var goDuration = lazily.Compile(`^(\d{1,6})h(?:\d+m)?(?:\d+(?:\.\d+)?s)?$`)
var retentionDays = lazily.Compile(`^(\d{1,5})([dwm])$`)

// durationHours reads durations of whole hours: 720h0m0s.
func durationHours(v secret.Value) int {
	found, _, ok := v.Find(goDuration.Get())
	if !ok {
		return 0
	}
	n, _ := secret.Number(found)
	return n
}

// retention reads CloudNativePG's policies: 30d, 4w, 3m.
func retention(n *doc.Node) int {
	w := n.Word()
	m := retentionDays.FindStringSubmatch(w)
	if m == nil {
		return 0
	}
	count, _ := strconv.Atoi(m[1])
	return count * map[string]int{"d": 24, "w": 7 * 24, "m": 30 * 24}[strings.ToLower(m[2])]
}
