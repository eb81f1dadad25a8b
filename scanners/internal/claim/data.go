// SPDX-License-Identifier: Apache-2.0

package claim

import (
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// In this file: what containers keep and save, whichever format starts them:
// where servers have their data, which images and commands make copies, and how
// often.

// A DataRole says whether a mount holds data that nothing can make again.
type DataRole struct {
	Primary graph.Tri
	Says    string
	Scratch bool // packages, caches, logs, collected files
}

// Where the images of databases keep their data, as their own documentation has
// it, and images whose data can be made again.
var (
	databasePaths = []string{"/var/lib/postgresql", "/var/lib/mysql", "/var/lib/mariadb", "/data/db", "/bitnami/postgresql", "/bitnami/mysql",
		"/bitnami/mariadb", "/bitnami/mongodb", "/var/opt/mssql", "/var/lib/clickhouse", "/var/lib/influxdb", "/var/lib/influxdb2",
		"/var/lib/cassandra", "/opt/couchdb/data", "/cockroach/cockroach-data", "/home/postgres/pgdata"}
	databaseImages = lazily.Compile(`^(minio|neo4j|rethinkdb|arangodb|surrealdb)$`)
	madeAgain      = lazily.Compile(`(^|/)(node_modules|\.?cache|bundle|gems|tmp|logs?|\.next|\.venv|site-packages|staticfiles|static[a-z_-]*)(/|$)`)
	cacheImages    = lazily.Compile(`^(redis|redis-stack|redis-stack-server|valkey|keydb|dragonfly|memcached|rabbitmq|nats|kafka|zookeeper|` +
		`prometheus|grafana|loki|tempo|alertmanager|jaeger|promtail|elasticsearch|opensearch|kibana|meilisearch|typesense|mailhog|mailpit|ollama)$`)
)

// DatabasePath reports whether a path in a container is where a database server
// keeps its data.
func DatabasePath(target string) bool {
	for _, p := range databasePaths {
		if target == p || strings.HasPrefix(target, p+"/") {
			return true
		}
	}
	return false
}

// RoleOfData judges a mount by the image's name (its last part, without tag) and
// the path; volume says that it is a volume of its own and no folder of the host.
func RoleOfData(image, target string, volume bool) DataRole {
	switch {
	case DatabasePath(target):
		return DataRole{Primary: graph.Yes, Says: "mounted where a database server keeps its data"}
	case madeAgain.MatchString(target):
		return DataRole{Primary: graph.No, Says: "mounted where packages, caches, logs or static files are kept, which can be made again", Scratch: true}
	case databaseImages.MatchString(image) && strings.Contains(target, "data"):
		return DataRole{Primary: graph.Yes, Says: "the data of the image " + image}
	case cacheImages.MatchString(image) && volume:
		return DataRole{Primary: graph.No, Says: "belongs to the image " + image + ", whose data can be made again"}
	}
	return DataRole{}
}

// How a container is seen to make backups.
var (
	BackupImage = lazily.Compile(`(^|[-_])(backups?|dbbackup|restic|borg|borgmatic|duplicati|volumerize|kopia|pgbackrest)([-_]|$)`)
	DumpCommand = lazily.Compile(`(?:^|[\s;&|('"/])(pg_dump|pg_dumpall|pg_basebackup|mysqldump|mariadb-dump|mongodump|xtrabackup|mariabackup|restic\s+.*backup|borg\s+create)(?:[\s;&|)'"]|$)`)
	DumpTarget  = lazily.Compile(`(?i)(back_?ups?|dumps?|archive)`)
	DumpSource  = lazily.Compile(`(?:\s-h\s*|--host[= ]|@)([A-Za-z0-9_.-]+)`)
	HostKey     = lazily.Compile(`(?i)^(.*_|PG)?(HOST|HOSTS|SERVER)(_?NAME)?$`)
	S3Address   = lazily.Compile(`^s3:(?:(?:https?:)?//)?(?:s3[a-z0-9.-]*\.amazonaws\.com/)?([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/|$)`)
)

var (
	cronHourly  = lazily.Compile(`^(@hourly|@every 1h|\S+ \* \* \* \*)$`)
	cronDaily   = lazily.Compile(`^(@daily|@midnight|@every 24h|\d+ \d+ \* \* \*)$`)
	cronWeekly  = lazily.Compile(`^(@weekly|\d+ \d+ \* \* [A-Za-z0-7]+)$`)
	cronMonthly = lazily.Compile(`^(@monthly|\d+ \d+ \d+ \* \*)$`)
)

// ScheduleHours reads the plain schedules; 0 where it is another.
func ScheduleHours(v secret.Value) int {
	v = v.Normal()
	switch {
	case v.Matches(cronHourly.Get()):
		return 1
	case v.Matches(cronDaily.Get()):
		return 24
	case v.Matches(cronWeekly.Get()):
		return 7 * 24
	case v.Matches(cronMonthly.Get()):
		return 30 * 24
	}
	return 0
}
