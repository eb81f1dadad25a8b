// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"strings"

	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// parameters are what << parameters.NAME >> stands for; an absent one is only
// known at run time.
type parameters map[string]secret.Value

func (p parameters) with(name string, v secret.Value) parameters {
	all := parameters{name: v}
	for k, x := range p {
		if k != name {
			all[k] = x
		}
	}
	return all
}

func (p parameters) named(prefix string) parameters {
	all := parameters{}
	for k, v := range p {
		all[prefix+k] = v
	}
	return all
}

// words are the values that are words, by the order of their names.
func (p parameters) words() (words []string) {
	for _, k := range sortedKeys(p) {
		if w, ok := secret.Word(p[k]); ok {
			words = append(words, w)
		}
	}
	return words
}

var circlePlaceholder = lazily.Compile(`<<\s*([A-Za-z_][A-Za-z0-9_.-]*)\s*>>`)

// fill sets parameters into a text; what is only known at run time stays as it
// is.
func (c *circle) fill(v secret.Value, given parameters) secret.Value {
	var parts []secret.Value
	last := 0
	for _, m := range v.Spans(circlePlaceholder.Get(), 500) {
		name, _ := secret.Variable(v.Slice(m[2], m[3]))
		value, ok := given[strings.TrimPrefix(name, "parameters.")]
		if pipeline, is := strings.CutPrefix(name, "pipeline.parameters."); is {
			n := c.root.Get("parameters", pipeline, "default")
			value, ok = n.Value(), n != nil
		}
		if !ok || value.Len() > 4096 {
			continue
		}
		parts = append(parts, v.Slice(last, m[0]), value)
		last = m[1]
	}
	if last == 0 {
		return v
	}
	return secret.Join(append(parts, v.Slice(last, v.Len()))...)
}

func (c *circle) word(v secret.Value, given parameters) string {
	w, _ := secret.Word(c.fill(v, given))
	return w
}

// defaults are what a job or command declares for parameters that are not given.
func defaults(declared *doc.Node, given parameters) parameters {
	all := parameters{}
	for k, n := range declared.Get("parameters").Entries() {
		if d := n.Get("default"); d != nil {
			all[k.Name] = d.Value()
		}
	}
	for k, v := range given {
		all[k] = v
	}
	return all
}
