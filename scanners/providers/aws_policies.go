// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsiam "github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/internal/iam"
)

// authorization asks for all users, roles, groups and policies of the account.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
func (a *awsAccount) authorization(ctx context.Context) ([]*awsPrincipal, error) {
	client := awsiam.NewFromConfig(a.cfg)
	b := newPolicyBook()
	var users []types.UserDetail
	var roles []types.RoleDetail
	in := &awsiam.GetAccountAuthorizationDetailsInput{MaxItems: aws.Int32(1000)}
	for page := 0; ; page++ {
		got, err := client.GetAccountAuthorizationDetails(ctx, in)
		if err != nil {
			return nil, err
		}
		users, roles = append(users, got.UserDetailList...), append(roles, got.RoleDetailList...)
		for _, p := range got.Policies {
			b.addPolicy(p)
		}
		for _, g := range got.GroupDetailList {
			b.groups[aws.ToString(g.GroupName)] = g
		}
		next := aws.ToString(got.Marker)
		if !got.IsTruncated || next == "" || next == aws.ToString(in.Marker) {
			break
		}
		if page >= maxPages {
			return nil, endless("")
		}
		in.Marker = &next
	}
	return b.principals(users, roles), nil
}

// A policyBook has the policies of an account by name, each read once.
type policyBook struct {
	text   map[string]string // managed policies in force, by ARN
	read   map[string]iam.Document
	groups map[string]types.GroupDetail
	member map[string]iam.Documents // by group
}

func newPolicyBook() *policyBook {
	return &policyBook{map[string]string{}, map[string]iam.Document{}, map[string]types.GroupDetail{}, map[string]iam.Documents{}}
}

func (b *policyBook) addPolicy(p types.ManagedPolicyDetail) {
	for _, v := range p.PolicyVersionList {
		if v.IsDefaultVersion || aws.ToString(v.VersionId) == aws.ToString(p.DefaultVersionId) {
			b.text[aws.ToString(p.Arn)] = aws.ToString(v.Document)
		}
	}
}

func (b *policyBook) principals(users []types.UserDetail, roles []types.RoleDetail) (all []*awsPrincipal) {
	for _, u := range users {
		arn := aws.ToString(u.Arn)
		p := &awsPrincipal{typ: "aws_iam_user", arn: arn, name: cmp.Or(aws.ToString(u.UserName), nameOf(arn)), groups: u.GroupList}
		p.docs = append(b.inline(arn, u.UserPolicyList), b.attached(arn, u.AttachedManagedPolicies)...)
		for _, g := range u.GroupList {
			p.docs = append(p.docs, b.group(g)...)
		}
		all = append(all, b.finish(p, u.PermissionsBoundary))
	}
	for _, r := range roles {
		arn := aws.ToString(r.Arn)
		if strings.HasPrefix(aws.ToString(r.Path), "/aws-service-role/") {
			continue // only the service of AWS that it is for can speak as it
		}
		p := &awsPrincipal{typ: "aws_iam_role", arn: arn, name: cmp.Or(aws.ToString(r.RoleName), nameOf(arn)), trust: decodedPolicy(r.AssumeRolePolicyDocument)}
		p.docs = append(b.inline(arn, r.RolePolicyList), b.attached(arn, r.AttachedManagedPolicies)...)
		all = append(all, b.finish(p, r.PermissionsBoundary))
	}
	all = slices.DeleteFunc(all, func(p *awsPrincipal) bool { return !strings.HasPrefix(p.arn, "arn:") })
	slices.SortFunc(all, func(p, q *awsPrincipal) int { return strings.Compare(p.arn, q.arn) })
	return slices.CompactFunc(all, func(p, q *awsPrincipal) bool { return p.arn == q.arn })
}

func (b *policyBook) finish(p *awsPrincipal, boundary *types.AttachedPermissionsBoundary) *awsPrincipal {
	if arn := boundaryOf(boundary); arn != "" {
		p.boundary = iam.Documents{b.managed(arn)}
	}
	for _, d := range slices.Concat(p.docs, p.boundary) {
		p.hangs = cmp.Or(p.hangs, d.Hangs)
	}
	return p
}

func boundaryOf(b *types.AttachedPermissionsBoundary) string {
	if b == nil {
		return ""
	}
	return aws.ToString(b.PermissionsBoundaryArn)
}

// group is what the members of a group have by it.
func (b *policyBook) group(name string) iam.Documents {
	if ds, ok := b.member[name]; ok {
		return ds
	}
	g, ok := b.groups[name]
	if !ok {
		return iam.Documents{{Hangs: "a group that is not listed"}}
	}
	arn := aws.ToString(g.Arn)
	ds := append(b.inline(arn, g.GroupPolicyList), b.attached(arn, g.AttachedManagedPolicies)...)
	for i := range ds {
		ds[i].Why = graph.Chain{{Basis: graph.Fetched, At: graph.Location{URL: arn}, Says: "by a group that it is in"}}
	}
	b.member[name] = ds
	return ds
}

func (b *policyBook) inline(owner string, policies []types.PolicyDetail) (ds iam.Documents) {
	for _, p := range policies {
		at := graph.Evidence{Basis: graph.Fetched, At: graph.Location{URL: owner + "/policy/" + url.PathEscape(aws.ToString(p.PolicyName))}}
		ds = append(ds, iam.Answered(decodedPolicy(p.PolicyDocument), at))
	}
	return ds
}

func (b *policyBook) attached(owner string, policies []types.AttachedPolicy) (ds iam.Documents) {
	for _, p := range policies {
		d := b.managed(aws.ToString(p.PolicyArn))
		d.Why = graph.Chain{{Basis: graph.Fetched, At: graph.Location{URL: owner}, Says: "attached to it"}}
		ds = append(ds, d)
	}
	return ds
}

// managed is a policy by its ARN: as it was answered, else, for one that AWS
// keeps, as catalogued.
func (b *policyBook) managed(arn string) iam.Document {
	if d, ok := b.read[arn]; ok {
		return d
	}
	d := iam.Document{Hangs: "a managed policy that was not answered"}
	if text, ok := b.text[arn]; ok {
		d = iam.Answered(decodedPolicy(&text), graph.Evidence{Basis: graph.Fetched, At: graph.Location{URL: arn}})
	} else if strings.Contains(arn, ":iam::aws:policy/") {
		d = iam.Catalogued(arn)
	}
	b.read[arn] = d
	return d
}

// decodedPolicy is a policy's JSON: the API answers it percent-encoded.
func decodedPolicy(text *string) string {
	s := aws.ToString(text)
	if strings.HasPrefix(strings.TrimSpace(s), "{") {
		return s
	}
	if decoded, err := url.PathUnescape(s); err == nil {
		return decoded
	}
	return s
}

// nameOf is what follows the last slash of an ARN.
func nameOf(arn string) string { return arn[strings.LastIndexByte(arn, '/')+1:] }
