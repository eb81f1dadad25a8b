// SPDX-License-Identifier: Apache-2.0

package secret

import (
	"cmp"
	"slices"
	"strings"
)

// A Connection is what a connection string says: which database on which server
// it opens, as whom. Every string field is a validated identifier; the password
// stays a Value.
type Connection struct {
	Engine   string   // postgres, mysql, mongodb, redis, sqlserver, oracle, clickhouse, amqp, ...; "sql" where the string does not tell which
	Host     string   // lower-case, without port; of several, the first; "" for a unix socket or where it is unset
	Port     string   // digits, or "" for the engine's own
	Hosts    []string // every host[:port], as written
	Instance string   // of SQL Server, "" for the default one
	Database string   // "" where none is named
	Schema   string   // inside the database; part of no identity
	User     string   // "" where none is named or it does not have the form of a name

	// Password is in its normal form, percent-encoding undone, so that it seals
	// like the same password written by itself. It is empty where there is none,
	// and where a variable or a placeholder stands in its place; such a string
	// still names its server.
	Password         Value
	PasswordVariable string // the variable that stands there, where there is one

	// Unset says that host or database is a variable or placeholder, so that the
	// string names no server.
	Unset  bool
	Socket bool // a unix socket, on whichever machine runs it

	Provider    string // supabase, neon, planetscale, aws_rds, gcp_sql, mongodb_atlas, ...; "" where the host tells none
	ProviderRef string // the provider's own identifier of server or project
	Region      string // where the host name carries it

	server string // what the provider's many names for one server come down to
	lost   bool   // a front door of many tenants, and the tenant is not told
}

const longestConnection = 8 << 10

// ParseConnection reads a connection string in every dress: URLs with or
// without a driver, JDBC and R2DBC, ADO.NET and Npgsql, ODBC, libpq keywords,
// PDO, Go's MySQL DSN, StackExchange.Redis. An ordinary web address is none.
func ParseConnection(v Value) (Connection, bool) {
	t := v.Normal().text()
	if len(t) < 8 || len(t) > longestConnection || strings.ContainsFunc(t, func(r rune) bool { return r < ' ' || r == 0x7f }) {
		return Connection{}, false
	}
	for _, read := range []func(string) (dress, bool){fromURL, fromJDBC, fromGoMySQL, fromPDO, fromRedisList, fromPairs, fromLibpq} {
		if d, ok := read(t); ok {
			return d.connection()
		}
	}
	return Connection{}, false
}

// ConnectionOf joins what several variables say (PGHOST, PGUSER, PGPASSWORD):
// the engine is known from their names, each part may be the zero Value.
func ConnectionOf(engine string, host, port, database, user, password Value) (Connection, bool) {
	d := dress{engine: engineOf(engine)}
	if d.engine == "" {
		return Connection{}, false
	}
	part := func(v Value) string { return literal(v.Normal().text()) }
	d.hosts, d.port, d.database, d.user, d.password = part(host), part(port), part(database), part(user), part(password)
	return d.connection()
}

// Server identifies the server among all those that [Connection.Reach] says the
// host can be told apart from: engine://host, with the port where it is not the
// engine's own. A provider's several names for one server (pooler, replica,
// private) come down to one; behind a front door of many tenants the tenant
// belongs to it. It is "" where the string does not tell.
func (c Connection) Server() string {
	if c.Unset || c.lost || c.server == "" {
		return ""
	}
	s := cmp.Or(aliases[c.Engine], c.Engine) + "://" + c.server
	if c.Instance != "" {
		s += `\` + strings.ToLower(c.Instance)
	}
	return s
}

// aliases are engines that are spoken to in one protocol and named two ways.
var aliases = map[string]string{"mariadb": "mysql", "valkey": "redis"}

// Store identifies the database: Server()/database, or "" where either is not
// told. Redis has the database 0 where none is named; a libSQL host is one
// database.
func (c Connection) Store() string {
	server := c.Server()
	switch {
	case server == "":
		return ""
	case c.Engine == "libsql":
		return server
	case c.Database == "" && (c.Engine == "redis" || c.Engine == "valkey"):
		return server + "/0"
	case c.Database == "":
		return ""
	}
	return server + "/" + c.Database
}

// A dress is what one notation says, before any of it is trusted.
type dress struct {
	engine                         string
	hosts, port, instance          string
	database, schema               string
	user, password                 string
	socket, options, cloudInstance string
}

// connection trusts what has the form of an identifier and drops the rest.
func (d dress) connection() (Connection, bool) {
	c := Connection{Engine: d.engine}
	if strings.HasPrefix(d.hosts, "/") || strings.HasPrefix(d.hosts, "@/") {
		d.socket, d.hosts = d.hosts, ""
	}
	if !c.setHosts(d) {
		return Connection{}, false
	}
	c.Port = cmp.Or(c.Port, d.validPort())
	c.Instance, _ = name(d.instance, 64)
	c.Schema, _ = name(d.schema, 64)
	if d.password == "" && tokenLike(unescaped(d.user)) {
		d.user, d.password = "", d.user // redis://token@host
	}
	c.setPassword(d)
	c.setUser(d.user)
	c.setDatabase(d.database)
	c.refineEngine()
	c.identify(d)
	if c.Host == "" && !c.Socket && !c.Unset {
		return Connection{}, false
	}
	return c, true
}

func (d dress) validPort() string {
	if validPort(d.port) {
		return d.port
	}
	return ""
}

func (c *Connection) setHosts(d dress) bool {
	if d.hosts == "" {
		c.Socket = d.socket != "" || d.cloudInstance != ""
		c.Unset = !c.Socket || unsetPart(d.socket)
		return c.Socket || d.user != "" || d.database != "" || d.password != ""
	}
	for one := range strings.SplitSeq(d.hosts, ",") {
		host, port, unset, ok := splitHost(strings.TrimSpace(one))
		if !ok || len(c.Hosts) >= 32 {
			return false
		}
		c.Unset = c.Unset || unset
		if unset {
			continue
		}
		if len(c.Hosts) == 0 {
			c.Host, c.Port = host, port
		}
		if port != "" {
			host += ":" + port
		}
		c.Hosts = append(c.Hosts, host)
	}
	if c.Unset {
		c.Host, c.Port, c.Hosts = "", "", nil
	}
	return true
}

func (c *Connection) setUser(raw string) {
	if user := unescaped(raw); !unsetPart(user) {
		c.User, _ = name(user, 63)
	}
}

func (c *Connection) setDatabase(raw string) {
	db := unescaped(raw)
	switch {
	case db == "":
	case unsetPart(db) || placeholderDatabase(db):
		c.Unset = true
	default:
		c.Database, _ = name(db, 64)
	}
}

func (c *Connection) setPassword(d dress) {
	p := d.password
	c.PasswordVariable = variableIn(p)
	if v := New(unescaped(p)); !unsetPart(p) && !Reference(v) && !Placeholder(v) {
		c.Password = v
	}
	if c.Password.text() == "" {
		c.Password = Value{}
	}
}

// refineEngine tells engines apart that speak PostgreSQL's protocol, and keeps
// no port that says only what the engine does.
func (c *Connection) refineEngine() {
	switch {
	case c.Engine == "postgres" && (c.Port == "26257" || strings.HasSuffix(c.Host, ".cockroachlabs.cloud")):
		c.Engine = "cockroachdb"
	case c.Engine == "postgres" && (c.Port == "5439" || strings.HasSuffix(c.Host, ".redshift.amazonaws.com")):
		c.Engine = "redshift"
	}
	if slices.Contains(ownPorts[c.Engine], c.Port) {
		c.Port = ""
	}
	for i, h := range c.Hosts {
		host, port, _, _ := splitHost(h)
		if slices.Contains(ownPorts[c.Engine], port) && port != "" {
			c.Hosts[i] = bracketed(host)
		}
	}
}

var ownPorts = map[string][]string{
	"postgres": {"5432"}, "cockroachdb": {"26257"}, "redshift": {"5439"}, "mysql": {"3306"}, "mariadb": {"3306"},
	"mongodb": {"27017"}, "redis": {"6379"}, "valkey": {"6379"}, "amqp": {"5672", "5671"}, "sqlserver": {"1433"}, "oracle": {"1521"},
	"clickhouse": {"8123", "8443", "9000", "9440"}, // one server, by HTTP or natively
	"neo4j":      {"7687"}, "cassandra": {"9042"}, "libsql": {"443"}, "snowflake": {"443"}, "memcached": {"11211"}, "couchbase": {"11210"}, "db2": {"50000"},
}
