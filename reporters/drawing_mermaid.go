// SPDX-License-Identifier: Apache-2.0

package reporters

import (
	"bytes"
	"fmt"
)

// GraphMermaid is the graph for pages that draw Mermaid, which gives up beyond
// some five hundred links: the first of them are drawn, and the rest counted.
var GraphMermaid = addDrawing(Drawing{Name: "mermaid", Doc: "for pages that draw Mermaid, 500 links at most", draw: drawMermaid})

const maxMermaid = 500

func drawMermaid(out *bytes.Buffer, p picture) error {
	out.WriteString("flowchart LR\n")
	links := p.Links[:min(maxMermaid, len(p.Links))]
	drawn := map[int]bool{}
	for _, l := range links {
		for _, i := range []int{l.From, l.To} {
			if !drawn[i] {
				drawn[i] = true
				fmt.Fprintf(out, "  %s[\"%s\"]\n", p.Nodes[i].ID, mermaid(p.Nodes[i].caption()))
			}
		}
		fmt.Fprintf(out, "  %s -->|\"%s\"| %s\n", p.Nodes[l.From].ID, mermaid(l.caption()), p.Nodes[l.To].ID)
	}
	if more := len(p.Links) - len(links); more > 0 {
		fmt.Fprintf(out, "%%%% and %d more links, in the other formats\n", more)
	}
	return nil
}
