// SPDX-License-Identifier: Apache-2.0

package iam

import (
	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
)

// A binding is how a format ties a document to identities.
type binding struct {
	who    []string // attributes that name them
	policy string   // the document itself
	arn    []string // or names of policies
}

var bindings = map[string]binding{
	"aws_iam_role_policy":                       {[]string{"role"}, "policy", nil},
	"aws_iam_user_policy":                       {[]string{"user"}, "policy", nil},
	"aws_iam_group_policy":                      {[]string{"group"}, "policy", nil},
	"aws_iam_role_policy_attachment":            {[]string{"role"}, "", []string{"policy_arn"}},
	"aws_iam_user_policy_attachment":            {[]string{"user"}, "", []string{"policy_arn"}},
	"aws_iam_group_policy_attachment":           {[]string{"group"}, "", []string{"policy_arn"}},
	"aws_iam_policy_attachment":                 {[]string{"roles", "users", "groups"}, "", []string{"policy_arn"}},
	"aws_iam_role_policy_attachments_exclusive": {[]string{"role_name"}, "", []string{"policy_arns"}},
	"aws_iam_user_policy_attachments_exclusive": {[]string{"user_name"}, "", []string{"policy_arns"}},
	"AWS::IAM::Policy":                          {[]string{"Roles", "Users", "Groups"}, "PolicyDocument", nil},
	"AWS::IAM::ManagedPolicy":                   {[]string{"Roles", "Users", "Groups"}, "PolicyDocument", nil},
	"AWS::IAM::RolePolicy":                      {[]string{"RoleName"}, "PolicyDocument", nil},
	"AWS::IAM::UserPolicy":                      {[]string{"UserName"}, "PolicyDocument", nil},
	"AWS::IAM::GroupPolicy":                     {[]string{"GroupName"}, "PolicyDocument", nil},
}

// policies are documents with a name of their own, to be attached elsewhere.
var policies = map[string]string{"aws_iam_policy": "policy", "AWS::IAM::ManagedPolicy": "PolicyDocument"}

// attach gives a document to all identities that a binding names.
func (w *World) attach(r *declared.Resource, b binding) {
	var docs Documents
	var at graph.Chain
	if len(r.At) > 0 {
		at = graph.Chain{{Basis: r.At[0].Basis, At: r.At[0].At, Says: "attached here"}}
	}
	if b.policy != "" {
		docs = w.documents(r.Body.Get(b.policy))
	}
	for _, attr := range b.arn {
		for _, v := range each(r.Body.Get(attr)) {
			docs = append(docs, w.byARN(v, at)...)
		}
	}
	for _, attr := range b.who {
		for _, v := range each(r.Body.Get(attr)) {
			for _, a := range w.actorsOf(v) {
				a.docs = append(a.docs, docs...)
			}
		}
	}
}

// actorsOf are the identities that a value names, by reference or by name.
func (w *World) actorsOf(v declared.Value) (found []*actor) {
	refs := w.named(v)
	name, _ := v.Word()
	for _, a := range w.actors {
		switch {
		case len(refs) > 0:
			for _, r := range refs {
				if r == a.Resource {
					found = append(found, a)
				}
			}
		case name != "" && (a.name == name || a.Address == name): // CloudFormation's Ref is the name
			found = append(found, a)
		}
	}
	return found
}

// memberships gives users the documents of their groups.
func (w *World) memberships() {
	for _, r := range w.own {
		var users, groups declared.Value
		switch r.Type {
		case "aws_iam_user_group_membership":
			users, groups = r.Body.Get("user"), r.Body.Get("groups")
		case "aws_iam_group_membership":
			users, groups = r.Body.Get("users"), r.Body.Get("group")
		case "AWS::IAM::UserToGroupAddition":
			users, groups = r.Body.Get("Users"), r.Body.Get("GroupName")
		case "AWS::IAM::User":
			users, groups = declared.Value{Refs: []string{r.Address}, State: declared.Unknown}, r.Body.Get("Groups")
		default:
			continue
		}
		for _, g := range each(groups) {
			for _, group := range w.actorsOf(g) {
				for _, u := range each(users) {
					for _, user := range w.actorsOf(u) {
						if user != group {
							user.docs = append(user.docs, group.docs...)
						}
					}
				}
			}
		}
	}
}
