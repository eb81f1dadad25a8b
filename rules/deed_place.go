// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"path"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

// scopesOf are the types of scopes that a word of a line names.
var scopesOf = map[string][]string{
	"namespace": {"kubernetes_namespace"},
	"project":   {"_project", "_app", "_site"},
	"app":       {"_app"},
}

// inPlace reports whether a thing may lie in the project, app or namespace that
// the line names: it does, or nobody says where it lies. An id of a project that
// no file has tells nothing.
func (d Deed) inPlace(g *graph.Graph, n *graph.Node) bool {
	for what, types := range scopesOf {
		names := d.Within[what]
		if len(names) == 0 || slices.Contains(names, "") {
			continue
		}
		of := func(s *graph.Node) bool {
			return slices.ContainsFunc(types, func(t string) bool { return strings.HasSuffix(s.Type, t) })
		}
		known := map[*graph.Node]bool{}
		for key, s := range g.Keys(graph.Scope) {
			if of(s) && slices.ContainsFunc(names, func(name string) bool { return bears(s, key, name) }) {
				known[s] = true
			}
		}
		if len(known) == 0 && !slices.ContainsFunc(names, func(name string) bool { return !isID(name) }) {
			continue
		}
		around, in := false, false
		for s := range containers(n) {
			around, in = around || of(s), in || known[s]
		}
		if around && !in {
			return false
		}
	}
	return true
}

// containers yields the scopes in which a thing lies.
func containers(n *graph.Node) func(func(*graph.Node) bool) {
	return func(yield func(*graph.Node) bool) {
		seen := map[*graph.Node]bool{n: true}
		queue := []*graph.Node{n}
		for i := 0; i < len(queue) && i < 1000; i++ {
			for l := range queue[i].In(graph.Contains) {
				if seen[l.From] {
					continue
				}
				seen[l.From] = true
				if !yield(l.From) {
					return
				}
				queue = append(queue, l.From)
			}
		}
	}
}

// everything is what a deed without a name destroys: what is declared in its
// folders or files, or lies in its namespace, project or app.
func (d Deed) everything(g *graph.Graph) (found []*graph.Node) {
	for n := range g.Nodes(graph.Store) {
		if (len(d.Types) == 0 || slices.Contains(d.Types, n.Type)) && d.covers(n) {
			found = append(found, n)
		}
	}
	return found
}

func (d Deed) covers(n *graph.Node) bool {
	switch d.All {
	case "folder":
		return slices.ContainsFunc(d.Folders, func(f string) bool { return d.declaredIn(n, f) })
	case "file":
		return slices.ContainsFunc(n.At, func(e graph.Evidence) bool {
			return slices.ContainsFunc(d.Files, func(f string) bool { return under(e.At.File, f) })
		})
	}
	names := d.Within[d.All]
	for s := range containers(n) {
		if slices.ContainsFunc(names, func(name string) bool { return name != "" && bears(s, s.Public(), name) }) {
			return true
		}
	}
	return false
}

// declaredIn reports whether a thing is declared by what a folder holds: a file
// in it, or a module that a configuration of it calls.
func (d Deed) declaredIn(n *graph.Node, folder string) bool {
	if folder == "" {
		return false
	}
	counts := func(file string) bool {
		return len(d.Declares) == 0 || slices.ContainsFunc(d.Declares, func(end string) bool { return strings.HasSuffix(file, end) })
	}
	for l := range n.Out(graph.Within) {
		for h := range within(l.To) {
			if f := h.First().File; f != "" && counts(f) && (path.Dir(f) == folder || folder == "." && !strings.Contains(f, "/")) {
				return true
			}
			if h.Name == folder {
				return true
			}
		}
	}
	return false
}

// place words where a deed without a name would destroy.
func (d Deed) place() string {
	switch {
	case d.All == "folder" && len(d.Folders) == 1:
		return "in the folder " + d.Folders[0]
	case len(d.Within[d.All]) == 1:
		return "in the " + d.All + " " + d.Within[d.All][0]
	case d.All == "file" && len(d.Files) > 0:
		return "in " + strings.Join(d.Files, ", ")
	}
	return "there"
}
