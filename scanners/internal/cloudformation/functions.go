// SPDX-License-Identifier: Apache-2.0

package cloudformation

import (
	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// call evaluates a function where a value is wanted.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
func (e *evaluation) call(c call, n *doc.Node) declared.Value {
	args := c.args()
	switch {
	case c.name == "Ref":
		return e.ref(c.arg, n)
	case c.name == "Sub":
		return e.sub(c, n)
	case c.name == "GetAtt":
		return e.getAtt(c, n)
	case c.name == "If" && len(args) == 3:
		return e.choose(args, n)
	case c.name == "Join" && len(args) == 2:
		return e.join(args, n)
	case c.name == "Select" && len(args) == 2:
		return e.pick(args, n)
	case c.name == "Split" && len(args) == 2:
		return e.split(args, n)
	case c.name == "FindInMap" && len(args) >= 3:
		return e.findInMap(args, n)
	case c.name == "ImportValue":
		return e.importValue(e.one(c), n)
	case c.name == "Equals" || c.name == "And" || c.name == "Or" || c.name == "Not":
		d := e.decide(n)
		if d.is == graph.Unknown {
			return declared.Undecided(d.hangs, d.why...)
		}
		return declared.Bool(d.is == graph.Yes, d.why...)
	case c.name == "Base64":
		v := e.one(c)
		return through(refs(declared.Undecided("Fn::Base64", v.Why...), v.Refs...), e.at(n))
	}
	return e.unread(c, n)
}

// unread is a function that is not worked out; what it refers to is kept.
func (e *evaluation) unread(c call, n *doc.Node) declared.Value {
	v := e.plain(c.arg)
	return refs(declared.Undecided("Fn::"+c.name, e.at(n)), inside(v, nil)...)
}

// inside are all references anywhere in a value.
func inside(v declared.Value, found []string) []string {
	found = append(found, v.Refs...)
	for _, i := range v.Items {
		found = inside(i, found)
	}
	for _, k := range v.Keys() {
		found = inside(v.Fields[k], found)
	}
	return found
}

// one is the argument of a function that takes one.
func (e *evaluation) one(c call) declared.Value {
	if c.tagged {
		return e.plain(c.arg)
	}
	return e.value(c.arg)
}

func (e *evaluation) ref(name, n *doc.Node) declared.Value {
	if name == nil || name.Kind != doc.Scalar {
		return declared.Undecided("a reference by a name that is worked out", e.at(n))
	}
	return e.named(name.Value(), e.at(n))
}

// named is what a parameter, a pseudo parameter or a resource is referred to as.
func (e *evaluation) named(name secret.Value, at graph.Evidence) declared.Value {
	if name.OneOf("AWS::NoValue") != "" {
		return declared.Value{}
	}
	if v, ok := secret.Lookup(name, e.bound); ok {
		return through(v, at)
	}
	if p, ok := secret.Lookup(name, e.t.parameters); ok {
		return through(e.parameter(p.key.Name), at)
	}
	if r, ok := secret.Lookup(name, e.t.resources); ok {
		return e.idOf(r, at)
	}
	if pseudo := name.OneOf(pseudoParameters...); pseudo != "" {
		if v, ok := e.ctx.Pseudo[pseudo]; ok {
			return through(v, at)
		}
		return declared.Undecided(pseudo, at)
	}
	if word, ok := secret.Variable(name); ok {
		return declared.Undecided(word+", which the template does not have", at)
	}
	return declared.Undecided("a name that the template does not have", at)
}

var pseudoParameters = []string{"AWS::AccountId", "AWS::NotificationARNs", "AWS::Partition", "AWS::Region", "AWS::StackId", "AWS::StackName", "AWS::URLSuffix"}

// nameOf are properties that give a type's name, where Ref returns the name.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
var nameOf = map[string]string{
	"AWS::S3::Bucket": "BucketName", "AWS::DynamoDB::Table": "TableName", "AWS::DynamoDB::GlobalTable": "TableName", "AWS::Serverless::SimpleTable": "TableName",
	"AWS::RDS::DBInstance": "DBInstanceIdentifier", "AWS::RDS::DBCluster": "DBClusterIdentifier", "AWS::DocDB::DBCluster": "DBClusterIdentifier",
	"AWS::Neptune::DBCluster": "DBClusterIdentifier", "AWS::Redshift::Cluster": "ClusterIdentifier", "AWS::ECR::Repository": "RepositoryName",
	"AWS::Logs::LogGroup": "LogGroupName", "AWS::Kinesis::Stream": "Name", "AWS::IAM::Role": "RoleName", "AWS::SSM::Parameter": "Name",
}

// idOf is what Ref gives of a resource: its name, where the template sets one and
// the type is referred to by it.
func (e *evaluation) idOf(r entry, at graph.Evidence) declared.Value {
	address := e.prefix + r.key.Name
	if property := nameOf[r.node.Get("Type").Word()]; property != "" {
		if n := r.node.Get("Properties", property); n != nil {
			if v := e.value(n); v.IsScalar() {
				return refs(through(v, at), address)
			}
		}
	}
	return refs(declared.Undecided("the resource "+r.key.Name, at), address)
}

var placeholder = lazily.Compile(`\$\{([^${}]{1,300})\}`)

// maxPlaceholders is how many placeholders of one text are read.
const maxPlaceholders = 1000

// sub puts values into a text: !Sub "x-${A}", or a list of the text and a map.
func (e *evaluation) sub(c call, n *doc.Node) declared.Value {
	text, own := c.arg, (*doc.Node)(nil)
	if args := c.args(); len(args) > 0 {
		text = args[0]
		if len(args) > 1 {
			own = args[1]
		}
	}
	if text == nil || text.Kind != doc.Scalar {
		return e.unread(c, n)
	}
	template := e.scalar(text)
	if !template.IsScalar() {
		return template
	}
	return e.fill(template.Scalar, own, e.at(text))
}

// fill replaces the placeholders of a text. ${!Literal} stays, without its mark.
func (e *evaluation) fill(text secret.Value, own *doc.Node, at graph.Evidence) declared.Value {
	var parts []declared.Value
	last := 0
	for _, m := range text.Spans(placeholder.Get(), maxPlaceholders) {
		parts = append(parts, declared.Scalar(text.Slice(last, m[0])))
		parts = append(parts, e.placeholder(text.Slice(m[2], m[3]), own, at))
		last = m[1]
	}
	parts = append(parts, declared.Scalar(text.Slice(last, text.Len())))
	v := joined(parts, at)
	if !v.IsScalar() {
		return v
	}
	if hangs, is := dynamic(v.Scalar); is {
		return elsewhere(v.Scalar, hangs, v.Why...)
	}
	return v
}

func (e *evaluation) placeholder(name secret.Value, own *doc.Node, at graph.Evidence) declared.Value {
	if literal, is := name.After("!"); is {
		return declared.Scalar(secret.Join(secret.New("${"), literal, secret.New("}")))
	}
	name = name.Normal()
	if set, ok := e.under(own, declared.Scalar(name)); ok {
		return e.value(set.node)
	}
	if resource, attribute, dotted := name.Cut("."); dotted {
		return e.attribute(resource, attribute, at)
	}
	return e.named(name, at)
}

func (e *evaluation) getAtt(c call, n *doc.Node) declared.Value {
	var resource, attribute secret.Value
	if args := c.args(); len(args) == 2 {
		resource, attribute = args[0].Value(), args[1].Value()
	} else {
		resource, attribute, _ = c.arg.Value().Cut(".")
	}
	return e.attribute(resource, attribute, e.at(n))
}

// attribute is what a resource has once it is there; of a nested stack, an output
// that its template works out.
func (e *evaluation) attribute(resource, attribute secret.Value, at graph.Evidence) declared.Value {
	r, ok := secret.Lookup(resource, e.t.resources)
	if !ok {
		return declared.Undecided("an attribute of what the template does not have", at)
	}
	if output, is := attribute.After("Outputs."); is {
		if child := e.child(r); child != nil {
			if o, ok := secret.Lookup(output, child.t.outputs); ok {
				return through(child.within(o.path, func() declared.Value { return child.value(o.node.Get("Value")) }), at)
			}
		}
	}
	what := r.key.Name
	if name, ok := secret.Variable(attribute); ok {
		what += "." + name
	}
	return refs(declared.Undecided("the resource "+what, at), e.prefix+r.key.Name)
}

func (e *evaluation) join(args []*doc.Node, n *doc.Node) declared.Value {
	by, list := e.value(args[0]), e.value(args[1])
	if !by.IsScalar() || !list.IsList() {
		return refs(declared.Undecided(hangsOn(by, list), e.at(n)), append(inside(by, nil), inside(list, nil)...)...)
	}
	var parts []declared.Value
	for i, item := range list.Items {
		if i > 0 {
			parts = append(parts, by)
		}
		parts = append(parts, item)
	}
	v := joined(parts, e.at(n))
	if v.IsScalar() {
		if hangs, is := dynamic(v.Scalar); is {
			return elsewhere(v.Scalar, hangs, v.Why...)
		}
	}
	return v
}

// hangsOn is what the first undecided value hangs on.
func hangsOn(vs ...declared.Value) string {
	for _, v := range vs {
		if v.State == declared.Unknown {
			return v.Hangs
		}
	}
	return "what is not of the form that the function takes"
}

func (e *evaluation) pick(args []*doc.Node, n *doc.Node) declared.Value {
	index, list := e.value(args[0]), e.value(args[1])
	i, ok := index.Int()
	if !ok || !list.IsList() || i < 0 || i >= len(list.Items) {
		return refs(declared.Undecided(hangsOn(index, list), e.at(n)), inside(list, nil)...)
	}
	return through(list.Items[i], e.at(n))
}

func (e *evaluation) split(args []*doc.Node, n *doc.Node) declared.Value {
	by, text := e.value(args[0]), e.value(args[1])
	if !by.IsScalar() || !text.IsScalar() {
		return refs(declared.Undecided(hangsOn(by, text), e.at(n)), text.Refs...)
	}
	return through(split(text, by.Scalar), e.at(n))
}

// findInMap looks a value up in Mappings; the fourth argument is a default.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-findinmap.html
func (e *evaluation) findInMap(args []*doc.Node, n *doc.Node) declared.Value {
	keys := []declared.Value{e.value(args[0]), e.value(args[1]), e.value(args[2])}
	if !keys[0].IsScalar() || !keys[1].IsScalar() || !keys[2].IsScalar() {
		return refs(declared.Undecided(hangsOn(keys...), e.at(n)), inside(keys[1], nil)...)
	}
	mapping, _ := secret.Lookup(keys[0].Scalar, e.t.mappings)
	if first, ok := e.under(mapping.node, keys[1]); ok {
		if second, ok := e.under(first.node, keys[2]); ok {
			found := e.value(second.node)
			return through(through(through(found, keys[1].Why...), keys[2].Why...), e.at(n))
		}
	}
	if len(args) > 3 {
		if d := args[3].Get("DefaultValue"); d != nil {
			return through(e.value(d), e.at(n))
		}
	}
	if mapping.node == nil {
		return declared.Undecided("a mapping that the template does not have", e.at(n))
	}
	return declared.Undecided("the mapping "+mapping.key.Name+", which has no such key", e.at(n))
}
