// SPDX-License-Identifier: Apache-2.0

package terraform

import (
	"strings"

	"github.com/zclconf/go-cty/cty"
)

// dataValue is what a data source answers where its answer follows from the
// files, else NilVal.
func (it *item) dataValue(name string) cty.Value {
	switch it.res.typ {
	case "aws_caller_identity":
		if name == "account_id" || name == "id" {
			return it.fromProvider((*config).account)
		}
	case "aws_region":
		if name == "name" || name == "region" || name == "id" {
			return it.fromProvider((*config).region)
		}
	case "aws_partition":
		if name == "partition" || name == "id" {
			return it.partition()
		}
	case "google_project", "google_client_config":
		if name == "project_id" || name == "project" {
			return it.fromProvider((*config).project)
		}
	case "template_file": // of Terraform before 0.12, and still there
		if name == "rendered" {
			return it.rendered()
		}
	case "terraform_remote_state":
		if name == "outputs" {
			return it.remoteOutputs()
		}
	}
	return cty.NilVal
}

func (it *item) fromProvider(get func(*config) cty.Value) cty.Value {
	if c := it.m.provider(it.res.providerName()); c != nil {
		return get(c)
	}
	return cty.NilVal
}

func (c *config) region() cty.Value  { return c.attr("region") }
func (c *config) project() cty.Value { return c.attr("project") }

func (c *config) attr(name string) cty.Value {
	if x := c.body.attr(name); x != nil {
		return c.m.literal(x, nil)
	}
	return cty.NilVal
}

// partition follows from the region.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
func (it *item) partition() cty.Value {
	v := it.fromProvider((*config).region)
	if v == cty.NilVal {
		return cty.NilVal
	}
	v, marks := v.Unmark()
	if !v.IsKnown() || v.IsNull() || v.Type() != cty.String {
		return cty.NilVal
	}
	partition := "aws"
	switch region := v.AsString(); {
	case strings.HasPrefix(region, "cn-"):
		partition = "aws-cn"
	case strings.HasPrefix(region, "us-gov-"):
		partition = "aws-us-gov"
	}
	return cty.StringVal(partition).WithMarks(marks)
}

func (it *item) rendered() cty.Value {
	text, vars := it.raw("template"), it.raw("vars")
	if text == cty.NilVal {
		return cty.NilVal
	}
	if vars == cty.NilVal {
		vars = cty.EmptyObjectVal
	}
	f, ok := it.m.ev.functions["templatestring"]
	if !ok {
		return cty.NilVal
	}
	v, err := apply(f, []cty.Value{text, vars})
	if err != nil {
		return cty.NilVal
	}
	return v
}

// remoteOutputs are the outputs of the root in this tree whose backend is the
// one that is read.
// https://developer.hashicorp.com/terraform/language/state/remote-state-data
func (it *item) remoteOutputs() cty.Value {
	typ := it.raw("backend")
	settings := it.raw("config")
	if typ == cty.NilVal || settings == cty.NilVal {
		return cty.NilVal
	}
	typ, _ = typ.Unmark()
	settings, _ = settings.Unmark()
	if !typ.IsKnown() || typ.IsNull() || typ.Type() != cty.String || !settings.IsKnown() || settings.IsNull() || !settings.Type().IsObjectType() {
		return cty.NilVal
	}
	ev := it.m.ev
	if ev.states >= 3 {
		return cty.NilVal
	}
	want := map[string]string{}
	for _, key := range backendKeys[typ.AsString()] {
		if !settings.Type().HasAttribute(key) {
			continue
		}
		v, _ := settings.GetAttr(key).Unmark()
		if !v.IsKnown() || v.IsNull() || v.Type() != cty.String {
			return cty.NilVal
		}
		want[key] = v.AsString()
	}
	other := ev.tree.rootOfState(ev, typ.AsString(), want)
	if other == nil {
		return cty.NilVal
	}
	return other.top.foreign()
}
