// SPDX-License-Identifier: Apache-2.0

package custom

import (
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

// An end says which things a way may begin or end with.
type end struct {
	label string
	kinds []graph.Kind // none for any
	types []string     // and what begins with one and an underscore; none for any
	names []string     // `*` stands for any text; none for any
	where *expression  // nil for none
}

// fits reports whether a node is of the kinds, types and names. It asks no guard.
func (e end) fits(n *graph.Node) bool {
	return (len(e.kinds) == 0 || slices.Contains(e.kinds, n.Kind)) &&
		(len(e.types) == 0 || slices.ContainsFunc(e.types, n.IsType)) &&
		(len(e.names) == 0 || slices.ContainsFunc(n.Names, e.named) || e.named(n.Name))
}

func (e end) named(name string) bool {
	return slices.ContainsFunc(e.names, func(glob string) bool { return covers(glob, name) })
}

// covers reports whether a glob covers a whole name, in time linear in both for
// each star.
func covers(glob, name string) bool {
	parts := strings.Split(glob, "*")
	if len(parts) == 1 {
		return glob == name
	}
	last := parts[len(parts)-1]
	if !strings.HasPrefix(name, parts[0]) || len(name) < len(parts[0])+len(last) || !strings.HasSuffix(name, last) {
		return false
	}
	name = name[len(parts[0]) : len(name)-len(last)]
	for _, p := range parts[1 : len(parts)-1] {
		i := strings.Index(name, p)
		if i < 0 {
			return false
		}
		name = name[i+len(p):]
	}
	return true
}
