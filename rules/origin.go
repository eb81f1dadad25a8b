// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

// byOrigin tells findings together that one change would mend: about stores that
// one block declares (a module's, called three times), decided at one place, of
// one weight. The callers are its places. So are stores that one setting apart
// from them decides, as a storage class does for its claims.
func byOrigin(all []Finding) []Finding {
	type group struct {
		origin, tiers string
		at            graph.Location
		severity      Severity
	}
	groups := map[group][]Finding{}
	var order []group
	var told []Finding
	for _, f := range all {
		origin := f.About.Detail(graph.Origin)
		if origin == "" {
			origin = strings.Join(f.setting, " ")
		}
		if origin == "" {
			told = append(told, f)
			continue
		}
		g := group{origin, fmt.Sprint(f.Tiers), f.First(), f.Severity}
		if groups[g] == nil {
			order = append(order, g)
		}
		groups[g] = append(groups[g], f)
	}
	taken := map[string]bool{}
	for _, g := range order {
		f := merged(groups[g])
		f.Key = []string{g.origin, g.tiers}
		if key := strings.Join(f.Key, "\x00"); taken[key] {
			f.Key = append(f.Key, f.About.Public()) // another caller decides otherwise
		} else {
			taken[key] = true
		}
		told = append(told, f)
	}
	return told
}

// merged makes one finding of those of one group.
func merged(same []Finding) Finding {
	f := same[0]
	var more []string
	for _, o := range same[1:] {
		more = append(more, o.About.Name)
		f.Locations = append(f.Locations, o.Locations...)
		for _, p := range o.Paths {
			slices.Reverse(p.Steps) // the caller's own place first: what decides has been told
			f.Paths = append(f.Paths, p)
		}
		f.Sure = min(f.Sure, o.Sure)
	}
	f.Locations = unique(f.Locations)
	if len(more) > 0 {
		slices.Sort(more)
		more = slices.Compact(more)
		if f.About.Detail(graph.Origin) != "" {
			f.Title += fmt.Sprintf(", and %d more of the same block", len(same)-1)
			f.Message += "; the same block declares " + enumerated(more) + " in the same way, and one change there mends all"
		} else {
			f.Title += fmt.Sprintf(", and %d more by the same setting", len(same)-1)
			f.Message += "; the same setting decides for " + enumerated(more)
		}
	}
	return f
}

// enumerated lists names, a few of them.
func enumerated(names []string) string {
	const shown = 5
	if len(names) > shown {
		return strings.Join(names[:shown], ", ") + fmt.Sprintf(" and %d more", len(names)-shown)
	}
	return strings.Join(names, ", ")
}

func unique(ls []graph.Location) []graph.Location {
	var all []graph.Location
	for _, l := range ls {
		if !slices.Contains(all, l) {
			all = append(all, l)
		}
	}
	return all
}

// filesIn lists a chain's places in files, each once.
func filesIn(c graph.Chain) []graph.Location {
	var files []graph.Location
	for _, e := range c {
		if e.At.File != "" {
			files = append(files, e.At)
		}
	}
	return unique(files)
}

// mayExist reports whether it is not known if a store exists at all: nothing firm
// is said of it.
func mayExist(s *graph.Node) bool {
	_, ok := s.Trait(graph.MayExist)
	return ok
}
