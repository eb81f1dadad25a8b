// SPDX-License-Identifier: Apache-2.0

package secret

import (
	"cmp"
	"strings"

	"github.com/stagedoor/stagedoor/graph/lazily"
)

// The notations that name their parts as key=value;key=value: ADO.NET, Npgsql
// and ODBC.

type pair struct{ key, value string }

// pairsOf takes key=value;... apart: values may stand in quotes or, as ODBC has
// it, in braces; keys lose case, spaces and underscores.
func pairsOf(t string) ([]pair, bool) {
	var out []pair
	for t = strings.TrimLeft(t, "; "); t != ""; t = strings.TrimLeft(t, "; ") {
		key, rest, found := strings.Cut(t, "=")
		key = foldKey(key)
		if !found || key == "" || len(key) > 40 || strings.ContainsAny(key, ";'\"{}/") || len(out) > 64 {
			return nil, false
		}
		value, after := pairValue(strings.TrimLeft(rest, " "))
		out = append(out, pair{key, value})
		t = after
	}
	return out, len(out) > 0
}

func foldKey(key string) string {
	return strings.NewReplacer(" ", "", "_", "").Replace(strings.ToLower(strings.TrimSpace(key)))
}

// pairValue cuts one value off; a doubled closing sign stands for itself.
func pairValue(t string) (value, rest string) {
	end := byte(0)
	if t != "" {
		end = map[byte]byte{'\'': '\'', '"': '"', '{': '}'}[t[0]]
	}
	if end != 0 && !strings.HasPrefix(t, "{{") {
		var b strings.Builder
		for i := 1; i < len(t); i++ {
			switch {
			case t[i] != end:
				b.WriteByte(t[i])
			case i+1 < len(t) && t[i+1] == end:
				b.WriteByte(end)
				i++
			default:
				return b.String(), t[i+1:]
			}
		}
	}
	stop := len(t)
	if i := strings.IndexByte(mask(t), ';'); i >= 0 {
		stop = i
	}
	return strings.TrimSpace(t[:stop]), t[stop:]
}

// take sorts pairs into the dress by what the drivers' documents call them.
// https://learn.microsoft.com/en-us/dotnet/api/microsoft.data.sqlclient.sqlconnection.connectionstring
// https://www.npgsql.org/doc/connection-string-parameters.html
func (d *dress) take(pairs []pair) {
	for _, p := range pairs {
		switch p.key {
		case "server", "host", "hostname", "datasource", "address", "addr", "networkaddress", "servername", "hostaddr":
			d.hosts = cmp.Or(d.hosts, p.value)
		case "port":
			d.port = cmp.Or(d.port, p.value)
		case "database", "initialcatalog", "dbname", "databasename", "db":
			d.database = cmp.Or(d.database, p.value)
		case "userid", "uid", "user", "username", "usr":
			d.user = cmp.Or(d.user, p.value)
		case "password", "pwd", "pass":
			d.password = cmp.Or(d.password, p.value)
		case "instance", "instancename":
			d.instance = cmp.Or(d.instance, p.value)
		case "searchpath", "currentschema":
			d.schema = cmp.Or(d.schema, p.value)
		case "unixsocket":
			d.socket = cmp.Or(d.socket, p.value)
		}
	}
	d.user, d.password, d.database = literal(d.user), literal(d.password), literal(d.database)
}

// literal keeps a percent sign from being undone: only URLs have percent-encoding.
func literal(t string) string { return strings.ReplaceAll(t, "%", "%25") }

func valueOf(pairs []pair, keys ...string) string {
	for _, p := range pairs {
		for _, k := range keys {
			if p.key == k {
				return p.value
			}
		}
	}
	return ""
}

// server reads SQL Server's [tcp:]host[\instance][,port].
func (d *dress) server(t string) {
	low := strings.ToLower(t)
	for _, p := range []string{"tcp:", "np:", "lpc:", "admin:"} {
		if strings.HasPrefix(low, p) {
			t = t[len(p):]
		}
	}
	m := mask(t)
	if i := strings.LastIndexAny(m, ",:"); i >= 0 && validPort(strings.TrimSpace(t[i+1:])) && strings.Count(m, ":") <= 1 {
		d.port, t, m = strings.TrimSpace(t[i+1:]), t[:i], m[:i]
	}
	if i := strings.IndexByte(m, '\\'); i >= 0 {
		d.instance, t = t[i+1:], t[:i]
	}
	d.hosts = strings.TrimSpace(t)
}

// fromPairs reads ADO.NET, Npgsql, MySQL Connector and ODBC. It asks for a
// server and for a database, user or password beside it.
func fromPairs(t string) (dress, bool) {
	if !strings.ContainsRune(t, ';') {
		return dress{}, false
	}
	pairs, ok := pairsOf(t)
	if !ok || len(pairs) < 2 {
		return dress{}, false
	}
	if inner := valueOf(pairs, "providerconnectionstring"); inner != "" && len(inner) < len(t) {
		return fromPairs(inner)
	}
	d := dress{}
	d.take(pairs)
	if d.hosts == "" || d.database == "" && d.user == "" && d.password == "" && valueOf(pairs, "integratedsecurity", "trustedconnection") == "" {
		return dress{}, false
	}
	d.engine = pairsEngine(pairs, d)
	switch {
	case d.engine == "oracle":
		at := d.hosts
		d.hosts = ""
		d.oracleAddress(at)
	case strings.HasPrefix(d.hosts, "/"):
	case d.engine == "sqlserver" || d.engine == "sql":
		d.server(d.hosts)
	}
	return d, !fileSource(d.hosts)
}

// fileSource tells the data sources that are files: SQLite, Access, Excel.
func fileSource(t string) bool {
	low := strings.ToLower(t)
	for _, suffix := range []string{".db", ".db3", ".sqlite", ".sqlite3", ".mdb", ".accdb", ".xls", ".xlsx", ".sdf", ".mdf"} {
		if strings.HasSuffix(low, suffix) {
			return true
		}
	}
	return strings.HasPrefix(low, ":memory:") || strings.HasPrefix(low, "|datadirectory|")
}

var oracleSource = lazily.Compile(`(?i)^\(\s*(DESCRIPTION|ADDRESS)|^[A-Za-z0-9_.-]+(:\d+)?/[A-Za-z0-9_.]+$`)

// pairsEngine tells the engine: by the driver's name, by keys that only one
// driver has, by the port, by the host; else it stays "sql".
func pairsEngine(pairs []pair, d dress) string {
	drivers := strings.ToLower(valueOf(pairs, "driver") + " " + valueOf(pairs, "provider"))
	for _, known := range []struct{ word, engine string }{
		{"postgre", "postgres"}, {"psql", "postgres"}, {"mysql", "mysql"}, {"maria", "mariadb"}, {"sql server", "sqlserver"}, {"sqloledb", "sqlserver"},
		{"msoledbsql", "sqlserver"}, {"sqlncli", "sqlserver"}, {"freetds", "sqlserver"}, {"tds", "sqlserver"}, {"oracle", "oracle"}, {"oraoledb", "oracle"},
		{"redshift", "redshift"}, {"clickhouse", "clickhouse"}, {"snowflake", "snowflake"}, {"db2", "db2"},
	} {
		if strings.Contains(drivers, known.word) {
			return known.engine
		}
	}
	has := func(keys ...string) bool { return valueOf(pairs, keys...) != "" }
	host := strings.ToLower(d.hosts)
	switch {
	case oracleSource.MatchString(d.hosts) && !strings.HasPrefix(d.hosts, "/"):
		return "oracle"
	case d.port == "5432" || d.port == "6432" || d.port == "26257" || strings.Contains(host, ".postgres."):
		return "postgres"
	case d.port == "3306" || strings.Contains(host, ".mysql."):
		return "mysql"
	case d.port == "1433" || strings.HasPrefix(host, "tcp:") || strings.HasSuffix(host, ",1433") || strings.Contains(host, ".database.windows.net") || strings.HasPrefix(host, "(local") || strings.Contains(host, `\`):
		return "sqlserver"
	case has("initialcatalog", "multipleactiveresultsets", "integratedsecurity", "trustedconnection", "attachdbfilename"):
		return "sqlserver"
	case has("allowuservariables", "allowpublickeyretrieval", "convertzerodatetime", "allowzerodatetime"):
		return "mysql"
	case has("host"):
		return "postgres" // Npgsql's own key; SqlClient and MySQL Connector have Server
	case has("trustservercertificate", "encrypt", "persistsecurityinfo", "userid") && has("server", "datasource"):
		return "sqlserver"
	}
	return "sql"
}
