// SPDX-License-Identifier: Apache-2.0

package act

import (
	"slices"
	"strconv"
	"strings"

	"github.com/stagedoor/stagedoor/scanners/internal/shell"
)

// target reads what names a thing: an option, a place behind the command, or all
// words behind it.
func (l *line) target(where string, rest []shell.Word) (all []Target) {
	var words []shell.Word
	switch n, err := strconv.Atoi(where); {
	case err == nil && n <= len(rest):
		words = rest[n-1 : n]
	case err == nil:
	case where == "rest":
		words = rest
	default:
		words = l.parsed.given[where]
	}
	for _, w := range words {
		all = append(all, l.targetOf(w)...)
	}
	return all
}

// targetOf is what one word names: all that it may be.
func (l *line) targetOf(w shell.Word) (all []Target) {
	m := l.means(w)
	if m.variable != "" {
		return []Target{{Variable: m.variable}}
	}
	if m.why != "" {
		return []Target{{Why: m.why}}
	}
	for _, v := range m.values {
		name, ok := named(v)
		if !ok {
			all = append(all, Target{Why: "it is no name in the open"})
			continue
		}
		if bucket, is := strings.CutPrefix(name, "s3://"); is {
			name, _, _ = strings.Cut(bucket, "/")
		}
		all = append(all, Target{Name: name})
	}
	return all
}

// within finds project, namespace and the like: by option, else by variable.
func (l *line) within() map[string][]string {
	found := map[string][]string{}
	for _, in := range l.cli.Within {
		var words []shell.Word
		for _, o := range in.Options {
			words = append(words, l.parsed.given[o]...)
		}
		if len(words) == 0 {
			for _, v := range in.Variables {
				words = append(words, l.variable(v)...)
			}
		}
		for _, w := range words {
			if names, why := l.names(w); why == "" {
				found[in.What] = append(found[in.What], names...)
			} else {
				found[in.What] = append(found[in.What], "") // one that is not known
			}
		}
	}
	l.linked(found)
	if l.parsed.has("-A", "--all-namespaces") {
		found["namespace"] = []string{""}
	}
	return found
}

// moved is what the line says of where it acts besides project and folder.
func (l *line) moved() (all []string) {
	take := func(w shell.Word) {
		if names, why := l.names(w); why == "" {
			all = append(all, names...)
			return
		}
		all = append(all, "")
	}
	for _, m := range l.cli.Moves {
		for _, w := range l.parsed.given[m] {
			take(w)
		}
		assigned := slices.ContainsFunc(l.call.command.Assigned, func(w shell.Word) bool { n, _, ok := w.Assigned(); return ok && n == m })
		if _, given := l.values[m]; given || assigned {
			for _, w := range l.variable(m) {
				take(w)
			}
		}
	}
	return all
}

// variable is what a program finds in a variable: given before the command, else
// earlier in the line or by the process.
func (l *line) variable(name string) []shell.Word {
	for _, w := range l.call.command.Assigned {
		if n, value, ok := w.Assigned(); ok && n == name {
			return []shell.Word{value}
		}
	}
	if m := l.valuesOf(shell.Part{Kind: shell.Variable, Name: name}, 0); m.why == "" {
		var all []shell.Word
		for _, v := range m.values {
			all = append(all, shell.Word{Parts: []shell.Part{{Value: v}}, Quoted: true})
		}
		return all
	} else if _, assigned := l.values[name]; assigned {
		return []shell.Word{{Parts: []shell.Part{{Kind: shell.Opaque}}}}
	}
	return nil
}
