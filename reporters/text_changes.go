// SPDX-License-Identifier: Apache-2.0

package reporters

import (
	"cmp"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

// A change is one thing to do, and the findings that it closes.
type change struct {
	what   string
	closes []int
	key    string
}

// changes is a small set of changes that closes every finding it is given, the
// most effective first: a greedy cover. It counts only what a reader can check.
// Narrowing or replacing a credential closes what is about it and what goes
// through it on every path that there is; one and the same fix, at one and the
// same thing or line, closes all findings that ask for it.
func changes(fs []findingView) []change {
	offers := map[string]*change{}
	for i, f := range fs {
		for _, o := range offersOf(f) {
			c := offers[o.key]
			if c == nil {
				c = &change{what: o.what, key: o.key}
				offers[o.key] = c
			}
			if len(c.closes) == 0 || c.closes[len(c.closes)-1] != i {
				c.closes = append(c.closes, i)
			}
		}
	}
	var chosen []change
	open := make([]bool, len(fs))
	for i := range open {
		open[i] = true
	}
	for {
		best := change{}
		for _, c := range offers {
			left := slices.DeleteFunc(slices.Clone(c.closes), func(i int) bool { return !open[i] })
			if len(left) > 0 && (len(left) > len(best.closes) || len(left) == len(best.closes) && cmp.Compare(c.key, best.key) < 0) {
				best = change{c.what, left, c.key}
			}
		}
		if len(best.closes) == 0 {
			return chosen
		}
		for _, i := range best.closes {
			open[i] = false
		}
		chosen = append(chosen, best)
	}
}

// offersOf lists the single changes that would close a finding.
func offersOf(f findingView) []change {
	offers := []change{{what: f.About.Name, key: "2 " + f.About.ID + "\x00" + f.Fix}}
	if at := f.first(); at.File != "" && f.Fix != "" {
		offers = append(offers, change{what: at.String(), key: "3 " + at.String() + "\x00" + f.Fix})
	}
	if credential(f.About) {
		offers = append(offers, change{what: f.About.Name, key: "1 " + f.About.ID})
	}
	for _, n := range onEveryPath(f) {
		if n.ID != f.About.ID {
			offers = append(offers, change{what: n.Name, key: "1 " + n.ID})
		}
	}
	return offers
}

// credential reports whether replacing or narrowing the thing takes its power
// away.
func credential(n nodeView) bool {
	switch graph.Kind(n.Kind) {
	case graph.Credential, graph.Slot, graph.Identity:
		return true
	}
	return false
}

// onEveryPath lists the credentials that no path of the finding goes around.
func onEveryPath(f findingView) []nodeView {
	if len(f.Paths) == 0 || f.MorePaths > 0 {
		return nil
	}
	var on []nodeView
	for i, p := range f.Paths {
		var here []nodeView
		for _, s := range p.Steps {
			for _, n := range []nodeView{s.From, s.To} {
				if credential(n) && !slices.Contains(here, n) {
					here = append(here, n)
				}
			}
		}
		if i == 0 {
			on = here
			continue
		}
		on = slices.DeleteFunc(on, func(n nodeView) bool { return !slices.Contains(here, n) })
	}
	slices.SortFunc(on, func(a, b nodeView) int { return strings.Compare(a.ID, b.ID) })
	return on
}
