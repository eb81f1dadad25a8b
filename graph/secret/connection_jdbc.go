// SPDX-License-Identifier: Apache-2.0

package secret

import (
	"cmp"
	"regexp"
	"strings"

	"github.com/stagedoor/stagedoor/graph/lazily"
)

// fromJDBC reads jdbc:engine://..., r2dbc:engine://... and Oracle's own forms.
// A Testcontainers address (jdbc:tc:) is a container of the test that names it.
func fromJDBC(t string) (dress, bool) {
	low := strings.ToLower(t)
	kind, rest := "", ""
	for _, p := range []string{"jdbc:", "r2dbc:"} {
		if strings.HasPrefix(low, p) {
			kind, rest = p, t[len(p):]
		}
	}
	if kind == "" {
		return dress{}, false
	}
	if i := strings.Index(strings.ToLower(rest), "oracle:thin:"); i == 0 {
		return fromOracle(rest[len("oracle:thin:"):])
	}
	if i := strings.Index(strings.ToLower(rest), "oracle:oci:"); i == 0 {
		return fromOracle(rest[len("oracle:oci:"):])
	}
	head, tail, found := strings.Cut(rest, "://")
	if !found || len(head) > 60 {
		return dress{}, false
	}
	engine, jtds := "", false
	for part := range strings.SplitSeq(strings.ToLower(head), ":") {
		if part == "tc" {
			return dress{}, false
		}
		engine = cmp.Or(engine, engineOf(part))
		jtds = jtds || part == "jtds"
	}
	switch {
	case engine == "":
		return dress{}, false
	case engine == "db2":
		return fromDB2(tail)
	case jtds:
		return fromJTDS(tail)
	}
	return readURL(engine, tail)
}

// semicolonURL reads what follows sqlserver:// in the notation of Microsoft's
// JDBC driver and of Prisma: host[\instance][:port];key=value;...
// https://learn.microsoft.com/en-us/sql/connect/jdbc/building-the-connection-url
func semicolonURL(rest string) (dress, bool) {
	m := mask(rest)
	head := len(m)
	if i := strings.IndexByte(m, ';'); i >= 0 {
		head = i
	}
	if head == len(m) && !strings.Contains(m, `\`) || strings.ContainsAny(m[:head], "@/?") {
		return dress{}, false
	}
	d := dress{engine: "sqlserver"}
	if head < len(rest) {
		pairs, ok := pairsOf(rest[head+1:])
		if !ok {
			return dress{}, false
		}
		d.take(pairs)
	}
	d.server(rest[:head])
	return d, d.hosts != ""
}

// fromJTDS reads host[:port][/database][;key=value...].
func fromJTDS(tail string) (dress, bool) {
	d := dress{engine: "sqlserver"}
	head, options, _ := strings.Cut(tail, ";")
	if pairs, ok := pairsOf(options); ok {
		d.take(pairs)
	}
	host, db, _ := strings.Cut(head, "/")
	d.hosts, d.database = host, cmp.Or(db, d.database)
	return d, d.hosts != ""
}

// fromDB2 reads host:port/database:key=value;...
func fromDB2(tail string) (dress, bool) {
	d := dress{engine: "db2"}
	host, rest, _ := strings.Cut(tail, "/")
	db, options, _ := strings.Cut(rest, ":")
	d.hosts, d.database = host, db
	if pairs, ok := pairsOf(options); ok {
		d.take(pairs)
	}
	return d, d.hosts != ""
}

var (
	tnsHost    = lazily.Compile(`(?i)\(\s*HOST\s*=\s*([^()\s]+)\s*\)`)
	tnsPort    = lazily.Compile(`(?i)\(\s*PORT\s*=\s*(\d+)\s*\)`)
	tnsService = lazily.Compile(`(?i)\(\s*(?:SERVICE_NAME|SID)\s*=\s*([^()\s]+)\s*\)`)
)

// fromOracle reads [user/password]@address; the address is host:port:SID,
// [//]host[:port]/service, a descriptor in parentheses or an alias.
// https://docs.oracle.com/en/database/oracle/oracle-database/23/jjdbc/data-sources-and-URLs.html
func fromOracle(t string) (dress, bool) {
	at := strings.LastIndexByte(mask(t), '@')
	if at < 0 {
		return dress{}, false
	}
	d := dress{engine: "oracle"}
	d.user, d.password, _ = strings.Cut(t[:at], "/")
	d.oracleAddress(t[at+1:])
	return d, true
}

func (d *dress) oracleAddress(t string) {
	if strings.HasPrefix(t, "(") {
		d.hosts, d.port, d.database = firstGroup(tnsHost.Get(), t), firstGroup(tnsPort.Get(), t), firstGroup(tnsService.Get(), t)
		return
	}
	for _, p := range []string{"//", "tcp://", "tcps://"} {
		t = strings.TrimPrefix(t, p)
	}
	t, _, _ = strings.Cut(t, "?")
	m := mask(t)
	end := strings.IndexAny(m, ":/")
	if end < 0 || strings.HasPrefix(t, "ldap") {
		return // an alias that another file resolves
	}
	d.hosts = t[:end]
	rest := t[end:]
	if port, found := strings.CutPrefix(rest, ":"); found {
		stop := len(port)
		if i := strings.IndexAny(mask(port), ":/"); i >= 0 {
			stop = i
		}
		d.port, rest = port[:stop], port[stop:]
	}
	service, _, _ := strings.Cut(strings.TrimLeft(rest, ":/"), ":")
	d.database = strings.TrimSuffix(service, "/")
}

func firstGroup(re *regexp.Regexp, t string) string {
	if m := re.FindStringSubmatch(t); m != nil {
		return m[1]
	}
	return ""
}
