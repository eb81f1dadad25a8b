// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

// Derivations are the joins that vendors' documents make possible.
func Derivations() []graph.Derivation { return []graph.Derivation{Kinds, Opens, Fates, Endpoints} }

// Kinds is the derivation that tells of a credential or slot what its kind is
// called, what it has power over, how wide it is, and how to narrow it. Rules
// read it there, so that none has to ask the catalog.
var Kinds = graph.Derivation{
	Name:  "kinds",
	Doc:   "what a kind of token is, how wide, and how to narrow it",
	Stage: graph.Vendors,
	Run: func(g *graph.Graph, out *graph.Facts) {
		for _, kind := range []graph.Kind{graph.Credential, graph.Slot} {
			for n := range g.Nodes(kind) {
				k := kindNote{out, n}
				if t, p, sure := tokenOf(n); t != nil {
					k.token(t, p, sure)
				} else {
					k.ours()
				}
			}
		}
		titles(g, out)
	},
}

// titles gives stores and scopes the name that their vendor uses.
func titles(g *graph.Graph, out *graph.Facts) {
	for n := range g.Nodes(graph.Store) {
		if s, _ := StoreByType(n.Type); s != nil {
			kindNote{out, n}.say(graph.KindTitle, s.Title, Documented(s.Verified, s.Sources, ""))
		}
	}
	for n := range g.Nodes(graph.Scope) {
		if s, p := ScopeByType(n.Type); s != nil {
			kindNote{out, n}.say(graph.KindTitle, s.Title, graph.Evidence{Basis: graph.Known, Says: p.Title})
		}
	}
}

type kindNote struct {
	out *graph.Facts
	n   *graph.Node
}

func (k kindNote) say(name graph.TraitName, detail string, why graph.Evidence) {
	if detail != "" {
		k.out.Note(k.n.ID, graph.Trait{Name: name, Detail: detail}, graph.Yes, why)
	}
}

func (k kindNote) token(t *Token, p *Provider, sure bool) {
	why := t.document()
	k.say(graph.KindTitle, t.Title, why)
	if t.Public != "" {
		k.say(graph.NobodysSecret, t.Public, why)
		return
	}
	weight := t.Weight
	if weight == "" {
		weight = "infrastructure"
		if t.Opens == "store" {
			weight = "data"
		}
		if t.Opens == "none" {
			weight = "other"
		}
	}
	k.say(graph.PowerOver, weight, why)
	if !sure {
		return
	}
	if (t.Opens == "account" || t.Opens == "project") && t.power().Has(graph.Delete) {
		k.say(graph.Wide, t.Scope, why)
	}
	if narrow, _ := ByType(t.Narrower); narrow != nil && narrow.Opens != t.Opens {
		k.say(graph.Narrower, narrow.Title, Documented(narrow.Verified, narrow.Sources, narrow.Title+" opens "+narrow.Scope))
	}
	k.say(graph.CannotNarrow, t.CannotNarrow, why)
	if t.Fix != nil {
		k.say(graph.HowToFix, t.Fix.says(), why)
	}
}

// says words a fix in one line.
func (f *Fix) says() string {
	parts := []string{strings.Join(f.Steps, "; ")}
	if f.Command != "" {
		parts = append(parts, "`"+f.Command+"`")
	}
	if f.URL != "" {
		parts = append(parts, f.URL)
	}
	if f.Plan != "" {
		parts = append(parts, "needs the "+f.Plan+" plan")
	}
	var said []string
	for _, p := range parts {
		if p != "" {
			said = append(said, p)
		}
	}
	return strings.Join(said, " — ")
}

// ours are kinds that no vendor has a name for.
func (k kindNote) ours() {
	typ := k.n.Type
	if k.n.Kind == graph.Slot {
		typ = k.n.Detail(graph.TokenKind)
	}
	why := graph.Evidence{Basis: graph.Named, At: k.n.First(), Says: "by its name"}
	switch {
	case typ == "database_connection":
		k.say(graph.KindTitle, "database credential", why)
		k.say(graph.PowerOver, "data", why)
	case typ == "signing_secret":
		k.say(graph.KindTitle, "signing secret", why)
		k.say(graph.PowerOver, "signatures", why)
	case strings.HasSuffix(typ, "_password"):
		k.say(graph.PowerOver, "data", why)
	}
}

// Day is the last day on which any provider's sources were looked at, as
// 2026-11-22.
func Day() string {
	day := ""
	for _, p := range Providers() {
		day = max(day, p.Checked)
	}
	return day
}
