// SPDX-License-Identifier: Apache-2.0

package cloudformation

// In this file: values put together and taken apart, with the places that decide.

import (
	"slices"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
)

// through adds places that lie on the way of a value to where it is used. What
// decides stays first, and the chain short: one place for each line.
func through(v declared.Value, way ...graph.Evidence) declared.Value {
	why := slices.Clone(v.Why)
	for _, w := range way {
		said := slices.ContainsFunc(why, func(e graph.Evidence) bool {
			return e.At.File == w.At.File && e.At.Line == w.At.Line && e.At.URL == w.At.URL && e.Basis == w.Basis
		})
		if len(why) < maxChain && !said {
			why = append(why, w)
		}
	}
	v.Why = why
	return v
}

// because puts what decided in front.
func because(v declared.Value, decided graph.Chain) declared.Value {
	own := v.Why
	v.Why = nil
	return through(through(v, decided...), own...)
}

func refs(v declared.Value, more ...string) declared.Value {
	v.Refs = append(slices.Clone(v.Refs), more...)
	slices.Sort(v.Refs)
	v.Refs = slices.Compact(v.Refs)
	return v
}

// joined is texts behind one another; Unknown where one of them is.
func joined(parts []declared.Value, way ...graph.Evidence) declared.Value {
	var texts []secret.Value
	out := declared.Value{}
	length, hangs := 0, ""
	for _, p := range parts {
		out = refs(through(out, p.Why...), p.Refs...)
		switch {
		case p.IsScalar():
			length += p.Scalar.Len()
			texts = append(texts, p.Scalar)
		case hangs == "" && p.State == declared.Unknown:
			hangs = p.Hangs
		case hangs == "":
			hangs = "a part of the text that is none"
		}
	}
	if length > maxText && hangs == "" {
		hangs = tooMuch
	}
	if hangs != "" {
		return through(refs(declared.Undecided(hangs, out.Why...), out.Refs...), way...)
	}
	return through(refs(declared.Scalar(secret.Join(texts...), out.Why...), out.Refs...), way...)
}

// maxItems is how many elements a text is split into.
const maxItems = 10_000

func split(v declared.Value, by secret.Value) declared.Value {
	var items []declared.Value
	rest := v.Scalar
	separator, ok := separators[by.Len()]
	if !ok || by.OneOf(separator...) == "" {
		return declared.Undecided("Fn::Split at an unusual separator", v.Why...)
	}
	at := by.OneOf(separator...)
	for len(items) < maxItems {
		before, after, found := rest.Cut(at)
		items = append(items, declared.Scalar(before, v.Why...))
		if !found {
			break
		}
		rest = after
	}
	return refs(declared.List(items, v.Why...), v.Refs...)
}

// separators that people split at, by length: a separator is looked at as a
// constant, never as text.
var separators = map[int][]string{
	1: {",", "-", ":", "/", ".", ";", "|", "_", "=", "@", " ", "#", "\n"},
	2: {", ", "::", "//", "--", "; "},
	3: {"://"},
}
