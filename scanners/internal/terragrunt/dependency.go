// SPDX-License-Identifier: Apache-2.0

package terragrunt

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/internal/terraform"
)

// A dependency is a block of that type: another unit, whose outputs are used.
// https://terragrunt.gruntwork.io/docs/reference/hcl/blocks#dependency
type dependency struct {
	name    string
	at      graph.Location
	outputs map[string]cty.Value // of a unit of this tree
	mocks   cty.Value            // NilVal for none
}

// dependencyOf is the block of a name, the file's own or an included file's.
func (f *frame) dependencyOf(name string) *dependency {
	if d := f.deps[name]; d != nil {
		return d
	}
	d := &dependency{name: name, at: placeOf(f.cfg.body.SrcRange), mocks: cty.NilVal}
	f.deps[name] = d // first, so that a circle ends
	layers := []*frame{f}
	if f.includer != nil {
		layers = append(layers, f.includer.included()...)
		layers = append(layers, f.includer)
	} else {
		layers = append(f.included(), f)
	}
	for _, l := range layers {
		for _, b := range l.cfg.blocks["dependency"] {
			if label(b) != name {
				continue
			}
			d.at = placeOf(b.DefRange())
			if v := l.attr(b.Body.Attributes["mock_outputs"]); v != cty.NilVal {
				d.mocks = supposed(v, "a mock of dependency."+name, d.at, 0)
			}
			skip, _ := truth(l.attr(b.Body.Attributes["skip_outputs"]))
			if on, ok := truth(l.attr(b.Body.Attributes["enabled"])); skip || ok && !on {
				continue
			}
			if dir, ok := l.folder(l.attr(b.Body.Attributes["config_path"])); ok {
				if u := l.t.byDir[dir]; u != nil && u != f.unit {
					d.outputs = u.outputs()
				}
			}
		}
	}
	return d
}

// output is one output: the unit's own, else a mock, else unknown.
func (d *dependency) output(name string) cty.Value {
	v, ok := d.outputs[name]
	if ok && v.IsKnown() {
		return v
	}
	if d.mocks != cty.NilVal {
		bare, _ := d.mocks.Unmark()
		if bare.IsKnown() && !bare.IsNull() && bare.Type().IsObjectType() && bare.Type().HasAttribute(name) {
			return bare.GetAttr(name)
		}
	}
	if ok {
		return v
	}
	return terraform.Missing("dependency."+d.name+".outputs."+name, d.at)
}

// object is all of it; more names are asked for.
func (d *dependency) object(more []string) cty.Value {
	fields := map[string]cty.Value{}
	for name := range d.outputs {
		fields[name] = d.output(name)
	}
	for _, name := range more {
		fields[name] = d.output(name)
	}
	if len(fields) == 0 {
		if d.mocks != cty.NilVal {
			return cty.ObjectVal(map[string]cty.Value{"outputs": d.mocks})
		}
		return cty.ObjectVal(map[string]cty.Value{"outputs": terraform.Missing("dependency."+d.name+".outputs", d.at)})
	}
	return cty.ObjectVal(map[string]cty.Value{"outputs": cty.ObjectVal(fields)})
}

func (f *frame) gatherDependency(steps []string, g gathered, at hcl.Range) {
	switch {
	case len(steps) == 0:
		g.put(terraform.Missing("all dependencies at once", placeOf(at)), "dependency")
	case len(steps) >= 3 && steps[1] == "outputs":
		g.put(f.dependencyOf(steps[0]).output(steps[2]), "dependency", steps[0], "outputs", steps[2])
	default:
		g.put(f.dependencyOf(steps[0]).object(nil), "dependency", steps[0])
	}
}

// supposed makes of a mock what may be believed of it: its shape, and as guesses
// its numbers and booleans. A text names nothing that there is.
func supposed(v cty.Value, says string, at graph.Location, depth int) cty.Value {
	v, _ = v.Unmark()
	switch {
	case !v.IsKnown() || depth > 20:
		return terraform.Missing(says, at)
	case v.IsNull():
		return v
	case v.Type() == cty.String:
		return terraform.Missing(says, at)
	case v.Type().IsPrimitiveType():
		return terraform.Supposed(v, says, at)
	case v.Type().IsObjectType() || v.Type().IsMapType():
		fields := map[string]cty.Value{}
		for it := v.ElementIterator(); it.Next(); {
			k, e := it.Element()
			fields[k.AsString()] = supposed(e, says, at, depth+1)
		}
		return cty.ObjectVal(fields)
	case v.CanIterateElements():
		var items []cty.Value
		for it := v.ElementIterator(); it.Next(); {
			_, e := it.Element()
			items = append(items, supposed(e, says, at, depth+1))
		}
		return cty.TupleVal(items)
	}
	return terraform.Missing(says, at)
}
