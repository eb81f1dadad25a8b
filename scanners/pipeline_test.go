// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// The settings of GitLab may limit a variable to an environment, and a CircleCI
// context is the one place of what it holds.
func TestAVariableIsOneSlotWhereItIsOneValue(t *testing.T) {
	got := reads(scan(t, []txtar.File{
		{Name: ".gitlab-ci.yml", Data: []byte(`
a: {script: ["x $API_TOKEN"]}
b: {script: ["y ${API_TOKEN}"]}
c: {environment: staging, script: ["x $API_TOKEN"]}
d: {environment: production, script: ["x $API_TOKEN"]}
`)},
		{Name: ".circleci/config.yml", Data: []byte(`
jobs:
  e: {steps: [{run: "x $API_TOKEN"}]}
workflows:
  w:
    jobs: [{e: {name: f, context: one}}, {e: {name: g, context: [one]}}, {e: {name: h, context: two}}, {e: {name: i, context: [one, two]}}, {e: {name: j}}]
`)},
	}))
	id := map[string]string{}
	for job, slots := range got {
		if len(slots) != 1 {
			t.Errorf("%s reads %q", job, slots)
		}
		id[job] = slots[0]
	}
	if id["a"] != id["b"] || id["f"] != id["g"] {
		t.Errorf("one place is told as two: %q", id)
	}
	different := map[string]string{}
	for _, job := range []string{"a", "c", "d", "f", "h", "i", "j"} {
		if other, ok := different[id[job]]; ok {
			t.Errorf("%s and %s are told to read one place", job, other)
		}
		different[id[job]] = job
	}
}

func FuzzPipelines(f *testing.F) {
	f.Add([]byte("include: [{local: a.gitlab-ci.yml}]\na: {extends: [a, .b], script: [!reference [a, script]], environment: $A, variables: {A: $A}}\n.b: {extends: a}\n"))
	f.Add([]byte("jobs: {a: {steps: [c, {c: {p: << parameters.p >>}}, run: x $A_TOKEN]}}\ncommands: {c: {parameters: {p: {default: << parameters.p >>}}, steps: [c]}}\nworkflows: {w: {jobs: [{a: {requires: [a], matrix: {parameters: {p: [1, 2]}}}}]}}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		out := graph.NewFacts(secret.NewVault(), "")
		gitlabPipelines([]*File{{Path: ".gitlab-ci.yml", Data: data}, {Path: "a.gitlab-ci.yml", Data: data}}, out)
		circleConfig(&File{Path: ".circleci/config.yml", Data: data}, out)
		graph.Build(out)
	})
}
