// SPDX-License-Identifier: Apache-2.0

package policy

import (
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/environment"
)

// Words is the derivation that hears what the owner says of things: which
// environment an account, project, namespace or store belongs to, and what a name
// of the owner's own is for. What is said of paths, [environment.Decide] asks.
func (p Policy) Words() graph.Derivation {
	return graph.Derivation{
		Name: "owner's words", Doc: "what the configuration says of accounts, projects, namespaces, stores and names", Stage: graph.Environments,
		Run: func(g *graph.Graph, out *graph.Facts) {
			for _, e := range p.Environments {
				p.say(g, out, e)
			}
		},
	}
}

func (p Policy) say(g *graph.Graph, out *graph.Facts, e Environment) {
	why := graph.Evidence{Basis: graph.ReadInFile, At: place(e.Def), Says: graph.OwnerSays + ": " + e.Name}
	env := environment.Node(out, e.Name, why)
	if e.Tier != "" {
		surest := why
		surest.Basis = graph.Fetched // over what the name alone says
		env = out.Node(graph.Thing{Kind: graph.Environment, Type: e.Tier, Key: strings.ToLower(e.Name), Name: e.Name}, surest)
	}
	put := func(n *graph.Node, names []string) {
		if slices.ContainsFunc(n.Names, func(name string) bool { return named(names, name) }) {
			out.Link(graph.Edge{From: n.ID, Verb: graph.InEnv, To: env}, why)
		}
	}
	for n := range g.Nodes(graph.Scope) {
		switch {
		case ends(n.Type, "_account", "_subscription", "_organization", "_team", "_workspace"):
			put(n, e.Accounts)
		case ends(n.Type, "_project", "_app", "_resource_group"):
			put(n, e.Projects)
		case ends(n.Type, "_namespace"):
			put(n, e.Namespaces)
		}
	}
	for n := range g.Nodes(graph.Holder) {
		if ends(n.Type, "namespace") {
			put(n, e.Namespaces)
		}
	}
	for n := range g.Nodes(graph.Store) {
		put(n, e.Stores)
	}
}

func ends(typ string, with ...string) bool {
	return slices.ContainsFunc(with, func(w string) bool { return strings.HasSuffix(typ, w) })
}

// named reports whether one of some globs covers a name. A name may hold slashes.
func named(globs []string, name string) bool {
	return slices.ContainsFunc(globs, func(glob string) bool { return glob == name || Match(glob, name) })
}
