// SPDX-License-Identifier: Apache-2.0

// Package expression reads the `${{ }}` expressions of GitHub Actions and says
// what each may come to, as a set of constants.
//
// It never holds the text around it: names of contexts and constants leave the
// scanned file through [secret.Word] and [secret.Variable], and whatever does
// not have their form is unknown. An expression that it cannot read is unknown,
// never an error: GitHub would refuse it as well.
//
// https://docs.github.com/en/actions/reference/workflows-and-actions/expressions
package expression

import (
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// Limits: nothing of a scanned file makes the work unbounded.
const (
	maxPlaceholders = 500
	maxTokens       = 1000
	maxDepth        = 60
	maxResults      = 32
)

// A Template is a scalar with placeholders. The zero Template is empty text.
type Template struct {
	parts []part
}

type part struct {
	literal  secret.Value
	expr     *node // nil for literal text
	isScript bool
}

type op uint8

const (
	opUnknown op = iota
	opConstant
	opPath
	opCall
	opNot
	opAnd
	opOr
	opEqual
	opUnequal
)

type node struct {
	op     op
	name   string       // of a function; of a property in a path
	value  Result       // of a constant
	text   secret.Value // of a constant that is text
	args   []*node      // operands; the steps of a path, constants or computed
	offset int          // of the first byte, in the whole scalar
}

var (
	placeholder = lazily.Compile(`(?s)\$\{\{(.*?)\}\}`)
	tokenForm   = lazily.Compile(`'(?:[^']|'')*'|[A-Za-z_][A-Za-z0-9_-]*|-?[0-9][0-9.]*|==|!=|<=|>=|&&|\|\||[^\s]`)
)

// Parse reads a scalar that may have placeholders.
func Parse(v secret.Value) Template {
	var t Template
	last := 0
	for _, m := range v.Spans(placeholder.Get(), maxPlaceholders) {
		if m[0] > last {
			t.parts = append(t.parts, part{literal: v.Slice(last, m[0])})
		}
		t.parts = append(t.parts, part{expr: parse(v.Slice(m[2], m[3]), m[2]), isScript: true})
		last = m[1]
	}
	if rest := v.Slice(last, v.Len()); rest.Len() > 0 {
		t.parts = append(t.parts, part{literal: rest})
	}
	return t
}

// ParseCondition reads the value of an `if:`, which is an expression with or
// without the marks of a placeholder.
func ParseCondition(v secret.Value) Template {
	if len(v.Spans(placeholder.Get(), 1)) > 0 {
		return Parse(v)
	}
	return Template{parts: []part{{expr: parse(v, 0), isScript: true}}}
}

// Dynamic reports whether there is any placeholder.
func (t Template) Dynamic() bool {
	for _, p := range t.parts {
		if p.isScript {
			return true
		}
	}
	return false
}

// Shape is the literal text with * for each placeholder: what two scalars with
// the same secret in them may still differ by. It is "*" for a lone placeholder;
// ok is false where the text does not have the form of words.
func (t Template) Shape() (shape string, ok bool) {
	for _, p := range t.parts {
		if p.isScript {
			shape += "*"
			continue
		}
		r := constant(p.literal)
		if r.Kind != Text {
			return "", false
		}
		shape += r.Text
	}
	return shape, true
}
