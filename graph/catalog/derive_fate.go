// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"fmt"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

// Fates is the derivation that adds what vendors document about stores: the
// instances behind one delete handle, the provider's own backups, where they
// live, whether they die with their store, and how long a deletion can be taken
// back.
var Fates = graph.Derivation{
	Name:  "fates",
	Doc:   "backups and instances of stores, by the vendor's document",
	Stage: graph.Vendors,
	Run: func(g *graph.Graph, out *graph.Facts) {
		for n := range g.Nodes(graph.Store) {
			if s, _ := StoreByType(n.Type); s != nil {
				fate{out, s}.of(n)
			}
		}
	},
}

type fate struct {
	out  *graph.Facts
	kind *Store
}

func (f fate) of(n *graph.Node) {
	k := f.kind
	if k.Primary {
		f.out.Note(n.ID, graph.Trait{Name: graph.PrimaryData}, graph.Yes, Documented(k.Verified, k.Sources, k.Title+" holds "+k.Holds))
	}
	if _, declared := n.Trait(graph.TraitUndo); k.Undo != nil && !declared {
		f.out.Note(n.ID, graph.Trait{Name: graph.TraitUndo, Hours: k.Undo.Hours, Detail: k.Undo.By}, graph.Yes,
			Documented(k.Undo.Verified, k.Undo.Sources, fmt.Sprintf("a deletion can be taken back for %d hours %s", k.Undo.Hours, k.Undo.By)))
	}
	if n.Is(graph.BackupsOff) || n.Is(graph.CopiesDeclared) {
		return // declared: the vendor's default does not hold
	}
	if k.NoBackups != "" {
		f.out.Note(n.ID, graph.Trait{Name: graph.BackupsOff}, graph.Yes, Documented(k.Verified, k.Sources, k.NoBackups))
	}
	envs := projectEnvironments(n)
	if k.PerEnvironment == "" || len(envs) == 0 {
		f.backups(n.ID, n.ID, n, "")
		return
	}
	f.instances(n, envs)
}

// projectEnvironments is what the scope of a store is known to have.
func projectEnvironments(n *graph.Node) []graph.Membership {
	for l := range n.In(graph.Contains) {
		if l.From.Kind == graph.Scope {
			if ms := l.From.Environments(); len(ms) > 0 {
				return ms
			}
		}
	}
	return nil
}

// instances adds one store for each environment behind a handle. The data are
// apart; the vendor's delete call names only the handle.
func (f fate) instances(n *graph.Node, envs []graph.Membership) {
	k := f.kind
	crossing := map[bool]bool{}
	seen := map[string]bool{}
	for _, m := range envs {
		if seen[m.Env.Name] {
			continue
		}
		seen[m.Env.Name] = true
		crossing[m.Tier == graph.Production] = true
		id := f.out.Node(graph.Thing{Kind: graph.Store, Type: k.PerEnvironment, Key: n.Public() + "@" + strings.ToLower(m.Env.Name), Name: n.Name + "@" + m.Env.Name})
		f.out.Link(graph.Edge{From: id, Verb: graph.InEnv, To: m.Env.ID}, m.Link.Why...)
		f.out.Note(id, graph.Trait{Name: graph.KindTitle, Detail: k.Title}, graph.Yes, Documented(k.Verified, k.Sources, ""))
		if k.Primary {
			f.out.Note(id, graph.Trait{Name: graph.PrimaryData}, graph.Yes, Documented(k.Verified, k.Sources, k.Title+" holds "+k.Holds))
		}
		says := Documented(k.Verified, k.Sources, k.HandleSays)
		f.out.Link(graph.Edge{From: n.ID, Verb: graph.Destroys, To: id, Needs: graph.Delete}, says)
		for l := range n.In(graph.Contains) {
			if l.From.Kind == graph.Scope {
				env := environmentScope(f.out, l.From, m.Env)
				f.out.Link(graph.Edge{From: env, Verb: graph.Contains, To: id}, says)
			}
		}
		f.backups(n.ID, id, n, m.Env.Name)
	}
	if crossing[true] && crossing[false] {
		f.out.Note(n.ID, graph.Trait{Name: graph.SpanningHandle}, graph.Yes, Documented(k.Verified, k.Sources, k.HandleSays))
	}
}

// backups adds the provider's own copies of a store. Handle is what a deletion
// names; it is the store itself where there are no instances.
func (f fate) backups(handle, store graph.ID, n *graph.Node, env string) {
	for _, b := range f.kind.Backups {
		name, key := n.Name, n.Public()+"/"+b.Type
		if env != "" {
			name, key = n.Name+"@"+env, key+"@"+strings.ToLower(env)
		}
		id := f.out.Node(graph.Thing{Kind: graph.Backup, Type: b.Type, Key: key, Name: b.Title + " (" + name + ")"})
		says := b.says()
		why := Documented(b.Verified, b.Sources, says)
		f.out.Link(graph.Edge{From: id, Verb: graph.CopyOf, To: store}, why)
		if b.Exists != "always" && b.Exists != "by-default" {
			f.out.Note(id, graph.Trait{Name: graph.MayExist}, graph.Yes, why)
		}
		if b.OnDelete == "retained_days" && b.Days > 0 {
			f.out.Note(id, graph.Trait{Name: graph.TraitUndo, Hours: b.Days * 24, Detail: "restored from the copy"}, graph.Yes, why)
		}
		if b.OnDelete == "destroyed" {
			f.out.Link(graph.Edge{From: handle, Verb: graph.Destroys, To: id, Needs: graph.Delete}, why)
			if handle != store {
				f.out.Link(graph.Edge{From: store, Verb: graph.Destroys, To: id, Needs: graph.Delete}, why)
			}
		}
		f.withScope(id, n, b)
		if b.OnDelete == "unverified" || b.OnDelete == "depends" {
			f.out.Note(id, graph.Trait{Name: graph.MayExist, Detail: "fate not known"}, graph.Unknown, why)
		}
	}
}

// withScope says which copies are lost when the scope of their store is deleted,
// although they outlive the store: the snapshots of a Fly.io app.
func (f fate) withScope(copies graph.ID, n *graph.Node, b Fate) {
	for l := range n.In(graph.Contains) {
		s, _ := ScopeByType(l.From.Type)
		if s == nil {
			continue
		}
		for _, lost := range s.Backups {
			if lost.OnDelete == "destroyed" && (lost.Type == b.Type || lost.Type == s.Type+"_backups") {
				f.out.Link(graph.Edge{From: l.From.ID, Verb: graph.Destroys, To: copies, Needs: graph.Delete}, Documented(lost.Verified, lost.Sources, lost.says()))
			}
		}
	}
}

// says words what becomes of a copy.
func (b Fate) says() string {
	if b.Quote != "" {
		return "the vendor: " + strings.TrimSuffix(b.Quote, ".")
	}
	switch b.OnDelete {
	case "destroyed":
		return b.Title + " are deleted with it"
	case "retained":
		return b.Title + " outlive it"
	case "retained_days":
		return fmt.Sprintf("%s outlive it by %d days", b.Title, b.Days)
	case "depends":
		return b.Title + " outlive it only if " + b.Option
	}
	return "what becomes of " + b.Title + " is not documented"
}
