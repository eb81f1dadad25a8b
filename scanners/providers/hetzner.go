// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"strconv"
	"time"

	"github.com/stagedoor/stagedoor/graph"
)

// Hetzner gives a token for one project and never says which: neither the
// project's name nor whether the token may write can be asked, only tried, and
// nothing is tried here.
var Hetzner = add(Provider{
	Name: "hetzner", Title: "Hetzner Cloud",
	Doc: "Lists the volumes and servers of the token's project, with their labels, deletion protection, backups and snapshots. " +
		"Which project it is and whether the token may write is not told by the API, so what the token could do is worded as unknown; Object Storage has no list that a token opens. " +
		"A token with the permission Read suffices.",
	Variables: []string{"HCLOUD_TOKEN"},
	Base:      "https://api.hetzner.cloud/v1", BaseVariable: "HCLOUD_ENDPOINT",
	Allow:  []string{"GET /v1/volumes", "GET /v1/servers", "GET /v1/images"},
	Budget: 3000,
	Ask:    askHetzner,
})

type hetzner struct {
	*Client
	ctx     context.Context
	out     *graph.Facts
	project graph.ID
	images  map[int64]*hetznerImages // by server
}

// hetznerImages are a server's copies.
type hetznerImages struct {
	backups, snapshots           int
	newestBackup, newestSnapshot time.Time
	unlocked                     bool // a snapshot is not protected
}

func askHetzner(ctx context.Context, c *Client, out *graph.Facts) error {
	v, variable, ok := c.Key(c.Variables...)
	if !ok {
		return c.Missing()
	}
	c.Use(v, "Authorization", "Bearer ")
	h := &hetzner{Client: c, ctx: ctx, out: out, images: map[int64]*hetznerImages{}}
	why := c.Fetched("/volumes", "the API answers the token")
	h.project = Scope(out, "hetzner_project", "of "+variable, "project of "+variable, why)
	kind := kindOf(variable, v, "hetzner_token")
	Opens(out, Given(out, kind, variable, v, why), kind, h.project, nil, why)
	if err := h.listVolumes(); Refused(err) {
		return err // the token is not accepted: nothing else is asked
	} else if err != nil {
		c.Failed(out, "the volumes", err)
	}
	c.Failed(out, "the backups and snapshots", h.listImages())
	c.Failed(out, "the servers", h.listServers())
	return nil
}

// hetznerThing is what volumes and servers have in common.
type hetznerThing struct {
	ID         int64                    `json:"id"`
	Name       string                   `json:"name"`
	Labels     maybe[map[string]string] `json:"labels"`
	Protection maybe[struct {
		Delete *bool `json:"delete"`
	}] `json:"protection"`
}

func (h *hetzner) add(typ string, t hetznerThing, why graph.Evidence) graph.ID {
	store := Store(h.out, typ, strconv.FormatInt(t.ID, 10), t.Name, why)
	Contains(h.out, h.project, store, why)
	if !Tagged(h.out, store, t.Labels.is, why) {
		NamedFor(h.out, store, t.Name, why)
	}
	return store
}

func (h *hetzner) listVolumes() error {
	return hetznerPages(h, "/volumes", "volumes", nil, func(v hetznerThing) {
		why := h.Fetched("/volumes", "a volume of the project")
		store := h.add("hetzner_volume", v, why)
		if on := v.Protection.is.Delete; on != nil {
			Locked(h.out, store, *on, h.Fetched("/volumes", "its deletion protection is "+onOrOff(*on)))
		}
	})
}

func onOrOff(on bool) string {
	if on {
		return "on"
	}
	return "off"
}

// listImages asks for all backups and snapshots of servers at once. Neither has
// anything of the volumes.
func (h *hetzner) listImages() error {
	type image struct {
		Type    string           `json:"type"`
		Created maybe[time.Time] `json:"created"`
		Bound   maybe[int64]     `json:"bound_to"`
		From    maybe[struct {
			ID int64 `json:"id"`
		}] `json:"created_from"`
		Protection maybe[struct {
			Delete bool `json:"delete"`
		}] `json:"protection"`
	}
	return hetznerPages(h, "/images", "images", url.Values{"type": {"backup", "snapshot"}}, func(i image) {
		server := i.From.is.ID
		if i.Type == "backup" {
			server = i.Bound.is
		}
		if h.images[server] == nil {
			h.images[server] = &hetznerImages{}
		}
		switch of := h.images[server]; i.Type {
		case "backup":
			of.backups++
			of.newestBackup = later(of.newestBackup, i.Created.is)
		case "snapshot":
			of.snapshots++
			of.newestSnapshot = later(of.newestSnapshot, i.Created.is)
			of.unlocked = of.unlocked || !i.Protection.is.Delete
		}
	})
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// listServers adds servers by their disks. One without backups is not said to
// lack them, and protection that is off is not said of it: most servers hold
// nothing that has to be kept.
func (h *hetzner) listServers() error {
	type server struct {
		hetznerThing
		Window maybe[string] `json:"backup_window"`
	}
	return hetznerPages(h, "/servers", "servers", nil, func(s server) {
		const typ = "hetzner_server"
		why := h.Fetched("/servers", "a server of the project")
		store := h.add(typ, s.hetznerThing, why)
		id := strconv.FormatInt(s.ID, 10)
		if on := s.Protection.is.Delete; on != nil && *on {
			Locked(h.out, store, true, h.Fetched("/servers", "its deletion protection is on"))
		}
		h.out.Note(store, graph.Trait{Name: graph.CopiesDeclared}, graph.Yes, why)
		of := h.images[s.ID]
		if of == nil {
			of = &hetznerImages{}
		}
		if of.backups > 0 || s.Window.is != "" {
			h.Copied(h.out, store, typ, id, s.Name, Copies{
				Type: "hetzner_server_backup", Count: of.backups, Newest: of.newestBackup, Off: s.Window.is == "",
			}, h.Fetched("/images", "its backups are listed"))
		}
		if of.snapshots > 0 {
			why := h.Fetched("/images", "snapshots of it are listed")
			copies := h.Copied(h.out, store, typ, id, s.Name, Copies{
				Type: "hetzner_snapshot", Count: of.snapshots, Newest: of.newestSnapshot, Lives: h.project,
				Name: fmt.Sprintf("%d snapshots of %s", of.snapshots, s.Name),
			}, why)
			if !of.unlocked {
				Locked(h.out, copies, true, why)
			}
		}
	})
}

// hetznerPages asks for a list page by page: by the number of the next page, as
// long as that grows.
func hetznerPages[T any](h *hetzner, path, field string, query url.Values, each func(T)) error {
	odd := 0
	defer func() { h.odd(h.out, path, "the "+field, odd) }()
	for page, n := int64(1), 0; n < maxPages; n++ {
		q := url.Values{"page": {strconv.FormatInt(page, 10)}, "per_page": {"50"}}
		for k, v := range query {
			q[k] = v
		}
		var answer map[string]json.RawMessage
		if err := h.Get(h.ctx, path, q, &answer); err != nil {
			return err
		}
		var list entries[T]
		if json.Unmarshal(answer[field], &list) != nil {
			return failure{path: path, kind: graph.Invalid, says: "the answer is not in the documented form"}
		}
		odd += list.odd
		for _, t := range list.all {
			each(t)
		}
		var meta struct {
			Pagination struct {
				Next *int64 `json:"next_page"`
			} `json:"pagination"`
		}
		if json.Unmarshal(answer["meta"], &meta) != nil || meta.Pagination.Next == nil || *meta.Pagination.Next <= page {
			return nil
		}
		page = *meta.Pagination.Next
	}
	return endless(path)
}
