// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/reporters"
	"github.com/stagedoor/stagedoor/scanners/act"
	"github.com/stagedoor/stagedoor/scanners/tree"
)

// In this file: the last door of an answer from a cached graph. Who reads the tree
// knows its secrets, and searches the answer for them; who did not knows none. But
// what an answer says comes from the graph, which was searched before it was kept,
// from our own words, or from whoever asks: his line, his environment, the files
// that his line loads. Only there a secret can come in, and what came in is looked up
// among the traces of the tree's. Where it has one, or nobody can say, the tree is
// read.
//
// One thing differs from the door of one who has read the tree: a secret that is
// nowhere as a whole, and that our words and a name of the graph happen to spell
// where they stand beside each other, is not seen.

// vouches reports whether nothing in an answer from a cached graph could be a secret
// of the tree.
func (a *answer) vouches(q request, c *consequence) bool {
	if a.seals != nil && a.seals.broken {
		return false
	}
	for _, word := range append(slices.Clone(q.argv), q.command, q.where, q.cwd) {
		q.echo.Hear(secret.New(word))
	}
	q.echo.Hear(q.connection)
	texts, ok := c.texts()
	if !ok {
		return false
	}
	known := c.words()
	for _, t := range c.acts {
		for _, word := range t.drawn() {
			q.echo.Hear(secret.New(word))
			if strings.ContainsAny(word, " \t") && !a.harmless(word, known) && strings.Contains(strings.Join(texts, "\n"), word) {
				return false
			}
		}
	}
	for _, text := range texts {
		for _, span := range q.echo.In(text) {
			// What is drawn from a line in several words was looked at; the words of
			// others stand beside ours.
			for word := range strings.FieldsSeq(text[span.Start:span.End]) {
				if !a.harmless(word, known) {
					return false
				}
			}
		}
	}
	return true
}

// harmless reports whether a text is too short for a secret, or stands in the cached
// graph, in the path of a file or in the catalog, or has no trace of one.
func (a *answer) harmless(text, known string) bool {
	return len(text) < secret.MinSearch || bytes.Contains(a.entry.Graph, []byte(text)) || strings.Contains(known, text) ||
		a.entry.Plain && slices.ContainsFunc(a.stamps, func(s tree.Stamp) bool { return strings.Contains(s.Path, text) }) ||
		!a.unprinted(text)
}

// texts are all that may be printed of an answer.
func (c *consequence) texts() (all []string, ok bool) {
	doc, err := c.json()
	var value any
	if err != nil || json.Unmarshal(doc, &value) != nil {
		return nil, false
	}
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case string:
			all = append(all, v)
		case []any:
			for _, x := range v {
				walk(x)
			}
		case map[string]any:
			for _, x := range v {
				walk(x)
			}
		}
	}
	walk(value)
	return append(all, string(c.text(reporters.Style{})), c.reason()), true
}

// words are what the catalog says of an answer's operations, and of what its
// programs are known to read.
func (c *consequence) words() string {
	var b strings.Builder
	put := func(words ...string) { b.WriteString(strings.Join(words, "\n") + "\n") }
	for _, t := range c.acts {
		if o := t.act.Operation; o != nil {
			put(o.Name, o.Call, o.Loses)
			put(o.Sources...)
		}
		if t.act.Kind != act.Reads {
			continue
		}
		for _, cli := range catalog.CLIs {
			if cli.Program == t.act.Program {
				put(cli.Harmless...)
			}
		}
	}
	return b.String()
}

// drawn are the words that were drawn from a line, in whatever form they go on from
// there.
func (t effect) drawn() (words []string) {
	words = slices.Concat([]string{t.act.Program, t.act.All}, t.act.Folders, t.act.Moved,
		t.deed.Names, t.deed.Variables, t.deed.Stores, t.deed.Servers, t.deed.Folders, t.deed.Files)
	for _, target := range t.act.Targets {
		words = append(words, target.Name, target.Variable, target.Store, target.Server)
	}
	for _, names := range slices.Collect(maps.Values(t.act.Within)) {
		words = append(words, names...)
	}
	for _, via := range t.act.Via {
		words = append(words, strings.Fields(via)...)
	}
	return words
}
