// SPDX-License-Identifier: Apache-2.0

package secret

import (
	"cmp"
	"net/url"
	"strings"
)

// engines are the schemes of connection URLs; what follows a plus sign
// (postgresql+asyncpg) names a driver.
var engines = map[string]string{
	"postgres": "postgres", "postgresql": "postgres", "pgsql": "postgres", "postgis": "postgres", "timescaledb": "postgres", "pgx": "postgres", "pgx5": "postgres",
	"cockroachdb": "cockroachdb", "cockroach": "cockroachdb", "crdb": "cockroachdb", "redshift": "redshift",
	"mysql": "mysql", "mysql2": "mysql", "mysqlx": "mysql", "mysqli": "mysql", "mysqlgis": "mysql", "tidb": "mysql", "trilogy": "mysql", "mariadb": "mariadb",
	"mongodb": "mongodb", "mongo": "mongodb", "redis": "redis", "rediss": "redis", "valkey": "valkey", "valkeys": "valkey",
	"amqp": "amqp", "amqps": "amqp", "clickhouse": "clickhouse", "clickhouses": "clickhouse", "clickhousedb": "clickhouse",
	"mssql": "sqlserver", "sqlserver": "sqlserver", "microsoft:sqlserver": "sqlserver", "oracle": "oracle", "libsql": "libsql",
	"neo4j": "neo4j", "bolt": "neo4j", "snowflake": "snowflake", "couchbase": "couchbase", "couchbases": "couchbase", "cassandra": "cassandra",
	"db2": "db2", "ibm_db_sa": "db2", "memcached": "memcached",
}

func engineOf(scheme string) string {
	base, _, _ := strings.Cut(strings.ToLower(scheme), "+")
	return engines[base]
}

// fromURL reads engine[+driver]://user:password@host[:port],.../database?options.
func fromURL(t string) (dress, bool) {
	scheme, rest, found := strings.Cut(t, "://")
	if !found {
		return dress{}, false
	}
	engine := engineOf(scheme)
	if engine == "" {
		return dress{}, false
	}
	return readURL(engine, rest)
}

// readURL reads what follows the scheme.
func readURL(engine, rest string) (dress, bool) {
	if engine == "sqlserver" {
		if d, ok := semicolonURL(rest); ok {
			return d, true
		}
	}
	d := dress{engine: engine}
	m := mask(rest)
	userinfo, from, ok := authority(m)
	if !ok {
		return dress{}, false
	}
	if userinfo >= 0 {
		user, password := m[:userinfo], ""
		if i := strings.IndexByte(user, ':'); i >= 0 {
			user, password = rest[:i], rest[i+1:userinfo]
		} else {
			user = rest[:userinfo]
		}
		d.user, d.password = user, password
	}
	end := from + hostsEnd(m[from:])
	d.hosts = strings.TrimSuffix(rest[from:end], ",")
	d.path(rest[end:], m[end:])
	if inner, found := queryValue(rest[end:], m[end:], "odbc_connect"); found {
		return odbcInside(inner)
	}
	return d, true
}

func odbcInside(escaped string) (dress, bool) {
	t, err := url.QueryUnescape(escaped)
	if err != nil {
		return dress{}, false
	}
	return fromPairs(t)
}

// authority finds where user and password end (-1 for none) and where the hosts
// begin. A password may contain any sign unescaped, so the last @ counts after
// which something like a host stands; an @ among the options counts only where
// nothing else makes sense.
func authority(m string) (userinfo, hosts int, ok bool) {
	query := strings.IndexByte(m, '?')
	if query < 0 {
		query = len(m)
	}
	for i := query - 1; i >= 0; i-- {
		if m[i] == '@' && hostsFit(m[i+1:], i > 0) {
			return i, i + 1, true
		}
	}
	if hostsFit(m, false) {
		return -1, 0, true
	}
	for i := len(m) - 1; i > query; i-- {
		if m[i] == '@' && hostsFit(m[i+1:], false) {
			return i, i + 1, true
		}
	}
	return 0, 0, false
}

// hostsEnd is where the list of hosts ends.
func hostsEnd(m string) int {
	if strings.HasPrefix(m, "unix(") || strings.HasPrefix(m, "tcp(") || strings.HasPrefix(m, "tcp6(") {
		if i := strings.IndexByte(m, ')'); i >= 0 {
			return i + 1
		}
	}
	if i := strings.IndexAny(m, "/?#;"); i >= 0 {
		return i
	}
	return len(m)
}

// hostsFit reports whether m begins with a list of hosts, which may be empty
// where a path, options or a user go with it.
func hostsFit(m string, user bool) bool {
	end := hostsEnd(m)
	if end == 0 {
		return user || strings.HasPrefix(m, "/")
	}
	for one := range strings.SplitSeq(strings.TrimSuffix(m[:end], ","), ",") {
		if strings.HasPrefix(one, "unix(") || strings.Contains(one, maskFirm) || strings.Contains(one, maskWeak) {
			continue
		}
		if strings.HasPrefix(strings.ToLower(one), "%2f") { // libpq: an encoded path is a socket
			continue
		}
		if _, _, _, ok := splitHost(strings.TrimSuffix(one, ":")); !ok {
			return false
		}
	}
	return true
}

// path reads /database?key=value&key=value.
func (d *dress) path(rest, m string) {
	path := len(m)
	if i := strings.IndexAny(m, "?#;"); i >= 0 {
		path = i
	}
	if strings.HasPrefix(d.hosts, "unix(") {
		d.socket, d.hosts = strings.TrimSuffix(d.hosts[len("unix("):], ")"), ""
	}
	if strings.HasPrefix(strings.ToLower(d.hosts), "%2f") {
		d.socket, d.hosts = unescaped(d.hosts), ""
	}
	d.hosts = strings.TrimSuffix(d.hosts, ":")
	if path > 1 {
		if db := strings.Trim(rest[1:path], "/"); !strings.Contains(mask(db), "/") {
			d.database = db
		}
	}
	if path < len(rest) && rest[path] != '#' {
		d.queryOf(rest[path+1:], m[path+1:])
	}
}

// queryOf takes from the options what says where and as whom.
func (d *dress) queryOf(rest, m string) {
	eachPair(rest, m, func(key, value string) {
		switch key {
		case "user", "username", "uid":
			d.user = cmp.Or(d.user, value)
		case "password", "pass", "pwd", "authtoken":
			d.password = cmp.Or(d.password, value)
		case "host", "hostaddr", "unix_socket", "unixsocket", "socketpath", "socket":
			if value = unescaped(value); strings.HasPrefix(value, "/") {
				d.socket = value
			} else if key == "host" && d.hosts == "" {
				d.hosts = value
			}
		case "port":
			d.port = cmp.Or(d.port, value)
		case "dbname", "database", "databasename", "db":
			d.database = cmp.Or(d.database, value)
		case "schema", "currentschema", "search_path":
			d.schema = cmp.Or(d.schema, unescaped(value))
		case "options":
			d.options = unescaped(value)
		case "cloudsqlinstance":
			d.cloudInstance = unescaped(value)
		}
	})
}

func queryValue(rest, m, want string) (found string, ok bool) {
	i := strings.IndexByte(m, '?')
	if i < 0 {
		return "", false
	}
	eachPair(rest[i+1:], m[i+1:], func(key, value string) {
		if key == want {
			found, ok = value, true
		}
	})
	return found, ok
}

// eachPair calls f for every key=value between & and ; signs.
func eachPair(rest, m string, f func(key, value string)) {
	for start := 0; start <= len(m); {
		end := len(m)
		if i := strings.IndexAny(m[start:], "&;"); i >= 0 {
			end = start + i
		}
		if key, value, found := strings.Cut(rest[start:end], "="); found {
			f(strings.ToLower(strings.TrimSpace(key)), value)
		}
		start = end + 1
	}
}
