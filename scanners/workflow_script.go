// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// A stepScript is what the text of one step says whoever runs it. A reusable
// workflow or composite action is claimed once for each job that calls it, and
// its scripts are read once.
type stepScript struct {
	text    *claim.Text
	deploys int // the offset of the first command that deploys, or -1
	flags   []flag
}

// script reads the `run:` of a step; a step without one has an empty text.
func (f *flows) script(step *doc.Node) *stepScript {
	if known := f.scripts[step]; known != nil {
		return known
	}
	text := step.Get("run").Value()
	s := &stepScript{text: claim.TextOf(text), deploys: -1, flags: flagsOf(text)}
	if found := text.Spans(deploying.Get(), 1); len(found) > 0 {
		s.deploys = found[0][4]
	}
	f.scripts[step] = s
	return s
}
