// SPDX-License-Identifier: Apache-2.0

package main

import (
	"slices"
	"strconv"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/rules"
)

// place answers for a file, a line, a credential's name, an environment, a store.
func (q request) place(c *consequence) {
	g := c.answer.graph
	starts := withoutNames(locate(g, q.where))
	for _, n := range starts {
		t := effect{start: n}
		if n.Kind == graph.Store || n.Kind == graph.Scope || n.Kind == graph.Backup {
			t.deed = rules.Deed{Names: []string{n.Public()}, Power: graph.Delete}
			t.outcome = t.deed.Of(g, n)
			t.code, t.says = judged(t.outcome, q.in), t.outcome.Says(t.deed)
		} else {
			t.outcome = rules.Held(g, n)
			t.code, t.says = judged(t.outcome, q.in), rules.SaysHeld(n, t.outcome)
		}
		c.acts = append(c.acts, t)
	}
	if len(c.acts) == 0 {
		c.acts = append(c.acts, effect{code: exitPartial, says: "nothing of that name or at that place is known here; name a file, a file:line, a credential, an environment or a store that `stagedoor scan` shows"})
	}
}

// opens answers for a connection string: whoever has it can change what is in its
// database.
func (q request) opens(c *consequence) {
	d := rules.Deed{Rows: true, Power: graph.Read | graph.Write}
	connection, ok := secret.ParseConnection(q.connection)
	switch {
	case !ok:
		d.Unknown = "it is no connection string that is known"
	case connection.Store() != "":
		d.Stores = []string{connection.Store()}
	case connection.Server() != "":
		d.Servers = []string{connection.Server()}
	default:
		d.Unknown = "it names no server"
	}
	t := effect{deed: d, outcome: d.What(c.answer.graph)}
	t.code, t.says = judged(t.outcome, q.in), t.outcome.Says(d)
	c.acts = append(c.acts, t)
}

// locate finds what WHERE names: a place first, then a name. Of a place it takes
// the credentials and slots there, and the file itself only where there are none;
// of an environment what lies in it.
func locate(g *graph.Graph, where string) []*graph.Node {
	file, line := where, 0
	if i := strings.LastIndexByte(where, ':'); i > 0 {
		if n, err := strconv.Atoi(where[i+1:]); err == nil {
			file, line = where[:i], n
		}
	}
	file = strings.TrimPrefix(file, "./")
	var things, holders, inside []*graph.Node
	for n := range g.All() {
		at := slices.ContainsFunc(n.At, func(e graph.Evidence) bool {
			return (e.At.File == file || strings.HasSuffix(e.At.File, "/"+file)) && (line == 0 || e.At.Line == line)
		})
		named := slices.Contains(n.Names, where) || n.Public() == where
		switch {
		case named && n.Kind == graph.Environment:
			for l := range n.In(graph.InEnv) {
				if l.From.Kind == graph.Store && !slices.Contains(inside, l.From) {
					inside = append(inside, l.From)
				}
			}
		case !at && !named || n.Kind == graph.Environment:
		case n.Kind == graph.Holder:
			holders = append(holders, n)
		case n.Kind == graph.Credential || n.Kind == graph.Slot || n.Kind == graph.Identity || named:
			things = append(things, n)
		}
	}
	switch {
	case len(inside) > 0:
		return inside
	case len(things) > 0:
		return things
	case len(holders) > 0:
		return holders
	}
	return rules.Bearing(g, where)
}

// withoutNames drops the names of variables whose values are among the starts.
func withoutNames(starts []*graph.Node) []*graph.Node {
	return slices.DeleteFunc(slices.Clone(starts), func(n *graph.Node) bool {
		for l := range n.Out(graph.Holds) {
			if n.Kind == graph.Slot && slices.Contains(starts, l.To) {
				return true
			}
		}
		return false
	})
}
