// SPDX-License-Identifier: Apache-2.0

package act

import (
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

const maxCarried = 40

// pieces are the parts of a word that can be a credential by themselves: what
// stands behind Bearer, behind a user's name and a colon, behind an option's sign.
// Of those in the open only such count as no name would be: with letters and digits.
var (
	pieces   = lazily.Compile(`[^\s"'=:,;&?@{}()\[\]]{8,}`)
	nameless = lazily.Compile(`^[^/]*(?:[A-Za-z][^/]*[0-9]|[0-9][^/]*[A-Za-z])`)
)

// carried are the values with which the command that is read runs: those of the
// variables from which its program takes a credential, whoever set them, and
// those that its words hold or name.
func (r *reader) carried(provider *catalog.Provider) (all []Carried) {
	add := func(name string, v secret.Value) {
		if v.Len() >= 8 && len(all) < maxCarried {
			all = append(all, Carried{name, v})
		}
	}
	if provider != nil {
		for _, name := range tokenVariables(provider) {
			for _, v := range r.valuesOf(shell.Part{Kind: shell.Variable, Name: name}, 0).values {
				add(name, v)
			}
		}
	}
	if r.now == nil {
		return all
	}
	for _, w := range slices.Concat(r.now.Words, r.now.Assigned) {
		name := ""
		for _, p := range w.Parts {
			if p.Kind == shell.Variable {
				name = p.Name
			}
		}
		for _, v := range r.means(quoted(w)).values {
			for _, span := range v.Spans(pieces.Get(), maxCarried) {
				if piece := v.Slice(span[0], span[1]); name != "" || piece.Matches(nameless.Get()) {
					add(name, piece)
				}
			}
		}
	}
	return all
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
