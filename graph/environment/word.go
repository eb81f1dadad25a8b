// SPDX-License-Identifier: Apache-2.0

package environment

import (
	"slices"

	"github.com/stagedoor/stagedoor/graph"
)

// OfWord reads a longer name that may contain an environment word: a secret's
// (STAGING_API_KEY), a namespace (shop-prod), a host label. What it says is
// always a guess. ok is false where the name contains none, or words of several
// tiers.
func OfWord(name string) (d Decision, ok bool) {
	var buf [16]token
	toks := tokenise(buf[:0], name)
	var found [most]match
	all, ok := matches(found[:0], toks)
	if !ok || len(all) == 0 {
		return Decision{}, false
	}
	all = slices.DeleteFunc(all, func(m match) bool {
		switch {
		case m.tier == graph.Shared:
			return true
		case m.weight == plain:
			return false
		case m.weight == common:
			return m.from != 0 && !m.believable(toks)
		case m.weight == loose:
			return len(toks) == m.to-m.from || !m.believable(toks)
		}
		return true
	})
	m, ok := agree(withoutLoose(all))
	if !ok {
		return Decision{}, false
	}
	word := m.text(name, toks)
	return Decision{word, m.tier, graph.Guessed, "the word " + word + " in a longer name"}, true
}
