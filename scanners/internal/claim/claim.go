// SPDX-License-Identifier: Apache-2.0

// Package claim is the funnel between scanners and the graph: whatever a file
// assigns, mounts, reads or declares becomes facts here, in one way for all
// formats. A scanner says who can read a thing and where it stands; this package
// decides whether a value is a secret, of which kind, and what it opens.
//
// A value becomes a credential only if something says so: the form of a vendor's
// token, a connection string, or a name that promises a secret together with a
// value that is nobody's placeholder. What a value itself says (an account
// number, a project, live or test mode, host and database) is read from it
// offline and becomes an edge with ReadInFile; what only its name says becomes a
// kind, and the catalog's derivation decides later what that opens.
package claim

import (
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/environment"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// A Pair is a name and the value that a file gives it.
type Pair struct {
	Name  string // variable or key as written
	Value secret.Value
	At    graph.Location // of the value, or of the name where the value has no place of its own
}

func (p Pair) evidence(says string) graph.Evidence {
	return graph.Evidence{Basis: graph.ReadInFile, At: p.At, Says: says}
}

// Kinds that our own names give, where no vendor's token kind fits. The catalog
// derivation and the rules know them.
const (
	DatabaseKind = "database_connection" // DATABASE_URL, PGPASSWORD: opens rows
	SigningKind  = "signing_secret"      // SECRET_KEY_BASE, JWT_SECRET: speaks for every user
	UntypedKind  = "secret"              // a name that promises a secret, and no more
)

// Pairs claims all assignments of one mention (a dotenv file, the env block of a
// service). They are claimed together, because some mean something only
// together: PGHOST and PGPASSWORD, a key id and its secret, a token and the
// project id beside it.
func Pairs(out *graph.Facts, holder graph.ID, pairs []Pair) {
	m := mention{out: out, holder: holder}
	for _, p := range pairs {
		m.elsewhere = m.elsewhere || objectEndpoint(p)
	}
	for _, p := range pairs {
		p.Value = p.Value.Normal()
		if !p.Value.Empty() {
			m.pair(p)
		}
	}
	m.tuples()
	m.join()
}

// Literal claims one value and returns its credential, or the zero ID where it
// is none.
func Literal(out *graph.Facts, holder graph.ID, name string, v secret.Value, at graph.Location) graph.ID {
	m := mention{out: out, holder: holder}
	id := m.pair(Pair{name, v.Normal(), at})
	m.join()
	return id
}

// Token claims a value whose kind is known from its context: an HTTP header of a
// vendor's API, the option of a vendor's CLI.
func Token(out *graph.Facts, holder graph.ID, kind, name string, v secret.Value, at graph.Location) graph.ID {
	v = v.Normal()
	if why, yes := nobody(name, v); yes && why != "" || v.Len() < 8 {
		return graph.ID{}
	}
	m := mention{out: out, holder: holder}
	return m.credential(kind, Pair{name, v, at})
}

// Nobodys says why a value that a detector found is nobody's secret, or "": a
// placeholder, a default, public by design. Shortness alone does not make it so.
func Nobodys(name string, v secret.Value) string {
	why, yes := nobody(name, v.Normal())
	if !yes || strings.HasPrefix(why, "under ") {
		return ""
	}
	return why
}

// Variable says that a holder uses a variable by name, its value unseen: a
// script that calls a CLI with $RAILWAY_API_TOKEN. It returns the slot.
func Variable(out *graph.Facts, holder graph.ID, name string, why graph.Evidence) graph.ID {
	return Slot(out, holder, "variable", out.Local("variable", name), name, why)
}

// Slot says that a holder reads a named place for a secret. Type is the place's
// (github_secret, gitlab_variable, circleci_context, ssm_parameter, ...), key
// identifies it (see graph.Facts.Local), name is the secret's name, from which
// its kind is known.
func Slot(out *graph.Facts, holder graph.ID, typ, key, name string, why graph.Evidence) graph.ID {
	id := out.Node(graph.Thing{Kind: graph.Slot, Type: typ, Key: key, Name: name}, why)
	out.Link(graph.Edge{From: holder, Verb: graph.Reads, To: id}, why)
	kinds(out, id, name, graph.Evidence{Basis: graph.Named, At: why.At, Says: "by its name"})
	return id
}

func kinds(out *graph.Facts, slot graph.ID, name string, why graph.Evidence) {
	for _, kind := range kindsOfName(name) {
		out.Note(slot, graph.Trait{Name: graph.TokenKind, Detail: kind.name}, kind.is, why)
	}
}

// Fills says which variable or property a slot fills, whose name says what kind of
// secret it is, as the slot's own does.
func Fills(out *graph.Facts, slot graph.ID, variable string, at graph.Location) {
	kinds(out, slot, variable, graph.Evidence{Basis: graph.Named, At: at, Says: "by the name of what it fills"})
}

// Kind says what kind of token a slot holds, where more than its name says so:
// the input of a well-known action.
func Kind(out *graph.Facts, slot graph.ID, tokenType string, why graph.Evidence) {
	out.Note(slot, graph.Trait{Name: graph.TokenKind, Detail: tokenType}, graph.Yes, why)
}

// A namedKind is what a name alone says of the secret behind it: Yes where it
// fits one kind, or several of one power; Unknown where it fits several.
type namedKind struct {
	name string
	is   graph.Tri
}

func kindsOfName(name string) []namedKind {
	tokens := catalog.TokensForVariable(name)
	switch {
	case len(tokens) > 0:
		if alike(tokens) {
			return []namedKind{{tokens[0].Type, graph.Yes}}
		}
		return []namedKind{{tokens[0].Type, graph.Unknown}}
	case databaseName(name):
		return []namedKind{{DatabaseKind, graph.Yes}}
	case signingName(name):
		return []namedKind{{SigningKind, graph.Yes}}
	}
	return nil
}

// alike reports whether kinds that share a variable open the same and may do the
// same, so that it does not matter which one it is.
func alike(tokens []*catalog.Token) bool {
	for _, t := range tokens[1:] {
		if t.Opens != tokens[0].Opens || !slices.Equal(t.Power, tokens[0].Power) {
			return false
		}
	}
	return true
}

// Store says that a holder names or declares a data store. Key is its physical
// identity, "" for one that means something only inside this repository and type.
func Store(out *graph.Facts, holder graph.ID, typ, key, name string, why graph.Evidence) graph.ID {
	return thing(out, holder, graph.Store, typ, key, name, why)
}

// Scope says that a holder names an account, project, app or cluster.
func Scope(out *graph.Facts, holder graph.ID, typ, key, name string, why graph.Evidence) graph.ID {
	return thing(out, holder, graph.Scope, typ, key, name, why)
}

func thing(out *graph.Facts, holder graph.ID, k graph.Kind, typ, key, name string, why graph.Evidence) graph.ID {
	if key == "" {
		key = out.Local(typ, name)
	}
	id := out.Node(graph.Thing{Kind: k, Type: typ, Key: key, Name: name}, why)
	out.Link(graph.Edge{From: id, Verb: graph.Within, To: holder}, why)
	return id
}

// Declares says that a holder belongs to an environment because the file says
// so; the name is as written. It beats what the path says.
func Declares(out *graph.Facts, holder graph.ID, name string, why graph.Evidence) {
	if _, ok := environment.OfName(name); !ok {
		return
	}
	out.Link(graph.Edge{From: holder, Verb: graph.InEnv, To: environment.Node(out, name, why)}, why)
}

// Hint says what a further name of a slot (the key under which a secret is
// copied) tells of its kind.
func Hint(out *graph.Facts, slot graph.ID, name string, why graph.Evidence) {
	if name == "" {
		return
	}
	for _, kind := range kindsOfName(name) {
		out.Note(slot, graph.Trait{Name: graph.TokenKind, Detail: kind.name}, kind.is, graph.Evidence{Basis: graph.Named, At: why.At, Says: "by the name " + name})
	}
}
