// SPDX-License-Identifier: Apache-2.0

package reporters

import (
	"bytes"
	"fmt"
	"strings"
)

// GraphDOT is the graph for Graphviz.
// https://graphviz.org/doc/info/lang.html
var GraphDOT = addDrawing(Drawing{Name: "dot", Doc: "for Graphviz: dot -Tsvg", draw: drawDOT})

// shapes tell the kinds apart.
var shapes = map[string]string{
	"holder": "note", "slot": "box", "credential": "diamond", "identity": "hexagon", "scope": "folder", "store": "cylinder", "backup": "box3d", "environment": "ellipse",
}

func drawDOT(out *bytes.Buffer, p picture) error {
	out.WriteString("digraph stagedoor {\n  rankdir=LR\n")
	for _, n := range p.Nodes {
		fmt.Fprintf(out, "  %s [shape=%s, label=%s]\n", n.ID, shapes[n.Kind], dot(n.caption()))
	}
	for _, l := range p.Links {
		fmt.Fprintf(out, "  %s -> %s [label=%s]\n", p.Nodes[l.From].ID, p.Nodes[l.To].ID, dot(l.caption()))
	}
	out.WriteString("}\n")
	return nil
}

var dotEscapes = strings.NewReplacer(`\`, `\\`, `"`, `\"`)

// dot is a quoted string, in which nothing is an escape of Graphviz's.
func dot(s string) string { return `"` + dotEscapes.Replace(cut(Clean(s), maxName)) + `"` }
