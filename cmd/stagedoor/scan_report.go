// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/environment"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/reporters"
)

// An output is one --format.
type output struct {
	reporter reporters.Reporter
	file     string
}

func parseOutputs(formats []string) ([]output, error) {
	var outputs []output
	stdouts := 0
	for _, f := range formats {
		name, file, _ := strings.Cut(f, "=")
		r, ok := reporters.Find(name)
		if !ok {
			return nil, usage("no output format %q; choose among %s", name, formatNames())
		}
		if file == "" {
			stdouts++
		}
		outputs = append(outputs, output{r, file})
	}
	if stdouts > 1 {
		return nil, usage("two formats cannot share stdout; give one of them a file, as in --format sarif=out.sarif")
	}
	return outputs, nil
}

// fill puts into the report what the graph says.
func fill(rep *reporters.Report, a *answer, paths []string) {
	g := a.graph
	rep.Paths, rep.Rules = paths, a.chosen
	rep.Findings, rep.Ignored = a.judge()
	rep.Gaps = append(slices.Clip(g.Gaps()), a.undecided...)
	a.tags.lines(rep.Findings)
	rep.Summary = reporters.Summary{Files: a.stats.Files, Bytes: a.stats.Bytes, Commits: a.commits}
	for c := range g.Nodes(graph.Credential) {
		if !c.Is(graph.NobodysSecret) && c.First().File != "" {
			rep.Summary.Credentials++
		}
	}
	for range g.Nodes(graph.Store) {
		rep.Summary.Stores++
	}
	seen := map[graph.Tier]bool{}
	for e := range g.Nodes(graph.Environment) {
		if t := graph.Tier(e.Type); t != graph.Untiered && !seen[t] && e.HasIn(graph.InEnv) {
			seen[t] = true
			rep.Summary.Tiers = append(rep.Summary.Tiers, t)
		}
	}
	for _, d := range environment.Files(g) {
		if d.Tier == graph.Production {
			rep.Production = append(rep.Production, reporters.Reason{File: d.File, Environment: d.Environment, Tier: d.Tier, Basis: d.Basis, Why: d.Why})
		}
	}
	rep.NotCovered = append(notCovered(g, a.live, a.word.History), a.ownNotCovered()...)
	rep.NotCovered = append(rep.NotCovered, a.policy.Unheard(g)...)
	rep.NotCovered = append(rep.NotCovered, a.leftOut...)
	if out := a.policy.LeftOut(); out != "" {
		rep.NotCovered = append(rep.NotCovered, out)
	}
	rep.Next = next(rep.Findings, a)
}

// write renders every output through the last door.
func write(rep reporters.Report, outputs []output, s *secret.Searcher, stdout io.Writer) (withheld int, err error) {
	for _, o := range outputs {
		rep.Style = reporters.Style{}
		if o.file == "" {
			rep.Style = styleOf(stdout)
		}
		out, n, err := reporters.Render(o.reporter, rep, s)
		if err != nil {
			return withheld, usage("the %s report could not be written: %v", o.reporter.Name, err)
		}
		withheld = max(withheld, n)
		if o.file == "" {
			_, err = io.Copy(stdout, bytes.NewReader(out))
		} else {
			err = os.WriteFile(o.file, out, 0o644)
		}
		if err != nil {
			return withheld, usage("the %s report could not be written to %s; name a file that can be", o.reporter.Name, o.file)
		}
	}
	return withheld, nil
}
