// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"net/url"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// cursors is [Client.Pages] for lists whose answers name where the next page
// begins, in the parameter name of the query. Page asks with the query as it is,
// and says where the next page begins and how many things this one had. An empty
// page is the last, whatever it names.
func cursors(path string, query url.Values, name string, page func() (next string, had int, err error)) error {
	seen := map[string]bool{}
	for range maxPages {
		next, had, err := page()
		switch {
		case err != nil || next == "" || had == 0:
			return err
		case seen[next]:
			return failure{path: path, kind: graph.Invalid, says: "its pages go round in a circle, so the list is not complete"}
		}
		seen[next] = true
		query.Set(name, next)
	}
	return endless(path)
}

// Database adds a database of a server, as a connection string to it names it;
// the zero ID where the address says nothing outside its own network.
func Database(out *graph.Facts, server graph.ID, engine, host, port, name string, why graph.Evidence) graph.ID {
	none := secret.Value{}
	c, ok := secret.ConnectionOf(engine, secret.New(host), secret.New(port), secret.New(name), none, none)
	if !ok || name == "" || c.Store() == "" || c.Store() == c.Server() || c.Reach() != secret.Global {
		return graph.ID{}
	}
	id := out.Node(graph.Thing{Kind: graph.Store, Type: c.Engine + "_database", Key: c.Store(), Name: c.Database + " on " + c.Host}, why)
	Contains(out, server, id, why)
	return id
}
