// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"net/url"
	"time"

	"github.com/stagedoor/stagedoor/graph"
)

// history is how far back the project can be restored, all of its branches alike.
func (n *neon) history(p neonProject, noSnapshots bool) {
	if p.History == nil {
		return
	}
	why := p.why
	if *p.History <= 0 {
		why.Says = "no history is kept (0 seconds)"
		n.out.Note(p.store, graph.Trait{Name: graph.CopiesDeclared}, graph.Yes, why)
		if noSnapshots {
			why.Says += ", and there is no snapshot"
			NoCopies(n.out, p.store, why)
		}
		return
	}
	why.Says = "how long its history is kept"
	n.Copied(n.out, p.store, "neon_project", p.ID, p.Name, Copies{Type: "neon_history", Kept: time.Duration(*p.History) * time.Second}, why)
}

// snapshots lists a project's snapshots by the branch that they were taken of,
// and asks for the schedule of the default branch. It reports whether the list is
// complete and empty.
func (n *neon) snapshots(p neonProject, branches map[string]neonBranch) (none bool) {
	path := "/projects/" + url.PathEscape(p.ID) + "/snapshots"
	var answer struct {
		Snapshots entries[struct {
			Source  string    `json:"source_branch_id"`
			Created time.Time `json:"created_at"`
		}] `json:"snapshots"`
	}
	if err := n.Get(n.ctx, path, nil, &answer); err != nil {
		n.Failed(n.out, "the snapshots of a project", err)
		return false
	}
	n.odd(n.out, path, "the snapshots of a project", answer.Snapshots.odd)
	of := map[string]Copies{}
	for _, s := range answer.Snapshots.all {
		k := of[s.Source]
		k.Count++
		if s.Created.After(k.Newest) {
			k.Newest = s.Created
		}
		of[s.Source] = k
	}
	for id, b := range branches {
		k := of[id]
		if b.Default {
			n.schedule(p, b, &k)
		}
		if k.Count == 0 {
			continue
		}
		k.Type = "neon_snapshot"
		n.Copied(n.out, b.store, "neon_branch", b.ID, b.Name, k, n.Fetched(path, "snapshots of the branch"))
	}
	return len(answer.Snapshots.all)+answer.Snapshots.odd == 0
}

// hoursBetween are the frequencies of schedules.
var hoursBetween = map[string]time.Duration{"hourly": 1, "daily": 24, "weekly": 7 * 24, "monthly": 31 * 24, "yearly": 366 * 24}

// schedule adds what the branch's schedule says: the shortest time between
// copies, the longest that one is kept.
func (n *neon) schedule(p neonProject, b neonBranch, k *Copies) {
	path := "/projects/" + url.PathEscape(p.ID) + "/branches/" + url.PathEscape(b.ID) + "/backup_schedule"
	var answer struct {
		Schedule entries[struct {
			Frequency string `json:"frequency"`
			Kept      int64  `json:"retention_seconds"`
		}] `json:"schedule"`
	}
	err := n.Get(n.ctx, path, nil, &answer)
	if NotFound(err) {
		return // not every plan has schedules
	}
	n.Failed(n.out, "the backup schedule of a branch", err)
	forever := false
	for _, s := range answer.Schedule.all {
		every := hoursBetween[s.Frequency] * time.Hour
		if every > 0 && (k.Every == 0 || every < k.Every) {
			k.Every = every
		}
		k.Kept = max(k.Kept, time.Duration(s.Kept)*time.Second)
		forever = forever || s.Kept == 0
	}
	if forever {
		k.Kept = 0
	}
}
