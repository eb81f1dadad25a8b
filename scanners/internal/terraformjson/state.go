// SPDX-License-Identifier: Apache-2.0

package terraformjson

import (
	"strconv"

	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// state reads a state file of version 4.
func (r *reader) state() {
	r.out.Lineage, _ = secret.UUID(r.root.Get("lineage").Value())
	r.out.Serial, _ = secret.Number(r.root.Get("serial").Value())
	r.outputs(r.root.Get("outputs"))
	for res := range r.root.Get("resources").Items() {
		typ, name := res.Get("type").Word(), res.Get("name").Word()
		if typ == "" || name == "" {
			continue
		}
		address := typ + "." + name
		if m, ok := secret.Address(res.Get("module").Value()); ok {
			address = m + "." + address
		}
		managed := res.Get("mode").Text("data") == ""
		nth := 0
		for one := range res.Get("instances").Items() {
			r.instance(typ, address+index(one.Get("index_key"), nth), managed, one)
			nth++
		}
	}
}

func (r *reader) instance(typ, address string, managed bool, one *doc.Node) {
	if one.Has("deposed") {
		address += " (deposed)" // replaced, and not destroyed yet
	}
	attributes := one.Get("attributes")
	if managed {
		res := r.add(typ, address, one, r.value(attributes, nil))
		for d := range one.Get("dependencies").Items() {
			if on, ok := secret.Address(d.Value()); ok {
				r.depends[res] = append(r.depends[res], on)
			}
		}
	}
	r.secrets(typ, address, attributes, markedPaths(one.Get("sensitive_attributes")))
}

// index is an instance's key as Terraform writes it in addresses. A key that is
// no name is told apart by its turn, the nth.
func index(key *doc.Node, nth int) string {
	if key == nil || key.Kind != doc.Scalar {
		return ""
	}
	if n, ok := secret.Number(key.Value()); ok && !key.Quoted() {
		return "[" + strconv.Itoa(n) + "]"
	}
	if w := key.Word(); w != "" {
		return `["` + w + `"]`
	}
	return "[#" + strconv.Itoa(nth) + "]"
}

// module reads the "values" form of a module and of those in it.
func (r *reader) module(m *doc.Node, depth int) {
	for res := range m.Get("resources").Items() {
		typ := res.Get("type").Word()
		address, ok := secret.Address(res.Get("address").Value())
		if typ == "" || !ok {
			continue
		}
		if res.Get("mode").Text("data") == "" {
			added := r.add(typ, address, res, r.value(res.Get("values"), nil))
			for d := range res.Get("depends_on").Items() {
				if on, ok := secret.Address(d.Value()); ok {
					r.depends[added] = append(r.depends[added], on)
				}
			}
		}
		r.secrets(typ, address, res.Get("values"), markedShape(res.Get("sensitive_values")))
	}
	for child := range m.Get("child_modules").Items() {
		if depth < maxModules {
			r.module(child, depth+1)
		}
	}
}

// maxModules is how deep modules are followed; Terraform's own users stay
// below ten.
const maxModules = 64
