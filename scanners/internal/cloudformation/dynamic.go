// SPDX-License-Identifier: Apache-2.0

package cloudformation

import (
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// resolve is a dynamic reference: {{resolve:ssm:path:version}}. The parts of a
// secret's address stand behind its name or ARN.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
var resolve = lazily.Compile(`\{\{resolve:(ssm|ssm-secure|secretsmanager):((?:arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:)?[^:{}]+)(?::([A-Za-z]*):([^:{}]*))?[^{}]*\}\}`)

// dynamic reports whether a text is filled in from Systems Manager or Secrets
// Manager, and names what it hangs on.
func dynamic(v secret.Value) (hangs string, is bool) {
	if v.Len() > maxText || !v.HasPrefix("{{") && !v.Matches(resolve.Get()) {
		return "", false
	}
	s, ok := AddressOf(v)
	if !ok {
		return "", false
	}
	return "the " + s.Title() + " " + s.Name, true
}

// An Address is where a secret lies.
type Address struct {
	Type string // ssm_parameter, aws_secret
	Name string // its path, or its name; without a version
	Key  string // of a secret that is JSON: which key
}

// Title is the kind of place as a sentence uses it.
func (a Address) Title() string {
	if a.Type == "aws_secret" {
		return "secret"
	}
	return "parameter of Systems Manager"
}

// AddressOf reads a dynamic reference; ok is false where there is none, or its
// name is not one that may be shown.
func AddressOf(v secret.Value) (a Address, ok bool) {
	m := v.Spans(resolve.Get(), 1)
	if len(m) == 0 {
		return a, false
	}
	group := func(i int) secret.Value { return v.Slice(max(m[0][2*i], 0), max(m[0][2*i+1], 0)) }
	a.Type = "ssm_parameter"
	if group(1).OneOf("secretsmanager") != "" {
		a.Type = "aws_secret"
		a.Key, _ = secret.Variable(group(4))
	}
	a.Name, ok = placeName(group(2))
	return a, ok
}

var arnName = lazily.Compile(`^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:(.+)$`)

// placeName is the path of a parameter or the name of a secret.
func placeName(v secret.Value) (string, bool) {
	if name, _, is := v.Find(arnName.Get()); is {
		v = name
	}
	if name, ok := secret.Word(v); ok {
		return name, true
	}
	if name, ok := secret.Path(v); ok {
		return name, true
	}
	return "", false
}
