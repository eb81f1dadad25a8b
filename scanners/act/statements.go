// SPDX-License-Identifier: Apache-2.0

package act

import (
	"regexp"

	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// This file is what the statements do that a database's client is told. Only those
// that cannot change anything are known to read: a SELECT without a word that
// changes and without a function that is not known. A table of that name, a view
// with a trigger or a function in the search path under a known name is beyond what
// can be read from here, and so is a server's own configuration.

type harmlessness int

const (
	unknown harmlessness = iota
	onlyReads
	changes
)

var (
	sqlReads   = lazily.Compile(`(?is)^\s*(?:(?:select|show|explain|describe|desc|table|values|with|use|\\(?:d[a-zA-Z]*\+?|l\+?|conninfo|x|q|timing|\?|h|dt))\b[^;\\]*(?:;\s*|$|\n))+$`)
	sqlChanges = lazily.Compile(`(?i)\b(?:insert|update|delete|drop|truncate|alter|create|grant|revoke|merge|replace|rename|vacuum|reindex|refresh|comment|reassign|flush|reset|import|upsert|optimize|purge)\b`)
	sqlOdd     = lazily.Compile(`(?i)\b(?:into|call|do|copy|execute|exec|prepare|lock|load|handler|set|begin|commit|source|system|tee|pager|delimiter|listen|notify|outfile|dumpfile|kill|shutdown|cluster|security|discard|savepoint|rollback)\b|/\*M?!|\\[!igocwe]|(?:^|[^:]):["'A-Za-z_{]`)
	// What hides a function from sqlCalls: a comment before its bracket, a blank beside
	// its dot. FOR SHARE locks rows, and psql hands what stands in backquotes behind a
	// meta-command to a shell.
	// A sequence of MariaDB is drawn from without a bracket.
	// https://mariadb.com/kb/en/next-value-for-sequence_name/
	// https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-ROWS
	// https://www.postgresql.org/docs/current/app-psql.html#APP-PSQL-META-COMMANDS
	sqlHides = lazily.Compile(`(?is)(?:\*/|(?:--|#)[^\n]*\n)\s*\(|["\w]\s*\.\s+["\w]+\s*\(|["\w]\s+\.\s*["\w]+\s*\(|\bfor\b.*\bshare\b|\bnext\b.*\bvalue\b|\bnextval\b|\\.*\x60`)
	sqlCalls = lazily.Compile(`(?i)(["\x60\]\w$.]+)\s*\(`)
	sqlKnown = lazily.Compile(`(?i)^(?:count|sum|avg|min|max|now|version|current_database|current_user|current_schema|database|user|coalesce|lower|upper|length|round|abs|date_trunc|date|extract|pg_size_pretty|pg_database_size|pg_total_relation_size|pg_table_size|concat|substring|to_char|array_agg|string_agg|json_agg|row_number|rank|in|as|from|and|or|not|exists|on|over|where|by|select|union|all|any|values|with|join|then|when|else|case|having|limit|distinct|filter|like|ilike|between|interval|cast|nullif|greatest|least|trim|left|right|ifnull|group_concat|year|month|day)$`)

	// Of what a query may hold, backquotes call a function and signs of assignment a setter.
	mongoReads   = lazily.Compile(`^\s*(?:show\s+(?:dbs|collections|databases|tables|users)|db(?:\.[A-Za-z_]\w*)?\.(?:find|findOne|countDocuments|estimatedDocumentCount|count|stats|version|getCollectionNames|getName|distinct|getIndexes)\(\s*[^()$;\x60=\\]*\)(?:\.(?:limit|count|pretty|toArray|sort|skip|size)\(\s*[^()$;\x60=\\]*\))*)\s*;?\s*$`)
	mongoFile    = lazily.Compile(`(?i)\.(?:m?js|cjs|mongodb)$`)
	mongoChanges = lazily.Compile(`dropDatabase|\.drop\w*\s*\(|\.(?:delete|remove|insert|update|replace|bulkWrite|rename|findAndModify|findOneAnd)\w*\s*\(|\$out|\$merge`)

	// What reaches beyond the database that is connected to, and beyond the server.
	wholeServer = lazily.Compile(`(?i)\b(?:drop|alter|create|rename)\s+(?:database|schema|role|user|tablespace)\b|\buse\s+\w|\w\s*\.\s*\w+|getSiblingDB|\bflushall\b`)
	elsewhere   = lazily.Compile(`(?i)\\(?:c\b|connect|i|ir|include|!|copy|g|o|w|e\b|set\b)|dblink|postgres_fdw|\bsource\b|\bsystem\b|\bload\s*\(|\bconnect\s*\(|\bMongo\s*\(|\bcopy\b|\bexecute\b|\bcall\b|\bdo\b|(?:^|[^:]):["'A-Za-z_{]`)
)

func (l *line) judge(t secret.Value) harmlessness {
	if l.cli.Language == "mongo" {
		return judged(t, mongoReads.Get(), mongoChanges.Get())
	}
	return judgeSQL(t)
}

func judged(t secret.Value, reads, changing *regexp.Regexp) harmlessness {
	switch {
	case t.Matches(changing):
		return changes
	case t.Matches(reads):
		return onlyReads
	}
	return unknown
}

func judgeSQL(t secret.Value) harmlessness {
	switch {
	case t.Matches(sqlChanges.Get()):
		return changes
	case t.Matches(sqlOdd.Get()) || t.Matches(sqlHides.Get()) || !t.Matches(sqlReads.Get()):
		return unknown
	}
	for _, s := range t.Spans(sqlCalls.Get(), 1000) {
		if !t.Slice(s[2], s[3]).Matches(sqlKnown.Get()) {
			return unknown
		}
	}
	return onlyReads
}
