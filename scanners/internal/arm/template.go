// SPDX-License-Identifier: Apache-2.0

package arm

import (
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// IsTemplate reports whether a document is a deployment template, of whichever
// scope and version.
func IsTemplate(root *doc.Node) bool {
	return schema(root, "deploymentTemplate.json") && root.Has("resources")
}

// IsParameters reports whether a document is a parameter file.
func IsParameters(root *doc.Node) bool {
	return schema(root, "deploymentParameters.json") && root.Has("parameters")
}

func schema(root *doc.Node, name string) bool {
	s, ok := secret.Path(root.Get("$schema").Value())
	if !ok {
		word, isWord := secret.Word(root.Get("$schema").Value().Normal())
		s, ok = word, isWord
	}
	return ok && strings.Contains(strings.ToLower(s), strings.ToLower(name)[:len(name)-len(".json")])
}

// FromBicep reports whether a template was compiled from Bicep.
func FromBicep(root *doc.Node) bool {
	return root.Get("metadata", "_generator", "name").Text("bicep") != ""
}

// Read takes a JSON template apart.
// https://learn.microsoft.com/azure/azure-resource-manager/templates/syntax
func Read(file string, root *doc.Node) *Template {
	r := reader{file}
	t := &Template{File: file, Parameters: map[string]*Parameter{}, Variables: map[string]*Expr{}, Outputs: map[string]*Expr{}}
	for k, n := range root.Get("parameters").Entries() {
		p := &Parameter{At: r.key(k)}
		if d := n.Get("defaultValue"); d != nil {
			p.Default = r.expr(d)
		}
		t.Parameters[k.Name] = p
	}
	for k, n := range root.Get("variables").Entries() {
		t.Variables[k.Name] = r.expr(n)
	}
	for k, n := range root.Get("outputs").Entries() {
		if n.Has("value") {
			t.Outputs[k.Name] = r.expr(n.Get("value"))
		}
	}
	r.resources(t, root.Get("resources"), nil)
	return t
}

type reader struct{ file string }

func (r reader) key(k doc.Key) graph.Location {
	return graph.Location{File: r.file, Line: k.Line, Column: k.Column}
}

func (r reader) at(n *doc.Node) graph.Location { return declared.At(r.file, n).At }

// resources reads a list, or the map of a template with symbolic names.
func (r reader) resources(t *Template, list *doc.Node, within *Declaration) {
	for item := range list.Items() {
		r.resource(t, item, "", within)
	}
	for k, item := range list.Entries() {
		r.resource(t, item, k.Name, within)
	}
}

func (r reader) resource(t *Template, n *doc.Node, symbol string, within *Declaration) {
	typ := n.Get("type").Word()
	if n == nil || n.Kind != doc.Map || typ == "" {
		return
	}
	d := &Declaration{Symbol: symbol, Type: typ, At: r.at(n.Get("type")), Within: within, Body: r.expr(n)}
	if within != nil && !strings.Contains(typ, "/") {
		d.Type = within.Type + "/" + typ
	}
	d.Condition, d.Scope = r.optional(n.Get("condition")), r.optional(n.Get("scope"))
	d.Existing, _ = n.Get("existing").Bool()
	if c := n.Get("copy"); c != nil {
		d.Loop = &Expr{Kind: Each, At: r.at(c), Item: "", Count: c.Get("name").Word(), Args: []*Expr{{Kind: Call, Name: "range", At: r.at(c), Args: []*Expr{number("0"), r.expr(c.Get("count"))}}, d.Body}}
	}
	if strings.EqualFold(typ, "Microsoft.Resources/deployments") {
		properties := n.Get("properties")
		d.Given = r.given(properties.Get("parameters"))
		d.Shared = properties.Get("expressionEvaluationOptions", "scope").Text("inner") == ""
		d.Body = r.expr(n.Get("name"))
		if inner := properties.Get("template"); inner != nil && inner.Kind == doc.Map {
			d.Inline = Read(r.file, inner)
		}
		if link, ok := secret.Path(properties.Get("templateLink", "relativePath").Value()); ok {
			d.Module = link
		}
	}
	t.Resources = append(t.Resources, d)
	r.resources(t, n.Get("resources"), d)
}

// given is what a nested deployment is given: NAME: {value: X}.
func (r reader) given(n *doc.Node) *Expr {
	o := &Expr{Kind: Object, At: r.at(n)}
	for k, p := range n.Entries() {
		if v := p.Get("value"); v != nil {
			o.Fields = append(o.Fields, Field{Name: k.Name, Value: r.expr(v)})
		}
	}
	return o
}

func number(digits string) *Expr { return &Expr{Kind: Literal, Value: secret.New(digits)} }

func (r reader) optional(n *doc.Node) *Expr {
	if n == nil {
		return nil
	}
	return r.expr(n)
}

// expr is a node as an expression. Nested resources are no part of a body; a
// `copy` inside of an object is a loop for each of its properties.
func (r reader) expr(n *doc.Node) *Expr {
	if n == nil {
		return &Expr{Kind: Null}
	}
	at := r.at(n)
	switch n.Kind {
	case doc.Scalar:
		return text(n.Value(), at)
	case doc.List:
		e := &Expr{Kind: List, At: at}
		for item := range n.Items() {
			e.Args = append(e.Args, r.expr(item))
		}
		return e
	case doc.Map:
		e := &Expr{Kind: Object, At: at}
		for k, v := range n.Entries() {
			switch {
			case k.Name == "resources", k.Name == "template":
			case k.Name == "copy" && v.Kind == doc.List:
				e.Fields = append(e.Fields, r.copies(v)...)
			default:
				e.Fields = append(e.Fields, Field{Name: k.Name, Value: r.expr(v)})
			}
		}
		return e
	}
	return &Expr{Kind: Null, At: at}
}

func (r reader) copies(list *doc.Node) []Field {
	var fields []Field
	for c := range list.Items() {
		name := c.Get("name").Word()
		if name == "" {
			continue
		}
		counted := &Expr{Kind: Call, Name: "range", At: r.at(c), Args: []*Expr{number("0"), r.expr(c.Get("count"))}}
		fields = append(fields, Field{Name: name, Value: &Expr{Kind: Each, At: r.at(c), Count: name, Args: []*Expr{counted, r.expr(c.Get("input"))}}})
	}
	return fields
}

// Given are the values of a parameter file: what stands in a key vault is
// unknown.
func Given(file string, root *doc.Node) map[string]declared.Value {
	given := map[string]declared.Value{}
	for k, n := range root.Get("parameters").Entries() {
		switch {
		case n.Has("value"):
			given[k.Name] = declared.OfNode(file, n.Get("value"), nil)
		case n.Has("reference"):
			given[k.Name] = declared.Undecided("a secret of a key vault", declared.At(file, n))
		}
	}
	return given
}
