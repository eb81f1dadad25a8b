// SPDX-License-Identifier: Apache-2.0

package claim

import (
	"regexp"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/shell"
)

// speakers print or search text and run nothing of it.
var speakers = []string{
	"echo", "printf", "cat", "grep", "egrep", "rg", "ag", "sed", "awk", "tr", "head", "tail", "less", "git", "gh", "read", "test", "[", "[[", "case", "for", "select",
	":", "true", "false", "alias", "unalias", "type", "which", "man", "help", "whatis", "log", "info", "warn", "error", "err", "die", "fail", "fatal", "debug", "say", "notify", "log_info",
	"log_error", "log_warn", "print", "usage", "complete", "trap", "cd", "mkdir", "touch", "cp", "mv", "ls", "find", "jq", "yq", "apt-get", "apt", "brew", "pip", "npm", "history",
}

// talkers send text to something that acts on it: what they are told matters
// more than their own name.
var talkers = append([]string{
	"psql", "pgcli", "mysql", "mariadb", "mysqladmin", "mongosh", "mongo", "sqlcmd", "cockroach", "clickhouse", "clickhouse-client", "redis-cli", "valkey-cli", "sqlite3", "aws", "wrangler", "gql", "graphql",
}, httpClients...)

// harmless are words by which a command only says what it would do.
var harmless = []string{"--help", "--dry-run", "--dryrun", "--dry-run=client", "--dry-run=server", "--dry-run=true", "--what-if", "--noop", "--check", "--version"}

// A call is what a command says to a program that the catalog may know.
type call struct {
	program string
	plain   secret.Value // the command itself
	told    secret.Value // what it hands over: SQL, GraphQL, a request
}

// calls reads a command for the catalog; ok is false for one that only speaks or
// only pretends.
func (c *commands) callOf(l *located) (call, bool) {
	program, args := l.Program()
	if len(l.Words) == 0 || slices.Contains(speakers, program) && !piped(l, program) {
		return call{}, false
	}
	for i, w := range args {
		if w.Is(harmless...) != "" || i == 0 && w.Is("help") != "" {
			return call{}, false
		}
	}
	k := call{program: program, plain: l.Plain()}
	if slices.Contains(talkers, program) {
		k.told = c.told(l, args)
	}
	return k, true
}

// piped lets npm and gh through, which run things too.
func piped(_ *located, program string) bool { return program == "npm" || program == "gh" }

// told is what a command says and what is piped into it, on one line, its
// variables put in. Addresses stand before and behind the rest, since either
// order is written.
func (c *commands) told(l *located, args []shell.Word) secret.Value {
	var addresses, parts []secret.Value
	add := func(w shell.Word) {
		v, _ := c.resolve(w, 0)
		v = oneLine(v)
		if v.Matches(webAddress.Get()) {
			addresses = append(addresses, v, blank)
		}
		parts = append(parts, v, blank)
	}
	program, _ := l.Program()
	for _, w := range args {
		add(w)
	}
	for _, w := range l.Input {
		add(w)
	}
	for _, f := range l.feeders {
		for _, w := range slices.Concat(f.Words, f.Input) {
			add(w)
		}
	}
	return bounded(secret.Join(slices.Concat([]secret.Value{secret.New(program + " ")}, addresses, parts, addresses)...))
}

var (
	blank    = secret.New(" ")
	newlines = lazily.Compile(`\s*\n\s*`)
)

// oneLine joins lines.
func oneLine(v secret.Value) secret.Value { return without(v, newlines.Get()) }

// without puts a blank where an expression matches.
func without(v secret.Value, re *regexp.Regexp) secret.Value {
	var parts []secret.Value
	from := 0
	for _, span := range v.Spans(re, 10_000) {
		parts = append(parts, v.Slice(from, span[0]), blank)
		from = span[1]
	}
	return secret.Join(append(parts, v.Slice(from, v.Len()))...)
}

// operations finds what a command destroys, and says so of the holder where
// nobody is asked.
func (c *commands) operations(g *group) {
	k, ok := c.callOf(g.located)
	if !ok {
		return
	}
	for _, hit := range catalog.OperationsIn(k.plain) {
		if byItself(hit.Operation) {
			c.destroys(g, k, hit)
		}
	}
	if k.told.Len() == 0 {
		return
	}
	for _, hit := range catalog.OperationsIn(k.told) {
		if !byItself(hit.Operation) || slices.Contains(talkers, k.program) {
			c.destroys(g, k, hit)
		}
	}
}

// byItself reports whether an operation is a program's own command, as opposed
// to text that is handed over.
func byItself(o *catalog.Operation) bool { return strings.Contains(o.Kind, "cli") }

func (c *commands) destroys(g *group, k call, hit catalog.Hit) {
	o := hit.Operation
	if savedPlan(g.located, k.program) {
		return
	}
	name := hit.Provider.ID + "/" + o.Name
	here := c.here(g.located, "it runs "+o.Call)
	c.uses = append(c.uses, use{hit.Provider.ID, "destroy", here})
	c.ofCommand(g, "destroy", here)
	if c.asked || asks(g.located, o) {
		return
	}
	section := c.section(g)
	if skipsQuestion(g.located, o) {
		c.out.Note(section, graph.Trait{Name: graph.SkipsQuestion, Detail: name}, graph.Yes, here)
	}
	why := []graph.Evidence{here}
	switch {
	case !o.Verified:
		why = append(why, graph.Evidence{Basis: graph.Guessed, Says: "what it loses is not documented"})
	case len(o.Sources) > 0:
		why = append(why, graph.Evidence{Basis: graph.Known, At: graph.Location{URL: o.Sources[0]}, Says: "it loses " + o.Loses})
	}
	c.out.Note(section, graph.Trait{Name: graph.ActsUnasked, Detail: name}, graph.Yes, why...)
}

// prompts reports whether a command asks the person at the terminal: `read` of
// no file, here-document or pipe, and what scripts call a confirmation.
func prompts(l *located) bool {
	program, _ := l.Program()
	if program == "read" {
		return l.Keyword != "while" && l.Keyword != "until" && len(l.feeders)+len(l.Input)+len(l.Targets) == 0
	}
	return confirmation.MatchString(program)
}

var confirmation = lazily.Compile(`(?i)^(?:gum|whiptail|dialog|zenity)$|confirm|^ask_|are_you_sure`)

// savedPlan reports whether terraform applies a plan that somebody could read:
// `terraform apply tfplan`.
func savedPlan(l *located, program string) bool {
	if !slices.Contains([]string{"terraform", "tofu", "terragrunt"}, program) {
		return false
	}
	_, args := l.Program()
	applies := false
	for i, w := range args {
		if _, isOption := w.Glued("-"); isOption {
			continue
		}
		if w.Is("apply") != "" {
			applies = true
			continue
		}
		if _, _, assigns := w.Assigned(); applies && !assigns && (i == 0 || args[i-1].Is("-var", "-var-file", "-target", "-parallelism", "--var", "--var-file", "--target") == "") {
			return true
		}
	}
	return false
}

// unasking are options that answer a question beforehand, whatever the tool.
var unasking = []string{"-auto-approve", "--auto-approve", "-y", "--yes", "--force", "--assume-yes", "--no-input", "--noinput", "--no-interaction", "--non-interactive", "--skip-confirmation", "--terragrunt-non-interactive", "--accept-data-loss"}

var (
	askedOption  = lazily.Compile(`(?:^|[\s;,])(-{1,2}[a-z][a-z-]+)`)
	askedSetting = lazily.Compile(`\b[A-Z][A-Z_]{5,}\b`)
)

// skipsQuestion reports whether a command answers beforehand what it would ask,
// or its tool asks and got past asks.
func skipsQuestion(l *located, o *catalog.Operation) bool {
	if o.Asks != "" && !strings.Contains(o.Asks, "only with") {
		return true
	}
	_, args := l.Program()
	return slices.ContainsFunc(args, func(w shell.Word) bool { return w.Is(unasking...) != "" })
}

// asks reports whether somebody is asked before the command does it.
func asks(l *located, o *catalog.Operation) bool {
	if o.Asks == "" {
		return false
	}
	var options []string
	for _, m := range askedOption.FindAllStringSubmatch(o.Asks, -1) {
		options = append(options, m[1])
	}
	_, args := l.Program()
	has := func(options []string) bool {
		return slices.ContainsFunc(args, func(w shell.Word) bool {
			_, _, with := w.Option(options...)
			return with || w.Is(options...) != ""
		})
	}
	if strings.Contains(o.Asks, "only with") {
		return has(append(options, "-i"))
	}
	for _, setting := range askedSetting.FindAllString(o.Asks, -1) {
		if slices.ContainsFunc(slices.Concat(l.Assigned, l.Words), func(w shell.Word) bool { n, _, ok := w.Assigned(); return ok && n == setting }) {
			return false
		}
	}
	return !has(options) && !has(unasking) && !answered(l) && !forced(args)
}

// forced knows -f where it is not the name of a file.
func forced(args []shell.Word) bool {
	for i, w := range args {
		if w.Is("-f") == "" {
			continue
		}
		if i+1 >= len(args) || !args[i+1].Text().Matches(fileName.Get()) {
			return true
		}
	}
	return false
}

var fileName = lazily.Compile(`[./]`)

// answered knows `yes | tool`, `echo y | tool`, `tool <<< y` and CI=true.
func answered(l *located) bool {
	for _, f := range l.feeders {
		program, args := f.Program()
		if program == "yes" || len(args) > 0 && slices.Contains([]string{"echo", "printf"}, program) && args[len(args)-1].Is("y", "yes", "Y", `y\n`, `yes\n`) != "" {
			return true
		}
	}
	for _, w := range l.Input {
		if w.Text().Matches(affirmative.Get()) {
			return true
		}
	}
	return slices.ContainsFunc(l.Assigned, func(w shell.Word) bool {
		name, value, ok := w.Assigned()
		return ok && name == "CI" && value.Is("true", "1") != ""
	})
}

var affirmative = lazily.Compile(`^(?:y|Y|yes)\s*$`)
