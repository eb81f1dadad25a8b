// SPDX-License-Identifier: Apache-2.0

package claim

import (
	"slices"
	"strings"
	"sync"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/shell"
)

// A Permission is an entry of an agent's settings: commands that it may run, or
// may not.
type Permission struct {
	Text   secret.Value // the command
	Prefix bool         // anything may follow
	Any    bool         // every command
}

// AnyCommand is what a permission without a limit is called.
const AnyCommand = "any command"

// Permits says what destruction an entry allows with nobody asked, after what
// other entries withhold: the tool or command as the entry names it, and one
// operation of the catalog that it can be used for; nil for any command. ok is
// false for entries that allow none.
func Permits(allowed Permission, withheld []Permission) (name string, operation *catalog.Operation, ok bool) {
	if allowed.Any || launches(allowed) {
		if slices.ContainsFunc(withheld, func(w Permission) bool { return w.Any }) {
			return "", nil, false
		}
		return AnyCommand, nil, true
	}
	var left []allowedOperation
	for _, o := range operationsOf(allowed, true) {
		if !slices.ContainsFunc(withheld, func(w Permission) bool {
			return w.Any || slices.ContainsFunc(operationsOf(w, false), func(x allowedOperation) bool { return x.o == o.o })
		}) {
			left = append(left, o)
		}
	}
	if len(left) == 0 {
		return "", nil, false
	}
	name = left[0].name
	if base := baseOf(allowed.Text); allowed.Prefix && len(base) > 0 {
		name = strings.Join(base, " ")
	}
	return name, left[0].o, true
}

type allowedOperation struct {
	name string // railway/volume delete
	o    *catalog.Operation
}

// operationsOf lists the destructive operations that an entry covers. Of a
// command without a wildcard only those count that it runs as written, with
// nobody asked.
func operationsOf(p Permission, unasked bool) []allowedOperation {
	var all []allowedOperation
	for _, cmd := range shell.Parse(p.Text).Commands {
		c := &commands{}
		l := &located{Command: cmd}
		k, ok := c.callOf(l)
		if !ok || savedPlan(l, k.program) {
			continue
		}
		hits := catalog.OperationsIn(k.plain)
		if k.told.Len() > 0 {
			hits = append(hits, catalog.OperationsIn(k.told)...)
		}
		for _, h := range hits {
			if p.Prefix || !unasked || !asks(l, h.Operation) {
				all = append(all, allowedOperation{h.Provider.ID + "/" + h.Operation.Name, h.Operation})
			}
		}
	}
	if !p.Prefix {
		return all
	}
	base := baseOf(p.Text)
	for _, o := range broad() {
		if begins(o, base) {
			all = append(all, allowedOperation{o.name, o.o})
		}
	}
	return all
}

// launchers run what they are given: alone they promise nothing.
var launchers = []string{
	"python", "python3", "php", "npx", "node", "bundle", "pnpm", "yarn", "npm", "bun", "bunx", "make", "just", "task", "docker", "podman", "curl", "wget", "uv", "poetry", "ruby", "go", "cargo", "gh", "mix",
	"mvn", "gradle", "RAILS_ENV=production", "bin/rails", "rails", "rake", "ssh",
}

// launches reports whether an entry allows a shell, and so anything.
func launches(p Permission) bool {
	base := baseOf(p.Text)
	return p.Prefix && len(base) == 1 && (slices.Contains(shells, base[0]) || base[0] == "sudo" || base[0] == "eval" || base[0] == "env")
}

// baseOf is the program and the words behind it that are names: "kubectl",
// "delete". Where something else stands among them, nothing broad can be said,
// but of a database's client.
func baseOf(text secret.Value) []string {
	script := shell.Parse(text).Commands
	if len(script) != 1 {
		return nil
	}
	name, args := script[0].Program()
	if name == "" && len(script[0].Words) > 0 {
		name, args = script[0].Words[0].Name(), nil // sudo alone
	}
	if _, isClient := clients[name]; isClient {
		return []string{name}
	}
	if name == "" || len(script[0].Assigned) > 0 {
		return nil
	}
	base := []string{name}
	for _, w := range args {
		word := w.Name()
		if word == "" {
			return nil
		}
		base = append(base, word)
	}
	return base
}

// A broadOperation is a destructive command by the words of its example.
type broadOperation struct {
	name  string
	o     *catalog.Operation
	words []string
}

// broad lists the commands that a wildcard behind a tool's name lets through.
// Docker's volumes are this machine's, a framework that refuses production asks
// in its way, and repositories and payments hold no stores of ours.
var broad = sync.OnceValue(func() []broadOperation {
	var all []broadOperation
	for _, p := range catalog.Providers() {
		if p.ID == "github" || p.ID == "stripe" {
			continue
		}
		for i := range p.Operations {
			o := &p.Operations[i]
			if o.Example == "" || o.Destroys == "docker_volume" || askedSetting.MatchString(o.Asks) || !strings.Contains(o.Kind, "cli") && o.Kind != "sql" {
				continue
			}
			words := strings.Fields(o.Example)
			if words[0] == "npx" {
				words = words[1:]
			}
			if words[0] != "curl" {
				all = append(all, broadOperation{p.ID + "/" + o.Name, o, words})
			}
		}
	}
	return all
})

// begins reports whether an operation's example is a command that begins as the
// entry does, options left aside.
func begins(o broadOperation, base []string) bool {
	if len(base) == 0 || len(base) == 1 && slices.Contains(launchers, base[0]) {
		return false
	}
	if base[0] != o.words[0] && !(slices.Contains(o.o.Words, base[0]) && slices.Contains(o.o.Words, o.words[0])) {
		return false
	}
	at := 1
	for _, word := range base[1:] {
		i := slices.Index(o.words[at:], word)
		if i < 0 {
			return false
		}
		at += i + 1
	}
	return true
}

// An Argument is a word of a command that a file writes as a list.
type Argument struct {
	Value        secret.Value
	Line, Column int
}

// Arguments reads a command that is written as a list of words for the
// credentials in it and the variables it uses. It is not run here: what it may
// do is not looked at.
func Arguments(out *graph.Facts, holder graph.ID, file string, args []Argument) {
	cmd := &shell.Command{Line: 1, Column: 1}
	for _, a := range args {
		w := shell.Word{Parts: []shell.Part{{Value: a.Value}}, Quoted: true}
		if inner := shell.Parse(secret.Join(quote, a.Value, quote)).Commands; len(inner) == 1 && len(inner[0].Words) == 1 {
			w = inner[0].Words[0]
		}
		w.Line, w.Column = a.Line, a.Column
		cmd.Words = append(cmd.Words, w)
	}
	credentialsOf(out, holder, file, cmd)
}

var quote = secret.New(`"`)

// Credentials reads a command line for the credentials in it and the variables
// it uses, and for nothing that it does.
func Credentials(out *graph.Facts, holder graph.ID, file string, text secret.Value, line, column int) {
	for _, cmd := range shell.Parse(text).Commands {
		for _, words := range [][]shell.Word{cmd.Words, cmd.Assigned, cmd.Input} {
			for i := range words {
				words[i].Line, words[i].Column = line, column
			}
		}
		credentialsOf(out, holder, file, cmd)
	}
}

func credentialsOf(out *graph.Facts, holder graph.ID, file string, cmd *shell.Command) {
	c := newCommands(out, holder, file)
	c.all = []located{{Command: cmd, base: base{1, 1, true}}}
	c.assignments()
	g := &group{located: &c.all[0], holder: holder}
	c.variables(g)
	c.credentials(g)
	if args := cmd.Words; len(args) > 0 {
		c.request(g, args[1:]) // mcp-remote URL --header ...
	}
	c.claimUsed()
	c.pairs = append(c.pairs, g.pairs...)
	c.claimPairs()
}
