// SPDX-License-Identifier: Apache-2.0

package declared

import (
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// copies links what is declared beside the stores to copy them: snapshots,
// replication, plans. A copy of a copy is a copy.
func (w *writer) copies() {
	made := map[*entry][]graph.ID{} // the stores that an entry copies
	for range 3 {                   // a snapshot, its copy, the copy's copy
		for _, x := range w.order {
			if x.kind.Role == "plan" {
				continue
			}
			for _, b := range catalog.BacksUp(x.Type) {
				if made[x] == nil {
					made[x] = w.copiedBy(x, b, made)
				}
			}
		}
	}
	for _, x := range w.order {
		if x.kind.Role == "plan" {
			w.plan(x)
		}
	}
}

// copiedBy links a copy to what its attribute names, and returns that.
func (w *writer) copiedBy(x *entry, b catalog.Backing, made map[*entry][]graph.ID) (stores []graph.ID) {
	if b.Lives == "replica" || b.By == "plan" || b.By == "tag" || b.Attr == "" {
		return nil
	}
	for _, t := range w.targets(x.get(b.Attr)) {
		switch {
		case t.kind.Type != b.Of || t == x:
		case t.kind.Role == "data" && !t.id.IsZero():
			stores = append(stores, t.id)
			w.copyOf(x, t, t.id, b)
		default:
			for _, id := range made[t] {
				stores = append(stores, id)
				w.copyOf(x, t, id, b)
			}
		}
	}
	return stores
}

func (w *writer) copyOf(x, of *entry, store graph.ID, b catalog.Backing) {
	v := x.get(b.Attr)
	if x.mention.IsZero() {
		x.mention = w.mentionOf(x)
		x.account = w.accountOf(x)
	}
	title := x.kind.Title
	if title == "" {
		title = strings.ReplaceAll(x.Type, "_", " ")
	}
	id := w.out.Node(graph.Thing{Kind: graph.Backup, Type: x.Type, Key: w.out.Local(w.set.Key, x.Address), Name: title + " " + w.shown(x)}, x.declaration()[0])
	x.id = id
	w.out.Link(graph.Edge{From: id, Verb: graph.Within, To: x.mention}, x.declaration()[0])
	why := append(graph.Chain{said(x.place(v), b.Attr+" names it")}, x.declaration()...)
	w.out.Link(graph.Edge{From: id, Verb: graph.CopyOf, To: store}, why...)
	w.out.Note(store, graph.Trait{Name: graph.CopiesDeclared}, graph.Yes, x.declaration()[0])
	w.uncertain(id, x)
	if v := w.vaultAbove(x, 3); v != nil {
		w.out.Link(graph.Edge{From: v.id, Verb: graph.Contains, To: id}, x.declaration()[0])
		w.lockedLike(id, v)
		return
	}
	if other := known(x.get("rule.destination.account")); other != "" && other != known(of.Place.Account) {
		return // another account's bucket
	}
	switch b.Lives {
	case "": // nobody says
		w.out.Note(id, graph.Trait{Name: graph.MayExist, Detail: "fate not known"}, graph.Unknown, x.declaration()[0])
	case "inside":
		w.out.Link(graph.Edge{From: store, Verb: graph.Destroys, To: id, Needs: graph.Delete}, x.declaration()[0], of.document("it lies in the store"))
	case "other":
		return
	}
	if !x.account.IsZero() {
		w.out.Link(graph.Edge{From: x.account, Verb: graph.Contains, To: id}, x.declaration()[0])
	}
}

// vaultAbove is the vault in which a copy lies, by the attributes that name it or
// the plan that leads there.
func (w *writer) vaultAbove(x *entry, depth int) *entry {
	for _, attr := range x.kind.Parent {
		for _, p := range w.targets(x.get(attr)) {
			if p.kind.Role == "vault" && !p.id.IsZero() {
				return p
			}
			if depth > 0 {
				if v := w.vaultAbove(p, depth-1); v != nil {
					return v
				}
			}
		}
	}
	return nil
}

// accountIn is the account that an ARN names, or "".
func accountIn(v Value) string {
	if !v.IsScalar() {
		return ""
	}
	arn, ok := secret.ARN(v.Scalar)
	if parts := strings.SplitN(arn, ":", 6); ok && len(parts) == 6 {
		return parts[4]
	}
	return ""
}
