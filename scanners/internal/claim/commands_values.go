// SPDX-License-Identifier: Apache-2.0

package claim

import (
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/environment"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/shell"
)

// A group is one command and what is claimed of it together.
type group struct {
	*located
	holder graph.ID // the script, or a section of it once one was needed
	env    named
	pairs  []Pair
	part   graph.ID // the section, once made
	made   bool
}

// declaring are commands whose arguments are assignments that last.
var declaring = []string{"export", "declare", "local", "readonly", "typeset", "setenv"}

// assignments learns what every variable is assigned in the text. Those that
// last beyond one command are claimed together.
func (c *commands) assignments() {
	for i := range c.all {
		l := &c.all[i]
		for _, w := range lasting(l.Command) {
			name, value, ok := w.Assigned()
			if !ok {
				continue
			}
			c.values[name] = append(c.values[name], value)
			if v, ok := c.literal(value); ok && worthClaiming(name, v) {
				c.pairs = append(c.pairs, Pair{name, v, c.at(l, value)})
			}
		}
		if program, args := l.Program(); program == "read" {
			for _, w := range args {
				if name, ok := variableName(w); ok {
					c.values[name] = append(c.values[name], shell.Word{Parts: []shell.Part{{Kind: shell.Opaque}}})
				}
			}
		}
	}
}

// worthClaiming leaves out what cannot be a secret here: an expression that
// looks for secrets, a sentence, and what chooses a mode.
func worthClaiming(name string, v secret.Value) bool {
	if v.Len() == 0 || v.Matches(expression.Get()) || v.Matches(sentence.Get()) && !v.Matches(spaced.Get()) {
		return false
	}
	return !environment.Runtime(name) && !environmentVariable.MatchString(name)
}

var (
	sentence = lazily.Compile(`\S\s+\S`)
	spaced   = lazily.Compile(`-----BEGIN |=`) // a key, a connection string of ADO
)

var expression = lazily.Compile(`\[[^\]]{2,}\](?:[+*]|\{\d)|\\[bdwsS.]|\(\?[:i=!]|\{\d+,\d*\}`)

// lasting lists the assignments of a command that hold for the commands after
// it.
func lasting(cmd *shell.Command) []shell.Word {
	if len(cmd.Words) == 0 {
		return cmd.Assigned
	}
	program, args := cmd.Program()
	if slices.Contains(declaring, program) {
		return args
	}
	return nil
}

func variableName(w shell.Word) (string, bool) {
	v, ok := w.Literal()
	if !ok {
		return "", false
	}
	return secret.Variable(v)
}

// literal is the text of a word of which nothing hangs on a variable, or a
// connection string whose password does not.
func (c *commands) literal(w shell.Word) (secret.Value, bool) {
	if v, ok := w.Literal(); ok {
		return v, true
	}
	if t := w.Text(); t.Matches(passwordInURL.Get()) {
		return t, true
	}
	return secret.Value{}, false
}

var passwordInURL = lazily.Compile(`^[a-z][a-z0-9+.-]*://[^/\s:@$]*:[^@/\s$]{4,}@`)

// resolve is the text of a word with the variables put in that this text gives
// one literal value; ok is false where others remain, which stay as written.
func (c *commands) resolve(w shell.Word, depth int) (v secret.Value, ok bool) {
	ok = true
	parts := make([]secret.Value, len(w.Parts))
	for i, p := range w.Parts {
		parts[i] = p.Value
		if p.Kind == shell.Literal {
			continue
		}
		given := c.values[p.Name]
		if p.Kind != shell.Variable || len(given) != 1 || depth > 3 {
			ok = false
			continue
		}
		inner, known := c.resolve(given[0], depth+1)
		parts[i] = inner
		ok = ok && known
	}
	if w.Key != "" {
		return w.Text(), ok
	}
	return bounded(secret.Join(parts...)), ok
}

// bounded keeps A=$B$B; B=$C$C from growing without end.
func bounded(v secret.Value) secret.Value { return v.Slice(0, 64<<10) }

// givenHere reports whether the text itself gives a variable a literal value, so
// that its name says nothing of what comes from outside.
func (c *commands) givenHere(name string) bool {
	given := c.values[name]
	for _, w := range given {
		if _, ok := c.resolve(w, 0); !ok {
			return false
		}
	}
	return len(given) > 0
}

// namesSecret reports whether a variable of this name holds a secret that the
// catalog knows or a connection.
func namesSecret(name string) bool {
	if len(catalog.TokensForVariable(name)) > 0 {
		return true
	}
	n := strings.ToUpper(name)
	return connectionName.MatchString(n)
}

var connectionName = lazily.Compile(`^(?:[A-Z0-9]+_)*(?:DATABASE|DB|POSTGRES|POSTGRESQL|PG|MYSQL|MARIADB|MONGO|MONGODB|REDIS|CLICKHOUSE|SQLSERVER)_(?:URL|URI|DSN|CONNECTION_STRING|PASSWORD|PASS)(?:_[A-Z]+)?$|^(?:[A-Z0-9]+_)*(?:DB_PASS|PGPASSWORD|MYSQL_PWD|MYSQL_ROOT_PASSWORD|REDISCLI_AUTH)$`)

// variables finds the secrets that a command uses by name.
func (c *commands) variables(g *group) {
	for _, w := range slices.Concat(g.Assigned, g.Words, g.Targets, g.Input) {
		for _, name := range w.Variables() {
			c.use(g, w, name)
		}
	}
	// NAME=$(...) and NAME=$1 come from somewhere that has no name.
	for _, w := range slices.Concat(g.Assigned, lasting(g.Command)) {
		name, value, ok := w.Assigned()
		if _, isLiteral := value.Literal(); ok && !isLiteral && !slices.ContainsFunc(value.Variables(), namesSecret) {
			c.use(g, w, name)
		}
	}
	program, args := g.Program()
	passes := slices.Contains([]string{"docker", "podman", "docker-compose"}, program)
	for i, w := range args {
		exported := slices.Contains([]string{"export", "printenv"}, program) || passes && i > 0 && args[i-1].Is("-e", "--env", "--build-arg") != ""
		if name, ok := variableName(w); ok && exported {
			c.use(g, w, name)
		}
	}
}

func (c *commands) use(g *group, w shell.Word, name string) {
	if !namesSecret(name) || c.givenHere(name) {
		return
	}
	why := graph.Evidence{Basis: graph.ReadInFile, At: c.at(g.located, w), Says: "a command uses it by name"}
	c.used[name] = append(c.used[name], why)
	if g.env.name != "" {
		for _, slot := range c.variable(c.section(g), name, why) {
			c.slot(slot, catalog.TokensForVariable(name))
		}
	}
}

// claimUsed claims every variable that is used by name, once.
func (c *commands) claimUsed() {
	names := make([]string, 0, len(c.used))
	for name := range c.used {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		for i, why := range c.used[name] {
			for _, slot := range c.variable(c.holder, name, why) {
				if i == 0 {
					c.slot(slot, catalog.TokensForVariable(name))
				}
			}
		}
	}
}

// claimPairs claims what the text assigns for good.
func (c *commands) claimPairs() {
	if len(c.pairs) == 0 {
		return
	}
	Pairs(c.out, c.holder, c.pairs)
	for _, p := range c.pairs {
		c.typed(c.holder, p)
	}
}

// typed remembers the credential of a pair whose name says which provider's it
// is, for what it is used for.
func (c *commands) typed(holder graph.ID, p Pair) {
	if kinds := catalog.TokensForVariable(p.Name); len(kinds) > 0 {
		c.slot(Literal(c.out, holder, p.Name, p.Value, p.At), kinds)
	}
}

// comments reads what is commented out: it does nothing, but a credential in it
// is one.
func (c *commands) comments() {
	for _, r := range c.remarks {
		if !r.Text.Matches(commentedCode.Get()) {
			continue
		}
		inner := newCommands(c.out, c.holder, c.file)
		inner.slots = nil
		for _, cmd := range shell.Parse(r.Text).Commands {
			at := c.place(r.base, r.Line, r.Column)
			inner.all = append(inner.all, located{Command: cmd, base: base{line: at.Line, column: at.Column}})
		}
		inner.assignments()
		for i := range inner.all {
			g := &group{located: &inner.all[i], holder: c.holder}
			inner.credentials(g)
			inner.pairs = append(inner.pairs, g.pairs...)
		}
		if len(inner.pairs) > 0 {
			Pairs(c.out, c.holder, inner.pairs)
		}
	}
}

var commentedCode = lazily.Compile(`^\s*(?:export\s+)?[A-Z][A-Z0-9_]+=\S|^\s*(?:curl|wget|psql|mysql|mongosh?|pg_dump|redis-cli|docker|railway|fly|flyctl|vercel|heroku)\s`)
