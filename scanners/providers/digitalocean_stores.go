// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"fmt"
	"net/url"
	"strconv"
	"time"

	"github.com/stagedoor/stagedoor/graph"
)

// digitalOceanCopies are the snapshots of one thing.
type digitalOceanCopies struct {
	count  int
	newest time.Time
}

// listSnapshots asks for all snapshots of the team at once.
func (d *digitalOcean) listSnapshots() {
	type snapshot struct {
		Resource string           `json:"resource_id"`
		Type     string           `json:"resource_type"`
		Created  maybe[time.Time] `json:"created_at"`
	}
	d.known = digitalOceanPages(d, "/v2/snapshots", "snapshots", nil, "the snapshots", func(s snapshot) {
		urn := "do:" + s.Type + ":" + s.Resource
		if d.snapshots[urn] == nil {
			d.snapshots[urn] = &digitalOceanCopies{}
		}
		of := d.snapshots[urn]
		of.count++
		if s.Created.is.After(of.newest) {
			of.newest = s.Created.is
		}
	})
}

// snapshot adds the snapshots of a thing; they lie in the team, beside it.
func (d *digitalOcean) snapshot(store graph.ID, typ, urn, id, name string) bool {
	of := d.snapshots[urn]
	if of == nil {
		return false
	}
	copies := d.Copied(d.out, store, typ, id, name, Copies{
		Type: "digitalocean_snapshot", Count: of.count, Newest: of.newest, Lives: d.team,
		Name: fmt.Sprintf("%d snapshots of %s", of.count, name),
	}, d.Fetched("/v2/snapshots", "snapshots of it are listed"))
	if p, ok := d.byType["digitalocean_snapshot"]; ok {
		Opens(d.out, d.token, d.kind, copies, &p, d.scopesWhy)
	}
	return true
}

// digitalOceanEngines are the names of engines that a connection string uses.
var digitalOceanEngines = map[string]string{"pg": "postgres", "advanced_pg": "postgres", "mysql": "mysql", "advanced_mysql": "mysql", "mongodb": "mongodb", "redis": "redis", "valkey": "valkey"}

type digitalOceanDatabase struct {
	ID         string          `json:"id"`
	Name       string          `json:"name"`
	Engine     string          `json:"engine"`
	Tags       entries[string] `json:"tags"`
	Connection maybe[struct {  // without user, password and uri, which are not read
		Host string `json:"host"`
		Port int    `json:"port"`
	}] `json:"connection"`
}

func (d *digitalOcean) listDatabases() {
	digitalOceanPages(d, "/v2/databases", "databases", nil, "the databases", func(db digitalOceanDatabase) {
		if db.ID == "" {
			return
		}
		const typ = "digitalocean_database_cluster"
		why := d.Fetched("/v2/databases", "a database cluster of the team")
		store := Store(d.out, typ, db.ID, db.Name, why)
		d.place(store, typ, "do:dbaas:"+db.ID, db.Name, db.Tags.all, why)
		if at := db.Connection.is; at.Port > 0 {
			Address(d.out, store, digitalOceanEngines[db.Engine], at.Host, strconv.Itoa(at.Port), why)
		}
		switch db.Engine {
		case "redis", "valkey":
			why.Says = "a cache, by its engine: DigitalOcean keeps no backups of it"
			d.out.Note(store, graph.Trait{Name: graph.PrimaryData}, graph.No, why)
			NoCopies(d.out, store, why)
		case "kafka", "opensearch":
			why.Says = "a stream or an index, by its engine"
			d.out.Note(store, graph.Trait{Name: graph.PrimaryData}, graph.No, why)
		case "pg", "mysql", "advanced_pg", "advanced_mysql":
			d.databaseBackups(store, db)
		}
	})
}

// databaseBackups asks for a cluster's backups, which die with it. The API lists
// those of PostgreSQL and MySQL only.
func (d *digitalOcean) databaseBackups(store graph.ID, db digitalOceanDatabase) {
	var answer struct {
		Backups entries[struct {
			Created maybe[time.Time] `json:"created_at"`
		}] `json:"backups"`
		Schedule maybe[struct {
			Hours int `json:"backup_interval_hours"`
		}] `json:"scheduled_backup_time"`
	}
	path := "/v2/databases/" + url.PathEscape(db.ID) + "/backups"
	if err := d.Get(d.ctx, path, nil, &answer); err != nil {
		d.Failed(d.out, "the backups of a database", err)
		return
	}
	d.odd(d.out, path, "the backups of a database", answer.Backups.odd)
	k := Copies{Type: "digitalocean_database_backup", Count: len(answer.Backups.all), Every: hours(answer.Schedule.is.Hours)}
	for _, b := range answer.Backups.all {
		if b.Created.is.After(k.Newest) {
			k.Newest = b.Created.is
		}
	}
	if k.Count == 0 && k.Every == 0 {
		if answer.Backups.odd == 0 {
			NoCopies(d.out, store, d.Fetched(path, "the list of its backups is empty"))
		}
		return
	}
	d.Copied(d.out, store, "digitalocean_database_cluster", db.ID, db.Name, k, d.Fetched(path, "its backups are listed"))
}

func (d *digitalOcean) listVolumes() {
	type volume struct {
		ID   string          `json:"id"`
		Name string          `json:"name"`
		Tags entries[string] `json:"tags"`
	}
	digitalOceanPages(d, "/v2/volumes", "volumes", nil, "the volumes", func(v volume) {
		if v.ID == "" {
			return
		}
		const typ = "digitalocean_volume"
		urn := "do:volume:" + v.ID
		why := d.Fetched("/v2/volumes", "a volume of the team")
		store := Store(d.out, typ, v.ID, v.Name, why)
		d.place(store, typ, urn, v.Name, v.Tags.all, why)
		if !d.snapshot(store, typ, urn, v.ID, v.Name) && d.known {
			NoCopies(d.out, store, d.Fetched("/v2/snapshots", "the list of the team's snapshots has none of it"))
		}
	})
}

// hours is a number of hours of an answer, none where it is out of all bounds.
func hours(n int) time.Duration {
	if n < 0 || n > 24*366*10 {
		return 0
	}
	return time.Duration(n) * time.Hour
}
