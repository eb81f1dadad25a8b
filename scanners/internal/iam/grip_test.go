// SPDX-License-Identifier: Apache-2.0

package iam

import (
	"reflect"
	"testing"

	"github.com/stagedoor/stagedoor/graph"
)

func answered(statements string) Document {
	return Answered(`{"Version": "2012-10-17", "Statement": [`+statements+`]}`, graph.Evidence{Basis: graph.Fetched, At: graph.Location{URL: "arn:aws:iam::210987654321:policy/p"}})
}

// TestAGripIsPowerOver: what is asked first to save time changes no answer.
func TestAGripIsPowerOver(t *testing.T) {
	things := map[string][]string{
		"aws_db_instance":    {database, "arn:aws:rds:eu-west-1:210987654321:db:scratch", "arn:aws:rds:us-east-1:310987654321:db:orders"},
		"aws_s3_bucket":      {"arn:aws:s3:::shop", "arn:aws:s3:::shop-uploads", "arn:aws:s3:::other"},
		"aws_ebs_snapshot":   {"arn:aws:ec2:eu-west-1::snapshot/snap-1"},
		"aws_backup_vault":   {"arn:aws:backup:eu-west-1:210987654321:backup-vault:main"},
		"aws_dynamodb_table": {"arn:aws:dynamodb:eu-west-1:210987654321:table/carts"},
		"nothing_of_ours":    {"arn:aws:x:::y"},
	}
	for _, statements := range []string{
		``, `{"Effect":"Allow","Action":"*","Resource":"*"}`, `{"Effect":"Allow","Action":"rds:*","Resource":"` + database + `"}`,
		`{"Effect":"Allow","Action":"rds:*","Resource":"arn:aws:rds:*:*:db:orders"}`, `{"Effect":"Allow","Action":"rds:*","Resource":"arn:aws:rds:*:*:db:o*s"}`,
		`{"Effect":"Allow","Action":["rds:*","s3:*"],"Resource":["arn:aws:rds:*","arn:aws:s3:::*"]}`,
		`{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::shop/*"}`, `{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::shop*"}`,
		`{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::shop/private/*.log"}`, `{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::*/*"}`,
		`{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::shop-${aws:username}"}`, `{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::sho?"}`,
		`{"Effect":"Allow","NotAction":"iam:*","Resource":"*"}`, `{"Effect":"Allow","Action":"*","NotResource":"arn:aws:s3:::shop"}`,
		`{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"rds:Delete*","Resource":"arn:aws:rds:*:*:db:orders"}`,
		`{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"false"}}}`,
		`{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/Environment":"production"}}}`,
		`{"Effect":"Allow","Action":"ec2:*","Resource":"arn:aws:ec2:*::snapshot/*"}`, `{"Effect":"Allow","Action":"backup:*","Resource":"*"}`,
		`{"Effect":"Allow","Action":"rds:*","Resource":"*:db:orders"}`, `{"Effect":"Allow","Action":"rds:*"}`,
	} {
		for _, limit := range []string{"", `{"Effect":"Allow","Action":["s3:*","iam:*"],"Resource":"*"}`, `{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"rds:*","Resource":"*"}`} {
			docs := Documents{answered(statements)}
			var boundary Documents
			var limits []Documents
			if limit != "" {
				boundary = Documents{answered(limit)}
				limits = []Documents{boundary}
			}
			grip := NewGrip(docs, limits...)
			for typ, names := range things {
				var alike []graph.Power
				for _, name := range names {
					on := Resource{ARN: Plain(name), Tags: Tagged(map[string]string{"Environment": "production"})}
					want, got := PowerOver(typ, on, docs, boundary...), grip.Over(typ, on)
					if !reflect.DeepEqual(want, got) {
						t.Errorf("%s within %q over %s: got %v, want %v", statements, limit, name, got, want)
					}
					alike = append(alike, got.Power)
					if grip.Alike(typ) && alike[0] != got.Power {
						t.Errorf("%s is not alike for all of %s", statements, typ)
					}
					if _, all := grip.Everything(); all && typ == "aws_db_instance" && !got.Power.Has(graph.Delete) {
						t.Errorf("%s within %q is not everything", statements, limit)
					}
				}
			}
		}
	}
}

func TestWhoAssumes(t *testing.T) {
	role := Resource{ARN: Plain("arn:aws:iam::210987654321:role/ci/deploy")}
	for statements, want := range map[string]graph.Tri{
		`{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"}`:                                                                      graph.Yes,
		`{"Effect":"Allow","Action":"sts:*","Resource":"arn:aws:iam::210987654321:role/ci/*"}`:                                             graph.Yes,
		`{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"arn:aws:iam::210987654321:role/x"}`:                                       graph.No,
		`{"Effect":"Allow","Action":"iam:*","Resource":"*"}`:                                                                               graph.No,
		`{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}`:                        graph.Unknown,
		`{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"sts:AssumeRole","Resource":"arn:aws:iam::*:role/ci/*"}`: graph.No,
	} {
		if got := NewGrip(Documents{answered(statements)}).Assumes(role); got.Is != want {
			t.Errorf("%s: got %v, want %v", statements, got.Is, want)
		}
	}
	limited := NewGrip(Documents{answered(`{"Effect":"Allow","Action":"*","Resource":"*"}`)}, Documents{answered(`{"Effect":"Allow","Action":"s3:*","Resource":"*"}`)})
	if got := limited.Assumes(role); got.Is != graph.No {
		t.Error("a limit that does not allow it is a no")
	}
}
