// SPDX-License-Identifier: Apache-2.0

package reporters

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/stagedoor/stagedoor/rules"
)

// Markdown is for the summary of a CI step and comments: a table of what was
// found, then the worst findings with their paths as diagrams. It is capped, since
// GitHub drops a summary of more than 1 MiB.
// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#adding-a-job-summary
var Markdown = add(Reporter{
	Name: "markdown", Doc: "for a step's summary: a table, and the worst findings with their paths as diagrams",
	write: writeMarkdown,
})

const (
	maxRows     = 50
	maxDiagrams = 5
)

func writeMarkdown(out *bytes.Buffer, v view) error {
	fresh := v
	fresh.Findings = changed(v.Findings)
	fmt.Fprintf(out, "## stagedoor\n\n%s\n\n", markdown(firstSentence(fresh)))
	if len(fresh.Findings) > 0 {
		out.WriteString("| severity | rule | finding | where |\n|---|---|---|---|\n")
	}
	for _, f := range fresh.Findings[:min(maxRows, len(fresh.Findings))] {
		at := f.first()
		fmt.Fprintf(out, "| %s | `%s` | %s | %s |\n", f.Severity, f.Rule, markdown(short(f.Title)), markdown(short(at.String())))
	}
	if more := len(fresh.Findings) - maxRows; more > 0 {
		fmt.Fprintf(out, "\nand %s, in the other formats\n", count(more, "more finding"))
	}
	told := folded(fresh.Findings)
	diagrams := 0
	for _, f := range fresh.Findings {
		if f.Severity < rules.Medium || told[f.Fingerprint] || diagrams == maxDiagrams {
			continue
		}
		diagrams++
		fmt.Fprintf(out, "\n<details><summary>%s: %s</summary>\n\n%s\n\n", f.Severity, htmlText(short(f.Title)), markdown(f.Message))
		if len(f.Paths) > 0 {
			out.WriteString("```mermaid\n" + diagram(f.Paths[0]) + "```\n\n")
		}
		fmt.Fprintf(out, "**Fix** %s\n\n", markdown(f.Fix))
		if f.WrongIf != "" {
			fmt.Fprintf(out, "**Wrong if** %s\n\n", markdown(f.WrongIf))
		}
		out.WriteString("</details>\n")
	}
	fmt.Fprintf(out, "\n%s\n", markdown(gate(newPage(&bytes.Buffer{}, Style{}), v)))
	return nil
}

// short keeps a cell of a table to what a person reads. It comes before what
// escapes, half of which would be no escape.
func short(s string) string { return cut(Clean(s), maxName) }

var htmlEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#39;", "@", "@<!-- -->", "://", ":<!-- -->//", "www.", "www<!-- -->.",
	"#", "#<!-- -->", "[", "&#91;", "]", "&#93;", "`", "&#96;", "|", "&#124;")

// htmlText makes text literal between tags of HTML in Markdown.
func htmlText(s string) string { return htmlEscapes.Replace(Clean(s)) }

// diagram is a path as Mermaid's flow chart.
func diagram(p pathView) string {
	var b strings.Builder
	b.WriteString("flowchart LR\n")
	ids := map[string]string{}
	node := func(n nodeView) string {
		key := n.Kind + n.ID
		id, known := ids[key]
		if !known {
			id = fmt.Sprintf("n%d", len(ids))
			ids[key] = id
			fmt.Fprintf(&b, "  %s[\"%s\"]\n", id, mermaid(n.Kind+" "+n.Name))
		}
		return id
	}
	for _, s := range p.Steps[:min(maxSteps, len(p.Steps))] {
		from, to := node(s.From), node(s.To)
		fmt.Fprintf(&b, "  %s -->|\"%s\"| %s\n", from, mermaid(strings.ReplaceAll(s.Verb, "_", " ")), to)
	}
	return b.String()
}

// mermaid makes text literal in a label of Mermaid: whatever is no letter, digit
// or harmless mark becomes an entity (https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters).
func mermaid(s string) string {
	var b strings.Builder
	for _, r := range cut(Clean(s), 80) {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', strings.ContainsRune(" _.-/", r):
			b.WriteRune(r)
		default:
			fmt.Fprintf(&b, "#%d;", r)
		}
	}
	return b.String()
}
