// SPDX-License-Identifier: Apache-2.0

package terraform

import (
	"path"

	"github.com/zclconf/go-cty/cty"
)

// A kept state is where one root keeps it in one context.
type kept struct {
	root     *Root
	context  *Context
	settings map[string]string
}

// keptStates finds, once, where every root keeps its state: by backend and by
// the setting that tells states of one bucket apart.
func (t *Tree) keptStates() map[string][]kept {
	t.onceStates.Do(func() {
		t.kept = map[string][]kept{}
		for _, r := range t.roots {
			if r.mod.backend == nil {
				continue
			}
			typ := r.mod.backend.typ
			for _, c := range r.contexts {
				ev := t.evaluation(r, c, Options{})
				ev.states = 3 // a backend that hangs on another state is not followed
				k := kept{r, c, map[string]string{}}
				for _, key := range backendKeys[typ] {
					if s, ok := ev.text(key); ok {
						k.settings[key] = s
					}
				}
				id := typ + " " + stateKey(typ, r.mod.dir, k.settings)
				t.kept[id] = append(t.kept[id], k)
			}
		}
	})
	return t.kept
}

// text is a setting of the backend, where it is a known text.
func (ev *evaluation) text(key string) (string, bool) {
	v := ev.setting(key)
	if v == cty.NilVal {
		return "", false
	}
	v, _ = v.Unmark()
	if !v.IsKnown() || v.IsNull() || v.Type() != cty.String {
		return "", false
	}
	return v.AsString(), true
}

// stateKey is what tells states in one place apart.
func stateKey(typ, dir string, settings map[string]string) string {
	if typ == "local" {
		return path.Join(dir, settings["path"])
	}
	return settings["key"] + settings["prefix"] + settings["path"]
}

// rootOfState is the evaluation of the root whose state has the settings that are
// wanted, in the context of the same name; nil where there is none, or several.
func (t *Tree) rootOfState(from *evaluation, typ string, want map[string]string) *evaluation {
	if len(want) == 0 {
		return nil
	}
	var found *kept
	list := t.keptStates()[typ+" "+stateKey(typ, from.root.mod.dir, want)]
	for i, k := range list {
		if k.root == from.root || !k.has(typ, want) || !alike(k.context.Name, from.context.Name) {
			continue
		}
		switch {
		case found == nil:
			found = &list[i]
		case found.root != k.root:
			return nil
		case k.context.Name == from.context.Name:
			found = &list[i]
		}
	}
	if found == nil {
		return nil
	}
	ev := t.evaluation(found.root, found.context, Options{})
	ev.states = from.states + 1
	return ev
}

// alike reports whether two contexts can be one environment.
func alike(a, b string) bool { return a == b || a == "" || b == "" || sameTier(a, b) }

// has reports whether nothing that is wanted is otherwise.
func (k kept) has(typ string, want map[string]string) bool {
	if typ == "local" {
		return true
	}
	for key, text := range want {
		if set, ok := k.settings[key]; ok && set != text {
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
