// SPDX-License-Identifier: Apache-2.0

package act

import (
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/shell"
)

// A parsed command line: its words, and its options by name.
type parsed struct {
	words    []shell.Word
	leads    []string // the words as names; "" for one that is none
	given    map[string][]shell.Word
	early    bool   // an option that nobody knows stands before words
	unknown  bool   // an option that nobody knows
	why      string // a word whose meaning is not known
	odd      bool   // a word of which the shell may make others, options among them
	leftOver bool   // more words follow than are seen
}

// options takes the arguments of a program apart as the catalog says.
func (r *reader) options(cli *catalog.CLI, args []shell.Word) parsed {
	p := parsed{given: map[string][]shell.Word{}, leftOver: r.open}
	for i := 0; i < len(args); i++ {
		w := args[i]
		p.odd = p.odd || w.Expands || !w.Quoted && w.Opaque()
		v, known := r.means(w).one()
		if !known && w.Kinds(shell.Literal) {
			v, known = w.Text(), false
		}
		switch {
		case known && v.OneOf("--") != "":
			for _, w := range args[i+1:] {
				r.positional(&p, w)
			}
			return p
		case known && v.HasPrefix("-") && v.Len() > 1:
			i += p.option(cli, v, w, args[i+1:])
		case !known && startsWithDash(w):
			i += p.option(cli, w.Text(), w, args[i+1:])
		default:
			r.positional(&p, w)
		}
	}
	return p
}

// startsWithDash knows --name=$X, whose value is not known and whose name is.
func startsWithDash(w shell.Word) bool {
	return len(w.Parts) > 0 && w.Parts[0].Kind == shell.Literal && w.Parts[0].Value.HasPrefix("-")
}

func (r *reader) positional(p *parsed, w shell.Word) {
	m := r.means(w)
	name := ""
	if v, ok := m.one(); ok {
		name, _ = named(v)
	} else if p.why == "" {
		p.why = m.reason()
	}
	p.early = p.early || p.unknown
	p.words, p.leads = append(p.words, w), append(p.leads, name)
}

// option reads one option and returns how many of the next words it takes.
func (p *parsed) option(cli *catalog.CLI, v secret.Value, w shell.Word, rest []shell.Word) int {
	name, _ := optionName(v)
	_, value, split := w.Option(name)
	alone := p.alone(cli, name)
	switch {
	case alone:
		p.give(name, value)
		return 0
	case slices.Contains(cli.Values, name):
		if split {
			p.give(name, value)
			return 0
		}
		if len(rest) == 0 {
			p.unknown = true
			return 0
		}
		p.give(name, rest[0])
		return 1
	case name != "" && slices.Contains(cli.Switches, name+"="+value.Text().OneOf("true", "false", "client", "server", "none")):
		p.give(name, value)
		return 0
	case split && name != "":
		p.give(name, value)
		p.unknown = true
		return 0
	}
	return p.letters(cli, v, w, rest)
}

// alone reports whether an option stands alone behind the command that is read.
func (p *parsed) alone(cli *catalog.CLI, name string) bool {
	for i := range cli.Commands {
		c := &cli.Commands[i]
		if _, ok := c.Matches(p.leads); ok && slices.Contains(c.Switches, name) {
			return true
		}
	}
	return slices.Contains(cli.Switches, name)
}

// letters reads -abc: switches of one letter, of which the last may take a value.
func (p *parsed) letters(cli *catalog.CLI, v secret.Value, w shell.Word, rest []shell.Word) int {
	name, _ := optionName(v)
	if v.HasPrefix("--") || v.Len() < 3 {
		if name != "" {
			p.give(name, shell.Word{})
		}
		p.unknown = true
		return 0
	}
	for i := 1; i < v.Len(); i++ {
		letter, _ := optionName(secret.Join(secret.New("-"), v.Slice(i, i+1)))
		switch {
		case p.alone(cli, letter):
			p.give(letter, shell.Word{})
		case slices.Contains(cli.Values, letter) && (i == 1 || i+1 < v.Len()):
			rest := shell.Word{Parts: []shell.Part{{Value: v.Slice(i+1, v.Len())}}, Quoted: true}
			if after, ok := w.Glued("-" + letter[1:]); ok && i == 1 {
				rest = after
			}
			p.give(letter, rest)
			p.unknown = p.unknown || !cli.Glued
			return 0
		case slices.Contains(cli.Values, letter) && len(rest) > 0:
			p.give(letter, rest[0])
			return 1
		case letter != "":
			p.give(letter, shell.Word{})
			p.unknown = true
		default:
			p.unknown = true
		}
	}
	return 0
}

func (p *parsed) give(name string, value shell.Word) { p.given[name] = append(p.given[name], value) }

func (p *parsed) has(names ...string) bool {
	for given := range p.given {
		for _, n := range names {
			n, value, valued := strings.Cut(n, "=")
			if given == n && (!valued || slices.ContainsFunc(p.given[given], func(w shell.Word) bool { return w.Is(value) != "" })) {
				return true
			}
		}
	}
	return false
}

// may reports whether any of the options is given, in full or cut short as many
// programs allow.
func (p *parsed) may(names ...string) bool {
	for given := range p.given {
		for _, n := range names {
			if given == n || len(given) > 3 && strings.HasPrefix(given, "--") && strings.HasPrefix(n, given) {
				return true
			}
		}
	}
	return false
}

// optionName is -n or --name of an option in the open.
func optionName(v secret.Value) (string, bool) {
	dashes := ""
	for v.HasPrefix("-") && len(dashes) < 2 {
		v, dashes = v.Slice(1, v.Len()), dashes+"-"
	}
	before, _, _ := v.Cut("=")
	n, ok := secret.Variable(before)
	if !ok {
		if n, ok = secret.Word(before); !ok || strings.ContainsAny(n, " /:@+") {
			return "", false
		}
	}
	return dashes + n, true
}
