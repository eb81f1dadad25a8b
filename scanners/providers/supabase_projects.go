// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"cmp"
	"net/url"
	"slices"
	"time"

	"github.com/stagedoor/stagedoor/graph"
)

type supabaseProject struct {
	Ref      string `json:"ref"`
	ID       string `json:"id"` // the older name of ref
	Name     string `json:"name"`
	Org      string `json:"organization_slug"`
	OrgID    string `json:"organization_id"`
	Status   string `json:"status"`
	Database maybe[struct {
		Host string `json:"host"`
	}] `json:"database"`

	store graph.ID
}

func (s *supabase) projects() {
	const path = "/v1/projects"
	var answer entries[supabaseProject]
	if err := s.Get(s.ctx, path, nil, &answer); err != nil {
		s.Failed(s.out, "the projects", err)
		return
	}
	s.odd(s.out, path, "the projects", answer.odd)
	for _, p := range answer.all {
		if p.Ref = cmp.Or(p.Ref, p.ID); p.Ref == "" || p.Status == "REMOVED" {
			continue
		}
		s.project(path, p)
	}
}

// project adds a project as the store that is deleted and as the scope that files
// name by its reference.
func (s *supabase) project(path string, p supabaseProject) {
	why := s.Fetched(path, "a project of the organisation")
	scope := Scope(s.out, "supabase_project", p.Ref, p.Name, why)
	p.store = Store(s.out, "supabase_project", p.Ref, p.Name, why)
	Contains(s.out, scope, p.store, why)
	i := slices.IndexFunc(s.orgs, func(o supabaseOrganization) bool { return o.Slug == p.Org || o.ID != "" && o.ID == p.OrgID })
	if i >= 0 {
		Contains(s.out, s.orgs[i].scope, scope, why)
		Contains(s.out, s.orgs[i].scope, p.store, why)
	}
	NamedFor(s.out, p.store, p.Name, why)
	s.database(p.store, cmp.Or(p.Database.is.Host, "db."+p.Ref+".supabase.co"), "the name of its project", p.Name, why)
	s.backups(p)
	s.files(p)
	s.branches(p)
}

// files adds a project's buckets as one store: the vendor deletes them with the
// project, and saves none.
func (s *supabase) files(p supabaseProject) {
	path := "/v1/projects/" + url.PathEscape(p.Ref) + "/storage/buckets"
	var answer entries[struct {
		ID string `json:"id"`
	}]
	if err := s.Get(s.ctx, path, nil, &answer); err != nil {
		if p.Status != "INACTIVE" {
			s.Failed(s.out, "the buckets of a project", err)
		}
		return
	}
	if len(answer.all)+answer.odd == 0 {
		return
	}
	why := s.Fetched(path, "the project has buckets")
	id := Store(s.out, "supabase_storage", p.Ref, p.Name, why)
	Contains(s.out, p.store, id, why)
	NamedAfter(s.out, id, "the name of its project", p.Name, why)
}

// database joins a project or branch with connection strings: each has one
// database, postgres.
func (s *supabase) database(store graph.ID, host, whose, name string, why graph.Evidence) {
	Address(s.out, store, "postgres", host, "", why)
	if db := Database(s.out, store, "postgres", host, "", "postgres", why); !db.IsZero() {
		NamedAfter(s.out, db, whose, name, why)
	}
}

func (s *supabase) backups(p supabaseProject) {
	path := "/v1/projects/" + url.PathEscape(p.Ref) + "/database/backups"
	var answer struct {
		PITR    bool `json:"pitr_enabled"`
		WALG    bool `json:"walg_enabled"`
		Backups entries[struct {
			Status string    `json:"status"`
			At     time.Time `json:"inserted_at"`
		}] `json:"backups"`
		Physical maybe[struct {
			Latest int64 `json:"latest_physical_backup_date_unix"`
		}] `json:"physical_backup_data"`
	}
	if err := s.Get(s.ctx, path, nil, &answer); err != nil {
		s.Failed(s.out, "the backups of a project", err)
		return
	}
	s.odd(s.out, path, "the backups of a project", answer.Backups.odd)
	k := Copies{Type: "supabase_backup"}
	for _, b := range answer.Backups.all {
		if b.Status != "COMPLETED" && b.Status != "ARCHIVED" {
			continue
		}
		k.Count++
		if b.At.After(k.Newest) {
			k.Newest = b.At
		}
	}
	if at := answer.Physical.is.Latest; at > 0 {
		k.Count++
		if t := time.Unix(at, 0); t.After(k.Newest) {
			k.Newest = t
		}
	}
	switch {
	case answer.PITR:
		k.Newest = time.Time{} // any second until now
		s.Copied(s.out, p.store, "supabase_project", p.Ref, p.Name, k, s.Fetched(path, "point-in-time recovery is on"))
	case k.Count > 0:
		s.Copied(s.out, p.store, "supabase_project", p.Ref, p.Name, k, s.Fetched(path, "the backups of the project"))
	case !answer.WALG && len(answer.Backups.all)+answer.Backups.odd == 0:
		NoCopies(s.out, p.store, s.Fetched(path, "the API lists no backup, and point-in-time recovery is off"))
	}
}

// branches lists the branches of a project: each is a database of its own, with
// the reference of a project. The default branch is the project itself.
func (s *supabase) branches(p supabaseProject) {
	path := "/v1/projects/" + url.PathEscape(p.Ref) + "/branches"
	var answer entries[struct {
		ID         string `json:"id"`
		Name       string `json:"name"`
		Ref        string `json:"project_ref"`
		Default    bool   `json:"is_default"`
		Persistent bool   `json:"persistent"`
	}]
	err := s.Get(s.ctx, path, nil, &answer)
	if NotFound(err) {
		return // branching is off
	}
	s.Failed(s.out, "the branches of a project", err)
	s.odd(s.out, path, "the branches of a project", answer.odd)
	for _, b := range answer.all {
		if b.Default || b.ID == "" || b.Ref == p.Ref {
			continue
		}
		why := s.Fetched(path, "a branch of the project")
		store := Store(s.out, "supabase_branch", b.ID, b.Name, why)
		Contains(s.out, p.store, store, why)
		named := NamedFor(s.out, store, b.Name, why)
		if !named && !b.Persistent { // https://supabase.com/docs/guides/deployment/branching
			Belongs(s.out, store, "preview", s.Fetched(path, "a branch that is not persistent is a preview"))
		}
		if b.Ref != "" {
			scope := Scope(s.out, "supabase_project", b.Ref, b.Name, why)
			Contains(s.out, scope, store, why)
			s.database(store, "db."+b.Ref+".supabase.co", "the name of its branch", b.Name, why)
		}
	}
}
