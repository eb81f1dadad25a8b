// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

// This file is what a deed's words mean. Where several things bear a name, all
// are meant: whoever asks cannot know better, and the one that is production's
// must not be left out.

// meant finds all that may be meant; why says what was named and is not known.
func (d Deed) meant(g *graph.Graph) (all []*graph.Node, why string) {
	add := func(found []*graph.Node, missing string) {
		if len(found) == 0 && why == "" {
			why = missing
		}
		for _, n := range found {
			if !slices.Contains(all, n) {
				all = append(all, n)
			}
		}
	}
	for _, key := range d.Stores {
		add(byKey(g, key), "no file here names the database "+shownStore(key))
	}
	for _, key := range d.Servers {
		add(byKey(g, key), "no file here names the server "+shownStore(key))
	}
	for _, v := range d.Variables {
		add(openedBy(g, v), "nothing here says what the variable "+v+" opens")
	}
	for _, c := range d.Inside {
		add(d.keptBy(g, c), "no file here says what data the container "+c+" keeps")
	}
	for _, name := range d.Names {
		add(d.named(g, name))
	}
	named := len(d.Stores)+len(d.Servers)+len(d.Variables)+len(d.Names)+len(d.Inside) > 0
	if d.All != "" && !named && d.Unknown == "" {
		add(d.everything(g), "nothing that it would destroy is known: no store is declared "+d.place())
	}
	if len(all) == 0 && why == "" {
		why = "what it names is not read"
	}
	return all, why
}

func shownStore(key string) string {
	if _, after, ok := strings.Cut(key, "://"); ok {
		return after
	}
	return key
}

func byKey(g *graph.Graph, key string) (found []*graph.Node) {
	for k, n := range g.Keys(graph.Store) {
		if k == key && !slices.Contains(found, n) {
			found = append(found, n)
		}
	}
	return found
}

// keptBy is what a container of that name mounts: it bears its service's name, or
// one made of the project's, the service's and a number; a pod's begins with that
// of what made it.
// https://docs.docker.com/compose/how-tos/project-name/
func (d Deed) keptBy(g *graph.Graph, container string) (found []*graph.Node) {
	for h := range g.Nodes(graph.Holder) {
		if !slices.ContainsFunc(h.Names, func(s string) bool { return runs(h.Type, s, container) }) {
			continue
		}
		for l := range h.Out(graph.Mounts) {
			if !slices.Contains(found, l.To) && d.inPlace(g, l.To) {
				found = append(found, l.To)
			}
		}
	}
	return found
}

// runs reports whether a container is one of a service or workload of that name.
func runs(typ, name, container string) bool {
	switch typ {
	case "service":
		return container == name || numbered(container, name)
	case "pod", "statefulset", "deployment", "daemonset", "replicaset":
		return container == name || strings.HasPrefix(container, name+"-")
	}
	return false
}

// numbered reports whether a container is shop-db-1 or shop_db_1 of the service db.
func numbered(container, service string) bool {
	name := strings.TrimRight(container, "0123456789")
	return name != container && (strings.HasSuffix(name, "-"+service+"-") || strings.HasSuffix(name, "_"+service+"_"))
}

// openedBy is what is opened by whatever bears a variable's name.
func openedBy(g *graph.Graph, name string) (found []*graph.Node) {
	opens := func(n *graph.Node) {
		for l := range n.Out(graph.Opens) {
			if !slices.Contains(found, l.To) {
				found = append(found, l.To)
			}
		}
	}
	for _, kind := range []graph.Kind{graph.Credential, graph.Slot} {
		for n := range g.Nodes(kind) {
			if !slices.Contains(n.Names, name) {
				continue
			}
			opens(n)
			for l := range n.Out(graph.Holds) {
				opens(l.To)
			}
		}
	}
	return found
}

// named finds things by an id, the beginning of one, or a name.
func (d Deed) named(g *graph.Graph, name string) (found []*graph.Node, missing string) {
	var elsewhere []*graph.Node
	for _, kind := range []graph.Kind{graph.Store, graph.Scope, graph.Backup} {
		for key, n := range g.Keys(kind) {
			if !d.typed(n) || !bears(n, key, name) || slices.Contains(found, n) {
				continue
			}
			if !d.inPlace(g, n) {
				elsewhere = append(elsewhere, n)
				continue
			}
			found = append(found, n)
		}
	}
	if exact := slices.DeleteFunc(slices.Clone(found), func(n *graph.Node) bool { return !slices.Contains(n.Names, name) && !keyed(g, n, name) }); len(exact) > 0 {
		found = exact
	}
	missing = d.kind() + " " + name + " is not known here"
	if len(elsewhere) > 0 {
		missing += " in that place; " + storeTitle(elsewhere[0]) + " lies elsewhere"
	}
	return found, missing
}

func (d Deed) kind() string {
	if len(d.Types) == 0 {
		return "what is called"
	}
	return "the " + strings.ReplaceAll(d.Types[0], "_", " ")
}

func (d Deed) typed(n *graph.Node) bool {
	return len(d.Types) == 0 && n.Kind != graph.Scope || slices.Contains(d.Types, n.Type)
}

// shortest is how many letters of an id are enough where a program takes its
// beginning.
const shortest = 6

// bears reports whether a thing has the name, or an id that it is or begins.
func bears(n *graph.Node, key, name string) bool {
	id := key[strings.LastIndexByte(key, '/')+1:]
	if strings.EqualFold(id, name) || strings.HasSuffix(key, "/"+name) || slices.ContainsFunc(n.Names, func(s string) bool { return strings.EqualFold(s, name) }) {
		return true
	}
	return len(name) >= shortest && len(id) > len(name) && strings.HasPrefix(strings.ToLower(id), strings.ToLower(name)) && isID(id)
}

// isID reports whether a key is an id that a machine made, and not a word.
func isID(id string) bool {
	return strings.ContainsAny(id, "0123456789") && len(id) >= 12
}

func keyed(g *graph.Graph, n *graph.Node, name string) bool {
	for key, m := range g.Keys(n.Kind) {
		if m == n && (strings.EqualFold(key[strings.LastIndexByte(key, '/')+1:], name) || strings.HasSuffix(key, "/"+name)) {
			return true
		}
	}
	return false
}
