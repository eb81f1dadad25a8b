// SPDX-License-Identifier: Apache-2.0

package cloudformation

import (
	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/environment"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// An export is a value that one stack hands to others.
type export struct {
	from  *evaluation
	value *doc.Node
}

// collectExports works the names of all exports out.
func (r *Repository) collectExports(stacks []*Stack) {
	r.exports = map[string][]export{}
	for _, s := range stacks {
		s.evaluation.export()
	}
}

func (e *evaluation) export() {
	for _, name := range sortedNames(e.t.outputs) {
		o := e.t.outputs[name].node
		if as := o.Get("Export", "Name"); as != nil {
			if word, ok := e.value(as).Word(); ok {
				e.all.exports[word] = append(e.all.exports[word], export{e, o.Get("Value")})
			}
		}
	}
	for _, name := range e.t.order {
		if c := e.child(e.t.resources[name]); c != nil {
			c.export()
		}
	}
}

// maxImports is how many stacks a value is handed through.
const maxImports = 20

// importValue is what another stack of the tree exports under a name. Where
// several do, the one in the same environment counts. References do not leave
// their set.
func (e *evaluation) importValue(name declared.Value, n *doc.Node) declared.Value {
	word, ok := name.Word()
	if !ok {
		return declared.Undecided("an import by a name that hangs on "+hangsOn(name), e.at(n))
	}
	found := e.exporter(e.all.exports[word])
	if found == nil || e.all.imports >= maxImports {
		return declared.Undecided("the export "+word+" of another stack", e.at(n))
	}
	e.all.imports++
	v := found.from.value(found.value)
	e.all.imports--
	if v.State == declared.Unknown {
		v.Hangs = v.Hangs + " of " + found.from.t.Path
	}
	v.Refs = nil
	return through(v, e.at(n))
}

func (e *evaluation) exporter(all []export) *export {
	var same []export
	for _, x := range all {
		if x.from.t != e.t && (x.from.ctx.tier() == e.ctx.tier() || len(all) == 1) {
			same = append(same, x)
		}
	}
	if len(same) != 1 {
		return nil
	}
	return &same[0]
}

// tier is the environment that a context says it is for.
func (c *Context) tier() graph.Tier {
	if len(c.Environments) == 0 {
		return graph.Untiered
	}
	d, _ := environment.OfName(c.Environments[0].Name)
	return d.Tier
}

// oneOfThem is what a name or password hangs on that is the same in several
// contexts which are only assumed.
const oneOfThem = "which of the stacks that the template allows is deployed"

// apart takes names and passwords from contexts that are only assumed, where they
// are written once for all contexts: such a name can be used by one of them, and
// nobody says by which. What was written stays in Scalar.
func apart(stacks []*Stack) {
	type place struct {
		template           string
		address, attribute string
	}
	seen := map[place][]declared.Value{}
	names := func(s *Stack, f func(place, *declared.Resource)) {
		for _, r := range s.Set.Resources {
			kind, _ := catalog.ResourceByType(Format, r.Type)
			if kind == nil {
				continue
			}
			for _, attribute := range append(kind.Names[:len(kind.Names):len(kind.Names)], kind.Secrets...) {
				if r.Body.Fields[attribute].IsScalar() {
					f(place{s.Template.Path, r.Address, attribute}, r)
				}
			}
		}
	}
	for _, s := range stacks {
		names(s, func(p place, r *declared.Resource) { seen[p] = append(seen[p], r.Body.Fields[p.attribute]) })
	}
	for _, s := range stacks {
		if !s.Context.Assumed {
			continue
		}
		names(s, func(p place, r *declared.Resource) {
			v, same := r.Body.Fields[p.attribute], 0
			for _, other := range seen[p] {
				if secret.Equal(v.Scalar, other.Scalar) && decidedAt(v) == decidedAt(other) {
					same++
				}
			}
			if same > 1 {
				r.Body.Fields[p.attribute] = elsewhere(v.Scalar, oneOfThem, v.Why...)
			}
		})
	}
}

func decidedAt(v declared.Value) graph.Location {
	if len(v.Why) == 0 {
		return graph.Location{}
	}
	return v.Why[0].At
}
