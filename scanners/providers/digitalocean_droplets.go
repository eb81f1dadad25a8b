// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"net/url"
	"strconv"

	"github.com/stagedoor/stagedoor/graph"
)

type digitalOceanDroplet struct {
	ID       int64           `json:"id"`
	Name     string          `json:"name"`
	Features entries[string] `json:"features"`
	Backups  entries[int64]  `json:"backup_ids"`
	Tags     entries[string] `json:"tags"`
}

// A digitalOceanPolicy is a droplet's schedule of backups.
type digitalOceanPolicy struct {
	Enabled bool `json:"backup_enabled"`
	Policy  maybe[struct {
		Plan string `json:"plan"`
		Days int    `json:"retention_period_days"`
	}] `json:"backup_policy"`
}

// listDroplets adds servers by their disks. One without backups is not said to
// lack them: most hold nothing that has to be kept.
func (d *digitalOcean) listDroplets() {
	policies := d.policies()
	digitalOceanPages(d, "/v2/droplets", "droplets", nil, "the droplets", func(m digitalOceanDroplet) {
		if m.ID == 0 {
			return
		}
		const typ = "digitalocean_droplet"
		id := strconv.FormatInt(m.ID, 10)
		urn := "do:droplet:" + id
		why := d.Fetched("/v2/droplets", "a droplet of the team")
		store := Store(d.out, typ, id, m.Name, why)
		d.place(store, typ, urn, m.Name, m.Tags.all, why)
		d.out.Note(store, graph.Trait{Name: graph.CopiesDeclared}, graph.Yes, why)
		d.snapshot(store, typ, urn, id, m.Name)
		policy := policies[id]
		on := policy.Enabled
		for _, f := range m.Features.all {
			on = on || f == "backups"
		}
		if !on && len(m.Backups.all) == 0 {
			return
		}
		k := Copies{Type: "digitalocean_droplet_backup", Count: len(m.Backups.all), Kept: 24 * hours(policy.Policy.is.Days), Off: !on}
		switch policy.Policy.is.Plan {
		case "daily":
			k.Every = hours(24)
		case "weekly":
			k.Every = hours(7 * 24)
		}
		d.Copied(d.out, store, typ, id, m.Name, k, d.Fetched("/v2/droplets", "its backups are listed"))
	})
}

// policies asks for the schedules of all droplets, by id.
func (d *digitalOcean) policies() map[string]digitalOceanPolicy {
	const path = "/v2/droplets/backups/policies"
	all := map[string]digitalOceanPolicy{}
	for page := 1; page <= maxPages; page++ {
		var answer struct {
			Policies map[string]maybe[digitalOceanPolicy] `json:"policies"`
			Links    maybe[struct {
				Pages struct {
					Next string `json:"next"`
				} `json:"pages"`
			}] `json:"links"`
		}
		if err := d.Get(d.ctx, path, url.Values{"page": {strconv.Itoa(page)}, "per_page": {"200"}}, &answer); err != nil {
			d.Failed(d.out, "the backup policies of the droplets", err)
			return all
		}
		for id, p := range answer.Policies {
			all[id] = p.is
		}
		if answer.Links.is.Pages.Next == "" {
			return all
		}
	}
	d.Failed(d.out, "the backup policies of the droplets", endless(path))
	return all
}
