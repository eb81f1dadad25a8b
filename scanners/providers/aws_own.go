// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsiam "github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"
)

// ownPolicies reads what the caller itself may do, where it may not see the whole
// account. The gap is told already; what is refused here too makes the caller's
// policies unknown. Lists are short: no principal has more than a page of them.
func (a *awsAccount) ownPolicies(ctx context.Context) []*awsPrincipal {
	own := &ownReader{ctx: ctx, client: awsiam.NewFromConfig(a.cfg), book: newPolicyBook()}
	_, after, _ := strings.Cut(a.caller, ":sts::"+a.id+":assumed-role/")
	switch role, _, _ := strings.Cut(after, "/"); {
	case role != "":
		return own.role(role)
	case strings.Contains(a.caller, ":user/"):
		return own.user(a.caller)
	}
	return nil
}

type ownReader struct {
	ctx    context.Context
	client *awsiam.Client
	book   *policyBook
	denied bool
}

// hidden stands for policies that the caller may not read of itself.
const hidden = "what the caller may not read of itself"

func (o *ownReader) failed(err error) bool {
	o.denied = o.denied || err != nil
	return err != nil
}

func (o *ownReader) finish(all []*awsPrincipal) []*awsPrincipal {
	for _, p := range all {
		if o.denied && p.hangs == "" {
			p.hangs = hidden
		}
	}
	return all
}

func (o *ownReader) user(arn string) []*awsPrincipal {
	name := nameOf(arn)
	u := types.UserDetail{Arn: &arn, UserName: &name}
	if got, err := o.client.GetUser(o.ctx, &awsiam.GetUserInput{}); !o.failed(err) && got.User != nil {
		u.PermissionsBoundary = got.User.PermissionsBoundary
	}
	if got, err := o.client.ListUserPolicies(o.ctx, &awsiam.ListUserPoliciesInput{UserName: &name}); !o.failed(err) {
		for _, p := range got.PolicyNames {
			if one, err := o.client.GetUserPolicy(o.ctx, &awsiam.GetUserPolicyInput{UserName: &name, PolicyName: &p}); !o.failed(err) {
				u.UserPolicyList = append(u.UserPolicyList, types.PolicyDetail{PolicyName: &p, PolicyDocument: one.PolicyDocument})
			}
		}
	}
	if got, err := o.client.ListAttachedUserPolicies(o.ctx, &awsiam.ListAttachedUserPoliciesInput{UserName: &name}); !o.failed(err) {
		u.AttachedManagedPolicies = got.AttachedPolicies
		o.texts(got.AttachedPolicies)
	}
	if got, err := o.client.ListGroupsForUser(o.ctx, &awsiam.ListGroupsForUserInput{UserName: &name}); !o.failed(err) {
		for _, g := range got.Groups {
			u.GroupList = append(u.GroupList, aws.ToString(g.GroupName))
			o.group(g)
		}
	}
	o.boundary(u.PermissionsBoundary)
	return o.finish(o.book.principals([]types.UserDetail{u}, nil))
}

func (o *ownReader) group(g types.Group) {
	d := types.GroupDetail{Arn: g.Arn, GroupName: g.GroupName}
	if got, err := o.client.ListGroupPolicies(o.ctx, &awsiam.ListGroupPoliciesInput{GroupName: g.GroupName}); !o.failed(err) {
		for _, p := range got.PolicyNames {
			if one, err := o.client.GetGroupPolicy(o.ctx, &awsiam.GetGroupPolicyInput{GroupName: g.GroupName, PolicyName: &p}); !o.failed(err) {
				d.GroupPolicyList = append(d.GroupPolicyList, types.PolicyDetail{PolicyName: &p, PolicyDocument: one.PolicyDocument})
			}
		}
	}
	if got, err := o.client.ListAttachedGroupPolicies(o.ctx, &awsiam.ListAttachedGroupPoliciesInput{GroupName: g.GroupName}); !o.failed(err) {
		d.AttachedManagedPolicies = got.AttachedPolicies
		o.texts(got.AttachedPolicies)
	}
	o.book.groups[aws.ToString(g.GroupName)] = d
}

func (o *ownReader) role(name string) []*awsPrincipal {
	r := types.RoleDetail{RoleName: &name}
	got, err := o.client.GetRole(o.ctx, &awsiam.GetRoleInput{RoleName: &name})
	if err != nil || got.Role == nil {
		return nil // its ARN has a path that the session's does not tell
	}
	r.Arn, r.Path, r.PermissionsBoundary, r.AssumeRolePolicyDocument = got.Role.Arn, got.Role.Path, got.Role.PermissionsBoundary, got.Role.AssumeRolePolicyDocument
	if got, err := o.client.ListRolePolicies(o.ctx, &awsiam.ListRolePoliciesInput{RoleName: &name}); !o.failed(err) {
		for _, p := range got.PolicyNames {
			if one, err := o.client.GetRolePolicy(o.ctx, &awsiam.GetRolePolicyInput{RoleName: &name, PolicyName: &p}); !o.failed(err) {
				r.RolePolicyList = append(r.RolePolicyList, types.PolicyDetail{PolicyName: &p, PolicyDocument: one.PolicyDocument})
			}
		}
	}
	if got, err := o.client.ListAttachedRolePolicies(o.ctx, &awsiam.ListAttachedRolePoliciesInput{RoleName: &name}); !o.failed(err) {
		r.AttachedManagedPolicies = got.AttachedPolicies
		o.texts(got.AttachedPolicies)
	}
	o.boundary(r.PermissionsBoundary)
	return o.finish(o.book.principals(nil, []types.RoleDetail{r}))
}

func (o *ownReader) boundary(b *types.AttachedPermissionsBoundary) {
	if arn := boundaryOf(b); arn != "" {
		o.texts([]types.AttachedPolicy{{PolicyArn: &arn}})
	}
}

// texts reads the versions in force of managed policies.
func (o *ownReader) texts(policies []types.AttachedPolicy) {
	for _, p := range policies {
		got, err := o.client.GetPolicy(o.ctx, &awsiam.GetPolicyInput{PolicyArn: p.PolicyArn})
		if o.failed(err) || got.Policy == nil {
			continue
		}
		version, err := o.client.GetPolicyVersion(o.ctx, &awsiam.GetPolicyVersionInput{PolicyArn: p.PolicyArn, VersionId: got.Policy.DefaultVersionId})
		if o.failed(err) || version.PolicyVersion == nil {
			continue
		}
		o.book.text[aws.ToString(p.PolicyArn)] = aws.ToString(version.PolicyVersion.Document)
	}
}
