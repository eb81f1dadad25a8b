// SPDX-License-Identifier: Apache-2.0

package reporters

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// drawn is a small graph whose names are as given.
func drawn(name string) (*graph.Graph, *secret.Vault) {
	vault := secret.NewVault()
	f := graph.NewFacts(vault, "")
	at := graph.Evidence{Basis: graph.ReadInFile, At: graph.Location{File: name, Line: 3}, Says: name}
	file := f.Node(graph.Thing{Kind: graph.Holder, Type: "file", Name: name}, at)
	env := f.Node(graph.Thing{Kind: graph.Environment, Type: "production", Key: "prod", Name: name}, at)
	f.Link(graph.Edge{From: file, Verb: graph.InEnv, To: env}, at)
	for _, v := range []string{"canary-1f0e2d3c4b5a", "canary-6978879695a4"} {
		f.Link(graph.Edge{From: file, Verb: graph.Holds, To: f.Literal("railway_account_token", name, secret.New(v), at)}, at)
	}
	store := f.Node(graph.Thing{Kind: graph.Store, Type: "railway_volume", Name: name}, at)
	f.Link(graph.Edge{From: store, Verb: graph.Destroys, To: f.Node(graph.Thing{Kind: graph.Backup, Type: "b", Name: name}, at), Needs: graph.Delete}, at)
	return graph.Build(f), vault
}

func TestDrawingsAreWellFormedWhateverTheNames(t *testing.T) {
	for _, bad := range hostile {
		g, vault := drawn(bad)
		for _, d := range Drawings() {
			out, hits, err := Draw(d, g, vault.Search())
			if err != nil || hits > 0 {
				t.Fatal(d.Name, err, hits)
			}
			text := string(out)
			if m := commandForm.FindString(text); m != "" || strings.IndexFunc(strings.ReplaceAll(text, "\n", ""), hidden) >= 0 {
				t.Errorf("%s: %q: not harmless", d.Name, bad)
			}
			switch d.Name {
			case "json", "opengraph":
				if !json.Valid(out) {
					t.Errorf("%s: %q: no JSON", d.Name, bad)
				}
			case "graphml":
				for x := xml.NewDecoder(strings.NewReader(text)); ; {
					if _, err := x.Token(); err == io.EOF {
						break
					} else if err != nil {
						t.Fatalf("%q: %v", bad, err)
					}
				}
			case "dot":
				for line := range strings.Lines(text) {
					if strings.Count(strings.ReplaceAll(strings.ReplaceAll(line, `\\`, ""), `\"`, ""), `"`)%2 != 0 {
						t.Errorf("%q: %s", bad, line)
					}
				}
			case "mermaid":
				for line := range strings.Lines(text) {
					if strings.Count(line, `"`) > 2 || strings.ContainsAny(line, "<`") {
						t.Errorf("%q: %s", bad, line)
					}
				}
			}
		}
	}
}

var openGraphID = regexp.MustCompile(`^[A-Za-z0-9]+$`)

// TestOpenGraphKeepsToItsSchema: what BloodHound's schema of nodes and edges asks
// (docs/assets/opengraph of SpecterOps/bloodhound-docs): ids without colons, one
// to three kinds, flat properties with names in lower case, no objectid.
func TestOpenGraphKeepsToItsSchema(t *testing.T) {
	g, vault := drawn("orders")
	out, _, err := Draw(OpenGraph, g, vault.Search())
	if err != nil {
		t.Fatal(err)
	}
	var d openGraph
	if err := json.Unmarshal(out, &d); err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	flat := func(properties map[string]any) {
		for name, v := range properties {
			_, object := v.(map[string]any)
			if object || name != strings.ToLower(name) || name == "objectid" {
				t.Errorf("property %s: %v", name, v)
			}
		}
	}
	for _, n := range d.Graph.Nodes {
		if ids[n.ID] || !openGraphID.MatchString(n.ID) || len(n.Kinds) != 1 || !strings.HasPrefix(n.Kinds[0], "SD_") {
			t.Errorf("%+v", n)
		}
		ids[n.ID] = true
		flat(n.Properties)
	}
	for _, e := range d.Graph.Edges {
		if !ids[e.Start.Value] || !ids[e.End.Value] || !regexp.MustCompile(`^SD_[A-Za-z]+$`).MatchString(e.Kind) {
			t.Errorf("%+v", e)
		}
		flat(e.Properties)
	}
	if len(ids) != 6 || len(d.Graph.Edges) != 4 {
		t.Errorf("%d nodes, %d edges", len(ids), len(d.Graph.Edges))
	}
}

// TestADrawingMasksSecrets that became a name.
func TestADrawingMasksSecrets(t *testing.T) {
	g, vault := drawn("canary-in-every-name")
	vault.Seal(secret.New("canary-in-every-name"))
	for _, d := range Drawings() {
		out, _, err := Draw(d, g, vault.Search())
		if err != nil || strings.Contains(strings.ToLower(string(out)), "canary") {
			t.Errorf("%s: %v: %s", d.Name, err, out)
		}
	}
}
