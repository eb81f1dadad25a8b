// SPDX-License-Identifier: Apache-2.0

package policy

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
)

// Kept is the derivation that hears what the owner says of own kinds of stores.
func (p Policy) Kept() graph.Derivation {
	return graph.Derivation{
		Name: "owner's stores", Doc: "what the configuration says of a kind of store: what its copies become", Stage: graph.Vendors,
		Run: func(g *graph.Graph, out *graph.Facts) {
			for n := range g.Nodes(graph.Store) {
				if s := p.kindOf(n); s != nil && !copiesTold(n) && !p.holdsSame(n, s) {
					s.say(n, out)
				}
			}
		},
	}
}

// kindOf is the first of the owner's kinds that covers a store; nil for none.
func (p Policy) kindOf(n *graph.Node) *Store {
	i := slices.IndexFunc(p.Stores, func(s Store) bool {
		return slices.ContainsFunc(n.Names, func(name string) bool {
			return named(s.Names, name) || named(s.Hosts, strings.ToLower(name))
		})
	})
	if i < 0 {
		return nil
	}
	return &p.Stores[i]
}

// holdsSame reports whether a store is the server of others of the same kind: the
// word is for the databases on it.
func (p Policy) holdsSame(n *graph.Node, s *Store) bool {
	for l := range n.Out(graph.Contains) {
		if l.To.Kind == graph.Store && p.kindOf(l.To) == s {
			return true
		}
	}
	return false
}

// copiesTold reports whether the catalog, a file or a provider says what becomes of a
// store's copies.
func copiesTold(n *graph.Node) bool {
	known, _ := catalog.StoreByType(n.Type)
	_, off := n.Trait(graph.BackupsOff)
	return known != nil || off || n.Detail(graph.Origin) != "" || n.HasIn(graph.CopyOf) || n.Is(graph.CopiesDeclared)
}

func (s *Store) say(n *graph.Node, out *graph.Facts) {
	why := func(at hcl.Range, says string) graph.Evidence {
		return graph.Evidence{Basis: graph.ReadInFile, At: place(at), Says: "the configuration says that " + says}
	}
	is := why(s.Def, "it is the "+s.Title)
	out.Note(n.ID, graph.Trait{Name: graph.KindTitle, Detail: s.Title}, graph.Yes, is)
	if s.Primary {
		out.Note(n.ID, graph.Trait{Name: graph.PrimaryData}, graph.Yes, is)
	}
	if s.NoBackups != "" {
		out.Note(n.ID, graph.Trait{Name: graph.BackupsOff}, graph.Yes, why(s.Def, "it has no backups: "+s.NoBackups))
	}
	if u := s.Undo; u != nil {
		out.Note(n.ID, graph.Trait{Name: graph.TraitUndo, Hours: u.Hours, Detail: u.By}, graph.Yes, why(s.Def, fmt.Sprintf("a deletion can be taken back for %d hours, %s", u.Hours, u.By)))
	}
	for _, c := range s.Backups {
		id := out.Node(graph.Thing{Kind: graph.Backup, Type: s.Type + "_backup", Key: n.Public() + "/" + c.Title, Name: c.Title + " (" + n.Name + ")"})
		is := why(c.Def, fmt.Sprintf("%s outlive it: %s", c.Title, c.Where))
		if c.Fate == "dies" {
			is = why(c.Def, fmt.Sprintf("%s are deleted with it: %s", c.Title, c.Where))
			out.Link(graph.Edge{From: n.ID, Verb: graph.Destroys, To: id, Needs: graph.Delete}, is)
		}
		out.Link(graph.Edge{From: id, Verb: graph.CopyOf, To: n.ID}, is)
		if c.Days > 0 {
			out.Note(id, graph.Trait{Name: graph.Retention, Hours: c.Days * 24}, graph.Yes, is)
		}
	}
}

// Unheard are lines for the report: of which stores the owner's kinds say nothing,
// because something surer is known of them.
func (p Policy) Unheard(g *graph.Graph) (lines []string) {
	if len(p.Stores) == 0 {
		return nil
	}
	count := map[string]int{}
	for n := range g.Nodes(graph.Store) {
		if s := p.kindOf(n); s != nil && s.unheard(n) && !p.holdsSame(n, s) {
			count[s.Type]++
		}
	}
	for _, s := range p.Stores {
		switch n := count[s.Type]; {
		case n == 1:
			lines = append(lines, "what the configuration says of "+s.Type+" for a store of whose copies the catalog, a file or a provider speaks")
		case n > 1:
			lines = append(lines, fmt.Sprintf("what the configuration says of %s for %d stores of whose copies the catalog, a file or a provider speaks", s.Type, n))
		}
	}
	return lines
}

// unheard reports whether nothing of what the owner says of a store came into the
// graph.
func (s *Store) unheard(n *graph.Node) bool {
	return n.Detail(graph.KindTitle) != s.Title
}
