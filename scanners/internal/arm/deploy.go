// SPDX-License-Identifier: Apache-2.0

// Package arm evaluates Azure Resource Manager templates, once for each parameter
// file. Bicep compiles to the same shape, so package bicep parses into a
// [Template] and is evaluated here as well.
//
// Every resource becomes a [declared.Resource] whose body is the resource as the
// template has it: name, location, properties. Added to it are `parent`, a
// reference to the resource that it lies in; under its last type name what it is
// the parent of (a storage account has `blobServices`); and, in Meta, `lock`: the
// level of a management lock on it, its parents or the scope of its deployment.
//
// Unknown are: what nobody gives (a parameter without default), what the provider
// computes (uniqueString, reference, listKeys), and modules of a registry.
//
// Nothing is fetched: a linked template is read only where its relative path is
// in the tree.
// https://learn.microsoft.com/azure/azure-resource-manager/templates/
package arm

import (
	"path"
	"strconv"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
)

// A Context is a template with what one deployment gives it.
type Context struct {
	Root  *Template
	Given map[string]declared.Value   // by parameter; nil where no file gives any
	Load  func(path string) *Template // a template by its path in the tree; nil where it is not here
}

// Limits of one deployment.
const (
	maxModules   = 16    // deep
	maxScopes    = 5_000 // templates, counted each time that one is deployed
	maxResources = 20_000
)

// A deployment is at work on one context.
type deployment struct {
	Context
	steps, depth int
	scopes       int
	placed       []*placed
	locks        []lock
	byAddress    map[string]*placed
}

// A placed resource is declared, with what makes its surroundings.
type placed struct {
	*declared.Resource
	parent string // address
	place  string
}

var environmentName = lazily.Compile(`(?i)^(env|environment|environment_?name|environment_?type|environmentcode|envname|stage)$`)

// unset says that a default means nothing: nobody gives parameters here, and this
// one tells environments apart, so somebody gives it elsewhere.
func (d *deployment) unset(parameter string) bool {
	return d.Given == nil && TellsEnvironments(parameter)
}

// TellsEnvironments reports whether a parameter's name says that its value is an
// environment's name.
func TellsEnvironments(parameter string) bool { return environmentName.MatchString(parameter) }

// Resources are all that the context declares, in the order of the template,
// those of modules where the module stands.
func (c Context) Resources() []*declared.Resource {
	d := &deployment{Context: c, steps: maxSteps, byAddress: map[string]*placed{}}
	d.deploy(d.scope(c.Root, c.Given), 0)
	d.fold()
	d.lock()
	out := make([]*declared.Resource, len(d.placed))
	for i, p := range d.placed {
		out[i] = p.Resource
	}
	return out
}

func (d *deployment) scope(t *Template, given map[string]declared.Value) *scope {
	s := &scope{Template: t, given: given, memo: map[string]declared.Value{}, busy: map[string]bool{}, local: map[string]declared.Value{}, all: d,
		declarations: map[string]*Declaration{}, modules: map[string]*scope{}}
	for _, r := range t.Resources {
		if r.Symbol != "" {
			s.declarations[r.Symbol] = r
		}
	}
	return s
}

func (d *deployment) deploy(s *scope, depth int) {
	if depth > maxModules {
		return
	}
	for _, r := range s.Resources {
		s.instances(r, func(suffix, maybe string) {
			if r.Module != "" || r.Inline != nil {
				if m := s.called(r, suffix); m != nil {
					m.maybe = joinMaybe(s.maybe, maybe)
					d.deploy(m, depth+1)
				}
				return
			}
			if !r.Existing && len(d.placed) < maxResources {
				d.declare(s, r, suffix, joinMaybe(s.maybe, maybe))
			}
		})
	}
}

func joinMaybe(outer, inner string) string {
	if outer != "" {
		return outer
	}
	return inner
}

// instances calls do for each time that a declaration is deployed: not at all
// where its condition says so, once as a maybe where nobody knows how often.
func (s *scope) instances(r *Declaration, do func(suffix, maybe string)) {
	one := func(suffix string) {
		maybe := ""
		for outer := r; outer != nil; outer = outer.Within {
			if outer.Condition == nil {
				continue
			}
			condition := s.value(outer.Condition)
			switch is, _ := condition.Tri(); is {
			case graph.No:
				return
			case graph.Unknown:
				maybe = orSome(condition.Hangs)
			}
		}
		do(suffix, maybe)
	}
	if r.Loop == nil {
		one("")
		return
	}
	items, hangs := s.rounds(r.Loop)
	if hangs != "" {
		s.within(r.Loop, declared.Undecided(hangs), declared.Undecided(hangs), func() { do("", hangs) })
		return
	}
	for i, item := range items {
		s.within(r.Loop, item, declared.Number(i), func() {
			if len(r.Loop.Args) > 2 {
				if is, _ := s.value(r.Loop.Args[2]).Tri(); is == graph.No {
					return
				}
			}
			one("[" + strconv.Itoa(i) + "]")
		})
	}
}

func orSome(hangs string) string {
	if hangs == "" {
		return "a condition"
	}
	return hangs
}

// address is unique within the set: the symbol, else the type, numbered where
// the template has several of it.
func (s *scope) address(r *Declaration) string {
	if r.Symbol != "" {
		return s.path + r.Symbol
	}
	n := 0
	for _, o := range s.Resources {
		if o == r {
			break
		}
		if strings.EqualFold(o.Type, r.Type) {
			n++
		}
	}
	if n > 0 {
		return s.path + r.Type + "#" + strconv.Itoa(n+1)
	}
	return s.path + r.Type
}

// called is the scope of a module; nil where its template is not here.
func (s *scope) called(r *Declaration, suffix string) *scope {
	t, given := r.Inline, map[string]declared.Value{}
	if t == nil {
		if s.all.Load == nil || strings.Contains(r.Module, ":") {
			return nil
		}
		if t = s.all.Load(path.Join(path.Dir(s.File), r.Module)); t == nil || s.deploys(t) {
			return nil
		}
	}
	if s.all.scopes++; s.all.scopes > maxScopes {
		return nil
	}
	if r.Given != nil {
		if v := s.value(r.Given); v.IsMap() {
			given = v.Fields
		}
	}
	if r.Inline != nil && r.Shared {
		both := *s.Template
		both.Resources, t, given = t.Resources, &both, s.given
	}
	m := s.all.scope(t, given)
	m.outer, m.path, m.place = s, s.address(r)+suffix+".", s.place
	m.at = append(read(r.At), s.at...)
	if r.Scope != nil {
		m.place = s.place + "/" + r.Scope.key(0)
	}
	s.modules[r.Symbol] = m
	return m
}

// deploys reports whether a template is at work already, further out: one that
// deploys itself never ends.
func (s *scope) deploys(t *Template) bool {
	for ; s != nil; s = s.outer {
		if s.Template == t {
			return true
		}
	}
	return false
}

// module is a module's scope for its outputs; nil where it can not be read.
func (s *scope) module(symbol string) *scope {
	if m, done := s.modules[symbol]; done {
		return m
	}
	r := s.declarations[symbol]
	if r == nil || r.Loop != nil || r.Module == "" && r.Inline == nil || s.busy["module "+symbol] || s.all.depth > 100 {
		return nil
	}
	s.busy["module "+symbol] = true
	defer delete(s.busy, "module "+symbol)
	return s.called(r, "")
}

func (d *deployment) declare(s *scope, r *Declaration, suffix, maybe string) {
	address := s.address(r)
	origin := r.Symbol
	if origin == "" {
		origin = r.Type
	}
	body := s.value(r.Body)
	if !body.IsMap() {
		body = declared.Map(map[string]declared.Value{}, body.Why...)
	}
	p := &placed{Resource: &declared.Resource{Type: r.Type, Address: address + suffix, Name: r.Symbol, Origin: s.File + " " + origin,
		At: append(read(r.At), s.at...), Maybe: maybe, Body: body, Meta: map[string]declared.Value{}, Place: declared.Place{Region: body.Get("location")}}, place: s.place}
	if lockType(r.Type) {
		d.locks = append(d.locks, s.lockOf(r, body, maybe))
	}
	if name, ok := body.Get("name").Word(); ok && strings.Contains(name, "/") {
		body.Fields["name"] = declared.Text(name[strings.LastIndex(name, "/")+1:], body.Get("name").Why...)
	}
	if refs := s.parentOf(r, body); len(refs) > 0 {
		p.parent = refs[0]
		if _, repeated := d.byAddress[refs[0]+suffix]; repeated {
			p.parent = refs[0] + suffix
		}
		up := declared.Undecided("the id of "+refs[0], read(r.At)...)
		up.Refs = []string{p.parent}
		body.Fields["parent"] = up
	}
	if _, taken := d.byAddress[p.Address]; !taken {
		d.byAddress[p.Address] = p
	}
	d.placed = append(d.placed, p)
}

// Values are a parameter file's own: everything that it assigns, evaluated.
func (t *Template) Values() map[string]declared.Value {
	d := &deployment{steps: maxSteps}
	s := d.scope(t, nil)
	given := map[string]declared.Value{}
	for name := range t.Variables {
		given[name] = s.variable(name)
	}
	return given
}
