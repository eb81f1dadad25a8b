// SPDX-License-Identifier: Apache-2.0

package iam

import (
	"slices"
	"strconv"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
)

// A Text is a string of a policy, of which pieces may not be known:
// "arn:aws:s3:::${var.bucket}/*". In flat, a gap byte stands for each of them.
type Text struct {
	flat  string
	holes []Hole
	why   graph.Chain // where it is written
}

// A Hole is a piece that is not known.
type Hole struct {
	Hangs string
	Refs  []string // what it names in the set
}

const gap = "\x01"

// Plain is a text that is wholly known.
func Plain(s string) Text { return withVariables(strings.ReplaceAll(s, gap, "")) }

// digits writes a small number.
func digits(n int) string { return strconv.Itoa(n) }

func hole(hangs string, refs ...string) Text {
	return Text{flat: gap, holes: []Hole{{hangs, refs}}}
}

// textOf reads a scalar, or an unknown in so far as its pieces are known.
func textOf(v declared.Value) Text {
	t := pieces(v)
	t.why = v.Why
	return t
}

func pieces(v declared.Value) Text {
	switch {
	case v.IsScalar():
		if s, ok := secret.Pattern(v.Scalar); ok {
			return withVariables(s)
		}
		return hole("a text that is not in the form of a name", v.Refs...)
	case v.State == declared.Unknown && len(v.Parts) > 0 && !byName(v):
		var t Text
		for _, p := range v.Parts {
			t = t.join(pieces(p))
		}
		return t
	}
	return hole(v.Hangs, v.Refs...)
}

// byName reports whether a value is another resource's attribute, whose own text
// is put together: what it names tells more than the pieces of its name.
func byName(v declared.Value) bool {
	return slices.ContainsFunc(v.Refs, func(ref string) bool {
		return !slices.ContainsFunc(v.Parts, func(p declared.Value) bool { return slices.Contains(p.Refs, ref) })
	})
}

func (t Text) join(u Text) Text {
	return Text{flat: t.flat + u.flat, holes: append(slices.Clip(t.holes), u.holes...)}
}

// withVariables puts a hole for each policy variable, which the request decides:
// ${aws:username}. ${*}, ${?} and ${$} are the characters themselves.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
func withVariables(s string) Text {
	var t Text
	for {
		before, rest, found := strings.Cut(s, "${")
		t.flat += before
		if !found {
			return t
		}
		name, after, closed := strings.Cut(rest, "}")
		switch {
		case !closed:
			t.flat += "${" + rest
			return t
		case name == "*" || name == "?" || name == "$":
			t = t.join(hole("a literal " + name)) // rare; as a hole it can match and never surely does
		default:
			t = t.join(hole("the policy variable " + name))
		}
		s = after
	}
}

// Known is the text where all of it is known.
func (t Text) Known() (string, bool) { return t.flat, len(t.holes) == 0 }

// hangs names what decides the first piece that is not known.
func (t Text) hangs() string {
	if len(t.holes) == 0 {
		return ""
	}
	return t.holes[0].Hangs
}

// leads reports whether the text begins with the name of a resource of the set,
// and what follows it. maybe says that it is one of several.
func (t Text) leads(address string) (suffix string, maybe, ok bool) {
	if address == "" || !strings.HasPrefix(t.flat, gap) || !slices.ContainsFunc(t.holes[0].Refs, func(r string) bool { return sameAddress(r, address) }) {
		return "", false, false
	}
	others := slices.ContainsFunc(t.holes[0].Refs, func(r string) bool { return !sameAddress(r, address) && !strings.HasPrefix(r, "data.") })
	return t.flat[1:], others, true
}

// sameAddress also takes a resource for its instances: aws_s3_bucket.x names
// aws_s3_bucket.x["a"].
func sameAddress(ref, address string) bool {
	return ref == address || strings.HasPrefix(address, ref) && address[len(ref)] == '['
}

// covers reports whether a pattern with * and ? matches a text: Yes where it
// does whatever the holes are, No where it cannot.
func (t Text) covers(text string, fold bool) graph.Tri {
	pattern := t.flat
	if fold {
		pattern, text = strings.ToLower(pattern), strings.ToLower(text)
	}
	switch {
	case glob(pattern, text):
		return graph.Yes
	case !strings.Contains(pattern, gap) && !strings.Contains(text, gap), !meet(pattern, text):
		return graph.No
	}
	return graph.Unknown
}

// glob matches surely: a hole in the text is matched by * only, one in the
// pattern by nothing.
func glob(pattern, text string) bool {
	star, mark, p, t := -1, 0, 0, 0
	for t < len(text) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, mark = p, t
			p++
		case p < len(pattern) && pattern[p] != gap[0] && text[t] != gap[0] && (pattern[p] == '?' || pattern[p] == text[t]):
			p++
			t++
		case star >= 0:
			mark++
			p, t = star+1, mark
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "*") == ""
}

// meet reports whether a pattern can match a text for some filling of the holes
// of both. Its cost is the product of the lengths, which are bounded.
func meet(pattern, text string) bool {
	row := make([]bool, len(text)+1)
	next := make([]bool, len(text)+1)
	row[0] = true
	for i := range len(text) {
		row[i+1] = row[i] && text[i] == gap[0]
	}
	for p := range len(pattern) {
		any := pattern[p] == '*' || pattern[p] == gap[0]
		next[0] = row[0] && any
		for i := range len(text) {
			switch {
			case any:
				next[i+1] = row[i+1] || next[i] || row[i]
			case text[i] == gap[0]:
				next[i+1] = next[i] || row[i] || row[i+1]
			default:
				next[i+1] = row[i] && (pattern[p] == '?' || pattern[p] == text[i])
			}
		}
		row, next = next, row
	}
	return row[len(text)]
}
