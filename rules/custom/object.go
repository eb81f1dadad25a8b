// SPDX-License-Identifier: Apache-2.0

package custom

import (
	"strings"
	"unicode/utf8"

	"github.com/zclconf/go-cty/cty"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/rules"
)

// Limits of what a guard is handed: text is cut, lists end.
const (
	maxString = 1 << 10
	maxList   = 64
)

// traitType is what is noted of a thing under one name: is is yes, no or unknown,
// and "" where nobody looked.
var traitType = cty.Object(map[string]cty.Type{"is": cty.String, "detail": cty.String, "hours": cty.Number, "basis": cty.String})

// nodeType is what a guard sees of a thing.
var nodeType = cty.Object(map[string]cty.Type{
	"kind":         cty.String,
	"type":         cty.String,
	"name":         cty.String,
	"names":        cty.List(cty.String),
	"title":        cty.String,           // as reports call it: "volume pgdata"
	"public":       cty.String,           // its identifier in reports
	"tiers":        cty.List(cty.String), // production, staging, ... of its environments
	"environments": cty.List(cty.String), // their names
	"production":   cty.Bool,             // one of its tiers is production
	"below":        cty.Bool,             // one of its tiers is below production
	"basis":        cty.String,           // how surely it is there
	"file":         cty.String,           // where it is written first; "" for nowhere
	"line":         cty.Number,           // 0 for nowhere
	"traits":       cty.Object(traits()), // by name, as in traits.never-expires.is
})

func traits() map[string]cty.Type {
	all := map[string]cty.Type{}
	for _, name := range graph.TraitNames() {
		all[string(name)] = traitType
	}
	return all
}

// wayType is what a guard sees of how the one thing reaches the other.
var wayType = cty.Object(map[string]cty.Type{
	"power":   cty.List(cty.String), // on arrival: read, write, delete, delete_backups, administer
	"known":   cty.Bool,             // something says what the power is
	"deletes": cty.Bool,             // the thing at its end can be deleted, locks considered
	"writes":  cty.Bool,             // what is in it can be changed or erased, or it can be deleted
	"lost":    cty.Bool,             // it is deleted along with something else
	"basis":   cty.String,           // of the least sure step
	"length":  cty.Number,           // steps
})

var tri = [...]string{"unknown", "no", "yes"}

// nodeValue is what an expression wants to see of a node.
func nodeValue(n *graph.Node, w wanted) cty.Value {
	all := map[string]cty.Value{}
	put := func(name string, value func() cty.Value) {
		if w.all || w.attribute[name] {
			all[name] = value()
		}
	}
	put("kind", func() cty.Value { return cty.StringVal(string(n.Kind)) })
	put("type", func() cty.Value { return text(n.Type) })
	put("name", func() cty.Value { return text(n.Name) })
	put("names", func() cty.Value { return texts(n.Names) })
	put("title", func() cty.Value { return text(rules.Called(n)) })
	put("public", func() cty.Value { return text(n.Public()) })
	put("tiers", func() cty.Value { t, _ := environments(n); return texts(t) })
	put("environments", func() cty.Value { _, e := environments(n); return texts(e) })
	put("production", func() cty.Value { _, is := n.InTier(graph.Production); return cty.BoolVal(is) })
	put("below", func() cty.Value { _, is := n.InBelow(); return cty.BoolVal(is) })
	put("basis", func() cty.Value { return cty.StringVal(basisOf(n).String()) })
	put("file", func() cty.Value { return text(n.First().File) })
	put("line", func() cty.Value { return cty.NumberIntVal(int64(n.First().Line)) })
	put("traits", func() cty.Value { return traitValues(n, w) })
	return cty.ObjectVal(all)
}

func environments(n *graph.Node) (tiers, names []string) {
	for _, m := range n.Environments() {
		tiers, names = append(tiers, string(m.Tier)), append(names, m.Env.Name)
	}
	return tiers, names
}

// basisOf is how surely a thing is there: by the surest place where it is written.
func basisOf(n *graph.Node) graph.Basis {
	best := graph.Guessed
	for _, e := range n.At {
		best = max(best, e.Basis)
	}
	return best
}

func traitValues(n *graph.Node, w wanted) cty.Value {
	all := map[string]cty.Value{}
	for _, name := range graph.TraitNames() {
		if !w.all && !w.trait[string(name)] {
			continue
		}
		all[string(name)] = traitValue(noted(n, name))
	}
	return cty.ObjectVal(all)
}

// noted is the note that a guard sees under a name: the surest that says yes, else
// the surest.
func noted(n *graph.Node, name graph.TraitName) (graph.Noted, bool) {
	for t := range n.Traits(name) {
		if _, off := n.Overrules(t); t.Is == graph.Yes && !off {
			return t, true
		}
	}
	return n.Trait(name)
}

func traitValue(t graph.Noted, ok bool) cty.Value {
	v := map[string]cty.Value{"is": cty.StringVal(""), "detail": cty.StringVal(""), "hours": cty.Zero, "basis": cty.StringVal("")}
	if ok {
		v["is"], v["detail"] = cty.StringVal(tri[t.Is]), text(t.Detail)
		v["hours"], v["basis"] = cty.NumberIntVal(int64(t.Hours)), cty.StringVal(t.Basis().String())
	}
	return cty.ObjectVal(v)
}

func wayValue(p graph.Path, to *graph.Node) cty.Value {
	deletes := p.Deletes(to)
	return cty.ObjectVal(map[string]cty.Value{
		"power":   texts(p.Power.Names()),
		"known":   cty.BoolVal(p.Opened && p.Power != 0),
		"deletes": cty.BoolVal(deletes),
		"writes":  cty.BoolVal(deletes || p.Opened && p.Power.Has(graph.Write)),
		"lost":    cty.BoolVal(p.Lost()),
		"basis":   cty.StringVal(p.Basis().String()),
		"length":  cty.NumberIntVal(int64(len(p.Steps))),
	})
}

// text is scanned text as a guard sees it.
func text(s string) cty.Value { return cty.StringVal(strings.ToValidUTF8(cut(s, maxString), "")) }

// cut shortens a text to so many bytes, between characters.
func cut(s string, most int) string {
	if len(s) <= most {
		return s
	}
	for most > 0 && !utf8.RuneStart(s[most]) {
		most--
	}
	return s[:most]
}

func texts(all []string) cty.Value {
	if len(all) == 0 {
		return cty.ListValEmpty(cty.String)
	}
	var list []cty.Value
	for _, s := range all[:min(len(all), maxList)] {
		list = append(list, text(s))
	}
	return cty.ListVal(list)
}
