// SPDX-License-Identifier: Apache-2.0

package rules

import "github.com/stagedoor/stagedoor/graph"

// finish fills in what follows from the rest: the basis of the surest path, the
// fingerprint, the limit on paths.
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
	return f
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
				on[s.From], on[s.To] = true, true
			}
		}
		for _, f := range all {
			if f.Rule != ProductionBlastPath.ID && f.About != nil && on[f.About] {
				all[i].Contains = append(all[i].Contains, f.Fingerprint())
			}
		}
	}
}
