// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"strings"
	"sync/atomic"

	"github.com/stagedoor/stagedoor/graph"
)

// own is the catalog with the owner's entries, nil where there are none.
var own atomic.Pointer[tables]

// Declare adds the entries of a configuration to what is looked up, in place of
// those declared before; nil takes them out. They are asked behind the vendors'. It
// is for the whole process, which answers one question at a time; [Providers] stays
// what vendors document.
func Declare(p *Provider) {
	if p == nil {
		own.Store(nil)
		return
	}
	t := built()
	for i := range p.Tokens {
		t.addToken(p, &p.Tokens[i])
	}
	own.Store(t)
}

// TokenOfPrefix is a vendor's kind of which every value begins with a constant that
// begins with the prefix, or that the prefix begins with; nil for none.
func TokenOfPrefix(prefix string) *Token {
	if prefix == "" {
		return nil
	}
	for i, p := range vendors().prefixes {
		if strings.HasPrefix(p, prefix) || strings.HasPrefix(prefix, p) {
			return vendors().byPrefix[i][0].token
		}
	}
	return nil
}

// document says what a kind opens, by the vendor's document or the owner's word.
func (t *Token) document() graph.Evidence {
	if t.Declared.File == "" {
		return Documented(t.Verified, t.Sources, "a "+t.Title+" opens "+t.Scope)
	}
	return graph.Evidence{Basis: graph.ReadInFile, At: t.Declared, Says: "the configuration says that the " + t.Title + " opens " + t.Scope}
}
