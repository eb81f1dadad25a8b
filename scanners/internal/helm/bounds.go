// SPDX-License-Identifier: Apache-2.0

package helm

import (
	"errors"
	"reflect"
	"text/template/parse"
)

// In this file: what keeps a template from taking the machine along. Functions
// are wrapped, so that each call is a step and each result has a size; loops and
// named templates count their own steps, by an action that is put into their
// bodies once they are parsed.

const (
	maxSteps    = 300_000
	maxDepth    = 1_000
	maxText     = 64 << 20
	maxOne      = 4 << 20
	maxElements = 100_000
	maxMeasured = 20_000_000 // elements looked at in all
	maxCount    = 100_000    // of until, repeat and their kind
	maxRead     = 256 << 20  // bytes of text handed to functions in all
	regexWeight = 1_000      // what a byte may cost of a regular expression, whose program has so many states for a few letters
)

var errOver = errors.New("over the limits")

// A budget is what one rendering may still use.
type budget struct {
	steps, depth, text, elements, read int

	known map[uintptr]bool // maps that were there before: their size is known to be bounded
}

func newBudget() *budget {
	return &budget{steps: maxSteps, text: maxText, elements: maxMeasured, read: maxRead, known: map[uintptr]bool{}}
}

func (b *budget) step() string {
	if b.steps--; b.steps < 0 {
		panic(errOver)
	}
	return ""
}

func (b *budget) enter() string {
	if b.depth++; b.depth > maxDepth {
		panic(errOver)
	}
	return b.step()
}

func (b *budget) leave() string {
	b.depth--
	return ""
}

func (b *budget) write(n int) {
	if b.text -= n; b.text < 0 || n > maxOne {
		panic(errOver)
	}
}

// Write lets the budget stand in for a place to write to.
func (b *budget) room(n int) error {
	if b.text -= n; b.text < 0 {
		return errOver
	}
	return nil
}

// bounded wraps a function of any type. One that changes what it is given may
// make a circle of what was known, so its result is measured to the bottom.
func (b *budget) bounded(f any, changes bool, weight int) any {
	v := reflect.ValueOf(f)
	if v.Kind() != reflect.Func {
		return f
	}
	return reflect.MakeFunc(v.Type(), func(args []reflect.Value) []reflect.Value {
		b.step()
		for _, a := range args {
			b.reads(a, weight)
		}
		var results []reflect.Value
		if v.Type().IsVariadic() {
			results = v.CallSlice(args)
		} else {
			results = v.Call(args)
		}
		for _, r := range results {
			left := maxElements
			b.measure(r, &left, !changes)
			b.elements -= maxElements - left
			b.affordable(b.elements)
			if s := r; s.Kind() == reflect.String {
				b.write(s.Len())
			}
		}
		return results
	}).Interface()
}

// reads charges for the text that a function is handed.
func (b *budget) reads(v reflect.Value, weight int) {
	for v.Kind() == reflect.Interface && !v.IsNil() {
		v = v.Elem()
	}
	switch v.Kind() {
	case reflect.String:
		b.read -= weight * v.Len()
	case reflect.Slice:
		b.read -= v.Len()
		for i := 0; i < v.Len() && v.Type().Elem().Kind() != reflect.Uint8; i++ {
			if e := v.Index(i); e.Kind() == reflect.String || e.Kind() == reflect.Interface && e.Elem().Kind() == reflect.String {
				b.reads(e, weight)
			}
		}
	}
	b.affordable(b.read)
}

func (b *budget) affordable(left int) {
	if left < 0 {
		panic(errOver)
	}
}

// measure counts the elements of a result, those of shared and circular parts as
// often as they would be printed.
func (b *budget) measure(v reflect.Value, left *int, trusting bool) {
	for v.IsValid() && v.Kind() == reflect.Interface && !v.IsNil() {
		v = v.Elem()
	}
	*left--
	b.affordable(*left)
	switch v.Kind() {
	case reflect.Slice, reflect.Array:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			b.write(v.Len())
			return
		}
		b.affordable(*left - v.Len())
		for i := range v.Len() {
			b.measure(v.Index(i), left, trusting)
		}
	case reflect.Map:
		if trusting && b.known[v.Pointer()] {
			return
		}
		for it := v.MapRange(); it.Next(); {
			b.measure(it.Value(), left, trusting)
		}
	}
}

// count checks a number of rounds before somebody makes a list of them.
func count(n int) int {
	if n > maxCount || n < -maxCount {
		panic(errOver)
	}
	return n
}

var (
	stepAction  = action("{{stagedoorStep}}", "stagedoorStep")
	enterAction = action("{{stagedoorEnter}}", "stagedoorEnter")
	leaveAction = action("{{stagedoorLeave}}", "stagedoorLeave")
)

func action(text, name string) parse.Node {
	trees, err := parse.Parse("", text, "", "", map[string]any{name: func() string { return "" }})
	if err != nil {
		panic(err)
	}
	return trees[""].Root.Nodes[0]
}

// counted puts the counting actions into a parsed template, once.
func counted(t *parse.Tree) {
	if t == nil || t.Root == nil || len(t.Root.Nodes) > 0 && t.Root.Nodes[0] == enterAction {
		return
	}
	loops(t.Root)
	t.Root.Nodes = append(append([]parse.Node{enterAction}, t.Root.Nodes...), leaveAction)
}

func loops(n parse.Node) {
	list := func(l *parse.ListNode) {
		if l != nil {
			loops(l)
		}
	}
	switch n := n.(type) {
	case *parse.ListNode:
		for _, child := range n.Nodes {
			loops(child)
		}
	case *parse.IfNode:
		list(n.List)
		list(n.ElseList)
	case *parse.WithNode:
		list(n.List)
		list(n.ElseList)
	case *parse.RangeNode:
		list(n.List)
		list(n.ElseList)
		n.List.Nodes = append([]parse.Node{stepAction}, n.List.Nodes...)
	}
}
