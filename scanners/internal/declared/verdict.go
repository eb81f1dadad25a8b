// SPDX-License-Identifier: Apache-2.0

package declared

import (
	"slices"
	"strconv"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// A verdict is what one setting says: whether it is safe, and how that is known.
type verdict struct {
	is    graph.Tri
	said  bool // by the files or by the vendor's default; else nobody knows
	set   bool // by the files
	hours int  // of a retention or an undo window, where known
	why   graph.Chain
	hangs string
}

// judge decides a setting of a resource. What is not set is what the vendor does
// by default, if the catalog knows; what is unknown stays unknown.
func (e *entry) judge(s *catalog.Setting) verdict {
	if !holds(e, s.Only) {
		return verdict{}
	}
	v := e.get(s.Attr)
	switch v.State {
	case Unknown:
		if present(s.Safe) {
			return verdict{is: graph.Yes, said: true, set: true, why: e.because(v, s.Attr+" is set")}
		}
		return verdict{is: graph.Unknown, said: true, set: true, hangs: v.Hangs, why: e.because(v, s.Attr+" is decided by "+v.Hangs)}
	case Known:
		is, hours := safe(v, s)
		return verdict{is: is, said: true, set: true, hours: hours, why: e.because(v, s.Attr+" "+wordOf(v))}
	}
	if s.Default == "" || e.listed() && s.Scope != "call" {
		return verdict{} // an answer that leaves a setting out does not say that it is the default
	}
	why := graph.Chain{said(e.declaration()[0].At, s.Attr+" is not set")}
	if e.listed() {
		why[0].Says = s.Attr + " is for whoever deletes it to say"
	}
	why = append(why, catalog.Documented(s.Verified, []string{s.Source}, "by default it is "+s.Default))
	why = append(why, e.declaration()[1:]...)
	if s.Default == "absent" {
		why[1].Says = "by default there is none"
		return verdict{is: graph.No, said: true, why: why}
	}
	is, hours := safe(Text(s.Default), s)
	return verdict{is: is, said: true, hours: hours, why: why}
}

// because is the evidence for a value: the place that decides first, then the
// way it came, then the resource.
func (e *entry) because(v Value, says string) graph.Chain {
	chain := graph.Chain{said(e.place(v), says)}
	if len(v.Why) > 0 {
		chain[0].Basis = v.Why.Basis()
	}
	for i, w := range v.Why {
		if i > 0 || w.Says != "" && w.Basis != graph.ReadInFile {
			chain = append(chain, w)
		}
	}
	for _, d := range e.declaration() {
		if !slices.Contains(chain, d) {
			chain = append(chain, d)
		}
	}
	return chain
}

// holds reports whether a setting counts: "engine=aurora", or an attribute that
// must be set.
func holds(e *entry, only string) bool {
	if only == "" {
		return true
	}
	attr, want, equals := strings.Cut(only, "=")
	v := e.get(attr)
	if !equals {
		return v.Set()
	}
	return v.State == Unknown || v.IsScalar() && v.Scalar.OneOf(strings.Split(want, "|")...) != ""
}

func present(values []string) bool {
	return len(values) == 1 && (values[0] == "present" || values[0] == "nonempty")
}

// safe compares a known value with what is safe, and reads hours of it.
func safe(v Value, s *catalog.Setting) (is graph.Tri, hours int) {
	n, number := v.Int()
	unit := s.Unit
	if v.IsScalar() && !number {
		if digits, _, ok := v.Scalar.Find(inSeconds.Get()); ok {
			n, number = secret.Number(digits)
			unit = "seconds"
		}
	}
	if number {
		hours = inHours(n, unit)
	}
	if present(s.Safe) {
		if v.IsScalar() && v.Scalar.Empty() || v.IsList() && len(v.Items) == 0 {
			return graph.No, hours
		}
		return graph.Yes, hours
	}
	if s.Kind == "retention" || s.Kind == "undo" {
		if number {
			return truth(n != 0), hours
		}
		return graph.Unknown, 0
	}
	for _, want := range s.Safe {
		if least, ok := strings.CutPrefix(want, ">="); ok {
			limit, _ := strconv.Atoi(least)
			return truth(number && n >= limit), hours
		}
	}
	if !v.IsScalar() {
		return graph.Unknown, hours
	}
	if b, ok := v.Tri(); ok && slices.Contains(s.Safe, "true") != slices.Contains(s.Safe, "false") {
		return truth((b == graph.Yes) == slices.Contains(s.Safe, "true")), hours
	}
	return truth(v.Scalar.OneOf(s.Safe...) != ""), hours
}

func truth(b bool) graph.Tri {
	if b {
		return graph.Yes
	}
	return graph.No
}

// inSeconds is how Google writes a duration.
var inSeconds = lazily.Compile(`^(\d{1,9})(?:\.0+)?s$`)

func inHours(n int, unit string) int {
	switch unit {
	case "hours":
		return n
	case "seconds":
		return n / 3600
	}
	return n * 24
}

// wordOf words a known value, where it is a word.
func wordOf(v Value) string {
	if b, ok := v.Tri(); ok {
		return "is " + map[graph.Tri]string{graph.Yes: "true", graph.No: "false"}[b]
	}
	if n, ok := v.Int(); ok {
		return "is " + strconv.Itoa(n)
	}
	if w, ok := v.Word(); ok {
		return "is " + w
	}
	return "is set"
}
