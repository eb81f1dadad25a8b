// SPDX-License-Identifier: Apache-2.0

package pulumi

import (
	"strconv"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// maxSteps bounds the evaluation of one stack; what is asked for beyond it is
// unknown.
const maxSteps = 200_000

// An evaluation is one program with one stack's configuration. Values are
// computed when they are first asked for, and once.
type evaluation struct {
	*Project
	stack StackFile
	memo  map[string]declared.Value
	busy  map[string]bool // being computed: to ask again is a cycle
	steps int
}

func (e *evaluation) resource(k doc.Key, n *doc.Node, token string) *declared.Resource {
	r := &declared.Resource{Type: canonical(token), Address: k.Name, Name: k.Name, Origin: e.main + " " + k.Name,
		At: graph.Chain{{Basis: graph.ReadInFile, At: graph.Location{File: e.main, Line: k.Line, Column: k.Column}}}}
	r.Body = terraformWords(e.value(n.Get("properties")))
	if r.Body.State == declared.Absent {
		r.Body = declared.Map(map[string]declared.Value{}, r.At...)
	}
	options := n.Get("options")
	r.Meta = map[string]declared.Value{}
	for _, name := range []string{"protect", "retainOnDelete"} {
		if v := e.value(options.Get(name)); v.State != declared.Absent {
			r.Meta[name] = v
		}
	}
	r.Place = e.place(options, token)
	return r
}

// value is what a node means; an absent node is Absent.
func (e *evaluation) value(n *doc.Node) declared.Value {
	return declared.OfNode(e.main, n, e.read)
}

func (e *evaluation) read(n *doc.Node) (declared.Value, bool) {
	if e.steps--; e.steps < 0 {
		return declared.Undecided("an evaluation of more than 200,000 steps", declared.At(e.main, n)), true
	}
	switch n.Kind {
	case doc.Scalar:
		return e.text(n), true
	case doc.Map:
		for k, arg := range n.Entries() {
			if name, is := strings.CutPrefix(strings.ToLower(k.Name), "fn::"); is && n.Len() == 1 {
				return e.function(name, arg), true
			}
		}
	}
	return declared.Value{}, false
}

var (
	interpolation = lazily.Compile(`\$\$\{|\$\{[^{}]*\}`)
	accessor      = lazily.Compile(`[^.\[\]"']+`)
)

// text fills in ${...}; $${ is a dollar sign and a brace.
func (e *evaluation) text(n *doc.Node) declared.Value {
	why := declared.At(e.main, n)
	spans := n.Value().Spans(interpolation.Get(), 100)
	if len(spans) == 0 {
		return declared.Scalar(n.Value(), why)
	}
	var parts []declared.Value
	at := 0
	add := func(to int) {
		if to > at {
			parts = append(parts, declared.Scalar(n.Value().Slice(at, to)))
		}
	}
	for _, s := range spans {
		add(s[0])
		at = s[1]
		if s[1]-s[0] == 3 && n.Value().Slice(s[0], s[1]).HasPrefix("$$") {
			parts = append(parts, declared.Text("${"))
			continue
		}
		parts = append(parts, e.access(n.Value().Slice(s[0]+2, s[1]-1)))
	}
	add(n.Value().Len())
	if len(parts) == 1 {
		return parts[0].Through(nil, why)
	}
	return declared.Joined(parts...).Through(nil, why)
}

// access is what a path leads to: config, a variable, a resource's property.
func (e *evaluation) access(path secret.Value) declared.Value {
	var keys []string
	for _, s := range path.Spans(accessor.Get(), 32) {
		word, ok := secret.Word(path.Slice(s[0], s[1]))
		if !ok {
			return declared.Undecided("an expression that has no name in it")
		}
		keys = append(keys, word)
	}
	if len(keys) == 0 {
		return declared.Undecided("an empty expression")
	}
	if e.body.Get("resources").Has(keys[0]) {
		return e.property(keys)
	}
	v := e.named(keys[0])
	if keys[0] == "pulumi" {
		if len(keys) == 2 {
			return e.builtin(keys[1])
		}
		return declared.Undecided("pulumi")
	}
	for _, k := range keys[1:] {
		v = step(v, k)
	}
	return v
}

// step goes one key or index down.
func step(v declared.Value, key string) declared.Value {
	switch {
	case v.State == declared.Unknown:
		return v
	case v.IsMap():
		return v.Fields[key]
	case v.IsList():
		if i, err := strconv.Atoi(key); err == nil && i >= 0 && i < len(v.Items) {
			return v.Items[i]
		}
	}
	return declared.Value{}
}

func (e *evaluation) builtin(name string) declared.Value {
	switch {
	case name == "stack" && e.stack.Name != "":
		return declared.Text(e.stack.Name, graph.Evidence{Basis: graph.Named, At: graph.Location{File: e.stack.Path, Line: 1}, Says: "the stack's name"})
	case name == "project" && e.Name != "":
		return declared.Text(e.Name, declared.At(e.path, e.root.Get("name")))
	}
	return declared.Undecided("pulumi." + name)
}

// property is what a resource is given by the program; what its provider gives
// it is known after a deployment only.
func (e *evaluation) property(keys []string) declared.Value {
	resource := e.body.Get("resources", keys[0])
	refs := keys[:1:1]
	name := "resource " + keys[0]
	if e.busy[name] {
		return declared.Undecided("a circle of references through " + keys[0])
	}
	if len(keys) > 1 {
		e.busy[name] = true
		v := e.value(resource.Get("properties", keys[1]))
		delete(e.busy, name)
		for _, k := range keys[2:] {
			v = step(v, k)
		}
		if v.Set() {
			return v.Through(refs)
		}
	}
	v := declared.Undecided(strings.Join(keys, ".") + ", which exists once it is deployed")
	v.Refs = refs
	return v
}

// named is a variable or a configuration value.
func (e *evaluation) named(name string) declared.Value {
	if v, done := e.memo[name]; done {
		return v
	}
	if e.busy[name] {
		return declared.Undecided("a circle of variables through " + name)
	}
	e.busy[name] = true
	defer delete(e.busy, name)
	v := e.config(name)
	if n := e.body.Get("variables", name); n != nil {
		v = e.value(n)
	}
	e.memo[name] = v
	return v
}
