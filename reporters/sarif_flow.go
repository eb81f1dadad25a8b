// SPDX-License-Identifier: Apache-2.0

package reporters

import (
	"fmt"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

// codeFlows tell each path step by step. A step that only a document proves is
// shown where the step before it is, with the address in its caption: an address
// may not be a location.
func codeFlows(f findingView, primary sarifPhysical) []sarifCodeFlow {
	var flows []sarifCodeFlow
	left := maxFlowSteps
	for _, p := range f.Paths[:min(maxFlows, len(f.Paths))] {
		if len(p.Steps) > left {
			continue // the JSON report has it; half a path would be another one
		}
		left -= len(p.Steps)
		var steps []sarifFlowLocation
		at := primary
		for i, s := range p.Steps {
			if place, ok := s.file(); ok {
				if here, ok := sarifAt(place); ok {
					at = here
				}
			}
			caption := fmt.Sprintf("%d. %s", i+1, plainMessage(s.caption()))
			if s.Basis < graph.ReadInFile {
				caption += " (" + basisWords[s.Basis] + ")"
			}
			if url := s.document(); url != "" {
				caption += " " + plainMessage(url)
			}
			steps = append(steps, sarifFlowLocation{Location: sarifLocation{Physical: at, Message: &sarifText{caption}}, Importance: "essential"})
		}
		if len(steps) > 0 {
			flows = append(flows, sarifCodeFlow{[]sarifThreadFlow{{steps}}})
		}
	}
	return flows
}

// caption is what a step says, or else its link in words.
func (s stepView) caption() string {
	if s.Says != "" {
		return s.Says
	}
	return s.From.Name + " " + strings.ReplaceAll(s.Verb, "_", " ") + " " + s.To.Name
}

// basisWords say how sure something is that was not read in a file.
var basisWords = map[graph.Basis]string{
	graph.Guessed:    "guessed from a name",
	graph.Named:      "by a naming convention",
	graph.Known:      "from the vendor's documents",
	graph.ReadInFile: "read in a file",
	graph.Fetched:    "answered by the provider's API",
}
