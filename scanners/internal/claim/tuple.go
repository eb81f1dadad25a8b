// SPDX-License-Identifier: Apache-2.0

package claim

import (
	"strings"

	"github.com/stagedoor/stagedoor/graph/secret"
)

// A role is the part that a variable plays in a connection.
type role int

const (
	hostField role = iota
	portField
	userField
	passwordField
	databaseField
	engineField
)

// A field is a part of a connection that is spread over several variables.
type field struct {
	group  string // PG, DB, STAGING_POSTGRES ...
	engine string // "" where the group's name does not say
	role   role
	Pair
}

var fieldSuffixes = []struct {
	suffix string
	role   role
}{
	{"HOSTNAME", hostField}, {"HOST", hostField}, {"SERVER", hostField}, {"ADDRESS", hostField}, {"ENDPOINT", hostField},
	{"PORT", portField},
	{"ENGINE", engineField}, {"ADAPTER", engineField}, {"DIALECT", engineField}, {"CONNECTION", engineField}, {"DRIVER", engineField}, {"CLIENT", engineField},
	{"USERNAME", userField}, {"USER", userField},
	{"PASSWORD", passwordField}, {"PASSWD", passwordField}, {"PASS", passwordField}, {"PWD", passwordField},
	{"DATABASE", databaseField}, {"DBNAME", databaseField}, {"DB_NAME", databaseField}, {"DB", databaseField}, {"NAME", databaseField},
}

// engines are words in a variable's name that say which database it is about;
// the generic ones say only that it is one.
var engines = []struct{ word, engine string }{
	{"POSTGRESQL", "postgres"}, {"POSTGRES", "postgres"}, {"PGSQL", "postgres"}, {"PG", "postgres"}, {"PSQL", "postgres"}, {"TIMESCALE", "postgres"},
	{"MYSQL", "mysql"}, {"MARIADB", "mysql"}, {"MONGODB", "mongodb"}, {"MONGO", "mongodb"},
	{"REDIS", "redis"}, {"MSSQL", "sqlserver"}, {"SQLSERVER", "sqlserver"}, {"CLICKHOUSE", "clickhouse"},
	{"DATABASE", "sql"}, {"DB", "sql"}, {"RDS", "sql"}, {"SQL", "sql"},
}

// fieldOf reads a variable as part of a connection: PGHOST, POSTGRES_PASSWORD,
// DB_NAME, database.password.
func fieldOf(p Pair) (field, bool) {
	name := strings.NewReplacer(".", "_", "-", "_", ":", "_").Replace(strings.ToUpper(p.Name))
	for _, s := range fieldSuffixes {
		group, ok := strings.CutSuffix(name, s.suffix)
		if !ok || group == "" {
			continue
		}
		group = strings.Trim(group, "_")
		for _, e := range engines {
			if group == e.word || strings.HasSuffix(group, "_"+e.word) || strings.HasPrefix(group, e.word+"_") {
				return field{group, e.engine, s.role, p}, true
			}
		}
	}
	return field{}, false
}

// tuples puts fields of one group together and claims the connections. A group
// without a host names no server.
func (m *mention) tuples() {
	done := map[string]bool{}
	for _, f := range m.fields {
		if done[f.group] {
			continue
		}
		done[f.group] = true
		var parts [engineField + 1]Pair
		for _, g := range m.fields {
			if g.group == f.group && parts[g.role].Value.Empty() {
				parts[g.role] = g.Pair
			}
		}
		if parts[hostField].Value.Empty() {
			continue
		}
		c, ok := secret.ConnectionOf(engineOf(f.engine, parts[engineField].Value), parts[hostField].Value, parts[portField].Value, parts[databaseField].Value, parts[userField].Value, parts[passwordField].Value)
		if !ok {
			continue
		}
		at := parts[hostField]
		if !c.Password.Empty() {
			at = parts[passwordField]
		}
		m.connection(c, at)
	}
}

// engineOf is the engine of a group: what its names say, else what its engine,
// adapter or dialect says (postgresql, django.db.backends.mysql).
func engineOf(named string, said secret.Value) string {
	if named != "sql" {
		return named
	}
	word, _ := secret.Word(said)
	for _, e := range engines[:len(engines)-4] {
		if len(e.word) > 2 && strings.Contains(strings.ToUpper(word), e.word) {
			return e.engine
		}
	}
	return named
}

// databaseName reports whether a name promises a database's connection string or
// password.
func databaseName(name string) bool {
	n := strings.ToUpper(name)
	for _, w := range []string{"DATABASE_URL", "DATABASE_URI", "DB_URL", "DB_URI", "POSTGRES_URL", "POSTGRES_URI", "POSTGRESQL_URL", "MONGODB_URI", "MONGO_URL", "MONGO_URI",
		"MYSQL_URL", "REDIS_URL", "PGPASSWORD", "POSTGRES_PASSWORD", "MYSQL_PASSWORD", "MYSQL_ROOT_PASSWORD", "DB_PASSWORD", "DB_PASS", "DATABASE_PASSWORD", "MONGO_PASSWORD", "DATABASE_DSN", "DB_DSN", "CONNECTION_STRING", "DIRECT_URL"} {
		if n == w || strings.HasSuffix(n, "_"+w) || strings.HasPrefix(n, w+"_") {
			return true
		}
	}
	return strings.HasPrefix(n, "CONNECTIONSTRINGS")
}

// signingName reports whether a name promises a key that signs or encrypts:
// whoever has it speaks for every user.
func signingName(name string) bool {
	n := strings.NewReplacer(".", "_", "-", "_", ":", "_").Replace(strings.ToUpper(name))
	for _, w := range []string{"SECRET_KEY_BASE", "JWT_SECRET", "JWT_KEY", "JWT_SIGNING_KEY", "SESSION_SECRET", "SESSION_KEY", "COOKIE_SECRET", "ENCRYPTION_KEY", "DJANGO_SECRET_KEY",
		"APP_KEY", "APP_SECRET", "AUTH_SECRET", "NEXTAUTH_SECRET", "RAILS_MASTER_KEY", "SIGNING_KEY", "SIGNING_SECRET", "TOKEN_SECRET", "HASH_SALT", "FERNET_KEY", "FLASK_SECRET_KEY"} {
		if n == w || strings.HasSuffix(n, "_"+w) || strings.HasPrefix(n, w+"_") {
			return true
		}
	}
	return n == "SECRET_KEY"
}
