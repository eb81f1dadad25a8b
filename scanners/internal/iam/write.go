// SPDX-License-Identifier: Apache-2.0

package iam

import (
	"slices"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
)

// Write draws who may speak as what in a set that has been written, and what each
// identity opens in it; ids are the set's stores, backups and scopes by address.
// What it cannot see (service control policies, policies that someone else
// attaches) it leaves to the finding to say. The result is for [Across]; it is nil
// where no other set needs to know of this one.
func Write(out *graph.Facts, set *declared.Set, ids map[string]graph.ID) *World {
	w := newWorld(out, set, ids)
	w.awsIdentities()
	w.googleIdentities()
	w.azureIdentities()
	w.speakers()
	w.opens(w)
	return w.kept()
}

// Across draws what identities open in other sets that are known to lie in the
// same account.
func Across(out *graph.Facts, worlds []*World) {
	byAccount := map[string][]*World{}
	for _, w := range worlds {
		for account := range w.accounts {
			byAccount[account] = append(byAccount[account], w)
		}
	}
	for _, together := range byAccount {
		for _, w := range together {
			w.out = out
			for _, other := range together {
				if other != w {
					w.opens(other)
				}
			}
		}
	}
}

// opens draws what each AWS identity of the set has power over in a set: its own
// or another.
func (w *World) opens(other *World) {
	for _, a := range w.actors {
		speaks := map[string]bool{}
		for i := range other.targets {
			t := &other.targets[i]
			if len(a.docs) == 0 || other != w && (a.account == "" || a.account != t.account) {
				continue
			}
			if _, asked := speaks[t.typ]; !asked {
				speaks[t.typ] = a.docs.speaksOf(t.typ)
			}
			if speaks[t.typ] {
				a.open(w.out, t, other != w)
			}
		}
	}
}

func (a *actor) open(out *graph.Facts, t *target, elsewhere bool) {
	on := t.Resource
	if elsewhere {
		on.Address = "in another set" // an address means something in its own set only
	}
	g := PowerOver(t.typ, on, a.docs, a.boundary...)
	if g.Power == 0 && !g.May {
		return
	}
	why := slices.Clone(g.Why)
	if a.Maybe != "" {
		why = append(why, graph.Evidence{Basis: graph.Guessed, At: a.place().At, Says: "whether it exists is decided by " + a.Maybe})
	}
	out.Link(graph.Edge{From: a.id, Verb: graph.Opens, To: t.id, Power: g.Power}, why...)
}

// speaksOf reports whether any statement may speak of what has power over a
// type: asked once an identity and type, so that most pairs cost nothing.
func (ds Documents) speaksOf(typ string) bool {
	kind := catalog.GovernedByType(typ)
	return kind != nil && ds.speak(kind)
}

func (ds Documents) speak(kind *catalog.Governed) bool {
	for _, d := range ds {
		for i := range d.Statements {
			if s := &d.Statements[i]; s.Effect != graph.No && s.speaksOf(kind) {
				return true
			}
		}
	}
	return false
}
