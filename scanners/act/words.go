// SPDX-License-Identifier: Apache-2.0

package act

import (
	"slices"

	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/shell"
)

const maxMeanings = 16

// A meaning is what a word may come to: every value that it can have, or why
// that is not known.
type meaning struct {
	values   []secret.Value
	variable string // the word is one variable, whose value is not known
	why      string
}

func (m meaning) reason() string {
	if m.why == "" {
		return "it may be one of several"
	}
	return m.why
}

// one is the only value.
func (m meaning) one() (secret.Value, bool) {
	if m.why != "" || len(m.values) != 1 {
		return secret.Value{}, false
	}
	return m.values[0], true
}

var (
	strangeName = lazily.Compile(`[^A-Za-z0-9_.+/@:-]`)
	whiteSpace  = lazily.Compile(`\s`)
	patternMark = lazily.Compile(`[*?\[]`)
)

// means finds what a word may come to.
func (r *reader) means(w shell.Word) meaning { return r.meansDeep(w, 0) }

func (r *reader) meansDeep(w shell.Word, depth int) meaning {
	if w.Expands {
		return meaning{why: "a pattern that the shell expands"}
	}
	values := []secret.Value{{}}
	for _, p := range w.Parts {
		var may []secret.Value
		switch {
		case p.Kind == shell.Literal:
			may = []secret.Value{p.Value}
		case p.Kind == shell.Opaque:
			return meaning{why: "it is made by another command or by the shell"}
		default:
			of := r.valuesOf(p, depth)
			if of.why != "" {
				if len(w.Parts) == 1 {
					of.variable = p.Name
				}
				return of
			}
			may = of.values
		}
		var longer []secret.Value
		for _, v := range values {
			for _, m := range may {
				if !w.Quoted && p.Kind == shell.Variable && (m.Matches(whiteSpace.Get()) || m.Matches(patternMark.Get()) || m.Len() == 0) {
					return meaning{why: "the shell makes several words of the variable " + p.Name}
				}
				longer = append(longer, secret.Join(v, m))
			}
		}
		if values = longer; len(values) > maxMeanings {
			return meaning{why: "it may be one of very many"}
		}
	}
	return meaning{values: values}
}

// valuesOf finds the values of a variable: those that the line assigns, and that
// of the process where the line may leave it.
func (r *reader) valuesOf(p shell.Part, depth int) (m meaning) {
	if p.Altered || depth > 4 {
		return meaning{why: "the variable " + p.Name + " is altered by the shell"}
	}
	given, here := r.values[p.Name]
	for _, w := range given {
		inner := r.meansDeep(quoted(w), depth+1)
		if inner.why != "" {
			return meaning{why: "the variable " + p.Name + ": " + inner.why}
		}
		m.values = append(m.values, inner.values...)
	}
	if !here || r.unsure[p.Name] {
		if v, ok := r.getenv(p.Name); ok {
			m.values = append(m.values, v)
		} else if p.Default == nil {
			return meaning{why: "the variable " + p.Name + " has no value here"}
		}
	}
	if v, ok := r.getenv(p.Name); ok && here && !r.unsure[p.Name] && r.weak[p.Name] {
		m.values = append(m.values, v)
	}
	if p.Default != nil {
		inner := r.meansDeep(quoted(*p.Default), depth+1)
		if inner.why != "" {
			return inner
		}
		m.values = append(m.values, inner.values...)
	}
	if len(m.values) > maxMeanings {
		return meaning{why: "it may be one of very many"}
	}
	return m
}

func quoted(w shell.Word) shell.Word {
	w.Quoted = true
	return w
}

func (r *reader) getenv(name string) (secret.Value, bool) {
	if r.world.Getenv == nil || r.remote {
		return secret.Value{}, false
	}
	return r.world.Getenv(name)
}

// named is a value as a name in the open: an id, an ARN, a name, a path.
func named(v secret.Value) (string, bool) {
	if id, ok := secret.UUID(v); ok {
		return id, true
	}
	if arn, ok := secret.ARN(v); ok {
		return arn, true
	}
	if w, ok := secret.Word(v); ok {
		return w, true
	}
	return secret.Path(v)
}

// names are all names that a word may stand for.
func (r *reader) names(w shell.Word) ([]string, string) {
	m := r.means(w)
	if m.why != "" {
		return nil, m.why
	}
	var all []string
	for _, v := range m.values {
		n, ok := named(v)
		if !ok {
			return nil, "it is no name in the open"
		}
		all = append(all, n)
	}
	return all, ""
}

// redirections notes files that a command writes.
func (r *reader) redirections(c *shell.Command) {
	for _, w := range c.Targets {
		read := slices.ContainsFunc(c.Sources, func(s shell.Word) bool { return s.Line == w.Line && s.Column == w.Column })
		if !read && w.Is("/dev/null", "/dev/stderr", "/dev/stdout", "1", "2", "-") == "" {
			r.add(Act{Kind: Files, Why: "it writes a file"})
		}
	}
}

// assigned reads NAME=value before a command or alone.
func (r *reader) assigned(c *shell.Command) {
	for _, w := range c.Assigned {
		r.assign(c, w, len(c.Words) > 0)
		r.inPassing(w)
	}
	for _, w := range c.Words {
		r.inPassing(w)
	}
}

// assign remembers what a variable is given. An assignment that may not happen
// leaves the old value as well; so does one that is made in a subshell or for one
// command only.
func (r *reader) assign(c *shell.Command, w shell.Word, brief bool) bool {
	name, value, ok := w.Assigned()
	if !ok {
		return false
	}
	r.sway(name)
	r.unsure[name] = r.unsure[name] || brief || !r.surely(c) || len(r.values[name]) > 0
	r.given = append(r.given, name)
	r.values[name] = append(r.values[name], value)
	return true
}
