// SPDX-License-Identifier: Apache-2.0

package expression

import (
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph/secret"
)

// A Kind says how much is known of a result.
type Kind uint8

const (
	Unknown Kind = iota // anything
	Other               // some text that equals none of the constants in sight: another branch
	Text
	Bool
)

// A Result is one thing that an expression may come to.
type Result struct {
	Kind Kind
	Text string // of Text and Bool
}

// Lookup says what a context's property may come to: secrets.TOKEN is
// ["secrets" "TOKEN"]. A step that is not known is "". It is asked for exactly
// those properties that the evaluation reads. The offset is that of the
// context's first byte in the scalar; nil stands for unknown.
type Lookup func(path []string, offset int) []Result

// Evaluate says what the whole scalar may come to, without repetition and in a
// fixed order.
func (t Template) Evaluate(look Lookup) []Result {
	if len(t.parts) == 0 {
		return []Result{{Text, ""}}
	}
	e := evaluator{look}
	if len(t.parts) == 1 {
		return e.part(t.parts[0])
	}
	all := []Result{{Text, ""}}
	for _, p := range t.parts {
		results := e.part(p)
		var next []Result
		for _, a := range all {
			for _, b := range results {
				next = add(next, concatenate(a, b))
			}
		}
		all = next
	}
	for i, r := range all {
		if _, ok := secret.Word(secret.New(r.Text)); !ok && r.Text != "" {
			all[i] = Result{}
		}
	}
	return all
}

// Visit calls look for every property in the scalar, whether an evaluation
// would read it or not.
func (t Template) Visit(look Lookup) {
	for _, p := range t.parts {
		p.expr.visit(evaluator{look})
	}
}

// Compared calls found for each comparison of a property with a constant, and
// for startsWith, endsWith and contains of them.
func (t Template) Compared(found func(path []string, constant string)) {
	for _, p := range t.parts {
		p.expr.compared(found)
	}
}

// JSON returns the constant text that is given to fromJSON where that is all
// the scalar is: `${{ fromJSON('["staging","production"]') }}`.
func (t Template) JSON() (secret.Value, bool) {
	if len(t.parts) != 1 || t.parts[0].expr == nil {
		return secret.Value{}, false
	}
	n := t.parts[0].expr
	if n.op != opCall || !strings.EqualFold(n.name, "fromJSON") || len(n.args) != 1 || n.args[0].op != opConstant {
		return secret.Value{}, false
	}
	return n.args[0].text, n.args[0].text.Len() > 0
}

func (n *node) visit(e evaluator) {
	if n == nil {
		return
	}
	if n.op == opPath {
		e.path(n)
	}
	for _, a := range n.args {
		a.visit(e)
	}
}

func (n *node) compared(found func([]string, string)) {
	if n == nil {
		return
	}
	for _, a := range n.args {
		a.compared(found)
	}
	comparing := n.op == opEqual || n.op == opUnequal || n.op == opCall && slices.Contains([]string{"startswith", "endswith", "contains"}, strings.ToLower(n.name))
	if !comparing || len(n.args) != 2 {
		return
	}
	a, b := n.args[0], n.args[1]
	if a.op == opConstant {
		a, b = b, a
	}
	if a.op != opPath || b.op != opConstant || b.value.Kind < Text {
		return
	}
	var path []string
	for _, s := range a.args {
		path = append(path, s.value.Text)
	}
	path[0] = strings.ToLower(path[0])
	found(path, b.value.Text)
}

func constant(v secret.Value) Result {
	if v.Len() == 0 {
		return Result{Text, ""}
	}
	w, ok := secret.Word(secret.Join(secret.New("x"), v)) // a part such as "-eu" is no word of its own
	if !ok {
		return Result{}
	}
	return Result{Text, w[1:]}
}

// truth is 1, -1 or 0 where it is not known. The empty text, false and zero are
// false; every other text is true.
func (r Result) truth() int {
	switch {
	case r.Kind == Unknown:
		return 0
	case r.Kind == Other:
		return 1
	case r.Text == "" || r.Text == "0" || r.Kind == Bool && r.Text == "false":
		return -1
	}
	return 1
}

// Falsy reports whether a condition that comes to r is certainly not met.
func (r Result) Falsy() bool { return r.truth() < 0 }

func add(all []Result, more ...Result) []Result {
	for _, r := range more {
		if !slices.Contains(all, r) {
			all = append(all, r)
		}
	}
	if len(all) > maxResults {
		return []Result{{}}
	}
	return all
}

func concatenate(a, b Result) Result {
	if a.Kind < Text || b.Kind < Text {
		return Result{}
	}
	return Result{Text, a.Text + b.Text}
}

type evaluator struct{ look Lookup }

func (e evaluator) part(p part) []Result {
	if p.expr == nil {
		return []Result{constant(p.literal)}
	}
	return e.eval(p.expr)
}

func (e evaluator) eval(n *node) (all []Result) {
	switch n.op {
	case opConstant:
		return []Result{n.value}
	case opPath:
		return e.path(n)
	case opCall:
		return e.call(n)
	case opNot:
		for _, r := range e.eval(n.args[0]) {
			all = add(all, boolean(-r.truth()))
		}
		return all
	case opAnd:
		return e.either(n, 1)
	case opOr:
		return e.either(n, -1)
	case opEqual, opUnequal:
		return e.equal(n)
	}
	for _, a := range n.args {
		e.eval(a)
	}
	return []Result{{}}
}

// either evaluates && (the second operand counts where the first is true) and
// || (where it is false). A condition that is not known goes both ways.
func (e evaluator) either(n *node, goesOn int) (all []Result) {
	second := false
	for _, r := range e.eval(n.args[0]) {
		switch truth := r.truth(); {
		case goesOn < 0 && r.Kind == Other && n.args[0].op == opPath: // secrets.A || secrets.B: either may be set
			all, second = add(all, r), true
		case truth == goesOn:
			second = true
		case truth != 0:
			all = add(all, r)
		case goesOn > 0: // && of an unknown: false, or the second
			all, second = add(all, Result{Bool, "false"}), true
		default: // || of an unknown: itself, or the second
			all, second = add(all, Result{}), true
		}
	}
	if second {
		all = add(all, e.eval(n.args[1])...)
	}
	return all
}

func boolean(truth int) Result {
	switch {
	case truth > 0:
		return Result{Bool, "true"}
	case truth < 0:
		return Result{Bool, "false"}
	}
	return Result{}
}

func (e evaluator) equal(n *node) (all []Result) {
	as, bs := e.eval(n.args[0]), e.eval(n.args[1])
	for _, a := range as {
		for _, b := range bs {
			truth := 0
			switch {
			case a.Kind >= Text && b.Kind >= Text:
				truth = -1
				if strings.EqualFold(a.Text, b.Text) { // GitHub ignores case
					truth = 1
				}
			case a.Kind == Other && b.Kind >= Text, b.Kind == Other && a.Kind >= Text:
				truth = -1
			}
			if n.op == opUnequal {
				truth = -truth
			}
			all = add(all, boolean(truth))
		}
	}
	return all
}

// path evaluates each computed step and asks for every combination.
func (e evaluator) path(n *node) (all []Result) {
	paths := [][]string{nil}
	for i, s := range n.args {
		steps := e.eval(s)
		var next [][]string
		for _, p := range paths {
			for _, r := range steps {
				text := ""
				if r.Kind == Text {
					text = r.Text
				}
				if i == 0 {
					text = strings.ToLower(text)
				}
				next = append(next, append(slices.Clone(p), text))
			}
		}
		if paths = next; len(paths) > maxResults {
			return []Result{{}}
		}
	}
	for _, p := range paths {
		results := e.look(p, n.offset)
		if results == nil {
			results = []Result{{}}
		}
		all = add(all, results...)
	}
	return all
}
