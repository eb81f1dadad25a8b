// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

// Opens is the derivation that gives a token what its kind opens. What the
// value itself says comes first (the scanner has linked it already); then the
// account or project that is named beside it; then the provider's resources in
// the same repository: Named where there is one project of that provider,
// Guessed where there are several.
var Opens = graph.Derivation{
	Name:  "opens",
	Doc:   "what a token of a kind opens, by the vendor's document",
	Stage: graph.Vendors,
	Run: func(g *graph.Graph, out *graph.Facts) {
		scopes, within := projects(g)
		written := written{}
		for _, kind := range []graph.Kind{graph.Credential, graph.Slot} {
			for n := range g.Nodes(kind) {
				if t, p, sure := tokenOf(n); t != nil && !opensKnown(n) && !n.Past() {
					o := opener{out: out, from: n, token: t, of: p, sure: sure, written: written}
					o.open(slices.DeleteFunc(slices.Clone(scopes[p.ID]), o.elsewhere), slices.DeleteFunc(slices.Clone(within[p.ID]), o.elsewhere))
				}
			}
		}
	},
}

// opensKnown reports whether it is known what a token opens. An answer that names
// an account, and nothing that lies in it, says that only in name.
func opensKnown(n *graph.Node) bool {
	for l := range n.Out(graph.Opens) {
		if l.Basis() != graph.Fetched || !isAccount(l.To) || l.To.HasOut(graph.Contains) || l.To.Is(graph.ListComplete) {
			return true
		}
	}
	return false
}

func isAccount(n *graph.Node) bool { return n.Kind == graph.Scope && levelOf(n) == "account" }

// elsewhere reports whether a thing is an account where the token's is known.
func (o opener) elsewhere(n *graph.Node) bool { return o.from.HasOut(graph.Opens) && isAccount(n) }

// tokenOf is the catalog's kind of a credential, or of a slot by its name or use;
// sure is false where its name fits several kinds of different power.
func tokenOf(n *graph.Node) (t *Token, p *Provider, sure bool) {
	if n.Kind == graph.Credential {
		t, p = ByType(n.Type)
		return t, p, true
	}
	for note := range n.Traits(graph.TokenKind) {
		if t, p = ByType(note.Detail); t != nil {
			return t, p, note.Is == graph.Yes
		}
	}
	return nil, nil, false
}

// projects lists, by provider, what a token may open in this repository: its
// top scopes, and stores that lie in no scope; and the scopes that lie in others,
// of which one may be named beside a token.
func projects(g *graph.Graph) (top, within map[string][]*graph.Node) {
	top, within = map[string][]*graph.Node{}, map[string][]*graph.Node{}
	for _, kind := range []graph.Kind{graph.Scope, graph.Store} {
		for n := range g.Nodes(kind) {
			switch id := ProviderOf(n.Type); {
			case id == "":
			case !n.HasIn(graph.Contains):
				top[id] = append(top[id], n)
			case kind == graph.Scope:
				within[id] = append(within[id], n)
			}
		}
	}
	return top, within
}

// ProviderOf is the id of the provider of a scope's or store's type: "railway" of
// railway_volume, "mongodb_atlas" of mongodb_atlas_cluster; "" for none.
func ProviderOf(typ string) string {
	best := ""
	for _, p := range Providers() {
		if strings.HasPrefix(typ, p.ID+"_") && len(p.ID) > len(best) {
			best = p.ID
		}
	}
	if best == "" && strings.HasPrefix(typ, "google_") {
		best = "gcp"
	}
	return best
}

type opener struct {
	out   *graph.Facts
	from  *graph.Node
	token *Token
	of    *Provider
	sure  bool // of the kind

	written written
}

func (o opener) open(all, within []*graph.Node) {
	switch o.token.Opens {
	case "", "none":
		return
	}
	if o.token.Public != "" {
		return
	}
	if o.token.Opens == "environment" {
		all = inProjects(all)
	}
	all = o.written.first(all)
	targets, basis, says := o.beside(all), graph.Named, "named beside it"
	if len(targets) == 0 {
		targets = o.beside(within)
	}
	if len(targets) == 0 && o.token.Opens == "store" {
		return
	}
	if len(targets) == 0 {
		named := o.of.Title + " project that this repository names"
		if len(all) > 0 && !slices.ContainsFunc(all, unlisted) {
			named = o.of.Title + " " + levelOf(all[0]) + " that the provider's API lists"
		}
		targets, says = all, "the one "+named
		if scopesIn(all) > 1 {
			basis, says = graph.Guessed, "one of several: a "+named+"; an id beside the token would tell which"
		}
	}
	for _, t := range targets {
		why := []graph.Evidence{o.document(), {Basis: basis, At: t.First(), Says: says}}
		if o.token.Opens == "environment" {
			o.openEnvironment(t, why)
			continue
		}
		o.out.Link(graph.Edge{From: o.from.ID, Verb: graph.Opens, To: t.ID, Power: o.power()}, why...)
	}
}

// written remembers what a file names, or what something lies in that a file names.
type written map[*graph.Node]bool

// first are those of some scopes and stores that are written; where there are
// none, all of them. What only an API lists, under a credential that was given for
// asking it, makes a token that a file holds beside its own project no less sure.
func (w written) first(all []*graph.Node) []*graph.Node {
	of := slices.DeleteFunc(slices.Clone(all), func(n *graph.Node) bool {
		is, known := w[n]
		if !known {
			is = isWritten(n, 3)
			w[n] = is
		}
		return !is
	})
	if len(of) == 0 {
		return all
	}
	return of
}

func isWritten(n *graph.Node, depth int) bool {
	if n.First().File != "" {
		return true
	}
	for l := range n.Out(graph.Contains) {
		if depth > 0 && isWritten(l.To, depth-1) {
			return true
		}
	}
	return false
}

// scopesIn counts what would have to be told apart: scopes, or one implicit
// account for all loose stores.
func scopesIn(all []*graph.Node) int {
	n, loose := 0, 0
	for _, x := range all {
		if x.Kind == graph.Scope {
			n++
		} else {
			loose = 1
		}
	}
	return max(n, loose)
}

// unlisted reports whether no API's answer names a thing.
func unlisted(n *graph.Node) bool {
	return !slices.ContainsFunc(n.At, func(e graph.Evidence) bool { return e.Basis == graph.Fetched })
}

// levelOf is what a scope is: account, project.
func levelOf(n *graph.Node) string {
	if s, _ := ScopeByType(n.Type); s != nil && s.Level != "" {
		return s.Level
	}
	return "project"
}

// inProjects puts in an account's place the projects that lie in it: a token of one
// environment is one of a project's.
func inProjects(all []*graph.Node) (projects []*graph.Node) {
	for _, n := range all {
		if !isAccount(n) {
			projects = append(projects, n)
			continue
		}
		for l := range n.Out(graph.Contains) {
			if l.To.Kind == graph.Scope && levelOf(l.To) == "project" {
				projects = append(projects, l.To)
			}
		}
	}
	return projects
}

// beside lists targets that are written in one of the token's own places.
func (o opener) beside(all []*graph.Node) []*graph.Node {
	places := map[*graph.Node]bool{}
	for l := range o.from.In(graph.Holds, graph.Reads) {
		places[l.From] = true
	}
	var beside []*graph.Node
	for _, t := range all {
		for l := range t.Out(graph.Within) {
			if places[l.To] {
				beside = append(beside, t)
				break
			}
		}
	}
	return beside
}

// openEnvironment links a token that the vendor ties to one environment: the one
// of its place, where that is known. The scope lies between the project and the
// instances of its stores.
func (o opener) openEnvironment(project *graph.Node, why []graph.Evidence) {
	if project.Kind != graph.Scope {
		return
	}
	for l := range o.from.In(graph.Holds, graph.Reads) {
		for _, m := range l.From.Environments() {
			if m.Tier == graph.Shared || m.Tier == graph.Untiered {
				continue
			}
			scope := environmentScope(o.out, project, m.Env)
			o.out.Link(graph.Edge{From: project.ID, Verb: graph.Contains, To: scope}, graph.Evidence{Basis: graph.Known, Says: "an environment of the project"})
			chain := append(append([]graph.Evidence{}, why...), m.Link.Why...)
			o.out.Link(graph.Edge{From: o.from.ID, Verb: graph.Opens, To: scope, Power: o.power()}, chain...)
		}
	}
}

// environmentScope is one environment of a project: the one that is known already,
// from the provider's answer, or a new one of the catalog's type for it, where the
// vendor has one.
func environmentScope(out *graph.Facts, project, env *graph.Node) graph.ID {
	typ := project.Type + "_environment"
	if vendors := strings.TrimSuffix(project.Type, "_project") + "_environment"; vendors != typ {
		if s, _ := ScopeByType(vendors); s != nil {
			typ = vendors
		}
	}
	for l := range project.Out(graph.Contains) {
		if l.To.Kind != graph.Scope || l.To.Type != typ {
			continue
		}
		for _, m := range l.To.Environments() {
			if m.Env == env {
				return l.To.ID
			}
		}
	}
	return out.Node(graph.Thing{Kind: graph.Scope, Type: typ, Key: project.Public() + "@" + strings.ToLower(env.Name), Name: project.Name + "@" + env.Name})
}

// power is what the kind may do; nothing that is known where its kind is not.
func (o opener) power() graph.Power {
	if !o.sure {
		return 0
	}
	return o.token.power()
}

func (t *Token) power() graph.Power {
	p, _ := graph.ParsePower(t.Power...)
	return p
}

// document is the vendor's word on what the kind opens.
func (o opener) document() graph.Evidence {
	return o.token.document()
}

// Documented makes evidence of a vendor's document; an unverified one is a guess
// and says so.
func Documented(verified bool, sources []string, says string) graph.Evidence {
	e := graph.Evidence{Basis: graph.Known, Says: says}
	if len(sources) > 0 {
		e.At.URL = sources[0]
	}
	if !verified || e.At.URL == "" {
		e.Basis = graph.Guessed
		e.Says = strings.TrimSpace(e.Says + " (unverified)")
	}
	return e
}
