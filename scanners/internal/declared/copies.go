// SPDX-License-Identifier: Apache-2.0

package declared

import (
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

// ownCopies writes the copies that the provider makes of a store by itself: are
// there any, for how long, and do they outlive it.
func (w *writer) ownCopies(e *entry) {
	c := e.copies()
	if u := c.undo; u.said && u.is == graph.Yes && u.hours > 0 {
		w.out.Note(e.id, graph.Trait{Name: graph.TraitUndo, Hours: u.hours, Detail: "by whoever may restore it"}, graph.Yes, u.why...)
	}
	if u := c.undo; u.said && u.is == graph.No {
		w.out.Note(e.id, graph.Trait{Name: graph.TraitUndo}, graph.No, u.why...)
	}
	if c.final.said {
		w.finalCopy(e, c.final)
	}
	if !c.made.said {
		return
	}
	w.out.Note(e.id, graph.Trait{Name: graph.CopiesDeclared}, graph.Yes, c.made.why...)
	if c.made.is == graph.No {
		w.out.Note(e.id, graph.Trait{Name: graph.BackupsOff}, graph.Yes, c.made.why...)
		return
	}
	b := w.backup(e, e.storeType()+"_backup", "own backups of "+w.shown(e))
	w.out.Link(graph.Edge{From: b, Verb: graph.CopyOf, To: e.id}, c.made.why...)
	if c.kept.said && c.kept.is == graph.Yes && c.kept.hours > 0 {
		w.out.Note(b, graph.Trait{Name: graph.Retention, Hours: c.kept.hours}, graph.Yes, c.kept.why...)
	}
	if c.made.is == graph.Unknown {
		w.out.Note(b, graph.Trait{Name: graph.MayExist, Detail: "fate not known"}, graph.Unknown, c.made.why...)
		return
	}
	w.fate(e, b, c)
}

// fate says whether the provider's own copies outlive their store.
func (w *writer) fate(e *entry, b graph.ID, c copies) {
	switch {
	case c.keep.said && c.keep.is == graph.Unknown:
		w.out.Note(b, graph.Trait{Name: graph.MayExist, Detail: "fate not known"}, graph.Unknown, c.keep.why...)
	case c.keep.said && c.keep.is == graph.Yes:
		if c.asked {
			w.out.Note(b, graph.Trait{Name: graph.Skippable}, graph.Yes, c.keep.why...)
		}
	case c.keep.said:
		w.dies(e, b, append(c.leftOut(), append(c.keep.why, e.document(e.fateSays()))...)...)
	case e.kind.OnDelete == "destroyed":
		w.dies(e, b, append(append(c.leftOut(), e.declaration()...), e.document(e.fateSays()))...)
	case e.kind.OnDelete == "retained_days" && e.kind.Days > 0:
		w.out.Note(b, graph.Trait{Name: graph.TraitUndo, Hours: e.kind.Days * 24, Detail: "restored from the copy"}, graph.Yes, e.document(e.fateSays()))
	case e.kind.OnDelete == "retained", e.kind.OnDelete == "retained_days":
	default:
		w.out.Note(b, graph.Trait{Name: graph.MayExist, Detail: "fate not known"}, graph.Unknown, e.document("nobody says what becomes of its own backups"))
	}
}

// leftOut is why no last copy is made on the way out, where the files say so.
func (c copies) leftOut() graph.Chain {
	if c.final.set && c.final.is == graph.No {
		return append(graph.Chain{}, c.final.why...)
	}
	return nil
}

func (w *writer) dies(e *entry, b graph.ID, why ...graph.Evidence) {
	w.out.Link(graph.Edge{From: e.id, Verb: graph.Destroys, To: b, Needs: graph.Delete}, why...)
}

// finalCopy is one that is made on the way out. Whoever calls the API decides
// whether it is made, so it is no copy that is established as surviving.
func (w *writer) finalCopy(e *entry, v verdict) {
	if v.is == graph.No {
		return
	}
	b := w.backup(e, e.storeType()+"_final_copy", "final copy of "+w.shown(e))
	w.out.Link(graph.Edge{From: b, Verb: graph.CopyOf, To: e.id}, v.why...)
	if v.is == graph.Unknown {
		w.out.Note(b, graph.Trait{Name: graph.MayExist, Detail: "fate not known"}, graph.Unknown, v.why...)
	}
	w.out.Note(b, graph.Trait{Name: graph.Skippable}, graph.Yes, v.why...)
}

// backup adds a copy that belongs to one store, where the store is.
func (w *writer) backup(e *entry, typ, name string) graph.ID {
	id := w.out.Node(graph.Thing{Kind: graph.Backup, Type: typ, Key: w.key(e) + "/" + typ, Name: name}, e.declaration()[0])
	w.out.Link(graph.Edge{From: id, Verb: graph.Within, To: e.mention}, e.declaration()[0])
	if !e.account.IsZero() {
		w.out.Link(graph.Edge{From: e.account, Verb: graph.Contains, To: id}, e.declaration()[0])
	}
	return id
}

// fateSays is what the vendor says becomes of the copies, in one sentence.
func (e *entry) fateSays() string {
	says := e.kind.OnDeleteSays
	if i := strings.IndexAny(says, ";(\n"); i > 0 {
		says = strings.TrimSpace(says[:i])
	}
	if i := strings.Index(says, ". "); i > 0 {
		says = says[:i]
	}
	if says == "" || len(says) > 160 || e.kind.OnDelete == "depends" {
		return "its own backups are deleted with it"
	}
	return "the vendor's document: " + strings.TrimSuffix(says, ".")
}

// copies is what an entry's settings say of the provider's own copies, one
// verdict for each question.
type copies struct {
	made  verdict // are there any
	kept  verdict // how long
	keep  verdict // do they outlive the store
	asked bool    // keep is decided by whoever deletes
	final verdict
	undo  verdict
}

// copies judges an entry's settings and those of its parts.
func (e *entry) copies() (c copies) {
	for _, from := range append([]*entry{e}, e.parts...) {
		for i := range from.kind.Settings {
			s := &from.kind.Settings[i]
			v := from.judge(s)
			if !v.said {
				continue
			}
			switch s.Kind {
			case "retention":
				c.kept = either(c.kept, v)
				c.made = either(c.made, v)
			case "backup":
				c.made = either(c.made, v)
			case "keep":
				c.keep = either(c.keep, v)
				c.asked = c.asked || s.Scope == "call"
			case "final":
				c.final = either(c.final, v)
			case "undo":
				c.undo = either(c.undo, v)
			}
		}
	}
	return c
}

// either unites verdicts of which one suffices: Yes, else Unknown, else No; what
// the files set before what is a default.
func either(a, b verdict) verdict {
	rank := func(v verdict) int {
		switch {
		case !v.said:
			return 0
		case v.is == graph.No && !v.set:
			return 1
		case v.is == graph.No:
			return 2
		case v.is == graph.Unknown:
			return 3
		}
		return 4
	}
	if rank(b) > rank(a) {
		return b
	}
	return a
}
