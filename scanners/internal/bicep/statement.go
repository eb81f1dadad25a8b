// SPDX-License-Identifier: Apache-2.0

package bicep

import (
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/arm"
)

// statement reads one declaration into the template; within is the resource in
// whose body it stands.
func (p *parser) statement(t *arm.Template, within *arm.Declaration) {
	for p.take("@") { // a decorator: @secure(), @allowed([...])
		p.binary(0)
		p.blank(true)
	}
	at := p.here()
	switch p.word() {
	case "param":
		p.parameter(t, at)
	case "var":
		if name, value := p.assigned(); value != nil {
			t.Variables[name] = value
		}
	case "output":
		if name, value := p.assigned(); value != nil {
			t.Outputs[name] = value
		}
	case "resource":
		p.declaration(t, within, false)
	case "module":
		p.declaration(t, within, true)
	case "using":
		p.blank(false)
		if path, ok := p.path(); ok {
			p.out.Using = path
		}
		p.nextStatement()
	default: // targetScope, metadata, type, func, import, extension, assert
		p.nextStatement()
	}
}

// parameter reads `param name type = default`, and `param name = value` of a
// parameter file.
func (p *parser) parameter(t *arm.Template, at graph.Location) {
	p.blank(false)
	name := p.word()
	p.blank(false)
	given := p.peek() == '='
	if !given {
		p.typed()
	}
	if name == "" {
		p.fail()
		return
	}
	param := &arm.Parameter{At: at}
	if p.take("=") {
		param.Default = p.expr()
	}
	if given {
		t.Variables[name] = param.Default
		return
	}
	t.Parameters[name] = param
}

// typed passes over a type, up to what is assigned or the end of the line.
func (p *parser) typed() {
	deep := 0
	for p.at < len(p.text) {
		switch c := p.text[p.at]; {
		case c == '{' || c == '[' || c == '(':
			deep++
		case c == '}' || c == ']' || c == ')':
			deep--
		case c == '\'':
			p.str()
			continue
		case deep == 0 && (c == '=' || c == '\n'):
			return
		case c == '/':
			before := p.at
			if p.blank(false); p.at > before {
				continue
			}
		}
		p.at++
	}
}

// assigned reads `name [type] = expr`.
func (p *parser) assigned() (string, *arm.Expr) {
	p.blank(false)
	name := p.word()
	p.typed()
	if name == "" || !p.take("=") {
		p.fail()
		return "", nil
	}
	return name, p.expr()
}

// path is a string without expressions.
func (p *parser) path() (string, bool) {
	if p.peek() != '\'' {
		return "", false
	}
	s := p.str()
	if s.Kind != arm.Literal {
		return "", false
	}
	if path, ok := secret.Path(s.Value); ok {
		return path, true
	}
	return secret.Word(s.Value)
}

// declaration reads what follows `resource` or `module`.
func (p *parser) declaration(t *arm.Template, within *arm.Declaration, module bool) {
	p.blank(false)
	d := &arm.Declaration{At: p.here(), Within: within}
	d.Symbol = p.word()
	p.blank(false)
	target, ok := p.path()
	if d.Symbol == "" || !ok {
		p.fail()
		return
	}
	p.blank(false)
	d.Existing = p.keyword("existing")
	p.blank(false)
	if !p.take("=") {
		p.fail()
		return
	}
	if module {
		d.Type, d.Module = "Microsoft.Resources/deployments", target
	} else {
		d.Type, _, _ = strings.Cut(target, "@")
		if within != nil && !strings.Contains(d.Type, ".") {
			d.Type = within.Type + "/" + d.Type
		}
	}
	t.Resources = append(t.Resources, d)
	p.body(t, d)
	d.Parent, d.Scope = d.Body.Field("parent"), d.Body.Field("scope")
	if module {
		d.Given = d.Body.Field("params")
		if d.Given == nil {
			d.Given = &arm.Expr{Kind: arm.Object, At: d.At}
		}
	}
}

// body reads [if (condition)] {...} or [for x in y: [if (condition)] {...}].
func (p *parser) body(t *arm.Template, d *arm.Declaration) {
	p.blank(true)
	switch {
	case p.keyword("if"):
		d.Condition = p.condition()
		p.body(t, d)
	case p.peek() == '[':
		p.at++
		p.blank(true)
		loop := p.loop(func() *arm.Expr {
			p.body(t, d)
			return d.Body
		})
		if loop.Kind == arm.Each {
			d.Loop = loop
		}
	case p.peek() == '{':
		d.Body = p.object(t, d)
	default:
		p.fail()
	}
}

func (p *parser) condition() *arm.Expr {
	p.blank(true)
	if !p.take("(") {
		return p.fail()
	}
	e := p.inBrackets()
	if !p.take(")") {
		return p.fail()
	}
	return e
}

// loop reads `for item in list: body]` or `for (item, index) in list: body]`.
func (p *parser) loop(body func() *arm.Expr) *arm.Expr {
	e := &arm.Expr{Kind: arm.Each, At: p.here()}
	if !p.keyword("for") {
		return p.fail()
	}
	p.blank(true)
	if p.take("(") {
		p.blank(true)
		e.Item = p.word()
		p.blank(true)
		if p.take(",") {
			p.blank(true)
			e.Count = p.word()
			p.blank(true)
		}
		if !p.take(")") {
			return p.fail()
		}
	} else {
		e.Item = p.word()
	}
	p.blank(true)
	if !p.keyword("in") {
		return p.fail()
	}
	list := p.inBrackets()
	p.blank(true)
	if !p.take(":") {
		return p.fail()
	}
	e.Args = []*arm.Expr{list, body()}
	p.blank(true)
	if !p.take("]") {
		return p.fail()
	}
	return e
}
