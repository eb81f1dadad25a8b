// SPDX-License-Identifier: Apache-2.0

package graph

import (
	"fmt"
	"strings"
)

// Dump writes the graph as sorted lines that people can read, one a link or
// trait, with the place in a file that shows it best. Tests compare it, and it
// holds no value: a credential is its type and name.
//
//	holder:file:.env.staging --holds--> credential:postgres_url:DATABASE_URL @.env.staging:3 read
//	credential:postgres_url:DATABASE_URL is used-for=migrate @deploy.sh:4 read
func (g *Graph) Dump() []string {
	var lines []string
	for _, n := range g.nodes {
		for _, l := range n.out {
			verb := string(l.Verb)
			if l.Power != 0 {
				verb += "[" + strings.Join(l.Power.Names(), ",") + "]"
			}
			if l.Needs != 0 {
				verb += "(needs " + strings.Join(l.Needs.Names(), ",") + ")"
			}
			lines = append(lines, fmt.Sprintf("%s --%s--> %s%s", l.From.label(), verb, l.To.label(), proof(l.Why)))
		}
		for _, t := range n.traits {
			what := string(t.Name)
			if t.Detail != "" {
				what += "=" + t.Detail
			}
			if t.Hours != 0 {
				what += fmt.Sprintf(" %dh", t.Hours)
			}
			is := [...]string{"may be", "is not", "is"}[t.Is]
			lines = append(lines, fmt.Sprintf("%s %s %s%s", n.label(), is, what, proof(t.Why)))
		}
	}
	for _, gap := range g.gaps {
		lines = append(lines, fmt.Sprintf("gap %s:%d %s: %s", gap.At.File, gap.At.Line, gap.Kind, gap.Why))
	}
	return lines
}

func (n *Node) label() string { return fmt.Sprintf("%s:%s:%s", n.Kind, n.Type, n.Name) }

func proof(c Chain) string {
	at := ""
	for _, e := range c {
		if e.At.File != "" {
			at = fmt.Sprintf(" @%s:%d", e.At.File, e.At.Line)
			break
		}
	}
	return at + " " + c.Basis().String()
}
