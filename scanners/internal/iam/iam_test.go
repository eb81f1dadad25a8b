// SPDX-License-Identifier: Apache-2.0

package iam

import (
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
)

func at(line int) graph.Evidence {
	return graph.Evidence{Basis: graph.ReadInFile, At: graph.Location{File: "policy.json", Line: line}}
}

func text(s string) declared.Value { return declared.Scalar(secret.New(s), at(1)) }

// policy wraps statements in a document.
func policy(statements string) Document {
	return Parse(text(`{"Version": "2012-10-17", "Statement": [` + statements + `]}`))
}

const database = "arn:aws:rds:eu-west-1:210987654321:db:orders"

func orders() Resource {
	return Resource{ARN: Plain(database), Address: "aws_db_instance.orders",
		Tags: declared.Map(map[string]declared.Value{"Environment": text("production")})}
}

func TestDocumentsAllow(t *testing.T) {
	for _, c := range []struct {
		says, statements string
		want             graph.Tri
	}{
		{"the action on all", `{"Effect":"Allow","Action":"rds:DeleteDBInstance","Resource":"*"}`, graph.Yes},
		{"actions do not mind case", `{"Effect":"Allow","Action":["RDS:deletedbinstance"],"Resource":["*"]}`, graph.Yes},
		{"a star in the action", `{"Effect":"Allow","Action":"rds:Delete*","Resource":"*"}`, graph.Yes},
		{"a question mark in the action", `{"Effect":"Allow","Action":"rds:DeleteDBInstanc?","Resource":"*"}`, graph.Yes},
		{"another action", `{"Effect":"Allow","Action":"rds:Describe*","Resource":"*"}`, graph.No},
		{"another service", `{"Effect":"Allow","Action":"s3:*","Resource":"*"}`, graph.No},
		{"the name itself", `{"Effect":"Allow","Action":"rds:*","Resource":"` + database + `"}`, graph.Yes},
		{"another name", `{"Effect":"Allow","Action":"rds:*","Resource":"arn:aws:rds:eu-west-1:210987654321:db:scratch"}`, graph.No},
		{"names are case-sensitive", `{"Effect":"Allow","Action":"rds:*","Resource":"arn:aws:rds:eu-west-1:210987654321:db:Orders"}`, graph.No},
		{"another account", `{"Effect":"Allow","Action":"rds:*","Resource":"arn:aws:rds:eu-west-1:310987654321:db:orders"}`, graph.No},
		{"wildcards in the name", `{"Effect":"Allow","Action":"rds:*","Resource":"arn:aws:rds:*:*:db:ord?r*"}`, graph.Yes},
		{"a last star crosses colons", `{"Effect":"Allow","Action":"rds:*","Resource":"arn:aws:rds:*"}`, graph.Yes},
		{"of a list, one", `{"Effect":"Allow","Action":"rds:*","Resource":["arn:aws:rds:*:*:cluster:*","arn:aws:rds:*:*:db:*"]}`, graph.Yes},
		{"all but other actions", `{"Effect":"Allow","NotAction":["iam:*","organizations:*"],"Resource":"*"}`, graph.Yes},
		{"all but this action", `{"Effect":"Allow","NotAction":["rds:Delete*"],"Resource":"*"}`, graph.No},
		{"all but other things", `{"Effect":"Allow","Action":"rds:*","NotResource":"arn:aws:rds:*:*:db:scratch*"}`, graph.Yes},
		{"all but this thing", `{"Effect":"Allow","Action":"rds:*","NotResource":"arn:aws:rds:*:*:db:orders"}`, graph.No},
		{"an explicit deny wins", `{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"rds:Delete*","Resource":"*"}`, graph.No},
		{"a deny of another thing", `{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"rds:Delete*","Resource":"arn:aws:rds:*:*:db:other"}`, graph.Yes},
		{"a deny under a condition", `{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"rds:Delete*","Resource":"*","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}}`, graph.Unknown},
		{"a deny by tag that holds", `{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/Environment":"production"}}}`, graph.No},
		{"an allow by tag that holds", `{"Effect":"Allow","Action":"rds:*","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/Environment":["production","live"]}}}`, graph.Yes},
		{"an allow by tag of another environment", `{"Effect":"Allow","Action":"rds:*","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/Environment":"staging"}}}`, graph.No},
		{"an allow by a tag that it has not", `{"Effect":"Allow","Action":"rds:*","Resource":"*","Condition":{"StringEquals":{"rds:db-tag/Team":"shop"}}}`, graph.No},
		{"an allow where the tag is another", `{"Effect":"Allow","Action":"rds:*","Resource":"*","Condition":{"StringNotEquals":{"aws:ResourceTag/Environment":"production"}}}`, graph.No},
		{"an allow by what the request brings", `{"Effect":"Allow","Action":"rds:*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}}`, graph.Unknown},
		{"TLS narrows nothing", `{"Effect":"Allow","Action":"rds:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}`, graph.Yes},
		{"a policy variable in the name", `{"Effect":"Allow","Action":"rds:*","Resource":"arn:aws:rds:*:*:db:${aws:username}*"}`, graph.Unknown},
		{"a policy variable that cannot fit", `{"Effect":"Allow","Action":"rds:*","Resource":"arn:aws:rds:*:*:db:scratch-${aws:username}"}`, graph.No},
		{"no effect is no allow", `{"Action":"rds:*","Resource":"*"}`, graph.Unknown},
		{"nothing at all", ``, graph.No},
	} {
		if got := policy(c.statements).Allows("rds:DeleteDBInstance", orders()); got.Is != c.want {
			t.Errorf("%s: got %v (hangs on %q), want %v", c.says, got.Is, got.Hangs, c.want)
		}
	}
}

// TestWhatIsNotHere: a hole is neither yes nor no, unless it cannot fit.
func TestWhatIsNotHere(t *testing.T) {
	ref := declared.Undecided("known after apply")
	ref.Refs = []string{"aws_s3_bucket.uploads"}
	objects := declared.Undecided("known after apply")
	objects.Refs, objects.Parts = ref.Refs, []declared.Value{ref, text("/*")}
	inName := declared.Undecided("known after apply")
	inName.Refs, inName.Parts = ref.Refs, []declared.Value{text("arn:aws:s3:::"), ref}
	tail := declared.Undecided("var.suffix")
	tail.Parts = []declared.Value{text("arn:aws:s3:::shop-"), declared.Undecided("var.suffix")}
	bucket := Resource{ARN: ARNOf("aws_s3_bucket", declared.Value{}, declared.Value{}, declared.Value{}), Address: "aws_s3_bucket.uploads"}
	named := bucket
	named.ARN, named.Address = ARNOf("aws_s3_bucket", text("shop-uploads"), declared.Value{}, declared.Value{}), "aws_s3_bucket.other"
	for _, c := range []struct {
		says     string
		resource declared.Value
		on       Resource
		action   string
		want     graph.Tri
	}{
		{"a reference is the thing", ref, bucket, "s3:DeleteBucket", graph.Yes},
		{"a reference is not another thing", ref, named, "s3:DeleteBucket", graph.No},
		{"its name in a name", inName, bucket, "s3:DeleteBucket", graph.Yes},
		{"another's name in a name", inName, named, "s3:DeleteBucket", graph.No},
		{"objects are not the bucket", objects, bucket, "s3:DeleteBucket", graph.No},
		{"a known beginning that fits", tail, named, "s3:DeleteBucket", graph.Unknown},
		{"a variable", declared.Undecided("var.arn"), bucket, "s3:DeleteBucket", graph.Unknown},
	} {
		d := Parse(declared.Map(map[string]declared.Value{"Statement": declared.List([]declared.Value{declared.Map(map[string]declared.Value{
			"Effect": text("Allow"), "Action": text("s3:*"), "Resource": c.resource,
		})})}))
		if got := d.Allows(c.action, c.on); got.Is != c.want {
			t.Errorf("%s: got %v, want %v", c.says, got.Is, c.want)
		}
	}
	d := Parse(declared.Map(map[string]declared.Value{"Statement": declared.List([]declared.Value{declared.Map(map[string]declared.Value{
		"Effect": text("Allow"), "Action": text("s3:*"), "Resource": declared.List([]declared.Value{objects}),
	})})}))
	if g := PowerOver("aws_s3_bucket", bucket, Documents{d}); g.Power != graph.Write|graph.DeleteBackups {
		t.Errorf("objects only: %v", g.Power.Names())
	}
}

// TestASubjectOfAVariable: how wide a subject is shows even where its repository
// is not known.
func TestASubjectOfAVariable(t *testing.T) {
	v := declared.Undecided("var.repository")
	v.Parts = []declared.Value{text("repo:acme/"), declared.Undecided("var.repository"), text(":ref:refs/heads/*")}
	if who, ok := githubSubject(textOf(v).flat); !ok || who != "any branch of its repository" {
		t.Errorf("got %q, %v", who, ok)
	}
}

func TestPiecesInsideJSON(t *testing.T) {
	name := declared.Undecided("var.name")
	name.Refs = []string{"aws_db_instance.orders"}
	v := declared.Undecided("var.name")
	v.Parts = []declared.Value{text(`{"Statement": {"Effect": "Allow", "Action": "rds:*", "Resource": "`), name, text(`"}}`)}
	if got := Parse(v).Allows("rds:DeleteDBInstance", orders()); got.Is != graph.Yes {
		t.Errorf("got %v", got)
	}
}

func TestBlocksOfTheDataSource(t *testing.T) {
	words := func(all ...string) declared.Value {
		var items []declared.Value
		for _, s := range all {
			items = append(items, text(s))
		}
		return declared.List(items)
	}
	body := declared.Map(map[string]declared.Value{"statement": declared.List([]declared.Value{
		declared.Map(map[string]declared.Value{"actions": words("rds:*"), "resources": words("*"), "condition": declared.List([]declared.Value{declared.Map(map[string]declared.Value{
			"test": text("StringEquals"), "variable": text("aws:ResourceTag/Environment"), "values": words("production")})})}),
	})})
	if got := Parse(body).Allows("rds:DeleteDBInstance", orders()); got.Is != graph.Yes {
		t.Errorf("got %v", got)
	}
}

func TestPowerOver(t *testing.T) {
	for _, c := range []struct {
		says, statements string
		want             string
		may              bool
	}{
		{"delete only", `{"Effect":"Allow","Action":"rds:DeleteDBInstance","Resource":"*"}`, "delete", false},
		{"delete and lift the lock", `{"Effect":"Allow","Action":"rds:*","Resource":"*"}`, "delete administer", false},
		{"may give itself more", `{"Effect":"Allow","Action":["rds:DeleteDBInstance","iam:*"],"Resource":"*"}`, "delete administer", false},
		{"reads", `{"Effect":"Allow","Action":["rds:Describe*","rds:List*"],"Resource":"*"}`, "", false},
		{"under a condition", `{"Effect":"Allow","Action":"rds:DeleteDBInstance","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalTag/team":"db"}}}`, "", true},
		{"denied", `{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":["rds:Delete*","rds:Modify*"],"Resource":"*"}`, "", false},
	} {
		g := PowerOver("aws_db_instance", orders(), Documents{policy(c.statements)})
		if got := strings.Join(g.Power.Names(), " "); got != c.want || g.May != c.may {
			t.Errorf("%s: got %q, may %v", c.says, got, g.May)
		}
	}
	unseen := Documents{{Hangs: "var.policy"}, policy(`{"Effect":"Allow","Action":"rds:Describe*","Resource":"*"}`)}
	if g := PowerOver("aws_db_instance", orders(), unseen); g.Power != 0 || g.May {
		t.Errorf("a policy that is not here gives nothing that could be told: %+v", g)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(`{"Statement":[{"Effect":"Allow","Action":"rds:*","Resource":"*","Condition":{"StringLike":{"a:b/c":["x*",true,1]}}}]}`)
	f.Add(`{"Statement":{"Effect":"Deny","NotAction":"s3:*","NotResource":["arn:aws:s3:::${aws:username}/*"],"Principal":{"AWS":"*"}}}`)
	f.Add(`[[[{"Statement":null}]]]`)
	f.Add(`{"Statement":"_hole_0_"}`)
	f.Fuzz(func(t *testing.T, s string) {
		d := Parse(text(s))
		ref := declared.Undecided("x")
		v := declared.Undecided("x")
		v.Parts = []declared.Value{text(s), ref, text("}")}
		for _, d := range []Document{d, Parse(v)} {
			d.Allows("rds:DeleteDBInstance", orders())
			PowerOver("aws_s3_bucket", orders(), Documents{d})
		}
	})
}

func BenchmarkPowerOver(b *testing.B) {
	ds := Documents{policy(`{"Effect":"Allow","Action":["s3:Get*","rds:Describe*","rds:Delete*"],"Resource":["arn:aws:rds:*:*:db:a*","arn:aws:rds:*:*:db:o*"]}`)}
	on := orders()
	for b.Loop() {
		PowerOver("aws_db_instance", on, ds)
	}
}

// A snapshot's name has no account in it, so a policy that writes one names no snapshot.
func TestASnapshotIsNamedWithoutItsAccount(t *testing.T) {
	arn := ARNOf("aws_ebs_snapshot", text("snap-1"), text("210987654321"), text("eu-west-1"))
	if want := "arn:" + gap + ":ec2:eu-west-1::snapshot/snap-1"; arn.flat != want {
		t.Errorf("got %q, want %q", arn.flat, want)
	}
}

// What nobody has read at the vendor makes a guess, and says so.
func TestAnUncheckedPermissionIsAGuess(t *testing.T) {
	all := Documents{{Statements: []Statement{{Effect: graph.Yes, Actions: []Text{Plain("*")}, Resources: []Text{Plain("*")}}}}}
	for typ, want := range map[string]graph.Basis{"aws_db_instance": graph.Known, "aws_backup_vault": graph.Guessed} {
		why := PowerOver(typ, Resource{}, all).Why
		last := why[len(why)-1]
		if last.Basis != want || (want == graph.Guessed) != (last.Says == "(unverified)") {
			t.Errorf("%s: %+v", typ, last)
		}
	}
}
