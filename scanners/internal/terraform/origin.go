// SPDX-License-Identifier: Apache-2.0

package terraform

import (
	"cmp"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/stagedoor/stagedoor/graph"
)

// An origin is a mark on a value: where it comes from, by what it came, what it
// names, what it hangs on. Its identity is its address, so each is made once.
type origin struct {
	kind  originKind
	at    place
	level int         // of a passed value: how deep the module lies
	value cty.Value   // of a written scalar
	text  string      // of a reference its address; of something missing what decides
	parts []cty.Value // of pieces and encoding
	count int         // of these, and of what they are made of
}

type originKind uint8

const (
	inVarFile originKind = iota // written in a var-file, or handed in from outside
	inConfig                    // written in a local, a default or a literal
	assumed                     // the context's workspace or environment
	supposed                    // stands in for what is not known
	passed                      // handed on by a module's call
	reference                   // names a resource
	missing                     // decides, and is not here
	pieces                      // an unknown text that is put together of parts
	encoding                    // an unknown text that is the JSON of a value
)

// A place is where something is written; a zero line means the file as a whole.
type place struct {
	file         string
	line, column int
}

func placeOf(r hcl.Range) place { return place{r.Filename, r.Start.Line, r.Start.Column} }

func (p place) evidence() graph.Evidence {
	return graph.Evidence{Basis: graph.ReadInFile, At: graph.Location{File: p.file, Line: p.line, Column: p.column}}
}

func (p place) compare(q place) int {
	return cmp.Or(strings.Compare(p.file, q.file), cmp.Compare(p.line, q.line), cmp.Compare(p.column, q.column))
}

// unknown is a value that hangs on something.
func unknown(ty cty.Type, hangs string, at place) cty.Value {
	return cty.UnknownVal(ty).Mark(&origin{kind: missing, text: hangs, at: at})
}

// Placed marks a value that is handed in from outside with its place, for
// [Options.Inputs].
func Placed(v cty.Value, at graph.Location) cty.Value {
	p := place{at.File, at.Line, at.Column}
	return placed(v, inVarFile, p)
}

// Missing is a value for [Options.Inputs] that is not known here.
func Missing(hangs string, at graph.Location) cty.Value {
	return unknown(cty.DynamicPseudoType, hangs, place{at.File, at.Line, at.Column})
}

func placed(v cty.Value, kind originKind, at place) cty.Value {
	o := &origin{kind: kind, at: at}
	if v.Type().IsPrimitiveType() && v.IsKnown() && !v.IsMarked() {
		o.value = v
	}
	return v.Mark(o)
}

// origins are the marks of a value itself, without those of its elements.
func origins(marks cty.ValueMarks) []*origin {
	list := make([]*origin, 0, len(marks))
	for m := range marks {
		if o, ok := m.(*origin); ok {
			list = append(list, o)
		}
	}
	return list
}

// maxWhy is how many places a chain names at most: a reader follows no more.
const maxWhy = 6

// why orders origins for a reader: what carries the very value first, then
// var-files, then configuration; then the calls that handed it on, from the root
// inwards.
func why(os []*origin, v cty.Value) (chain graph.Chain, hangs string, refs []string) {
	slices.SortFunc(os, func(a, b *origin) int { return a.compare(b, v) })
	seen := map[place]bool{}
	missed := false
	for _, o := range os {
		switch o.kind {
		case reference:
			if !slices.Contains(refs, o.text) {
				refs = append(refs, o.text)
			}
			continue
		case pieces, encoding:
			continue
		case missing:
			if missed {
				continue
			}
			missed, hangs = true, o.text
		}
		line := place{o.at.file, o.at.line, 0}
		if o.at.line == 0 || seen[line] || len(chain) >= maxWhy {
			continue
		}
		seen[line] = true
		e := o.at.evidence()
		if o.kind == assumed {
			e.Basis, e.Says = graph.Named, o.text
		} else if o.kind == supposed {
			e.Basis, e.Says = graph.Guessed, o.text
		}
		chain = append(chain, e)
	}
	slices.Sort(refs)
	return chain, hangs, refs
}

func (o *origin) compare(p *origin, v cty.Value) int {
	return cmp.Or(
		cmp.Compare(o.rank(v), p.rank(v)), cmp.Compare(o.level, p.level),
		o.at.compare(p.at), strings.Compare(o.text, p.text))
}

// rank is lower for what decides more.
func (o *origin) rank(v cty.Value) int {
	switch o.kind {
	case missing:
		return -2 + missingRank(o.text)
	case inVarFile, inConfig:
		if o.carries(v) {
			return 0 + int(o.kind)
		}
		return 2 + int(o.kind)
	}
	return 4 + int(o.kind)
}

// missingRank puts a variable that somebody can set before what only a provider
// knows.
func missingRank(hangs string) int {
	if strings.HasPrefix(hangs, "var.") || strings.HasPrefix(hangs, "terraform.") {
		return 0
	}
	return 1
}

// carries reports whether the origin's own text is the value.
func (o *origin) carries(v cty.Value) bool {
	if o.value == cty.NilVal || v == cty.NilVal || !v.IsKnown() || v.IsNull() || !v.Type().IsPrimitiveType() {
		return false
	}
	return scalarText(o.value) == scalarText(v)
}
