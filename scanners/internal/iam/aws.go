// SPDX-License-Identifier: Apache-2.0

package iam

import (
	"regexp"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
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

var reading = regexp.MustCompile(`(?i)^[a-z0-9*-]+:(get|list|describe|batchget|batchdescribe|head|lookup|view|search|select|check|simulate|estimate)[a-z0-9*?]*$`)

// secrets are what reading is as good as speaking for.
var secrets = regexp.MustCompile(`(?i)^(secretsmanager|ssm):(get|batchget)`)

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

// documents reads a policy where it stands, or follows a reference to the data
// source that makes it.
func (w *World) documents(v declared.Value) Documents { return w.documentsOf(v, 0) }

const maxSources = 16 // documents that are made of documents, in depth

func (w *World) documentsOf(v declared.Value, depth int) Documents {
	if depth > maxSources {
		return Documents{{Hangs: "a policy that is made of too many others"}}
	}
	v = decoded(v)
	if v.State != declared.Unknown {
		if !v.Set() {
			return nil
		}
		return Documents{Parse(v)}
	}
	var all Documents
	for _, r := range w.named(v) {
		if !strings.Contains(r.Address, "data.aws_iam_policy_document.") {
			continue
		}
		all = append(all, w.dataSource(r, depth)...)
	}
	if len(all) == 0 {
		return Documents{Parse(v)}
	}
	return all
}

// dataSource is what an aws_iam_policy_document comes to: its sources, its own
// statements, and overrides, which take the place of statements with their Sid.
func (w *World) dataSource(r *declared.Resource, depth int) Documents {
	var all Documents
	add := func(more Documents) {
		for _, d := range more {
			for _, s := range d.Statements {
				if s.ID != "" {
					drop(all, s.ID)
				}
			}
		}
		all = append(all, more...)
	}
	for _, attr := range []string{"source_json", "source_policy_documents"} {
		for _, x := range each(r.Body.Get(attr)) {
			all = append(all, w.documentsOf(x, depth+1)...)
		}
	}
	add(Documents{Parse(r.Body)})
	for _, attr := range []string{"override_json", "override_policy_documents"} {
		for _, x := range each(r.Body.Get(attr)) {
			add(w.documentsOf(x, depth+1))
		}
	}
	return all
}

func drop(ds Documents, id string) {
	for i := range ds {
		var kept []Statement
		for _, s := range ds[i].Statements {
			if s.ID != id {
				kept = append(kept, s)
			}
		}
		ds[i].Statements = kept
	}
}

var awsManaged = regexp.MustCompile(`^arn:aws[a-z-]*:iam::aws:policy/`)

// byARN finds a policy by its name: declared in the set, or one that AWS keeps.
func (w *World) byARN(v declared.Value, why graph.Chain) Documents {
	var docs Documents
	for _, r := range w.named(v) {
		attr, ok := policies[r.Type]
		if !ok {
			continue
		}
		docs = append(docs, w.documents(r.Body.Get(attr))...)
	}
	text, known := textOf(v).Known()
	partition := strings.HasPrefix(textOf(v).flat, "arn:"+gap+":iam::aws:policy/") // arn:${data.aws_partition.current.partition}:...
	if partition {
		text, known = "arn:aws"+textOf(v).flat[len("arn:"+gap):], true
	}
	switch {
	case len(docs) > 0:
	case known && awsManaged.MatchString(text):
		docs = managed("arn:aws:iam::aws:policy/" + awsManaged.ReplaceAllString(text, ""))
	case known:
		docs = w.byName(text)
	}
	if len(docs) == 0 {
		docs = Documents{{Hangs: orElse(v.Hangs, "a policy that is not declared here")}}
	}
	for i := range docs {
		if len(why) == 0 {
			why = v.Why
		}
		docs[i].Why = append(docs[i].Why, why...)
	}
	return docs
}

// byName finds a customer's policy whose ARN is written out.
func (w *World) byName(arn string) Documents {
	name := arn[strings.LastIndexByte(arn, '/')+1:]
	for _, r := range w.own {
		attr, ok := policies[r.Type]
		if !ok {
			continue
		}
		for _, key := range []string{"name", "ManagedPolicyName"} {
			if n, known := r.Body.Get(key).Word(); known && n == name {
				return w.documents(r.Body.Get(attr))
			}
		}
	}
	return nil
}

// managed is a policy that AWS keeps, as catalogued.
func managed(arn string) Documents {
	g := catalog.GrantByName("aws", arn)
	if g == nil {
		return Documents{{Hangs: "a policy of AWS that is not catalogued"}}
	}
	why := graph.Chain{{Basis: graph.Known, At: graph.Location{URL: g.Source}, Says: "what " + arn[strings.LastIndexByte(arn, '/')+1:] + " grants"}}
	s := Statement{Effect: graph.Yes, Resources: []Text{Plain("*")}, Why: why}
	for _, a := range g.Allow {
		s.Actions = append(s.Actions, Plain(a))
	}
	if len(g.Except) > 0 {
		s.NotAction, s.Actions = true, nil
		for _, a := range g.Except {
			s.Actions = append(s.Actions, Plain(a))
		}
	}
	return Documents{{Statements: []Statement{s}}}
}
