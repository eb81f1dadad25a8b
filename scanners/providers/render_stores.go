// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"cmp"
	"net/url"
	"strconv"
	"time"

	"github.com/stagedoor/stagedoor/graph"
)

// place says where a store lies: in its environment, else in its workspace.
func (r *render) place(store graph.ID, at *renderEnvironment, name string, owner renderOwner, path string, why graph.Evidence) {
	switch {
	case at == nil:
		Contains(r.out, r.workspace(owner, path), store, why)
		NamedFor(r.out, store, name, why)
	case at.name != "":
		Contains(r.out, at.id, store, why)
		Belongs(r.out, store, at.name, r.Fetched("/environments", "the environment that it lies in"))
	default:
		Contains(r.out, at.id, store, why)
	}
}

// renderStore is what databases and key-value stores have in common.
type renderStore struct {
	ID          string        `json:"id"`
	Name        string        `json:"name"`
	Environment maybe[string] `json:"environmentId"`
	Owner       renderOwner   `json:"owner"`
}

// postgres adds databases, which answer at their id inside Render and below the
// region's host outside.
func (r *render) postgres() error {
	return renderPages(r, "/postgres", "postgres", nil, func(db renderStore) {
		if db.ID == "" {
			return
		}
		why := r.Fetched("/postgres", "a database of the workspace")
		store := Store(r.out, "render_postgres", db.ID, db.Name, why)
		r.place(store, r.envs[db.Environment.is], db.Name, db.Owner, "/postgres", why)
		Address(r.out, store, "postgres", db.ID, "", why)
		var recovery struct {
			Status string `json:"recoveryStatus"`
		}
		path := "/postgres/" + url.PathEscape(db.ID) + "/recovery"
		if err := r.Get(r.ctx, path, nil, &recovery); err != nil {
			r.Failed(r.out, "whether a database can be recovered", err)
			return
		}
		switch recovery.Status {
		case "AVAILABLE":
			r.Copied(r.out, store, "render_postgres", db.ID, db.Name, Copies{Type: "render_postgres_backup"}, r.Fetched(path, "it can be recovered to a point in time"))
		case "NOT_AVAILABLE": // exports may be there all the same
			r.out.Note(store, graph.Trait{Name: graph.CopiesDeclared}, graph.Yes, r.Fetched(path, "it cannot be recovered to a point in time"))
		}
	})
}

func (r *render) keyValue() error {
	return renderPages(r, "/key-value", "keyValue", nil, func(kv renderStore) {
		if kv.ID == "" {
			return
		}
		why := r.Fetched("/key-value", "a key-value store of the workspace")
		store := Store(r.out, "render_key_value", kv.ID, kv.Name, why)
		r.place(store, r.envs[kv.Environment.is], kv.Name, kv.Owner, "/key-value", why)
		Address(r.out, store, "redis", kv.ID, "", why)
		r.out.Note(store, graph.Trait{Name: graph.PrimaryData}, graph.No, r.Fetched("/key-value", "a key-value store is a cache or a queue"))
	})
}

// disks adds disks. An answer does not say in which workspace one lies, only the
// service; its environment is that service's.
func (r *render) disks() error {
	type disk struct {
		ID      string        `json:"id"`
		Name    string        `json:"name"`
		Service maybe[string] `json:"serviceId"`
	}
	return renderPages(r, "/disks", "disk", nil, func(d disk) {
		if d.ID == "" {
			return
		}
		why := r.Fetched("/disks", "a disk of a service")
		store := Store(r.out, "render_disk", d.ID, d.Name, why)
		var owner renderOwner
		for id := range r.workspaces {
			if len(r.workspaces) == 1 {
				owner.ID = id
			}
		}
		r.place(store, r.service[d.Service.is], d.Name, owner, "/disks", why)
		var list entries[struct {
			Created maybe[time.Time] `json:"createdAt"`
		}]
		path := "/disks/" + url.PathEscape(d.ID) + "/snapshots"
		if err := r.Get(r.ctx, path, nil, &list); err != nil {
			r.Failed(r.out, "the snapshots of a disk", err)
			return
		}
		r.odd(r.out, path, "the snapshots of a disk", list.odd)
		k := Copies{Type: "render_disk_snapshot", Count: len(list.all), Name: strconv.Itoa(len(list.all)) + " snapshots of the disk " + cmp.Or(d.Name, d.ID)}
		for _, s := range list.all {
			k.Newest = later(k.Newest, s.Created.is)
		}
		switch {
		case k.Count > 0:
			r.Copied(r.out, store, "render_disk", d.ID, d.Name, k, r.Fetched(path, "its snapshots are listed"))
		case list.odd == 0:
			NoCopies(r.out, store, r.Fetched(path, "the list of its snapshots is empty"))
		}
	})
}
