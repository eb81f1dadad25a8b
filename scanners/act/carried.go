// SPDX-License-Identifier: Apache-2.0

package act

import (
	"maps"
	"slices"

	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/shell"
)

// A Carried is a value with which a command runs and which may be a credential.
// Whether it is one that somebody knows, only its seal can tell.
type Carried struct {
	Variable string // that holds it; "" where it stands in the line itself
	Value    secret.Value
}

const maxCarried = 200

// pieces are the parts of a word that can be a credential by themselves: what
// stands behind Bearer, behind a user's name and a colon, behind an option's sign.
// Of those in the open only such count as no name would be: with letters and digits.
var (
	pieces   = lazily.Compile(`[^\s"'=:,;&?@{}()\[\]]{8,}`)
	nameless = lazily.Compile(`^[^/]*(?:[A-Za-z][^/]*[0-9]|[0-9][^/]*[A-Za-z])`)
)

// carried are the values with which the command that is read runs: those of the
// variables from which its program takes a credential, whoever set them, and
// those that its words hold or name. Of a program that nobody knows only what the
// line assigns or names by a variable counts: its words are mostly names of files.
func (r *reader) carried(foreign bool) (all []Carried) {
	add := func(name string, v secret.Value) {
		for _, span := range v.Spans(pieces.Get(), maxCarried) {
			if piece := v.Slice(span[0], span[1]); len(all) < maxCarried && (name != "" || piece.Matches(nameless.Get())) {
				all = append(all, Carried{name, piece})
			}
		}
	}
	names := r.credentialVariables()
	for _, name := range slices.Sorted(maps.Keys(r.values)) { // set by the line, or by a file that it loads
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	for _, name := range names {
		for _, v := range r.valuesOf(shell.Part{Kind: shell.Variable, Name: name}, 0).values {
			add(name, v)
		}
	}
	if r.now == nil {
		return all
	}
	for _, w := range r.now.Words {
		name := ""
		for _, p := range w.Parts {
			if p.Kind == shell.Variable {
				name = p.Name
			}
		}
		if foreign && name == "" {
			continue
		}
		for _, v := range r.means(quoted(w)).values {
			add(name, v)
		}
	}
	for _, w := range r.now.Assigned {
		if name, value, ok := w.Assigned(); ok {
			for _, v := range r.means(quoted(value)).values {
				add(name, v)
			}
		}
	}
	return all
}

// credentialVariables are those from which the program takes a credential: tokens
// of its provider, or the connection of a migration tool.
func (r *reader) credentialVariables() (names []string) {
	if r.of != nil {
		names = tokenVariables(r.of)
	}
	if r.cli != nil {
		for i := range r.cli.Commands {
			for _, v := range r.cli.Commands[i].Opens {
				if !slices.Contains(names, v) {
					names = append(names, v)
				}
			}
		}
	}
	return names
}

func tokenVariables(p *catalog.Provider) (names []string) {
	for i := range p.Tokens {
		for _, v := range p.Tokens[i].Variables {
			if !slices.Contains(names, v) {
				names = append(names, v)
			}
		}
	}
	return names
}
