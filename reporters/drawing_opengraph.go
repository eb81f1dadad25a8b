// SPDX-License-Identifier: Apache-2.0

package reporters

import (
	"bytes"
	"strings"
)

// OpenGraph is the graph for BloodHound: generic nodes and edges of our own
// kinds, each with the prefix SD_. Ids hold no colon, properties are flat, and
// their names are lower-case, as its schema asks.
// https://bloodhound.specterops.io/opengraph/schema
var OpenGraph = addDrawing(Drawing{Name: "opengraph", Doc: "for BloodHound, as OpenGraph", draw: drawOpenGraph, json: true})

type openGraph struct {
	Metadata openGraphMeta  `json:"metadata"`
	Graph    openGraphGraph `json:"graph"`
}

type openGraphMeta struct {
	Source string `json:"source_kind"`
}

type openGraphGraph struct {
	Nodes []openGraphNode `json:"nodes"`
	Edges []openGraphEdge `json:"edges"`
}

type openGraphNode struct {
	ID         string         `json:"id"`
	Kinds      []string       `json:"kinds"`
	Properties map[string]any `json:"properties"`
}

type openGraphEdge struct {
	Kind       string         `json:"kind"`
	Start      openGraphEnd   `json:"start"`
	End        openGraphEnd   `json:"end"`
	Properties map[string]any `json:"properties"`
}

type openGraphEnd struct {
	By    string `json:"match_by"`
	Value string `json:"value"`
}

func drawOpenGraph(out *bytes.Buffer, p picture) error {
	g := openGraph{Metadata: openGraphMeta{"Stagedoor"}, Graph: openGraphGraph{[]openGraphNode{}, []openGraphEdge{}}}
	for _, n := range p.Nodes {
		properties := map[string]any{"name": Clean(n.Name), "type": Clean(n.Type)}
		if len(n.Tiers) > 0 {
			properties["tiers"] = n.Tiers
		}
		if len(n.At) > 0 {
			properties["place"] = Clean(n.At[0].String())
		}
		g.Graph.Nodes = append(g.Graph.Nodes, openGraphNode{n.ID, []string{"SD_" + capital(n.Kind)}, properties})
	}
	for _, l := range p.Links {
		properties := map[string]any{"basis": l.Basis}
		if len(l.Power) > 0 {
			properties["power"] = l.Power
		}
		if len(l.Needs) > 0 {
			properties["needs"] = l.Needs
		}
		if len(l.At) > 0 {
			properties["evidence"] = Clean(l.At[0].String())
		}
		var kind strings.Builder
		for word := range strings.SplitSeq(l.Verb, "_") {
			kind.WriteString(capital(word))
		}
		g.Graph.Edges = append(g.Graph.Edges, openGraphEdge{"SD_" + kind.String(), openGraphEnd{"id", p.Nodes[l.From].ID}, openGraphEnd{"id", p.Nodes[l.To].ID}, properties})
	}
	return writeIndented(out, g)
}
