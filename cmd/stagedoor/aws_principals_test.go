// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/reporters"
	"github.com/stagedoor/stagedoor/rules"
)

// An emulator of AWS on loopback (pip's moto), with databases and principals.
type moto struct {
	t    *testing.T
	base string
}

const motoAccount = productionsAccount

// startMoto starts it, or skips where there is none.
func startMoto(t *testing.T) *moto { return &moto{t, emulate(t, motoAccount).base} }

// make makes something in the emulator.
func (m *moto) make(service, version, action string, pairs ...string) string {
	m.t.Helper()
	form := url.Values{"Action": {action}, "Version": {version}}
	for i := 0; i < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	r, _ := http.NewRequest(http.MethodPost, m.base+"/", strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=EXAMPLE/20261126/eu-west-1/"+service+"/aws4_request, SignedHeaders=host, Signature=none")
	got, err := http.DefaultClient.Do(r)
	if err != nil {
		m.t.Fatal(err)
	}
	defer func() { _ = got.Body.Close() }()
	body, _ := io.ReadAll(got.Body)
	if got.StatusCode != http.StatusOK {
		m.t.Fatalf("%s: %d %s", action, got.StatusCode, body)
	}
	return string(body)
}

func (m *moto) iam(action string, pairs ...string) string {
	return m.make("iam", "2010-05-08", action, pairs...)
}

// user makes one with statements of its own, and returns its access key.
func (m *moto) user(name string, statements ...string) (keyID, secretKey string) {
	m.t.Helper()
	m.iam("CreateUser", "UserName", name)
	if len(statements) > 0 {
		m.iam("PutUserPolicy", "UserName", name, "PolicyName", "own", "PolicyDocument", statementsOf(statements...))
	}
	var answer struct {
		ID     string `xml:"CreateAccessKeyResult>AccessKey>AccessKeyId"`
		Secret string `xml:"CreateAccessKeyResult>AccessKey>SecretAccessKey"`
	}
	if err := xml.Unmarshal([]byte(m.iam("CreateAccessKey", "UserName", name)), &answer); err != nil || answer.ID == "" {
		m.t.Fatal("no access key", err)
	}
	return answer.ID, answer.Secret
}

func (m *moto) role(name, trust string, statements ...string) {
	m.t.Helper()
	m.iam("CreateRole", "RoleName", name, "AssumeRolePolicyDocument", statementsOf(trust))
	m.iam("PutRolePolicy", "RoleName", name, "PolicyName", "own", "PolicyDocument", statementsOf(statements...))
}

func statementsOf(statements ...string) string {
	return `{"Version":"2012-10-17","Statement":[` + strings.Join(statements, ",") + `]}`
}

func (m *moto) database(name, environment string) {
	m.make("rds", "2014-10-31", "CreateDBInstance", "DBInstanceIdentifier", name, "Engine", "postgres", "DBInstanceClass", "db.t3.micro",
		"AllocatedStorage", "20", "MasterUsername", "app", "MasterUserPassword", "canary-database", "BackupRetentionPeriod", "7",
		"Tags.Tag.1.Key", "Environment", "Tags.Tag.1.Value", environment)
}

// TestWhoMayDelete: a key in a file of staging reaches production's database where
// its user's policies say so, and is quiet where they do not.
func TestWhoMayDelete(t *testing.T) {
	if testing.Short() {
		t.Skip("starts an emulator of AWS; without -short")
	}
	m := startMoto(t)
	m.database("orders", "production")
	m.database("orders-copy", "staging")
	allow := func(action, resource string) string {
		return fmt.Sprintf(`{"Sid":"Allowed","Effect":"Allow","Action":%q,"Resource":%q}`, action, resource)
	}
	github := func(subject string) string {
		return `{"Effect":"Allow","Action":"sts:AssumeRoleWithWebIdentity","Principal":{"Federated":"arn:aws:iam::` + motoAccount + `:oidc-provider/token.actions.githubusercontent.com"},` +
			`"Condition":{"StringLike":{"token.actions.githubusercontent.com:sub":"` + subject + `"}}}`
	}
	databases := "arn:aws:rds:eu-west-1:" + motoAccount + ":db:*"
	auditor, auditorSecret := m.user("auditor", allow("rds:Describe*", "*"))
	env := func(id, secretKey string) string {
		return "AWS_ACCESS_KEY_ID=" + id + "\nAWS_SECRET_ACCESS_KEY=" + secretKey + "\n"
	}
	workflow := func(role, environment string) string {
		return "on: push\npermissions: {id-token: write}\njobs:\n  test:\n    runs-on: ubuntu-latest\n    environment: " + environment + "\n    steps:\n      - uses: aws-actions/configure-aws-credentials@v4\n" +
			"        with:\n          role-to-assume: arn:aws:iam::" + motoAccount + ":role/" + role + "\n          aws-region: eu-west-1\n"
	}

	m.iam("CreateGroup", "GroupName", "operators")
	m.iam("PutGroupPolicy", "GroupName", "operators", "PolicyName", "databases", "PolicyDocument", statementsOf(allow("rds:*", "*")))
	member, memberSecret := m.user("member")
	m.iam("AddUserToGroup", "GroupName", "operators", "UserName", "member")
	denied, deniedSecret := m.user("denied", `{"Effect":"Deny","Action":["rds:Delete*","rds:Modify*"],"Resource":"*"}`)
	m.iam("AddUserToGroup", "GroupName", "operators", "UserName", "denied")
	alone, _ := m.user("alone", allow("rds:DeleteDBInstance", databases))
	deleter, deleterSecret := m.user("deleter", allow("rds:DeleteDBInstance", databases))
	maybe, maybeSecret := m.user("maybe", `{"Effect":"Allow","Action":"rds:*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}}`)
	tagged, taggedSecret := m.user("tagged", `{"Effect":"Allow","Action":"rds:*","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/Environment":"staging"}}}`)
	off, offSecret := m.user("off", allow("rds:*", "*"))
	m.iam("UpdateAccessKey", "UserName", "off", "AccessKeyId", off, "Status", "Inactive")
	m.iam("CreatePolicy", "PolicyName", "boundary", "PolicyDocument", statementsOf(allow("s3:*", "*")))
	m.role("wide", github("repo:acme/shop:*"), allow("rds:DeleteDBInstance", databases))
	m.role("narrow", github("repo:acme/shop:environment:production"), allow("rds:DeleteDBInstance", databases))
	m.role("weak", github("repo:acme/shop:*"), allow("rds:Describe*", "*"))
	m.role("for-the-account", `{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"arn:aws:iam::`+motoAccount+`:root"}}`, allow("rds:DeleteDBInstance", databases))
	assumes, assumesSecret := m.user("assumes", allow("sts:AssumeRole", "*"))
	m.iam("CreateRole", "RoleName", "bounded", "PermissionsBoundary", "arn:aws:iam::"+motoAccount+":policy/boundary", "AssumeRolePolicyDocument", statementsOf(github("repo:acme/shop:environment:staging")))
	m.iam("PutRolePolicy", "RoleName", "bounded", "PolicyName", "own", "PolicyDocument", statementsOf(allow("*", "*")))

	var want []string
	dir := t.TempDir()
	put := func(name, text string, found ...string) {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		for _, f := range found {
			want = append(want, name+":"+f)
		}
	}
	const blast = "production-blast-path"
	put("by-itself/.env.staging", env(deleter, deleterSecret), "1 "+blast+" critical")
	put("by-a-group/.env.staging", env(member, memberSecret), "1 "+blast+" critical")
	put("by-a-role-that-it-takes-on/.env.staging", env(assumes, assumesSecret), "1 "+blast+" critical")
	put("the-id-alone/.env.staging", "AWS_ACCESS_KEY_ID="+alone+"\n", "1 "+blast+" critical")
	put("under-a-condition/.env.staging", env(maybe, maybeSecret), "1 "+blast+" medium")
	put("explicitly-denied/.env.staging", env(denied, deniedSecret))
	put("by-staging's-tag/.env.staging", env(tagged, taggedSecret))
	put("only-reads/.env.staging", env(auditor, auditorSecret))
	put("switched-off/.env.staging", env(off, offSecret))
	put(".github/workflows/any-branch.yml", workflow("wide", "staging"), "10 federated-trust-too-wide high", "10 "+blast+" critical")
	put(".github/workflows/one-environment.yml", workflow("narrow", "production"))
	put(".github/workflows/only-reads.yml", workflow("weak", "staging"))
	put(".github/workflows/within-a-boundary.yml", workflow("bounded", "staging"))

	a, rep := m.scan(t, dir, auditor, auditorSecret)
	var got []string
	for _, f := range rep.Findings {
		if f.First().File != "" && f.Severity >= rules.Medium && f.Rule != "deletion-protection-off" {
			got = append(got, fmt.Sprintf("%s:%d %s %s", f.First().File, f.First().Line, f.Rule, f.Severity))
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		text, _, _ := reporters.Render(reporters.Text, rep, a.lastDoor())
		t.Errorf("got\n%s\nwant\n%s\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"), text)
	}
}

// scan asks the emulator about a folder, as somebody who may only read.
func (m *moto) scan(t *testing.T, dir, keyID, secretKey string) (*answer, reporters.Report) {
	asked, err := parseLive([]string{"aws"})
	if err != nil {
		t.Fatal(err)
	}
	env := map[string]string{"AWS_ACCESS_KEY_ID": keyID, "AWS_SECRET_ACCESS_KEY": secretKey, "AWS_REGION": "eu-west-1", "AWS_ENDPOINT_URL": m.base}
	a, err := ask(context.Background(), question{paths: []string{dir}, workers: 2, live: liveQuestion{
		asked: asked, getenv: func(name string) string { return env[name] }, home: t.TempDir(),
	}})
	if err != nil {
		t.Fatal(err)
	}
	rep, err := gate(scanFlags{failOn: "high", basis: "named"})
	if err != nil {
		t.Fatal(err)
	}
	fill(&rep, a, []string{"."})
	return a, rep
}
