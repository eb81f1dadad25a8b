// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/reporters"
	"github.com/stagedoor/stagedoor/rules"
)

// mostNamed is how many things of one kind the lines for AGENTS.md name: whoever
// reads them has them in mind with every task.
const mostNamed = 8

// writeAgentsLines writes lines for AGENTS.md. Names of the tree stand in code
// spans, cut and without what could be read as an instruction in Markdown: an
// agent takes this file for its owner's word.
func writeAgentsLines(f fence) string {
	var b strings.Builder
	b.WriteString("## Production\n\n")
	if f.empty() {
		b.WriteString("- No file here says which data is production's: take any data store for it, and ask.\n")
	} else {
		if len(f.names) > 0 {
			fmt.Fprintf(&b, "- Environments of production: %s.\n", spans(f.names, "environments"))
		}
		if stores := f.stores(); len(stores) > 0 {
			fmt.Fprintf(&b, "- Data of production: %s.\n", spans(stores, "stores"))
		}
		if len(f.belongs) > 0 {
			fmt.Fprintf(&b, "- Files of production, not to be used for other environments: %s.\n", spans(paths(f.belongs), "files, see `stagedoor environments`"))
		}
		if len(f.files) > 0 {
			fmt.Fprintf(&b, "- Files with credentials that lead to production, not to be read, printed, sourced or copied: %s.\n", spans(paths(f.files), "files"))
		}
		if programs := f.programs(); len(programs) > 0 {
			fmt.Fprintf(&b, "- Production is lost or changed here by %s: only with a person's word for this one call.\n", spans(programs, "programs"))
		}
	}
	b.WriteString("- Before a command that deletes, resets, restores, migrates or applies: `stagedoor blast -- COMMAND`. Exit code 0: nothing of production is touched. 1: production is; stop and ask. 3: nobody knows; take it for 1.\n")
	b.WriteString("- These lines are no gate. The hook is: `stagedoor blast --hook claude --print-settings` (or `cursor`, `codex`) prints how to install it.\n")
	return b.String()
}

// stores are the titles of the stores, without handles and servers that hold one
// that is named; those that are known to hold no primary data come last.
func (f fence) stores() (all []string) {
	var last []string
	for _, n := range f.things {
		switch primary, ok := n.Trait(graph.PrimaryData); {
		case n.Kind != graph.Store || n.Is(graph.SpanningHandle) || holdsStores(n):
		case ok && primary.Is == graph.No:
			last = append(last, rules.Title(n))
		default:
			all = append(all, rules.Title(n))
		}
	}
	return append(all, last...)
}

func holdsStores(n *graph.Node) bool {
	for l := range n.Out(graph.Contains) {
		if l.To.Kind == graph.Store {
			return true
		}
	}
	return false
}

// programs are those of the rules: "railway", "psql".
func (f fence) programs() (all []string) {
	seen := map[string]bool{}
	for _, r := range f.rules {
		if p := r.places[0][0]; !seen[p] {
			seen[p] = true
			all = append(all, p)
		}
	}
	return all
}

func paths(files []string) (all []string) {
	for _, f := range files {
		all = append(all, plain(f, "?"))
	}
	return all
}

func spans(names []string, what string) string {
	var all []string
	for i, n := range names {
		if i == mostNamed {
			return strings.Join(all, ", ") + fmt.Sprintf(" and %d more %s", len(names)-i, what)
		}
		all = append(all, span(n))
	}
	return strings.Join(all, ", ")
}

// span is a code span of Markdown that ends where it should.
func span(s string) string {
	const most = 80
	s = reporters.Clean(s)
	if r := []rune(s); len(r) > most {
		s = string(r[:most]) + "..."
	}
	return "`" + strings.ReplaceAll(s, "`", "'") + "`"
}

func upper(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
