// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"fmt"
	"testing"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/iam"
)

// BenchmarkPrincipals judges 1,000 principals over 1,000 stores, of the kinds that
// accounts have: administrators, whole services, stores by name, by pattern and by
// tag, and members of one group.
func BenchmarkPrincipals(b *testing.B) {
	types := []struct{ typ, arn string }{
		{"aws_db_instance", "arn:aws:rds:eu-west-1:210987654321:db:shop-%d"}, {"aws_s3_bucket", "arn:aws:s3:::shop-%d"},
		{"aws_dynamodb_table", "arn:aws:dynamodb:eu-west-1:210987654321:table/shop-%d"}, {"aws_ebs_volume", "arn:aws:ec2:eu-west-1:210987654321:volume/vol-%d"},
	}
	documents := func(i int) []string {
		switch i % 20 {
		case 0:
			return []string{policyJSON(allow("*", "*"))}
		case 1, 2, 3:
			return []string{policyJSON(allow("rds:*", "*")), policyJSON(allow("s3:*", "*"))}
		case 4, 5:
			return []string{policyJSON(`{"Effect":"Allow","Action":["rds:*","dynamodb:*"],"Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/Environment":"staging"}}}`)}
		case 6, 7, 8:
			return []string{policyJSON(allow("*", "*"), deny("rds:Delete*", fmt.Sprintf(types[0].arn, i)))}
		case 9, 10, 11:
			return []string{policyJSON(allow("s3:*", fmt.Sprintf("arn:aws:s3:::shop-%d*", i)))}
		}
		return []string{policyJSON(allow("dynamodb:*", fmt.Sprintf(types[2].arn, i)), allow("s3:*", fmt.Sprintf(types[1].arn+"/*", i))), policyJSON(allow("sts:AssumeRole", "arn:aws:iam::*:role/p-1*"))}
	}
	for b.Loop() {
		out := graph.NewFacts(secret.NewVault(), "")
		a := &awsAccount{id: motoAccount}
		a.scope = Scope(out, "aws_account", motoAccount, "", graph.Evidence{Basis: graph.Fetched})
		for i := range 1000 {
			t := types[i%len(types)]
			arn := fmt.Sprintf(t.arn, i)
			a.targets = append(a.targets, awsTarget{Store(out, t.typ, arn, "", graph.Evidence{Basis: graph.Fetched}), t.typ, arn, map[string]string{"Environment": "production"}})
		}
		stores := a.byType()
		var all []*awsPrincipal
		for i := range 1000 {
			p := &awsPrincipal{typ: "aws_iam_role", name: fmt.Sprint("p-", i), arn: fmt.Sprint("arn:aws:iam::", motoAccount, ":role/p-", i)}
			p.trust = policyJSON(`{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"` + motoAccount + `"}}`)
			for _, d := range documents(i) {
				p.docs = append(p.docs, iam.Answered(d, graph.Evidence{Basis: graph.Fetched, At: graph.Location{URL: p.arn}}))
			}
			a.draw(out, p, "")
			p.grip = iam.NewGrip(p.docs)
			p.strong = a.opens(out, p, stores)
			all = append(all, p)
		}
		a.chains(out, all)
	}
}
