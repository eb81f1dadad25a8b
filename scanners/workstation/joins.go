// SPDX-License-Identifier: Apache-2.0

package workstation

import (
	"time"

	"github.com/stagedoor/stagedoor/graph"
)

// Joins are the derivations that make one of a workstation and what is scanned
// beside it. Now is the moment that expiry is judged by.
func Joins(now time.Time) []graph.Derivation {
	return []graph.Derivation{expired(now), agents}
}

// expired says of a login that its own file calls expired that it is nobody's any
// more.
func expired(now time.Time) graph.Derivation {
	return graph.Derivation{
		Name: "expired", Doc: "a login that its file calls expired opens nothing", Stage: graph.Joins,
		Run: func(g *graph.Graph, out *graph.Facts) {
			for c := range g.Nodes(graph.Credential) {
				t, ok := c.Trait(graph.Expires)
				if !ok || t.Is != graph.Yes {
					continue
				}
				if at, err := time.Parse(time.RFC3339, t.Detail); err == nil && at.Before(now) {
					out.Note(c.ID, graph.Trait{Name: graph.NobodysSecret, Detail: "it expired on " + at.Format(time.DateOnly)}, graph.Yes, t.Why...)
				}
			}
		},
	}
}

// agents says that an agent of the user is the one of its name that a repository is
// set up for, and that it can read every folder that is scanned.
var agents = graph.Derivation{
	Name: "agents-of-the-user", Doc: "an agent that runs as you can read what you can", Stage: graph.Joins,
	Run: func(g *graph.Graph, out *graph.Facts) {
		var users, others, trees []*graph.Node
		for h := range g.Nodes(graph.Holder) {
			switch {
			case h.Type == "working_tree":
				trees = append(trees, h)
			case h.Type == "agent" && ofUser(h):
				users = append(users, h)
			case h.Type == "agent":
				others = append(others, h)
			}
		}
		for _, u := range users {
			for _, o := range others {
				if o.Name == u.Name {
					out.Same(u.ID, o.ID, graph.Evidence{Basis: graph.ReadInFile, At: u.First(), Says: "one program, set up for the user and for a folder"})
				}
			}
			for _, t := range trees {
				out.Link(graph.Edge{From: u.ID, Verb: graph.Reads, To: t.ID}, graph.Evidence{Basis: graph.ReadInFile, At: u.First(), Says: "it runs as you, and you can read the folder"})
			}
		}
	},
}

func ofUser(agent *graph.Node) bool {
	for l := range agent.Out(graph.Reads) {
		if l.To.Type == "workstation" {
			return true
		}
	}
	return false
}
