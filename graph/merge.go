// SPDX-License-Identifier: Apache-2.0

package graph

import (
	"errors"
	"maps"
)

// Merge adds all facts of other. It fails, and changes nothing, where the two
// were sealed under different keys.
func (f *Facts) Merge(other *Facts) error {
	if f.vault != other.vault && !f.vault.SameKey(other.vault) {
		return errors.New("these facts were sealed under different keys; scan all repositories with one STAGEDOOR_KEY")
	}
	for id, n := range other.nodes {
		if m := f.nodes[id]; m != nil {
			m.add(n)
		} else {
			f.nodes[id] = n.clone()
		}
	}
	for e, chains := range other.edges {
		for _, c := range chains {
			f.edges[e] = addChain(f.edges[e], c)
		}
	}
	for k, chains := range other.notes {
		for _, c := range chains {
			f.notes[k] = addChain(f.notes[k], c)
		}
	}
	mergeSurest(f.same, other.same)
	mergeSurest(f.labels, other.labels)
	mergeSurest(f.selections, other.selections)
	maps.Copy(f.gaps, other.gaps)
	return nil
}

func mergeSurest[K comparable](into, from map[K]Evidence) {
	for k, e := range from {
		if old, ok := into[k]; !ok || e.Compare(old) < 0 {
			into[k] = e
		}
	}
}
