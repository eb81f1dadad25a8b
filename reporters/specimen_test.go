// SPDX-License-Identifier: Apache-2.0

package reporters

import (
	"strings"
	"sync"
	"testing"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/rules"
)

// A story is a graph in the shape of the incident and findings about it, made by
// hand: reporters are tested on what they are handed, whatever the rules do.
type story struct {
	vault                   *secret.Vault
	file, token, vol, backs *graph.Node
}

const token = "canary-5f0c7e61-railway-token"

var volumesPage = graph.Location{URL: "https://docs.railway.com/reference/volumes"}

// tell builds the story with the names given, which may be hostile.
func tell(t testing.TB, file, name, volume string) story {
	t.Helper()
	s := story{vault: secret.NewVault()}
	f := graph.NewFacts(s.vault, "")
	at := func(line int, says string) graph.Evidence {
		return graph.Evidence{Basis: graph.ReadInFile, At: graph.Location{File: file, Line: line, Column: 1}, Says: says}
	}
	doc := graph.Evidence{Basis: graph.Known, At: volumesPage, Says: "backups live in the volume"}
	holder := f.Node(graph.Thing{Kind: graph.Holder, Type: "file", Name: file}, at(1, ""))
	cred := f.Literal("railway_account_token", name, secret.New(token), at(3, ""))
	vol := f.Node(graph.Thing{Kind: graph.Store, Type: "railway_volume", Name: volume}, at(9, ""))
	backs := f.Node(graph.Thing{Kind: graph.Backup, Type: "railway_volume_backup", Name: "backups of " + volume})
	f.Link(graph.Edge{From: holder, Verb: graph.Holds, To: cred}, at(3, "holds it"))
	f.Link(graph.Edge{From: cred, Verb: graph.Opens, To: vol, Power: graph.Full}, doc)
	f.Link(graph.Edge{From: vol, Verb: graph.Destroys, To: backs, Needs: graph.Delete}, doc)
	g := graph.Build(f)
	s.file, s.token, s.vol, s.backs = g.Node(holder), g.Node(cred), g.Node(vol), g.Node(backs)
	return s
}

func (s story) place(line, column int) graph.Location {
	return graph.Location{File: s.file.First().File, Line: line, Column: column, EndLine: line, EndColumn: column + 17}
}

// blast is the story's critical finding.
func (s story) blast() rules.Finding {
	return rules.Finding{
		Rule: "production-blast-path", Severity: rules.Critical, About: s.token, Sure: graph.Named,
		Title:   s.token.Name + " in staging can delete the production volume " + s.vol.Name,
		Message: "Whoever reads " + s.file.Name + " can delete the volume " + s.vol.Name + " of production. Its backups live in it; Railway's support can restore within 48 h.",
		Fix:     "Use a project token of the staging environment.",
		NotSo:   `accept "production-blast-path" { about = "` + s.token.Name + `" reason = "" }`,
		WrongIf: "the token belongs to a workspace without production",
		Tiers:   []graph.Tier{graph.Staging, graph.Production}, Key: []string{s.token.Public(), s.vol.Public(), "production|staging"},
		Locations: []graph.Location{s.place(3, 1)},
		Paths: []rules.Path{{Basis: graph.Named, Steps: []rules.Step{
			{From: s.file, To: s.token, Verb: graph.Holds, Basis: graph.ReadInFile, Locations: []graph.Location{s.place(3, 1)}, Says: "holds " + s.token.Name + ", environment staging"},
			{From: s.token, To: s.vol, Verb: graph.Opens, Power: graph.Full, Basis: graph.Named, Locations: []graph.Location{s.place(9, 5), volumesPage}, Says: "an account token opens every project, and with it the volume " + s.vol.Name},
			{From: s.vol, To: s.backs, Verb: graph.Destroys, Basis: graph.Known, Locations: []graph.Location{volumesPage}, Says: "its backups live in the volume and go with it"},
		}}},
		MorePaths: 2, Contains: []string{s.spanning().Fingerprint()},
	}
}

func (s story) spanning() rules.Finding {
	return rules.Finding{
		Rule: "spanning-data-store", Severity: rules.High, About: s.vol, Sure: graph.ReadInFile,
		Title:   "the volume " + s.vol.Name + " serves staging and production",
		Message: "One id deletes the volume in both environments.", Fix: "Give staging a project of its own.",
		NotSo: `accept "spanning-data-store" { reason = "" }`, Tiers: []graph.Tier{graph.Production, graph.Staging},
		Key: []string{s.vol.Public()}, Locations: []graph.Location{s.place(9, 5)},
	}
}

func (s story) note() rules.Finding {
	return rules.Finding{
		Rule: "exposed-credential", Severity: rules.Note, About: s.token, Sure: graph.ReadInFile, Title: "a token stands in a tracked file",
		Message: "A token stands in a tracked file.", Key: []string{s.token.Public()}, Locations: []graph.Location{s.place(3, 1)},
	}
}

// live is a finding about a thing that stands in no file.
func (s story) live() rules.Finding {
	return rules.Finding{
		Rule: "no-backup", Severity: rules.Medium, About: s.backs, Sure: graph.Fetched, Title: "no backup of " + s.vol.Name + " is listed",
		Message: "The provider lists no backup.", Fix: "Switch on backups.", Key: []string{s.backs.Public()},
		Paths: []rules.Path{{Basis: graph.Known, Steps: []rules.Step{{From: s.vol, To: s.backs, Verb: graph.Destroys, Basis: graph.Known, Locations: []graph.Location{volumesPage}, Says: "no backup is listed"}}}},
	}
}

func (s story) report() Report {
	return Report{
		Version: "0.1.0", Catalog: "2026-11-22", Paths: []string{"."},
		Summary:  Summary{Files: 12, Bytes: 3456, Credentials: 3, Stores: 2, Tiers: []graph.Tier{graph.Staging, graph.Production}},
		Findings: []rules.Finding{s.blast(), s.spanning(), s.live(), s.note()},
		Rules:    append(rules.All(), rules.Rule{ID: "spanning-data-store", Severity: rules.High, Title: "one store serves several environments", CWE: []int{653}, Why: "A deletion in staging is one in production.", Fix: "Separate them.", Cannot: "Stores that no file names."}),
		Gaps:     []graph.Gap{{At: graph.Location{File: s.file.First().File, Line: 2}, Kind: graph.Invalid, Why: "is not valid YAML"}, {Kind: graph.Denied, Why: "the provider refused to list projects"}},
		FailOn:   rules.High, MinBasis: graph.Named, Ignored: 1,
		Production: []Reason{{File: s.file.First().File, Environment: "prod", Tier: graph.Production, Basis: graph.Named, Why: "its suffix"}},
		NotCovered: []string{"Railway's own list of projects (needs --live railway)"},
		Next:       "stagedoor scan --live railway",
	}
}

var constants = sync.OnceValue(func() []string { return Constants() })

// render is the report through the last door, and fails where it withholds.
func (s story) render(t testing.TB, name string, rep Report) string {
	t.Helper()
	r, ok := Find(name)
	if !ok {
		t.Fatalf("no reporter %s", name)
	}
	out, withheld, err := Render(r, rep, s.vault.Search(constants()...))
	if err != nil || withheld != 0 {
		t.Fatalf("%s: %d withheld, error %v", name, withheld, err)
	}
	if strings.Contains(string(out), token) {
		t.Fatalf("%s: the token came out", name)
	}
	return string(out)
}
