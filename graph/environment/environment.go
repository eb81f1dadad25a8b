// SPDX-License-Identifier: Apache-2.0

// Package environment says what a name, path, label or setting means for an
// environment, and how sure that is.
//
// An environment has a name as written (prod-eu, live, uat) and a tier. The
// words and their tiers are data, in words.go; the names of files that tools obey
// are data, in forms.go. Environments are decided per mention (a file, a section
// of it, a job), the strongest source winning inside one; a thing's environments
// are the union over its mentions, which is how spanning is seen.
//
// Two derivations do that. [Decide] gives every holder its environments, [Unite]
// gives each thing the union. Facts are a set and nothing can be taken back, so
// this is how a stronger source overrules a weaker one:
//
//   - What scanners and providers declared stays. [Decide] adds what a path, a
//     parent or the owner says only where that is stronger than every declaration
//     of the holder.
//   - The reader of memberships, [graph.Node.Environments], keeps for a holder
//     only what its strongest source says: the owner's configuration (evidence
//     that begins with [graph.OwnerSays]), else the surest basis. Several of equal
//     strength (a matrix) all stay. A rule that asks it never sees an overruled
//     claim; who walks in_env links by hand does.
//
// A word is never enough by itself: where it stands decides. Nothing here guesses
// from prose or code; `test` and `live` in a longer path say nothing. Wrong is
// worse than silent: a name with words of two tiers says nothing.
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

// Node adds the environment of a name as written and returns its id. A name that
// is no environment of ours gives the zero id, to which nothing can be linked.
func Node(out *graph.Facts, name string, why graph.Evidence) graph.ID {
	d, ok := OfName(name)
	if !ok {
		return graph.ID{}
	}
	return out.Node(graph.Thing{Kind: graph.Environment, Type: string(d.Tier), Key: strings.ToLower(d.Name), Name: d.Name}, why)
}
