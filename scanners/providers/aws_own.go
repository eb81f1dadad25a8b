// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"
	"net/url"
	"strings"
)

// ownPolicies reads what the caller itself may do, where it may not see the whole
// account. The gap is told already; what is refused here too makes the caller's
// policies unknown. Lists are short: no principal has more than a page of them.
func (a *awsAccount) ownPolicies(ctx context.Context) []*awsPrincipal {
	o := &ownReader{a: a, ctx: ctx, book: newPolicyBook()}
	_, after, _ := strings.Cut(a.caller, ":sts::"+a.id+":assumed-role/")
	switch role, _, _ := strings.Cut(after, "/"); {
	case role != "":
		return o.role(role)
	case strings.Contains(a.caller, ":user/"):
		return o.user(a.caller)
	}
	return nil
}

type ownReader struct {
	a      *awsAccount
	ctx    context.Context
	book   *policyBook
	denied bool
}

// hidden stands for policies that the caller may not read of itself.
const hidden = "what the caller may not read of itself"

// ask reports whether an operation was answered.
func (o *ownReader) ask(action, parameter, value string, into any, more ...string) bool {
	parameters := url.Values{}
	if parameter != "" {
		parameters.Set(parameter, value)
	}
	for i := 0; i < len(more); i += 2 {
		parameters.Set(more[i], more[i+1])
	}
	err := o.a.iam(o.ctx, action, parameters, into)
	o.denied = o.denied || err != nil
	return err == nil
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
	u := iamUser{ARN: arn, Name: nameOf(arn)}
	var got struct {
		Boundary string `xml:"GetUserResult>User>PermissionsBoundary>PermissionsBoundaryArn"`
	}
	o.ask("GetUser", "", "", &got)
	u.Boundary = got.Boundary
	u.Inline, u.Attached = o.held("User", u.Name)
	var groups struct {
		All []iamGroup `xml:"ListGroupsForUserResult>Groups>member"`
	}
	o.ask("ListGroupsForUser", "UserName", u.Name, &groups)
	for _, g := range groups.All {
		u.Groups = append(u.Groups, g.Name)
		g.Inline, g.Attached = o.held("Group", g.Name)
		o.book.groups[g.Name] = g
	}
	o.text(u.Boundary)
	return o.finish(o.book.principals([]iamUser{u}, nil))
}

func (o *ownReader) role(name string) []*awsPrincipal {
	var got struct {
		Role iamRole `xml:"GetRoleResult>Role"`
	}
	if !o.ask("GetRole", "RoleName", name, &got) {
		return nil // its ARN has a path that the session's does not tell
	}
	got.Role.Inline, got.Role.Attached = o.held("Role", name)
	o.text(got.Role.Boundary)
	return o.finish(o.book.principals(nil, []iamRole{got.Role}))
}

// held reads the policies of a user, group or role.
func (o *ownReader) held(kind, name string) (inline, attached []iamPolicy) {
	var names struct {
		User  []string `xml:"ListUserPoliciesResult>PolicyNames>member"`
		Group []string `xml:"ListGroupPoliciesResult>PolicyNames>member"`
		Role  []string `xml:"ListRolePoliciesResult>PolicyNames>member"`
	}
	o.ask("List"+kind+"Policies", kind+"Name", name, &names)
	for _, list := range [][]string{names.User, names.Group, names.Role} {
		for _, policy := range list {
			var one struct {
				User  iamPolicy `xml:"GetUserPolicyResult"`
				Group iamPolicy `xml:"GetGroupPolicyResult"`
				Role  iamPolicy `xml:"GetRolePolicyResult"`
			}
			if o.ask("Get"+kind+"Policy", kind+"Name", name, &one, "PolicyName", policy) {
				inline = append(inline, iamPolicy{Name: policy, Document: one.User.Document + one.Group.Document + one.Role.Document})
			}
		}
	}
	var more struct {
		User  []iamPolicy `xml:"ListAttachedUserPoliciesResult>AttachedPolicies>member"`
		Group []iamPolicy `xml:"ListAttachedGroupPoliciesResult>AttachedPolicies>member"`
		Role  []iamPolicy `xml:"ListAttachedRolePoliciesResult>AttachedPolicies>member"`
	}
	o.ask("ListAttached"+kind+"Policies", kind+"Name", name, &more)
	for _, list := range [][]iamPolicy{more.User, more.Group, more.Role} {
		for _, p := range list {
			o.text(p.ARN)
		}
		attached = append(attached, list...)
	}
	return inline, attached
}

// text reads the version in force of a managed policy.
func (o *ownReader) text(arn string) {
	if arn == "" {
		return
	}
	var policy struct {
		Default string `xml:"GetPolicyResult>Policy>DefaultVersionId"`
	}
	var version struct {
		Document string `xml:"GetPolicyVersionResult>PolicyVersion>Document"`
	}
	if o.ask("GetPolicy", "PolicyArn", arn, &policy) && o.ask("GetPolicyVersion", "PolicyArn", arn, &version, "VersionId", policy.Default) {
		o.book.text[arn] = version.Document
	}
}
