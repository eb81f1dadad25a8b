// SPDX-License-Identifier: Apache-2.0

// Package claim is the funnel between scanners and the graph: whatever a file
// assigns, mounts, reads or declares becomes facts here, in one way for all
// formats. A scanner says who can read a thing and where it stands; this package
// decides whether a value is a secret, of which kind, and what it opens.
package claim

import (
	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// A Pair is a name and the value that a file gives it.
type Pair struct {
	Name  string // variable or key as written
	Value secret.Value
	At    graph.Location // of the value, or of the name where the value has no place of its own
}

// Pairs claims all assignments of one mention (a dotenv file, the env block of a
// service). They are claimed together, because some mean something only
// together: PGHOST and PGPASSWORD, a key id and its secret, a token and the
// project id beside it.
func Pairs(out *graph.Facts, holder graph.ID, pairs []Pair) {}

// Variable says that a holder uses a variable by name, its value unseen: a
// script that calls a CLI with $RAILWAY_API_TOKEN. It returns the slot.
func Variable(out *graph.Facts, holder graph.ID, name string, why graph.Evidence) graph.ID {
	return graph.ID{}
}

// Slot says that a holder reads a named place for a secret. Type is the place's
// (github_secret, gitlab_variable, circleci_context, ssm_parameter, ...), key
// identifies it (see graph.Facts.Local), name is the secret's name, from which
// its kind is known.
func Slot(out *graph.Facts, holder graph.ID, typ, key, name string, why graph.Evidence) graph.ID {
	return graph.ID{}
}

// Kind says what kind of token a slot holds, where more than its name says so:
// the input of a well-known action.
func Kind(out *graph.Facts, slot graph.ID, tokenType string, why graph.Evidence) {}

// Store says that a holder names or declares a data store. Key is its physical
// identity, "" for one that means something only inside this repository and type.
func Store(out *graph.Facts, holder graph.ID, typ, key, name string, why graph.Evidence) graph.ID {
	return graph.ID{}
}

// Scope says that a holder names an account, project, app or cluster.
func Scope(out *graph.Facts, holder graph.ID, typ, key, name string, why graph.Evidence) graph.ID {
	return graph.ID{}
}

// Declares says that a holder belongs to an environment because the file says
// so; the name is as written. It beats what the path says.
func Declares(out *graph.Facts, holder graph.ID, name string, why graph.Evidence) {}

// Literal claims one value and returns its credential, or the zero ID where it
// is none.
func Literal(out *graph.Facts, holder graph.ID, name string, v secret.Value, at graph.Location) graph.ID {
	return graph.ID{}
}

// Token claims a value whose kind is known from its context: an HTTP header of a
// vendor's API, the option of a vendor's CLI.
func Token(out *graph.Facts, holder graph.ID, kind, name string, v secret.Value, at graph.Location) graph.ID {
	return graph.ID{}
}
