// SPDX-License-Identifier: Apache-2.0

package act

import (
	"slices"

	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// The commands of Redis stand among the words of the line, not in a text.
var (
	redisReads   = []string{"get", "mget", "keys", "scan", "info", "ping", "dbsize", "ttl", "pttl", "type", "exists", "llen", "lrange", "hget", "hgetall", "hkeys", "hlen", "smembers", "scard", "zrange", "zcard", "xlen", "xrange", "strlen", "time", "echo", "memory", "lastsave"}
	redisMemory  = []string{"usage", "stats", "doctor", "malloc-stats", "help"} // purge hands pages back
	redisChanges = []string{"flushall", "flushdb", "del", "unlink", "set", "mset", "setex", "expire", "rename", "hdel", "hset", "lpop", "rpop", "lpush", "rpush", "ltrim", "srem", "zrem", "xtrim", "getdel", "restore", "migrate", "move", "incr", "decr", "append", "shutdown", "swapdb"}
)

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
