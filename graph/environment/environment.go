// SPDX-License-Identifier: Apache-2.0

// Package environment says what a name, path, label or setting means for an
// environment, and how sure that is.
//
// An environment has a name as written (prod-eu, live, uat) and a tier. The
// words and their tiers are data, in words.go. Environments are decided per
// mention, the strongest source winning inside one; the derivations of this
// package do that for every holder, and then give each thing the union over its
// mentions, which is how spanning is seen.
package environment

import (
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

// A Decision is what one source says.
type Decision struct {
	Name  string // as written
	Tier  graph.Tier
	Basis graph.Basis
	Why   string // our words: "the folder staging"
}

// OfName reads a name that somebody gave to an environment (`environment:
// prod-eu`). It always yields a decision: an unknown word has the tier Untiered.
// ok is false for names that are no environment of ours (github-pages, pypi).
func OfName(name string) (d Decision, ok bool) { return Decision{}, false }

// OfPath reads a path relative to the scanned folder; ok is false where it says
// nothing.
func OfPath(path string) (d Decision, ok bool) { return Decision{}, false }

// OfWord reads a longer name that may contain an environment word: a secret's
// (STAGING_API_KEY), a namespace (shop-prod), a host label. ok is false where it
// contains none.
func OfWord(name string) (d Decision, ok bool) { return Decision{}, false }

// Node adds the environment of a name as written and returns its id.
func Node(out *graph.Facts, name string, why graph.Evidence) graph.ID {
	d, _ := OfName(name)
	return out.Node(graph.Thing{Kind: graph.Environment, Type: string(d.Tier), Key: strings.ToLower(name), Name: name}, why)
}
