// SPDX-License-Identifier: Apache-2.0

package act

import (
	"slices"

	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/shell"
)

var engines = map[string]string{
	"psql": "postgres", "dropdb": "postgres", "pg_restore": "postgres", "mysql": "mysql", "mariadb": "mysql", "mysqladmin": "mysql", "mariadb-admin": "mysql",
	"mongosh": "mongodb", "mongorestore": "mongodb", "mongo": "mongodb", "redis-cli": "redis", "valkey-cli": "redis",
}

// Engine is the kind of database of which a program is a client, as connection
// strings name it, or "".
func Engine(program string) string { return engines[program] }

// connections are the databases that a client's line opens: by a connection
// string among its words, else by host and database as options or variables.
func (l *line) connections() []Target {
	var all []Target
	for _, part := range []string{"url", "database"} {
		for _, w := range l.partWords(part) {
			m := l.means(w)
			if m.variable != "" && len(l.partWords("host")) == 0 {
				all = append(all, Target{Variable: m.variable})
				continue
			}
			for _, v := range m.values {
				if c, ok := secret.ParseConnection(v); ok && !v.Matches(otherHost.Get()) {
					all = append(all, connected(c))
				} else if ok {
					all = append(all, Target{Why: "its parameters may name another server"})
				}
			}
		}
	}
	if len(all) > 0 {
		return all
	}
	return l.fromParts()
}

func (l *line) fromParts() (all []Target) {
	value := func(part string) (vs []secret.Value, why string) {
		for _, w := range l.partWords(part) {
			m := l.means(w)
			if m.why != "" {
				return nil, "its " + part + " is not known: " + m.why
			}
			vs = append(vs, m.values...)
		}
		if len(vs) == 0 {
			vs = []secret.Value{{}}
		}
		return vs, ""
	}
	hosts, why := value("host")
	databases, why2 := value("database")
	ports, why3 := value("port")
	for _, w := range []string{why, why2, why3} {
		if w != "" {
			return []Target{{Why: w}}
		}
	}
	for _, h := range hosts {
		for _, d := range databases {
			for _, p := range ports {
				c, ok := secret.ConnectionOf(engines[l.name], h, p, d, secret.Value{}, secret.Value{})
				if (!ok || c.Server() == "") && l.reader.container != "" {
					all = append(all, Target{Inside: l.reader.container})
					continue
				}
				if !ok || c.Server() == "" {
					all = append(all, Target{Why: "it opens a database of this machine, or one that it does not name"})
					continue
				}
				all = append(all, connected(c))
			}
		}
	}
	return all
}

// otherHost knows parameters that lead elsewhere than the address says.
// https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS
var otherHost = lazily.Compile(`(?i)://[^?]*\?(?:.*&)?(?:host|hostaddr|service|port|dbname|options)=|\b(?:hostaddr|service)\s*=`)

// connected is a database as a target.
func connected(c secret.Connection) Target {
	if len(c.Hosts) > 1 {
		return Target{Why: "the connection names several servers"}
	}
	t := Target{Store: c.Store(), Server: c.Server()}
	if t.Store == "" && t.Server == "" {
		t.Why = "the connection names no server"
	}
	return t
}

// partWords are the words that give a part: options before a place before
// variables.
func (l *line) partWords(name string) []shell.Word {
	i := slices.IndexFunc(l.cli.Parts, func(p catalog.Part) bool { return p.Name == name })
	if i < 0 {
		return nil
	}
	part := l.cli.Parts[i]
	var words []shell.Word
	for _, o := range part.Options {
		words = append(words, l.parsed.given[o]...)
	}
	if part.Position > 0 && part.Position <= len(l.parsed.words) {
		words = append(words, l.parsed.words[part.Position-1])
	}
	if len(words) > 0 {
		return words
	}
	for _, v := range part.Variables {
		words = append(words, l.variable(v)...)
	}
	return words
}
