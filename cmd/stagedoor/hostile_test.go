// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"hash/crc32"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/reporters"
	"github.com/stagedoor/stagedoor/rules"
)

// hostile are names that act on whatever shows them.
var hostile = []string{
	"esc\x1b[2J\x1b]0;title\a", "c1\u009b31m", "bidi\u202egnp.exe\u2066\u200f\u061c", "zero\u200bwidth\ufeff", "line\n::error file=x::pwned", "::error::pwned",
	"##[error]pwned", "##vso[task.setvariable]x", "pipe|`code`|", "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "--><b>", "[click](https://evil.example)",
	"![x](//evil.example/x.png)", "bad\xff\xfeutf8", "cr\rover", "nul\x00", "tab\there", strings.Repeat("long/", 2000), `back\slash\`, `"quoted'`, "@everyone", "=cmd()", "+1", "-1",
	"https://evil.example/x", "www.evil.example", "a@evil.example", "#1", "javascript:alert(1)", "]]>", "${{ x }}", "%0A::error::x", "```\n<b>", "$(id)", "{{x}}",
}

// TestHostileNamesInEveryScenario: what scanners and rules make of every
// scenario, with names, places and words that a scanned tree could hold put
// into each thing, link and finding, is neutral in every format and drawing.
// Every third scenario, since all formats of one are a megabyte and more to read
// again, and each begins with another name; with -short every tenth.
func TestHostileNamesInEveryScenario(t *testing.T) {
	each(t, scenarios(t), 3, func(t *testing.T, s scenario) {
		dir := s.lay(t)
		a, err := ask(context.Background(), question{paths: []string{dir}, workers: 2, live: s.live(t, dir)})
		if err != nil {
			t.Fatal(s.name, err)
		}
		rep, _ := gate(scanFlags{failOn: "high", basis: "named"})
		fill(&rep, a, []string{"."})
		poison := &poison{next: nth(s.name)}
		poison.graph(a.graph)
		poison.report(&rep)
		for _, r := range reporters.All() {
			out, _, err := reporters.Render(r, rep, a.lastDoor())
			if err != nil {
				t.Errorf("%s: %s: %v", s.name, r.Name, err)
				continue
			}
			for _, problem := range harmful(r.Name, out) {
				t.Errorf("%s: %s: %s", s.name, r.Name, problem)
			}
		}
		for _, d := range reporters.Drawings() {
			out, _, err := reporters.Draw(d, a.graph, a.lastDoor())
			if err != nil {
				t.Errorf("%s: %s: %v", s.name, d.Name, err)
				continue
			}
			for _, problem := range harmful("graph "+d.Name, out) {
				t.Errorf("%s: graph %s: %s", s.name, d.Name, problem)
			}
		}
	})
}

// nth is the name that a scenario begins with, the same in every run.
func nth(scenario string) int { return int(crc32.ChecksumIEEE([]byte(scenario)) % 1000) }

// poison puts one hostile name after another into what it is handed.
type poison struct{ next int }

func (p *poison) into(s *string) {
	bad := hostile[p.next%len(hostile)]
	switch p.next++; p.next % 3 {
	case 0:
		*s = bad
	case 1:
		*s = bad + *s
	default:
		*s += " " + bad
	}
}

func (p *poison) place(l *graph.Location) {
	if l.File != "" {
		p.into(&l.File)
	}
}

func (p *poison) chain(c graph.Chain) {
	for i := range c {
		p.place(&c[i].At)
		p.into(&c[i].Says)
	}
}

func (p *poison) graph(g *graph.Graph) {
	for n := range g.All() {
		p.into(&n.Name)
		for i := range n.Names {
			p.into(&n.Names[i])
		}
		p.chain(n.At)
		for l := range n.Out() {
			p.chain(l.Why)
		}
	}
}

func (p *poison) report(rep *reporters.Report) {
	for i := range rep.Findings {
		p.finding(&rep.Findings[i])
	}
	rep.Gaps = append(rep.Gaps, graph.Gap{At: graph.Location{File: "x"}, Kind: graph.Invalid, Why: "x"})
	for i := range rep.Gaps {
		p.place(&rep.Gaps[i].At)
		p.into(&rep.Gaps[i].Why)
	}
	rep.Production = append(rep.Production, reporters.Reason{Tier: graph.Production})
	for i := range rep.Production {
		p.into(&rep.Production[i].File)
		p.into(&rep.Production[i].Environment)
		p.into(&rep.Production[i].Why)
	}
	rep.Paths, rep.NotCovered = []string{"x"}, append(rep.NotCovered, "x")
	for _, all := range [][]string{rep.Paths, rep.NotCovered} {
		for i := range all {
			p.into(&all[i])
		}
	}
	p.into(&rep.Next)
	if p.next%2 == 0 {
		p.into(&rep.Since)
	}
}

func (p *poison) finding(f *rules.Finding) {
	for _, s := range []*string{&f.Title, &f.Message, &f.Fix, &f.NotSo, &f.WrongIf} {
		p.into(s)
	}
	for i := range f.Locations {
		p.place(&f.Locations[i])
	}
	for _, path := range f.Paths {
		for i := range path.Steps {
			p.into(&path.Steps[i].Says)
			for j := range path.Steps[i].Locations {
				p.place(&path.Steps[i].Locations[j])
			}
		}
	}
}
