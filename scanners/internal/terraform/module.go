// SPDX-License-Identifier: Apache-2.0

package terraform

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// A module is a folder of configuration, parsed.
type module struct {
	dir       string
	files     []string
	variables map[string]*variable
	locals    map[string]*expr
	resources map[string]*resource // "aws_s3_bucket.logs", "data.aws_ami.x"
	calls     map[string]*call
	outputs   map[string]*output
	providers map[string]*body // by local name, or name and alias: "aws", "aws.prod"
	backend   *backend
	imports   []*body

	order []*resource // managed and data, in the order of their places
	names []string    // of calls, sorted
	attrs map[string]bool
}

type variable struct {
	name     string
	at       place
	typ      cty.Type
	optional *typeexpr.Defaults
	value    *expr // the default; nil for none
	nullable bool
	allowed  []string // what a validation lets pass
	allowAt  place
}

type output struct {
	at    place
	value *expr
}

type resource struct {
	data                     bool
	typ, name                string
	at                       place
	body                     *body
	count, forEach, provider *expr
	lifecycle                *body
}

func (r *resource) address() string {
	if r.data {
		return "data." + r.typ + "." + r.name
	}
	return r.typ + "." + r.name
}

type call struct {
	name           string
	at             place
	source         string
	body           *body
	count, forEach *expr
	providers      map[string]string // local name in the module to name here
}

type backend struct {
	typ  string
	at   place
	body *body
}

func newModule(dir string) *module {
	return &module{dir: dir, variables: map[string]*variable{}, locals: map[string]*expr{}, resources: map[string]*resource{}, calls: map[string]*call{},
		outputs: map[string]*output{}, providers: map[string]*body{}, attrs: map[string]bool{}}
}

// add takes in one file; an override file changes what earlier files declared.
func (m *module) add(file string, b hcl.Body, override bool) {
	m.files = append(m.files, file)
	content, _, _ := b.PartialContent(topLevel)
	if content == nil {
		return
	}
	for _, k := range content.Blocks {
		at := placeOf(k.DefRange)
		body := newBody(k.Body, 0)
		switch k.Type {
		case "terraform":
			m.settings(body)
		case "locals":
			for _, a := range body.attrs {
				m.locals[a.name] = a.value
			}
		case "variable":
			m.addVariable(k.Labels[0], at, k.Body, body, override)
		case "output":
			m.outputs[k.Labels[0]] = &output{at, body.attr("value")}
		case "provider":
			m.addProvider(k.Labels[0], body, override)
		case "module":
			m.addCall(k.Labels[0], at, body, override)
		case "resource", "data":
			m.addResource(k.Type == "data", k.Labels[0], k.Labels[1], at, body, override)
		case "import":
			m.imports = append(m.imports, body)
		}
	}
}

func (m *module) settings(b *body) {
	for _, k := range b.blocks {
		switch k.typ {
		case "backend":
			if len(k.labels) == 1 {
				m.backend = &backend{k.labels[0], k.at, k.body}
			}
		case "cloud":
			m.backend = &backend{"cloud", k.at, k.body}
		}
	}
	if a := b.attr("backend"); a != nil { // JSON: {"backend": {"s3": {...}}}
		for typ, inner := range jsonBlocks(a) {
			m.backend = &backend{typ, a.at, inner}
		}
	}
}

func (m *module) addProvider(name string, b *body, override bool) {
	if alias := b.attr("alias"); alias != nil {
		if v, diags := alias.Value(nil); !diags.HasErrors() && v.Type() == cty.String && v.IsKnown() && !v.IsNull() {
			name += "." + v.AsString()
		}
	}
	if old := m.providers[name]; old != nil && override {
		b = old.merge(b)
	}
	m.providers[name] = b
}

func (m *module) addResource(data bool, typ, name string, at place, b *body, override bool) {
	r := &resource{data: data, typ: typ, name: name, at: at, body: b}
	if old := m.resources[r.address()]; old != nil && override {
		r = old
		r.body = r.body.merge(b)
	}
	r.count, r.forEach, r.provider = r.body.attr("count"), r.body.attr("for_each"), r.body.attr("provider")
	for _, k := range r.body.blocks {
		if k.typ == "lifecycle" {
			r.lifecycle = k.body
		}
	}
	if a := r.body.attr("lifecycle"); a != nil {
		r.lifecycle = jsonBody(a)
	}
	m.resources[r.address()] = r
}

func (m *module) addCall(name string, at place, b *body, override bool) {
	c := &call{name: name, at: at, body: b, providers: map[string]string{}}
	if old := m.calls[name]; old != nil && override {
		c = old
		c.body = c.body.merge(b)
	}
	c.count, c.forEach = c.body.attr("count"), c.body.attr("for_each")
	if s := c.body.attr("source"); s != nil {
		if v, diags := s.Value(nil); !diags.HasErrors() && v.Type() == cty.String && v.IsKnown() && !v.IsNull() {
			c.source = v.AsString()
		}
	}
	if p := c.body.attr("providers"); p != nil {
		pairs, _ := hcl.ExprMap(p.Expression)
		for _, pair := range pairs {
			c.providers[dotted(pair.Key)] = dotted(pair.Value)
		}
	}
	m.calls[name] = c
}

// dotted writes a reference to a provider: aws, aws.prod, "aws.prod".
func dotted(e hcl.Expression) string {
	if key, ok := e.(*hclsyntax.ObjectConsKeyExpr); ok {
		e = key.Wrapped
	}
	if t, diags := hcl.AbsTraversalForExpr(e); !diags.HasErrors() {
		name := t.RootName()
		if len(t) > 1 {
			if a, ok := t[1].(hcl.TraverseAttr); ok {
				name += "." + a.Name
			}
		}
		return name
	}
	if v, diags := e.Value(nil); !diags.HasErrors() && v.Type() == cty.String && v.IsKnown() && !v.IsNull() {
		return v.AsString()
	}
	return ""
}

// finish orders what maps hold.
func (m *module) finish() {
	for _, r := range m.resources {
		m.order = append(m.order, r)
	}
	slices.SortFunc(m.order, func(a, b *resource) int {
		if c := a.at.compare(b.at); c != 0 {
			return c
		}
		return strings.Compare(a.address(), b.address())
	})
	for name := range m.calls {
		m.names = append(m.names, name)
	}
	slices.Sort(m.names)
	for _, x := range m.expressions() {
		if node, ok := x.Expression.(hclsyntax.Node); ok {
			_ = hclsyntax.VisitAll(node, m.notice)
		}
	}
}

// notice collects the attributes that are asked of something that no traversal
// names: of each item of a splat or a loop.
func (m *module) notice(n hclsyntax.Node) hcl.Diagnostics {
	var steps hcl.Traversal
	switch x := n.(type) {
	case *hclsyntax.RelativeTraversalExpr:
		steps = x.Traversal
	case *hclsyntax.ScopeTraversalExpr:
		if len(x.Traversal) > 1 && len(x.Traversal) < 4 {
			steps = x.Traversal[1:]
		}
	}
	for _, s := range steps {
		if a, ok := s.(hcl.TraverseAttr); ok && len(m.attrs) < 400 {
			m.attrs[a.Name] = true
		}
	}
	return nil
}

// expressions are all of the module, in no order that matters.
func (m *module) expressions() []*expr {
	var all []*expr
	for _, x := range m.locals {
		all = append(all, x)
	}
	for _, o := range m.outputs {
		if o.value != nil {
			all = append(all, o.value)
		}
	}
	for _, r := range m.resources {
		all = r.body.collect(all)
	}
	for _, c := range m.calls {
		all = c.body.collect(all)
	}
	for _, p := range m.providers {
		all = p.collect(all)
	}
	return all
}
