// SPDX-License-Identifier: Apache-2.0

package expression

import (
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
)

type token struct {
	text   string // of an operator or name; "" for a name without the form of one
	kind   byte   // 'o' operator, 'n' name, 's' string, 'd' digits
	value  secret.Value
	offset int
}

type parser struct {
	tokens []token
	at     int
	failed bool
}

var operators = []string{"==", "!=", "<=", ">=", "&&", "||", "(", ")", "[", "]", ".", ",", "!", "<", ">", "*"}

func parse(v secret.Value, base int) *node {
	p := &parser{}
	for _, m := range v.Spans(tokenForm.Get(), maxTokens+1) {
		p.tokens = append(p.tokens, lex(v.Slice(m[0], m[1]), base+m[0]))
	}
	if len(p.tokens) > maxTokens {
		return &node{offset: base}
	}
	n := p.or(0)
	if p.failed || p.at < len(p.tokens) {
		return &node{offset: base}
	}
	return n
}

var (
	stringToken = lazily.Compile(`(?s)^'(.*)'$`)
	nameToken   = lazily.Compile(`^[A-Za-z_]`)
	digitToken  = lazily.Compile(`^-?[0-9]`)
)

func lex(v secret.Value, offset int) token {
	if o := v.OneOf(operators...); o != "" {
		return token{text: o, kind: 'o', offset: offset}
	}
	switch {
	case v.Matches(stringToken.Get()):
		return token{kind: 's', value: v.Slice(1, v.Len()-1), offset: offset}
	case v.Matches(nameToken.Get()):
		name, _ := secret.Variable(v)
		return token{text: name, kind: 'n', offset: offset}
	case v.Matches(digitToken.Get()):
		digits, _ := secret.Word(v)
		return token{text: digits, kind: 'd', offset: offset}
	}
	return token{kind: '?', offset: offset}
}

func (p *parser) take(op string) bool {
	if p.at < len(p.tokens) && p.tokens[p.at].kind == 'o' && p.tokens[p.at].text == op {
		p.at++
		return true
	}
	return false
}

func (p *parser) fail() *node {
	p.failed = true
	return &node{}
}

func (p *parser) or(depth int) *node {
	n := p.and(depth)
	for !p.failed && p.take("||") {
		n = &node{op: opOr, args: []*node{n, p.and(depth)}, offset: n.offset}
	}
	return n
}

func (p *parser) and(depth int) *node {
	n := p.comparison(depth)
	for !p.failed && p.take("&&") {
		n = &node{op: opAnd, args: []*node{n, p.comparison(depth)}, offset: n.offset}
	}
	return n
}

func (p *parser) comparison(depth int) *node {
	n := p.unary(depth)
	for !p.failed {
		op := opUnknown
		switch {
		case p.take("=="):
			op = opEqual
		case p.take("!="):
			op = opUnequal
		case p.take("<"), p.take("<="), p.take(">"), p.take(">="):
		default:
			return n
		}
		n = &node{op: op, args: []*node{n, p.unary(depth)}, offset: n.offset}
	}
	return n
}

func (p *parser) unary(depth int) *node {
	if depth > maxDepth {
		return p.fail()
	}
	if p.take("!") {
		n := p.unary(depth + 1)
		return &node{op: opNot, args: []*node{n}, offset: n.offset}
	}
	if p.take("(") {
		n := p.or(depth + 1)
		if !p.take(")") {
			return p.fail()
		}
		return p.steps(n, depth)
	}
	if p.at >= len(p.tokens) {
		return p.fail()
	}
	t := p.tokens[p.at]
	p.at++
	switch t.kind {
	case 's':
		return &node{op: opConstant, value: constant(t.value), text: t.value, offset: t.offset}
	case 'd':
		return &node{op: opConstant, value: Result{Text, t.text}, offset: t.offset}
	case 'n':
		return p.name(t, depth)
	}
	return p.fail()
}

func (p *parser) name(t token, depth int) *node {
	switch t.text {
	case "true", "false":
		return &node{op: opConstant, value: Result{Bool, t.text}, offset: t.offset}
	case "null":
		return &node{op: opConstant, value: Result{Text, ""}, offset: t.offset}
	}
	if p.take("(") {
		n := &node{op: opCall, name: t.text, offset: t.offset}
		for !p.failed && !p.take(")") {
			n.args = append(n.args, p.or(depth+1))
			if !p.take(",") && (p.at >= len(p.tokens) || p.tokens[p.at].text != ")") {
				return p.fail()
			}
		}
		return p.steps(n, depth)
	}
	first := &node{op: opConstant, value: Result{Text, t.text}, offset: t.offset}
	return p.steps(&node{op: opPath, args: []*node{first}, offset: t.offset}, depth)
}

// steps reads what follows a name: .property, ['property'], .*. A step behind
// anything but a context makes the whole unknown, with its operands still read.
func (p *parser) steps(n *node, depth int) *node {
	for !p.failed {
		var step *node
		switch {
		case p.take("."):
			if p.at >= len(p.tokens) {
				return p.fail()
			}
			t := p.tokens[p.at]
			p.at++
			step = &node{offset: t.offset}
			if t.kind == 'n' && t.text != "" {
				step = &node{op: opConstant, value: Result{Text, t.text}, offset: t.offset}
			}
		case p.take("["):
			step = p.or(depth + 1)
			if !p.take("]") {
				return p.fail()
			}
		default:
			return n
		}
		if n.op != opPath {
			n = &node{args: []*node{n, step}, offset: n.offset}
			continue
		}
		n.args = append(n.args, step)
	}
	return n
}
