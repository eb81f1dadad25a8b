// SPDX-License-Identifier: Apache-2.0

package terraform

import (
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
)

// wellKnown is what the catalog knows of a call's module.
func wellKnown(source string) *catalog.Module {
	source = strings.TrimPrefix(source, "registry.terraform.io/")
	source = strings.TrimPrefix(source, "registry.opentofu.org/")
	return catalog.ModuleBySource(source)
}

// built are the resources of a well-known module whose source is not here, read
// from the inputs of its call: what is set, else the module's own default.
func (m *instance) built(c *call) (list []*declared.Resource) {
	known := wellKnown(c.source)
	if known == nil {
		return nil
	}
	ex := m.expand("module."+c.name, c.count, c.forEach)
	for _, r := range ex.repeats {
		for i := range known.Builds {
			if res := m.builtOne(c, known, &known.Builds[i], r); res != nil {
				if ex.kind == undecided {
					res.Maybe = ex.hangs
				}
				list = append(list, res)
			}
		}
	}
	return list
}

func (m *instance) builtOne(c *call, known *catalog.Module, b *catalog.Built, r repeat) *declared.Resource {
	left := maxDeclared
	doc := graph.Evidence{Basis: graph.Known, Says: "the module's own default"}
	if len(known.Sources) > 0 {
		doc.At.URL = known.Sources[0]
	}
	input := func(name string) declared.Value {
		top, rest, nested := strings.Cut(name, ".")
		if x := c.body.attr(top); x != nil {
			v := declare(m.literal(x, r.scope), nil, x.at, &left)
			if nested {
				v = v.Get(rest)
			}
			if v.State != declared.Null && v.State != declared.Absent {
				return v
			}
		}
		if text, ok := b.Defaults[name]; ok && text == "?" {
			return declared.Undecided("other inputs of the module", doc)
		} else if ok {
			return declared.Text(text, doc)
		}
		return declared.Value{}
	}
	res := &declared.Resource{
		Type: b.Type, Address: m.prefix + "module." + c.name + r.suffix + "." + b.Type + ".this", Maybe: m.maybe,
		Origin: m.mod.dir + " module." + c.name + "." + b.Type, At: append(graph.Chain{c.at.evidence()}, m.at...),
		Meta: map[string]declared.Value{},
	}
	if b.When != "" {
		switch is, ok := input(b.When).Tri(); {
		case ok && is == graph.No:
			return nil
		case ok && is == graph.Unknown:
			res.Maybe = input(b.When).Hangs
		}
	}
	body := declared.Map(map[string]declared.Value{}, c.at.evidence())
	for _, attr := range sortedKeys(b.Inputs) {
		if v := input(b.Inputs[attr]); v.State != declared.Absent {
			put(body, strings.Split(attr, "."), v)
		}
	}
	res.Body = body
	m.placeBuilt(c, res, &left)
	return res
}

// put sets what a path leads to.
func put(in declared.Value, path []string, v declared.Value) {
	for len(path) > 1 {
		next, ok := in.Fields[path[0]]
		if !ok || !next.IsMap() {
			next = declared.Map(map[string]declared.Value{}, in.Why...)
			in.Fields[path[0]] = next
		}
		in, path = next, path[1:]
	}
	in.Fields[path[0]] = v
}

func (m *instance) placeBuilt(c *call, res *declared.Resource, left *int) {
	name, _, _ := strings.Cut(res.Type, "_")
	if handed := c.providers[name]; handed != "" {
		name = handed
	}
	if p := m.provider(name); p != nil {
		res.Place = p.place(left)
	}
}

// builtAddresses are those of a call's well-known resources, for references to
// its outputs.
func (m *instance) builtAddresses(c *call) (list []string) {
	known := wellKnown(c.source)
	if known == nil {
		return nil
	}
	for _, r := range m.expand("module."+c.name, c.count, c.forEach).repeats {
		for _, b := range known.Builds {
			list = append(list, m.prefix+"module."+c.name+r.suffix+"."+b.Type+".this")
		}
	}
	return list
}
