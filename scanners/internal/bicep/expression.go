// SPDX-License-Identifier: Apache-2.0

package bicep

import (
	"strconv"
	"strings"

	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/arm"
)

// expr reads one expression; a new line ends it outside of brackets.
func (p *parser) expr() *arm.Expr {
	if p.depth++; p.depth > maxDepth {
		p.depth--
		return p.fail()
	}
	defer func() { p.depth-- }()
	p.blank(true)
	at := p.here()
	e := p.binary(0)
	if !p.follows("?") {
		return e
	}
	yes := p.expr()
	if p.blank(true); !p.take(":") {
		return p.fail()
	}
	return &arm.Expr{Kind: arm.Call, Name: "if", At: at, Args: []*arm.Expr{e, yes, p.expr()}}
}

// inBrackets reads an expression after which new lines mean nothing.
func (p *parser) inBrackets() *arm.Expr {
	e := p.expr()
	p.blank(true)
	return e
}

// follows passes over an operator, which may stand on the next line.
func (p *parser) follows(sign string) bool {
	before := p.at
	if p.blank(true); p.take(sign) {
		return true
	}
	p.at = before
	return false
}

// Operators by how loosely they bind, and the functions that they stand for.
var operators = [][][2]string{
	{{"??", "coalesce"}}, {{"||", "or"}}, {{"&&", "and"}},
	{{"==", "equals"}, {"!=", "notequals"}, {"=~", "equals"}, {"!~", "notequals"}},
	{{"<=", "lessorequals"}, {">=", "greaterorequals"}, {"<", "less"}, {">", "greater"}},
	{{"+", "add"}, {"-", "sub"}}, {{"*", "mul"}, {"/", "div"}, {"%", "mod"}},
}

func (p *parser) binary(level int) *arm.Expr {
	if level == len(operators) {
		return p.unary()
	}
	left := p.binary(level + 1)
	for !p.failed {
		name, sign := "", ""
		for _, o := range operators[level] {
			if p.follows(o[0]) {
				sign, name = o[0], o[1]
				break
			}
		}
		if name == "" {
			return left
		}
		p.blank(true)
		right := p.binary(level + 1)
		if strings.HasSuffix(sign, "~") {
			left, right = lower(left), lower(right)
		}
		left = &arm.Expr{Kind: arm.Call, Name: name, At: left.At, Args: []*arm.Expr{left, right}}
	}
	return left
}

func lower(e *arm.Expr) *arm.Expr {
	return &arm.Expr{Kind: arm.Call, Name: "tolower", At: e.At, Args: []*arm.Expr{e}}
}

func (p *parser) unary() *arm.Expr {
	p.blank(false)
	at := p.here()
	if p.depth++; p.depth > maxDepth {
		p.depth--
		return p.fail()
	}
	defer func() { p.depth-- }()
	switch {
	case p.take("!"):
		return &arm.Expr{Kind: arm.Call, Name: "not", At: at, Args: []*arm.Expr{p.unary()}}
	case p.take("-"):
		return &arm.Expr{Kind: arm.Call, Name: "sub", At: at, Args: []*arm.Expr{literal(at, "0"), p.unary()}}
	}
	return p.postfix(p.primary())
}

func (p *parser) postfix(e *arm.Expr) *arm.Expr {
	for !p.failed {
		at := p.here()
		switch {
		case p.take(".?"), p.take("::"), p.peek() == '.' && p.take("."):
			name := p.word()
			if name == "" {
				return p.fail()
			}
			if p.take("(") { // a namespace's function, or a resource's: az.resourceId(), kv.getSecret()
				e = &arm.Expr{Kind: arm.Call, Name: strings.ToLower(name), At: at, Args: p.arguments(")")}
				continue
			}
			e = &arm.Expr{Kind: arm.Access, Name: name, At: at, Args: []*arm.Expr{e}}
		case p.take("["):
			p.take("?")
			e = &arm.Expr{Kind: arm.Index, At: at, Args: []*arm.Expr{e, p.inBrackets()}}
			if !p.take("]") {
				return p.fail()
			}
		case p.peek() == '!' && (p.at+1 >= len(p.text) || p.text[p.at+1] != '=' && p.text[p.at+1] != '~'): // not null
			p.at++
		default:
			return e
		}
	}
	return e
}

func (p *parser) arguments(end string) []*arm.Expr {
	var args []*arm.Expr
	for !p.failed {
		p.blank(true)
		if p.take(end) {
			return args
		}
		args = append(args, p.inBrackets())
		if !p.take(",") && p.peek() != end[0] {
			p.fail()
		}
	}
	return args
}

func (p *parser) primary() *arm.Expr {
	at := p.here()
	switch c := p.peek(); {
	case c == '\'':
		return p.str()
	case c >= '0' && c <= '9':
		start := p.at
		for p.at < len(p.text) && p.text[p.at] >= '0' && p.text[p.at] <= '9' {
			p.at++
		}
		return literal(at, string(p.text[start:p.at]))
	case c == '[':
		p.at++
		return p.list()
	case c == '{':
		return p.object(nil, nil)
	case c == '(':
		p.at++
		return p.parenthesis()
	}
	switch name := p.word(); {
	case name == "":
		return p.fail()
	case name == "true" || name == "false":
		return literal(at, name)
	case name == "null":
		return &arm.Expr{Kind: arm.Null, At: at}
	case p.take("("):
		return &arm.Expr{Kind: arm.Call, Name: strings.ToLower(name), At: at, Args: p.arguments(")")}
	case p.follows("=>"):
		p.expr()
		return &arm.Expr{At: at}
	default:
		return &arm.Expr{Kind: arm.Name, Name: name, At: at}
	}
}

// parenthesis reads (expr), or (a, b) => expr, which is not evaluated.
func (p *parser) parenthesis() *arm.Expr {
	inner := p.arguments(")")
	if p.follows("=>") {
		p.expr()
		return &arm.Expr{At: p.here()}
	}
	if len(inner) != 1 {
		return p.fail()
	}
	return inner[0]
}

func (p *parser) list() *arm.Expr {
	at := p.here()
	p.blank(true)
	before := p.at
	if p.keyword("for") {
		p.at = before
		var when *arm.Expr
		loop := p.loop(func() *arm.Expr {
			p.blank(true)
			if p.keyword("if") {
				when = p.condition()
			}
			return p.inBrackets()
		})
		if when != nil && loop.Kind == arm.Each {
			loop.Args = append(loop.Args, when)
		}
		return loop
	}
	e := &arm.Expr{Kind: arm.List, At: at}
	for !p.failed {
		p.blank(true)
		if p.take("]") {
			return e
		}
		spread := p.take("...")
		item := p.expr()
		if spread {
			item = &arm.Expr{At: item.At}
		}
		e.Args = append(e.Args, item)
		p.blank(true)
		p.take(",")
	}
	return e
}

// object reads {key: value}; in the body of a resource there may be nested ones.
func (p *parser) object(t *arm.Template, d *arm.Declaration) *arm.Expr {
	e := &arm.Expr{Kind: arm.Object, At: p.here()}
	if p.depth++; p.depth > maxDepth {
		p.depth--
		return p.fail()
	}
	defer func() { p.depth-- }()
	p.take("{")
	for !p.failed {
		p.blank(true)
		switch {
		case p.take("}"):
			return e
		case p.take(","):
			continue
		case p.take("..."):
			e.Fields = append(e.Fields, p.spread()...)
			continue
		case d != nil && p.nested(t, d):
			continue
		}
		f := arm.Field{}
		if p.peek() == '\'' {
			key := p.str()
			if word, ok := secret.Word(key.Value); ok && key.Kind == arm.Literal {
				f.Name = word
			} else {
				f.Key = key
			}
		} else if f.Name = p.word(); f.Name == "" {
			return p.fail()
		}
		if p.blank(true); !p.take(":") {
			return p.fail()
		}
		f.Value = p.expr()
		e.Fields = append(e.Fields, f)
	}
	return e
}

// spread is ...expr: the fields of an object that is written there or in a
// choice; of anything else nothing is known.
func (p *parser) spread() []arm.Field {
	if e := p.expr(); e.Kind == arm.Object {
		return e.Fields
	}
	return nil
}

// nested reads a resource inside of a resource, with its decorators.
func (p *parser) nested(t *arm.Template, d *arm.Declaration) bool {
	before := p.at
	for p.take("@") {
		p.binary(0)
		p.blank(true)
	}
	if p.keyword("resource") {
		p.blank(false)
		if p.peek() != ':' {
			p.declaration(t, d, false)
			return true
		}
	}
	p.at = before
	return false
}

// str reads a string with its expressions, or one in three quotes.
func (p *parser) str() *arm.Expr {
	at := p.here()
	if p.take("'''") {
		rest := string(p.text[p.at:])
		end := strings.Index(rest, "'''")
		if end < 0 {
			return p.fail()
		}
		for strings.HasPrefix(rest[end+1:], "'''") { // quotes at the end belong to the text
			end++
		}
		p.at += end + 3
		return literal(at, strings.TrimPrefix(strings.TrimPrefix(rest[:end], "\r"), "\n"))
	}
	p.at++
	var parts []*arm.Expr
	var b strings.Builder
	for p.at < len(p.text) && !p.failed {
		switch c := p.text[p.at]; {
		case c == '\'':
			p.at++
			if len(parts) == 0 {
				return literal(at, b.String())
			}
			if b.Len() > 0 {
				parts = append(parts, literal(at, b.String()))
			}
			return &arm.Expr{Kind: arm.Call, Name: "interpolate", At: at, Args: parts}
		case c == '\n':
			return p.fail()
		case c == '\\':
			p.escape(&b)
		case c == '$' && p.at+1 < len(p.text) && p.text[p.at+1] == '{':
			p.at += 2
			if b.Len() > 0 {
				parts = append(parts, literal(at, b.String()))
				b.Reset()
			}
			parts = append(parts, p.inBrackets())
			if !p.take("}") {
				return p.fail()
			}
		default:
			b.WriteByte(c)
			p.at++
		}
	}
	return p.fail()
}

func (p *parser) escape(b *strings.Builder) {
	p.at++
	c := p.peek()
	p.at++
	switch c {
	case 'n':
		b.WriteByte('\n')
	case 'r':
		b.WriteByte('\r')
	case 't':
		b.WriteByte('\t')
	case 'u':
		rest := string(p.text[min(p.at, len(p.text)):min(p.at+12, len(p.text))])
		hex, _, ok := strings.Cut(strings.TrimPrefix(rest, "{"), "}")
		if r, err := strconv.ParseUint(hex, 16, 32); ok && err == nil && strings.HasPrefix(rest, "{") {
			b.WriteRune(rune(r))
			p.at += len(hex) + 2
		}
	default:
		b.WriteByte(c)
	}
}
