// SPDX-License-Identifier: Apache-2.0

package claim

import (
	"slices"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/shell"
)

// Commands reads shell text (a script, a `run:` block, a recipe) lexically: the
// variables it uses, the literal credentials in it, what it does with CLIs and
// APIs that the catalog knows. Line is the line in the file of its first line,
// column the one of its first character; all its lines are taken to be indented
// alike. Nothing is run, and a variable has the value that one literal
// assignment in the same text gives it, or none.
func Commands(out *graph.Facts, holder graph.ID, file string, text secret.Value, line, column int) {
	CommandsOf(out, holder, file, text, line, column, nil)
}

// CommandsOf is Commands for a job whose variables somebody else gives, as
// [Text.Claim] says.
func CommandsOf(out *graph.Facts, holder graph.ID, file string, text secret.Value, line, column int, means func(name string, why graph.Evidence) []graph.ID, given ...string) {
	TextOf(text).Claim(out, holder, file, line, column, means, given...)
}

// Claim claims what the text shows for a job whose variables somebody else
// gives: a pipeline, which knows the slots behind them. Means claims these for
// the holder and returns them; none for a variable that holds no secret. Given
// are the names of those that the job has, which CLIs read without being told. A
// nil means is a text of its own, whose variables are slots by their names.
func (t *Text) Claim(out *graph.Facts, holder graph.ID, file string, line, column int, means func(name string, why graph.Evidence) []graph.ID, given ...string) {
	if t.long {
		out.Gap(graph.Location{File: file, Line: line}, graph.TooLarge, "shell text over 1 MiB: only its beginning was read")
	}
	c := newCommands(out, holder, file)
	c.means = means
	c.read(t, base{line, column, true})
	c.assignments()
	for i := range c.all {
		c.command(&c.all[i])
	}
	c.claimUsed()
	c.claimGiven(given)
	c.claimPairs()
	c.comments()
	c.claimUses()
}

func newCommands(out *graph.Facts, holder graph.ID, file string) *commands {
	return &commands{
		out: out, holder: holder, file: file,
		values: map[string][]shell.Word{}, used: map[string][]graph.Evidence{}, slots: map[string][]graph.ID{},
	}
}

// A base is where a text begins in its file.
type base struct {
	line, column int
	hanging      bool // every line is indented by column, not only the first
}

// A located command knows where its text begins, and what it is fed.
type located struct {
	*shell.Command
	base    base
	feeders []*shell.Command // what is piped into it
}

// commands is what is known while one text is read.
type commands struct {
	out    *graph.Facts
	holder graph.ID
	file   string
	means  func(name string, why graph.Evidence) []graph.ID

	all     []located
	remarks []remark
	values  map[string][]shell.Word     // what a variable is assigned in this text
	used    map[string][]graph.Evidence // variables by name, with where they are used
	slots   map[string][]graph.ID       // what a provider's CLI or API is used with, by provider
	uses    []use
	pairs   []Pair           // assigned for the whole text
	asked   bool             // the text itself has asked somebody
	tunnel  *bool            // the text opens a tunnel; nil before anybody asked
	chosen  map[string]named // the environment that an earlier command selected, by program
}

// variable claims a variable that is used by name and returns what it stands for.
func (c *commands) variable(holder graph.ID, name string, why graph.Evidence) []graph.ID {
	if c.means == nil && !namesSecret(name) { // TOKEN says something in its own text only
		key := c.out.Local("variable", c.file, name)
		if len(c.values[name]) > 0 {
			name += " (set here)" // and not by a file that gives a variable of this name a value
		}
		return []graph.ID{Slot(c.out, holder, "variable", key, name, why)}
	}
	if c.means == nil {
		return []graph.ID{Variable(c.out, holder, name, why)}
	}
	slots := c.means(name, why)
	if holder != c.holder {
		for _, id := range slots {
			c.out.Link(graph.Edge{From: holder, Verb: graph.Reads, To: id}, why)
		}
	}
	return slots
}

// claimGiven takes the variables that a job has for used by the CLIs of their
// provider, where the text runs any.
func (c *commands) claimGiven(names []string) {
	for _, name := range names {
		kinds := catalog.TokensForVariable(name)
		runs := slices.ContainsFunc(kinds, func(t *catalog.Token) bool {
			_, provider := catalog.ByType(t.Type)
			return provider != nil && slices.ContainsFunc(c.uses, func(u use) bool { return u.provider == provider.ID })
		})
		if runs {
			for _, slot := range c.variable(c.holder, name, c.here(&c.all[0], "a command may read it unasked")) {
				c.slot(slot, kinds)
			}
		}
	}
}

type remark struct {
	shell.Comment
	base base
}

// read takes a text and those inside it apart.
func (c *commands) read(t *Text, b base) {
	for i, cmd := range t.script.Commands {
		c.all = append(c.all, located{Command: cmd, base: b, feeders: t.feeders[i]})
		for _, in := range t.inside[i] {
			inner := base{line: b.line + in.line - 1, column: in.column}
			if in.line == 1 || b.hanging {
				inner.column += b.column - 1
			}
			c.read(in.text, inner)
		}
	}
	for _, r := range t.script.Comments {
		c.remarks = append(c.remarks, remark{r, b})
	}
}

// at is a word's place in the file.
func (c *commands) at(l *located, w shell.Word) graph.Location {
	return c.place(l.base, w.Line, w.Column)
}

func (c *commands) place(b base, line, column int) graph.Location {
	if line == 1 || b.hanging {
		column += b.column - 1
	}
	return graph.Location{File: c.file, Line: b.line + line - 1, Column: column}
}

func (c *commands) here(l *located, says string) graph.Evidence {
	return graph.Evidence{Basis: graph.ReadInFile, At: c.place(l.base, l.Line, l.Column), Says: says}
}

// command reads one command.
func (c *commands) command(l *located) {
	c.asked = c.asked || prompts(l)
	env := c.environment(l)
	g := &group{located: l, env: env, holder: c.holder}
	c.variables(g)
	c.credentials(g)
	c.operations(g)
	c.usesOf(g)
	if len(g.pairs) > 0 {
		Pairs(c.out, c.section(g), g.pairs)
	}
}
