// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/internal/kubernetes"
)

// Joins are the derivations that only make sense of files together.
func Joins() []graph.Derivation {
	return []graph.Derivation{workingTree, variables, oneProject, declaredRoles, roleAccounts, kubernetes.Logins}
}

// workingTree lets an agent that is set up for a folder read the files in it
// that hold something.
var workingTree = graph.Derivation{
	Name: "working-tree", Doc: "an agent that works in a folder can read the files in it", Stage: graph.Joins,
	Run: func(g *graph.Graph, out *graph.Facts) {
		for tree := range g.Nodes(graph.Holder) {
			if tree.Type != "working_tree" {
				continue
			}
			for f := range g.Nodes(graph.Holder) {
				if f.Type == "file" && f.First().Repo == tree.First().Repo && f.HasOut(graph.Holds, graph.Reads) {
					out.Link(graph.Edge{From: tree.ID, Verb: graph.Reads, To: f.ID},
						graph.Evidence{Basis: graph.ReadInFile, At: f.First(), Says: "the file lies in the folder"})
				}
			}
		}
	},
}

// variables joins a variable that a script uses by name with the value that a
// file of the same repository gives that name: Named where there is one value,
// Guessed where there are several. A value that an example file gives is none.
var variables = graph.Derivation{
	Name: "variables", Doc: "a variable used by name holds the value that a file gives it", Stage: graph.Joins,
	Run: func(g *graph.Graph, out *graph.Facts) {
		byName := map[string][]*graph.Node{}
		for c := range g.Nodes(graph.Credential) {
			if c.Is(graph.NobodysSecret) || c.Past() {
				continue
			}
			for _, name := range c.Names {
				byName[name] = append(byName[name], c)
			}
		}
		for s := range g.Nodes(graph.Slot) {
			if s.Type != "variable" {
				continue
			}
			basis, says := graph.Named, "the one value that this repository gives the name"
			if len(byName[s.Name]) > 1 {
				basis, says = graph.Guessed, "one of several values that this repository gives the name"
			}
			for _, c := range byName[s.Name] {
				why := graph.Evidence{Basis: basis, At: c.First(), Says: says}
				out.Link(graph.Edge{From: s.ID, Verb: graph.Holds, To: c.ID}, why)
				for use := range s.Traits(graph.UsedFor) {
					out.Note(c.ID, use.Trait, use.Is, append([]graph.Evidence{why}, use.Why...)...)
				}
			}
		}
	},
}

// oneProject says that the project which a folder describes is the one whose id
// stands in the repository, where there is one of each.
var oneProject = graph.Derivation{
	Name: "one-project", Doc: "a described project and the one project id of its provider are one", Stage: graph.Joins,
	Run: func(g *graph.Graph, out *graph.Facts) {
		described, identified := map[string][]*graph.Node{}, map[string][]*graph.Node{}
		for s := range g.Nodes(graph.Scope) {
			if s.First().File == "" {
				continue // a provider's API lists it, and no file names it
			}
			if id, ok := strings.CutPrefix(s.Public(), "scope:"+s.Type+"/"); ok && slices.Contains(s.Names, id) {
				identified[s.Type] = append(identified[s.Type], s)
				continue
			}
			described[s.Type] = append(described[s.Type], s)
		}
		for typ, d := range described {
			if i := identified[typ]; len(d) == 1 && len(i) == 1 {
				out.Same(d[0].ID, i[0].ID, graph.Evidence{Basis: graph.Named, At: i[0].First(), Says: "the one project and the one project id of this provider in the repository"})
			}
		}
	},
}
