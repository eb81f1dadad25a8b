// SPDX-License-Identifier: Apache-2.0

package claim

import (
	"slices"

	"github.com/stagedoor/stagedoor/scanners/internal/shell"
)

// A client is a database's command-line client: which option means what. The
// first letters of variables make the same tuple as in a dotenv file.
type client struct {
	options map[string]string // option to variable
	glued   string            // an option that takes its value without a blank
}

// https://www.postgresql.org/docs/current/app-psql.html
var postgres = client{
	options: map[string]string{"-h": "PGHOST", "--host": "PGHOST", "-p": "PGPORT", "--port": "PGPORT", "-U": "PGUSER", "--username": "PGUSER", "-d": "PGDATABASE", "--dbname": "PGDATABASE"},
}

// https://dev.mysql.com/doc/refman/8.4/en/connection-options.html
var mysql = client{
	options: map[string]string{"-h": "MYSQL_HOST", "--host": "MYSQL_HOST", "-P": "MYSQL_PORT", "--port": "MYSQL_PORT", "-u": "MYSQL_USER", "--user": "MYSQL_USER", "--password": "MYSQL_PASSWORD", "-D": "MYSQL_DATABASE", "--database": "MYSQL_DATABASE"},
	glued:   "-p",
}

// https://redis.io/docs/latest/develop/tools/cli/
var redis = client{
	options: map[string]string{"-h": "REDIS_HOST", "-p": "REDIS_PORT", "-a": "REDIS_PASSWORD", "--pass": "REDIS_PASSWORD", "-u": "REDIS_URL", "--user": "REDIS_USERNAME"},
}

// https://www.mongodb.com/docs/mongodb-shell/reference/options/
var mongo = client{
	options: map[string]string{"--host": "MONGO_HOST", "--port": "MONGO_PORT", "-u": "MONGO_USERNAME", "--username": "MONGO_USERNAME", "-p": "MONGO_PASSWORD", "--password": "MONGO_PASSWORD"},
}

var clients = map[string]client{
	"psql": postgres, "pg_dump": postgres, "pg_dumpall": postgres, "pg_restore": postgres, "createdb": postgres, "dropdb": postgres, "pgcli": postgres, "vacuumdb": postgres,
	"mysql": mysql, "mysqldump": mysql, "mariadb": mysql, "mariadb-dump": mysql, "mysqladmin": mysql, "mycli": mysql,
	"redis-cli": redis,
	"mongosh":   mongo, "mongo": mongo, "mongodump": mongo, "mongorestore": mongo, "mongoexport": mongo, "mongoimport": mongo,
}

// databaseClient reads where a client connects to, and as whom. It is claimed
// only with a password: what is not opened by this command needs no place.
func (c *commands) databaseClient(g *group, program string, args []shell.Word) {
	client, ok := clients[program]
	if !ok {
		return
	}
	target := &group{located: g.located, env: g.env, holder: g.holder}
	for i, w := range args {
		for option, name := range client.options {
			if _, value, ok := w.Option(option); ok && len(option) > 2 {
				c.part(target, name, value)
			}
			if i > 0 && args[i-1].Is(option) != "" {
				c.part(target, name, w)
			} else if value, ok := w.Glued(option); ok && len(option) == 2 && w.Is("-h") == "" && client.glued == "" {
				c.part(target, name, value)
			}
		}
		if value, ok := w.Glued(client.glued); ok && client.glued != "" {
			c.part(target, "MYSQL_PASSWORD", value)
		}
	}
	if withPassword(target.pairs) || withPassword(g.pairs) {
		g.pairs = append(g.pairs, target.pairs...)
	}
}

func (c *commands) part(g *group, name string, w shell.Word) {
	if v, ok := c.resolve(w, 0); ok && v.Len() > 0 {
		g.pairs = append(g.pairs, Pair{name, v, c.at(g.located, w)})
	}
}

func withPassword(pairs []Pair) bool {
	return slices.ContainsFunc(pairs, func(p Pair) bool {
		return slices.Contains([]string{"PGPASSWORD", "MYSQL_PASSWORD", "MYSQL_PWD", "REDIS_PASSWORD", "REDISCLI_AUTH", "MONGO_PASSWORD"}, p.Name)
	})
}
