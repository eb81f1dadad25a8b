// SPDX-License-Identifier: Apache-2.0

package iam

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
)

// A builder makes a set of Terraform by hand.
type builder struct {
	set  *declared.Set
	line int
}

func (b *builder) add(address string, fields map[string]declared.Value) *builder {
	b.line += 10
	typ, _, _ := strings.Cut(strings.TrimPrefix(address, "data."), ".")
	b.set.Resources = append(b.set.Resources, &declared.Resource{Type: typ, Address: address, Body: declared.Map(fields), At: graph.Chain{at(b.line)}})
	return b
}

type fields = map[string]declared.Value

func ref(address string, rest ...string) declared.Value {
	v := declared.Undecided(address+".arn", at(3))
	v.Refs = []string{address}
	if len(rest) > 0 {
		whole := v
		whole.Parts = []declared.Value{v, text(rest[0])}
		return whole
	}
	return v
}

func blocks(all ...declared.Value) declared.Value { return declared.List(all, at(2)) }

// told lists what an identity is said to be and open.
func (b *builder) told(t *testing.T) []string {
	t.Helper()
	out := graph.NewFacts(secret.NewVault(), "")
	b.set.Mention = out.Node(graph.Thing{Kind: graph.Holder, Type: "root", Name: "root"})
	Write(out, b.set, b.set.Write(out))
	var said []string
	g := graph.Build(out)
	for n := range g.Nodes(graph.Identity) {
		for l := range n.Out(graph.Opens) {
			said = append(said, fmt.Sprintf("%s opens %s: %s", n.Name, l.To.Name, strings.Join(l.Power.Names(), " ")))
		}
		for l := range n.In(graph.SpeaksAs) {
			said = append(said, l.From.Name+" speaks as "+n.Name)
		}
		for t := range n.Traits(graph.TrustTooWide) {
			said = append(said, t.Detail+" may speak as "+n.Name)
		}
	}
	slices.Sort(said)
	return said
}

func expect(t *testing.T, says string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n got %q\nwant %q", says, got, want)
	}
}

func terraform() *builder {
	b := &builder{set: &declared.Set{Format: "terraform", Key: "infra"}}
	return b.add("aws_db_instance.orders", fields{"identifier": text("orders")}).
		add("aws_s3_bucket.uploads", fields{"bucket": text("shop-uploads")})
}

const allowDelete = `{"Statement":[{"Effect":"Allow","Action":["rds:DeleteDBInstance","s3:DeleteObject"],"Resource":"*"}]}`

func trusting(condition string) declared.Value {
	return text(`{"Statement":[{"Effect":"Allow","Action":"sts:AssumeRoleWithWebIdentity",
		"Principal":{"Federated":"arn:aws:iam::210987654321:oidc-provider/token.actions.githubusercontent.com"}` + condition + `}]}`)
}

func TestWaysToAttach(t *testing.T) {
	document := fields{"statement": blocks(declared.Map(fields{"actions": blocks(text("rds:DeleteDBInstance")), "resources": blocks(ref("aws_db_instance.orders"))}))}
	for says, b := range map[string]*builder{
		"inline in the role":    terraform().add("aws_iam_role.ci", fields{"name": text("ci"), "inline_policy": blocks(declared.Map(fields{"policy": text(strings.Replace(allowDelete, `,"s3:DeleteObject"`, "", 1))}))}),
		"a policy of the role":  terraform().add("aws_iam_role.ci", fields{"name": text("ci")}).add("aws_iam_role_policy.p", fields{"role": ref("aws_iam_role.ci"), "policy": ref("data.aws_iam_policy_document.d")}).add("data.aws_iam_policy_document.d", document),
		"a managed policy":      terraform().add("aws_iam_role.ci", fields{"name": text("ci")}).add("aws_iam_policy.p", fields{"policy": ref("data.aws_iam_policy_document.d")}).add("data.aws_iam_policy_document.d", document).add("aws_iam_role_policy_attachment.a", fields{"role": text("ci"), "policy_arn": ref("aws_iam_policy.p")}),
		"a source document":     terraform().add("aws_iam_role.ci", fields{"name": text("ci")}).add("aws_iam_role_policy.p", fields{"role": text("ci"), "policy": ref("data.aws_iam_policy_document.e")}).add("data.aws_iam_policy_document.e", fields{"source_policy_documents": blocks(ref("data.aws_iam_policy_document.d"))}).add("data.aws_iam_policy_document.d", document),
		"one of many instances": terraform().add(`aws_iam_role.ci["a"]`, fields{"name": text("ci")}).add("aws_iam_role_policy.p", fields{"role": ref("aws_iam_role.ci"), "policy": ref("data.aws_iam_policy_document.d")}).add("data.aws_iam_policy_document.d", document),
	} {
		expect(t, says, b.told(t), "ci opens orders: delete")
	}
}

func TestWhatOpensNothing(t *testing.T) {
	role := func(more fields) *builder {
		more["name"] = text("ci")
		return terraform().add("aws_iam_role.ci", more)
	}
	policy := func(s string) declared.Value { return blocks(declared.Map(fields{"policy": text(s)})) }
	for says, b := range map[string]*builder{
		"reads":                     role(fields{"inline_policy": policy(`{"Statement":[{"Effect":"Allow","Action":["rds:Describe*","s3:Get*"],"Resource":"*"}]}`)}),
		"denied":                    role(fields{"inline_policy": blocks(declared.Map(fields{"policy": text(allowDelete)}), declared.Map(fields{"policy": text(`{"Statement":[{"Effect":"Deny","Action":["rds:Delete*","s3:Delete*"],"Resource":"*"}]}`)}))}),
		"a boundary without":        role(fields{"inline_policy": policy(allowDelete), "permissions_boundary": text("arn:aws:iam::aws:policy/ReadOnlyAccess")}),
		"a policy that is not here": role(fields{"managed_policy_arns": blocks(declared.Undecided("var.policy_arn"))}),
		"read only of AWS":          role(fields{"managed_policy_arns": blocks(text("arn:aws:iam::aws:policy/ReadOnlyAccess"))}),
	} {
		expect(t, says, b.told(t))
	}
	expect(t, "a boundary that is not here", role(fields{"inline_policy": policy(allowDelete), "permissions_boundary": declared.Undecided("var.boundary")}).told(t),
		"ci opens orders: ", "ci opens shop-uploads: ")
	expect(t, "an administrator", role(fields{"managed_policy_arns": blocks(text("arn:aws:iam::aws:policy/AdministratorAccess"))}).told(t),
		"ci opens orders: delete administer", "ci opens shop-uploads: write delete delete_backups administer")
}

func TestTrusts(t *testing.T) {
	for _, c := range []struct{ says, condition, want string }{
		{"any branch", `,"Condition":{"StringLike":{"token.actions.githubusercontent.com:sub":"repo:acme/shop:*"}}`, "any branch, tag, pull request or environment of acme/shop"},
		{"one environment", `,"Condition":{"StringEquals":{"token.actions.githubusercontent.com:sub":"repo:acme/shop:environment:production"}}`, ""},
		{"one branch", `,"Condition":{"StringLike":{"token.actions.githubusercontent.com:sub":["repo:acme/shop:ref:refs/heads/main"]}}`, ""},
		{"release branches", `,"Condition":{"StringLike":{"token.actions.githubusercontent.com:sub":["repo:acme/shop:ref:refs/heads/release/*"]}}`, ""},
		{"all branches", `,"Condition":{"StringLike":{"token.actions.githubusercontent.com:sub":["repo:acme/shop:ref:refs/heads/*"]}}`, "any branch of acme/shop"},
		{"pull requests", `,"Condition":{"StringEquals":{"token.actions.githubusercontent.com:sub":["repo:acme/shop:pull_request","repo:acme/shop:ref:refs/heads/main"]}}`, "any pull request of acme/shop"},
		{"the whole organization", `,"Condition":{"StringLike":{"token.actions.githubusercontent.com:sub":"repo:acme/*"}}`, "any repository of acme"},
		{"the audience only", `,"Condition":{"StringEquals":{"token.actions.githubusercontent.com:aud":"sts.amazonaws.com"}}`, "any repository on GitHub"},
		{"nothing at all", ``, "any repository on GitHub"},
		{"a star that is none", `,"Condition":{"StringEquals":{"token.actions.githubusercontent.com:sub":"repo:acme/shop:*"}}`, ""},
		{"two conditions, one narrow", `,"Condition":{"StringLike":{"token.actions.githubusercontent.com:sub":"repo:acme/*"},"StringEquals":{"token.actions.githubusercontent.com:sub":"repo:acme/shop:environment:production"}}`, ""},
		{"another claim narrows", `,"Condition":{"StringLike":{"token.actions.githubusercontent.com:sub":"repo:acme/*","token.actions.githubusercontent.com:job_workflow_ref":"acme/ci/.github/workflows/deploy.yml@*"}}`, ""},
	} {
		b := terraform().add("aws_iam_role.ci", fields{"name": text("ci"), "assume_role_policy": trusting(c.condition)})
		if c.want == "" {
			expect(t, c.says, b.told(t))
			continue
		}
		expect(t, c.says, b.told(t), c.want+" may speak as ci")
	}
}

func TestOtherClouds(t *testing.T) {
	google := func(condition declared.Value, member string) *builder {
		b := &builder{set: &declared.Set{Format: "terraform", Key: "infra"}}
		provider := fields{"workload_identity_pool_id": text("github"), "oidc": blocks(declared.Map(fields{"issuer_uri": text("https://token.actions.githubusercontent.com")}))}
		if condition.Set() {
			provider["attribute_condition"] = condition
		}
		return b.add("google_sql_database_instance.orders", fields{"name": text("orders")}).
			add("google_service_account.ci", fields{"account_id": text("ci"), "project": text("shop-prod")}).
			add("google_project_iam_member.m", fields{"project": text("shop-prod"), "role": text("roles/cloudsql.admin"), "member": ref("google_service_account.ci")}).
			add("google_iam_workload_identity_pool_provider.p", provider).
			add("google_service_account_iam_member.w", fields{"service_account_id": ref("google_service_account.ci"), "role": text("roles/iam.workloadIdentityUser"), "member": text(member)})
	}
	pool := "principalSet://iam.googleapis.com/projects/1234/locations/global/workloadIdentityPools/github/"
	opens, who := "ci@shop-prod.iam.gserviceaccount.com opens orders: read write delete delete_backups administer", " may speak as ci@shop-prod.iam.gserviceaccount.com"
	expect(t, "a whole pool", google(declared.Value{}, pool+"*").told(t), "any repository on GitHub"+who, opens)
	expect(t, "an owner's pool", google(text("assertion.repository_owner == 'acme'"), pool+"*").told(t), "any repository of the owner that the pool's condition names"+who, opens)
	expect(t, "a repository", google(declared.Value{}, pool+"attribute.repository/acme/shop").told(t), "any branch, tag, pull request or environment of acme/shop"+who, opens)
	expect(t, "a branch", google(text("assertion.repository == 'acme/shop' && assertion.ref == 'refs/heads/main'"), pool+"attribute.repository/acme/shop").told(t), opens)
	azure := func(subject string) *builder {
		b := &builder{set: &declared.Set{Format: "terraform", Key: "infra"}}
		return b.add("azurerm_resource_group.shop", fields{"name": text("shop")}).
			add("azurerm_postgresql_flexible_server.orders", fields{"name": text("orders"), "resource_group_name": ref("azurerm_resource_group.shop")}).
			add("azurerm_user_assigned_identity.ci", fields{"name": text("ci")}).
			add("azurerm_role_assignment.r", fields{"scope": ref("azurerm_resource_group.shop"), "role_definition_name": text("Contributor"), "principal_id": ref("azurerm_user_assigned_identity.ci")}).
			add("azurerm_federated_identity_credential.f", fields{"parent_id": ref("azurerm_user_assigned_identity.ci"), "issuer": text("https://token.actions.githubusercontent.com"), "subject": text(subject)})
	}
	expect(t, "pull requests", azure("repo:acme/shop:pull_request").told(t), "any pull request of acme/shop may speak as ci", "ci opens orders: read write delete delete_backups", "ci opens shop: read write delete delete_backups")
	expect(t, "an environment", azure("repo:acme/shop:environment:production").told(t), "ci opens orders: read write delete delete_backups", "ci opens shop: read write delete delete_backups")
}

func TestWhatRunsSpeaks(t *testing.T) {
	b := terraform().add("aws_iam_role.app", fields{"name": text("app")}).
		add("aws_lambda_function.f", fields{"role": ref("aws_iam_role.app")}).
		add("aws_iam_instance_profile.p", fields{"role": ref("aws_iam_role.app")}).
		add("aws_instance.web", fields{"iam_instance_profile": ref("aws_iam_instance_profile.p")}).
		add("aws_iam_user.u", fields{"name": text("deployer")}).
		add("aws_iam_access_key.k", fields{"user": ref("aws_iam_user.u")})
	expect(t, "runners and keys", b.told(t), "aws_iam_access_key.k speaks as deployer", "aws_instance.web speaks as app", "aws_lambda_function.f speaks as app")
}
