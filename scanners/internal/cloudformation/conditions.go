// SPDX-License-Identifier: Apache-2.0

package cloudformation

import (
	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// A decision is a condition's outcome, what an Unknown hangs on, and the places
// that decide.
type decision struct {
	is    graph.Tri
	hangs string
	why   graph.Chain
}

func unsure(hangs string, why ...graph.Evidence) decision {
	return decision{graph.Unknown, hangs, why}
}

// condition is the outcome of a named condition; worked out once. One that hangs
// on itself is unknown.
func (e *evaluation) condition(name secret.Value) decision {
	c, ok := secret.Lookup(name, e.t.conditions)
	if !ok {
		return unsure("a condition that the template does not have")
	}
	if d := e.conditions[c.key.Name]; d != nil {
		return *d
	}
	at := keyEvidence(e.fileOf(c), c.key, "")
	e.conditions[c.key.Name] = &decision{graph.Unknown, "the condition " + c.key.Name + ", which hangs on itself", graph.Chain{at}}
	d := e.decide(c.node)
	d.why = through(declared.Value{Why: d.why}, at).Why
	e.conditions[c.key.Name] = &d
	return d
}

// decide works an expression of conditions out.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html
func (e *evaluation) decide(n *doc.Node) decision {
	defer e.leave()
	if !e.enter() {
		return unsure(tooMuch)
	}
	c, ok := callOf(n)
	if !ok {
		if b, is := n.Bool(); is {
			return decision{tri(b), "", graph.Chain{e.at(n)}}
		}
		return unsure("a condition that is none", e.at(n))
	}
	args := c.args()
	switch {
	case c.name == "Condition":
		return e.condition(c.arg.Value())
	case c.name == "Equals" && len(args) == 2:
		return e.equals(args)
	case c.name == "Not" && len(args) == 1:
		d := e.decide(args[0])
		d.is = not(d.is)
		return d
	case c.name == "And":
		return e.fold(args, graph.No)
	case c.name == "Or":
		return e.fold(args, graph.Yes)
	}
	v := e.value(n)
	if is, ok := v.Tri(); ok && v.State == declared.Known {
		return decision{is, "", v.Why}
	}
	return unsure(hangsOn(v), v.Why...)
}

// fold is And (ended by No) and Or (ended by Yes): one part that ends it decides
// alone, whatever the others hang on.
func (e *evaluation) fold(args []*doc.Node, end graph.Tri) decision {
	all := decision{is: not(end)}
	for _, a := range args {
		d := e.decide(a)
		switch {
		case d.is == end:
			return d
		case d.is == graph.Unknown && all.is != graph.Unknown:
			all = d
		case all.is != graph.Unknown:
			all.why = through(declared.Value{Why: all.why}, d.why...).Why
		}
	}
	return all
}

func (e *evaluation) equals(args []*doc.Node) decision {
	a, b := e.value(args[0]), e.value(args[1])
	if !a.IsScalar() || !b.IsScalar() {
		return unsure(hangsOn(a, b), append(a.Why[:len(a.Why):len(a.Why)], b.Why...)...)
	}
	why := through(declared.Value{Why: a.Why}, b.Why...).Why
	return decision{tri(secret.Equal(a.Scalar, b.Scalar)), "", why}
}

func tri(b bool) graph.Tri {
	if b {
		return graph.Yes
	}
	return graph.No
}

func not(t graph.Tri) graph.Tri {
	switch t {
	case graph.Yes:
		return graph.No
	case graph.No:
		return graph.Yes
	}
	return graph.Unknown
}

// choose is Fn::If. Where the condition is not known and both values are the
// same, it does not matter.
func (e *evaluation) choose(args []*doc.Node, n *doc.Node) declared.Value {
	d := e.condition(args[0].Value())
	switch d.is {
	case graph.Yes:
		return because(e.value(args[1]), d.why)
	case graph.No:
		return because(e.value(args[2]), d.why)
	}
	yes, no := e.value(args[1]), e.value(args[2])
	if yes.IsScalar() && no.IsScalar() && secret.Equal(yes.Scalar, no.Scalar) {
		return through(yes, e.at(n))
	}
	v := declared.Undecided(d.hangs, append(d.why[:len(d.why):len(d.why)], e.at(n))...)
	return refs(v, append(inside(yes, nil), inside(no, nil)...)...)
}
