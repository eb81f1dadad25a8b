// SPDX-License-Identifier: Apache-2.0

package cloudformation

import (
	"slices"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
)

// Claim hands what a stack sets to the funnel: the values of its parameters, the
// variables of functions, containers and builds, passwords among properties, and
// the places of secrets that it reads. Stack is the holder of the context, file
// that of the template.
//
// A literal of the template is the stack's, where a file deploys it. In a context
// that is only assumed it is the file's, unless the context decides which it is:
// that two environments share it is not known.
func (s *Stack) Claim(out *graph.Facts, stack, file graph.ID) {
	c := claimer{s, out, stack, file}
	var parameters group
	for _, name := range sortedNames(s.Template.parameters) {
		parameters.add(name, s.evaluation.parameter(name))
	}
	c.claim(parameters)
	for _, block := range s.Variables {
		c.block(block)
	}
	c.bucket(s.Bucket)
	for _, r := range s.Set.Resources {
		var properties group
		c.resource(r.Body, "", 0, &properties)
		c.claim(properties)
		c.place(r)
	}
}

// bucket is where the deploying tool puts what it deploys: stages share it on
// purpose.
func (c claimer) bucket(v declared.Value) {
	name, ok := secret.Bucket(v.Scalar)
	if !ok || !v.IsScalar() {
		return
	}
	why := v.Why[0]
	id := claim.Store(c.out, c.stack, "aws_s3_bucket", "aws_s3_bucket/"+name, name, why)
	why.Says = "what is deployed is put there"
	c.out.Note(id, graph.Trait{Name: graph.Role, Detail: "artefacts"}, graph.Yes, why)
}

type claimer struct {
	*Stack
	out         *graph.Facts
	stack, file graph.ID
}

const masterPage = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html"

// A group is what is claimed together.
type group []named

type named struct {
	name string
	v    declared.Value
}

func (g *group) add(name string, v declared.Value) {
	if v.IsScalar() || v.State == declared.Unknown && v.Scalar.Len() > 0 {
		*g = append(*g, named{name, v})
	}
}

var (
	variablesOf = []string{"Variables", "EnvironmentVariables", "BuildEnvironmentVariables", "RuntimeEnvironmentVariables", "RuntimeEnvironmentSecrets", "Environment", "Secrets", "OptionSettings"}
	secretLike  = lazily.Compile(`(?i)(password|passwd|token|secret|api_?key|access_?key|private_?key)$|^(MasterUserPassword|SecretString|AuthToken)$`)
)

// resource collects the variables below a property, claimed as one block each,
// and secret-like properties.
func (c claimer) resource(v declared.Value, name string, depth int, properties *group) {
	switch {
	case depth > 20:
	case v.IsMap():
		if slices.Contains(variablesOf, name) {
			c.block(v)
			return
		}
		for _, k := range v.Keys() {
			if child := v.Fields[k]; secretLike.MatchString(k) && !child.IsMap() && !child.IsList() {
				properties.add(k, child)
			} else {
				c.resource(child, k, depth+1, properties)
			}
		}
	case v.IsList():
		if slices.Contains(variablesOf, name) {
			c.block(v)
			return
		}
		for _, item := range v.Items {
			c.resource(item, name, depth+1, properties)
		}
	}
}

// block is a block of variables: a map, {"Variables": {...}}, or a list of
// {Name, Value} or {Name, ValueFrom}, in the spellings of the services.
func (c claimer) block(v declared.Value) {
	var g group
	for _, k := range v.Keys() {
		if k == "Variables" && v.Fields[k].IsMap() {
			c.block(v.Fields[k])
			continue
		}
		g.add(k, v.Fields[k])
	}
	for _, item := range v.Items {
		name, ok := firstOf(item, "Name", "OptionName").Word()
		if !ok {
			continue
		}
		if from := firstOf(item, "ValueFrom"); from.Set() {
			c.from(name, from)
			continue
		}
		switch value := item.Get("Value"); item.Get("Type").Scalar.OneOf("PARAMETER_STORE", "SECRETS_MANAGER") {
		case "PARAMETER_STORE":
			c.at(name, "ssm_parameter", value)
		case "SECRETS_MANAGER":
			c.at(name, "aws_secret", value)
		default:
			g.add(name, value)
		}
	}
	c.claim(g)
}

func firstOf(v declared.Value, keys ...string) declared.Value {
	for _, k := range keys {
		if f := v.Fields[k]; f.Set() {
			return f
		}
	}
	return declared.Value{}
}

var ssmArn = lazily.Compile(`^arn:aws[a-z-]*:ssm:[a-z0-9-]+:\d{12}:parameter/?(/.+|[^/].*)$`)

// from is what a container reads a variable from: the path or ARN of a parameter,
// the ARN of a secret, or a resource of the stack.
func (c claimer) from(name string, v declared.Value) {
	switch {
	case v.IsScalar() && v.Scalar.Matches(arnName.Get()):
		c.at(name, "aws_secret", v)
	case v.IsScalar():
		if path, _, ok := v.Scalar.Find(ssmArn.Get()); ok {
			v.Scalar = path
		}
		c.at(name, "ssm_parameter", v)
	case v.State == declared.Unknown && v.Scalar.Len() > 0:
		c.claim(group{{name, v}})
	case len(v.Refs) == 1:
		c.ofStack(name, v)
	}
}

// ofStack is a secret or parameter that the stack declares itself.
func (c claimer) ofStack(name string, v declared.Value) {
	for _, r := range c.Set.Resources {
		if r.Address != v.Refs[0] {
			continue
		}
		typ := map[string]string{"AWS::SecretsManager::Secret": "aws_secret", "AWS::SSM::Parameter": "ssm_parameter"}[r.Type]
		if typ == "" {
			return
		}
		if known := r.Body.Get("Name"); known.IsScalar() {
			c.at(name, typ, through(known, v.Why...))
			return
		}
		c.slot(name, typ, c.out.Local(typ, c.Set.Key, r.Address), r.Name, v)
	}
}

// at is a place by its name. Without the account the name means one place only if
// the stacks are in one account, which is a guess.
func (c claimer) at(name, typ string, v declared.Value) {
	if place, ok := placeName(v.Scalar); ok && (v.IsScalar() || v.State == declared.Unknown) {
		c.slot(name, typ, c.out.Local(append([]string{typ}, c.account(place)...)...), place, v)
	}
}

func (c claimer) account(place string) []string {
	if account, ok := c.Context.Pseudo["AWS::AccountId"].Word(); ok {
		return []string{account, place}
	}
	return []string{place}
}

func (c claimer) slot(name, typ, key, place string, v declared.Value) {
	why := graph.Evidence{Basis: graph.ReadInFile, Says: "reads " + place}
	if len(v.Why) > 0 {
		why.At = v.Why[0].At
	}
	if _, known := c.Context.Pseudo["AWS::AccountId"]; !known {
		why.Basis, why.Says = graph.Named, "reads "+place+"; the same one for stacks in one account"
	}
	id := claim.Slot(c.out, c.holder(group{{name, v}}), typ, key, place, why)
	claim.Fills(c.out, id, name, why.At)
	if name == "MasterUserPassword" || name == "MasterPassword" {
		claim.Kind(c.out, id, claim.DatabaseKind, graph.Evidence{Basis: graph.Known, At: graph.Location{URL: masterPage}, Says: "the password of the database's first user"})
	}
}

// claim hands a group over: literals as pairs, addresses as slots.
func (c claimer) claim(g group) {
	var pairs []claim.Pair
	for _, n := range g {
		if n.v.State == declared.Unknown && n.v.Hangs != oneOfThem {
			if a, ok := AddressOf(n.v.Scalar); ok {
				n.v.Scalar = secret.New(a.Name)
				c.at(n.name, a.Type, n.v)
			}
			continue
		}
		p := claim.Pair{Name: n.name, Value: n.v.Scalar}
		if len(n.v.Why) > 0 {
			p.At = n.v.Why[0].At
		}
		pairs = append(pairs, p)
	}
	if len(pairs) > 0 {
		claim.Pairs(c.out, c.holder(g), pairs)
	}
}

// holder is the stack, or of an assumed one the file where nothing of the context
// is among what decided.
func (c claimer) holder(g group) graph.ID {
	if !c.Context.Assumed {
		return c.stack
	}
	for _, n := range g {
		for _, e := range n.v.Why {
			if e.At == c.Context.At.At {
				return c.stack
			}
		}
	}
	return c.file
}

// place is a parameter or secret that the stack makes, with its value where the
// template has it.
func (c claimer) place(r *declared.Resource) {
	if r.Type != "AWS::SSM::Parameter" {
		return
	}
	name, value := r.Body.Get("Name"), r.Body.Get("Value")
	if path, ok := placeName(name.Scalar); ok && name.IsScalar() && value.IsScalar() {
		var g group
		g.add(path, value)
		c.claim(g)
	}
}
