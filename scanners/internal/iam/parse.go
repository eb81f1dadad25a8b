// SPDX-License-Identifier: Apache-2.0

package iam

import (
	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
)

// Parse reads a policy: a map in the form of AWS' JSON, the body of Terraform's
// aws_iam_policy_document, or JSON text, also where pieces of the text are not
// known.
func Parse(v declared.Value) Document {
	v = decoded(v)
	switch {
	case v.State == declared.Unknown:
		return Document{Hangs: orElse(v.Hangs, "a policy that is not here")}
	case v.IsList() && len(v.Items) == 1:
		return Parse(v.Items[0])
	case !v.IsMap():
		if v.Set() {
			return Document{Hangs: "a policy that is not JSON"}
		}
		return Document{}
	}
	var d Document
	blocks, asJSON := v.Fields["Statement"]
	if !asJSON {
		blocks = v.Fields["statement"]
	}
	for _, s := range each(blocks) {
		switch {
		case s.State == declared.Unknown:
			d.Hangs = orElse(s.Hangs, "a statement that is not here")
		case !s.IsMap():
		case asJSON:
			d.Statements = append(d.Statements, fromJSON(s))
		default:
			d.Statements = append(d.Statements, fromBlock(s))
		}
	}
	return d
}

// each takes one for a list of one.
func each(v declared.Value) []declared.Value {
	switch {
	case v.IsList():
		return v.Items
	case v.Set():
		return []declared.Value{v}
	}
	return nil
}

func texts(v declared.Value) (all []Text) {
	for _, x := range each(v) {
		if x.IsList() || x.IsMap() {
			all = append(all, hole("a value that is no text"))
			continue
		}
		all = append(all, textOf(x))
	}
	return all
}

// fromJSON reads a statement in AWS' own form.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
func fromJSON(s declared.Value) Statement {
	st := Statement{Effect: effect(s.Fields["Effect"], graph.Unknown), Why: place(s)}
	st.ID, _ = s.Fields["Sid"].Word()
	st.Actions, st.NotAction = either(s, "Action", "NotAction")
	st.Resources, st.NotResource = either(s, "Resource", "NotResource")
	who, not := s.Fields["Principal"], false
	if n := s.Fields["NotPrincipal"]; n.Set() {
		who, not = n, true
	}
	st.Principals, st.NotPrincipal = principals(who), not
	conditions := s.Fields["Condition"]
	if conditions.State == declared.Unknown {
		st.Conditions = []Condition{{Why: conditions.Why}}
	}
	for _, operator := range conditions.Keys() {
		keys := conditions.Fields[operator]
		if keys.State == declared.Unknown {
			st.Conditions = append(st.Conditions, Condition{Operator: operator, Why: keys.Why})
		}
		for _, key := range keys.Keys() {
			v := keys.Fields[key]
			st.Conditions = append(st.Conditions, Condition{operator, key, texts(v), place(v)})
		}
	}
	return st
}

func principals(v declared.Value) (all []Principal) {
	if !v.IsMap() {
		for _, t := range texts(v) {
			all = append(all, Principal{Type: star(t), Name: t, Why: place(v)})
		}
		return all
	}
	for _, typ := range v.Keys() {
		for _, x := range each(v.Fields[typ]) {
			all = append(all, Principal{typ, textOf(x), place(x)})
		}
	}
	return all
}

func star(t Text) string {
	if s, ok := t.Known(); ok && s == "*" {
		return "*"
	}
	return ""
}

// fromBlock reads a statement block of aws_iam_policy_document, whose effect is
// Allow where none is set.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
func fromBlock(s declared.Value) Statement {
	st := Statement{Effect: effect(s.Fields["effect"], graph.Yes), Why: place(s)}
	st.ID, _ = s.Fields["sid"].Word()
	st.Actions, st.NotAction = either(s, "actions", "not_actions")
	st.Resources, st.NotResource = either(s, "resources", "not_resources")
	blocks := each(s.Fields["principals"])
	if not := each(s.Fields["not_principals"]); len(not) > 0 {
		blocks, st.NotPrincipal = not, true
	}
	for _, b := range blocks {
		typ, _ := b.Get("type").Word()
		if t, ok := textOf(b.Get("type")).Known(); ok && t == "*" {
			typ = "*"
		}
		for _, x := range each(b.Get("identifiers")) {
			st.Principals = append(st.Principals, Principal{typ, textOf(x), place(x)})
		}
		if b.State == declared.Unknown {
			st.Principals = append(st.Principals, Principal{Name: hole(b.Hangs), Why: b.Why})
		}
	}
	for _, b := range each(s.Fields["condition"]) {
		values := b.Get("values")
		c := Condition{Values: texts(values), Why: place(b)}
		for _, v := range each(values) {
			c.Why = place(v)
			break
		}
		c.Operator, _ = b.Get("test").Word()
		if key, ok := textOf(b.Get("variable")).Known(); ok {
			c.Key = key
		}
		st.Conditions = append(st.Conditions, c)
	}
	return st
}

// either reads an element or its negation; where neither is set it covers
// nothing.
func either(s declared.Value, name, not string) ([]Text, bool) {
	if v := s.Fields[not]; v.Set() {
		return texts(v), true
	}
	return texts(s.Fields[name]), false
}

func effect(v declared.Value, absent graph.Tri) graph.Tri {
	switch {
	case !v.Set():
		return absent
	case !v.IsScalar():
		return graph.Unknown
	}
	switch v.Scalar.OneOf("Allow", "Deny") {
	case "Allow":
		return graph.Yes
	case "Deny":
		return graph.No
	}
	return graph.Unknown
}

// place is where a value, or the first thing in it, is written.
func place(v declared.Value) graph.Chain {
	if n := len(v.Why); n > 0 && v.State == declared.Unknown {
		return v.Why[n-1:] // the attribute itself, not what it hangs on
	}
	if len(v.Why) > 0 {
		return v.Why
	}
	for _, x := range v.Items {
		if why := place(x); len(why) > 0 {
			return why
		}
	}
	for _, k := range v.Keys() {
		if why := place(v.Fields[k]); len(why) > 0 {
			return why
		}
	}
	return nil
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
