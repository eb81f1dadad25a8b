// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/iam"
)

// Of what IAM answers, what is read of it. Documents are percent-encoded JSON.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
type (
	iamPolicy struct { // inline, or attached, or a version
		Name     string `xml:"PolicyName"`
		ARN      string `xml:"PolicyArn"`
		Document string `xml:"PolicyDocument"`
	}
	iamManaged struct {
		ARN      string `xml:"Arn"`
		Default  string `xml:"DefaultVersionId"`
		Versions []struct {
			ID       string `xml:"VersionId"`
			Document string `xml:"Document"`
			Default  bool   `xml:"IsDefaultVersion"`
		} `xml:"PolicyVersionList>member"`
	}
	iamGroup struct {
		ARN      string      `xml:"Arn"`
		Name     string      `xml:"GroupName"`
		Inline   []iamPolicy `xml:"GroupPolicyList>member"`
		Attached []iamPolicy `xml:"AttachedManagedPolicies>member"`
	}
	iamUser struct {
		ARN      string      `xml:"Arn"`
		Name     string      `xml:"UserName"`
		Groups   []string    `xml:"GroupList>member"`
		Inline   []iamPolicy `xml:"UserPolicyList>member"`
		Attached []iamPolicy `xml:"AttachedManagedPolicies>member"`
		Boundary string      `xml:"PermissionsBoundary>PermissionsBoundaryArn"`
	}
	iamRole struct {
		ARN      string      `xml:"Arn"`
		Name     string      `xml:"RoleName"`
		Path     string      `xml:"Path"`
		Trust    string      `xml:"AssumeRolePolicyDocument"`
		Inline   []iamPolicy `xml:"RolePolicyList>member"`
		Attached []iamPolicy `xml:"AttachedManagedPolicies>member"`
		Boundary string      `xml:"PermissionsBoundary>PermissionsBoundaryArn"`
	}
)

// iam asks an operation of IAM, which has one address for all regions.
func (a *awsAccount) iam(ctx context.Context, action string, parameters url.Values, into any) error {
	return a.global("iam", "").query(ctx, "iam", "2010-05-08", action, parameters, into)
}

// authorization asks for all users, roles, groups and policies of the account.
func (a *awsAccount) authorization(ctx context.Context) ([]*awsPrincipal, error) {
	b := newPolicyBook()
	var users []iamUser
	var roles []iamRole
	err := pages(func(marker string) (string, error) {
		var page struct {
			Users     []iamUser    `xml:"GetAccountAuthorizationDetailsResult>UserDetailList>member"`
			Roles     []iamRole    `xml:"GetAccountAuthorizationDetailsResult>RoleDetailList>member"`
			Groups    []iamGroup   `xml:"GetAccountAuthorizationDetailsResult>GroupDetailList>member"`
			Policies  []iamManaged `xml:"GetAccountAuthorizationDetailsResult>Policies>member"`
			Truncated bool         `xml:"GetAccountAuthorizationDetailsResult>IsTruncated"`
			Marker    string       `xml:"GetAccountAuthorizationDetailsResult>Marker"`
		}
		if err := a.iam(ctx, "GetAccountAuthorizationDetails", url.Values{"MaxItems": {"1000"}, "Marker": {marker}}, &page); err != nil {
			return "", err
		}
		users, roles = append(users, page.Users...), append(roles, page.Roles...)
		for _, p := range page.Policies {
			b.addPolicy(p)
		}
		for _, g := range page.Groups {
			b.groups[g.Name] = g
		}
		if !page.Truncated {
			return "", nil
		}
		return page.Marker, nil
	})
	if err != nil {
		return nil, err
	}
	return b.principals(users, roles), nil
}

// A policyBook has the policies of an account by name, each read once.
type policyBook struct {
	text   map[string]string // managed policies in force, by ARN
	read   map[string]iam.Document
	groups map[string]iamGroup
	member map[string]iam.Documents // by group
}

func newPolicyBook() *policyBook {
	return &policyBook{map[string]string{}, map[string]iam.Document{}, map[string]iamGroup{}, map[string]iam.Documents{}}
}

func (b *policyBook) addPolicy(p iamManaged) {
	for _, v := range p.Versions {
		if v.Default || v.ID != "" && v.ID == p.Default {
			b.text[p.ARN] = v.Document
		}
	}
}

func (b *policyBook) principals(users []iamUser, roles []iamRole) (all []*awsPrincipal) {
	for _, u := range users {
		p := &awsPrincipal{typ: "aws_iam_user", arn: u.ARN, name: cmp.Or(u.Name, nameOf(u.ARN)), docs: b.held(u.ARN, u.Inline, u.Attached)}
		for _, g := range u.Groups {
			p.docs = append(p.docs, b.group(g)...)
		}
		all = append(all, b.finish(p, u.Boundary))
	}
	for _, r := range roles {
		if strings.HasPrefix(r.Path, "/aws-service-role/") {
			continue // only the service of AWS that it is for can speak as it
		}
		p := &awsPrincipal{typ: "aws_iam_role", arn: r.ARN, name: cmp.Or(r.Name, nameOf(r.ARN)), trust: decodedPolicy(r.Trust), docs: b.held(r.ARN, r.Inline, r.Attached)}
		all = append(all, b.finish(p, r.Boundary))
	}
	all = slices.DeleteFunc(all, func(p *awsPrincipal) bool { return !strings.HasPrefix(p.arn, "arn:") })
	slices.SortFunc(all, func(p, q *awsPrincipal) int { return strings.Compare(p.arn, q.arn) })
	return slices.CompactFunc(all, func(p, q *awsPrincipal) bool { return p.arn == q.arn })
}

func (b *policyBook) finish(p *awsPrincipal, boundary string) *awsPrincipal {
	if boundary != "" {
		p.boundary = iam.Documents{b.managed(boundary)}
	}
	for _, d := range slices.Concat(p.docs, p.boundary) {
		p.hangs = cmp.Or(p.hangs, d.Hangs)
	}
	return p
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
	ds := b.held(g.ARN, g.Inline, g.Attached)
	for i := range ds {
		ds[i].Why = graph.Chain{at(g.ARN, "by a group that it is in")}
	}
	b.member[name] = ds
	return ds
}

// held are an identity's own policies and those that are attached to it.
func (b *policyBook) held(owner string, inline, attached []iamPolicy) (ds iam.Documents) {
	for _, p := range inline {
		place := at(owner, "")
		place.At.URL += "/policy/" + url.PathEscape(p.Name)
		ds = append(ds, iam.Answered(decodedPolicy(p.Document), place))
	}
	for _, p := range attached {
		d := b.managed(p.ARN)
		d.Why = graph.Chain{at(owner, "attached to it")}
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
		d = iam.Answered(decodedPolicy(text), at(arn, ""))
	} else if strings.Contains(arn, ":iam::aws:policy/") {
		d = iam.Catalogued(arn)
	}
	b.read[arn] = d
	return d
}

// decodedPolicy is a policy's JSON: the API answers it percent-encoded.
func decodedPolicy(text string) string {
	if decoded, err := url.PathUnescape(text); err == nil && !strings.HasPrefix(strings.TrimSpace(text), "{") {
		return decoded
	}
	return text
}

// at is evidence that the API answered so of a thing: a policy, who has it. A name
// in another form than an ARN's is shown encoded.
func at(arn, says string) graph.Evidence {
	if _, ok := secret.ARN(secret.New(arn)); !ok {
		arn = url.PathEscape(arn)
	}
	return graph.Evidence{Basis: graph.Fetched, At: graph.Location{URL: arn}, Says: says}
}

// nameOf is what follows the last slash of an ARN.
func nameOf(arn string) string { return arn[strings.LastIndexByte(arn, '/')+1:] }
