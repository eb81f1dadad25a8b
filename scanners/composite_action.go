// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"strings"

	"github.com/stagedoor/stagedoor/scanners/internal/doc"
	"github.com/stagedoor/stagedoor/scanners/internal/expression"
)

// maxActions is how deep composite actions may use each other, maxSteps how many
// steps of theirs one job can run.
const (
	maxActions = 10
	maxSteps   = 3000
)

// composite runs the steps of a composite action of the tree on behalf of the
// job that uses it. An action has no secrets of its own: what it knows comes
// through its inputs and the environment of the step.
// https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax
func (s *scene) composite(use *doc.Node, folder string, d *delivery, depth int) {
	action := s.actions[folder]
	if action == nil || depth >= maxActions {
		return
	}
	inputs := map[string]value{}
	inner := *s
	frame := *s.frame
	frame.flow = action
	inner.frame, inner.inside, inner.action = &frame, true, inputs
	for k, def := range action.root.Get("inputs").Entries() {
		v := value{results: []expression.Result{{Kind: expression.Text}}}
		if n := def.Get("default"); n != nil {
			v = inner.value(n)
		}
		inputs[strings.ToLower(k.Name)] = v
	}
	for k, n := range use.Get("with").Entries() {
		inputs[strings.ToLower(k.Name)] = s.value(n)
	}
	for step := range action.root.Get("runs", "steps").Items() {
		in := inner
		if d.steps++; d.steps > maxSteps {
			return
		}
		if step.Kind == doc.Map && in.met(step.Get("if")) {
			in.process(step, d, depth+1)
		}
	}
}
