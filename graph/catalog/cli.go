// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"slices"
	"strings"
)

// A CLI is how the command lines of one program are read before they run. What
// it destroys stands in its provider's operations; here stands what a reader
// needs besides: which option takes a value, which commands are known to read
// and nothing more, where the program takes its environment from. A command
// that stands nowhere is unknown, never harmless.
type CLI struct {
	Program  string    `hcl:"program,label"`
	Also     []string  `hcl:"also,optional"`     // other names of the same program
	Values   []string  `hcl:"values,optional"`   // options that take the next word
	Switches []string  `hcl:"switches,optional"` // options that stand alone, where they come before the command
	Glued    bool      `hcl:"glued,optional"`    // a value may follow an option of one letter without a blank: -Udata
	Harmless []string  `hcl:"harmless,optional"` // commands known only to read, by their first words, or with a final $ by all of them; "*" for all
	Project  []string  `hcl:"project,optional"`  // commands that run the project's own code, and of which nothing else is known: no more harmless than a test runner
	Others   []string  `hcl:"others,optional"`   // commands of which nobody says more than their names do, none of which speaks of data: no more harmless than a compiler
	Unless   []string  `hcl:"unless,optional"`   // options with which no command counts as harmless
	Pretends []string  `hcl:"pretends,optional"` // options with which it only says what it would do
	Dry      []string  `hcl:"dry,optional"`      // the commands that are documented to know these options, by their first words; "*" where there is but one: another may be a plugin, or hand them to a program that it runs
	Language string    `hcl:"language,optional"` // sql, mongo, redis: what it is told besides its options
	Told     []string  `hcl:"told,optional"`     // options that carry text of the language
	Files    []string  `hcl:"files,optional"`    // options that name a file of it
	Parts    []Part    `hcl:"part,block"`
	Within   []Within  `hcl:"within,block"`
	Moves    []string  `hcl:"moves,optional"`    // options, and variables that a line assigns, with which it acts elsewhere than its files say
	Links    []string  `hcl:"links,optional"`    // files from which the program itself takes project or environment
	Declares []string  `hcl:"declares,optional"` // endings of the files whose things are everything in a folder to it; any where none stands here
	Commands []Command `hcl:"command,block"`
	Verified bool      `hcl:"verified,optional"`
	Sources  []string  `hcl:"sources,optional"`
}

// A Part is what of a connection an option of a database's client names.
type Part struct {
	Name      string   `hcl:"name,label"` // host, port, database, user, url; engine is the language of the client
	Options   []string `hcl:"options,optional"`
	Variables []string `hcl:"variables,optional"`
	Position  int      `hcl:"position,optional"` // of the word, from 1
}

// A Within is what a program acts in, and how it is told.
type Within struct {
	What      string   `hcl:"what,label"` // project, environment, service, app, namespace, context, region, folder, file, variables
	Options   []string `hcl:"options,optional"`
	Variables []string `hcl:"variables,optional"`
	Default   string   `hcl:"default,optional"` // where nothing tells
}

// A Command is one that destroys, or changes what is stored.
type Command struct {
	Words     string   `hcl:"words,label"`        // "volume delete|remove|rm": alternatives of one place with a |
	Operation string   `hcl:"operation,optional"` // of the same provider, which says what is lost and by which source
	Types     []string `hcl:"types,optional"`     // of the graph's nodes that it destroys, where the operation's one does not say it all
	Target    []string `hcl:"target,optional"`    // options, or places of words behind the command ("1", "rest"), that name it
	Opens     []string `hcl:"opens,optional"`     // without a target: the database that one of these variables opens, or the .env file of its folder by that name
	All       string   `hcl:"all,optional"`       // without a target: everything in this (project, folder, namespace, app)
	With      []string `hcl:"with,optional"`      // only with one of these options
	Switches  []string `hcl:"switches,optional"`  // options that stand alone behind this command, whatever they are elsewhere
	Without   []string `hcl:"without,optional"`   // not with one of these
	Rows      bool     `hcl:"rows,optional"`      // changes or erases what is in it, not the thing itself
	Perhaps   bool     `hcl:"perhaps,optional"`   // a plan or an answer that nobody has seen decides whether it destroys anything
}

// CLIByProgram finds how a program is read; both are nil where nobody knows.
func CLIByProgram(program string) (*CLI, *Provider) {
	e := index().clis[program]
	return e.cli, e.provider
}

// CLIs returns every program that can be read, with its provider, in the order
// of the catalog.
func CLIs(yield func(*Provider, *CLI) bool) {
	for i := range providers {
		for j := range providers[i].CLIs {
			if !yield(&providers[i], &providers[i].CLIs[j]) {
				return
			}
		}
	}
}

// OperationNamed finds an operation of a provider, or nil.
func (p *Provider) OperationNamed(name string) *Operation {
	for i := range p.Operations {
		if p.Operations[i].Name == name {
			return &p.Operations[i]
		}
	}
	return nil
}

// Matches reports whether words begin with the command's, and how many they are.
func (c *Command) Matches(words []string) (n int, ok bool) { return begins(c.Words, words) }

// begins compares words with a pattern, whose places may have alternatives.
func begins(pattern string, words []string) (n int, ok bool) {
	places := strings.Fields(pattern)
	if len(words) < len(places) {
		return 0, false
	}
	for i, p := range places {
		if !slices.Contains(strings.Split(p, "|"), words[i]) {
			return 0, false
		}
	}
	return len(places), true
}

// Reads reports whether words begin a command that is known only to read.
func (c *CLI) Reads(words []string) bool {
	return slices.ContainsFunc(c.Harmless, func(h string) bool { return h == "*" || begun(h, words) })
}

// Simulates reports whether words begin a command that is documented to know the
// options with which the program only says what it would do.
func (c *CLI) Simulates(words []string) bool {
	return slices.ContainsFunc(c.Dry, func(h string) bool { return h == "*" || begun(h, words) })
}

// RunsProject reports whether words begin a command that runs the project's own
// code.
func (c *CLI) RunsProject(words []string) bool {
	return slices.ContainsFunc(c.Project, func(h string) bool { return begun(h, words) })
}

// IsOther reports whether words begin a command whose name does not speak of data.
func (c *CLI) IsOther(words []string) bool {
	return slices.ContainsFunc(c.Others, func(h string) bool { return begun(h, words) })
}

// begun is begins, where a final $ stands for the end of the words: programs take
// further ones for a subcommand (heroku pg:backups delete) or a second command
// (mysqladmin ping drop shop).
func begun(pattern string, words []string) bool {
	pattern, whole := strings.CutSuffix(pattern, " $")
	n, ok := begins(pattern, words)
	return ok && (!whole || n == len(words))
}

type cliEntry struct {
	cli      *CLI
	provider *Provider
}

func (t *tables) addCLIs(p *Provider) {
	for i := range p.CLIs {
		c := &p.CLIs[i]
		for _, name := range append([]string{c.Program}, c.Also...) {
			t.clis[name] = cliEntry{c, p}
		}
	}
}
