// SPDX-License-Identifier: Apache-2.0

package terraform

import (
	"path"

	"github.com/zclconf/go-cty/cty"
)

// rootOfState evaluates the root whose state has the settings that are wanted, in
// the context of the same name; nil where there is none, or several.
func (t *Tree) rootOfState(from *evaluation, typ string, want map[string]string) *evaluation {
	if len(want) == 0 {
		return nil
	}
	var found *evaluation
	for _, r := range t.roots {
		if r == from.root || r.mod.backend == nil || r.mod.backend.typ != typ {
			continue
		}
		for _, c := range r.contexts {
			if c.Name != from.context.Name && c.Name != "" && from.context.Name != "" && !sameTier(c.Name, from.context.Name) {
				continue
			}
			ev := t.evaluation(r, c, Options{})
			ev.states = from.states + 1
			if !ev.keeps(from, typ, want) {
				continue
			}
			if found != nil && (found.root != r || c.Name != from.context.Name) {
				return nil
			}
			found = ev
		}
	}
	return found
}

// keeps reports whether a root's state is where another looks for it.
func (ev *evaluation) keeps(from *evaluation, typ string, want map[string]string) bool {
	for _, key := range backendKeys[typ] {
		text, set := "", false
		if v := ev.setting(key); v != cty.NilVal {
			v, _ = v.Unmark()
			if !v.IsKnown() {
				return false
			}
			if !v.IsNull() && v.Type() == cty.String {
				text, set = v.AsString(), true
			}
		}
		wanted, asked := want[key]
		if asked != set && key != "namespace" && key != "key" && key != "prefix" {
			return false
		}
		if typ == "local" {
			text, wanted = path.Join(ev.root.mod.dir, text), path.Join(from.root.mod.dir, wanted)
		}
		if asked && text != wanted {
			return false
		}
	}
	return true
}

// foreign are a root's outputs for another root: what they name are not that
// one's resources.
func (m *instance) foreign() cty.Value {
	fields := map[string]cty.Value{}
	for _, name := range sortedKeys(m.mod.outputs) {
		v, pvm := m.output(name).value.UnmarkDeepWithPaths()
		for i := range pvm {
			kept := cty.ValueMarks{}
			for _, o := range origins(pvm[i].Marks) {
				if o.kind == missing {
					kept[&origin{kind: missing, text: "the state of " + m.mod.dir + ", where " + o.text + " decides", at: o.at}] = struct{}{}
				} else if o.kind != reference {
					kept[o] = struct{}{}
				}
			}
			pvm[i].Marks = kept
		}
		fields[name] = v.MarkWithPaths(pvm)
	}
	return cty.ObjectVal(fields)
}
