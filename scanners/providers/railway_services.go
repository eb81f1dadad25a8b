// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"cmp"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/lazily"
)

// This file is services and the names of their variables. A service is a holder in
// one environment; what it reads are slots, whose values nobody asks for.

type railwayService struct {
	ServiceID    string `json:"serviceId"`
	ServiceName  string `json:"serviceName"`
	CronSchedule string `json:"cronSchedule"`
	DeletedAt    string `json:"deletedAt"`
	Source       struct {
		Image string `json:"image"`
		Repo  string `json:"repo"`
	} `json:"source"`

	holder graph.ID
	held   *railwayHeld
	uses   map[string]bool // names of what its variables refer to, in lower case
	walBy  bool            // a variable says where it archives its log
}

type railwayVariable struct {
	Name       string   `json:"name"`
	ServiceID  string   `json:"serviceId"`
	IsSealed   bool     `json:"isSealed"`
	References []string `json:"references"`
}

// service adds a service of an environment.
func (r *railway) service(w *railwayWorld, s railwayService) {
	if s.ServiceID == "" || s.DeletedAt != "" || w.services[s.ServiceID] != nil {
		return
	}
	s.uses = map[string]bool{}
	s.holder = r.out.Node(graph.Thing{Kind: graph.Holder, Type: "railway_service", Key: "railway_service/" + s.ServiceID + "@" + w.ID,
		Name: cmp.Or(s.ServiceName, s.ServiceID) + "@" + cmp.Or(w.Name, w.ID)}, r.fetched("a service of the environment"))
	r.belongs(w.of, w.railwayEnvironment, s.holder)
	w.services[s.ServiceID] = &s
	w.listed = append(w.listed, &s)
	for _, name := range []string{strings.ToLower(s.ServiceName), strings.ToLower(s.ServiceID)} {
		w.called[name] = append(w.called[name], &s)
	}
}

const shared = "shared" // what Railway calls the variables of an environment as a whole

// slotOf is a variable of a service, or of the environment where the service is "".
func (r *railway) slotOf(w *railwayWorld, service, name string, why graph.Evidence) graph.ID {
	return r.out.Node(graph.Thing{Kind: graph.Slot, Type: "railway_variable", Key: "railway_variable/" + w.ID + "/" + cmp.Or(service, shared) + "/" + name, Name: name}, why)
}

// pitrBucket and pitrVariable are what Railway sets up where point-in-time
// recovery is switched on: https://docs.railway.com/volumes/point-in-time-recovery
const (
	pitrBucket   = "Postgres-PITR"
	pitrVariable = "WAL_ARCHIVE_BUCKET"
)

// variable adds the name of a variable.
func (r *railway) variable(w *railwayWorld, v railwayVariable) {
	if v.Name == "" {
		return
	}
	why := r.fetched("a variable of the service, by its name")
	if v.IsSealed {
		why.Says = "a sealed variable of the service, by its name: the API hands its value to nobody"
	}
	slot := r.slotOf(w, v.ServiceID, v.Name, why)
	s := w.services[v.ServiceID]
	if s == nil { // else it is where its service is
		r.belongs(w.of, w.railwayEnvironment, slot)
	}
	if kind, is, ok := kindOfVariable(v.Name); ok {
		r.out.Note(slot, graph.Trait{Name: graph.TokenKind, Detail: kind}, is, graph.Evidence{Basis: graph.Named, At: why.At, Says: "by its name"})
	}
	if s != nil {
		r.out.Link(graph.Edge{From: s.holder, Verb: graph.Reads, To: slot}, why)
		s.walBy = s.walBy || v.Name == pitrVariable
	}
}

// kindOfVariable is the kind of token that a variable's name says it holds;
// Unknown where it may be one of several that open different things.
func kindOfVariable(name string) (kind string, is graph.Tri, ok bool) {
	tokens := catalog.TokensForVariable(name)
	if len(tokens) == 0 {
		return "", graph.Unknown, false
	}
	for _, t := range tokens[1:] {
		if t.Opens != tokens[0].Opens || strings.Join(t.Power, " ") != strings.Join(tokens[0].Power, " ") {
			return tokens[0].Type, graph.Unknown, true
		}
	}
	return tokens[0].Type, graph.Yes, true
}

// A reference is NAMESPACE.VARIABLE, in the form in which it is written into a
// value, ${{Postgres.DATABASE_URL}}, or without its braces; the schema says only
// that it is text, so that what has another form says nothing.
var railwayReference = lazily.Compile(`^(?:\$\{\{\s*)?([^{}$]{1,100})\.([A-Za-z_][A-Za-z0-9_]{0,127})(?:\s*\}\})?$`)

// references says which variables of others a service gets by reference.
func (r *railway) references(w *railwayWorld, v railwayVariable) {
	s := w.services[v.ServiceID]
	if s == nil {
		return
	}
	why := r.fetched("a variable of the service refers to it")
	for _, text := range v.References {
		m := railwayReference.FindStringSubmatch(strings.TrimSpace(text))
		if m == nil {
			continue
		}
		of := strings.ToLower(strings.TrimSpace(m[1]))
		s.uses[of] = true
		if of == shared {
			r.out.Link(graph.Edge{From: s.holder, Verb: graph.Reads, To: r.slotOf(w, "", m[2], why)}, why)
		}
		for _, other := range w.called[of] {
			if other != s {
				r.out.Link(graph.Edge{From: s.holder, Verb: graph.Reads, To: r.slotOf(w, other.ServiceID, m[2], why)}, why)
			}
		}
	}
}

var makesDumps = lazily.Compile(`(?i)(?:^|[^a-z])(?:backups?|dumps?|pgdump|restic|borg)(?:[^a-z]|$)`)

// otherCopies adds the copies that are no backups of the volume: the log that
// point-in-time recovery archives into a bucket of the project, and the dumps of a
// service that is called after that and is given the database's address, as
// Railway's guide on backups sets one up. It returns which instances have one.
func (r *railway) otherCopies(w *railwayWorld) map[*railwayHeld]bool {
	found := map[*railwayHeld]bool{}
	for _, s := range w.listed {
		if s.held != nil && s.walBy {
			found[s.held] = true
			r.c.Copied(r.out, s.held.id, "railway_postgres", s.held.ID, s.held.name, Copies{Type: "railway_postgres_wal", Lives: w.of.scope},
				r.fetched("a variable of the service names the bucket into which it archives its log"))
		}
		if s.held == nil && (makesDumps.MatchString(s.ServiceName) || makesDumps.MatchString(s.Source.Image) || makesDumps.MatchString(s.Source.Repo)) {
			for _, db := range w.listed {
				if db.held != nil && (s.uses[strings.ToLower(db.ServiceName)] || s.uses[strings.ToLower(db.ServiceID)]) {
					found[db.held] = true
					r.dump(w, s, db.held)
				}
			}
		}
	}
	return found
}

// dump adds the copies that a service makes of a database. Where its variables
// refer to a bucket of the project, the copies lie there.
func (r *railway) dump(w *railwayWorld, s *railwayService, of *railwayHeld) {
	why := r.fetched("a service that is called after backups gets the database's address by reference")
	why.Basis = graph.Named
	id := r.out.Node(graph.Thing{Kind: graph.Backup, Type: "database_dump", Key: "database_dump/" + s.ServiceID + "@" + w.ID + "/" + of.ID,
		Name: "dumps of " + of.name + " by " + cmp.Or(s.ServiceName, s.ServiceID)}, why)
	r.out.Link(graph.Edge{From: id, Verb: graph.CopyOf, To: of.id}, why)
	for _, b := range w.of.buckets {
		if s.uses[strings.ToLower(b.Name)] {
			in := r.fetched("the service gets a bucket's address by reference")
			in.Basis = graph.Named
			bucket := Store(r.out, "railway_bucket", b.ID, b.Name, r.fetched("a bucket of the project"))
			Contains(r.out, bucket, id, in)
			r.out.Link(graph.Edge{From: bucket, Verb: graph.Destroys, To: id, Needs: graph.Delete}, in)
			r.out.Note(bucket, graph.Trait{Name: graph.Role, Detail: "backups"}, graph.Yes, in)
		}
	}
}
