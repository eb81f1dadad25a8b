// SPDX-License-Identifier: Apache-2.0

package custom

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/gohcl"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/rules"
)

// written is the body of a rule, as HCL decodes it. Attributes are kept whole
// where something can be wrong with them.
type written struct {
	Title    string         `hcl:"title"`
	Severity *hcl.Attribute `hcl:"severity"`
	CWE      *hcl.Attribute `hcl:"cwe,optional"`
	About    *hcl.Attribute `hcl:"about,optional"`
	Why      string         `hcl:"why,optional"`
	Cannot   string         `hcl:"cannot,optional"`
	From     writtenEnd     `hcl:"from,block"`
	Path     *hcl.Attribute `hcl:"path"`
	To       writtenEnd     `hcl:"to,block"`
	Depth    *hcl.Attribute `hcl:"max_depth,optional"`
	Where    *hcl.Attribute `hcl:"where,optional"`
	Message  *hcl.Attribute `hcl:"message"`
	Fix      *hcl.Attribute `hcl:"fix,optional"`

	Unless []writtenUnless `hcl:"unless,block"`
	Tests  []writtenTest   `hcl:"test,block"`
}

type writtenEnd struct {
	Label string         `hcl:"name,label"`
	Kind  *hcl.Attribute `hcl:"kind,optional"`
	Type  *hcl.Attribute `hcl:"type,optional"`
	Name  *hcl.Attribute `hcl:"name,optional"`
	Where *hcl.Attribute `hcl:"where,optional"`
}

type writtenUnless struct {
	Label string         `hcl:"name,label"`
	From  *hcl.Attribute `hcl:"from,optional"`
	Path  *hcl.Attribute `hcl:"path"`
	Kind  *hcl.Attribute `hcl:"kind,optional"`
	Type  *hcl.Attribute `hcl:"type,optional"`
	Name  *hcl.Attribute `hcl:"name,optional"`
	Where *hcl.Attribute `hcl:"where,optional"`
}

// An exception is an unless block: a way onwards that takes the finding away.
type exception struct {
	end
	fromTo  bool // it starts where the main way ends, else where that starts
	pattern *graph.Pattern
}

// compiler collects what is wrong with one rule.
type compiler struct {
	rule     *Rule
	at       hcl.Range // of the rule, for what has no place of its own
	problems []Problem
}

func (c *compiler) wrong(at hcl.Range, format string, args ...any) {
	c.problems = append(c.problems, Problem{placeOf(at), fmt.Sprintf(format, args...)})
}

// say takes over what HCL finds wrong.
func (c *compiler) say(diags hcl.Diagnostics) {
	for _, d := range diags {
		if d.Severity != hcl.DiagError {
			continue
		}
		at := c.at
		if d.Subject != nil {
			at = *d.Subject
		}
		c.wrong(at, "%s; correct it", worded(d))
	}
}

// worded is a diagnostic of HCL as one clause.
func worded(d *hcl.Diagnostic) string {
	text := d.Detail
	if text == "" {
		text = d.Summary
	}
	text = strings.TrimRight(strings.Join(strings.Fields(text), " "), ".")
	return strings.ToLower(text[:min(1, len(text))]) + text[min(1, len(text)):]
}

func compile(s Source) (*Rule, []Problem) {
	r := &Rule{At: placeOf(s.Body.MissingItemRange()), depth: usualDepth, funcs: newFunctions()}
	c := &compiler{rule: r, at: s.Body.MissingItemRange()}
	var w written
	if diags := gohcl.DecodeBody(s.Body, nil, &w); diags.HasErrors() {
		c.say(diags)
		return r, c.problems
	}
	if !c.complete(w) {
		return r, c.problems
	}
	r.ID, r.Title, r.Why, r.Cannot = s.ID, w.Title, w.Why, w.Cannot
	var ok bool
	if r.Severity, ok = rules.ParseSeverity(c.text(w.Severity)); !ok {
		c.wrong(w.Severity.Expr.Range(), "no such severity; choose %s", strings.Join(rules.Severities(), ", "))
	}
	r.from, r.to = c.end(w.From), c.end(w.To)
	if w.From.Label == w.To.Label {
		c.wrong(c.at, "both ends are called %q; give them two names", w.From.Label)
	}
	r.pattern = c.pattern(w.Path)
	ends := map[string]cty.Type{w.From.Label: nodeType, w.To.Label: nodeType}
	for _, u := range w.Unless {
		r.unless = append(r.unless, c.exception(u, w))
	}
	if len(w.Unless) > maxUnless {
		c.wrong(c.at, "it has more than %d unless blocks; join some by `|` in their paths", maxUnless)
	}
	ends["way"] = wayType
	r.where = c.expression(w.Where, cty.Bool, ends)
	r.message = c.expression(w.Message, cty.String, ends)
	if r.fix = c.expression(w.Fix, cty.String, ends); r.fix != nil && len(r.fix.wants) == 0 {
		r.Fix = c.text(w.Fix)
	}
	c.numbers(w)
	c.about(w)
	c.tests(w.Tests)
	return r, c.problems
}

// complete reports whether all is there that a rule cannot do without; HCL asks
// for no attribute that is kept whole.
func (c *compiler) complete(w written) bool {
	need := map[string]*hcl.Attribute{"severity": w.Severity, "path": w.Path, "message": w.Message}
	for i, u := range w.Unless {
		need[fmt.Sprintf("path of unless %d", i+1)] = u.Path
	}
	for i, t := range w.Tests {
		need[fmt.Sprintf("expect of test %d", i+1)] = t.Expect
	}
	for _, name := range slices.Sorted(maps.Keys(need)) {
		if need[name] == nil {
			c.wrong(c.at, "the argument %q is required; add it", name)
		}
	}
	return len(c.problems) == 0
}

func (c *compiler) end(w writtenEnd) end {
	e := end{label: w.Label, kinds: c.kinds(w.Kind), types: c.texts(w.Type), names: c.texts(w.Name)}
	c.label(w.Label)
	e.where = c.expression(w.Where, cty.Bool, map[string]cty.Type{w.Label: nodeType})
	return e
}

func (c *compiler) label(name string) {
	if !hclsyntax.ValidIdentifier(name) || name == "way" {
		c.wrong(c.at, "%q cannot be the name of a thing in a rule; choose a word other than way", name)
	}
}

func (c *compiler) exception(u writtenUnless, w written) exception {
	e := exception{fromTo: true, pattern: c.pattern(u.Path)}
	e.end = end{label: u.Label, kinds: c.kinds(u.Kind), types: c.texts(u.Type), names: c.texts(u.Name)}
	c.label(u.Label)
	if u.Label == w.From.Label || u.Label == w.To.Label {
		c.wrong(u.Path.NameRange, "%q is the name of an end already; choose another", u.Label)
	}
	if u.From != nil {
		switch c.text(u.From) {
		case w.To.Label:
		case w.From.Label:
			e.fromTo = false
		default:
			c.wrong(u.From.Expr.Range(), "an unless begins at %q or %q; write one of them", w.From.Label, w.To.Label)
		}
	}
	e.where = c.expression(u.Where, cty.Bool, map[string]cty.Type{w.From.Label: nodeType, w.To.Label: nodeType, u.Label: nodeType, "way": wayType})
	return e
}

func (c *compiler) pattern(a *hcl.Attribute) *graph.Pattern {
	p, err := graph.ParsePattern(c.text(a))
	if err != nil {
		c.wrong(a.Expr.Range(), "the path %v", err)
		return nil
	}
	return p
}

func (c *compiler) kinds(a *hcl.Attribute) (all []graph.Kind) {
	for _, name := range c.texts(a) {
		if !slices.Contains(graph.Kinds(), graph.Kind(name)) {
			c.wrong(a.Expr.Range(), "no kind %q; choose among %s", name, listed(graph.Kinds()))
		}
		all = append(all, graph.Kind(name))
	}
	return all
}

func listed[T ~string](all []T) string {
	var names []string
	for _, one := range all {
		names = append(names, string(one))
	}
	return strings.Join(names, ", ")
}

// text is an attribute that has to be one piece of text.
func (c *compiler) text(a *hcl.Attribute) string {
	if all := c.texts(a); len(all) == 1 {
		return all[0]
	}
	return ""
}

// texts is an attribute that is a text, or a list of them; none where it is not
// written.
func (c *compiler) texts(a *hcl.Attribute) (all []string) {
	if a == nil {
		return nil
	}
	v, diags := a.Expr.Value(nil)
	if diags.HasErrors() {
		c.say(diags)
		return nil
	}
	if v.Type() == cty.String && !v.IsNull() {
		return []string{v.AsString()}
	}
	list, err := convert.Convert(v, cty.List(cty.String))
	if err != nil || list.IsNull() || list.LengthInt() == 0 {
		c.wrong(a.Expr.Range(), "%s is to be a text or a list of texts; correct it", a.Name)
		return nil
	}
	for _, one := range list.AsValueSlice() {
		if one.IsNull() {
			c.wrong(a.Expr.Range(), "%s holds null; take it out", a.Name)
			return nil
		}
		all = append(all, one.AsString())
	}
	return all
}

// numbers are max_depth and cwe.
func (c *compiler) numbers(w written) {
	if w.Depth != nil {
		if diags := gohcl.DecodeExpression(w.Depth.Expr, nil, &c.rule.depth); diags.HasErrors() || c.rule.depth < 1 || c.rule.depth > MaxDepth {
			c.wrong(w.Depth.Expr.Range(), "max_depth is to be between 1 and %d; correct it", MaxDepth)
		}
	}
	if w.CWE != nil {
		if diags := gohcl.DecodeExpression(w.CWE.Expr, nil, &c.rule.CWE); diags.HasErrors() || slices.ContainsFunc(c.rule.CWE, func(n int) bool { return n < 1 || n > 99999 }) {
			c.wrong(w.CWE.Expr.Range(), "cwe is to be a list of numbers, as [653]; correct it")
		}
	}
}

// about is the end that the finding is about: the first, unless the rule says
// otherwise.
func (c *compiler) about(w written) {
	c.rule.About = kindOf(c.rule.from)
	if w.About == nil {
		return
	}
	switch c.text(w.About) {
	case w.From.Label:
	case w.To.Label:
		c.rule.aboutTo, c.rule.About = true, kindOf(c.rule.to)
	default:
		c.wrong(w.About.Expr.Range(), "a finding is about %q or %q; write one of them", w.From.Label, w.To.Label)
	}
}

// kindOf is the kind of an end, or "thing" where it can be several.
func kindOf(e end) graph.Kind {
	if len(e.kinds) == 1 {
		return e.kinds[0]
	}
	return "thing"
}
