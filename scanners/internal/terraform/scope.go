// SPDX-License-Identifier: Apache-2.0

package terraform

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

// A scope is what a repetition adds to a module's names. The nil scope adds
// nothing.
type scope struct {
	index, key, value cty.Value            // count.index, each.key, each.value; NilVal for none
	iterators         map[string]cty.Value // of dynamic blocks
}

// with is the scope inside a dynamic block.
func (s *scope) with(name string, v cty.Value) *scope {
	inner := &scope{iterators: map[string]cty.Value{name: v}}
	if s != nil {
		inner.index, inner.key, inner.value = s.index, s.key, s.value
		for k, old := range s.iterators {
			if k != name {
				inner.iterators[k] = old
			}
		}
	}
	return inner
}

// context gathers what an expression refers to, and how much that is.
func (m *instance) context(x *expr, s *scope) (*hcl.EvalContext, size) {
	c := &hcl.EvalContext{Functions: m.ev.functions}
	if len(x.refs) == 0 {
		return c, size{}
	}
	g := gathered{flat: map[string]map[string]cty.Value{}, nested: map[string]map[string]map[string]cty.Value{}}
	vars := map[string]cty.Value{}
	for i, r := range x.refs {
		if s != nil {
			if v, ok := s.iterators[r.iterator()]; ok {
				vars[r.iterator()] = v
				continue
			}
		}
		switch r.root {
		case "var", "local":
			k := m.variable
			if r.root == "local" {
				k = m.local
			}
			v := k(r.name)
			g.size = g.size.plus(v.size)
			g.put(r.root, r.name, v.value)
		case "module":
			g.put(r.root, r.name, m.moduleValue(r.name, x.wanted(i)))
		case "resource":
			g.putTyped("", r.typ, r.name, m.resourceValue(r, x.wanted(i)))
		case "data", "ephemeral":
			g.putTyped(r.root, r.typ, r.name, m.resourceValue(r, x.wanted(i)))
		case "path":
			vars["path"] = m.paths()
		case "terraform":
			vars["terraform"] = m.terraform()
		case "each", "count", "self":
			vars[r.root] = s.object(r.root, x.at)
		}
	}
	g.fill(vars)
	c.Variables = vars
	return c, g.size
}

// iterator is the name under which a dynamic block's iterator would be meant.
func (r ref) iterator() string {
	if r.root == "resource" {
		return r.typ
	}
	return r.root
}

// wanted are all attributes that an expression asks of what its i-th reference
// names; nil for all.
func (x *expr) wanted(i int) []string {
	var list []string
	for _, r := range x.refs {
		if r.root == x.refs[i].root && r.typ == x.refs[i].typ && r.name == x.refs[i].name {
			if r.whole {
				return nil
			}
			list = append(list, r.attr)
		}
	}
	return list
}

type gathered struct {
	flat   map[string]map[string]cty.Value
	nested map[string]map[string]map[string]cty.Value // "" or data: type: name
	size   size
}

func (g *gathered) put(root, name string, v cty.Value) {
	if g.flat[root] == nil {
		g.flat[root] = map[string]cty.Value{}
	}
	g.flat[root][name] = v
}

func (g *gathered) putTyped(root, typ, name string, v cty.Value) {
	if g.nested[root] == nil {
		g.nested[root] = map[string]map[string]cty.Value{}
	}
	if g.nested[root][typ] == nil {
		g.nested[root][typ] = map[string]cty.Value{}
	}
	g.nested[root][typ][name] = v
}

func (g *gathered) fill(vars map[string]cty.Value) {
	for root, fields := range g.flat {
		vars[root] = cty.ObjectVal(fields)
	}
	for root, types := range g.nested {
		objects := map[string]cty.Value{}
		for typ, fields := range types {
			objects[typ] = cty.ObjectVal(fields)
		}
		if root != "" {
			vars[root] = cty.ObjectVal(objects)
			continue
		}
		for typ, o := range objects {
			vars[typ] = o
		}
	}
}

// object is each, count or self in a scope; without one, unknown.
func (s *scope) object(root string, at place) cty.Value {
	switch {
	case s != nil && root == "each" && s.key != cty.NilVal:
		return cty.ObjectVal(map[string]cty.Value{"key": s.key, "value": s.value})
	case s != nil && root == "count" && s.index != cty.NilVal:
		return cty.ObjectVal(map[string]cty.Value{"index": s.index})
	}
	return unknown(cty.DynamicPseudoType, root, at)
}

// terraform is the object of that name.
func (m *instance) terraform() cty.Value {
	w := m.ev.context.workspaceValue()
	return cty.ObjectVal(map[string]cty.Value{"workspace": w, "env": w, "applying": cty.UnknownVal(cty.Bool)})
}
