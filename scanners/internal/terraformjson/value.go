// SPDX-License-Identifier: Apache-2.0

package terraformjson

import (
	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// afterApply is what a plan's unknown values hang on.
const afterApply = "what is known only after apply"

// value is a node as a declared value. Unknown runs beside it: true where the
// plan does not know, maps and lists where parts of it are not known
// (after_unknown in the plan's format).
func (r *reader) value(n, unknown *doc.Node) declared.Value {
	if is, ok := unknown.Bool(); ok && is {
		at := n
		if at == nil {
			at = unknown
		}
		return declared.Undecided(afterApply, r.read(at))
	}
	switch {
	case n != nil && n.Kind == doc.Scalar:
		return declared.Scalar(n.Value(), r.read(n))
	case n != nil && n.Kind != doc.Null:
		return r.parts(n, unknown, n)
	case unknown.Len() > 0:
		return r.parts(n, unknown, unknown)
	case n != nil:
		return declared.Value{State: declared.Null, Why: graph.Chain{r.read(n)}}
	}
	return declared.Value{}
}

// parts is a list or map; shape is the node that says which.
func (r *reader) parts(n, unknown, shape *doc.Node) declared.Value {
	if shape.Kind == doc.List {
		known, open := items(n), items(unknown)
		list := make([]declared.Value, max(len(known), len(open)))
		for i := range list {
			list[i] = r.value(nth(known, i), nth(open, i))
		}
		return declared.List(list, r.read(shape))
	}
	fields := make(map[string]declared.Value, shape.Len())
	for key, v := range n.Entries() {
		fields[key.Name] = r.value(v, unknown.Get(key.Name))
	}
	for key, u := range unknown.Entries() {
		if _, done := fields[key.Name]; !done {
			if v := r.value(nil, u); v.State != declared.Absent {
				fields[key.Name] = v
			}
		}
	}
	return declared.Map(fields, r.read(shape))
}

func items(n *doc.Node) (list []*doc.Node) {
	if n == nil || n.Kind != doc.List {
		return nil
	}
	for item := range n.Items() {
		list = append(list, item)
	}
	return list
}

func nth(list []*doc.Node, i int) *doc.Node {
	if i < len(list) {
		return list[i]
	}
	return nil
}

// place is where a resource lies, so far as its own attributes say, with the
// tags that the provider's defaults gave it.
func place(body declared.Value) declared.Place {
	p := declared.Place{Region: body.Get("region"), Account: body.Get("project")}
	if !p.Account.Set() {
		p.Account = body.Get("owner_id")
	}
	if arn := body.Get("arn"); arn.IsScalar() {
		if account, ok := secret.AccountInARN(arn.Scalar); ok {
			p.Account = declared.Text(account, arn.Why...)
		}
		if region, ok := secret.RegionInARN(arn.Scalar); ok {
			p.Region = declared.Text(region, arn.Why...)
		}
	}
	if id := body.Get("id"); id.IsScalar() {
		if subscription, ok := secret.AzureSubscription(id.Scalar); ok {
			p.Account = declared.Text(subscription, id.Why...)
		}
	}
	for _, attr := range []string{"tags_all", "effective_labels"} {
		if v := body.Get(attr); v.IsMap() {
			p.Default = v
		}
	}
	return p
}
