// SPDX-License-Identifier: Apache-2.0

package iam

import (
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
)

// A form is how a format writes an identity of AWS.
type form struct {
	identity string // the graph's type
	name     string
	trust    string
	inline   []string // paths to documents
	managed  string   // names of policies that are attached
	boundary string
	groups   string
}

var forms = map[string]form{
	"aws_iam_role":    {"aws_iam_role", "name", "assume_role_policy", []string{"inline_policy.policy"}, "managed_policy_arns", "permissions_boundary", ""},
	"aws_iam_user":    {"aws_iam_user", "name", "", nil, "", "permissions_boundary", ""},
	"aws_iam_group":   {"aws_iam_group", "name", "", nil, "", "", ""},
	"AWS::IAM::Role":  {"aws_iam_role", "RoleName", "AssumeRolePolicyDocument", []string{"Policies.PolicyDocument"}, "ManagedPolicyArns", "PermissionsBoundary", ""},
	"AWS::IAM::User":  {"aws_iam_user", "UserName", "", []string{"Policies.PolicyDocument"}, "ManagedPolicyArns", "PermissionsBoundary", "Groups"},
	"AWS::IAM::Group": {"aws_iam_group", "GroupName", "", []string{"Policies.PolicyDocument"}, "ManagedPolicyArns", "", ""},
}

// awsIdentities finds roles, users and groups, and all that is attached to them.
func (w *World) awsIdentities() {
	for _, r := range w.own {
		if f, ok := forms[r.Type]; ok {
			w.actors = append(w.actors, w.awsActor(r, f))
		}
	}
	if len(w.actors) == 0 {
		return
	}
	for _, r := range w.own {
		if b, ok := bindings[r.Type]; ok {
			w.attach(r, b)
		}
	}
	w.memberships()
	for _, a := range w.actors {
		if a.id.Kind() != graph.Identity {
			continue
		}
		w.complete(a)
		if f := forms[a.Type]; f.trust != "" && !a.onlyReads() {
			w.trust(a, a.Body.Get(f.trust))
		}
	}
}

func (w *World) awsActor(r *declared.Resource, f form) *actor {
	a := &actor{Resource: r, account: accountOf(r)}
	nameValue := r.Body.Get(f.name)
	if nameValue.IsScalar() {
		a.name, _ = secret.Word(nameValue.Scalar)
	}
	kind := strings.TrimPrefix(f.identity, "aws_iam_")
	key, shown := w.out.Local(w.set.Key, r.Address), orElse(a.name, r.Address)
	if a.name != "" && a.account != "" {
		key = "arn:aws:iam::" + a.account + ":" + kind + pathOf(r) + a.name
	}
	at := a.place()
	a.id = w.out.Node(graph.Thing{Kind: graph.Identity, Type: f.identity, Key: key, Name: shown}, at)
	w.out.Link(graph.Edge{From: a.id, Verb: graph.Within, To: w.mention(r)}, at)
	if kind == "role" {
		w.out.Note(a.id, graph.Trait{Name: graph.ManagedIdentity}, graph.Yes, at)
	}
	for _, path := range f.inline {
		for v := range r.Body.All(path) {
			a.docs = append(a.docs, w.documents(v)...)
		}
	}
	for _, v := range each(r.Body.Get(f.managed)) {
		a.docs = append(a.docs, w.byARN(v, nil)...)
	}
	return a
}

func (w *World) mention(r *declared.Resource) graph.ID {
	if !r.Mention.IsZero() {
		return r.Mention
	}
	return w.set.Mention
}

// pathOf is the path between the kind and the name in an ARN: "/" or "/ci/".
func pathOf(r *declared.Resource) string {
	for _, attr := range []string{"path", "Path"} {
		if v := r.Body.Get(attr); v.IsScalar() {
			if p, ok := secret.Pattern(v.Scalar); ok && strings.HasPrefix(p, "/") && strings.HasSuffix(p, "/") {
				return p
			}
		}
	}
	return "/"
}

// complete finds an identity's boundary, and says whether all that it may do is
// here.
func (w *World) complete(a *actor) {
	f := forms[a.Type]
	if b := a.Body.Get(f.boundary); f.boundary != "" && b.Set() {
		a.boundary = w.byARN(b, nil)
	}
	whole := graph.Yes
	for _, d := range a.docs {
		if d.Hangs != "" {
			whole, a.seen = graph.Unknown, d.Hangs
		}
	}
	if len(a.docs) == 0 {
		return
	}
	why := a.place()
	why.Says = "the policies that are attached to it are declared here"
	if whole == graph.Unknown {
		why.Says = "a policy of it is not here: " + a.seen
	}
	w.out.Note(a.id, graph.Trait{Name: graph.PoliciesKnown}, whole, why)
}

var reading = lazily.Compile(`(?i)^[a-z0-9*-]+:(get|list|describe|batchget|batchdescribe|head|lookup|view|search|select|check|simulate|estimate)[a-z0-9*?]*$`)

// secrets are what reading is as good as speaking for.
var secrets = lazily.Compile(`(?i)^(secretsmanager|ssm):(get|batchget)`)

// onlyReads reports whether all that an identity may do is known, changes nothing
// and reads no secrets: who may speak as it then is nobody's worry here.
func (a *actor) onlyReads() bool {
	if len(a.docs) == 0 {
		return false
	}
	for _, d := range a.docs {
		for _, s := range d.Statements {
			switch {
			case s.Effect == graph.No:
			case s.NotAction || len(s.Actions) == 0:
				return false
			case slices.ContainsFunc(s.Actions, func(t Text) bool {
				text, ok := t.Known()
				return !ok || !reading.MatchString(text) || secrets.MatchString(text)
			}):
				return false
			}
		}
		if d.Hangs != "" {
			return false
		}
	}
	return true
}
