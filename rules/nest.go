// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"fmt"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

// finish fills in what follows from the rest: the basis of the surest path, the
// fingerprint, the limit on paths, the line of configuration that corrects it.
func (f Finding) finish() Finding {
	if len(f.Paths) > MaxPaths {
		f.MorePaths += len(f.Paths) - MaxPaths
		f.Paths = f.Paths[:MaxPaths]
	}
	if len(f.Paths) > 0 {
		best := graph.Guessed
		for _, p := range f.Paths {
			best = max(best, p.Basis)
		}
		f.Sure = best
	}
	f.fp = f.Fingerprint()
	f.Title, f.Message = sentence(f.Title), sentence(f.Message)
	if f.NotSo == "" {
		digits := f.fp[:16]
		if f.First().Past() {
			digits += ":history" // that only --history sees it
		}
		f.NotSo = fmt.Sprintf("accept %q %q { reason = \"\" }", f.Rule, digits)
	}
	return f
}

// sentence begins a text with a capital where its first word is ours; a name
// stays as it is written.
func sentence(text string) string {
	first, _, _ := strings.Cut(text, " ")
	switch first {
	case "the", "every", "everyone", "whoever", "one", "any":
		return strings.ToUpper(text[:1]) + text[1:]
	}
	return text
}

// nest lists under each production-blast-path the findings that its story
// contains: those about its credential or about a store on its way.
func nest(all []Finding) {
	for i := range all {
		if all[i].Rule != ProductionBlastPath.ID {
			continue
		}
		on := map[*graph.Node]bool{all[i].About: true}
		for _, p := range all[i].Paths {
			for _, s := range p.Steps {
				for _, n := range []*graph.Node{s.From, s.To} {
					if n != nil && n.Kind != graph.Holder {
						on[n] = true
					}
				}
			}
		}
		for _, f := range all {
			if f.Rule != ProductionBlastPath.ID && f.About != nil && on[f.About] {
				all[i].Contains = append(all[i].Contains, f.Fingerprint())
			}
		}
	}
}
