// SPDX-License-Identifier: Apache-2.0

package iam

import (
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
)

// An operator is a condition operator without its prefixes and suffixes.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
type operator struct {
	name     string // StringLike
	ifExists bool
	set      string // ForAllValues, ForAnyValue, ""
}

func (c Condition) operator() operator {
	o := operator{name: c.Operator}
	if set, name, ok := strings.Cut(o.name, ":"); ok {
		o.set, o.name = set, name
	}
	o.name, o.ifExists = strings.CutSuffix(o.name, "IfExists")
	return o
}

// matches reports whether a text is one of the values, as the operator compares;
// ok is false for operators that do not compare texts.
func (o operator) matches(values []Text, text string) (is graph.Tri, ok bool) {
	is = graph.No
	for _, v := range values {
		one := graph.No
		switch o.name {
		case "StringLike", "StringNotLike", "ArnLike", "ArnEquals", "ArnNotLike", "ArnNotEquals":
			one = v.covers(text, false)
		case "StringEquals", "StringNotEquals":
			one = v.equals(text, false)
		case "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase":
			one = v.equals(text, true)
		default:
			return graph.Unknown, false
		}
		if one == graph.Yes {
			is = graph.Yes
			break
		}
		if one == graph.Unknown {
			is = graph.Unknown
		}
	}
	if strings.Contains(o.name, "Not") {
		is = not(is)
	}
	return is, true
}

// equals compares without wildcards.
func (t Text) equals(text string, fold bool) graph.Tri {
	switch {
	case len(t.holes) == 0 && (t.flat == text || fold && strings.EqualFold(t.flat, text)):
		return graph.Yes
	case len(t.holes) == 0:
		return graph.No
	case !meet(strings.NewReplacer("*", "\x02", "?", "\x02").Replace(t.flat), text):
		return graph.No
	}
	return graph.Unknown
}

// holds reports whether a condition is met when the action is done to the
// resource. Only its tags are known of it; all that a request brings along is
// Unknown.
func (c Condition) holds(on Resource) graph.Tri {
	if c.Key == "" {
		return graph.Unknown
	}
	o := c.operator()
	if strings.EqualFold(c.Key, "aws:SecureTransport") && o.name == "Bool" && len(c.Values) == 1 {
		return c.Values[0].equals("true", true) // every API of AWS is called over TLS
	}
	tag, ok := tagKey(c.Key)
	if !ok || on.Tags.State != declared.Known {
		return graph.Unknown
	}
	v, there := on.Tags.Fields[tag]
	if !there || !v.Set() {
		switch {
		case o.ifExists, strings.Contains(o.name, "Not"):
			return graph.Yes
		case strings.HasPrefix(o.name, "String"):
			return graph.No
		}
		return graph.Unknown
	}
	text, known := textOf(v).Known()
	if !known {
		return graph.Unknown
	}
	is, _ := o.matches(c.Values, text)
	return is
}

// tagKey is the tag that a condition key asks of the resource: aws:ResourceTag/K,
// and the older keys of single services.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html
func tagKey(key string) (string, bool) {
	service, tag, ok := strings.Cut(key, "/")
	if !ok {
		return "", false
	}
	switch strings.ToLower(service) {
	case "aws:resourcetag", "ec2:resourcetag", "rds:db-tag", "rds:cluster-tag", "rds:snapshot-tag", "rds:cluster-snapshot-tag",
		"secretsmanager:resourcetag", "elasticfilesystem:resourcetag", "backup:resourcetag":
		return tag, true
	}
	return "", false
}
