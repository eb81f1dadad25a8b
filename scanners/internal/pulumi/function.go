// SPDX-License-Identifier: Apache-2.0

package pulumi

import (
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// function is what fn::NAME makes of its argument; what only a deployment or a
// file can answer is unknown and keeps its references.
func (e *evaluation) function(name string, arg *doc.Node) declared.Value {
	why := declared.At(e.main, arg)
	switch name {
	case "secret":
		return e.value(arg)
	case "join":
		if v, ok := e.join(arg); ok {
			return v.Through(nil, why)
		}
	case "select":
		if arg.Len() == 2 {
			return e.pick(arg).Through(nil, why)
		}
	case "tojson": // a policy or a container definition: whoever reads it reads the map
		return e.value(arg)
	}
	v := declared.Undecided("fn::"+name, why)
	v.Refs = refsBelow(e.value(unwrapped(arg)))
	return v
}

// unwrapped is an argument without a function on top, which would be evaluated
// for nothing.
func unwrapped(arg *doc.Node) *doc.Node {
	if arg.Has("arguments") {
		return arg.Get("arguments")
	}
	return arg
}

func (e *evaluation) join(arg *doc.Node) (declared.Value, bool) {
	parts := nodes(arg)
	if len(parts) != 2 {
		return declared.Value{}, false
	}
	separator, list := e.value(parts[0]), e.value(parts[1])
	if list.State == declared.Unknown {
		return list, true
	}
	var texts []declared.Value
	for i, item := range list.Items {
		if i > 0 {
			texts = append(texts, separator)
		}
		texts = append(texts, item)
	}
	return declared.Joined(texts...), list.IsList()
}

func (e *evaluation) pick(arg *doc.Node) declared.Value {
	parts := nodes(arg)
	index, list := e.value(parts[0]), e.value(parts[1])
	i, ok := index.Int()
	if ok && list.IsList() && i >= 0 && i < len(list.Items) {
		return list.Items[i]
	}
	v := declared.Undecided("fn::select")
	v.Refs = declared.Refs(refsBelow(index), refsBelow(list))
	return v
}

func nodes(n *doc.Node) []*doc.Node {
	var all []*doc.Node
	for item := range n.Items() {
		all = append(all, item)
	}
	return all
}

// refsBelow are the references anywhere in a value.
func refsBelow(v declared.Value) []string {
	refs := v.Refs
	for _, item := range v.Items {
		refs = declared.Refs(refs, refsBelow(item))
	}
	for _, k := range v.Keys() {
		refs = declared.Refs(refs, refsBelow(v.Fields[k]))
	}
	return refs
}
