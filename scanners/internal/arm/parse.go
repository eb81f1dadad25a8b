// SPDX-License-Identifier: Apache-2.0

package arm

import (
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// Limits: a text longer than its tokens, or nested deeper, is opaque.
const (
	maxTokens = 20_000
	maxDepth  = 100
)

var (
	tokenForm  = lazily.Compile(`'(?:[^']|'')*'|[A-Za-z_][A-Za-z0-9_]*|-?[0-9]+|[^\s]`)
	expression = lazily.Compile(`(?s)^\[([^\[].*)\]$`)
	escaped    = lazily.Compile(`^\[\[`)
	nameStart  = lazily.Compile(`^[A-Za-z_]`)
	digits     = lazily.Compile(`^-?[0-9]+$`)
)

// A parser reads one expression of a JSON template: [concat('a', parameters('b'))].
// https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions
type parser struct {
	text   secret.Value
	at     graph.Location
	spans  [][]int
	next   int
	failed bool
}

// text is what a string of a template means: an expression in brackets, or
// itself; [[ is a bracket.
func text(v secret.Value, at graph.Location) *Expr {
	switch {
	case v.Matches(escaped.Get()):
		return &Expr{Kind: Literal, At: at, Value: v.Slice(1, v.Len())}
	case !v.Matches(expression.Get()):
		return &Expr{Kind: Literal, At: at, Value: v}
	}
	p := &parser{text: v.Slice(1, v.Len()-1), at: at}
	p.spans = p.text.Spans(tokenForm.Get(), maxTokens+1)
	if len(p.spans) > maxTokens {
		return &Expr{At: at}
	}
	e := p.value(0)
	if p.failed || p.next < len(p.spans) {
		return &Expr{At: at}
	}
	return e
}

func (p *parser) peek() secret.Value {
	if p.next >= len(p.spans) {
		return secret.Value{}
	}
	s := p.spans[p.next]
	return p.text.Slice(s[0], s[1])
}

func (p *parser) take(sign string) bool {
	if p.peek().OneOf(sign) == "" {
		return false
	}
	p.next++
	return true
}

func (p *parser) fail() *Expr {
	p.failed = true
	return &Expr{At: p.at}
}

func (p *parser) value(depth int) *Expr {
	if depth > maxDepth || p.next >= len(p.spans) {
		return p.fail()
	}
	t := p.peek()
	p.next++
	var e *Expr
	switch {
	case t.HasPrefix("'"):
		e = &Expr{Kind: Literal, At: p.at, Value: unquoted(t)}
	case t.Matches(digits.Get()):
		e = &Expr{Kind: Literal, At: p.at, Value: t}
	case t.Matches(nameStart.Get()):
		name, _ := secret.Variable(t)
		if !p.take("(") { // true and false are functions, but are written without brackets as well
			return &Expr{Kind: Literal, At: p.at, Value: t}
		}
		e = &Expr{Kind: Call, At: p.at, Name: strings.ToLower(name), Args: p.arguments(depth)}
	default:
		return p.fail()
	}
	return p.access(e, depth)
}

func (p *parser) arguments(depth int) []*Expr {
	var args []*Expr
	for !p.failed && !p.take(")") {
		args = append(args, p.value(depth+1))
		if !p.take(",") && p.peek().OneOf(")") == "" {
			p.fail()
		}
	}
	return args
}

func (p *parser) access(e *Expr, depth int) *Expr {
	for !p.failed {
		switch {
		case p.take("."):
			name, ok := secret.Variable(p.peek())
			if !ok {
				return p.fail()
			}
			p.next++
			e = &Expr{Kind: Access, At: p.at, Name: name, Args: []*Expr{e}}
		case p.take("["):
			e = &Expr{Kind: Index, At: p.at, Args: []*Expr{e, p.value(depth + 1)}}
			if !p.take("]") {
				return p.fail()
			}
		default:
			return e
		}
	}
	return e
}

// unquoted is a string without its quotes; two in a row are one.
func unquoted(v secret.Value) secret.Value {
	v = v.Slice(1, v.Len()-1)
	var parts []secret.Value
	for {
		before, after, found := v.Cut("''")
		parts = append(parts, before)
		if !found {
			return secret.Join(parts...)
		}
		parts = append(parts, secret.New("'"))
		v = after
	}
}
