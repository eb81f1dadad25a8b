// SPDX-License-Identifier: Apache-2.0

// Package ansible reads tasks that create data stores, with the variables of one
// environment.
//
// Of Jinja it knows `{{ name }}`, alone or inside a text, with the filters
// default, bool, int and string; whatever else stands between the braces is
// unknown and hangs on itself. A parameter that a task does not set is unknown
// too: what a module then does is not documented well enough to judge by it.
// https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_variables.html
//
// Nothing is run, and nothing is looked up: not a vault, a lookup plugin or a host.
package ansible

import (
	"maps"
	"strconv"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// A Variable is where a name is given its value.
type Variable struct {
	File  string
	Node  *doc.Node
	Doubt bool // given for some hosts only: which ones a play is for is not known
}

// Variables are what one environment knows, the strongest definition of each.
type Variables map[string]Variable

// Add puts a file's variables over those that are there.
func (v Variables) Add(file string, root *doc.Node) {
	for k, n := range root.Entries() {
		v[k.Name] = Variable{File: file, Node: n}
	}
}

// Doubt takes a file's names out of what is known: its values hold for some of
// the environment's hosts.
func (v Variables) Doubt(file string, root *doc.Node) {
	for k, n := range root.Entries() {
		v[k.Name] = Variable{file, n, true}
	}
}

// With are the variables with a play's or task's own over them.
func (v Variables) With(file string, own *doc.Node) Variables {
	if own == nil || own.Kind != doc.Map {
		return v
	}
	all := maps.Clone(v)
	all.Add(file, own)
	return all
}

// deepest is how far a variable may lead to another.
const deepest = 24

// mostLookups is how many variables one value may look up in all.
const mostLookups = 1000

// Value is what a node comes to.
func (v Variables) Value(file string, n *doc.Node) declared.Value {
	left := mostLookups
	return v.value(file, n, 0, &left)
}

func (v Variables) value(file string, n *doc.Node, depth int, left *int) declared.Value {
	return declared.OfNode(file, n, func(n *doc.Node) (declared.Value, bool) {
		if n.Kind != doc.Scalar {
			return declared.Value{}, false
		}
		if n.Tag == "!vault" {
			return declared.Undecided("an encrypted value", declared.At(file, n)), true
		}
		if _, _, templated := n.Value().Cut("{{"); !templated {
			return declared.Value{}, false
		}
		return v.text(file, n, depth, left), true
	})
}

// text is a scalar with expressions in it.
func (v Variables) text(file string, n *doc.Node, depth int, left *int) declared.Value {
	here := declared.At(file, n)
	var parts []declared.Value
	rest := n.Value()
	for {
		before, after, found := rest.Cut("{{")
		if before.Len() > 0 {
			parts = append(parts, declared.Scalar(before, here))
		}
		if !found {
			break
		}
		inside, behind, closed := after.Cut("}}")
		if !closed || len(parts) > 64 {
			return declared.Undecided("a template that is not closed", here)
		}
		parts = append(parts, v.expression(inside, here, depth, left))
		rest = behind
	}
	if len(parts) == 1 {
		return parts[0].Through(nil, here)
	}
	return declared.Joined(parts...)
}

var (
	defaults = lazily.Compile(`^\s*d(?:efault)?\(`)
	filters  = lazily.Compile(`^\s*(?:default\(.*\)|d\(.*\)|bool|int|string)\s*$`)
	fallback = lazily.Compile(`^\s*d(?:efault)?\(\s*(?:['"][A-Za-z0-9_.:/-]*['"]|[Tt]rue|[Ff]alse|\d{1,9})\s*(?:,\s*[Tt]rue\s*)?\)\s*$`)
	constant = lazily.Compile(`\(\s*['"]?([A-Za-z0-9_.:/-]*)`)
	quoted   = lazily.Compile(`^\s*['"]([A-Za-z0-9_.:/-]*)['"]\s*$`)
)

// expression is what stands between two braces.
func (v Variables) expression(e secret.Value, here graph.Evidence, depth int, left *int) declared.Value {
	name, filter, filtered := e.Cut("|")
	var given secret.Value
	hasDefault := false
	for n := 0; filtered; n++ {
		var next secret.Value
		filter, next, filtered = filter.Cut("|")
		if !filter.Matches(filters.Get()) || n > 8 {
			return declared.Undecided("an expression", here)
		}
		if filter.Matches(fallback.Get()) {
			given, _, hasDefault = filter.Find(constant.Get())
		} else if filter.Matches(defaults.Get()) {
			return declared.Undecided("a default that is no constant", here) // default(omit), default(another)
		}
		filter = next
	}
	if constant, _, ok := name.Find(quoted.Get()); ok {
		return declared.Scalar(constant, here)
	}
	word, ok := secret.Variable(name.Normal())
	switch known, has := v[word]; {
	case !ok:
		return declared.Undecided("an expression", here)
	case has && known.Doubt:
		return declared.Undecided(word+", which holds for some hosts only", here)
	case has && (depth >= deepest || *left == 0):
		return declared.Undecided(word+", which leads back to itself", here)
	case has:
		*left--
		return v.value(known.File, known.Node, depth+1, left)
	}
	if hasDefault && strings.Contains("/"+here.At.File, "/roles/") {
		return declared.Undecided(word+", which the role itself may set", here)
	}
	if hasDefault {
		return declared.Scalar(given, here)
	}
	return declared.Undecided(word, here)
}

// Resources are the stores that a file's plays and tasks ask for. In tells
// whether a play's hosts, as written, are this environment's.
func Resources(file string, root *doc.Node, vars Variables, in func(hosts string) bool) []*declared.Resource {
	r := &reader{file: file, in: in, asked: map[string]int{}}
	r.list(root, vars, "", 0)
	return r.found
}

type reader struct {
	file  string
	in    func(hosts string) bool
	found []*declared.Resource
	asked map[string]int // tasks of each module so far
}

// list reads plays or tasks; maybe is what decides whether they run.
func (r *reader) list(n *doc.Node, vars Variables, maybe string, depth int) {
	if n == nil || n.Kind != doc.List || depth > 20 {
		return
	}
	for item := range n.Items() {
		if item == nil || item.Kind != doc.Map {
			continue
		}
		if hosts, ok := secret.Word(item.Get("hosts").Value()); ok && item.Has("hosts") && !r.in(hosts) {
			continue
		}
		own, decides := vars.With(r.file, item.Get("vars")), maybe
		if item.Has("when") {
			decides = "the condition of a task"
		}
		if !item.Has("hosts") {
			r.task(item, own, decides)
		}
		for _, below := range []string{"pre_tasks", "tasks", "post_tasks", "block"} {
			r.list(item.Get(below), own, decides, depth+1)
		}
	}
}

// loops are the keys with which a task is repeated.
var loops = []string{"loop", "with_items", "with_dict"}

func (r *reader) task(n *doc.Node, vars Variables, maybe string) {
	for k, with := range n.Entries() {
		kind, _ := catalog.ResourceByType("ansible", k.Name)
		if kind == nil || with == nil || with.Kind != doc.Map {
			continue
		}
		r.asked[k.Name]++
		body := vars.Value(r.file, with)
		if state, ok := body.Fields["state"].Word(); ok && state == "absent" {
			return
		}
		for _, l := range loops {
			if n.Has(l) {
				maybe = "the list of a repeated task"
			}
		}
		for _, s := range kind.Settings {
			if at, _, _ := strings.Cut(s.Attr, "."); body.Fields[at].State == declared.Absent {
				body.Fields[at] = declared.Undecided("the module's own default", declared.At(r.file, with))
			}
		}
		physical(kind, body)
		at := declared.At(r.file, n)
		at.At.Line, at.At.Column = k.Line, k.Column
		at.At.EndLine, at.At.EndColumn = 0, 0
		nth := strconv.Itoa(r.asked[k.Name]) // not its line, which moves
		r.found = append(r.found, &declared.Resource{
			Type: k.Name, Address: r.file + "#" + k.Name + "#" + nth, Origin: r.file + " " + k.Name + " " + nth,
			At: graph.Chain{at}, Maybe: maybe, Body: body,
		})
	}
}

// identifiers are the parameters that give a thing its physical name, as the
// modules call them.
// https://docs.ansible.com/ansible/latest/collections/amazon/aws/rds_instance_module.html
var identifiers = []string{"db_instance_identifier", "instance_id", "db_cluster_identifier", "cluster_id", "identifier", "id", "name"}

// physical puts the name where the catalog looks for it.
func physical(kind *catalog.Resource, body declared.Value) {
	if len(kind.Names) == 0 || body.Fields[kind.Names[0]].Set() {
		return
	}
	for _, i := range identifiers {
		if v := body.Fields[i]; v.Set() {
			body.Fields[kind.Names[0]] = v
			return
		}
	}
}
