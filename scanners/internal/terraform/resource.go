// SPDX-License-Identifier: Apache-2.0

package terraform

import (
	"github.com/zclconf/go-cty/cty"

	"github.com/stagedoor/stagedoor/graph"
)

// An item is one instance of a resource or data block.
type item struct {
	m      *instance
	res    *resource
	scope  *scope
	key    string
	suffix string
	maybe  string  // what decides whether it is there
	named  *origin // the mark of what refers to it
	memos  map[string]*memo
}

func (it *item) address() string { return it.m.prefix + it.res.address() + it.suffix }

// itemsOf are the instances of a block, made once.
func (m *instance) itemsOf(res *resource) ([]*item, *expansion) {
	name := res.address()
	ex := m.expand(name, res.count, res.forEach)
	if list, ok := m.items[name]; ok && len(list) == len(ex.repeats) {
		return list, ex
	}
	var list []*item
	for _, r := range ex.repeats {
		if m.ev.resources++; m.ev.resources > maxResources {
			m.ev.gap(res.at, graph.TooLarge, "more resources are declared than are followed")
			break
		}
		it := &item{m: m, res: res, scope: r.scope, key: r.key, suffix: r.suffix, maybe: m.maybe, memos: map[string]*memo{}}
		if ex.kind == undecided {
			it.maybe = ex.hangs
		}
		it.named = &origin{kind: reference, text: it.address(), at: res.at}
		list = append(list, it)
	}
	m.items[name] = list
	return list, ex
}

// resourceValue is what a reference to a resource yields: an object, or a list
// or map of objects where it is repeated.
func (m *instance) resourceValue(r ref, wanted []string) cty.Value {
	name := r.typ + "." + r.name
	if r.root == "data" {
		name = "data." + name
	}
	res := m.mod.resources[name]
	if res == nil {
		return unknown(cty.DynamicPseudoType, name+", which is not declared", place{})
	}
	if wanted != nil {
		return m.resourceObject(res, wanted)
	}
	return m.once(m.wholes, "all of "+res.typ, name, res.at, func() cty.Value { return m.resourceObject(res, nil) }).value
}

func (m *instance) resourceObject(res *resource, wanted []string) cty.Value {
	items, ex := m.itemsOf(res)
	switch {
	case ex.kind == undecided && len(items) == 1:
		return cty.DynamicVal.WithMarks(ex.marks).Mark(items[0].named).Mark(&origin{kind: missing, text: ex.hangs, at: res.at})
	case ex.kind == single && len(items) == 1:
		return items[0].object(wanted)
	}
	if ex.kind == keyed {
		fields := make(map[string]cty.Value, len(items))
		for _, it := range items {
			fields[it.key] = it.object(wanted)
		}
		return cty.ObjectVal(fields)
	}
	list := make([]cty.Value, len(items))
	for i, it := range items {
		list[i] = it.object(wanted)
	}
	return cty.TupleVal(list)
}

// object has the attributes that are asked for; with nil, those that are set and
// those that anything in the module asks of something.
func (it *item) object(wanted []string) cty.Value {
	if wanted == nil {
		seen := map[string]bool{}
		for _, a := range it.res.body.attrs {
			seen[a.name] = true
		}
		for _, k := range it.res.body.blocks {
			seen[k.typ] = true
		}
		for a := range it.m.mod.attrs {
			seen[a] = true
		}
		for _, a := range []string{"id", "arn", "name"} {
			seen[a] = true
		}
		for a := range seen {
			wanted = append(wanted, a)
		}
	}
	fields := make(map[string]cty.Value, len(wanted))
	for _, a := range wanted {
		if !metaOfResource[a] {
			fields[a] = it.attr(a)
		}
	}
	return cty.ObjectVal(fields)
}

// metaOfResource stand in a block and are no attributes of the thing.
var metaOfResource = map[string]bool{"count": true, "for_each": true, "provider": true, "depends_on": true, "lifecycle": true, "provisioner": true, "connection": true}

// attr is what a reference to one attribute yields: its configured value, else
// an unknown that names the resource.
func (it *item) attr(name string) cty.Value {
	if v := it.raw(name); v != cty.NilVal {
		return v.Mark(it.named)
	}
	return it.computed(name).Mark(it.named)
}

// raw is the value of a configured attribute, or NilVal.
func (it *item) raw(name string) cty.Value {
	x := it.res.body.attr(name)
	if x == nil {
		return cty.NilVal
	}
	return it.m.once(it.memos, it.res.address(), name, x.at, func() cty.Value { return it.m.literal(x, it.scope) }).value
}

// computed is an attribute that the provider answers. Where the vendor makes it
// of a configured name, it is known.
func (it *item) computed(name string) cty.Value {
	if it.res.data {
		if v := it.dataValue(name); v != cty.NilVal {
			return v
		}
	}
	if form, ok := madeOf[it.res.typ+"."+name]; ok {
		if v := it.raw(form.of); v != cty.NilVal {
			bare, marks := v.Unmark()
			if bare.IsKnown() && !bare.IsNull() && bare.Type() == cty.String {
				return cty.StringVal(form.before + bare.AsString()).WithMarks(marks)
			}
			if !bare.IsKnown() {
				return cty.UnknownVal(cty.String).WithMarks(marks)
			}
		}
	}
	ty := cty.DynamicPseudoType
	switch name {
	case "id", "arn", "name", "self_link":
		ty = cty.String
	}
	return unknown(ty, it.address()+"."+name, it.res.at)
}

// madeOf are attributes that are another's text: the name that one gave.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs (each
// resource's "Attribute Reference")
var madeOf = map[string]struct{ of, before string }{
	"aws_s3_bucket.id":                     {"bucket", ""},
	"aws_s3_bucket.arn":                    {"bucket", "arn:aws:s3:::"},
	"aws_dynamodb_table.id":                {"name", ""},
	"aws_rds_cluster.id":                   {"cluster_identifier", ""},
	"aws_docdb_cluster.id":                 {"cluster_identifier", ""},
	"aws_neptune_cluster.id":               {"cluster_identifier", ""},
	"aws_redshift_cluster.id":              {"cluster_identifier", ""},
	"aws_elasticache_replication_group.id": {"replication_group_id", ""},
	"aws_backup_vault.id":                  {"name", ""},
	"aws_iam_role.id":                      {"name", ""},
	"aws_iam_user.id":                      {"name", ""},
	"aws_iam_group.id":                     {"name", ""},
	"aws_db_subnet_group.id":               {"name", ""},
	"google_storage_bucket.id":             {"name", ""},
}
