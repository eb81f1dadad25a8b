// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"slices"

	"github.com/stagedoor/stagedoor/graph"
)

// A Change says how a finding stands to the same scan of an earlier state.
type Change string

const (
	Same  Change = "same"  // it was there
	Worse Change = "worse" // it was there, milder, or reached less
	New   Change = "new"
)

// Since says of each finding how it stands to those of an earlier state that the
// same binary judged in the same run. A finding is known again by its
// fingerprint; one about a credential also by its value, so that a variable that
// is renamed and a file that is moved are nothing new. It is worse where its
// severity is higher, or where a path of it ends in a store that none ended in
// before.
func Since(before, now []Finding) {
	known := map[string]*Finding{}
	byValue := map[valued][]*Finding{}
	for i := range before {
		f := &before[i]
		known[f.Fingerprint()] = f
		if v, ok := valueOf(f); ok {
			byValue[v] = append(byValue[v], f)
		}
	}
	for i := range now {
		f := &now[i]
		var old []*Finding
		if o := known[f.Fingerprint()]; o != nil {
			old = append(old, o)
		}
		if v, ok := valueOf(f); ok {
			old = append(old, byValue[v]...)
		}
		f.Since = changed(f, old)
	}
}

// A valued finding is one rule's about one secret value.
type valued struct {
	rule string
	id   graph.ID
}

func valueOf(f *Finding) (valued, bool) {
	if f.About == nil || f.About.Kind != graph.Credential {
		return valued{}, false
	}
	return valued{f.Rule, f.About.ID}, true
}

func changed(f *Finding, old []*Finding) Change {
	if len(old) == 0 {
		return New
	}
	worst, reached := Note, map[string]bool{}
	for _, o := range old {
		worst = max(worst, o.Severity)
		for _, s := range o.Reaches() {
			reached[s] = true
		}
	}
	if f.Severity > worst || slices.ContainsFunc(f.Reaches(), func(s string) bool { return !reached[s] }) {
		return Worse
	}
	return Same
}

// Reaches are the stores and backups that a finding's paths lead to, by their
// public names, sorted.
func (f *Finding) Reaches() (all []string) {
	for _, p := range f.Paths {
		for _, s := range p.Steps {
			for _, n := range []*graph.Node{s.From, s.To} {
				if n != nil && (n.Kind == graph.Store || n.Kind == graph.Backup) {
					all = append(all, n.Public())
				}
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Touched puts first the place of a finding that a change touches: the first step
// of its paths there, since code scanning shows an alert of a pull request on
// changed lines only. Where none is touched the places stay.
func (f *Finding) Touched(adds func(graph.Location) bool) {
	var places []graph.Location
	places = append(places, f.Locations...)
	for _, p := range f.Paths {
		for _, s := range p.Steps {
			places = append(places, s.Locations...)
		}
	}
	i := slices.IndexFunc(places, func(l graph.Location) bool { return l.File != "" && adds(l) })
	if i < 0 {
		return
	}
	first := places[i]
	f.Locations = append([]graph.Location{first}, slices.DeleteFunc(slices.Clone(f.Locations), func(l graph.Location) bool { return l == first })...)
}
