// SPDX-License-Identifier: Apache-2.0

package claim

import (
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// caches are engines that usually hold what can be made again.
var caches = map[string]bool{"redis": true, "rediss": true, "memcached": true, "amqp": true, "elasticsearch": true, "opensearch": true}

var readOnlyUser = lazily.Compile(`(?i)(^|[_.-])(ro|readonly|read_only|reader|read)($|[_.-])`)

// connection claims a connection: a credential (the password) that opens the
// rows of a database on a server. Hosts that mean something only on this machine
// or inside one project yield no store: two of them are not the same thing.
func (m *mention) connection(c secret.Connection, p Pair) graph.ID {
	reach := c.Reach()
	if reach == secret.Fictional {
		return graph.ID{}
	}
	store := m.database(c, reach, p)
	if c.Password.Empty() {
		return graph.ID{}
	}
	if why, yes := nobodysConnection(c); yes && !strings.HasPrefix(why, "under ") {
		return graph.ID{}
	}
	if reach == secret.Local || c.Password.Len() < 6 {
		return graph.ID{} // a password of this machine's own database
	}
	kind := c.Engine + "_password"
	e := p.evidence("")
	id := m.out.Literal(kind, p.Name, c.Password, e)
	m.out.Link(graph.Edge{From: m.holder, Verb: graph.Holds, To: id}, e)
	if RoleOf(p.At.File) == "example" {
		m.out.Note(id, graph.Trait{Name: graph.NobodysSecret, Detail: "it stands in an example file"}, graph.Yes, e)
	}
	if store.IsZero() {
		return id
	}
	power := graph.Read | graph.Write
	says := "a connection string opens the rows of its database, not the server's backups"
	if c.User != "" && readOnlyUser.MatchString(c.User) {
		power, says = graph.Read, "the user's name says that it only reads"
	}
	m.out.Link(graph.Edge{From: id, Verb: graph.Opens, To: store, Power: power}, p.evidence(says))
	return id
}

// database adds the store that a connection names, inside its server, and
// returns it; zero where the host does not identify one.
func (m *mention) database(c secret.Connection, reach secret.Reach, p Pair) graph.ID {
	if reach == secret.Local || reach == secret.Project || c.Server() == "" {
		return graph.ID{}
	}
	why := p.evidence("")
	if reach == secret.Private {
		why.Basis = graph.Guessed
		why.Says = "a private address: the same only on the same network"
	}
	primary := graph.Yes
	if caches[c.Engine] {
		primary = graph.No
	}
	server := Store(m.out, m.holder, c.Engine+"_server", c.Server(), c.Host, why)
	m.out.Note(server, graph.Trait{Name: graph.PrimaryData}, primary, graph.Evidence{Basis: graph.Named, At: p.At, Says: c.Engine})
	if c.Provider == "supabase" && c.ProviderRef != "" {
		scope := Scope(m.out, m.holder, "supabase_project", "supabase_project/"+c.ProviderRef, c.ProviderRef, p.evidence(""))
		m.out.Link(graph.Edge{From: scope, Verb: graph.Contains, To: server}, p.evidence("the host names the project"))
	}
	if c.Store() == "" || c.Store() == c.Server() {
		return server
	}
	store := Store(m.out, m.holder, c.Engine+"_database", c.Store(), databaseTitle(c), why)
	m.out.Note(store, graph.Trait{Name: graph.PrimaryData}, primary, graph.Evidence{Basis: graph.Named, At: p.At, Says: c.Engine})
	m.out.Link(graph.Edge{From: server, Verb: graph.Contains, To: store}, p.evidence(""))
	return store
}

func databaseTitle(c secret.Connection) string {
	if c.Database == "" {
		return c.Host
	}
	return c.Database + " on " + c.Host
}
