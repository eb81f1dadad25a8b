// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// Endpoints is the derivation that joins a managed database's address, in a
// connection string, with the database that infrastructure as code declares: the
// address of an RDS database begins with its identifier, and Azure's with the
// server's name. Whoever has the connection string opens the declared database's
// rows, and where that string stands it is used.
//
// Named, because names repeat between accounts: an address that several declared
// databases fit says nothing, and neither does one in another region.
var Endpoints = graph.Derivation{
	Name:  "endpoints",
	Doc:   "addresses of managed databases, joined with the databases that are declared",
	Stage: graph.Vendors,
	Run: func(g *graph.Graph, out *graph.Facts) {
		byName := map[string][]*graph.Node{}
		for s := range g.Nodes(graph.Store) {
			if s.Detail(graph.Origin) != "" {
				for _, name := range s.Names {
					byName[name] = append(byName[name], s)
				}
			}
		}
		if len(byName) == 0 {
			return
		}
		for server := range g.Nodes(graph.Store) {
			if !strings.HasSuffix(server.Type, "_server") {
				continue
			}
			if c, ok := addressOf(server); ok {
				if s := declaredAt(byName, c); s != nil {
					join(out, server, s)
				}
			}
		}
	},
}

// fronted are the types of stores behind each provider's addresses.
var fronted = map[string][]string{
	"aws_rds":        {"aws_db_instance", "aws_rds_cluster"},
	"aws_docdb":      {"aws_docdb_cluster"},
	"aws_redshift":   {"aws_redshift_cluster"},
	"azure_postgres": {"azure_postgresql_flexible_server"},
	"azure_mysql":    {"azure_mysql_flexible_server"},
	"azure_sql":      {"azure_sql_server"},
	"azure_cosmos":   {"azure_cosmosdb_account"},
	"gcp_sql":        {"google_sql_database_instance"},
}

// addressOf reads a server's identity again, for what its provider's address says.
func addressOf(server *graph.Node) (secret.Connection, bool) {
	_, address, ok := strings.Cut(server.Public(), "://")
	if !ok {
		return secret.Connection{}, false
	}
	if strings.Count(address, ":") == 2 { // a Cloud SQL connection name
		parts := strings.Split(address, ":")
		return secret.Connection{Provider: "gcp_sql", ProviderRef: parts[2], Region: parts[1]}, true
	}
	c, ok := secret.ParseConnection(secret.New("postgres://u@" + address + "/d"))
	return c, ok && fronted[c.Provider] != nil && c.ProviderRef != ""
}

// declaredAt is the one declared store that an address names, or nil.
func declaredAt(byName map[string][]*graph.Node, c secret.Connection) (found *graph.Node) {
	for _, s := range byName[c.ProviderRef] {
		fits := false
		for _, typ := range fronted[c.Provider] {
			fits = fits || s.Type == typ
		}
		if region := s.Detail(graph.Region); !fits || c.Region != "" && region != "" && region != c.Region {
			continue
		}
		if found != nil {
			return nil
		}
		found = s
	}
	return found
}

// join gives those who open the server's databases the declared one's rows, and
// the declared one their mentions.
func join(out *graph.Facts, server, declared *graph.Node) {
	why := graph.Evidence{Basis: graph.Named, At: declared.First(), Says: "its address begins with the name of the declared " + declared.Detail(graph.KindTitle)}
	mentioned := []*graph.Node{server}
	for l := range server.Out(graph.Contains) {
		mentioned = append(mentioned, l.To)
	}
	for _, n := range mentioned {
		for l := range n.In(graph.Opens) {
			out.Link(graph.Edge{From: l.From.ID, Verb: graph.Opens, To: declared.ID, Power: l.Power}, append(append(graph.Chain{}, l.Why...), why)...)
		}
		for l := range n.Out(graph.Within) {
			out.Link(graph.Edge{From: declared.ID, Verb: graph.Within, To: l.To.ID}, append(append(graph.Chain{}, l.Why...), why)...)
		}
	}
}
