// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"strings"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// Pipelines that call themselves many times over end.
func TestPipelinesThatCallThemselvesEnd(t *testing.T) {
	many := func(s string) string { return strings.Repeat(s, 40) }
	files := []*File{
		{Path: ".github/workflows/a.yml", Data: []byte("on: workflow_call\njobs:\n" +
			strings.ReplaceAll(many("  X: {uses: ./.github/workflows/a.yml, secrets: inherit}\n"), "X", "x"))},
		{Path: ".github/workflows/b.yml", Data: []byte("on: push\njobs:\n  a: {uses: ./.github/workflows/a.yml}\n  b:\n    env:\n      A: '" + many("${{ env.B }}") + "'\n      B: '" + many("${{ env.A }}") + "'\n    steps:\n" +
			many("      - {uses: ./x, with: {a: '${{ env.A }}'}}\n"))},
		{Path: "x/action.yml", Data: []byte("inputs: {a: {}}\nruns:\n  using: composite\n  steps:\n" + many("    - {uses: ./x, with: {a: '${{ inputs.a }}'}}\n"))},
	}
	gitlab := []*File{{Path: ".gitlab-ci.yml", Data: []byte("a:\n  extends: [" + many("b, ") + "b]\n  script:\n" + many("    - !reference [a, script]\n") +
		"b:\n  extends: [" + many("a, ") + "a]\n  variables: {A: '" + many("$B") + "', B: '" + many("$A") + "'}\n  environment: $A\n")}}
	circle := &File{Path: ".circleci/config.yml", Data: []byte("jobs: {a: {steps: [c]}}\ncommands:\n  c:\n    steps:\n" + many("      - c\n") + "workflows: {w: {jobs: [a]}}\n")}
	done := make(chan bool)
	go func() {
		out := graph.NewFacts(secret.NewVault(), "")
		workflows(files, out)
		gitlabPipelines(gitlab, out)
		circleConfig(circle, out)
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(20 * time.Second):
		t.Fatal("still at work")
	}
}
