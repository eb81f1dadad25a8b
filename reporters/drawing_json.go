// SPDX-License-Identifier: Apache-2.0

package reporters

import "bytes"

// GraphJSON is the graph as nodes and links.
var GraphJSON = addDrawing(Drawing{Name: "json", Doc: "nodes and links with their places", draw: drawJSON, json: true})

type graphDocument struct {
	SchemaVersion string      `json:"schema_version"`
	Nodes         []graphNode `json:"nodes"`
	Links         []graphLink `json:"links"`
}

type graphNode struct {
	ID           string      `json:"id"`
	Kind         string      `json:"kind"`
	Type         string      `json:"type"`
	Name         string      `json:"name"`
	Public       string      `json:"public"`
	Environments []string    `json:"environments"`
	Locations    []jsonPlace `json:"locations"`
}

type graphLink struct {
	From      string      `json:"from"`
	Verb      string      `json:"verb"`
	To        string      `json:"to"`
	Power     []string    `json:"power"`
	Needs     []string    `json:"needs"`
	Basis     string      `json:"basis"`
	Locations []jsonPlace `json:"locations"`
}

func drawJSON(out *bytes.Buffer, p picture) error {
	d := graphDocument{SchemaVersion: SchemaVersion, Nodes: []graphNode{}, Links: []graphLink{}}
	for _, n := range p.Nodes {
		d.Nodes = append(d.Nodes, graphNode{n.ID, n.Kind, n.Type, n.Name, n.Public, list(n.Environments), placesJSON(n.At)})
	}
	for _, l := range p.Links {
		d.Links = append(d.Links, graphLink{p.Nodes[l.From].ID, l.Verb, p.Nodes[l.To].ID, list(l.Power), list(l.Needs), l.Basis, placesJSON(l.At)})
	}
	return writeIndented(out, d)
}
