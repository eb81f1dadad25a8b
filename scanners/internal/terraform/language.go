// SPDX-License-Identifier: Apache-2.0

package terraform

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/stagedoor/stagedoor/graph"
)

// In this file: what a language that is built on this one, Terragrunt's, needs
// in order to be parsed and evaluated within the same bounds and with the same
// provenance.

// Parse reads one file; what is wrong with it is among the tree's gaps.
func (t *Tree) Parse(f File) (*hclsyntax.Body, bool) {
	body, ok := t.parse(f)
	if !ok {
		return nil, false
	}
	native, ok := body.(*hclsyntax.Body)
	return native, ok
}

// Functions are Terraform's, as a folder sees them.
func (t *Tree) Functions(dir string) map[string]function.Function { return t.functionsFor(dir) }

// Value evaluates an expression with the names and functions of a context. It
// never fails: what cannot be evaluated is unknown, and keeps what it names.
func Value(e hcl.Expression, c *hcl.EvalContext) (val cty.Value) {
	x := newExpr(e)
	bare := &instance{}
	defer func() {
		if recover() != nil { // of a library, at a value that it did not expect
			val = bare.undecided(x, c, "an expression that cannot be evaluated here")
		}
	}()
	var total size
	for _, v := range c.Variables {
		total = total.plus(sizeOf(v))
	}
	if why := tooMuch(x, total); why != "" || total.over() {
		return bare.undecided(x, c, "a value that is too large")
	}
	w := writer{m: bare, ctx: c, leaves: maxLeaves, place: x.nodes <= 2*maxLeaves}
	val, err := w.eval(x.Expression, true)
	if err != nil || val == cty.NilVal {
		return bare.undecided(x, c, hangsOf(err))
	}
	return bare.named(x, c, val)
}

// Supposed marks a value that stands in for one that is not known: it is a guess.
func Supposed(v cty.Value, says string, at graph.Location) cty.Value {
	return v.Mark(&origin{kind: supposed, at: place{at.File, at.Line, at.Column}, text: says})
}

// Hangs is what an unknown value hangs on.
func Hangs(v cty.Value) (string, graph.Location) {
	v, marks := v.Unmark()
	_, hangs, _ := why(origins(marks), v)
	for _, o := range origins(marks) {
		if o.kind == missing && o.text == hangs {
			return hangs, o.at.evidence().At
		}
	}
	return hangs, graph.Location{}
}

// VarFile are the values that a var-file of the tree gives; nil where there is
// none.
func (t *Tree) VarFile(path string) map[string]cty.Value {
	for _, v := range t.vars {
		if v.path == path {
			return v.value
		}
	}
	return nil
}

// Outputs are a root's outputs in one context, for another root: what they name
// are not that one's resources.
func (t *Tree) Outputs(r *Root, c *Context, o Options) map[string]cty.Value {
	v := t.evaluation(r, c, o).top.foreign()
	return v.AsValueMap()
}

// Variables are the names of a root's variables.
func (r *Root) Variables() []string { return sortedKeys(r.mod.variables) }
