// SPDX-License-Identifier: Apache-2.0

package reporters

import (
	"fmt"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

// More of these are counted, not shown: a block is to be read, not scrolled.
const (
	maxSteps    = 12
	maxStarts   = 3
	maxContains = 8
	maxIndent   = 5
)

// block tells one finding: what, where from, step by step, and how to end it.
//
//	critical  production-blast-path  RAILWAY_TOKEN of staging can delete ...
//	  .env.staging:3:1  holds RAILWAY_TOKEN, environment staging
//	   └▶ railway.json:9:5  an account token opens every project [by a naming convention]
//	      └▶ its backups live in the volume and go with it [from the vendor's documents]
//	         https://docs.railway.com/reference/volumes
//	  fix      use a project token
//	  why      stagedoor explain production-blast-path; least sure: step 2, ...
//	  wrong if the token belongs to another workspace
//	  not so?  accept "production-blast-path" { ... }
func block(p *page, v view, f findingView) {
	head := p.paint(f.Severity, f.Severity.String()) + "  " + p.bold(name(f.Rule)) + "  "
	if f.Since != "" {
		head += "(" + f.Since + ") "
	}
	p.wrapped(head, "  ", Clean(f.Title))
	if f.Message != "" && f.Message != f.Title {
		p.wrapped("  ", "  ", Clean(f.Message))
	}
	if len(f.Paths) > 0 {
		chain(p, f.Paths[0])
		starts(p, f)
	} else {
		for _, at := range f.Locations[:min(maxSteps, len(f.Locations))] {
			p.line("  " + p.link(at))
		}
		if more := len(f.Locations) - maxSteps; more > 0 {
			p.line(fmt.Sprintf("  and %s", count(more, "more place")))
		}
	}
	contained(p, v, f)
	if f.Fix != "" {
		p.wrapped("  fix      ", "           ", Clean(f.Fix))
	}
	p.wrapped("  why      ", "           ", "stagedoor explain "+name(f.Rule)+weakest(f))
	if f.WrongIf != "" {
		p.wrapped("  wrong if ", "           ", Clean(f.WrongIf))
	}
	if f.NotSo != "" {
		lines := strings.Split(cleanLines(f.NotSo), "\n") // to be pasted, so never wrapped
		p.line("  not so?  " + lines[0])
		for _, l := range lines[1:] {
			p.line("           " + l)
		}
	}
}

// chain writes a path, each step a little further in.
func chain(p *page, path pathView) {
	cited := ""
	for i, s := range path.Steps {
		if i == maxSteps {
			p.line(fmt.Sprintf("    and %s, in the JSON report", count(len(path.Steps)-maxSteps, "more step")))
			return
		}
		lead := "  "
		if i > 0 {
			lead = strings.Repeat("   ", min(i, maxIndent)-1) + "   └▶ "
		}
		inner := strings.Repeat(" ", len([]rune(lead)))
		text := Clean(s.caption()) + doubt(s.Basis)
		if at, ok := s.file(); ok {
			where := p.link(at)
			if len([]rune(name(at.String())))+len([]rune(text))+len([]rune(lead)) > p.width {
				p.line(lead + where)
				p.wrapped(inner+"  ", inner+"  ", text)
			} else {
				p.line(lead + where + "  " + text)
			}
		} else {
			p.wrapped(lead, inner, text)
		}
		if url := s.document(); url != "" && url != cited {
			p.line(inner + p.link(placeView{URL: url}))
			cited = url
		}
	}
}

// starts lists from where else the same thing can be reached.
func starts(p *page, f findingView) {
	shown := 0
	for _, path := range f.Paths[1:] {
		if shown == maxStarts || len(path.Steps) == 0 {
			break
		}
		s := path.Steps[0]
		where := ""
		if at, ok := s.file(); ok {
			where = p.link(at) + "  "
		}
		p.line("  also from " + where + Clean(s.caption()) + doubt(path.Basis))
		shown++
	}
	if more := len(f.Paths) - 1 - shown + f.MorePaths; more > 0 {
		p.line(fmt.Sprintf("  and %s, in the JSON report", count(more, "more path")))
	}
}

// contained lists what belongs to the story, a line each.
func contained(p *page, v view, f findingView) {
	var inside []findingView
	for _, o := range v.Findings {
		if o.Fingerprint != f.Fingerprint && slices.Contains(f.Contains, o.Fingerprint) {
			inside = append(inside, o)
		}
	}
	if len(inside) == 0 {
		return
	}
	p.line("  part of it:")
	for _, o := range inside[:min(maxContains, len(inside))] {
		oneLine(p, "    ", o)
	}
	if more := len(inside) - maxContains; more > 0 {
		p.line(fmt.Sprintf("    and %d more, in the JSON report", more))
	}
}

// oneLine tells a finding in short.
func oneLine(p *page, lead string, f findingView) {
	where := ""
	if at := f.first(); at.File != "" {
		where = "  " + p.link(at)
	}
	p.line(lead + p.paint(f.Severity, fmt.Sprintf("%-8s", f.Severity)) + "  " + name(f.Rule) + "  " + name(f.Title) + where)
}

// weakest names the step that the finding hangs on.
func weakest(f findingView) string {
	if len(f.Paths) == 0 || f.Basis >= graph.ReadInFile {
		return ""
	}
	for i, s := range f.Paths[0].Steps {
		if s.Basis == f.Paths[0].Basis {
			return fmt.Sprintf("; least sure is step %d, %s", i+1, basisWords[s.Basis])
		}
	}
	return "; " + basisWords[f.Basis]
}
