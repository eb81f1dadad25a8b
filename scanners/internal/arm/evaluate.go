// SPDX-License-Identifier: Apache-2.0

package arm

import (
	"strconv"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
)

// maxSteps bounds one deployment; what is asked for beyond it is unknown.
const maxSteps = 500_000

// A scope is one template with what it was given.
type scope struct {
	*Template
	outer *scope // of a module's call
	at    graph.Chain
	given map[string]declared.Value
	memo  map[string]declared.Value
	busy  map[string]bool
	local map[string]declared.Value // variables of loops
	all   *deployment
	path  string // "module.db." for what a module declares
	place string // the scope it is deployed to, where it is not the first template's own
	maybe string // what decides whether it is deployed at all

	declarations map[string]*Declaration // by symbol
	modules      map[string]*scope       // by symbol, once evaluated
}

func (s *scope) value(e *Expr) declared.Value {
	if e == nil {
		return declared.Value{}
	}
	if s.all.steps--; s.all.steps < 0 {
		return s.unknown(e, "an evaluation of more than 500,000 steps")
	}
	if s.all.depth++; s.all.depth > 200 {
		s.all.depth--
		return s.unknown(e, "an expression that is nested too deep")
	}
	defer func() { s.all.depth-- }()
	switch e.Kind {
	case Literal:
		return declared.Scalar(e.Value, read(e.At)...)
	case Null:
		return declared.Value{State: declared.Null, Why: read(e.At)}
	case List:
		items := make([]declared.Value, 0, len(e.Args))
		for _, a := range e.Args {
			items = append(items, s.value(a))
		}
		return declared.List(items, read(e.At)...)
	case Object:
		return s.object(e)
	case Call:
		return s.call(e).Through(nil, read(e.At)...)
	case Name:
		return s.named(e).Through(nil, read(e.At)...)
	case Access, Index:
		return s.access(e).Through(nil, read(e.At)...)
	case Each:
		return s.each(e)
	}
	return s.unknown(e, "an expression that is not evaluated here")
}

func read(at graph.Location) graph.Chain {
	if at.IsZero() {
		return nil
	}
	return graph.Chain{{Basis: graph.ReadInFile, At: at}}
}

func (s *scope) unknown(e *Expr, hangs string) declared.Value {
	return declared.Undecided(hangs, read(e.At)...)
}

func (s *scope) object(e *Expr) declared.Value {
	fields := make(map[string]declared.Value, len(e.Fields))
	for _, f := range e.Fields {
		name := f.Name
		if f.Key != nil {
			word, ok := s.value(f.Key).Word()
			if !ok {
				continue
			}
			name = word
		}
		fields[name] = s.value(f.Value)
	}
	return declared.Map(fields, read(e.At)...)
}

// parameter is what was given, else the default.
func (s *scope) parameter(name string) declared.Value {
	for given, v := range s.given {
		if strings.EqualFold(given, name) {
			return v
		}
	}
	for declaredAs, p := range s.Parameters {
		if !strings.EqualFold(declaredAs, name) {
			continue
		}
		if p.Default == nil || s.all.unset(declaredAs) {
			return declared.Undecided("the parameter "+declaredAs, read(p.At)...)
		}
		return s.once("parameter "+declaredAs, func() declared.Value { return s.value(p.Default) })
	}
	return declared.Undecided("the parameter " + name)
}

func (s *scope) variable(name string) declared.Value {
	for declaredAs, e := range s.Variables {
		if strings.EqualFold(declaredAs, name) {
			return s.once("variable "+declaredAs, func() declared.Value { return s.value(e) })
		}
	}
	return declared.Undecided("the variable " + name)
}

// once computes a value when it is first asked for; a circle is unknown. What
// hangs on a loop's variable is no variable's value, so loops do not matter here.
func (s *scope) once(key string, compute func() declared.Value) declared.Value {
	if v, done := s.memo[key]; done {
		return v
	}
	if s.busy[key] {
		return declared.Undecided("a circle through the " + key)
	}
	s.busy[key] = true
	v := compute()
	delete(s.busy, key)
	s.memo[key] = v
	return v
}

// named is a symbol of Bicep.
func (s *scope) named(e *Expr) declared.Value {
	if v, ok := s.local[e.Name]; ok {
		return v
	}
	if _, ok := s.Parameters[e.Name]; ok {
		return s.parameter(e.Name)
	}
	if _, ok := s.Variables[e.Name]; ok {
		return s.variable(e.Name)
	}
	if s.declarations[e.Name] != nil {
		v := s.unknown(e, e.Name+", which exists once it is deployed")
		v.Refs = []string{s.path + e.Name}
		return v
	}
	return s.unknown(e, e.Name)
}

// access goes down a property or an index. Of a resource its name is known from
// the template, and the rest after a deployment; of a module its outputs are.
func (s *scope) access(e *Expr) declared.Value {
	of := e.Args[0]
	if e.Kind == Access {
		if v, ok := s.ofResource(of, e.Name); ok {
			return v
		}
		return step(s.value(of), e.Name)
	}
	index := s.value(e.Args[1])
	if of.Kind == Name && s.declarations[of.Name] != nil { // one of a loop's resources
		return s.value(of)
	}
	key, ok := index.Word()
	if !ok {
		v := s.value(of)
		if v.State == declared.Unknown {
			return v
		}
		return declared.Undecided(index.Hangs, read(e.At)...)
	}
	return step(s.value(of), key)
}

func (s *scope) ofResource(of *Expr, property string) (declared.Value, bool) {
	if of.Kind == Access && of.Name == "outputs" && of.Args[0].Kind == Name {
		if m := s.module(of.Args[0].Name); m != nil {
			if out := m.Outputs[property]; out != nil {
				return s.once("output "+of.Args[0].Name+"."+property, func() declared.Value { return m.value(out) }), true
			}
		}
	}
	if of.Kind != Name {
		return declared.Value{}, false
	}
	d := s.declarations[of.Name]
	if d == nil || d.Module != "" || d.Inline != nil {
		return declared.Value{}, false
	}
	if _, hidden := s.local[of.Name]; hidden {
		return declared.Value{}, false
	}
	if property != "name" && property != "location" || d.Loop != nil {
		return declared.Value{}, false
	}
	v := s.once("resource "+of.Name+"."+property, func() declared.Value { return s.value(d.Body.Field(property)) })
	return v.Through([]string{s.path + of.Name}), v.Set()
}

// step goes one key or index down a value.
func step(v declared.Value, key string) declared.Value {
	switch {
	case v.State == declared.Unknown:
		return v
	case v.IsMap():
		if f, ok := v.Fields[key]; ok {
			return f
		}
		for name, f := range v.Fields {
			if strings.EqualFold(name, key) {
				return f
			}
		}
	case v.IsList():
		if i, err := strconv.Atoi(key); err == nil && i >= 0 && i < len(v.Items) {
			return v.Items[i]
		}
	}
	return declared.Value{}
}

// maxRepeats is how many instances of a loop are told apart.
const maxRepeats = 500

// rounds are the values that a loop runs over; nil, with what decides, where
// they are not known.
func (s *scope) rounds(e *Expr) (items []declared.Value, hangs string) {
	over := s.value(e.Args[0])
	switch {
	case over.IsList() && len(over.Items) <= maxRepeats:
		return over.Items, ""
	case over.IsList():
		return nil, "a loop of more than 500 rounds"
	case over.IsMap():
		return nil, "a loop over an object"
	}
	if over.Hangs == "" {
		return nil, "what the loop runs over"
	}
	return nil, over.Hangs
}

// within runs a function with a loop's variables set.
func (s *scope) within(e *Expr, item, index declared.Value, do func()) {
	saved := s.local
	s.local = map[string]declared.Value{}
	for k, v := range saved {
		s.local[k] = v
	}
	if e.Item != "" {
		s.local[e.Item] = item
	}
	if e.Count != "" {
		s.local[e.Count] = index
	}
	s.local["copyIndex()"] = index
	do()
	s.local = saved
}

func (s *scope) each(e *Expr) declared.Value {
	items, hangs := s.rounds(e)
	if hangs != "" {
		return s.unknown(e, hangs)
	}
	var out []declared.Value
	for i, item := range items {
		s.within(e, item, declared.Number(i), func() {
			if len(e.Args) > 2 {
				if is, ok := s.value(e.Args[2]).Tri(); ok && is == graph.No {
					return
				}
			}
			out = append(out, s.value(e.Args[1]))
		})
	}
	return declared.List(out, read(e.At)...)
}
