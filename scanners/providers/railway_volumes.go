// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
)

// This file is volumes: one handle for each volume id, which is all that
// volumeDelete takes, and one store for its instance in each environment, where
// the data are. What Railway keeps of an instance is asked for each instance,
// since the API has no list of all.

// A railwayVolume is what one id deletes.
type railwayVolume struct {
	railwayNamed
	handle graph.ID
	tiers  []graph.Tier // of its instances
}

// volume is the handle of a volume of the project, added once.
func (p *railwayProject) volume(r *railway, of railwayNamed) *railwayVolume {
	if of.ID == "" {
		return nil
	}
	v := p.volumes[of.ID]
	if v == nil {
		v = &railwayVolume{railwayNamed: of}
		p.volumes[of.ID] = v
		p.order = append(p.order, v)
		// The words are such that the way to an instance by its handle, which is
		// what a deletion takes, is told before the way by its environment.
		why := r.fetched("a volume of the project")
		v.handle = Store(r.out, "railway_volume", of.ID, of.Name, why)
		Contains(r.out, p.scope, v.handle, why)
		r.out.Note(v.handle, graph.Trait{Name: graph.CopiesDeclared}, graph.Yes, r.fetched("its instances are listed"))
	}
	return v
}

// handles notes which volumes have an instance in production and one below.
func (p *railwayProject) handles(r *railway) {
	for _, v := range p.order {
		if slices.Contains(v.tiers, graph.Production) && slices.ContainsFunc(v.tiers, graph.Tier.Below) {
			r.out.Note(v.handle, graph.Trait{Name: graph.SpanningHandle}, graph.Yes,
				r.fetched("the API lists an instance of it in production and one below"), handleDocument())
		}
	}
}

// handleDocument is the vendor's word on what a volume's id deletes.
func handleDocument() graph.Evidence {
	s, _ := catalog.StoreByType("railway_volume")
	if s == nil {
		return graph.Evidence{Basis: graph.Guessed, Says: "what its id deletes is not documented"}
	}
	return catalog.Documented(s.Verified, s.Sources, s.HandleSays)
}

// noLock is the vendor's word on what would keep a volume from being deleted.
func noLock() graph.Evidence {
	_, p := catalog.StoreByType("railway_volume")
	if p != nil {
		for _, l := range p.Locks {
			if l.On == "railway_volume" && l.Name == "volume deletion protection" && l.Level == "none" {
				return catalog.Documented(l.Verified, l.Sources, "Railway has no lock for it")
			}
		}
	}
	return graph.Evidence{Basis: graph.Guessed, Says: "whether it can be locked is not documented"}
}

type railwayInstance struct {
	ID                string        `json:"id"`
	VolumeID          string        `json:"volumeId"`
	ServiceID         string        `json:"serviceId"`
	State             string        `json:"state"`
	IsPendingDeletion bool          `json:"isPendingDeletion"`
	DeletedAt         string        `json:"deletedAt"`
	Volume            *railwayNamed `json:"volume"`
}

// gone reports whether the instance is deleted already, or waits for it.
func (i railwayInstance) gone() bool {
	return i.ID == "" || i.IsPendingDeletion || i.DeletedAt != "" || i.State == "DELETED" || i.State == "DELETING"
}

// A railwayWorld is one environment while it is read.
type railwayWorld struct {
	railwayEnvironment
	of        *railwayProject
	scope     graph.ID
	services  map[string]*railwayService
	listed    []*railwayService
	called    map[string][]*railwayService // by name and id, in lower case
	instances []*railwayHeld
}

// A railwayHeld is the data of one volume in one environment.
type railwayHeld struct {
	railwayInstance
	id     graph.ID
	name   string
	volume *railwayVolume
}

// instance adds the data of one volume in one environment.
func (r *railway) instance(w *railwayWorld, i railwayInstance) {
	of := railwayNamed{ID: i.VolumeID}
	if i.Volume != nil {
		of.ID, of.Name = cmp.Or(i.VolumeID, i.Volume.ID), i.Volume.Name
	}
	v := w.of.volume(r, of)
	if v == nil {
		return
	}
	h := &railwayHeld{railwayInstance: i, volume: v, name: cmp.Or(v.Name, v.ID) + "@" + cmp.Or(w.Name, w.ID)}
	h.id = Store(r.out, "railway_volume_instance", i.ID, h.name, r.fetched("the volume's instance in this environment"))
	w.instances = append(w.instances, h)
	if s, _ := catalog.StoreByType("railway_volume"); s != nil {
		r.out.Note(h.id, graph.Trait{Name: graph.KindTitle, Detail: s.Title}, graph.Yes, catalog.Documented(s.Verified, s.Sources, ""))
	}
	Contains(r.out, w.scope, h.id, r.fetched("the instance of a volume in this environment"))
	r.out.Link(graph.Edge{From: v.handle, Verb: graph.Destroys, To: h.id, Needs: graph.Delete}, r.fetched("one of its instances"), handleDocument(), noLock())
	v.tiers = append(v.tiers, r.belongs(w.of, w.railwayEnvironment, h.id))
	if s := w.services[i.ServiceID]; s != nil {
		s.held = h
		r.out.Link(graph.Edge{From: s.holder, Verb: graph.Mounts, To: h.id, Power: graph.Read | graph.Write}, r.fetched("the service to which the volume is attached"))
	}
}

// copies asks for the backups of every instance, and for the addresses under
// which its service can be reached from outside.
func (r *railway) copies(ctx context.Context, w *railwayWorld) {
	others := r.otherCopies(w)
	for _, h := range w.instances {
		r.backups(ctx, h, others[h])
		if h.ServiceID != "" {
			r.addresses(ctx, w, h)
		}
	}
}

const railwayBackups = `query Backups($id: String!) {
	volumeInstanceBackupList(volumeInstanceId: $id) { createdAt expiresAt }
	volumeInstanceBackupScheduleList(volumeInstanceId: $id) { kind retentionSeconds }
}`

// scheduled is how often each kind of schedule makes a copy, and how long it is
// kept where the API does not say: https://docs.railway.com/volumes/backups
var scheduled = map[string]struct{ every, kept time.Duration }{
	"DAILY":   {24 * time.Hour, 6 * 24 * time.Hour},
	"WEEKLY":  {7 * 24 * time.Hour, 30 * 24 * time.Hour},
	"MONTHLY": {30 * 24 * time.Hour, 90 * 24 * time.Hour},
}

type railwayBackup struct {
	CreatedAt string `json:"createdAt"`
	ExpiresAt string `json:"expiresAt"`
}

// moment reads a time; what is none is the zero time, of which nothing is said.
func moment(s string) time.Time {
	t, _ := time.Parse(time.RFC3339, s)
	return t
}

type railwaySchedule struct {
	Kind             string  `json:"kind"`
	RetentionSeconds float64 `json:"retentionSeconds"`
}

// backups asks for Railway's own copies of an instance.
func (r *railway) backups(ctx context.Context, h *railwayHeld, others bool) {
	var answer struct {
		Backups   *entries[railwayBackup]   `json:"volumeInstanceBackupList"`
		Schedules *entries[railwaySchedule] `json:"volumeInstanceBackupScheduleList"`
	}
	err := r.c.Query(ctx, railwayPath, railwayBackups, map[string]any{"id": h.ID}, &answer)
	if err == nil && (answer.Backups == nil || answer.Schedules == nil) {
		err = failure{path: railwayPath, kind: graph.Invalid, says: "the answer is not in the documented form"}
	}
	if err != nil {
		r.c.Failed(r.out, "the backups of the volume "+h.name, err)
		return
	}
	odd := answer.Backups.odd + answer.Schedules.odd
	r.c.odd(r.out, railwayPath, "the backups of the volume "+h.name, odd)
	schedules := answer.Schedules.all
	k := Copies{Type: "railway_volume_backup", Handle: h.volume.handle}
	var kept time.Duration // of the newest, by its own expiry
	for _, b := range answer.Backups.all {
		created, expires := moment(b.CreatedAt), moment(b.ExpiresAt)
		if !expires.IsZero() && expires.Before(r.c.Now) {
			continue
		}
		if k.Count++; created.After(k.Newest) {
			k.Newest, kept = created, 0
			if !expires.IsZero() {
				kept = expires.Sub(created)
			}
		}
	}
	for _, s := range schedules {
		of := scheduled[s.Kind] // of a kind that is not known: nothing
		if s.RetentionSeconds > 0 && s.RetentionSeconds < 1e9 {
			of.kept = time.Duration(s.RetentionSeconds) * time.Second
		}
		k.Kept = max(k.Kept, of.kept)
		if of.every > 0 && (k.Every == 0 || of.every < k.Every) {
			k.Every = of.every
		}
	}
	if len(schedules) == 0 {
		k.Kept = kept
	}
	switch {
	case k.Count > 0 || len(schedules) > 0:
		r.c.Copied(r.out, h.id, "railway_volume", h.ID, h.name, k, r.fetched("the backups and schedules that the API lists"))
	case odd > 0: // what could not be read may be copies
	case others:
		r.out.Note(h.id, graph.Trait{Name: graph.CopiesDeclared}, graph.Yes, r.fetched("the volume itself has no backups and no schedule"))
	default:
		NoCopies(r.out, h.id, r.fetched("the API lists no backup of it and no schedule"))
	}
}
