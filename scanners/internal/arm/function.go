// SPDX-License-Identifier: Apache-2.0

package arm

import (
	"strconv"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
)

// call is what a function makes of its arguments, where a template alone can
// tell; what asks the provider is unknown and keeps its references.
// https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions
func (s *scope) call(e *Expr) declared.Value {
	switch e.Name {
	case "parameters", "variables":
		name, ok := s.argument(e, 0).Word()
		if !ok {
			return s.unknown(e, "a name that is computed")
		}
		if e.Name == "parameters" {
			return s.parameter(name)
		}
		return s.variable(name)
	case "if":
		return s.choose(e)
	case "copyindex":
		return s.copyIndex(e)
	case "resourceid", "extensionresourceid", "subscriptionresourceid", "tenantresourceid":
		return s.resourceID(e)
	}
	args := make([]declared.Value, len(e.Args))
	for i, a := range e.Args {
		args[i] = s.value(a)
	}
	f := functions[e.Name]
	if f == nil {
		return asked(e, args)
	}
	if v := f(args); v.State != declared.Absent {
		return v
	}
	return asked(e, args)
}

func (s *scope) argument(e *Expr, i int) declared.Value {
	if i >= len(e.Args) {
		return declared.Value{}
	}
	return s.value(e.Args[i])
}

// asked is the result of a function that we can not tell: it hangs on what its
// first undecided argument hangs on, else on the function itself.
func asked(e *Expr, args []declared.Value) declared.Value {
	out := declared.Undecided(e.Name + "()")
	for _, a := range args {
		out.Refs = declared.Refs(out.Refs, a.Refs)
		if a.State == declared.Unknown && functions[e.Name] != nil && out.Hangs == e.Name+"()" {
			out.Hangs = a.Hangs
		}
	}
	return out
}

func (s *scope) choose(e *Expr) declared.Value {
	if len(e.Args) != 3 {
		return declared.Undecided("if()")
	}
	condition := s.value(e.Args[0])
	is, _ := condition.Tri()
	switch {
	case is == graph.Yes:
		return s.value(e.Args[1]).Through(condition.Refs, condition.Why...)
	case is == graph.No:
		return s.value(e.Args[2]).Through(condition.Refs, condition.Why...)
	}
	a, b := s.value(e.Args[1]), s.value(e.Args[2])
	if declared.Same(a, b) == graph.Yes {
		return a
	}
	out := declared.Undecided(condition.Hangs)
	out.Refs = declared.Refs(declared.Refs(condition.Refs, a.Refs), b.Refs)
	return out
}

func (s *scope) copyIndex(e *Expr) declared.Value {
	index, offset := s.local["copyIndex()"], 0
	for i := range e.Args {
		a := s.value(e.Args[i])
		if n, ok := a.Int(); ok {
			offset = n
		} else if name, ok := a.Word(); ok {
			if v, ok := s.local[name]; ok {
				index = v
			}
		}
	}
	n, ok := index.Int()
	if !ok {
		return declared.Undecided("copyIndex()")
	}
	return declared.Number(n + offset)
}

// resourceID names a resource by its type and the names of it and its parents:
// a reference where this deployment declares it.
func (s *scope) resourceID(e *Expr) declared.Value {
	out := declared.Undecided(e.Name + "()")
	var names []declared.Value
	typ := ""
	for _, a := range e.Args {
		v := s.value(a)
		if word, ok := v.Word(); ok && typ == "" && strings.Contains(word, "/") && strings.Contains(word, ".") {
			typ = word
			continue
		}
		if typ != "" {
			names = append(names, v)
		}
	}
	out.Refs = s.addressed(typ, names, e)
	return out
}

// functions are those whose result is in the template. An absent result means
// that the arguments do not decide it.
var functions map[string]func([]declared.Value) declared.Value

func init() {
	functions = map[string]func([]declared.Value) declared.Value{
		"concat": concat, "format": format, "interpolate": interpolate,
		"tolower": worded(strings.ToLower), "toupper": worded(strings.ToUpper), "trim": worded(strings.TrimSpace),
		"string": same, "any": same, "toobject": nil, "int": same, "bool": same,
		"substring": substring, "take": take, "replace": replace, "first": first, "last": last,
		"split": split, "join": join, "range": numbers, "length": length, "empty": empty,
		"equals": compared(func(t graph.Tri) graph.Tri { return t }), "notequals": compared(not),
		"not": negated, "and": all(graph.No), "or": all(graph.Yes),
		"greater": ordered(func(a, b int) bool { return a > b }), "greaterorequals": ordered(func(a, b int) bool { return a >= b }),
		"less": ordered(func(a, b int) bool { return a < b }), "lessorequals": ordered(func(a, b int) bool { return a <= b }),
		"add": counted(func(a, b int) int { return a + b }), "sub": counted(func(a, b int) int { return a - b }), "mul": counted(func(a, b int) int { return a * b }),
		"coalesce": coalesce, "contains": contains, "union": union, "createarray": array, "array": oneArray, "createobject": object,
		"true": constant("true"), "false": constant("false"), "null": func([]declared.Value) declared.Value { return declared.Value{State: declared.Null} },
		"startswith": affix(strings.HasPrefix), "endswith": affix(strings.HasSuffix), "json": json,
	}
}

func constant(word string) func([]declared.Value) declared.Value {
	return func([]declared.Value) declared.Value { return declared.Text(word) }
}

func same(args []declared.Value) declared.Value {
	if len(args) != 1 || !args[0].IsScalar() {
		return declared.Value{}
	}
	return args[0]
}

func json(args []declared.Value) declared.Value {
	if len(args) != 1 || !args[0].IsScalar() || args[0].Scalar.OneOf("true", "false") == "" {
		return declared.Value{}
	}
	return args[0]
}

// worded applies a function to a name in the open; other text is not looked at.
func worded(f func(string) string) func([]declared.Value) declared.Value {
	return func(args []declared.Value) declared.Value {
		if len(args) == 0 {
			return declared.Value{}
		}
		word, ok := args[0].Word()
		if !ok {
			return declared.Value{}
		}
		return declared.Text(f(word)).Through(args[0].Refs, args[0].Why...)
	}
}

func take(args []declared.Value) declared.Value {
	if len(args) != 2 {
		return declared.Value{}
	}
	n, ok := args[1].Int()
	if !ok || n < 0 {
		return declared.Value{}
	}
	if args[0].IsList() {
		return declared.List(args[0].Items[:min(n, len(args[0].Items))], args[0].Why...)
	}
	if args[0].IsScalar() {
		return declared.Scalar(args[0].Scalar.Slice(0, min(n, args[0].Scalar.Len())), args[0].Why...)
	}
	return declared.Value{}
}

func substring(args []declared.Value) declared.Value {
	if len(args) < 2 || !args[0].IsScalar() {
		return declared.Value{}
	}
	from, ok := args[1].Int()
	to := args[0].Scalar.Len()
	if len(args) > 2 {
		n, isNumber := args[2].Int()
		to, ok = from+n, ok && isNumber
	}
	if !ok || from < 0 || to < from || to > args[0].Scalar.Len() {
		return declared.Value{}
	}
	return declared.Scalar(args[0].Scalar.Slice(from, to), args[0].Why...)
}

func replace(args []declared.Value) declared.Value {
	if len(args) != 3 {
		return declared.Value{}
	}
	text, ok := args[0].Word()
	before, isWord := literal(args[1])
	after, isText := literal(args[2])
	if !ok || !isWord || !isText || before == "" || strings.Count(text, before)*len(after) > 1<<12 {
		return declared.Value{}
	}
	return declared.Text(strings.ReplaceAll(text, before, after)).Through(args[0].Refs, args[0].Why...)
}

// literal is a word, a mark, or nothing: what templates replace.
func literal(v declared.Value) (string, bool) {
	if !v.IsScalar() {
		return "", false
	}
	if v.Scalar.Len() == 0 {
		return "", true
	}
	if one := v.Scalar.OneOf("-", "_", ".", " ", "/", ":", ",", "--"); one != "" {
		return one, true
	}
	return secret.Word(v.Scalar)
}

func affix(f func(string, string) bool) func([]declared.Value) declared.Value {
	return func(args []declared.Value) declared.Value {
		if len(args) != 2 {
			return declared.Value{}
		}
		text, ok := args[0].Word()
		part, isWord := literal(args[1])
		if !ok || !isWord {
			return declared.Value{}
		}
		return declared.Bool(f(strings.ToLower(text), strings.ToLower(part))).Through(args[0].Refs, args[0].Why...)
	}
}

func numbers(args []declared.Value) declared.Value {
	if len(args) != 2 {
		return declared.Value{}
	}
	from, ok := args[0].Int()
	n, isNumber := args[1].Int()
	if !ok || !isNumber || n < 0 || n > 10_000 {
		return declared.Value{}
	}
	items := make([]declared.Value, n)
	for i := range items {
		items[i] = declared.Text(strconv.Itoa(from+i), args[1].Why...)
	}
	return declared.List(items, args[1].Why...)
}
