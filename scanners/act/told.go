// SPDX-License-Identifier: Apache-2.0

package act

import (
	"slices"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/shell"
)

// This file is how a database's client is told something, and what follows for the
// databases that it opens; what the statements do is judged in statements.go.

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
