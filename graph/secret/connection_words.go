// SPDX-License-Identifier: Apache-2.0

package secret

import (
	"strings"

	"github.com/stagedoor/stagedoor/graph/lazily"
)

// The notations of single drivers: Go's MySQL driver, PDO, StackExchange.Redis,
// libpq.

var goMySQL = lazily.Compile(`^(?:([^:@/\s]+)(?::(.*))?@)?(tcp6?|unix)\(([^()]*)\)/([^?/\s]*)(?:\?.*)?$`)

// fromGoMySQL reads user:password@tcp(host:port)/database.
// https://github.com/go-sql-driver/mysql#dsn-data-source-name
func fromGoMySQL(t string) (dress, bool) {
	m := goMySQL.FindStringSubmatch(t)
	if m == nil {
		return dress{}, false
	}
	d := dress{engine: "mysql", user: literal(m[1]), password: literal(m[2]), database: literal(m[5]), hosts: m[4]}
	if m[3] == "unix" {
		d.socket, d.hosts = m[4], ""
	}
	return d, true
}

var pdoForm = lazily.Compile(`^(mysql|pgsql|sqlsrv|dblib|mssql|oci):((?i:host|server|port|dbname|database|unix_socket|user|charset|address)\s*=.*)$`)

// fromPDO reads PHP's engine:host=...;dbname=...
func fromPDO(t string) (dress, bool) {
	m := pdoForm.FindStringSubmatch(t)
	if m == nil {
		return dress{}, false
	}
	pairs, ok := pairsOf(m[2])
	if !ok {
		return dress{}, false
	}
	d := dress{engine: map[string]string{"mysql": "mysql", "pgsql": "postgres", "oci": "oracle"}[m[1]]}
	d.take(pairs)
	switch {
	case d.engine == "oracle":
		at := valueOf(pairs, "dbname")
		d.database = ""
		d.oracleAddress(at)
	case d.engine == "":
		d.engine = "sqlserver"
		d.server(d.hosts)
	}
	return d, d.hosts != "" || d.socket != ""
}

var redisList = lazily.Compile(`^[^,=\s]+(?:,[^,=\s]+)*((?:,\s*[A-Za-z]+=[^,]*)+)$`)

// fromRedisList reads StackExchange.Redis' host:port,host:port,password=...,ssl=True.
// https://stackexchange.github.io/StackExchange.Redis/Configuration
func fromRedisList(t string) (dress, bool) {
	m := redisList.FindStringSubmatchIndex(t)
	if m == nil {
		return dress{}, false
	}
	d, known := dress{engine: "redis", hosts: t[:m[2]]}, false
	for one := range strings.SplitSeq(t[m[2]+1:], ",") {
		key, value, _ := strings.Cut(one, "=")
		switch foldKey(key) {
		case "password":
			d.password, known = literal(value), true
		case "user":
			d.user = literal(value)
		case "defaultdatabase":
			d.database = literal(value)
		case "ssl", "abortconnect", "allowadmin", "connecttimeout", "synctimeout":
			known = true
		}
	}
	return d, known && !strings.Contains(d.hosts, "://")
}

var libpqKeys = Vocabulary{"host": 1, "hostaddr": 1, "port": 2, "dbname": 3, "user": 3, "password": 3, "passfile": 4, "connect_timeout": 4, "client_encoding": 4,
	"options": 4, "application_name": 4, "sslmode": 4, "sslrootcert": 4, "sslcert": 4, "sslkey": 4, "keepalives": 4, "target_session_attrs": 4, "channel_binding": 4,
	"gssencmode": 4, "timezone": 4, "sslnegotiation": 4, "load_balance_hosts": 4, "fallback_application_name": 4, "pool_max_conns": 4, "pool_min_conns": 4, "search_path": 4}

// fromLibpq reads host=... dbname=... user=... password='...'. A word that is
// not libpq's makes it something else.
// https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING
func fromLibpq(t string) (dress, bool) {
	d, seen := dress{engine: "postgres"}, map[int]bool{}
	var pairs []pair
	for t = strings.TrimSpace(t); t != ""; t = strings.TrimLeft(t, " ") {
		key, rest, found := strings.Cut(t, "=")
		key = strings.ToLower(strings.TrimSpace(key))
		if !found || libpqKeys[key] == 0 || len(pairs) > 32 {
			return dress{}, false
		}
		seen[libpqKeys[key]] = true
		var value string
		value, t = libpqValue(strings.TrimLeft(rest, " "))
		if key == "options" {
			d.options = value
		}
		pairs = append(pairs, pair{key, value})
	}
	d.take(pairs)
	return d, seen[3] && (seen[1] || len(pairs) > 1 && d.database != "" && d.user != "")
}

func libpqValue(t string) (value, rest string) {
	var b strings.Builder
	quoted := strings.HasPrefix(t, "'")
	i := 0
	if quoted {
		i = 1
	}
	m := mask(t)
	for ; i < len(t); i++ {
		switch {
		case t[i] == '\\' && i+1 < len(t):
			i++
			b.WriteByte(t[i])
		case quoted && t[i] == '\'':
			return b.String(), t[i+1:]
		case !quoted && m[i] == ' ':
			return b.String(), t[i:]
		default:
			b.WriteByte(t[i])
		}
	}
	return b.String(), ""
}
