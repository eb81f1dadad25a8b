// SPDX-License-Identifier: Apache-2.0

package kubernetes

import (
	"regexp"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// In this file: jobs that dump a database, what they save and where they write.
// A job is judged by where its copies go, never by the fact that it mounts data.

var (
	uploads = lazily.Compile(`(?:^|[\s;&|('"/])(aws\s+(?:--?\S+\s+)*s3|rclone\s+(?:copy|sync|move|rcat)|gsutil\s+(?:-\S+\s+)*(?:cp|rsync)|gcloud\s+storage\s+cp|azcopy|az\s+storage\s+blob\s+upload|mc\s+(?:cp|mirror|pipe)|s3cmd\s+put|b2\s+upload|s5cmd|scp|rsync\s.*:)`)
	bucket  = lazily.Compile(`s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])`)
	gcs     = lazily.Compile(`gs://([a-z0-9][a-z0-9._-]{1,61}[a-z0-9])`)
)

// backupJob reports the copy that a job makes.
func (v *Variant) backupJob(o *Object, pod *doc.Node, holder graph.ID) {
	if !isBackup(o, pod) {
		return
	}
	mounts := v.mountsOf(o, pod)
	sources := v.saved(o, pod, mounts)
	if len(sources) == 0 {
		return
	}
	at := o.Read(nil, "the "+strings.ToLower(o.Kind)+" "+o.Name+" makes backups")
	backup := v.out.Node(graph.Thing{Kind: graph.Backup, Type: "kubernetes_backup", Key: v.key("kubernetes_backup", v.space(o), o.Name), Name: o.Name}, at)
	v.out.Link(graph.Edge{From: backup, Verb: graph.Within, To: holder}, at)
	for _, s := range sources {
		v.out.Link(graph.Edge{From: backup, Verb: graph.CopyOf, To: s.store}, at, s.why)
	}
	away := v.sentAway(o, pod, backup, holder)
	for _, m := range mounts {
		if m.claim == "" || m.read || !writes(m) || away {
			continue
		}
		why := o.Read(m.node, "the backups are written here")
		store := v.claimStore(o, m.claim, why)
		v.out.Link(graph.Edge{From: store, Verb: graph.Contains, To: backup}, why)
		v.out.Link(graph.Edge{From: store, Verb: graph.Destroys, To: backup, Needs: graph.Delete}, why)
	}
	if n := o.value("spec.schedule"); n != nil {
		if hours := claim.ScheduleHours(n.Value()); hours > 0 {
			v.out.Note(backup, graph.Trait{Name: graph.BackupSchedule, Hours: hours}, graph.Yes, o.Read(n, "the backup's schedule"))
		}
	}
	v.newest(backup, o, "status.lastSuccessfulTime", "the job last succeeded on ")
	if n := o.value("spec.suspend"); n.Text("true") != "" {
		v.out.Note(backup, graph.Trait{Name: graph.Suspended}, graph.Yes, o.Read(n, "the job is suspended"))
	}
}

// isBackup reports whether a job makes backups: by an image's name, or because
// what it runs dumps a database.
func isBackup(o *Object, pod *doc.Node) bool {
	for c := range containers(pod) {
		if claim.BackupImage.MatchString(imageName(c.Get("image"))) {
			return true
		}
		for _, t := range texts(c) {
			if t.Matches(claim.DumpCommand.Get()) {
				return true
			}
		}
	}
	return false
}

// texts are what a container runs.
func texts(c *doc.Node) []secret.Value {
	var all []secret.Value
	for _, key := range []string{"command", "args"} {
		if t, first := wordsOf(c.Get(key)); first != nil {
			all = append(all, t)
		}
	}
	return all
}

// writes reports whether a mount is a place for backups, and no server's data.
func writes(m mount) bool {
	return !claim.DatabasePath(m.target) && (claim.DumpTarget.MatchString(m.target) || claim.DumpTarget.MatchString(m.name) || claim.DumpTarget.MatchString(m.claim) || m.target == "/data")
}

// A source is a store that a job saves, and why that is known.
type source struct {
	store graph.ID
	why   graph.Evidence
}

// saved finds what a job saves: the data of the database that it connects to,
// else what it mounts read-only or at a server's data path.
func (v *Variant) saved(o *Object, pod *doc.Node, mounts []mount) []source {
	var found []source
	for _, db := range v.databases(o, pod) {
		p := podOf(db)
		for _, m := range v.mountsOf(db, p) {
			if m.claim != "" && claim.RoleOfData(m.image, m.target, true).Primary == graph.Yes {
				why := db.Read(m.node, "the data that it saves")
				found = append(found, source{v.claimStore(db, m.claim, why), why})
			}
		}
	}
	if len(found) > 0 {
		return found
	}
	for _, m := range mounts {
		if m.claim != "" && (m.read || claim.DatabasePath(m.target)) && !writes(m) {
			why := o.Read(m.node, "the data that it saves")
			found = append(found, source{v.claimStore(o, m.claim, why), why})
		}
	}
	return found
}

// databases are the workloads that a job connects to, by a host variable or the
// command's host: a Service's name, or the workload's own.
func (v *Variant) databases(o *Object, pod *doc.Node) []*Object {
	var found []*Object
	put := func(value secret.Value) {
		host, ok := secret.Host(value)
		if !ok {
			return
		}
		name, _, _ := strings.Cut(host, ".")
		for _, db := range v.behind(o, name) {
			if !slices.Contains(found, db) {
				found = append(found, db)
			}
		}
	}
	for c := range containers(pod) {
		for e := range c.Get("env").Items() {
			value := e.Get("value").Value()
			if claim.HostKey.MatchString(e.Get("name").Word()) {
				put(value)
			} else if host, _, ok := value.Find(claim.DumpSource.Get()); ok {
				put(host)
			}
		}
		for _, t := range texts(c) {
			if host, _, ok := t.Find(claim.DumpSource.Get()); ok {
				put(host)
			}
		}
	}
	return found
}

// behind are the workloads of a Service, or the one of that name.
func (v *Variant) behind(o *Object, name string) []*Object {
	var found []*Object
	service := v.named("Service", v.space(o), name)
	for _, kind := range []string{"StatefulSet", "Deployment"} {
		for _, w := range v.byKind[kind] {
			if v.space(w) == v.space(o) && (w.Name == name || selects(service, w)) {
				found = append(found, w)
			}
		}
	}
	return found
}

// selects reports whether a Service's labels are all a workload's.
func selects(service, w *Object) bool {
	selector := service.value("spec.selector")
	for k, n := range selector.Entries() {
		if n.Word() == "" || w.value("spec.template.metadata.labels").Get(k.Name).Word() != n.Word() {
			return false
		}
	}
	return selector.Len() > 0
}

// sentAway reports whether what a job runs sends its copies out of the cluster,
// and adds the bucket where it names one.
func (v *Variant) sentAway(o *Object, pod *doc.Node, backup, holder graph.ID) bool {
	away := false
	for c := range containers(pod) {
		for _, key := range []string{"command", "args"} {
			t, first := wordsOf(c.Get(key))
			if first == nil {
				continue
			}
			away = away || t.Matches(uploads.Get())
			for re, typ := range map[*regexp.Regexp]string{bucket.Get(): "aws_s3_bucket", gcs.Get(): "google_storage_bucket"} {
				found, _, ok := t.Find(re)
				name, isName := secret.Bucket(found)
				if !ok || !isName || secret.Placeholder(found) {
					continue
				}
				away = true
				why := o.Read(first, "the backups are written to this bucket")
				v.out.Link(graph.Edge{From: claim.Store(v.out, holder, typ, typ+"/"+name, name, why), Verb: graph.Contains, To: backup}, why)
			}
		}
	}
	return away
}
