// SPDX-License-Identifier: Apache-2.0

package arm

import (
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
)

// In this file: which resource is meant, and which locks lie on it.

// addressed are the addresses of resources of a type and name in this template.
// Of several of a type the name decides, by its value or, where that is not
// known, by how it is written.
func (s *scope) addressed(typ string, names []declared.Value, e *Expr) []string {
	var all []*Declaration
	for _, r := range s.Resources {
		if typ != "" && strings.EqualFold(r.Type, typ) {
			all = append(all, r)
		}
	}
	if len(all) == 1 {
		return []string{s.address(all[0])}
	}
	if len(all) == 0 || len(names) == 0 {
		return nil
	}
	written := e.Args[len(e.Args)-1].key(0)
	for _, r := range all {
		name := r.Body.Field("name")
		if name == nil {
			continue
		}
		if name.key(0) == written || declared.Same(lastName(s.value(name)), names[len(names)-1]) == graph.Yes {
			return []string{s.address(r)}
		}
	}
	return nil
}

// lastName is the last of the names that a resource and its parents have.
func lastName(v declared.Value) declared.Value {
	word, ok := v.Word()
	if i := strings.LastIndex(word, "/"); ok && i >= 0 {
		return declared.Text(word[i+1:], v.Why...)
	}
	return v
}

// parentOf is where a child resource lies.
func (s *scope) parentOf(r *Declaration, body declared.Value) []string {
	if r.Within != nil {
		return []string{s.address(r.Within)}
	}
	if r.Parent != nil {
		return s.value(r.Parent).Refs
	}
	i := strings.LastIndex(r.Type, "/")
	if i < 0 || strings.Count(r.Type, "/") < 2 {
		return nil
	}
	typ := r.Type[:i]
	for _, after := range body.Get("dependsOn").Items {
		for _, ref := range after.Refs {
			if slices.ContainsFunc(s.Resources, func(o *Declaration) bool { return strings.EqualFold(o.Type, typ) && s.address(o) == ref }) {
				return []string{ref}
			}
		}
	}
	return s.addressed(typ, nil, nil)
}

// key is how an expression is written, without any text that is no name.
func (e *Expr) key(depth int) string {
	if e == nil || depth > 20 {
		return "?"
	}
	var b strings.Builder
	b.WriteString(string(rune('a' + e.Kind)))
	b.WriteString(e.Name)
	if word, ok := secret.Word(e.Value); e.Kind == Literal && ok {
		b.WriteString(word)
	}
	if len(e.Args) > 0 {
		b.WriteByte('(')
		for _, a := range e.Args[:min(len(e.Args), 20)] {
			b.WriteString(a.key(depth + 1))
			b.WriteByte(',')
		}
		b.WriteByte(')')
	}
	return b.String()
}

// fold puts children into their parents, under the last part of their type.
func (d *deployment) fold() {
	for _, p := range d.placed {
		parent := d.byAddress[p.parent]
		if parent == nil || parent == p || parent.Body.Fields == nil {
			continue
		}
		name := p.Type[strings.LastIndex(p.Type, "/")+1:]
		old := parent.Body.Fields[name]
		if old.State != declared.Absent && !old.IsList() {
			continue
		}
		parent.Body.Fields[name] = declared.List(append(old.Items[:len(old.Items):len(old.Items)], withoutParent(p.Body)), p.At...)
	}
}

// withoutParent keeps a parent from being found in itself.
func withoutParent(body declared.Value) declared.Value {
	fields := make(map[string]declared.Value, len(body.Fields))
	for k, v := range body.Fields {
		if k != "parent" && k != "dependsOn" {
			fields[k] = v
		}
	}
	return declared.Map(fields, body.Why...)
}

// A lock is a management lock: on some resources, or on all of a scope.
// https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources
type lock struct {
	on    []string
	place string
	all   bool
	level declared.Value
}

const locks = "Microsoft.Authorization/locks"

func lockType(typ string) bool {
	return strings.EqualFold(typ, locks) || strings.HasSuffix(strings.ToLower(typ), "/providers/locks")
}

func (s *scope) lockOf(r *Declaration, body declared.Value, maybe string) lock {
	l := lock{place: s.place, level: body.Get("properties.level").Through(nil, read(r.At)...)}
	if maybe != "" {
		l.level = declared.Undecided(maybe, read(r.At)...)
	}
	switch {
	case r.Within != nil:
		l.on = []string{s.address(r.Within)}
	case r.Scope != nil:
		l.on = s.meant(r.Scope)
	case !strings.EqualFold(r.Type, locks): // Microsoft.Sql/servers/providers/locks
		l.on = s.addressed(r.Type[:len(r.Type)-len("/providers/locks")], nil, nil)
	default:
		l.all = true
	}
	return l
}

// meant is which resources an expression for a scope means: by reference, or by
// the type at the beginning of its text.
func (s *scope) meant(e *Expr) []string {
	if refs := s.value(e).Refs; len(refs) > 0 {
		return refs
	}
	for _, part := range append([]*Expr{e}, e.Args...) {
		word, ok := secret.Word(part.Value)
		if part.Kind != Literal {
			continue
		}
		if !ok {
			before, _, _ := part.Value.Cut("{")
			word, _ = secret.Word(before)
		}
		if typ := strings.TrimSuffix(word, "/"); strings.Contains(typ, ".") && strings.Contains(typ, "/") {
			return s.addressed(typ, nil, nil)
		}
	}
	return nil
}

// lock notes on each resource the level of the lock that holds for it.
func (d *deployment) lock() {
	for _, p := range d.placed {
		for _, l := range d.locks {
			if _, locked := p.Meta["lock"]; !locked && d.holds(l, p) {
				p.Meta["lock"] = l.level
			}
		}
	}
}

// holds reports whether a lock lies on a resource, or on what it lies in.
func (d *deployment) holds(l lock, p *placed) bool {
	if l.all {
		return p.place == l.place
	}
	for depth := 0; p != nil && depth < maxModules; depth++ {
		if slices.ContainsFunc(l.on, func(on string) bool { return on == p.Address || strings.HasPrefix(p.Address, on+"[") }) {
			return true
		}
		p = d.byAddress[p.parent]
	}
	return false
}
