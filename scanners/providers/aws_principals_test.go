// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/iam"
)

const (
	ordersARN  = "arn:aws:rds:eu-west-1:210987654321:db:orders"
	scratchARN = "arn:aws:rds:eu-west-1:210987654321:db:scratch"
	uploadsARN = "arn:aws:s3:::shop-uploads"
)

func stores() []awsTarget {
	return []awsTarget{
		{typ: "aws_db_instance", arn: ordersARN, tags: map[string]string{"Environment": "production"}},
		{typ: "aws_db_instance", arn: scratchARN, tags: map[string]string{}},
		{typ: "aws_s3_bucket", arn: uploadsARN},
	}
}

// people fills the emulator with an account of users, groups and roles.
func people(m *moto) {
	user := func(name string, statements ...string) {
		m.iam("CreateUser", "UserName", name)
		if len(statements) > 0 {
			m.iam("PutUserPolicy", "UserName", name, "PolicyName", "own", "PolicyDocument", policyJSON(statements...))
		}
	}
	managed := func(name string, statements ...string) string {
		m.iam("CreatePolicy", "PolicyName", name, "PolicyDocument", policyJSON(statements...))
		return "arn:aws:iam::" + motoAccount + ":policy/" + name
	}
	user("can-delete", allow("rds:DeleteDBInstance", ordersARN))
	user("can-read", allow("rds:Describe*", "*"))
	user("denied", allow("rds:*", "*"), deny("rds:Delete*", "*"))
	user("on-condition", `{"Effect":"Allow","Action":"rds:DeleteDBInstance","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}}`)
	user("by-tag", `{"Effect":"Allow","Action":"rds:DeleteDBInstance","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/Environment":"production"}}}`)

	m.iam("CreateGroup", "GroupName", "operators")
	m.iam("AttachGroupPolicy", "GroupName", "operators", "PolicyArn", managed("databases", allow("rds:*", "*")))
	user("in-a-group")
	m.iam("AddUserToGroup", "GroupName", "operators", "UserName", "in-a-group")

	m.iam("CreateRole", "RoleName", "bounded", "PermissionsBoundary", managed("boundary", allow("s3:*", "*")), // moto knows no boundaries of users
		"AssumeRolePolicyDocument", policyJSON(`{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"ec2.amazonaws.com"}}`))
	m.iam("AttachRolePolicy", "RoleName", "bounded", "PolicyArn", "arn:aws:iam::aws:policy/AdministratorAccess")
	user("admin")
	m.iam("AttachUserPolicy", "UserName", "admin", "PolicyArn", "arn:aws:iam::aws:policy/AdministratorAccess")

	role := func(name, trust string, statements ...string) {
		m.iam("CreateRole", "RoleName", name, "AssumeRolePolicyDocument", policyJSON(trust))
		m.iam("PutRolePolicy", "RoleName", name, "PolicyName", "own", "PolicyDocument", policyJSON(statements...))
	}
	github := func(subject string) string {
		return `{"Effect":"Allow","Action":"sts:AssumeRoleWithWebIdentity","Principal":{"Federated":"arn:aws:iam::` + motoAccount + `:oidc-provider/token.actions.githubusercontent.com"},` +
			`"Condition":{"StringLike":{"token.actions.githubusercontent.com:sub":"` + subject + `"},"StringEquals":{"token.actions.githubusercontent.com:aud":"sts.amazonaws.com"}}}`
	}
	role("wide", github("repo:acme/shop:*"), allow("rds:DeleteDBInstance", "*"))
	role("narrow", github("repo:acme/shop:environment:production"), allow("rds:DeleteDBInstance", "*"))
	role("for-the-account", `{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"arn:aws:iam::`+motoAccount+`:root"}}`, allow("s3:DeleteBucket", uploadsARN))
	user("assumes", allow("sts:AssumeRole", "arn:aws:iam::*:role/for-*"))
	role("for-one", `{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"arn:aws:iam::`+motoAccount+`:user/can-read"}}`, allow("rds:DeleteDBInstance", scratchARN))
}

// TestPrincipals: who may delete what, of an account in an emulator.
func TestPrincipals(t *testing.T) {
	m := startMoto(t, "MOTO_IAM_LOAD_MANAGED_POLICIES=true")
	people(m)
	id, secretKey := m.accessKey("can-delete")
	off, _ := m.accessKey("denied")
	m.iam("UpdateAccessKey", "UserName", "denied", "AccessKeyId", off, "Status", "Inactive")
	g, c := m.principalsOf(context.Background(), id, secretKey, stores()...)
	if c.incomplete.Load() {
		t.Error("incomplete: ", g.Gaps())
	}
	got := map[string]string{}
	for n := range g.Nodes(graph.Identity) {
		var says []string
		for l := range n.Out(graph.Opens, graph.SpeaksAs) {
			power := strings.Join(l.Power.Names(), "+")
			if l.Verb == graph.Opens && power == "" {
				power = "may"
			}
			says = append(says, strings.Join(strings.Fields(fmt.Sprint(l.Verb, " ", l.To.Name, " ", power, " ", l.Basis())), " "))
		}
		if n.Detail(graph.TrustTooWide) != "" {
			says = append(says, "trusts "+n.Detail(graph.TrustTooWide))
		}
		if !n.Is(graph.PoliciesKnown) {
			says = append(says, "not known")
		}
		got[n.Name] = strings.Join(says, "; ")
	}
	const deletes = " delete fetched"
	for name, want := range map[string]string{
		"can-delete":      "opens orders" + deletes,
		"can-read":        "speaks_as for-one fetched",
		"denied":          "opens orders administer fetched; opens scratch administer fetched",
		"on-condition":    "opens orders may fetched; opens scratch may fetched",
		"by-tag":          "opens orders" + deletes,
		"in-a-group":      "opens orders delete+administer fetched; opens scratch delete+administer fetched",
		"bounded":         "opens shop-uploads write+delete+delete_backups+administer fetched",
		"admin":           "opens 210987654321 read+write+delete+delete_backups+administer fetched",
		"wide":            "opens orders" + deletes + "; opens scratch" + deletes + "; trusts any branch, tag, pull request or environment of acme/shop",
		"narrow":          "opens orders" + deletes + "; opens scratch" + deletes,
		"for-the-account": "opens shop-uploads" + deletes,
		"assumes":         "speaks_as for-the-account fetched",
		"for-one":         "opens scratch" + deletes,
	} {
		if got[name] != want {
			t.Errorf("%s:\n got %s\nwant %s", name, got[name], want)
		}
	}
	owners(t, g, id, off)
}

// owners: the key that was given speaks as its user, and one that is off as nobody.
func owners(t *testing.T, g *graph.Graph, id, off string) {
	var spoke bool
	for c := range g.Nodes(graph.Credential) {
		for l := range c.Out(graph.SpeaksAs) {
			spoke = spoke || c.Detail(graph.PublicPart) == id && l.To.Name == "can-delete" && l.Basis() == graph.Fetched
		}
	}
	if !spoke {
		t.Error("the key that was given does not speak as its user")
	}
	for n := range g.Nodes(graph.Identity) {
		for p := range n.Traits(graph.PublicPart) {
			if p.Detail == off && (p.Is != graph.No || n.Name != "denied") {
				t.Error("a key that is inactive is noted as active, or of somebody else")
			}
		}
	}
}

// TestABoundaryOfAUser: what a boundary does not allow is denied, and one that was
// not answered makes everything a "may".
func TestABoundaryOfAUser(t *testing.T) {
	b := newPolicyBook()
	b.text["arn:aws:iam::210987654321:policy/edge"] = policyJSON(allow("s3:*", "*"))
	all := policyJSON(allow("*", "*"))
	user := func(name, boundary string) iamUser {
		return iamUser{ARN: "arn:aws:iam::210987654321:user/" + name, Name: name, Boundary: boundary, Inline: []iamPolicy{{Name: "own policy", Document: url.PathEscape(all)}}}
	}
	got := b.principals([]iamUser{
		user("edge", "arn:aws:iam::210987654321:policy/edge"), user("unseen", "arn:aws:iam::210987654321:policy/unseen"), user("free", ""), {},
	}, []iamRole{{ARN: "arn:aws:iam::210987654321:role/aws-service-role/x/y", Path: "/aws-service-role/x/"}})
	var says []string
	for _, p := range got {
		g := iam.NewGrip(p.docs, p.limits(nil)...)
		over := g.Over("aws_db_instance", iam.Resource{ARN: iam.Plain(ordersARN)})
		_, everything := g.Everything()
		says = append(says, fmt.Sprint(p.name, " ", over.Power.Names(), " ", over.May, " ", everything, " ", p.hangs))
	}
	want := []string{"edge [] false false ", "free [delete administer] false true ", "unseen [] true false a managed policy that was not answered"}
	if !slices.Equal(says, want) {
		t.Errorf("got  %q\nwant %q", says, want)
	}
}

// TestWhoMayNotSeeTheAccount: the caller's own policies are read, and the gap names
// the permission that is missing.
func TestWhoMayNotSeeTheAccount(t *testing.T) {
	m := startMoto(t)
	m.iam("CreateUser", "UserName", "ci")
	m.iam("CreateGroup", "GroupName", "operators")
	m.iam("PutGroupPolicy", "GroupName", "operators", "PolicyName", "databases", "PolicyDocument", policyJSON(allow("rds:DeleteDBInstance", "*")))
	m.iam("AddUserToGroup", "GroupName", "operators", "UserName", "ci")
	m.iam("CreatePolicy", "PolicyName", "self", "PolicyDocument", policyJSON(allow("s3:DeleteBucket", "*")))
	m.iam("AttachUserPolicy", "UserName", "ci", "PolicyArn", "arn:aws:iam::"+motoAccount+":policy/self")
	id, secretKey := m.accessKey("ci")
	m.refuse = []string{"GetAccountAuthorizationDetails", "ListAccessKeys"}
	g, c := m.principalsOf(context.Background(), id, secretKey, stores()...)
	var opens []string
	for n := range g.Nodes(graph.Identity) {
		for l := range n.Out(graph.Opens) {
			opens = append(opens, n.Name+" "+l.To.Name+" "+strings.Join(l.Power.Names(), "+"))
		}
	}
	if want := []string{"ci orders delete", "ci scratch delete", "ci shop-uploads delete"}; !slices.Equal(opens, want) {
		t.Errorf("got %q, want %q", opens, want)
	}
	gaps := fmt.Sprint(g.Gaps())
	if !c.incomplete.Load() || !strings.Contains(gaps, "iam:GetAccountAuthorizationDetails") || !strings.Contains(gaps, "iam:ListAccessKeys") {
		t.Error("no gap names the permissions that are missing: ", gaps)
	}
}

// TestManyStoresAlike: who has the same power over all of many opens them through
// one node, and reaches each.
func TestManyStoresAlike(t *testing.T) {
	out := graph.NewFacts(secret.NewVault(), "")
	a := &awsAccount{id: motoAccount}
	why := graph.Evidence{Basis: graph.Fetched}
	a.scope = Scope(out, "aws_account", motoAccount, "", why)
	for i := range many {
		arn := fmt.Sprint("arn:aws:rds:eu-west-1:", motoAccount, ":db:shop-", i)
		a.targets = append(a.targets, awsTarget{Store(out, "aws_db_instance", arn, "", why), "aws_db_instance", arn, nil})
	}
	for name, document := range map[string]string{"all": policyJSON(allow("rds:*", "*")), "one": policyJSON(allow("rds:*", a.targets[0].arn)), "none": policyJSON(allow("rds:Describe*", "*"))} {
		p := &awsPrincipal{typ: "aws_iam_user", name: name, arn: "arn:aws:iam::" + motoAccount + ":user/" + name, docs: iam.Documents{iam.Answered(document, why)}}
		a.draw(out, p, "")
		p.grip = iam.NewGrip(p.docs)
		p.strong = a.opens(out, p, a.byType())
	}
	g := graph.Build(out)
	for n := range g.Nodes(graph.Identity) {
		links, reached := 0, 0
		for range n.Out(graph.Opens) {
			links++
		}
		for s, p := range g.Reach(n) {
			if s.Kind == graph.Store && p.Power.Has(graph.Delete) {
				reached++
			}
		}
		if want := map[string][2]int{"all": {1, many}, "one": {1, 1}, "none": {0, 0}}[n.Name]; [2]int{links, reached} != want {
			t.Errorf("%s: %d links to %d stores, want %v", n.Name, links, reached, want)
		}
	}
}
