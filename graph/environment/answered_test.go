// SPDX-License-Identifier: Apache-2.0

package environment

import (
	"testing"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// TestTheProvidersAnswerCounts: a declaration yields to it, a use does not, and
// neither does the owner's word.
func TestTheProvidersAnswerCounts(t *testing.T) {
	for _, c := range []struct {
		says      string
		api       string // "" for none
		opened    bool   // a credential of the file opens the store
		owner     bool
		tiers     []graph.Tier
		overruled string
	}{
		{"a declaration against the answer", "production", false, false, []graph.Tier{graph.Production}, "staging"},
		{"a declaration and no answer", "", false, false, []graph.Tier{graph.Staging}, ""},
		{"a declaration that agrees", "staging", false, false, []graph.Tier{graph.Staging}, ""},
		{"a use", "production", true, false, []graph.Tier{graph.Production, graph.Staging}, ""},
		{"the owner's word", "production", false, true, []graph.Tier{graph.Production, graph.Staging}, ""},
	} {
		f := graph.NewFacts(secret.NewVault(), "")
		at := graph.Location{File: "staging/db.tf", Line: 3}
		read := graph.Evidence{Basis: graph.ReadInFile, At: at}
		file := f.Node(graph.Thing{Kind: graph.Holder, Type: "file", Name: at.File}, read)
		db := f.Node(graph.Thing{Kind: graph.Store, Type: "aws_db_instance", Name: "orders"}, read)
		f.Link(graph.Edge{From: db, Verb: graph.Within, To: file}, read)
		if c.api != "" {
			why := graph.Evidence{Basis: graph.Fetched, At: graph.Location{URL: "https://rds.example"}, Says: "its tag says so"}
			f.Link(graph.Edge{From: db, Verb: graph.InEnv, To: Node(f, c.api, why)}, why)
		}
		if c.opened {
			cred := f.Literal("database_connection", "DATABASE_URL", secret.New("canary-4b1c9a77"), read)
			f.Link(graph.Edge{From: file, Verb: graph.Holds, To: cred}, read)
			f.Link(graph.Edge{From: cred, Verb: graph.Opens, To: db, Power: graph.Write}, read)
		}
		owner := func(string) (string, graph.Location, bool) {
			return "staging", graph.Location{File: ".stagedoor.hcl"}, c.owner
		}
		n := graph.Build(f, Decide(owner), Unite()).Node(db)
		var tiers []graph.Tier
		for _, m := range n.Environments() {
			tiers = append(tiers, m.Tier)
		}
		if len(tiers) != len(c.tiers) || tiers[0] != c.tiers[0] || n.Detail(graph.Overruled) != c.overruled {
			t.Errorf("%s: %v, overruled %q", c.says, tiers, n.Detail(graph.Overruled))
		}
	}
}
