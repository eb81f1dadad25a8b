// SPDX-License-Identifier: Apache-2.0

package terragrunt

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
	"github.com/stagedoor/stagedoor/scanners/internal/terraform"
)

// A Unit is one module with its inputs, which is applied by itself.
type Unit struct {
	Dir    string // where it is applied: the folder of its file, or the one that a stack makes
	Name   string // within a stack
	File   string // where it is declared
	Line   int
	Config string // its terragrunt.hcl
	Module string // the folder of its module, "" where that is not in the tree

	t      *Tree
	top    *frame
	values cty.Value
	seen   []string // files that it includes or reads

	source  graph.Location // where its module is named
	remote  string         // a module that is not here
	guessed bool           // its module is the tree's of that path
	hangs   string         // what its module hangs on

	root    *terraform.Root
	given   map[string]cty.Value
	outs    map[string]cty.Value
	outBusy bool
	maybe   string
	skipped bool
}

func (u *Unit) frame() *frame {
	if u.top == nil {
		u.top = u.t.frame(u, u.t.config(u.Config), u.Dir, 0)
		u.top.values = u.values
	}
	return u.top
}

// sees remembers a file that says something about the unit.
func (u *Unit) sees(file string) {
	if !slices.Contains(u.seen, file) {
		u.seen = append(u.seen, file)
	}
}

// Elsewhere says why nothing is known of what the unit declares, "" where
// something is. Units of one module that is not here have one source.
func (u *Unit) Elsewhere() (why, source string, at graph.Location) {
	switch {
	case u.hangs != "":
		return "which module is applied here hangs on " + u.hangs, u.hangs, u.source
	case u.root == nil && !u.skipped:
		source, _, _ = strings.Cut(u.remote, "?")
		return "the module that is applied here is not in the tree", source, u.source
	}
	return "", "", graph.Location{}
}

// setting is an attribute of the unit, of the strongest layer that has it.
func (u *Unit) setting(name string) (v cty.Value, at graph.Location) {
	layers := u.frame().layers()
	for _, l := range slices.Backward(layers) {
		if a := l.cfg.attr(name); a != nil {
			return l.value(a.Expr), placeOf(a.SrcRange)
		}
	}
	return cty.NilVal, graph.Location{}
}

// block is a block of the unit, of the strongest layer that has it.
func (u *Unit) block(typ string) (*frame, *hclsyntax.Block) {
	for _, l := range slices.Backward(u.frame().layers()) {
		if b := l.cfg.block(typ); b != nil {
			return l, b
		}
	}
	return nil, nil
}

// prepare evaluates everything that needs other files: afterwards a unit can be
// evaluated beside others.
func (u *Unit) prepare() {
	if u.root != nil || u.given != nil {
		return
	}
	u.given = map[string]cty.Value{} // first: a circle of dependencies comes back here
	if u.whether(); u.skipped || u.hangs != "" {
		return
	}
	in := u.frame().merged()
	if u.root = u.build(in); u.root == nil {
		return
	}
	for _, name := range u.root.Variables() {
		if v, ok := in.known[name]; ok {
			u.given[name] = v
		} else if in.rest != cty.NilVal {
			u.given[name] = in.rest
		}
	}
	u.varFiles()
}

// whether reads what keeps a unit from being applied.
// https://terragrunt.gruntwork.io/docs/reference/hcl/blocks#exclude
func (u *Unit) whether() {
	v, _ := u.setting("skip")
	u.decide(v)
	l, b := u.block("exclude")
	if b == nil {
		return
	}
	actions := l.attr(b.Body.Attributes["actions"])
	applies := actions == cty.NilVal
	if actions != cty.NilVal {
		for _, a := range listOf(actions) {
			s, ok := text(a)
			applies = applies || !ok || s == "all" || s == "apply" || s == "all_except_output"
		}
	}
	if applies {
		u.decide(l.attr(b.Body.Attributes["if"]))
	}
}

func (u *Unit) decide(v cty.Value) {
	if v == cty.NilVal {
		return
	}
	is, ok := truth(v)
	u.skipped = u.skipped || is
	if !ok && !v.IsKnown() {
		u.maybe, _ = terraform.Hangs(v)
	}
}

// outputs are what other units take from this one.
func (u *Unit) outputs() map[string]cty.Value {
	switch {
	case u.outs != nil:
		return u.outs
	case u.outBusy:
		u.t.gap(u.File, u.Line, "units depend on each other in a circle")
		return nil
	}
	u.outBusy = true
	u.prepare()
	u.outs = map[string]cty.Value{}
	if u.root != nil {
		u.outs = u.t.tf.Outputs(u.root, u.root.Contexts()[0], terraform.Options{Inputs: u.given})
	}
	u.outBusy = false
	return u.outs
}

// Evaluate is what the unit declares; nil where nothing is known of it.
func (u *Unit) Evaluate(wanted func(typ string) bool) *terraform.Result {
	if u.root == nil || u.skipped {
		return nil
	}
	result := u.t.tf.Evaluate(u.root, u.root.Contexts()[0], terraform.Options{Wanted: wanted, Inputs: u.given})
	if b := u.backend(); b != nil {
		result.Backend = b
	}
	keep, at := u.setting("prevent_destroy")
	role, roleAt := u.setting("iam_role")
	account := declared.Value{}
	if role != cty.NilVal {
		r := terraform.Declared(role, roleAt)
		if number, ok := secret.AccountInARN(r.Scalar); r.IsScalar() && ok {
			account = declared.Text(number, r.Why...)
		}
	}
	here := graph.Evidence{Basis: graph.ReadInFile, At: graph.Location{File: u.File, Line: u.Line}}
	if u.guessed {
		here.Basis, here.Says = graph.Guessed, "the module of this path in this tree, which may not be of the version that is applied"
	}
	for _, r := range result.Resources {
		r.At = append(r.At, here)
		if r.Maybe == "" {
			r.Maybe = u.maybe
		}
		if is, _ := truth(keep); is {
			if own, ok := r.Meta["prevent_destroy"].Tri(); !ok || own != graph.Yes {
				r.Meta["prevent_destroy"] = terraform.Declared(keep, at)
			}
		}
		if !r.Place.Account.Set() {
			r.Place.Account = account
		}
	}
	return result
}

// backend is where the unit's state is kept.
func (u *Unit) backend() *terraform.Backend {
	l, b := u.block("remote_state")
	if b == nil {
		return nil
	}
	typ, _ := text(l.attr(b.Body.Attributes["backend"]))
	a := b.Body.Attributes["config"]
	if typ == "" || a == nil {
		return nil
	}
	return &terraform.Backend{Type: typ, At: placeOf(b.DefRange()), Body: terraform.Declared(l.value(a.Expr), placeOf(a.SrcRange))}
}

// listOf are the elements of a known list.
func listOf(v cty.Value) (items []cty.Value) {
	if v == cty.NilVal {
		return nil
	}
	v, marks := v.Unmark()
	if !v.IsKnown() || v.IsNull() || !v.CanIterateElements() {
		return nil
	}
	for it := v.ElementIterator(); it.Next(); {
		_, e := it.Element()
		items = append(items, e.WithMarks(marks))
	}
	return items
}
