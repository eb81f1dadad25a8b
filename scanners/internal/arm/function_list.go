// SPDX-License-Identifier: Apache-2.0

package arm

import (
	"maps"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
)

// In this file: functions over lists, objects and truth values.

// concat joins texts, or lists.
func concat(args []declared.Value) declared.Value {
	var items []declared.Value
	lists := 0
	for _, a := range args {
		if a.IsList() {
			lists++
			items = append(items, a.Items...)
		}
	}
	switch {
	case lists > 0 && lists == len(args) && len(items) <= 10_000:
		return declared.List(items)
	case lists > 0:
		return declared.Value{}
	}
	return declared.Joined(args...)
}

func interpolate(args []declared.Value) declared.Value { return declared.Joined(args...) }

var hole = lazily.Compile(`\{\d+\}`)

// format fills {0} and {1} of its first argument.
func format(args []declared.Value) declared.Value {
	if len(args) == 0 || !args[0].IsScalar() {
		return declared.Value{}
	}
	text := args[0].Scalar
	var parts []declared.Value
	at := 0
	for _, span := range text.Spans(hole.Get(), 100) {
		if span[0] > at {
			parts = append(parts, declared.Scalar(text.Slice(at, span[0])))
		}
		at = span[1]
		n, ok := secret.Number(text.Slice(span[0]+1, span[1]-1))
		if !ok || n+1 >= len(args) {
			return declared.Value{}
		}
		parts = append(parts, args[n+1])
	}
	if at < text.Len() {
		parts = append(parts, declared.Scalar(text.Slice(at, text.Len())))
	}
	return declared.Joined(parts...)
}

func first(args []declared.Value) declared.Value {
	if len(args) == 1 && len(args[0].Items) > 0 {
		return args[0].Items[0]
	}
	return declared.Value{}
}

func last(args []declared.Value) declared.Value {
	if len(args) == 1 && len(args[0].Items) > 0 {
		return args[0].Items[len(args[0].Items)-1]
	}
	return declared.Value{}
}

func split(args []declared.Value) declared.Value {
	if len(args) != 2 {
		return declared.Value{}
	}
	text, ok := args[0].Word()
	by, isMark := literal(args[1])
	if !ok || !isMark || by == "" {
		return declared.Value{}
	}
	var items []declared.Value
	for part := range strings.SplitSeq(text, by) {
		items = append(items, declared.Text(part, args[0].Why...))
	}
	return declared.List(items, args[0].Why...)
}

func join(args []declared.Value) declared.Value {
	if len(args) != 2 || !args[0].IsList() {
		return declared.Value{}
	}
	var parts []declared.Value
	for i, item := range args[0].Items {
		if i > 0 {
			parts = append(parts, args[1])
		}
		parts = append(parts, item)
	}
	return declared.Joined(parts...)
}

func size(v declared.Value) (int, bool) {
	switch {
	case v.IsList():
		return len(v.Items), true
	case v.IsMap():
		return len(v.Fields), true
	case v.IsScalar():
		return v.Scalar.Len(), true
	case v.State == declared.Null:
		return 0, true
	}
	return 0, false
}

func length(args []declared.Value) declared.Value {
	if len(args) == 1 {
		if n, ok := size(args[0]); ok {
			return declared.Number(n, args[0].Why...)
		}
	}
	return declared.Value{}
}

func empty(args []declared.Value) declared.Value {
	if len(args) == 1 {
		if n, ok := size(args[0]); ok {
			return declared.Bool(n == 0, args[0].Why...)
		}
	}
	return declared.Value{}
}

func coalesce(args []declared.Value) declared.Value {
	for _, a := range args {
		if a.Set() {
			return a
		}
	}
	return declared.Value{State: declared.Null}
}

func contains(args []declared.Value) declared.Value {
	if len(args) != 2 {
		return declared.Value{}
	}
	of, what := args[0], args[1]
	word, ok := what.Word()
	switch {
	case of.IsMap() && ok:
		return declared.Bool(step(of, word).State != declared.Absent).Through(nil, what.Why...)
	case of.IsList():
		is := graph.No
		for _, item := range of.Items {
			switch declared.Same(item, what) {
			case graph.Yes:
				return declared.Bool(true).Through(nil, what.Why...)
			case graph.Unknown:
				is = graph.Unknown
			}
		}
		if is == graph.No {
			return declared.Bool(false).Through(nil, what.Why...)
		}
	case of.IsScalar():
		text, isWord := of.Word()
		if isWord && ok {
			return declared.Bool(strings.Contains(strings.ToLower(text), strings.ToLower(word))).Through(nil, of.Why...)
		}
	}
	return declared.Value{}
}

// union lays objects over each other, or puts lists together; what lies under
// something undecided may be overridden by it.
func union(args []declared.Value) declared.Value {
	fields := map[string]declared.Value{}
	for _, a := range args {
		if a.State == declared.Null || a.State == declared.Absent {
			continue
		}
		if !a.IsMap() {
			return declared.Value{}
		}
		maps.Copy(fields, a.Fields)
	}
	return declared.Map(fields)
}

func array(args []declared.Value) declared.Value { return declared.List(args) }

func oneArray(args []declared.Value) declared.Value {
	if len(args) == 1 && args[0].IsList() {
		return args[0]
	}
	return declared.List(args)
}

func object(args []declared.Value) declared.Value {
	fields := map[string]declared.Value{}
	for i := 0; i+1 < len(args); i += 2 {
		name, ok := args[i].Word()
		if !ok {
			return declared.Value{}
		}
		fields[name] = args[i+1]
	}
	return declared.Map(fields)
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

func truth(t graph.Tri, from ...declared.Value) declared.Value {
	if t == graph.Unknown {
		return declared.Value{}
	}
	v := declared.Bool(t == graph.Yes)
	for _, f := range from {
		v = v.Through(f.Refs, f.Why...)
	}
	return v
}

func compared(as func(graph.Tri) graph.Tri) func([]declared.Value) declared.Value {
	return func(args []declared.Value) declared.Value {
		if len(args) != 2 {
			return declared.Value{}
		}
		a, b := args[0], args[1]
		if nothing(a) != nothing(b) && a.State != declared.Unknown && b.State != declared.Unknown {
			return truth(as(graph.No), a, b)
		}
		if nothing(a) && nothing(b) {
			return truth(as(graph.Yes), a, b)
		}
		return truth(as(declared.Same(a, b)), a, b)
	}
}

func nothing(v declared.Value) bool { return v.State == declared.Null || v.State == declared.Absent }

func negated(args []declared.Value) declared.Value {
	if len(args) != 1 {
		return declared.Value{}
	}
	is, _ := args[0].Tri()
	return truth(not(is), args[0])
}

// all is `and` with No, `or` with Yes: one argument that is decides the whole.
func all(decides graph.Tri) func([]declared.Value) declared.Value {
	return func(args []declared.Value) declared.Value {
		out := not(decides)
		for _, a := range args {
			is, _ := a.Tri()
			switch is {
			case decides:
				return truth(decides, a)
			case graph.Unknown:
				out = graph.Unknown
			}
		}
		return truth(out, args...)
	}
}

func ordered(f func(a, b int) bool) func([]declared.Value) declared.Value {
	return func(args []declared.Value) declared.Value {
		a, b, ok := two(args)
		if !ok {
			return declared.Value{}
		}
		return declared.Bool(f(a, b)).Through(args[0].Refs, args[0].Why...)
	}
}

func counted(f func(a, b int) int) func([]declared.Value) declared.Value {
	return func(args []declared.Value) declared.Value {
		a, b, ok := two(args)
		if !ok {
			return declared.Value{}
		}
		return declared.Number(f(a, b)).Through(args[0].Refs, args[0].Why...)
	}
}

func two(args []declared.Value) (a, b int, ok bool) {
	if len(args) != 2 {
		return 0, 0, false
	}
	a, okA := args[0].Int()
	b, okB := args[1].Int()
	return a, b, okA && okB
}
