// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"fmt"
	"strings"
	"time"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/environment"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// This file is how answers become facts, in one way for all providers. Types are
// the catalog's; a key is TYPE/ID as the vendor identifies it, and is "" for that.

// Scope adds an account, project or app that the API lists.
func Scope(out *graph.Facts, typ, id, name string, why graph.Evidence) graph.ID {
	return live(out, graph.Scope, typ, id, name, why)
}

// Store adds a data store that the API lists.
func Store(out *graph.Facts, typ, id, name string, why graph.Evidence) graph.ID {
	return live(out, graph.Store, typ, id, name, why)
}

func live(out *graph.Facts, k graph.Kind, typ, id, name string, why graph.Evidence) graph.ID {
	if name == "" {
		name = id
	}
	return out.Node(graph.Thing{Kind: k, Type: typ, Key: typ + "/" + id, Name: name}, why)
}

// Contains says that one thing lies in another.
func Contains(out *graph.Facts, outer, inner graph.ID, why graph.Evidence) {
	out.Link(graph.Edge{From: outer, Verb: graph.Contains, To: inner}, why)
}

// Belongs says that the API itself calls a name a thing's environment: an
// environment of the vendor's, a tag or label of that name. It reports whether
// the name is one.
func Belongs(out *graph.Facts, thing graph.ID, name string, why graph.Evidence) bool {
	if _, ok := environment.OfName(name); !ok {
		return false
	}
	out.Link(graph.Edge{From: thing, Verb: graph.InEnv, To: environment.Node(out, name, why)}, why)
	return true
}

// NamedFor reads an environment out of a thing's own name, where nothing better
// says it: Named where the name is one word for an environment, Guessed where it
// contains one ("shop-staging").
func NamedFor(out *graph.Facts, thing graph.ID, name string, why graph.Evidence) bool {
	return NamedAfter(out, thing, "its name", name, why)
}

// NamedAfter is [NamedFor] with the name of another thing, which is what whose
// says: "the name of its branch".
func NamedAfter(out *graph.Facts, thing graph.ID, whose, name string, why graph.Evidence) bool {
	d, ok := environment.OfName(name)
	why.Basis, why.Says = graph.Named, whose+" says so"
	if !ok || d.Tier == graph.Untiered || d.Basis == graph.Guessed {
		d, ok = environment.OfWord(name)
		why.Basis, why.Says = graph.Guessed, "a word in "+whose+" says so"
	}
	if !ok || d.Tier == graph.Untiered || d.Name == "" {
		return false
	}
	out.Link(graph.Edge{From: thing, Verb: graph.InEnv, To: environment.Node(out, d.Name, why)}, why)
	return true
}

// environmentTags are keys of tags and labels that name an environment, the usual
// first.
var environmentTags = []string{"Environment", "environment", "Env", "env", "ENV", "Stage", "stage", "Tier", "tier"}

// Tagged is [Belongs] for a thing's tags or labels: the first that names an
// environment counts.
func Tagged(out *graph.Facts, thing graph.ID, tags map[string]string, why graph.Evidence) bool {
	for _, key := range environmentTags {
		if v := tags[key]; v != "" {
			why.Says = "its tag " + key + " says so"
			if Belongs(out, thing, v, why) {
				return true
			}
		}
	}
	return false
}

// Locked says whether the provider refuses to delete a thing until a setting is
// changed.
func Locked(out *graph.Facts, thing graph.ID, on bool, why graph.Evidence) {
	is := graph.No
	if on {
		is = graph.Yes
	}
	out.Note(thing, graph.Trait{Name: graph.TraitLock, Detail: graph.LockAPI}, is, why)
}

// Given adds the credential that the user gave: as a node, so that the same value
// in a file is the same credential. Name is its variable.
func Given(out *graph.Facts, kind, name string, v secret.Value, why graph.Evidence) graph.ID {
	return out.Literal(kind, name, v, why)
}

// kindOf is the kind of token that a value is of by its form: usual where that
// does not tell, or where it would be another provider's.
func kindOf(variable string, v secret.Value, usual string) string {
	t, basis, ok := catalog.Recognize(variable, v)
	if !ok || basis < graph.ReadInFile {
		return usual
	}
	_, of := catalog.ByType(t.Type)
	if _, home := catalog.ByType(usual); of != home {
		return usual
	}
	return t.Type
}

// Address says where a store answers, so that a connection string with this
// address names the store. An address that means something in one network only
// says nothing.
func Address(out *graph.Facts, store graph.ID, engine, host, port string, why graph.Evidence) {
	if host == "" {
		return
	}
	none := secret.Value{}
	c, ok := secret.ConnectionOf(engine, secret.New(host), secret.New(port), none, none, none)
	if !ok || c.Server() == "" || c.Reach() != secret.Global {
		return
	}
	why.Says = "the address at which the API says that it answers"
	out.Same(store, out.Node(graph.Thing{Kind: graph.Store, Key: c.Server()}), why)
}

// Opens says what a credential opens, by the API's answer and, for what its kind
// may do, the vendor's document. Narrowed is the power where the API tells it
// (a read-only token); nil for what the kind has.
func Opens(out *graph.Facts, cred graph.ID, kind string, to graph.ID, narrowed *graph.Power, why graph.Evidence) {
	t, _ := catalog.ByType(kind)
	chain := []graph.Evidence{why}
	var power graph.Power
	if t != nil {
		power, _ = graph.ParsePower(t.Power...)
		chain = append(chain, catalog.Documented(t.Verified, t.Sources, "a "+t.Title+" opens "+t.Scope))
	}
	if narrowed != nil {
		power, chain = *narrowed, chain[:1]
	}
	out.Link(graph.Edge{From: cred, Verb: graph.Opens, To: to, Power: power}, chain...)
}

// Copies are the vendor's own backups of one store, as the API lists them.
type Copies struct {
	Type   string        // of the catalog's backups of the store's type: railway_volume_backup
	Count  int           // of all that are listed
	Newest time.Time     // zero where the API does not say
	Every  time.Duration // between copies, by the schedule; zero where there is none or it is not told
	Kept   time.Duration // how long; zero where it is not told
	Off    bool          // a schedule that is off
	Lives  graph.ID      // the scope in which they lie, apart from the store's; zero for the store's own
	Handle graph.ID      // what a deletion names, where that is not the store
	Fate   string        // destroyed, retained, retained_days, depends, unverified where the API tells it; "" for what the catalog says of the type
	Name   string        // to show; "" for "TITLE (STORE)"
}

// Copied adds the backups of a store that the API lists. Their fate is the
// catalog's: whether they die with the store is the vendor's document. With none
// listed and no schedule the store has no backups of this kind, by a complete
// list; say so with [NoCopies] where the kind is the only one.
func (c *Client) Copied(out *graph.Facts, store graph.ID, storeType, storeID, storeName string, k Copies, why graph.Evidence) graph.ID {
	out.Note(store, graph.Trait{Name: graph.CopiesDeclared}, graph.Yes, why)
	fate := fateOf(storeType, k.Type)
	if k.Fate != "" {
		fate.OnDelete = k.Fate
	}
	if k.Name == "" {
		title := fate.Title
		if title == "" {
			title = strings.ReplaceAll(k.Type, "_", " ")
		}
		k.Name = title + " (" + storeName + ")"
	}
	id := out.Node(graph.Thing{Kind: graph.Backup, Type: k.Type, Key: k.Type + "/" + storeType + "/" + storeID, Name: k.Name}, why)
	out.Link(graph.Edge{From: id, Verb: graph.CopyOf, To: store}, why)
	c.told(out, id, k, why)
	document := catalog.Documented(fate.Verified, fate.Sources, says(fate))
	handle := k.Handle
	if handle.IsZero() {
		handle = store
	}
	switch {
	case k.Fate == "retained":
	case fate.OnDelete == "destroyed":
		for _, from := range []graph.ID{handle, store} {
			out.Link(graph.Edge{From: from, Verb: graph.Destroys, To: id, Needs: graph.Delete}, why, document)
		}
	case fate.OnDelete == "retained":
	case fate.OnDelete == "retained_days" && fate.Days > 0:
		outlives := fate.Days * 24
		if k.Kept > 0 {
			outlives = min(outlives, int(k.Kept.Hours())) // what is not kept so long is gone before
		}
		out.Note(id, graph.Trait{Name: graph.TraitUndo, Hours: outlives, Detail: "restored from the copy"}, graph.Yes, document)
	default:
		out.Note(id, graph.Trait{Name: graph.MayExist, Detail: "fate not known"}, graph.Unknown, document)
	}
	if !k.Lives.IsZero() {
		Contains(out, k.Lives, id, why)
	}
	return id
}

// told notes what the list says of schedule, retention and age.
func (c *Client) told(out *graph.Facts, id graph.ID, k Copies, why graph.Evidence) {
	if k.Kept > 0 {
		out.Note(id, graph.Trait{Name: graph.Retention, Hours: int(k.Kept.Hours())}, graph.Yes, why)
	}
	if k.Every > 0 {
		out.Note(id, graph.Trait{Name: graph.BackupSchedule, Hours: int(k.Every.Hours())}, graph.Yes, why)
	}
	if k.Off {
		out.Note(id, graph.Trait{Name: graph.Suspended}, graph.Yes, why)
	}
	if age := c.Now.Sub(k.Newest); !k.Newest.IsZero() && !c.Now.IsZero() && age > 0 {
		newest := why
		newest.Says = "the newest copy is of " + k.Newest.UTC().Format(time.DateOnly)
		out.Note(id, graph.Trait{Name: graph.NewestCopy, Hours: int(age.Hours()), Detail: k.Newest.UTC().Format(time.DateOnly)}, graph.Yes, newest)
	}
}

// NoCopies says that a complete list of a store's backups is empty.
func NoCopies(out *graph.Facts, store graph.ID, why graph.Evidence) {
	out.Note(store, graph.Trait{Name: graph.BackupsOff}, graph.Yes, why)
	out.Note(store, graph.Trait{Name: graph.CopiesDeclared}, graph.Yes, why)
}

// fateOf is what the catalog says of one kind of backup of a store.
func fateOf(storeType, backupType string) catalog.Fate {
	s, _ := catalog.StoreByType(storeType)
	if s != nil {
		for _, b := range s.Backups {
			if b.Type == backupType {
				return b
			}
		}
	}
	return catalog.Fate{Type: backupType, OnDelete: "unverified"}
}

func says(f catalog.Fate) string {
	switch f.OnDelete {
	case "destroyed":
		if f.Quote != "" {
			return "the vendor: " + strings.TrimSuffix(f.Quote, ".")
		}
		return f.Title + " are deleted with it"
	case "retained_days":
		return fmt.Sprintf("%s outlive it by %d days", f.Title, f.Days)
	}
	return "what becomes of its backups is not documented"
}
