// SPDX-License-Identifier: Apache-2.0

package act

import (
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/scanners/internal/shell"
)

// A line is the command line of a program that the catalog describes.
type line struct {
	*reader
	cli      *catalog.CLI
	provider *catalog.Provider
	name     string
	call     *call
	parsed   parsed
}

// read says what the line does.
func (l *line) read() {
	if l.pretends() {
		l.reads(l.name, l.name+" only says what it would do")
		return
	}
	switch l.name {
	case "kubectl", "oc":
		if l.kubernetes() {
			return
		}
	}
	for _, c := range l.cli.Commands {
		if n, ok := l.matches(&c); ok {
			l.deed(&c, l.parsed.words[n:])
			return
		}
	}
	switch {
	case l.cli.Language != "":
		l.language()
	case l.harmless() && l.runsInPlan() != "":
		l.unread(l.name, l.runsInPlan())
	case l.harmless():
		l.reads(l.name, l.readsOnly())
	case l.cli.RunsProject(l.parsed.leads):
		l.add(Act{Kind: Unread, Program: l.name, Why: l.name + " runs the project's own code, which is not read", Foreign: true})
	case l.cli.IsOther(l.parsed.leads) && !l.parsed.early && !l.parsed.leftOver && !l.parsed.may(l.cli.Unless...):
		l.add(Act{Kind: Unread, Program: l.name, Why: l.notHarmless(), Foreign: true})
	case !l.anything(l.call):
		l.unread(l.name, l.notHarmless())
	}
}

// matches reports whether a destructive command is run.
func (l *line) matches(c *catalog.Command) (n int, ok bool) {
	p := &l.parsed
	if n, ok = c.Matches(p.leads); !ok {
		return 0, false
	}
	if len(c.With) > 0 && !p.has(c.With...) || len(c.Without) > 0 && p.has(c.Without...) {
		return 0, false
	}
	return n, true
}

// pretends reports whether the program only says what it would do: an option of
// the list is given to a command that knows it, no other value for the same option,
// and none that makes of the program more than it is, such as one that names a
// program which renders or fetches before anything is left undone.
func (l *line) pretends() bool {
	p := &l.parsed
	if !l.cli.Verified || p.leftOver || p.odd || p.early || !l.cli.Simulates(p.leads) || p.may(l.cli.Unless...) {
		return false
	}
	for _, o := range l.cli.Pretends {
		name, _, valued := strings.Cut(o, "=")
		given, ok := p.given[name]
		if ok && !slices.ContainsFunc(given, func(w shell.Word) bool {
			return valued == (len(w.Parts) == 0) || valued && !slices.Contains(l.cli.Pretends, name+"="+w.Is("client", "server"))
		}) {
			return true
		}
	}
	return false
}

// harmless reports whether the line is known only to read.
func (l *line) harmless() bool {
	p := &l.parsed
	all := slices.Contains(l.cli.Harmless, "*")
	return l.cli.Verified && l.cli.Reads(p.leads) && (all || !p.early) && !p.may(l.cli.Unless...) && !(p.odd && len(l.cli.Unless) > 0) && !l.openTo()
}

// openTo reports whether words that are not seen may choose another command.
func (l *line) openTo() bool {
	return l.parsed.leftOver && !slices.Contains(l.cli.Harmless, "*")
}

func (l *line) readsOnly() string {
	if slices.Contains(l.cli.Harmless, "*") {
		return l.name + " touches no store"
	}
	return l.name + " " + l.first() + " only reads"
}

// first are the words of the command, as far as they are known.
func (l *line) first() string {
	for n := min(3, len(l.parsed.leads)); n > 0; n-- {
		if slices.ContainsFunc(l.cli.Harmless, func(h string) bool {
			c := catalog.Command{Words: strings.TrimSuffix(h, " $")}
			m, ok := c.Matches(l.parsed.leads[:n])
			return ok && m == n
		}) {
			return strings.Join(l.parsed.leads[:n], " ")
		}
	}
	return ""
}

func (l *line) notHarmless() string {
	p := &l.parsed
	switch {
	case p.why != "" && !l.cli.Reads(p.leads):
		return "a word of " + l.name + " is not known: " + p.why
	case l.cli.Reads(p.leads) && !l.cli.Verified:
		return "that " + l.name + " only reads is not verified"
	case l.cli.Reads(p.leads):
		return "an option makes " + l.name + " do more than read, or is not known"
	case len(p.leads) == 0 || p.leads[0] == "":
		return "nobody says what " + l.name + " does"
	}
	return "nobody says what " + l.name + " " + p.leads[0] + " does"
}

// deed adds what a destructive command does.
func (l *line) deed(c *catalog.Command, rest []shell.Word) {
	a := l.act(l.provider.OperationNamed(c.Operation))
	a.Rows, a.Perhaps = c.Rows, c.Perhaps
	if len(c.Types) > 0 {
		a.Types = c.Types
	}
	a.All, a.Declares = c.All, l.cli.Declares
	if len(l.cli.Parts) > 0 {
		a.Targets = l.connections()
	}
	for _, t := range c.Target {
		a.Targets = append(a.Targets, l.target(t, rest)...)
	}
	if len(c.Opens) > 0 && len(a.Targets) == 0 {
		a.Targets, a.Types, a.Power = l.opened(c.Opens), nil, graph.Write
	}
	if l.parsed.leftOver {
		a.Targets = append(a.Targets, Target{Why: "further names come from elsewhere"})
	}
	l.add(a)
}

// act is an operation with what is known of its surroundings.
func (l *line) act(o *catalog.Operation) Act {
	a := Act{Kind: Destroys, Program: l.name, Provider: l.provider.ID, Operation: o, Verified: l.cli.Verified, Within: l.within(), Moved: l.moved()}
	for what, names := range l.around {
		if len(a.Within[what]) == 0 {
			if a.Within == nil {
				a.Within = map[string][]string{}
			}
			a.Within[what] = names
		}
	}
	if o == nil {
		return a
	}
	a.Verified = a.Verified && o.Verified
	a.Power, _ = graph.ParsePower(o.Needs...)
	if o.Destroys != "" {
		a.Types = []string{o.Destroys}
	}
	return a
}
