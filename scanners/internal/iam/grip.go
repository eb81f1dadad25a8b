// SPDX-License-Identifier: Apache-2.0

package iam

import (
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
)

// In this file: what is asked of thousands of identities and thousands of things.
// All names are known there, and most pairs have nothing to do with each other:
// what costs nothing is asked first.

// A Grip is what one identity holds: its policies, and what limits them. A limit
// allows nothing; what any limit does not allow is denied.
type Grip struct {
	docs   Documents
	limits []Documents
	change bool                // of its own policies
	types  map[string]*overAll // by type
}

// overAll is what is asked once for a type: whether anything may speak of it,
// whether it holds for all of the type alike, and by which names.
type overAll struct {
	speaks, alike bool
	names         []shape
}

// NewGrip prepares documents that hold together, within limits.
func NewGrip(docs Documents, limits ...Documents) *Grip {
	return &Grip{docs: docs, limits: limits, change: docs.changesItself(), types: map[string]*overAll{}}
}

// Over is [PowerOver] for one resource whose whole name is known.
func (g *Grip) Over(typ string, on Resource) Granted {
	t := g.of(typ)
	name, _ := on.ARN.Known()
	if !t.speaks || !slices.ContainsFunc(t.names, func(s shape) bool { return s.fits(name) }) {
		return Granted{}
	}
	return powerWithin(typ, on, g.docs, g.change, g.limits)
}

// Alike reports whether the answer is the same for every resource of the type, in
// any account: all that speaks of it does so of all resources, under no condition
// that looks at one.
func (g *Grip) Alike(typ string) bool { return g.of(typ).alike }

// Speaks reports whether anything is said of the type at all.
func (g *Grip) Speaks(typ string) bool { return g.of(typ).speaks }

// Assumes reports whether policies and limits let their holder take on a role that
// leaves it to them. A No with a reason is a deny.
func (g *Grip) Assumes(role Resource) Verdict {
	t := g.about(assuming.Type, assuming)
	name, _ := role.ARN.Known()
	if !slices.ContainsFunc(t.names, func(s shape) bool { return s.fits(name) }) {
		return Verdict{Is: graph.No}
	}
	v := g.docs.Allows(assuming.Actions[0].Name, role)
	for _, ds := range g.limits {
		if limit := ds.Allows(assuming.Actions[0].Name, role); v.Is == graph.Yes || v.Is == graph.Unknown && limit.Is == graph.No {
			v.Is, v.Hangs = limit.Is, orElse(limit.Hangs, "its permissions boundary")
		}
	}
	return v
}

var assuming = &catalog.Governed{Type: "aws_iam_role", Actions: []catalog.Action{{Name: "sts:AssumeRole"}}}

func (g *Grip) of(typ string) *overAll { return g.about(typ, catalog.GovernedByType(typ)) }

func (g *Grip) about(typ string, kind *catalog.Governed) *overAll {
	if t := g.types[typ]; t != nil {
		return t
	}
	t := &overAll{alike: true, speaks: kind != nil && g.docs.speak(kind)}
	g.types[typ] = t
	if !t.speaks {
		return t
	}
	for n, ds := range append([]Documents{g.docs}, g.limits...) {
		for _, d := range ds {
			for i := range d.Statements {
				s := &d.Statements[i]
				if !s.speaksOf(kind) {
					continue
				}
				t.alike = t.alike && s.ofAll()
				if s.Effect != graph.No && n == 0 {
					t.names = append(t.names, s.shapes()...)
				}
			}
		}
	}
	return t
}

// Everything returns the statement by which documents allow every action on every
// resource, where nothing denies or limits any of it.
func (g *Grip) Everything() (graph.Chain, bool) {
	for _, ds := range g.limits {
		if _, ok := ds.everything(); !ok {
			return nil, false
		}
	}
	return g.docs.everything()
}

func (ds Documents) everything() (why graph.Chain, ok bool) {
	for _, d := range ds {
		for i := range d.Statements {
			s := &d.Statements[i]
			switch {
			case s.Effect != graph.Yes:
				return nil, false
			case ok || s.NotAction || !s.ofAll():
			case slices.ContainsFunc(s.Actions, func(t Text) bool { return t.flat == "*" || t.flat == "*:*" }):
				why, ok = append(slices.Clone(s.Why), d.Why...), true
			}
		}
	}
	return why, ok
}

// ofAll reports whether a statement means all resources, whatever they are.
func (s *Statement) ofAll() bool {
	return !s.NotResource && len(s.Conditions) == 0 && slices.ContainsFunc(s.Resources, func(t Text) bool { return t.flat == "*" })
}

// speaksOf reports whether a statement may speak of what has power over a type.
func (s *Statement) speaksOf(kind *catalog.Governed) bool {
	for _, a := range kind.Actions {
		is, _, _ := anyCovers(s.Actions, func(t Text) graph.Tri { return t.covers(a.Name, true) })
		if s.NotAction && is != graph.Yes || !s.NotAction && is != graph.No {
			return true
		}
	}
	return false
}

// A shape is the beginning and the end that names must have for a pattern to meet
// them: it is asked first, since most names meet none.
type shape struct {
	prefix, suffix string
	whole          bool
}

func (s *Statement) shapes() (all []shape) {
	for _, t := range s.Resources {
		if s.NotResource {
			return []shape{{}}
		}
		first := strings.IndexAny(t.flat, "*?"+gap)
		if first < 0 {
			all = append(all, shape{prefix: t.flat, whole: true})
			continue
		}
		last := strings.LastIndexAny(t.flat, "*?"+gap)
		all = append(all, shape{prefix: t.flat[:first], suffix: t.flat[last+1:]})
	}
	return all
}

// fits also takes a pattern for what lies in the thing: the objects of a bucket.
func (s shape) fits(name string) bool {
	inside := name + "/"
	switch {
	case strings.HasPrefix(s.prefix, inside), !s.whole && strings.HasPrefix(inside, s.prefix) && strings.HasPrefix(name, "arn:") && strings.Contains(name, ":s3:"):
		return true
	case s.whole:
		return s.prefix == name
	}
	return strings.HasPrefix(name, s.prefix) && strings.HasSuffix(name, s.suffix)
}
