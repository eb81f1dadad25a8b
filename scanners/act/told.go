// SPDX-License-Identifier: Apache-2.0

package act

import (
	"regexp"
	"slices"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/shell"
)

// This file is what a database's client is told. Only statements that cannot
// change anything are known to read: a SELECT without a word that changes and
// without a function that is not known. A table of that name, a view with a
// trigger or a function in the search path under a known name is beyond what can
// be read from here, and so is a server's own configuration.

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

	redisReads   = []string{"get", "mget", "keys", "scan", "info", "ping", "dbsize", "ttl", "pttl", "type", "exists", "llen", "lrange", "hget", "hgetall", "hkeys", "hlen", "smembers", "scard", "zrange", "zcard", "xlen", "xrange", "strlen", "time", "echo", "memory", "lastsave"}
	redisMemory  = []string{"usage", "stats", "doctor", "malloc-stats", "help"} // purge hands pages back
	redisChanges = []string{"flushall", "flushdb", "del", "unlink", "set", "mset", "setex", "expire", "rename", "hdel", "hset", "lpop", "rpop", "lpush", "rpush", "ltrim", "srem", "zrem", "xtrim", "getdel", "restore", "migrate", "move", "incr", "decr", "append", "shutdown", "swapdb"}
)

// language reads what a client is told, and to which database.
func (l *line) language() {
	texts, missing := l.told()
	if l.name == "redis-cli" || l.name == "valkey-cli" {
		l.redis()
		return
	}
	if len(texts) == 0 && missing == "" {
		missing = "what it will be told is not seen"
	}
	for _, t := range texts {
		switch l.judge(t) {
		case onlyReads:
			if reason := l.kept(); reason != "" {
				l.onStore(nil, reason)
				continue
			}
			l.reads(l.name, "it only reads, as far as the functions and views of the database do")
		case changes:
			l.onStore(l.operations(t), "", t.Matches(wholeServer.Get()))
			if t.Matches(elsewhere.Get()) {
				l.onStore(nil, "it also does what is not known: another connection, another program")
			}
		default:
			l.onStore(nil, "what it is told is not known to read only")
		}
	}
	if missing != "" {
		l.onStore(nil, missing)
	}
}

// kept is why reading statements are not all that the line may do.
func (l *line) kept() string {
	switch p := &l.parsed; {
	case !l.cli.Verified:
		return "that it only reads is not verified"
	case p.unknown || p.may(l.cli.Unless...):
		return "an option is not known to read only"
	case p.odd:
		return "the shell may make more words of one"
	case p.leftOver:
		return "further words come from elsewhere"
	}
	return ""
}

// told is all that the client is told, and why some of it is not seen.
func (l *line) told() (texts []secret.Value, missing string) {
	take := func(w shell.Word) {
		m := l.means(w)
		if m.why != "" && !w.Expands {
			texts, missing = append(texts, w.Text()), "a part of what it is told is not known: "+m.why
			return
		}
		texts = append(texts, m.values...)
	}
	for _, o := range l.cli.Told {
		for _, w := range l.parsed.given[o] {
			take(w)
		}
	}
	for _, w := range l.call.command.Input {
		take(w)
	}
	var files []shell.Word
	for _, o := range l.cli.Files {
		files = append(files, l.parsed.given[o]...)
	}
	for _, w := range slices.Concat(files, l.scripts(), l.call.command.Sources) {
		found := l.files(w)
		for _, data := range found {
			texts = append(texts, secret.New(string(data)))
		}
	}
	for _, f := range l.call.feeders {
		if program, args := f.Program(); len(args) > 0 && (program == "echo" || program == "printf") {
			for _, w := range args {
				take(w)
			}
			continue
		}
		missing = "what is piped into it is not seen"
	}
	return texts, missing
}

// scripts are the files that mongosh runs without an option: all words behind the
// database, and a first one that is a file by its ending.
// https://www.mongodb.com/docs/mongodb-shell/reference/options/
func (l *line) scripts() []shell.Word {
	words := l.parsed.words
	if l.cli.Language != "mongo" || len(words) == 0 {
		return nil
	}
	if m := l.means(words[0]); m.why == "" && !slices.ContainsFunc(m.values, func(v secret.Value) bool { return v.Matches(mongoFile.Get()) }) {
		return words[1:]
	}
	return words
}

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

// redis reads the command among the words.
func (l *line) redis() {
	verb := ""
	if len(l.parsed.words) > 0 {
		if m := l.means(l.parsed.words[0]); m.why == "" && len(m.values) == 1 {
			verb = foldedOneOf(m.values[0], append(slices.Clone(redisReads), redisChanges...))
		}
	}
	fed := len(l.call.feeders) > 0 || len(l.call.command.Input) > 0 || len(l.call.command.Sources) > 0
	switch {
	case slices.Contains(redisChanges, verb):
		o := l.provider.OperationNamed("FLUSHALL")
		if verb != "flushall" && verb != "flushdb" {
			o = nil
		}
		l.onStore([]*catalog.Operation{o}, "", verb == "flushall" || verb == "swapdb" || verb == "migrate" || verb == "move" || verb == "shutdown")
	case slices.Contains(redisReads, verb) && l.kept() == "" && !fed && (verb != "memory" || l.second(redisMemory)):
		l.reads(l.name, "it only reads")
	default:
		l.onStore(nil, "what it is told is not known to read only")
	}
}

// second reports whether the second word is one of a list.
func (l *line) second(words []string) bool {
	if len(l.parsed.words) < 2 {
		return false
	}
	m := l.means(l.parsed.words[1])
	return m.why == "" && len(m.values) == 1 && foldedOneOf(m.values[0], words) != ""
}

// foldedOneOf is the word of a list that a value equals but for its case.
func foldedOneOf(v secret.Value, words []string) string {
	for i, w := range words {
		if slices.Equal(v.Words(secret.Vocabulary{w: i}), []int{i}) && v.Len() == len(w) {
			return w
		}
	}
	return ""
}

// operations are those of the catalog that a text shows; a nil one where it
// changes something that the catalog has no operation for.
func (l *line) operations(t secret.Value) (all []*catalog.Operation) {
	for _, h := range catalog.OperationsIn(secret.Join(secret.New(l.name+" "), oneLine(t))) {
		all = append(all, h.Operation)
	}
	if len(all) == 0 {
		all = []*catalog.Operation{nil}
	}
	return all
}

var newlines = lazily.Compile(`\s*\n\s*`)

func oneLine(v secret.Value) secret.Value {
	var parts []secret.Value
	from := 0
	for _, span := range v.Spans(newlines.Get(), 10_000) {
		parts = append(parts, v.Slice(from, span[0]), secret.New(" "))
		from = span[1]
	}
	return secret.Join(append(parts, v.Slice(from, v.Len()))...)
}

// onStore adds what happens to the rows of the databases that are opened. Without
// operations it is not known what happens, and why says so.
func (l *line) onStore(operations []*catalog.Operation, why string, wide ...bool) {
	targets := l.connections()
	for i := range targets {
		if len(wide) > 0 && wide[0] && targets[i].Server != "" {
			targets[i].Store = "" // all databases of the server
		}
	}
	if why != "" {
		a := l.act(nil)
		a.Kind, a.Why, a.Targets, a.Rows = Unread, why, targets, true
		l.add(a)
		return
	}
	for _, o := range operations {
		a := l.act(o)
		a.Targets, a.Rows, a.Types = targets, true, nil
		a.Power = graph.Write
		if o == nil {
			a.Why = "it changes what is stored"
		}
		l.add(a)
	}
}

func typesOf(o *catalog.Operation) []string {
	if o.Destroys == "" {
		return nil
	}
	return []string{o.Destroys}
}

func powerOf(o *catalog.Operation) graph.Power {
	p, _ := graph.ParsePower(o.Needs...)
	return p
}
