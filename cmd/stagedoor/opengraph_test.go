// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/stagedoor/stagedoor/reporters"
)

// TestBloodHoundTakesTheGraph of every scenario, by the schemas that BloodHound
// checks an upload with: STAGEDOOR_OPENGRAPH_SCHEMA names a folder with its
// node.json, edge.json and metadata.json. No package carries them, so they have
// to be fetched by hand.
// https://github.com/SpecterOps/BloodHound/tree/main/cmd/api/src/services/upload/jsonschema
func TestBloodHoundTakesTheGraph(t *testing.T) {
	folder := os.Getenv("STAGEDOOR_OPENGRAPH_SCHEMA")
	if folder == "" {
		t.Skip("STAGEDOOR_OPENGRAPH_SCHEMA names no folder with BloodHound's schemas")
	}
	schemas := map[string]*jsonschema.Schema{}
	for _, name := range []string{"node", "edge", "metadata"} {
		s, err := jsonschema.NewCompiler().Compile(filepath.Join(folder, name+".json"))
		if err != nil {
			t.Fatal(err)
		}
		schemas[name] = s
	}
	if schemas["edge"].Validate(map[string]any{"kind": "a b"}) == nil || schemas["node"].Validate(map[string]any{"id": 1}) == nil {
		t.Fatal("the schemas accept everything")
	}
	nodes, edges := 0, 0
	for _, s := range scenarios(t) {
		dir := s.lay(t)
		a, err := ask(context.Background(), question{paths: []string{dir}, workers: 2, live: s.live(t, dir)})
		if err != nil {
			t.Fatal(s.name, err)
		}
		out, _, err := reporters.Draw(reporters.OpenGraph, a.graph, a.lastDoor())
		if err != nil {
			t.Fatal(s.name, err)
		}
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(out))
		if err != nil {
			t.Fatal(s.name, err)
		}
		check := func(name string, v any) {
			if err := schemas[name].Validate(v); err != nil {
				t.Errorf("%s: %v", s.name, err)
			}
		}
		check("metadata", v.(map[string]any)["metadata"])
		g := v.(map[string]any)["graph"].(map[string]any)
		for _, n := range g["nodes"].([]any) {
			check("node", n)
			nodes++
		}
		for _, e := range g["edges"].([]any) {
			check("edge", e)
			edges++
		}
	}
	t.Logf("%d nodes and %d edges", nodes, edges)
}
