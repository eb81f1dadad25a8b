// SPDX-License-Identifier: Apache-2.0

package graph

import (
	"cmp"
	"strings"
)

// Basis is how sure we are, ascending.
type Basis int

const (
	Guessed    Basis = iota // a word inside a longer name; the same provider where several accounts are named
	Named                   // a convention that tools obey: .env.staging, fly.production.toml, envs/prod/; the one account of a provider that a repository names
	Known                   // a vendor's document, catalogued with its source
	ReadInFile              // written in a file
	Fetched                 // answered by the provider's API
)

var basisNames = [...]string{"guessed", "named", "known", "read", "fetched"}

func (b Basis) String() string {
	if b < 0 || int(b) >= len(basisNames) {
		return "guessed"
	}
	return basisNames[b]
}

// ParseBasis reads what [Basis.String] writes.
func ParseBasis(s string) (Basis, bool) {
	for i, n := range basisNames {
		if n == s {
			return Basis(i), true
		}
	}
	return 0, false
}

// A Location is a place in a file or a page on the web. File is relative to the
// scanned repository, slash-separated; lines and columns count from 1, columns
// in characters (runes); zero means that it is not known. A span's end column is
// exclusive.
type Location struct {
	Repo, File                       string
	Line, Column, EndLine, EndColumn int
	URL                              string

	// Of a place in the git history: the commit in whose version of the file it lies,
	// which is the first that writes what stands there, the last that writes it, and
	// whether the tree has it no more.
	Commit, LastCommit string
	Gone               bool
}

// Past reports whether the place lies in the git history.
func (l Location) Past() bool { return l.Commit != "" }

// IsZero reports whether the location says nothing.
func (l Location) IsZero() bool { return l == Location{} }

// Compare orders by repository, file, position, address.
func (l Location) Compare(m Location) int {
	return cmp.Or(
		strings.Compare(l.Repo, m.Repo), strings.Compare(l.File, m.File),
		cmp.Compare(l.Line, m.Line), cmp.Compare(l.Column, m.Column),
		cmp.Compare(l.EndLine, m.EndLine), cmp.Compare(l.EndColumn, m.EndColumn),
		strings.Compare(l.URL, m.URL), strings.Compare(l.Commit, m.Commit), strings.Compare(l.LastCommit, m.LastCommit), less(l.Gone, m.Gone))
}

func less(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// Evidence says how we know one thing: from where, how surely, and in our own
// words. Says never quotes a value of the scanned text.
type Evidence struct {
	Basis Basis
	At    Location
	Says  string
}

// Compare orders evidence, surest first.
func (e Evidence) Compare(f Evidence) int {
	return cmp.Or(cmp.Compare(f.Basis, e.Basis), e.At.Compare(f.At), strings.Compare(e.Says, f.Says))
}

// A Chain is evidence that holds together: the line of a resource, the call of
// its module, the line of a var-file. It is as sure as its least sure link.
type Chain []Evidence

// Basis is the weakest link's. A vendor's document (Known) lowers nothing; a
// chain of documents only is Known, and an empty one is Guessed.
func (c Chain) Basis() Basis {
	if len(c) == 0 {
		return Guessed
	}
	weakest, any := Fetched, false
	for _, e := range c {
		if e.Basis != Known {
			weakest, any = min(weakest, e.Basis), true
		}
	}
	if !any {
		return Known
	}
	return weakest
}

// Compare puts the surest, then shortest chain first.
func (c Chain) Compare(d Chain) int {
	if x := cmp.Or(cmp.Compare(d.Basis(), c.Basis()), cmp.Compare(len(c), len(d))); x != 0 {
		return x
	}
	for i := range c {
		if x := c[i].Compare(d[i]); x != 0 {
			return x
		}
	}
	return 0
}

// Weakest is the basis of things that must all be true.
func Weakest(bs ...Basis) Basis {
	chain := make(Chain, len(bs))
	for i, b := range bs {
		chain[i].Basis = b
	}
	return chain.Basis()
}

// A GapKind says what kind of thing stood in the way.
type GapKind string

const (
	Template   GapKind = "template"   // Helm, ERB, Jinja: to be rendered before it means anything
	Invalid    GapKind = "invalid"    // not in the form that its name promises
	Unreadable GapKind = "unreadable" // the operating system refused
	TooLarge   GapKind = "too-large"  // over a stated limit
	Denied     GapKind = "denied"     // the provider refused
)

// A Gap is something that should have been read and could not be. Why is in our
// words: a parser's error quotes the file.
type Gap struct {
	At   Location
	Kind GapKind
	Why  string
}

// Compare orders gaps by place.
func (g Gap) Compare(h Gap) int {
	return cmp.Or(g.At.Compare(h.At), strings.Compare(string(g.Kind), string(h.Kind)), strings.Compare(g.Why, h.Why))
}
