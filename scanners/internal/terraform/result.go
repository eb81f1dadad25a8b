// SPDX-License-Identifier: Apache-2.0

package terraform

import (
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
)

// Options say what is asked of an evaluation.
type Options struct {
	// Wanted chooses resources and data blocks by type; nil for all. Others are
	// evaluated as far as a wanted one refers to them.
	Wanted func(typ string) bool

	// Inputs are values of the root's variables that stand above every var-file
	// (Terragrunt's inputs). Give them their places with [Placed], and [Missing]
	// where they are not known.
	Inputs map[string]cty.Value

	// Outputs asks for the root's outputs too.
	Outputs bool
}

// A Result is what a root declares in one context.
type Result struct {
	Resources []*declared.Resource // managed, and those of well-known modules
	Data      []*declared.Resource
	Outputs   map[string]declared.Value // where they were asked for
	Providers []Provider                // the root's own
	Backend   *Backend                  // nil for none
	Named     []Named                   // what is called an environment and has a known value, surest first
	Gaps      []Gap
}

// A Provider is one provider block.
type Provider struct {
	Name string // with its alias: "aws", "aws.prod"
	Body declared.Value
}

// A Backend is where the state is kept; Body has what the context's backend file
// adds.
type Backend struct {
	Type string
	At   graph.Location
	Body declared.Value
}

// A Named is a variable or local called environment, env or stage.
type Named struct {
	Name    string // var.environment
	Value   declared.Value
	Default bool // only a variable's default says so
}

// Evaluate evaluates a root in one of its contexts.
func (t *Tree) Evaluate(r *Root, c *Context, o Options) *Result {
	ev := t.evaluation(r, c, o)
	out := &Result{}
	ev.top.collect(out)
	left := maxDeclared
	for _, name := range sortedKeys(r.mod.providers) {
		out.Providers = append(out.Providers, Provider{name, ev.top.declareBody(r.mod.providers[name], nil, place{}, nil, &left)})
	}
	out.Backend = ev.backend()
	out.Named = ev.named()
	if o.Outputs {
		out.Outputs = map[string]declared.Value{}
		for name, k := range r.mod.outputs {
			out.Outputs[name] = declare(ev.top.output(name).value, nil, k.at, &left)
		}
	}
	for g := range ev.gaps {
		out.Gaps = append(out.Gaps, g)
	}
	slices.SortFunc(out.Gaps, func(a, b Gap) int { return graph.Gap(a).Compare(graph.Gap(b)) })
	return out
}

func (t *Tree) evaluation(r *Root, c *Context, o Options) *evaluation {
	ev := &evaluation{tree: t, root: r, context: c, options: o, functions: r.functions(), gaps: map[Gap]bool{}, circle: noCircle}
	ev.top = ev.instance(r.mod)
	return ev
}

// collect adds the resources of a module and of those that it calls.
func (m *instance) collect(out *Result) {
	for _, res := range m.mod.order {
		if m.ev.options.Wanted != nil && !m.ev.options.Wanted(res.typ) {
			continue
		}
		items, _ := m.itemsOf(res)
		for _, it := range items {
			if res.data {
				out.Data = append(out.Data, it.safely())
			} else {
				out.Resources = append(out.Resources, it.safely())
			}
		}
	}
	for _, name := range m.mod.names {
		ch := m.childrenOf(name)
		if ch.away != "" {
			out.Resources = append(out.Resources, m.built(m.mod.calls[name])...)
		}
		for _, in := range ch.instances {
			in.collect(out)
		}
	}
}

// safely is declare, where a library's panic leaves a resource of which nothing
// is known but that it is declared.
func (it *item) safely() (r *declared.Resource) {
	defer func() {
		if recover() != nil {
			it.m.ev.gap(it.res.at, graph.Invalid, "a block could not be evaluated")
			at := it.res.at.evidence()
			r = &declared.Resource{Type: it.res.typ, Address: it.address(), Origin: it.m.mod.dir + " " + it.res.address(),
				At: append(graph.Chain{at}, it.m.at...), Maybe: it.maybe, Meta: map[string]declared.Value{},
				Body: declared.Undecided("a block that could not be evaluated", at)}
		}
	}()
	return it.declare()
}

// declare makes the resource that the graph is told of.
func (it *item) declare() *declared.Resource {
	left := maxDeclared
	r := &declared.Resource{
		Type:    it.res.typ,
		Address: it.address(),
		Origin:  it.m.mod.dir + " " + it.res.address(),
		At:      append(graph.Chain{it.res.at.evidence()}, it.m.at...),
		Maybe:   it.maybe,
		Body:    it.m.declareBody(it.res.body, it.scope, it.res.at, it.raw, &left),
	}
	r.Meta = it.meta(&left)
	if c := it.m.provider(it.res.providerName()); c != nil {
		r.Place = c.place(&left)
		c.switchesInto(r.Meta, &left)
	}
	it.own(&r.Place, r.Body)
	return r
}

// meta are the settings of Terraform itself. They must be literal.
// https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle
func (it *item) meta(left *int) map[string]declared.Value {
	meta := map[string]declared.Value{}
	if it.res.lifecycle != nil {
		for _, a := range it.res.lifecycle.attrs {
			switch a.name {
			case "prevent_destroy", "destroy", "enabled":
				meta[a.name] = declare(it.m.value(a.value, it.scope), nil, a.at, left)
			}
		}
	}
	for _, b := range it.m.mod.imports {
		if to := b.attr("to"); to != nil && dottedAddress(to.Expression) == it.res.address() && it.suffix == "" {
			if id := b.attr("id"); id != nil {
				meta["import_id"] = declare(it.m.literal(id, nil), nil, id.at, left)
			}
		}
	}
	return meta
}

// own is what the resource itself says of its place.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/enhanced-region-support
func (it *item) own(p *declared.Place, b declared.Value) {
	for _, name := range []string{"region", "location"} {
		if v := b.Fields[name]; v.Set() {
			p.Region = v
			break
		}
	}
	if v := b.Fields["project"]; v.Set() && strings.HasPrefix(it.res.typ, "google_") {
		p.Account = v
	}
}

func (r *resource) providerName() string {
	if r.provider != nil {
		if n := dotted(r.provider.Expression); n != "" {
			return n
		}
	}
	name, _, _ := strings.Cut(r.typ, "_")
	return name
}

// environmentNames are what people call the environment.
var environmentNames = []string{"environment", "env", "stage", "environment_name", "env_name", "deployment_environment", "environment_type"}

// named are the root's variables and locals of such a name, with a known value.
func (ev *evaluation) named() (list []Named) {
	left := maxDeclared
	m := ev.top
	for _, weak := range []bool{false, true} {
		for _, name := range environmentNames {
			if v := m.mod.variables[name]; v != nil {
				_, given := m.given(v)
				if d := declare(m.variable(name).value, nil, v.at, &left); given != weak && d.IsScalar() {
					list = append(list, Named{"var." + name, d, weak})
				}
			}
			if x := m.mod.locals[name]; x != nil && !weak {
				if d := declare(m.local(name).value, nil, x.at, &left); d.IsScalar() {
					list = append(list, Named{"local." + name, d, ev.fromDefault(x)})
				}
			}
		}
	}
	slices.SortStableFunc(list, func(a, b Named) int { return compareBool(a.Default, b.Default) })
	return list
}

// fromDefault reports whether a local follows from a variable's default.
func (ev *evaluation) fromDefault(x *expr) bool {
	for _, r := range x.refs {
		if v := ev.top.mod.variables[r.name]; r.root == "var" && v != nil {
			if _, given := ev.top.given(v); !given {
				return true
			}
		}
	}
	return false
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
