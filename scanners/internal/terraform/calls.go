// SPDX-License-Identifier: Apache-2.0

package terraform

import (
	"path"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/stagedoor/stagedoor/graph"
)

// Children are the instances of a module's call. Where its source is not here,
// there are none and away says so.
type children struct {
	ex        *expansion
	instances []*instance
	away      string
}

func (m *instance) childrenOf(name string) *children {
	if ch := m.children[name]; ch != nil {
		return ch
	}
	c := m.mod.calls[name]
	ch := &children{away: "module." + name + ", which refers to itself"}
	m.children[name] = ch
	ch.ex = m.expand("module."+name, c.count, c.forEach)
	key := strings.TrimPrefix(m.key+"."+name, ".")
	mod, remote := m.source(c, key)
	ch.away = ""
	switch {
	case mod == nil:
		ch.away = "module." + name + ", whose source is not here"
		return ch
	case m.level >= maxModules || m.within(mod):
		m.ev.gap(c.at, graph.TooLarge, "a module calls itself, or modules lie in each other deeper than is followed")
		ch.away = "module." + name + ", which calls itself"
		return ch
	}
	for _, r := range ch.ex.repeats {
		if m.ev.calls++; m.ev.calls > maxCalls {
			m.ev.gap(c.at, graph.TooLarge, "modules are called more often than is followed")
			break
		}
		in := m.ev.instance(mod)
		in.parent, in.call, in.scope, in.key, in.level = m, c, r.scope, key, m.level+1
		in.prefix = m.prefix + "module." + name + r.suffix + "."
		in.at = append(graph.Chain{c.at.evidence()}, m.at...)
		in.maybe, in.remote = m.maybe, m.remote || remote
		if ch.ex.kind == undecided {
			in.maybe = ch.ex.hangs
		}
		ch.instances = append(ch.instances, in)
	}
	return ch
}

func (m *instance) within(mod *module) bool {
	for in := m; in != nil; in = in.parent {
		if in.mod == mod {
			return true
		}
	}
	return false
}

// source finds a call's module: a folder of the tree, or what terraform init
// installed for the root.
func (m *instance) source(c *call, key string) (mod *module, remote bool) {
	if dir, ok := localSource(m.mod.dir, c.source); ok {
		return m.ev.tree.modules[dir], false
	}
	if dir, ok := m.ev.tree.remote[m.ev.root.mod.dir][key]; ok {
		return m.ev.tree.modules[dir], true
	}
	return nil, true
}

// localSource is the folder that a source with a path names. One that leads out
// of the tree is none.
func localSource(dir, source string) (string, bool) {
	if !strings.HasPrefix(source, "./") && !strings.HasPrefix(source, "../") && source != "." && source != ".." {
		return "", false
	}
	d := path.Join(dir, source)
	return d, d != ".." && !strings.HasPrefix(d, "../")
}

// moduleValue is what a reference to a module yields: its outputs.
func (m *instance) moduleValue(name string, wanted []string) cty.Value {
	c := m.mod.calls[name]
	if c == nil {
		return unknown(cty.DynamicPseudoType, "module."+name+", which is not declared", place{})
	}
	ch := m.childrenOf(name)
	if ch.away != "" {
		v := unknown(cty.DynamicPseudoType, ch.away, c.at)
		for _, address := range m.builtAddresses(c) {
			v = v.Mark(&origin{kind: reference, text: address, at: c.at})
		}
		return v
	}
	list := make([]cty.Value, len(ch.instances))
	for i, in := range ch.instances {
		list[i] = in.outputsOf(wanted)
	}
	switch ch.ex.kind {
	case single:
		if len(list) == 1 {
			return list[0]
		}
	case keyed:
		fields := map[string]cty.Value{}
		for i := range list {
			fields[ch.ex.repeats[i].key] = list[i]
		}
		return cty.ObjectVal(fields)
	case undecided:
		v := unknown(cty.DynamicPseudoType, ch.ex.hangs, c.at)
		for _, o := range list {
			_, marks := o.UnmarkDeep()
			v = v.WithMarks(onlyReferences(marks))
		}
		return v
	}
	return cty.TupleVal(list)
}

func (m *instance) outputsOf(wanted []string) cty.Value {
	fields := map[string]cty.Value{}
	if wanted == nil {
		for name := range m.mod.outputs {
			fields[name] = m.output(name).value
		}
	}
	for _, name := range wanted {
		if m.mod.outputs[name] != nil {
			fields[name] = m.output(name).value
		} else {
			fields[name] = unknown(cty.DynamicPseudoType, m.prefix+name+", which is no output", place{})
		}
	}
	return cty.ObjectVal(fields)
}
