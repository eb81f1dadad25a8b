// SPDX-License-Identifier: Apache-2.0

package iam

import (
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

// Allows reports whether one document by itself allows an action on a resource.
func (d Document) Allows(action string, on Resource) Verdict { return Documents{d}.Allows(action, on) }

// Allows reports whether documents that hold together allow an action on a
// resource: something allows it, and nothing denies it.
func (ds Documents) Allows(action string, on Resource) Verdict {
	best := Verdict{Is: graph.No}
	var doubt Verdict
	for _, d := range ds {
		if d.Hangs != "" && best.Is == graph.No {
			best = Verdict{Is: graph.Unknown, Hangs: d.Hangs}
		}
		for i := range d.Statements {
			s := &d.Statements[i]
			v := s.applies(action, on)
			v.Why = append(slices.Clip(v.Why), d.Why...)
			switch {
			case v.Is == graph.No:
			case s.Effect == graph.No && v.Is == graph.Yes:
				return Verdict{Is: graph.No, Why: v.Why}
			case s.Effect != graph.Yes && doubt.Is == 0 && doubt.Hangs == "":
				doubt = Verdict{Hangs: orElse(v.Hangs, "whether a statement denies")}
			}
			if s.Effect != graph.No && better(v.Is, best) {
				if s.Effect == graph.Unknown {
					v.Is = graph.Unknown
				}
				best = v
			}
		}
	}
	if best.Is == graph.Yes && doubt.Hangs != "" {
		return Verdict{Is: graph.Unknown, Why: best.Why, Hangs: doubt.Hangs}
	}
	return best
}

// better prefers a sure yes, then a statement that may apply to a document that
// is not here.
func better(is graph.Tri, than Verdict) bool {
	switch is {
	case graph.Yes:
		return than.Is != graph.Yes
	case graph.Unknown:
		return than.Is == graph.No || than.Is == graph.Unknown && than.Why == nil
	}
	return false
}

// applies reports whether a statement speaks of an action on a resource.
func (s *Statement) applies(action string, on Resource) Verdict {
	v := Verdict{Is: graph.Yes, Why: s.Why}
	also := func(is graph.Tri, hangs string, negated bool) bool {
		if negated {
			is = not(is)
		}
		if is == graph.Unknown && v.Is == graph.Yes {
			v.Is, v.Hangs = graph.Unknown, hangs
		}
		return is != graph.No
	}
	is, why, hangs := anyCovers(s.Actions, func(t Text) graph.Tri { return t.covers(action, true) })
	if len(why) > 0 && !s.NotAction {
		v.Why = why
	}
	if !also(is, hangs, s.NotAction) {
		return Verdict{Is: graph.No}
	}
	is, _, hangs = anyCovers(s.Resources, func(t Text) graph.Tri { return on.coveredBy(t) })
	if !also(is, hangs, s.NotResource) {
		return Verdict{Is: graph.No}
	}
	for _, c := range s.Conditions {
		if !also(c.holds(on), orElse(c.Key, "a condition"), false) {
			return Verdict{Is: graph.No}
		}
	}
	return v
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

func anyCovers(all []Text, covers func(Text) graph.Tri) (is graph.Tri, why graph.Chain, hangs string) {
	is = graph.No
	for _, t := range all {
		switch covers(t) {
		case graph.Yes:
			return graph.Yes, t.why, ""
		case graph.Unknown:
			if is == graph.No {
				is, why, hangs = graph.Unknown, t.why, orElse(t.hangs(), "which resource is meant")
			}
		}
	}
	return is, why, hangs
}

// coveredBy reports whether a resource element names the resource. The parts of
// a name are compared one by one; an account or region that one of the two does
// not tell is taken for the same, since a policy and what it governs are
// declared for one account.
func (r Resource) coveredBy(t Text) graph.Tri {
	name := r.ARN.flat
	if suffix, maybe, ok := t.leads(r.Address); ok {
		is := Text{flat: suffix}.covers(inside(name), false)
		if maybe && is == graph.Yes {
			is = graph.Unknown
		}
		return is
	}
	if strings.HasPrefix(t.flat, gap) && t.holes[0].another() {
		return graph.No
	}
	pattern, target := strings.SplitN(t.flat, ":", 6), strings.SplitN(name, ":", 6)
	if len(pattern) < 6 || len(target) < 6 {
		return t.covers(name, false)
	}
	var ok bool
	if pattern[5], target[5], ok = r.filled(pattern[5], target[5], t.holes); !ok {
		return graph.No
	}
	all := graph.Yes
	for i := range pattern {
		is := Text{flat: pattern[i]}.covers(target[i], false)
		if (i == 1 || i == 3 || i == 4) && (pattern[i] == gap || target[i] == gap) {
			is = graph.Yes
		}
		switch {
		case is == graph.No:
			return graph.No
		case is == graph.Unknown:
			all = graph.Unknown
		}
	}
	return all
}

// itself stands for a resource's own name in the last part of an ARN, where nobody
// knows it.
const itself = "\x02"

// filled puts the resource's own name where a hole of the last part names it. It
// returns the part and the target to compare it with; ok is false where a hole
// names another resource.
func (r Resource) filled(part, target string, holes []Hole) (pattern, text string, ok bool) {
	const open = "\x03" // a hole that stays one
	for _, h := range holes[len(holes)-strings.Count(part, gap):] {
		put := open
		switch {
		case r.Address != "" && slices.ContainsFunc(h.Refs, func(ref string) bool { return sameAddress(ref, r.Address) }):
			if put = r.name; put == "" {
				put, target = itself, strings.Replace(target, gap, itself, 1)
			}
		case h.another():
			return "", "", false
		}
		part = strings.Replace(part, gap, put, 1)
	}
	return strings.ReplaceAll(part, open, gap), target, true
}

// another reports whether a hole names resources of the set, and nothing that
// could be any other thing.
func (h Hole) another() bool {
	return len(h.Refs) > 0 && !slices.ContainsFunc(h.Refs, func(ref string) bool {
		return strings.HasPrefix(ref, "data.") || strings.Contains(ref, ".data.") || strings.HasPrefix(ref, "random_") || strings.HasPrefix(ref, "terraform_data.")
	})
}

// inside is what follows the name of the thing itself in the name of what lies
// in it: "/" and a hole for the objects of a bucket; "" for the thing.
func inside(name string) string {
	if strings.HasSuffix(name, "/"+gap) && strings.Contains(name, ":s3:") {
		return "/" + gap
	}
	return ""
}
