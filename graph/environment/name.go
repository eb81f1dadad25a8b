// SPDX-License-Identifier: Apache-2.0

package environment

import (
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

// OfName reads a name that somebody gave to an environment (`environment:
// prod-eu`). It always yields a decision: an unknown word has the tier Untiered.
// Its basis says how sure the tier is, Named where the whole name is a word of
// the vocabulary, Guessed where it only contains one; that the name is an
// environment's is for the caller to know.
//
// ok is false for names that are no environment of ours (github-pages, pypi) and
// for expressions of which nothing readable is left.
func OfName(name string) (d Decision, ok bool) {
	name = strings.TrimSpace(name)
	if name == "" || len(name) > longest || in(nobodysEnvironments, lowerASCII(name)) {
		return Decision{}, false
	}
	text := name
	if strings.ContainsAny(name, "$%{<*") {
		text = withoutExpressions(name)
	}
	var buf [16]token
	toks := tokenise(buf[:0], text)
	if len(toks) == 0 {
		return Decision{}, false
	}
	if first, _, nested := strings.Cut(text, "/"); nested { // review/branch, prod/eu
		var sub [8]token
		if m, found := titleOf(tokenise(sub[:0], first)); found {
			return Decision{name, m.tier, graph.Guessed, "the name begins with " + strings.TrimSpace(first)}, true
		}
	}
	if m, found := titleOf(toks); found {
		return Decision{name, m.tier, graph.Named, "the name " + name}, true
	}
	if m, found := within(toks); found {
		return Decision{name, m.tier, graph.Guessed, "the word " + m.text(text, toks) + " in the name"}, true
	}
	if text != name {
		return Decision{}, false
	}
	return Decision{name, graph.Untiered, graph.Named, "no word of it says what it is for"}, true
}

// titleOf finds the one word that is all a name says.
func titleOf(toks []token) (match, bool) {
	var buf [most]match
	found, ok := matches(buf[:0], toks)
	if !ok || len(found) != 1 || !found[0].whole(toks) {
		return match{}, false
	}
	return found[0], true
}

// within finds the environment's word in a longer name that was declared as an
// environment's. Of several below production the first counts; production beside
// something below it says nothing.
func within(toks []token) (match, bool) {
	var buf [most]match
	found, ok := matches(buf[:0], toks)
	if !ok {
		return match{}, false
	}
	found = slices.DeleteFunc(found, func(m match) bool {
		switch {
		case m.tier == graph.Shared:
			return true // a word inside a longer name; that something is shared must be said outright
		case m.weight == plain:
			return false
		case m.weight == common:
			return m.from != 0 && !m.last(toks)
		case m.weight == loose:
			return !m.last(toks)
		}
		return true
	})
	found = withoutLoose(found)
	if len(found) == 0 {
		return match{}, false
	}
	for _, m := range found[1:] {
		if (m.tier == graph.Production) != (found[0].tier == graph.Production) {
			return match{}, false
		}
	}
	return found[0], true
}

// withoutLoose lets a stronger word speak alone: STAGING_TEST_KEY is staging's.
func withoutLoose(found []match) []match {
	strong := slices.ContainsFunc(found, func(m match) bool { return m.weight != loose })
	if !strong {
		return found
	}
	return slices.DeleteFunc(found, func(m match) bool { return m.weight == loose })
}

// withoutExpressions blanks what is filled in elsewhere: ${{ inputs.env }},
// ${ENV}, $ENV, {{ env }}, %ENV%, <env>.
func withoutExpressions(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		rest := s[i:]
		end := -1
		switch {
		case strings.HasPrefix(rest, "${{"), strings.HasPrefix(rest, "{{"):
			end = after(rest, "}}")
		case strings.HasPrefix(rest, "${"), strings.HasPrefix(rest, "{"):
			end = after(rest, "}")
		case rest[0] == '$':
			for end = 1; end < len(rest) && (wordy(rest[end]) || rest[end] == '_'); {
				end++
			}
		case rest[0] == '<':
			end = after(rest, ">")
		case rest[0] == '%':
			if n := strings.IndexByte(rest[1:], '%'); n >= 0 {
				end = n + 2
			}
		}
		switch {
		case end > 0:
			b.WriteByte(' ')
			i += end
		default:
			b.WriteByte(rest[0])
			i++
		}
	}
	return b.String()
}

// after is where text behind the first closing mark begins, or the end: an
// expression that is never closed hides the rest.
func after(s, closing string) int {
	if i := strings.Index(s, closing); i >= 0 {
		return i + len(closing)
	}
	return len(s)
}
