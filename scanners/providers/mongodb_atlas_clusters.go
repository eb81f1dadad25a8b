// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"encoding/json"
	"net/url"
	"time"

	"github.com/stagedoor/stagedoor/graph"
)

type atlasTagList = []struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

type atlasProject struct {
	ID   string              `json:"id"`
	Name string              `json:"name"`
	Org  string              `json:"orgId"`
	Tags maybe[atlasTagList] `json:"tags"`

	scope     graph.ID
	why       graph.Evidence
	compliant graph.Tri // whether a backup compliance policy is active
}

type atlasCluster struct {
	ID        string              `json:"id"`
	Name      string              `json:"name"`
	Type      string              `json:"clusterType"`
	Backup    *bool               `json:"backupEnabled"`
	Settings  maybe[atlasBackups] `json:"backupSettings"` // of a flex cluster
	Protected *bool               `json:"terminationProtectionEnabled"`
	Tags      maybe[atlasTagList] `json:"tags"`
	Address   maybe[struct {
		Standard string `json:"standardSrv"`
	}] `json:"connectionStrings"`
}

type atlasBackups struct {
	Enabled *bool `json:"enabled"`
}

func (a *atlas) projects(known bool) {
	path := atlasPath("groups")
	var all []atlasProject
	err := atlasList(a, path, atlasFirst, "the projects", func(p atlasProject) {
		if p.ID != "" {
			all = append(all, p)
		}
	})
	a.Failed(a.out, "the projects", err)
	for _, p := range all {
		p.why = a.fetched(path, "a project of the organisation")
		p.scope = Scope(a.out, "mongodb_atlas_project", p.ID, p.Name, p.why)
		if org, ok := a.orgs[p.Org]; ok {
			Contains(a.out, org, p.scope, p.why)
		} else if p.Org != "" {
			Contains(a.out, Scope(a.out, "mongodb_atlas_organization", p.Org, "", p.why), p.scope, p.why)
		}
		if !Tagged(a.out, p.scope, atlasTags(p.Tags.is), p.why) {
			NamedFor(a.out, p.scope, p.Name, p.why)
		}
		if _, named := a.of[p.ID]; named {
			a.opens(p.ID, p.scope, known)
		}
		p.compliant = a.compliance(p)
		a.clusters(p)
	}
}

// compliance reports whether a policy forbids everybody to delete snapshots. Only
// an owner of the project may read it. The names of people in the answer are not
// kept.
func (a *atlas) compliance(p atlasProject) graph.Tri {
	path := atlasPath("groups", p.ID, "backupCompliancePolicy")
	var answer map[string]json.RawMessage // {} where there is none
	switch err := a.get(path, "application/vnd.atlas.2023-10-01+json", nil, &answer); {
	case NotFound(err):
		return graph.No
	case Refused(err):
		return graph.Unknown
	case err != nil:
		a.Failed(a.out, "the backup compliance policy of a project", err)
		return graph.Unknown
	case answer["state"] == nil || string(answer["state"]) == "null":
		return graph.No
	case string(answer["state"]) == `"ACTIVE"`:
		return graph.Yes
	}
	return graph.Unknown
}

func (a *atlas) clusters(p atlasProject) {
	path := atlasPath("groups", p.ID, "clusters")
	seen := map[string]bool{}
	err := atlasList(a, path, atlas2024, "the clusters", func(c atlasCluster) {
		if c.Name == "" {
			return
		}
		seen[c.Name] = true
		store := a.cluster(path, p, c)
		a.backups(path+"/"+url.PathEscape(c.Name)+"/backup", p, c, store)
	})
	a.Failed(a.out, "the clusters of a project", err)
	path = atlasPath("groups", p.ID, "flexClusters")
	err = atlasList(a, path, atlasFlex, "the flex clusters", func(c atlasCluster) {
		if c.Name == "" || seen[c.Name] {
			return
		}
		store := a.cluster(path, p, c)
		if on := c.Settings.is.Enabled; on != nil && !*on {
			NoCopies(a.out, store, a.fetched(path, "its backups are switched off"))
		}
	})
	if !NotFound(err) {
		a.Failed(a.out, "the flex clusters of a project", err)
	}
}

func (a *atlas) cluster(path string, p atlasProject, c atlasCluster) graph.ID {
	why := a.fetched(path, "a cluster of the project")
	store := Store(a.out, "mongodb_atlas_cluster", p.ID+"/"+c.Name, c.Name, why)
	Contains(a.out, p.scope, store, why)
	if !Tagged(a.out, store, atlasTags(c.Tags.is), why) {
		NamedFor(a.out, store, c.Name, why)
	}
	if c.Protected != nil {
		Locked(a.out, store, *c.Protected, a.fetched(path, "termination protection is "+either(*c.Protected, "on", "off")))
	}
	if u, err := url.Parse(c.Address.is.Standard); err == nil {
		Address(a.out, store, "mongodb", u.Hostname(), "", why)
	}
	return store
}

// backups asks for the schedule and snapshots of a cluster. Whoever deletes a
// cluster deletes them, unless the call says otherwise or a policy forbids it.
func (a *atlas) backups(path string, p atlasProject, c atlasCluster, store graph.ID) {
	k := Copies{Type: "mongodb_atlas_snapshot"}
	switch p.compliant {
	case graph.No:
		k.Fate = "destroyed"
	case graph.Yes:
		k.Fate = "retained"
	}
	exported, ok := false, true
	if c.Backup == nil || *c.Backup {
		exported, ok = a.schedule(path+"/schedule", &k)
	}
	list := path + "/snapshots"
	if c.Type == "SHARDED" || c.Type == "GEOSHARDED" {
		list += "/shardedClusters"
	}
	odd := 0
	err := atlasList(a, list, atlasFirst, "the snapshots of a cluster", func(s struct {
		At     time.Time `json:"createdAt"`
		Status string    `json:"status"`
	}) {
		if s.Status != "" && s.Status != "completed" {
			odd++
			return
		}
		k.Count++
		if s.At.After(k.Newest) {
			k.Newest = s.At
		}
	})
	if err != nil && !(NotFound(err) && c.Backup != nil && !*c.Backup) {
		a.Failed(a.out, "the snapshots of a cluster", err)
		ok = false
	}
	switch {
	case k.Count > 0:
		id := a.Copied(a.out, store, "mongodb_atlas_cluster", p.ID+"/"+c.Name, c.Name, k, a.fetched(list, "the snapshots of the cluster"))
		if p.compliant == graph.Yes {
			a.out.Note(id, graph.Trait{Name: graph.TraitLock, Detail: graph.LockImmutable}, graph.Yes,
				a.fetched(atlasPath("groups", p.ID, "backupCompliancePolicy"), "a backup compliance policy is active, under which nobody can delete them"))
		}
	case ok && odd == 0 && c.Backup != nil && !*c.Backup:
		NoCopies(a.out, store, a.fetched(list, "its backups are switched off, and it has no snapshot"))
	}
	if exported {
		e := Copies{Type: "mongodb_atlas_export", Fate: "retained", Name: "snapshots of " + c.Name + " exported to a bucket"}
		a.Copied(a.out, store, "mongodb_atlas_cluster", p.ID+"/"+c.Name, c.Name, e, a.fetched(path+"/schedule", "its snapshots are exported to a bucket"))
	}
}

// atlasUnits are units of schedules.
var atlasUnits = map[string]time.Duration{"hourly": 1, "daily": 24, "weekly": 7 * 24, "monthly": 31 * 24, "yearly": 366 * 24,
	"days": 24, "weeks": 7 * 24, "months": 30 * 24, "years": 365 * 24}

// schedule adds the shortest time between snapshots, and the longest for which
// one is kept.
func (a *atlas) schedule(path string, k *Copies) (exported, ok bool) {
	var answer struct {
		Policies entries[struct {
			Items entries[struct {
				Interval  int64  `json:"frequencyInterval"`
				Frequency string `json:"frequencyType"`
				Kept      int64  `json:"retentionValue"`
				Unit      string `json:"retentionUnit"`
			}] `json:"policyItems"`
		}] `json:"policies"`
		Export bool `json:"autoExportEnabled"`
	}
	if err := a.get(path, atlas2024, nil, &answer); err != nil {
		a.Failed(a.out, "the backup schedule of a cluster", err)
		return false, false
	}
	for _, p := range answer.Policies.all {
		for _, i := range p.Items.all {
			every := atlasUnits[i.Frequency] * time.Hour
			if i.Frequency == "hourly" {
				every *= time.Duration(min(max(i.Interval, 1), 24))
			}
			if every > 0 && (k.Every == 0 || every < k.Every) {
				k.Every = every
			}
			if i.Kept > 0 && i.Kept < 10_000 {
				k.Kept = max(k.Kept, time.Duration(i.Kept)*atlasUnits[i.Unit]*time.Hour)
			}
		}
	}
	return answer.Export, true
}
