// SPDX-License-Identifier: Apache-2.0

package cloudformation

import (
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// resources are those of the template and of the stacks that it nests, in the
// order of the files.
func (e *evaluation) resources() (list []*declared.Resource) {
	for _, name := range e.t.order {
		if e.budget.steps <= 0 || e.all.steps <= 0 {
			return list
		}
		r := e.t.resources[name]
		if loop, is := forEach(r); is {
			list = append(list, e.expand(loop)...)
			continue
		}
		e.within(r.path, func() declared.Value {
			list = append(list, e.resource(r)...)
			return declared.Value{}
		})
	}
	return list
}

// resource is one resource, with those of the stack that it nests; none where its
// condition is false.
func (e *evaluation) resource(r entry) []*declared.Resource {
	if r.node == nil || r.node.Kind != doc.Map || !isType(r.node.Get("Type")) {
		return nil
	}
	maybe, there := e.exists(r)
	if !there {
		return nil
	}
	one := &declared.Resource{
		Type: r.node.Get("Type").Word(), Address: e.prefix + r.key.Name, Name: r.key.Name, Origin: e.fileOf(r) + " " + r.key.Name,
		At: append(graph.Chain{keyEvidence(e.fileOf(r), r.key, "")}, e.way...), Maybe: maybe,
		Body: e.value(r.node.Get("Properties")),
	}
	if !one.Body.IsMap() {
		one.Body = declared.Map(map[string]declared.Value{})
	}
	one.Place = declared.Place{Account: e.ctx.Pseudo["AWS::AccountId"], Region: e.ctx.Pseudo["AWS::Region"], Default: e.ctx.Tags}
	e.sam(one)
	one.Meta = e.policies(r, one)
	list := []*declared.Resource{one}
	if child := e.child(r); child != nil {
		below := child.resources()
		for _, b := range below {
			if b.Maybe == "" {
				b.Maybe = maybe
			}
			keep(b, one.Meta["DeletionPolicy"])
		}
		list = append(list, below...)
	}
	return list
}

// exists says whether a resource is there, and what that hangs on.
func (e *evaluation) exists(r entry) (maybe string, there bool) {
	c := r.node.Get("Condition")
	if c == nil {
		return e.maybe, true
	}
	d := e.condition(c.Value())
	if d.is == graph.Unknown {
		return d.hangs, true
	}
	return e.maybe, d.is != graph.No
}

const (
	policyPage  = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html"
	replacePage = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-updatereplacepolicy.html"
)

// snapshots are the types of which CloudFormation takes a snapshot on the way
// out. Of any other type Snapshot means Delete. The vendor names DocumentDB since
// the end of 2022: https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/1397
var snapshots = map[string]bool{
	"AWS::DocDB::DBCluster": true, "AWS::EC2::Volume": true, "AWS::ElastiCache::CacheCluster": true, "AWS::ElastiCache::ReplicationGroup": true, "AWS::Neptune::DBCluster": true,
	"AWS::RDS::DBCluster": true, "AWS::RDS::DBInstance": true, "AWS::Redshift::Cluster": true,
}

// policies are what becomes of a resource that leaves its stack (DeletionPolicy)
// or is replaced by an update (UpdateReplacePolicy), as they work out: a Snapshot
// of what cannot have one is Delete, and databases of RDS have a default of their
// own. Where the template says nothing and the vendor deletes, both are Absent.
func (e *evaluation) policies(r entry, one *declared.Resource) map[string]declared.Value {
	meta := map[string]declared.Value{}
	for _, attribute := range []string{"DeletionPolicy", "UpdateReplacePolicy"} {
		v := e.value(r.node.Get(attribute))
		page := policyPage
		if attribute == "UpdateReplacePolicy" {
			page = replacePage
		}
		if v.IsScalar() && v.Scalar.OneOf("Snapshot") != "" && !snapshots[one.Type] {
			why := append(v.Why[:len(v.Why):len(v.Why)], graph.Evidence{Basis: graph.Known, At: graph.Location{URL: page}, Says: "CloudFormation takes no snapshot of this type and deletes it"})
			v = declared.Text("Delete", why...)
		}
		if v.State != declared.Absent {
			meta[attribute] = v
		}
	}
	if _, set := meta["DeletionPolicy"]; !set {
		if v := defaultPolicy(one); v.Set() {
			meta["DeletionPolicy"] = v
		}
	}
	return meta
}

// defaultPolicy is Snapshot for databases of RDS that are no member of a cluster.
// The document says it of DeletionPolicy only: a replacement deletes.
func defaultPolicy(one *declared.Resource) declared.Value {
	member := one.Body.Get("DBClusterIdentifier")
	switch {
	case one.Type != "AWS::RDS::DBCluster" && one.Type != "AWS::RDS::DBInstance":
		return declared.Value{}
	case one.Type == "AWS::RDS::DBInstance" && member.Set():
		return declared.Value{}
	}
	return declared.Text("Snapshot", one.At[0], graph.Evidence{Basis: graph.Known, At: graph.Location{URL: policyPage}, Says: "CloudFormation takes a last snapshot of a database of RDS unless the template says otherwise"})
}

// keep hands the policy of a nested stack down: one that is retained is not
// deleted with its parent, nor is what lies in it.
func keep(r *declared.Resource, policy declared.Value) {
	if !policy.IsScalar() || policy.Scalar.OneOf("Retain", "RetainExceptOnCreate") == "" {
		return
	}
	if own := r.Meta["DeletionPolicy"]; own.IsScalar() && own.Scalar.OneOf("Delete") == "" {
		return
	}
	r.Meta["DeletionPolicy"] = policy
}

// A loop is Fn::ForEach over resources: "Fn::ForEach::Tables": [Name, [a, b],
// {"Table${Name}": {...}}].
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
type loop struct {
	identifier string
	over, body *doc.Node
	at         doc.Key
}

func forEach(r entry) (loop, bool) {
	if !strings.HasPrefix(r.key.Name, "Fn::ForEach::") {
		return loop{}, false
	}
	args := call{arg: r.node}.args()
	if len(args) != 3 {
		return loop{at: r.key}, true
	}
	return loop{args[0].Word(), args[1], args[2], r.key}, true
}

// expand repeats a loop's resources; over a list that is not known, each is one
// that may be there.
func (e *evaluation) expand(l loop) (list []*declared.Resource) {
	if l.identifier == "" || l.body == nil {
		return nil
	}
	before, shadowed := e.bound[l.identifier]
	defer func() {
		delete(e.bound, l.identifier)
		if shadowed {
			e.bound[l.identifier] = before
		}
	}()
	over := e.value(l.over)
	if !over.IsList() {
		was := e.maybe
		e.maybe = hangsOn(over)
		list = e.repeat(l, declared.Undecided(e.maybe, over.Why...))
		e.maybe = was
		return list
	}
	for _, item := range over.Items {
		if e.budget.steps <= 0 || len(list) > maxItems {
			break
		}
		list = append(list, e.repeat(l, item)...)
	}
	return list
}

func (e *evaluation) repeat(l loop, item declared.Value) (list []*declared.Resource) {
	defer e.leave()
	if !e.enter() {
		return nil
	}
	e.bound[l.identifier] = item
	for k, n := range l.body.Entries() {
		r := entry{key: k, node: n}
		if inner, is := forEach(r); is {
			list = append(list, e.expand(inner)...)
			continue
		}
		for _, one := range e.resource(r) {
			one.Address, one.Name = e.filled(one.Address), e.filled(one.Name)
			list = append(list, one)
		}
	}
	return list
}

// ampersand is the form of a placeholder that leaves out what is not alphanumeric.
var ampersand = strings.NewReplacer("&{", "${")

// filled puts the identifiers of loops into a logical name.
func (e *evaluation) filled(name string) string {
	v := e.fill(secret.New(ampersand.Replace(name)), nil, graph.Evidence{})
	if word, ok := v.Word(); ok {
		return word
	}
	return name
}
