// SPDX-License-Identifier: Apache-2.0

package custom

import (
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/rules"
)

// asking is one run of a rule over a graph.
type asking struct {
	*Rule
	graph  *graph.Graph
	steps  int // left
	found  []rules.Finding
	at     map[[2]*graph.Node]int // of a pair's finding
	more   int                    // findings beyond the most that are shown
	fits   map[*graph.Node]bool   // of the far end, its guard asked
	values map[valueKey]cty.Value
	onward map[onwardKey][]*graph.Node
	failed map[*expression]*failure
	order  []*expression // of failures, as they came
}

type valueKey struct {
	e  *expression
	as string
	n  *graph.Node
}

type onwardKey struct {
	exception int
	start     *graph.Node
}

// A failure is an expression that could not be evaluated for some candidates.
type failure struct {
	why  string
	many int
}

func (r *Rule) run(g *graph.Graph, gap func(graph.Gap)) []rules.Finding {
	a := &asking{Rule: r, graph: g, steps: MaxSteps, at: map[[2]*graph.Node]int{}, fits: map[*graph.Node]bool{},
		values: map[valueKey]cty.Value{}, onward: map[onwardKey][]*graph.Node{}, failed: map[*expression]*failure{}}
	for n := range g.All() {
		if a.steps--; a.steps < 0 {
			break
		}
		if r.from.fits(n) && a.holds(r.from.where, map[string]*graph.Node{r.from.label: n}, nil) {
			a.walk(n)
		}
	}
	a.report(gap)
	return a.found
}

// report says what was not decided or not finished.
func (a *asking) report(gap func(graph.Gap)) {
	for _, e := range a.order {
		f := a.failed[e]
		gap(graph.Gap{At: placeOf(e.Range()).Location, Kind: graph.Invalid,
			Why: fmt.Sprintf("the rule %s is undecided about %s: %s; correct the expression", a.ID, many(f.many, "candidate"), f.why)})
	}
	if a.steps < 0 {
		gap(graph.Gap{At: a.At.Location, Kind: graph.TooLarge,
			Why: fmt.Sprintf("the rule %s was stopped after %d steps and may have more to find; say more of its ends, or lower its max_depth", a.ID, MaxSteps)})
	}
	if a.more > 0 {
		gap(graph.Gap{At: a.At.Location, Kind: graph.TooLarge,
			Why: fmt.Sprintf("the rule %s found %d more than the %d that are shown; say more of its ends", a.ID, a.more, MaxFindings)})
	}
}

func many(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// walk asks for every way from one thing.
func (a *asking) walk(start *graph.Node) {
	route := graph.Route{Pattern: a.pattern, Depth: a.depth, Steps: &a.steps, Ends: func(n *graph.Node) bool { return n != start && a.ends(n) }}
	for to, way := range a.graph.Along(start, route) {
		bound := map[string]*graph.Node{a.from.label: start, a.to.label: to}
		if a.excepted(start, to, bound, &way) || !a.holds(a.where, bound, &way) {
			continue
		}
		pair := [2]*graph.Node{start, to}
		if i, known := a.at[pair]; known {
			if i >= 0 && way.Basis() > a.found[i].Paths[0].Basis {
				a.found[i] = a.tell(bound, way)
			}
			continue
		}
		if len(a.found) == MaxFindings {
			a.at[pair] = -1
			a.more++
			continue
		}
		a.at[pair] = len(a.found)
		a.found = append(a.found, a.tell(bound, way))
	}
}

// ends reports whether a way may end at a node.
func (a *asking) ends(n *graph.Node) bool {
	if !a.to.fits(n) {
		return false
	}
	if a.to.where == nil {
		return true
	}
	is, known := a.fits[n]
	if !known {
		is = a.holds(a.to.where, map[string]*graph.Node{a.to.label: n}, nil)
		a.fits[n] = is
	}
	return is
}

// excepted reports whether an unless takes a candidate away.
func (a *asking) excepted(from, to *graph.Node, bound map[string]*graph.Node, way *graph.Path) bool {
	for i, x := range a.unless {
		start := from
		if x.fromTo {
			start = to
		}
		for _, n := range a.onwards(i, start) {
			if x.where == nil {
				return true
			}
			bound[x.label] = n
			is := a.holds(x.where, bound, way)
			delete(bound, x.label)
			if is {
				return true
			}
		}
	}
	return false
}

// onwards lists where the way of an unless leads from a node.
func (a *asking) onwards(i int, start *graph.Node) (all []*graph.Node) {
	key := onwardKey{i, start}
	if all, known := a.onward[key]; known {
		return all
	}
	seen := map[*graph.Node]bool{}
	x := a.unless[i]
	for n := range a.graph.Along(start, graph.Route{Pattern: x.pattern, Depth: a.depth, Steps: &a.steps, Ends: x.fits}) {
		if !seen[n] {
			seen[n] = true
			all = append(all, n)
		}
	}
	a.onward[key] = all
	return all
}

// holds evaluates a guard. What fails is remembered as undecided, and is no match.
func (a *asking) holds(e *expression, bound map[string]*graph.Node, way *graph.Path) bool {
	if e == nil {
		return true
	}
	v, ok := a.value(e, bound, way)
	return ok && v.True()
}

func (a *asking) value(e *expression, bound map[string]*graph.Node, way *graph.Path) (cty.Value, bool) {
	if a.steps -= e.cost; a.steps < 0 {
		return cty.NilVal, false
	}
	ctx := &hcl.EvalContext{Variables: make(map[string]cty.Value, len(e.wants)), Functions: a.funcs.all}
	for name, w := range e.wants {
		if n := bound[name]; n != nil {
			ctx.Variables[name] = a.node(e, name, n, w)
		} else if name == "way" && way != nil {
			ctx.Variables[name] = wayValue(*way, bound[a.to.label])
		}
	}
	v, err := e.value(ctx)
	if err != nil {
		if a.failed[e] == nil {
			a.failed[e] = &failure{why: err.Error()}
			a.order = append(a.order, e)
		}
		a.failed[e].many++
		return v, false
	}
	return v, true
}

// node is a thing as an expression sees it, made once.
func (a *asking) node(e *expression, as string, n *graph.Node, w wanted) cty.Value {
	key := valueKey{e, as, n}
	v, known := a.values[key]
	if !known {
		a.steps -= 10 * nodeCost
		v = nodeValue(n, w)
		a.values[key] = v
	}
	return v
}

// maxText is the length of a message, in bytes.
const maxText = 2000

// tell makes the finding.
func (a *asking) tell(bound map[string]*graph.Node, way graph.Path) rules.Finding {
	from, to := bound[a.from.label], bound[a.to.label]
	m := rules.Match{From: from, To: to, About: from, Way: way, Severity: a.Severity, Title: a.Title}
	if a.aboutTo {
		m.About = to
	}
	m.Message = a.words(a.message, bound, &way, a.Title)
	m.Fix = a.words(a.fix, bound, &way, "Take away one step of this path.")
	m.FromEnv, m.ToEnv = a.asks(a.from), a.asks(a.to)
	m.Asked = append(a.asked(from, a.from), a.asked(to, a.to)...)
	return m.Finding()
}

// words fills a template; what cannot be filled is told by other words.
func (a *asking) words(e *expression, bound map[string]*graph.Node, way *graph.Path, other string) string {
	if e == nil {
		return other
	}
	v, ok := a.value(e, bound, way)
	if !ok {
		return other
	}
	return cut(v.AsString(), maxText)
}

// guards are the conditions of a rule that can speak of an end.
func (a *asking) guards(e end) []*expression { return []*expression{a.where, e.where} }

// asks reports whether the rule's conditions speak of the environments of an end.
func (a *asking) asks(e end) bool {
	for _, g := range a.guards(e) {
		if g.reads(e.label, "tiers", "environments", "production", "below") {
			return true
		}
	}
	return false
}

// asked are the notes of a node that the rule's conditions read by name.
func (a *asking) asked(n *graph.Node, e end) (all []rules.AskedNote) {
	for _, name := range graph.TraitNames() {
		for _, g := range a.guards(e) {
			if g == nil || !g.wants[e.label].trait[string(name)] {
				continue
			}
			if t, ok := noted(n, name); ok {
				all = append(all, rules.AskedNote{On: n, Note: t})
			}
			break
		}
	}
	return all
}
