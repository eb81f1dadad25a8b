// SPDX-License-Identifier: Apache-2.0

package reporters

import (
	"bytes"
	"encoding/xml"
	"strings"
)

// GraphML is the graph for yEd, Gephi, Cytoscape and networkx.
// http://graphml.graphdrawing.org/specification.html
var GraphML = addDrawing(Drawing{Name: "graphml", Doc: "for yEd, Gephi, Cytoscape, networkx", draw: drawGraphML})

type graphML struct {
	XMLName xml.Name     `xml:"graphml"`
	Space   string       `xml:"xmlns,attr"`
	Keys    []graphMLKey `xml:"key"`
	Graph   graphMLGraph `xml:"graph"`
}

type graphMLKey struct {
	ID   string `xml:"id,attr"`
	For  string `xml:"for,attr"`
	Name string `xml:"attr.name,attr"`
	Type string `xml:"attr.type,attr"`
}

type graphMLGraph struct {
	ID    string        `xml:"id,attr"`
	Edges string        `xml:"edgedefault,attr"`
	Nodes []graphMLNode `xml:"node"`
	Links []graphMLEdge `xml:"edge"`
}

type graphMLNode struct {
	ID   string        `xml:"id,attr"`
	Data []graphMLData `xml:"data"`
}

type graphMLEdge struct {
	From string        `xml:"source,attr"`
	To   string        `xml:"target,attr"`
	Data []graphMLData `xml:"data"`
}

type graphMLData struct {
	Key  string `xml:"key,attr"`
	Text string `xml:",chardata"`
}

func drawGraphML(out *bytes.Buffer, p picture) error {
	g := graphML{Space: "http://graphml.graphdrawing.org/xmlns", Graph: graphMLGraph{ID: "stagedoor", Edges: "directed"}}
	for _, k := range []string{"kind", "type", "name", "environments"} {
		g.Keys = append(g.Keys, graphMLKey{k, "node", k, "string"})
	}
	for _, k := range []string{"verb", "power", "needs", "basis"} {
		g.Keys = append(g.Keys, graphMLKey{k, "edge", k, "string"})
	}
	for _, n := range p.Nodes {
		g.Graph.Nodes = append(g.Graph.Nodes, graphMLNode{n.ID, []graphMLData{
			{"kind", n.Kind}, {"type", Clean(n.Type)}, {"name", Clean(n.Name)}, {"environments", Clean(strings.Join(n.Environments, " "))}}})
	}
	for _, l := range p.Links {
		g.Graph.Links = append(g.Graph.Links, graphMLEdge{p.Nodes[l.From].ID, p.Nodes[l.To].ID, []graphMLData{
			{"verb", l.Verb}, {"power", strings.Join(l.Power, " ")}, {"needs", strings.Join(l.Needs, " ")}, {"basis", l.Basis}}})
	}
	out.WriteString(xml.Header)
	e := xml.NewEncoder(out)
	e.Indent("", " ")
	err := e.Encode(g)
	out.WriteByte('\n')
	return err
}
