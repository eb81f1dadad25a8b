// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"slices"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// reads lists the public ids of the slots that each job reads.
func reads(g *graph.Graph) map[string][]string {
	all := map[string][]string{}
	for n := range g.Nodes(graph.Holder) {
		for l := range n.Out(graph.Reads) {
			if l.To.Kind == graph.Slot {
				all[n.Name] = append(all[n.Name], l.To.Public())
			}
		}
	}
	return all
}

// A slot of the repository is one for all jobs; under `environment:` it is one
// for each environment, whoever asks.
func TestASecretIsOneSlotUnlessAnEnvironmentMayHaveItsOwn(t *testing.T) {
	g := scan(t, []txtar.File{{Name: ".github/workflows/a.yml", Data: []byte(`
on: push
jobs:
  plain: {steps: [{run: "echo ${{ secrets.TOKEN }}"}]}
  other: {steps: [{run: "echo ${{ secrets.token }}"}]}
  staging: {environment: staging, steps: [{run: "echo ${{ secrets.TOKEN }}"}]}
  again: {environment: Staging, steps: [{run: "echo ${{ secrets.TOKEN }}"}]}
  unclear: {environment: "${{ vars.WHERE }}", steps: [{run: "echo ${{ secrets.TOKEN }}"}]}
`)}})
	got := reads(g)
	one := func(job string) string {
		if len(got[job]) != 1 {
			t.Fatalf("%s reads %q", job, got[job])
		}
		return got[job][0]
	}
	if one("plain") != one("other") || one("staging") != one("again") {
		t.Errorf("the same place is told as two: %q", got)
	}
	if slices.Contains([]string{one("plain"), one("staging")}, one("unclear")) || one("plain") == one("staging") {
		t.Errorf("places that may differ are told as one: %q", got)
	}
}

func FuzzWorkflow(f *testing.F) {
	f.Add([]byte("on: push\njobs:\n  a:\n    uses: ./.github/workflows/a.yml\n    secrets: inherit\n"))
	f.Add([]byte("on: {workflow_call: {inputs: {e: {default: x}}}}\njobs: {a: {strategy: {matrix: {e: [a, b], include: [{e: c}]}}, environment: '${{ matrix.e }}', env: {A: '${{ env.B }}', B: '${{ env.A }}'}, steps: [{run: '${{ env.A }}'}]}}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		out := graph.NewFacts(secret.NewVault(), "")
		workflows([]*File{{Path: ".github/workflows/a.yml", Data: data}, {Path: "x/action.yml", Data: data}}, out)
		graph.Build(out)
	})
}
