// SPDX-License-Identifier: Apache-2.0

package cloudformation

import (
	"maps"
	"slices"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

const (
	maxSteps   = 500_000
	maxAll     = 5_000_000
	maxDepth   = 300 // of evaluation: parameters, conditions and functions in each other
	maxNesting = 10  // of stacks
	maxText    = 64 << 10
	maxChain   = 8

	tooMuch = "an evaluation that was given up: too many steps"
)

// An evaluation is one template with one context.
type evaluation struct {
	all    *Repository
	t      *Template
	ctx    *Context
	path   string                    // of the file whose nodes are being read
	given  map[string]declared.Value // parameters that are set
	prefix string                    // of addresses: "Network." inside the nested stack Network
	way    graph.Chain               // the nested stacks on the way here, the nearest first
	inside []*Template               // whose templates these are
	maybe  string                    // what decides whether there is anything at all
	budget *budget

	parameters map[string]declared.Value
	conditions map[string]*decision
	children   map[string]*evaluation
	indices    map[*doc.Node]map[string]entry
	bound      map[string]declared.Value // identifiers of Fn::ForEach
}

type budget struct{ steps, depth int }

func (r *Repository) evaluate(t *Template, ctx *Context) *evaluation {
	return &evaluation{
		all: r, t: t, ctx: ctx, path: t.Path, given: ctx.Given, budget: &budget{steps: maxSteps},
		parameters: map[string]declared.Value{}, conditions: map[string]*decision{}, children: map[string]*evaluation{},
		indices: map[*doc.Node]map[string]entry{}, bound: map[string]declared.Value{},
	}
}

func (e *evaluation) at(n *doc.Node) graph.Evidence { return evidence(e.path, n, "") }

// within reads nodes of another file; of the template's where path is "".
func (e *evaluation) within(path string, read func() declared.Value) declared.Value {
	was := e.path
	defer func() { e.path = was }()
	if e.path = path; path == "" {
		e.path = e.t.Path
	}
	return read()
}

// enter counts a step; false where there were too many.
func (e *evaluation) enter() bool {
	e.budget.depth++
	return e.pays(1) && e.budget.depth <= maxDepth
}

func (e *evaluation) leave() { e.budget.depth-- }

// value is what a node says. AWS::NoValue is Absent.
func (e *evaluation) value(n *doc.Node) declared.Value {
	if n == nil {
		return declared.Value{}
	}
	defer e.leave()
	if !e.enter() {
		return declared.Undecided(tooMuch, e.at(n))
	}
	if c, ok := callOf(n); ok && c.name != "Condition" {
		return e.call(c, n)
	}
	return e.plain(n)
}

// plain is a node's value, its own tag set aside.
func (e *evaluation) plain(n *doc.Node) declared.Value {
	switch {
	case n == nil:
		return declared.Value{}
	case n.Kind == doc.Scalar:
		return e.scalar(n)
	case n.Kind == doc.List:
		var items []declared.Value
		for i := range n.Items() {
			if v := e.value(i); v.State != declared.Absent {
				items = append(items, v)
			}
		}
		return declared.List(items, e.at(n))
	case n.Kind == doc.Map:
		fields := make(map[string]declared.Value, n.Len())
		for k, item := range n.Entries() {
			if v := e.value(item); v.State != declared.Absent {
				fields[k.Name] = v
			}
		}
		return declared.Map(fields, e.at(n))
	}
	return declared.Value{State: declared.Null, Why: graph.Chain{e.at(n)}}
}

func (e *evaluation) scalar(n *doc.Node) declared.Value {
	if e.t.Resolve != nil {
		if r := e.t.Resolve(n, e.path); r.Instead.Node != nil {
			return e.within(r.Instead.Path, func() declared.Value { return e.value(r.Instead.Node) })
		} else if r.Done {
			return e.placed(r.Value)
		}
	}
	return e.text(n.Value(), e.at(n))
}

// placed reads a reference to a secret in what variables made.
func (e *evaluation) placed(v declared.Value) declared.Value {
	if v.IsScalar() {
		if hangs, is := dynamic(v.Scalar); is {
			return elsewhere(v.Scalar, hangs, v.Why...)
		}
	}
	return v
}

// text is a string of a template, which may be a reference to a secret.
func (e *evaluation) text(v secret.Value, why graph.Evidence) declared.Value {
	if hangs, is := dynamic(v); is {
		return elsewhere(v, hangs, why)
	}
	return declared.Scalar(v, why)
}

// elsewhere is a value that lies in another place, whose address is kept in
// Scalar for those who claim it.
func elsewhere(address secret.Value, hangs string, why ...graph.Evidence) declared.Value {
	v := declared.Undecided(hangs, why...)
	v.Scalar = address
	return v
}

// Short keeps a chain to one place for each line, and a few of them.
func Short(c graph.Chain) graph.Chain { return through(declared.Value{}, c...).Why }

// Parameter is the value of a parameter of Systems Manager by its path.
func Parameter(path secret.Value, why graph.Evidence) declared.Value {
	address := secret.Join(secret.New("{{resolve:ssm:"), path, secret.New("}}"))
	hangs, is := dynamic(address)
	if !is {
		hangs = "a parameter of Systems Manager"
	}
	return elsewhere(address, hangs, why)
}

// under finds a key of a map that is given by a value.
func (e *evaluation) under(n *doc.Node, key declared.Value) (entry, bool) {
	if n == nil || n.Kind != doc.Map || !key.IsScalar() {
		return entry{}, false
	}
	index, ok := e.indices[n]
	if !ok {
		index = entries(n)
		e.indices[n] = index
	}
	return secret.Lookup(key.Scalar, index)
}

// parameter is the value of a parameter in this context; once worked out, kept.
func (e *evaluation) parameter(name string) declared.Value {
	if v, ok := e.parameters[name]; ok {
		return v
	}
	p := e.t.parameters[name]
	v, given := e.given[name]
	if !given {
		v = e.defaultOf(name, p)
	}
	if p.node != nil {
		v = typed(v, p.node.Get("Type"))
	}
	e.parameters[name] = v
	return v
}

func (e *evaluation) defaultOf(name string, p entry) declared.Value {
	d := p.node.Get("Default")
	if d == nil {
		return declared.Undecided("the parameter "+name, keyEvidence(e.fileOf(p), p.key, "a parameter that nobody here sets"))
	}
	return e.within(p.path, func() declared.Value { return e.plain(d) })
}

// typed reads a value as the type of its parameter: a list, or the path of a
// parameter of Systems Manager where the value lies.
func typed(v declared.Value, typ *doc.Node) declared.Value {
	switch {
	case typ.Value().HasPrefix("AWS::SSM::Parameter::Value<") && v.IsScalar():
		found := Parameter(v.Scalar, graph.Evidence{})
		found.Why = v.Why
		return found
	case (typ.Text("CommaDelimitedList") != "" || typ.Value().HasPrefix("List<")) && v.IsScalar():
		return split(v, secret.New(","))
	}
	return v
}

// sortedNames are a map's keys in a fixed order.
func sortedNames[T any](m map[string]T) []string { return slices.Sorted(maps.Keys(m)) }

// fileOf is the file of an entry's key.
func (e *evaluation) fileOf(x entry) string {
	if x.from != "" {
		return x.from
	}
	return e.t.Path
}
