// SPDX-License-Identifier: Apache-2.0

package terraform

import (
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// Assigned are texts that one place of a file gives to names: a var-file as a
// whole, or one block.
type Assigned struct {
	File   string
	Values []AssignedValue
}

// An AssignedValue is a name and the text that it is given.
type AssignedValue struct {
	Name  string
	Value secret.Value
	At    graph.Location
}

// Secrets are all assignments of var-files, and what blocks set under a name
// that promises a secret: arguments of resources and providers, defaults of
// variables.
func (t *Tree) Secrets() (list []Assigned) {
	for _, v := range t.vars {
		a := Assigned{File: v.path}
		for _, x := range v.attrs {
			a.take(x.name, v.value[x.name], x.at, 0)
		}
		list = a.into(list)
	}
	for _, dir := range sortedKeys(t.modules) {
		m := t.modules[dir]
		if installed(dir) {
			continue
		}
		for _, name := range sortedKeys(m.variables) {
			if v := m.variables[name]; v.value != nil && promising.MatchString(name) {
				a := Assigned{File: v.value.at.file}
				a.text(name, v.value)
				list = a.into(list)
			}
		}
		for _, r := range m.order {
			list = fromBody(list, "", r.body)
		}
		for _, name := range m.names {
			list = fromBody(list, "", m.calls[name].body)
		}
		for _, name := range sortedKeys(m.providers) {
			kind, _, _ := strings.Cut(name, ".")
			list = fromBody(list, strings.ToUpper(kind)+"_", m.providers[name])
		}
	}
	return list
}

// promising are names under which a block may hold a secret. Other names are not
// looked at: a bucket's or a host's is no assignment in the sense of an env file.
var promising = lazily.Compile(`(?i)passw|secret|token|api_?key|private_?key|access_?key|credential|connection_?string|conn_str|auth_?key|_url$|_dsn$|_uri$|^dsn$`)

func fromBody(list []Assigned, prefix string, b *body) []Assigned {
	a := Assigned{}
	for _, x := range b.attrs {
		a.File = x.at.file
		if promising.MatchString(x.name) {
			a.text(prefix+x.name, x.value)
		}
		for _, inner := range literalPairs(x.value) {
			if promising.MatchString(inner.name) {
				a.text(inner.name, inner.value)
			}
		}
	}
	list = a.into(list)
	for _, k := range b.blocks {
		list = fromBody(list, prefix, k.body)
	}
	return list
}

func (a Assigned) into(list []Assigned) []Assigned {
	if len(a.Values) == 0 {
		return list
	}
	return append(list, a)
}

// text takes an expression that needs nothing.
func (a *Assigned) text(name string, x *expr) {
	if len(x.refs) > 0 {
		return
	}
	if s := constant(x.Expression); s != "" {
		a.Values = append(a.Values, AssignedValue{name, secret.New(s), x.at.evidence().At})
	}
}

// take goes through an assignment of a var-file, however deep.
func (a *Assigned) take(name string, v cty.Value, at place, depth int) {
	v, marks := v.Unmark()
	if !v.IsKnown() || v.IsNull() || depth > 6 || len(a.Values) > 2_000 {
		return
	}
	for _, o := range origins(marks) {
		if o.at.line != 0 {
			at = o.at
		}
	}
	switch ty := v.Type(); {
	case ty == cty.String:
		a.Values = append(a.Values, AssignedValue{name, secret.New(v.AsString()), at.evidence().At})
	case ty.IsObjectType() || ty.IsMapType():
		for it := v.ElementIterator(); it.Next(); {
			k, e := it.Element()
			a.take(k.AsString(), e, at, depth+1)
		}
	case ty.IsTupleType() || ty.IsListType():
		for it := v.ElementIterator(); it.Next(); {
			_, e := it.Element()
			if bare, _ := e.Unmark(); bare.Type() != cty.String {
				a.take(name, e, at, depth+1)
			}
		}
	}
}

// literalPairs are the entries of an object that is written out: environment =
// { DATABASE_URL = "..." }.
func literalPairs(x *expr) (list []attr) {
	if len(x.refs) > 0 && x.nodes > 400 {
		return nil
	}
	return jsonBody(x).attrs
}
