// SPDX-License-Identifier: Apache-2.0

package terraform

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
)

// A config is a provider's configuration as a module sees it.
type config struct {
	m        *instance // where it is written
	body     *body
	where    *declared.Place
	switches *declared.Value
	name     string
}

// provider finds a configuration by the name that a module has for it: its own,
// what the call hands over, else the caller's of the same name.
func (m *instance) provider(name string) *config {
	if c, ok := m.configs[name]; ok {
		return c
	}
	var c *config
	switch b := m.mod.providers[name]; {
	case b != nil:
		c = &config{m: m, body: b, name: name}
	case m.parent == nil:
	case m.call.providers[name] != "":
		c = m.parent.provider(m.call.providers[name])
	case !strings.Contains(name, "."):
		c = m.parent.provider(name)
	}
	m.configs[name] = c
	return c
}

// place is where a provider puts things.
func (c *config) place(left *int) declared.Place {
	if c.where != nil {
		return *c.where
	}
	var p declared.Place
	get := func(name string) declared.Value {
		x := c.body.attr(name)
		if x == nil {
			return declared.Value{}
		}
		return declare(c.m.literal(x, nil), nil, x.at, left)
	}
	p.Region = get("region")
	switch kind, _, _ := strings.Cut(c.name, "."); kind {
	case "aws", "awscc":
		p.Account = c.awsAccount(left)
		p.Default = c.tags("default_tags", left)
	case "google", "google-beta":
		p.Account = get("project")
		p.Default = get("default_labels")
	case "azurerm", "azapi":
		p.Account = get("subscription_id")
	}
	c.where = &p
	return p
}

func (c *config) tags(name string, left *int) declared.Value {
	for _, k := range c.body.blocks {
		if k.typ == name {
			if x := k.body.attr("tags"); x != nil {
				return declare(c.m.literal(x, nil), nil, x.at, left)
			}
		}
	}
	if x := c.body.attr(name); x != nil { // JSON syntax
		return declare(c.m.literal(x, nil), nil, x.at, left).Get("tags")
	}
	return declared.Value{}
}

var accountInRole = lazily.Compile(`^arn:aws[a-z-]*:iam::([0-9]{12}):role/`)

// awsAccount is the account that a provider acts in: the only one that it is
// allowed, else that of the role that it assumes.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs#allowed_account_ids-1
func (c *config) awsAccount(left *int) declared.Value {
	v := c.account()
	if v == cty.NilVal {
		return declared.Value{}
	}
	return declare(v, nil, place{}, left)
}

func (c *config) account() cty.Value {
	if x := c.body.attr("allowed_account_ids"); x != nil {
		list, marks := c.m.literal(x, nil).Unmark()
		if !list.IsKnown() {
			return cty.UnknownVal(cty.String).WithMarks(marks)
		}
		if !list.IsNull() && list.CanIterateElements() && list.LengthInt() == 1 {
			for it := list.ElementIterator(); it.Next(); {
				_, e := it.Element()
				return e.WithMarks(marks)
			}
		}
	}
	for _, x := range c.roles() {
		role, marks := c.m.literal(x, nil).Unmark()
		switch {
		case !role.IsKnown():
			return cty.UnknownVal(cty.String).WithMarks(marks)
		case !role.IsNull() && role.Type() == cty.String:
			if a := accountInRole.FindStringSubmatch(role.AsString()); a != nil {
				return placed(cty.StringVal(a[1]).WithMarks(marks), inConfig, x.at)
			}
		}
	}
	return cty.NilVal
}

func (c *config) roles() (list []*expr) {
	for _, k := range c.body.blocks {
		switch k.typ {
		case "assume_role", "assume_role_with_web_identity":
			if x := k.body.attr("role_arn"); x != nil {
				list = append(list, x)
			}
		case "dynamic":
			for _, inner := range k.body.blocks {
				if x := inner.body.attr("role_arn"); x != nil && inner.typ == "content" {
					list = append(list, x)
				}
			}
		}
	}
	if x := c.body.attr("assume_role"); x != nil {
		if r := jsonBody(x).attr("role_arn"); r != nil {
			list = append(list, r)
		}
	}
	return list
}

// features are azurerm's switches: what a deletion by Terraform does besides.
// https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/guides/features-block
func (c *config) features(left *int) declared.Value {
	if c.switches != nil {
		return *c.switches
	}
	var v declared.Value
	for _, k := range c.body.blocks {
		if k.typ == "features" {
			v = c.m.declareBody(k.body, nil, k.at, nil, left)
		}
	}
	if x := c.body.attr("features"); x != nil {
		v = declare(c.m.literal(x, nil), nil, x.at, left)
	}
	c.switches = &v
	return v
}

// switchesInto adds them under the names that the catalog has for them: "provider
// azurerm features.key_vault.purge_soft_delete_on_destroy".
func (c *config) switchesInto(meta map[string]declared.Value, left *int) {
	kind, _, _ := strings.Cut(c.name, ".")
	flatten(meta, "provider "+kind+" features", c.features(left))
}

func flatten(into map[string]declared.Value, name string, v declared.Value) {
	switch {
	case v.IsList() && len(v.Items) == 1:
		flatten(into, name, v.Items[0])
	case v.IsMap():
		for _, k := range v.Keys() {
			flatten(into, name+"."+k, v.Fields[k])
		}
	case v.Set():
		into[name] = v
	}
}

// dottedAddress writes a reference to a resource of the same module.
func dottedAddress(e hcl.Expression) string {
	t, diags := hcl.AbsTraversalForExpr(e)
	if diags.HasErrors() || len(t) != 2 {
		return ""
	}
	a, ok := t[1].(hcl.TraverseAttr)
	if !ok {
		return ""
	}
	return t.RootName() + "." + a.Name
}
