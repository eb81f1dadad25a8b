// SPDX-License-Identifier: Apache-2.0

package reporters

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/rules"
)

// Text is for a person at a terminal. First one sentence that says how bad it
// is, and the fewest changes that close the worst; then each finding as a block
// of linked places (text_block.go), which ends with what to do, the command that
// tells more, and the line that corrects us; then what was read as production,
// what was not covered, and the next command.
var Text = add(Reporter{
	Name: "text", Doc: "for people: findings as chains of places, with the fix and the line that corrects them",
	write: writeText,
})

// More lines than these of one kind are counted, not shown.
const (
	maxReasons = 10
	maxGaps    = 10
	maxBrief   = 25
)

func writeText(out *bytes.Buffer, v view) error {
	p := newPage(out, v.Style)
	fresh := v
	fresh.Findings = changed(v.Findings)
	if v.Workstation.Shown {
		workstationText(p, v)
		p.gap()
	}
	opening(p, fresh)
	told := folded(fresh.Findings)
	var brief []findingView
	for _, f := range fresh.Findings {
		switch {
		case told[f.Fingerprint]: // under the story that contains it
		case f.Severity < rules.Medium:
			brief = append(brief, f)
		default:
			p.gap()
			block(p, v, f)
		}
	}
	if len(brief) > 0 {
		p.gap()
		for _, f := range brief[:min(maxBrief, len(brief))] {
			oneLine(p, "", f)
		}
		if more := len(brief) - maxBrief; more > 0 {
			p.line(fmt.Sprintf("and %d more below medium, in the JSON report", more))
		}
	}
	closing(p, v)
	return nil
}

// changed leaves out what a change did not make worse; where no base was named,
// nothing.
func changed(fs []findingView) []findingView {
	return slices.DeleteFunc(slices.Clone(fs), func(f findingView) bool { return f.Since == string(rules.Same) })
}

// opening is the first thing a reader sees.
func opening(p *page, v view) {
	p.wrapped("", "", firstSentence(v))
	if s := fewest(v.Findings); s != "" {
		p.wrapped("", "", s)
	}
	if v.Withheld > 0 {
		p.wrapped("", "", fmt.Sprintf("The details of %s are withheld: shown together they would have spelled out a secret.", count(v.Withheld, "finding")))
	}
}

func firstSentence(v view) string {
	looked := fmt.Sprintf("%s, %s, %s", count(v.Files, "file"), count(v.Credentials, "credential"), count(v.Stores, "data store"))
	if len(v.Tiers) > 0 {
		looked += " (" + strings.Join(v.Tiers, ", ") + ")"
	}
	if v.Workstation.Shown && len(v.Findings) == 0 {
		return "No finding: no path is seen from this workstation to production data. Looked at " + looked + "."
	}
	if len(v.Findings) == 0 {
		s := "All quiet: no door found from staging into production. Looked at " + looked + "."
		if v.Since != "" {
			s = "All quiet: nothing is new or worse since " + name(v.Since) + ". Looked at " + looked + "."
		}
		if n := len(v.Gaps); n > 0 {
			s += fmt.Sprintf(" %s could not be read, see below.", capital(count(n, "place")))
		}
		return s
	}
	var counts []string
	n := countJSON(v.Findings)
	for i, k := range []int{n.Critical, n.High, n.Medium, n.Low, n.Note} {
		if k > 0 {
			counts = append(counts, fmt.Sprintf("%d %s", k, rules.Critical-rules.Severity(i)))
		}
	}
	worst := v.Findings[0]
	return fmt.Sprintf("%s in %s: %s. The worst: %s", count(len(v.Findings), "finding"), looked, strings.Join(counts, ", "), sentence(name(worst.Title)))
}

// folded lists the findings that are told under another one: what a story
// contains is no second block, unless it is worse than the story.
func folded(fs []findingView) map[string]bool {
	at := map[string]int{}
	for i, f := range fs {
		at[f.Fingerprint] = i
	}
	told := map[string]bool{}
	for i, f := range fs {
		if told[f.Fingerprint] || f.Severity < rules.Medium {
			continue
		}
		for _, c := range f.Contains {
			if j, ok := at[c]; ok && j != i && fs[j].Severity <= f.Severity && len(fs[j].Contains) == 0 {
				told[c] = true
			}
		}
	}
	return told
}

// closing tells what stands behind the findings: environments, coverage, gaps,
// the next step, the gate.
func closing(p *page, v view) {
	if len(v.Production) > 0 {
		p.gap()
		p.line(p.bold("read as production"))
		for _, r := range v.Production[:min(maxReasons, len(v.Production))] {
			p.wrapped("  ", "    ", fmt.Sprintf("%s - %s%s", name(r.File), Clean(r.Why), doubt(r.Basis)))
		}
		if more := len(v.Production) - maxReasons; more > 0 {
			p.line(fmt.Sprintf("  and %d more: stagedoor environments", more))
		}
	}
	if len(v.NotCovered) > 0 || len(v.Gaps) > 0 || v.Ignored > 0 || len(changed(v.Findings)) < len(v.Findings) {
		p.gap()
	}
	if v.Workstation.Shown {
		lookedText(p, v)
	}
	for _, line := range v.NotCovered {
		p.wrapped("not covered: ", "  ", Clean(line))
	}
	if len(v.Gaps) > 0 {
		p.wrapped("", "  ", fmt.Sprintf("not read: %s (%s)", count(len(v.Gaps), "place"), gapCounts(v.Gaps)))
		for _, g := range v.Gaps[:min(maxGaps, len(v.Gaps))] {
			where := name(g.At.String())
			if where != "" {
				where += " - "
			}
			p.wrapped("  ", "    ", where+Clean(g.Why))
		}
		if more := len(v.Gaps) - maxGaps; more > 0 {
			p.line(fmt.Sprintf("  and %d more, in the JSON report", more))
		}
	}
	if n := len(v.Findings) - len(changed(v.Findings)); n > 0 {
		p.wrapped("", "  ", fmt.Sprintf("there before, at %s, and not shown: %s; scan without --diff-base or --staged to see all", name(v.Since), count(n, "finding")))
	}
	if v.Ignored > 0 {
		p.wrapped("", "  ", fmt.Sprintf("accepted by the owner, and not shown: %s", count(v.Ignored, "finding")))
	}
	p.gap()
	if v.Next != "" {
		p.wrapped("next: ", "      ", Clean(v.Next))
	}
	p.wrapped("", "      ", gate(p, v))
}

func gate(p *page, v view) string {
	since := ""
	if v.Since != "" {
		since = ", new or worse since " + name(v.Since)
	}
	switch {
	case v.NeverFail:
		return "gate: off (--fail-on never)"
	case v.Gated > 0:
		return p.paint(rules.Critical, "gate: failed") + fmt.Sprintf(" (--fail-on %s, --min-basis %s%s): %s", v.FailOn, v.MinBasis, since, count(v.Gated, "finding"))
	}
	return fmt.Sprintf("gate: passed (--fail-on %s, --min-basis %s%s)", v.FailOn, v.MinBasis, since)
}

func gapCounts(gaps []gapView) string {
	n := map[string]int{}
	for _, g := range gaps {
		n[gapKind(g.Kind)]++
	}
	words := map[graph.GapKind]string{
		graph.Template: "templates", graph.Invalid: "malformed", graph.Unreadable: "unreadable",
		graph.TooLarge: "too large", graph.Denied: "denied",
	}
	var parts []string
	for _, k := range []graph.GapKind{graph.Template, graph.Invalid, graph.Unreadable, graph.TooLarge, graph.Denied} {
		if c := n[string(k)]; c > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", c, words[k]))
		}
	}
	return strings.Join(parts, ", ")
}

// doubt is how sure something is, in words, where it was not simply read.
func doubt(b graph.Basis) string {
	if b == graph.ReadInFile {
		return ""
	}
	return " [" + basisWords[b] + "]"
}

func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// name is a name or path of the scanned tree, fit for one line.
func name(s string) string { return cut(Clean(s), maxName) }

// fewest says how few changes can close the critical and high findings: see
// [changes].
func fewest(fs []findingView) string {
	var worst []findingView
	for _, f := range fs {
		if f.Severity >= rules.High {
			worst = append(worst, f)
		}
	}
	if len(worst) < 2 {
		return ""
	}
	cs := changes(worst)
	closed, names := 0, []string{}
	for i, c := range cs {
		if len(c.closes) < 2 && i > 0 || i == 5 {
			break
		}
		closed += len(c.closes)
		names = append(names, fmt.Sprintf("%s (%d)", name(c.what), len(c.closes)))
	}
	if closed < 2 {
		return fmt.Sprintf("Each of the %d critical and high findings needs a change of its own.", len(worst))
	}
	if slices.Contains(names, "") {
		return ""
	}
	return fmt.Sprintf("%s can close %d of %d critical and high findings: %s.", count(len(names), "change"), closed, len(worst), strings.Join(names, ", "))
}
