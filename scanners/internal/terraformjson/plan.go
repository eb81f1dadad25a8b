// SPDX-License-Identifier: Apache-2.0

package terraformjson

import (
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// plan reads a plan: what there is once it is applied, and what it ends.
func (r *reader) plan() {
	r.out.Plan = true
	r.out.Inputs = map[string]declared.Value{}
	for name, v := range r.root.Get("variables").Entries() {
		if value := v.Get("value"); value != nil {
			r.out.Inputs[name.Name] = r.value(value, nil)
			r.secret("", "var."+name.Name, name.Name, value, mark{})
		}
	}
	r.outputs(r.root.Get("planned_values", "outputs"))
	if !r.root.Has("resource_changes") {
		r.module(r.root.Get("planned_values", "root_module"), 0)
		return
	}
	for change := range r.root.Get("resource_changes").Items() {
		r.change(change)
	}
	for res := range prior(r.root.Get("prior_state", "values", "root_module"), 0) {
		if res.Get("mode").Text("data") != "" { // what it read on the way: a secret's version, a parameter
			r.secrets(res.Get("type").Word(), "data."+res.Get("name").Word(), res.Get("values"), markedShape(res.Get("sensitive_values")))
		}
	}
	r.configuration(r.root.Get("configuration", "root_module"), "", 0)
}

// change reads one resource of the plan. What is deleted exists until the plan is
// applied, and is declared with the values that it has.
func (r *reader) change(c *doc.Node) {
	typ := c.Get("type").Word()
	address, ok := secret.Address(c.Get("address").Value())
	if typ == "" || !ok || c.Get("mode").Text("data") != "" {
		return
	}
	var actions []string
	for a := range c.Get("change", "actions").Items() {
		actions = append(actions, a.Text("no-op", "create", "read", "update", "delete", "forget"))
	}
	ends := slices.Contains(actions, "delete")
	replaced := ends && slices.Contains(actions, "create")
	if ends {
		r.out.Ends = append(r.out.Ends, End{Address: address, Type: typ, Replace: replaced, At: r.at(c)})
	}
	body, unknown, marks := c.Get("change", "after"), c.Get("change", "after_unknown"), c.Get("change", "after_sensitive")
	if body == nil || body.Kind == doc.Null {
		body, unknown, marks = c.Get("change", "before"), nil, c.Get("change", "before_sensitive")
	}
	r.add(typ, address, c, r.value(body, unknown))
	r.secrets(typ, address, body, markedShape(marks))
}

// prior yields the resources of a state's values form.
func prior(m *doc.Node, depth int) func(yield func(*doc.Node) bool) {
	return func(yield func(*doc.Node) bool) { priorIn(m, depth, yield) }
}

func priorIn(m *doc.Node, depth int, yield func(*doc.Node) bool) bool {
	for res := range m.Get("resources").Items() {
		if !yield(res) {
			return false
		}
	}
	for child := range m.Get("child_modules").Items() {
		if depth < maxModules && !priorIn(child, depth+1, yield) {
			return false
		}
	}
	return true
}

// configuration draws from the plan's copy of the configuration which resource
// an attribute refers to, where the value is not known yet.
func (r *reader) configuration(m *doc.Node, module string, depth int) {
	if depth > maxModules || m == nil {
		return
	}
	byOrigin := map[string][]*declared.Resource{}
	for _, res := range r.out.Resources {
		byOrigin[res.Origin] = append(byOrigin[res.Origin], res)
	}
	r.configured(m, module, byOrigin, depth)
}

func (r *reader) configured(m *doc.Node, module string, byOrigin map[string][]*declared.Resource, depth int) {
	for res := range m.Get("resources").Items() {
		own, ok := secret.Address(res.Get("address").Value())
		if !ok {
			continue
		}
		for _, declaredAt := range byOrigin[module+own] {
			declaredAt.Body = overlay(declaredAt.Body, res.Get("expressions"), module, byOrigin)
		}
	}
	for name, call := range m.Get("module_calls").Entries() {
		if depth < maxModules {
			r.configured(call.Get("module"), module+"module."+name.Name+".", byOrigin, depth+1)
		}
	}
}

// overlay adds the references of an expression to the value that it gave.
func overlay(v declared.Value, e *doc.Node, module string, byOrigin map[string][]*declared.Resource) declared.Value {
	switch {
	case e == nil:
	case e.Has("references"):
		for ref := range e.Get("references").Items() {
			if to, ok := secret.Address(ref.Value()); ok {
				v.Refs = append(v.Refs, instances(module+to, byOrigin)...)
			}
		}
	case e.Kind == doc.List && v.IsList():
		list := items(e)
		for i := range v.Items {
			v.Items[i] = overlay(v.Items[i], nth(list, i), module, byOrigin)
		}
	case e.Kind == doc.Map && v.IsMap():
		for key, x := range e.Entries() {
			if f, ok := v.Fields[key.Name]; ok {
				v.Fields[key.Name] = overlay(f, x, module, byOrigin)
			}
		}
	}
	return v
}

// instances are the addresses of the resource that a reference leads to:
// aws_ebs_volume.data.id is aws_ebs_volume.data. Terraform lists each prefix of a
// reference as well, and so a resource is found once it stands there alone.
func instances(ref string, byOrigin map[string][]*declared.Resource) (found []string) {
	for _, res := range byOrigin[withoutIndexes(strings.TrimSuffix(ref, "."))] {
		found = append(found, res.Address)
	}
	return found
}
