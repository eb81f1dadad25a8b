// SPDX-License-Identifier: Apache-2.0

package declared

import (
	"cmp"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
)

// Write adds what the set declares to the graph: stores, backups and scopes of
// the types that the catalog knows, their locks and copies, and the links
// between them. It returns the ids by address. A replica has none, and neither
// has what the catalog does not know.
func (s *Set) Write(out *graph.Facts) map[string]graph.ID {
	w := &writer{set: s, out: out, entries: map[*Resource]*entry{}, ids: map[string]graph.ID{}}
	w.index()
	w.findParts()
	for _, e := range w.order {
		switch e.kind.Role {
		case "data":
			w.store(e)
		case "container", "vault":
			w.container(e)
		}
	}
	for _, e := range w.order {
		if !e.id.IsZero() {
			w.parents(e)
		}
	}
	for _, e := range w.order {
		if role := e.kind.Role; !e.read && (role == "data" || role == "container" || role == "vault") {
			w.lockedBy(e, e, 3)
		}
	}
	for _, e := range w.order {
		if e.kind.Role == "data" && !e.id.IsZero() && !e.replica && !e.read {
			w.ownCopies(e)
			w.label(e)
			w.asksForBackups(e)
		}
	}
	w.copies()
	for address, e := range w.byAddress {
		if !e.id.IsZero() {
			w.ids[address] = e.id
		}
	}
	return w.ids
}

// A writer is at work on one set.
type writer struct {
	set *Set
	out *graph.Facts

	order     []*entry // resources of types that the catalog knows, or that it names as backups, in the set's order
	entries   map[*Resource]*entry
	byAddress map[string]*entry
	byBase    map[string][]*entry // by address without indices
	byName    map[string][]*entry // by physical name
	ids       map[string]graph.ID
	accounts  map[string]graph.ID
}

// An entry is a resource with what is known of its type.
type entry struct {
	*Resource
	kind    *catalog.Resource
	of      *catalog.Provider
	name    string   // physical, or ""
	nameWhy Value    // where it is written
	id      graph.ID // of a store or scope
	mention graph.ID // the holder whose environments are its own
	account graph.ID // the scope it lies in; zero where its provider has none
	replica bool     // of another store
	read    bool     // a data source: declared elsewhere
	parts   []*entry // that lend it their settings
	above   []*entry // that contain it
}

// store writes one data store and what its own body says of it. What is only
// looked up is declared elsewhere: it is a mention of the store where its name
// identifies it, and says nothing of its settings.
func (w *writer) store(e *entry) {
	if w.replicaOf(e) || e.read && !w.identified(e) {
		return
	}
	e.mention = w.mentionOf(e)
	why := e.declaration()
	title := e.kind.Title
	e.id = w.out.Node(graph.Thing{Kind: graph.Store, Type: e.storeType(), Key: w.key(e), Name: w.shown(e)}, why[0])
	w.out.Link(graph.Edge{From: e.id, Verb: graph.Within, To: e.mention}, e.named()...)
	if title != "" {
		w.out.Note(e.id, graph.Trait{Name: graph.KindTitle, Detail: title}, graph.Yes, e.document(""))
	}
	switch primary, expires := e.kind.Primary, e.expires(); {
	case expires.Set():
		w.out.Note(e.id, graph.Trait{Name: graph.PrimaryData}, graph.Unknown, said(e.place(expires), "its items expire by themselves"))
	case primary == "yes":
		w.out.Note(e.id, graph.Trait{Name: graph.PrimaryData}, graph.Yes, e.document(title+" holds primary data"))
	case primary == "no":
		w.out.Note(e.id, graph.Trait{Name: graph.PrimaryData}, graph.No, e.document(title+" holds what can be made again"))
	}
	if !e.read && !e.listed() {
		w.out.Note(e.id, graph.Trait{Name: graph.Origin, Detail: e.origin()}, graph.Yes, why[0])
	}
	if e.Maybe != "" {
		w.out.Note(e.id, graph.Trait{Name: graph.MayExist, Detail: e.Maybe}, graph.Unknown, said(why[0].At, "whether it exists is decided by "+e.Maybe))
	}
	role := claim.PassingRole(e.name, e.Address)
	if e.isBucket() {
		role = cmp.Or(claim.RoleOfName(e.name, e.Address), role)
	}
	if strings.HasSuffix(e.kind.Holds, "images") {
		role = "images" // built once and handed from environment to environment on purpose
	}
	if role != "" {
		w.out.Note(e.id, graph.Trait{Name: graph.Role, Detail: role}, graph.Yes, graph.Evidence{Basis: graph.Named, At: why[0].At, Says: "by its name"})
	}
	w.inAccount(e)
	w.region(e)
	w.secrets(e)
}

// expires is the setting by which a table's items go by themselves, where it is
// on: sessions, codes and locks, which nobody brings back from a backup.
func (e *entry) expires() Value {
	for _, attr := range []string{"TimeToLiveSpecification.Enabled", "ttl.enabled"} {
		v := e.get(attr)
		if on, ok := v.Tri(); ok && on == graph.Yes && e.storeType() == "aws_dynamodb_table" {
			return v
		}
	}
	return Value{}
}

// container writes what holds stores, or copies.
func (w *writer) container(e *entry) {
	e.mention = w.mentionOf(e)
	why := e.declaration()
	e.id = w.out.Node(graph.Thing{Kind: graph.Scope, Type: e.storeType(), Key: w.key(e), Name: w.shown(e)}, why[0])
	w.out.Link(graph.Edge{From: e.id, Verb: graph.Within, To: e.mention}, e.named()...)
	if e.kind.Title != "" {
		w.out.Note(e.id, graph.Trait{Name: graph.KindTitle, Detail: e.kind.Title}, graph.Yes, e.document(""))
	}
	w.inAccount(e)
}

// parents links what contains a store: its server, its resource group.
func (w *writer) parents(e *entry) {
	for _, attr := range e.kind.Parent {
		v := e.get(attr)
		for _, p := range w.targets(v) {
			if p == e || p.id.IsZero() || p.id == e.id || p.replica {
				continue
			}
			e.above = append(e.above, p)
			chain := append(graph.Chain{said(e.place(v), attr+" names it")}, v.Why...)
			w.out.Link(graph.Edge{From: p.id, Verb: graph.Contains, To: e.id}, chain...)
		}
	}
}

// secrets claims passwords that the set knows in plaintext; each opens the rows
// of its store.
func (w *writer) secrets(e *entry) {
	for _, attr := range e.kind.Secrets {
		v := e.get(attr)
		if !v.IsScalar() {
			continue
		}
		at := e.place(v)
		id := claim.Token(w.out, e.mention, claim.DatabaseKind, w.shown(e)+"."+attr, v.Scalar, at)
		if !id.IsZero() {
			w.out.Link(graph.Edge{From: id, Verb: graph.Opens, To: e.id, Power: graph.Read | graph.Write},
				said(at, "its password opens its rows, not its backups"))
		}
	}
}

// replicaOf reports whether an entry is a replica: no second store, and no backup.
func (w *writer) replicaOf(e *entry) bool {
	for _, attr := range e.kind.Replica {
		if v := e.get(attr); v.Set() && !w.emptyText(v) {
			e.replica = true
			return true
		}
	}
	return false
}

func (w *writer) emptyText(v Value) bool { return v.IsScalar() && v.Scalar.Empty() }
