// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
)

type flyVolume struct {
	ID        string       `json:"id"`
	Name      string       `json:"name"`
	State     string       `json:"state"`
	Automatic maybe[*bool] `json:"auto_backup_enabled"`
	Days      maybe[int]   `json:"snapshot_retention"`
}

// flyGone are the states of a volume that is on its way out.
var flyGone = []string{"scheduling_destroy", "fork_cleanup", "waiting_for_detach", "pending_destroy", "destroying", "destroyed"}

// volumes adds the volumes of an app. A file mounts them by name: where one has
// the name they are one thing, and where several machines have one each the name
// stands for all.
func (f *fly) volumes(app graph.ID, name string) error {
	path := "/v1/apps/" + url.PathEscape(name) + "/volumes"
	var list entries[flyVolume]
	if err := f.Get(f.ctx, path, nil, &list); err != nil {
		return err
	}
	f.odd(f.out, path, "the volumes of an app", list.odd)
	list.all = slices.DeleteFunc(list.all, func(v flyVolume) bool { return v.ID == "" || slices.Contains(flyGone, v.State) })
	of := map[string]int{}
	for _, v := range list.all {
		of[v.Name]++
	}
	for _, v := range list.all {
		why := f.Fetched(path, "a volume of the app")
		store := Store(f.out, "fly_volume", v.ID, v.Name, why)
		Contains(f.out, app, store, why)
		if v.Name != "" {
			named := f.out.Node(graph.Thing{Kind: graph.Store, Type: "fly_volume", Key: "fly_app/" + name + "/volume/" + v.Name, Name: v.Name}, why)
			if of[v.Name] == 1 {
				f.out.Same(named, store, f.Fetched(path, "the one volume of that name in the app"))
			} else {
				Contains(f.out, named, store, why)
			}
		}
		f.Failed(f.out, "the snapshots of a volume", f.snapshots(app, store, name, v))
	}
	return nil
}

// snapshots outlive their volume for as long as they are kept, and are lost with
// the app.
func (f *fly) snapshots(app, store graph.ID, name string, v flyVolume) error {
	path := "/v1/apps/" + url.PathEscape(name) + "/volumes/" + url.PathEscape(v.ID) + "/snapshots"
	var list entries[struct {
		Created maybe[time.Time] `json:"created_at"`
	}]
	if err := f.Get(f.ctx, path, nil, &list); err != nil {
		return err
	}
	f.odd(f.out, path, "the snapshots of a volume", list.odd)
	automatic := v.Automatic.is == nil || *v.Automatic.is // "Default true"
	if len(list.all) == 0 && !automatic {
		if list.odd == 0 {
			NoCopies(f.out, store, f.Fetched(path, "its daily snapshots are switched off, and the list of its snapshots is empty"))
		}
		return nil
	}
	k := Copies{Type: "fly_volume_snapshot", Count: len(list.all), Kept: 24 * hours(v.Days.is), Off: !automatic,
		Name: fmt.Sprintf("%d snapshots of the volume %s", len(list.all), cmp.Or(v.Name, v.ID))}
	if automatic {
		k.Every = hours(24)
	}
	for _, s := range list.all {
		k.Newest = later(k.Newest, s.Created.is)
	}
	why := f.Fetched(path, "its snapshots are listed")
	copies := f.Copied(f.out, store, "fly_volume", v.ID, v.Name, k, why)
	if s, _ := catalog.ScopeByType("fly_app"); s != nil {
		for _, b := range s.Backups {
			if b.Type == k.Type && b.OnDelete == "destroyed" {
				f.out.Link(graph.Edge{From: app, Verb: graph.Destroys, To: copies, Needs: graph.Delete}, why, catalog.Documented(b.Verified, b.Sources, "the vendor: "+strings.TrimSuffix(b.Quote, ".")))
			}
		}
	}
	return nil
}
