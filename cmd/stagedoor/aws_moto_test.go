// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/reporters"
	"github.com/stagedoor/stagedoor/rules"
)

// An emulator is pip's moto on loopback, which answers as AWS' own models say.
type emulator struct {
	t    *testing.T
	base string
	key  string // whose account is filled
}

const (
	productionsAccount = "210987654321"
	stagingsAccount    = "311098765432"
)

// emulate starts it. With an account named, all keys are of that account.
func emulate(t *testing.T, account string) *emulator {
	program, err := exec.LookPath("moto_server")
	if err != nil {
		t.Skip("needs moto_server: pip install 'moto[server]'")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Skip("needs loopback: ", err)
	}
	_, port, _ := net.SplitHostPort(l.Addr().String())
	_ = l.Close()
	cmd := exec.Command(program, "-H", "127.0.0.1", "-p", port)
	cmd.Env = os.Environ()
	if account != "" {
		cmd.Env = append(cmd.Env, "MOTO_ACCOUNT_ID="+account)
	}
	if err := cmd.Start(); err != nil {
		t.Skip("moto_server does not start: ", err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	m := &emulator{t: t, base: "http://127.0.0.1:" + port, key: "AKIAEXAMPLE"}
	for range 100 {
		if r, err := http.Get(m.base + "/moto-api/data.json"); err == nil {
			_ = r.Body.Close()
			return m
		}
		time.Sleep(200 * time.Millisecond)
	}
	t.Skip("moto_server did not come up")
	return nil
}

// send makes something in the emulator. It looks at the service and the key that a
// signature names, and at nothing else of it.
func (m *emulator) send(service, method, path, kind, target, body string) string {
	m.t.Helper()
	r, _ := http.NewRequest(method, m.base+path, strings.NewReader(body))
	r.Header.Set("Content-Type", kind)
	if target != "" {
		r.Header.Set("X-Amz-Target", target)
	}
	r.Header.Set("Authorization", fmt.Sprintf("AWS4-HMAC-SHA256 Credential=%s/20261126/eu-west-1/%s/aws4_request, SignedHeaders=host, Signature=none", m.key, service))
	got, err := http.DefaultClient.Do(r)
	if err != nil {
		m.t.Fatal(err)
	}
	defer func() { _ = got.Body.Close() }()
	answer, _ := io.ReadAll(got.Body)
	if got.StatusCode >= 300 {
		m.t.Fatalf("%s %s %s: %d %s", service, path, body, got.StatusCode, answer)
	}
	return string(answer)
}

// form sends an operation: pairs of a name and its value.
func (m *emulator) form(service, version, action string, pairs ...string) string {
	m.t.Helper()
	form := url.Values{"Action": {action}, "Version": {version}}
	for i := 0; i < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	return m.send(service, http.MethodPost, "/", "application/x-www-form-urlencoded", "", form.Encode())
}

func (m *emulator) database(name, environment string, protected bool, days int) {
	m.t.Helper()
	m.form("rds", "2014-10-31", "CreateDBInstance", "DBInstanceIdentifier", name, "DBInstanceClass", "db.t3.micro", "Engine", "postgres",
		"MasterUsername", "app", "MasterUserPassword", "canary-5f0e", "AllocatedStorage", "20", "DeletionProtection", fmt.Sprint(protected),
		"BackupRetentionPeriod", fmt.Sprint(days), "Tags.Tag.1.Key", "Environment", "Tags.Tag.1.Value", environment)
}

func (m *emulator) table(name, environment string, kept bool) {
	m.t.Helper()
	create := map[string]any{
		"TableName": name, "BillingMode": "PAY_PER_REQUEST", "DeletionProtectionEnabled": true,
		"KeySchema":            []map[string]string{{"AttributeName": "id", "KeyType": "HASH"}},
		"AttributeDefinitions": []map[string]string{{"AttributeName": "id", "AttributeType": "S"}},
		"Tags":                 []map[string]string{{"Key": "Environment", "Value": environment}},
	}
	m.dynamo("CreateTable", create)
	if kept {
		m.dynamo("UpdateContinuousBackups", map[string]any{"TableName": name, "PointInTimeRecoverySpecification": map[string]bool{"PointInTimeRecoveryEnabled": true}})
	}
}

func (m *emulator) dynamo(action string, parameters map[string]any) {
	m.t.Helper()
	body, _ := json.Marshal(parameters)
	m.send("dynamodb", http.MethodPost, "/", "application/x-amz-json-1.0", "DynamoDB_20120810."+action, string(body))
}

// volume makes one that is in use and outlives its server.
func (m *emulator) volume(name string, copied bool) {
	m.t.Helper()
	const ec2, version = "ec2", "2016-11-15"
	var server struct {
		ID string `xml:"instancesSet>item>instanceId"`
	}
	var volume struct {
		ID string `xml:"volumeId"`
	}
	_ = xml.Unmarshal([]byte(m.form(ec2, version, "RunInstances", "ImageId", "ami-12c6146b", "MinCount", "1", "MaxCount", "1")), &server)
	_ = xml.Unmarshal([]byte(m.form(ec2, version, "CreateVolume", "AvailabilityZone", "eu-west-1a", "Size", "8",
		"TagSpecification.1.ResourceType", "volume", "TagSpecification.1.Tag.1.Key", "Name", "TagSpecification.1.Tag.1.Value", name,
		"TagSpecification.1.Tag.2.Key", "Environment", "TagSpecification.1.Tag.2.Value", "production")), &volume)
	m.form(ec2, version, "AttachVolume", "VolumeId", volume.ID, "InstanceId", server.ID, "Device", "/dev/sdf")
	if copied {
		m.form(ec2, version, "CreateSnapshot", "VolumeId", volume.ID)
	}
}

// user makes one with a key, who may do what the actions say with everything.
func (m *emulator) user(name, actions string) (id, key string) {
	m.t.Helper()
	const iam, version = "iam", "2010-05-08"
	m.form(iam, version, "CreateUser", "UserName", name)
	m.form(iam, version, "PutUserPolicy", "UserName", name, "PolicyName", "all", "PolicyDocument",
		`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":`+actions+`,"Resource":"*"}]}`)
	var made struct {
		ID  string `xml:"CreateAccessKeyResult>AccessKey>AccessKeyId"`
		Key string `xml:"CreateAccessKeyResult>AccessKey>SecretAccessKey"`
	}
	_ = xml.Unmarshal([]byte(m.form(iam, version, "CreateAccessKey", "UserName", name)), &made)
	return made.ID, made.Key
}

// scan asks the emulator beside a repository, with variables and with what is kept
// in the user's home.
func (m *emulator) scan(given, home, files map[string]string, live ...string) (*answer, []string) {
	m.t.Helper()
	lay := func(dir string, files map[string]string) string {
		for name, text := range files {
			file := filepath.Join(dir, name)
			if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
				m.t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
				m.t.Fatal(err)
			}
		}
		return dir
	}
	kept := map[string]string{}
	for name, text := range home {
		kept[".aws/"+name] = text
	}
	asked, err := parseLive(live)
	if err != nil {
		m.t.Fatal(err)
	}
	env := map[string]string{"AWS_ENDPOINT_URL": m.base}
	if home == nil {
		env["AWS_REGION"] = "eu-west-1"
	}
	maps.Copy(env, given)
	q := liveQuestion{asked: asked, getenv: func(name string) string { return env[name] }, home: lay(m.t.TempDir(), kept), now: time.Now().Add(5 * 24 * time.Hour)}
	a, err := ask(context.Background(), question{paths: []string{lay(m.t.TempDir(), files)}, workers: 2, live: q})
	if err != nil {
		m.t.Fatal(err)
	}
	rep, err := gate(scanFlags{failOn: "high", basis: "named"})
	if err != nil {
		m.t.Fatal(err)
	}
	fill(&rep, a, []string{"."})
	scenario{}.pass(m.t, a, rep)
	return a, told(rep)
}

// told are the findings from medium up.
func told(rep reporters.Report) (all []string) {
	for _, f := range rep.Findings {
		if f.Severity >= rules.Medium {
			all = append(all, f.Severity.String()+" "+f.Rule+" "+f.About.Name)
		}
	}
	slices.Sort(all)
	return all
}

func TestAnEmulatedAccountOfAWS(t *testing.T) {
	if testing.Short() {
		t.Skip("starts an emulator of AWS; without -short")
	}
	t.Parallel()
	m := emulate(t, productionsAccount)
	m.database("orders", "production", false, 1)
	m.database("ledger", "production", true, 0)
	m.database("billing", "production", true, 14)
	m.database("copied", "production", true, 0)
	m.form("rds", "2014-10-31", "CreateDBSnapshot", "DBSnapshotIdentifier", "copied-1", "DBInstanceIdentifier", "copied")
	m.database("orders-staging", "staging", false, 1)
	m.table("carts", "production", false)
	m.table("parcels", "production", true)
	m.volume("mail-data", false)
	m.volume("search-data", true)
	m.send("backup", http.MethodPut, "/backup-vaults/plain", "application/json", "", "{}")
	m.send("backup", http.MethodPut, "/backup-vaults/locked", "application/json", "", "{}")
	m.send("backup", http.MethodPut, "/backup-vaults/locked/vault-lock", "application/json", "", `{"MinRetentionDays": 7, "ChangeableForDays": 3}`)
	auditor, auditorKey := m.user("auditor", `["iam:Get*","iam:List*","rds:Describe*"]`)
	deployer, deployerKey := m.user("deployer", `["rds:*"]`)
	reader, readerKey := m.user("reader", `["rds:Describe*","rds:List*"]`)

	env := func(id, key string) string {
		return "AWS_ACCESS_KEY_ID=" + id + "\nAWS_SECRET_ACCESS_KEY=" + key + "\n"
	}
	given := map[string]string{"AWS_ACCESS_KEY_ID": auditor, "AWS_SECRET_ACCESS_KEY": auditorKey}
	faults := []string{
		"medium backup-too-old orders", "medium deletion-protection-off orders",
		"medium no-backup carts", "medium no-backup ledger", "medium no-backup mail-data",
	}
	a, got := m.scan(given, nil, map[string]string{".env.staging": env(reader, readerKey)}, "aws")
	if !slices.Equal(got, faults) {
		t.Errorf("beside a key that only reads:\n%s", strings.Join(got, "\n"))
	}
	m.complete(a)
	for n := range a.graph.Nodes(graph.Scope) {
		lock, ok := n.Trait(graph.TraitLock)
		if n.Type == "aws_backup_vault" && (ok && lock.Is == graph.Yes && lock.Detail == graph.LockImmutable) != (n.Name == "locked") {
			t.Errorf("the vault %s: %+v", n.Name, lock)
		}
	}
	_, got = m.scan(given, nil, map[string]string{".env.staging": env(deployer, deployerKey)}, "aws")
	want := append([]string{"critical production-blast-path AWS_ACCESS_KEY_ID", "medium backup-in-same-reach copied"}, faults...)
	if !slices.Equal(got, want) {
		t.Errorf("beside a key that deletes:\n%s", strings.Join(got, "\n"))
	}
}

// assume lets what is made from now on be another account's.
func (m *emulator) assume(account string) {
	m.t.Helper()
	var role struct {
		Key string `xml:"AssumeRoleResult>Credentials>AccessKeyId"`
	}
	_ = xml.Unmarshal([]byte(m.form("sts", "2011-06-15", "AssumeRole", "RoleArn", "arn:aws:iam::"+account+":role/fill", "RoleSessionName", "fill")), &role)
	m.key = role.Key
}

// complete holds what could not be asked against what the emulator has not.
func (m *emulator) complete(a *answer) {
	for _, g := range a.graph.Gaps() {
		if !strings.Contains(g.Why, "the copy jobs of AWS Backup") { // moto 5.2 has none
			m.t.Errorf("%s: %s", g.At.URL, g.Why)
		}
	}
}

// TestTwoEmulatedAccounts asks two accounts, each through a role that a profile
// assumes. Their tables have one name, and are two; nothing but the alias of its
// account says which is production's.
func TestTwoEmulatedAccounts(t *testing.T) {
	if testing.Short() {
		t.Skip("starts an emulator of AWS; without -short")
	}
	t.Parallel()
	m := emulate(t, "")
	auditor, auditorKey := m.user("auditor", `["*"]`)
	home := map[string]string{"credentials": "[auditor]\naws_access_key_id = " + auditor + "\naws_secret_access_key = " + auditorKey + "\n"}
	for name, account := range map[string]string{"production": productionsAccount, "staging": stagingsAccount} {
		m.assume(account)
		m.table("carts", "", name == "production")
		m.form("iam", "2010-05-08", "CreateAccountAlias", "AccountAlias", name)
		home["config"] += "[profile " + name + "]\nrole_arn = arn:aws:iam::" + account + ":role/audit\nsource_profile = auditor\nregion = eu-west-1\n"
	}
	a, got := m.scan(nil, home, map[string]string{"README.md": "The shop."}, "aws:production", "aws:staging@eu-west-1")
	if len(got) > 0 {
		t.Errorf("staging may be deleted:\n%s", strings.Join(got, "\n"))
	}
	m.complete(a)
	tiers := map[string]graph.Tier{}
	for n := range a.graph.Nodes(graph.Store) {
		for _, e := range n.Environments() {
			if parts := strings.Split(n.Public(), "/"); len(parts) == 4 {
				tiers[parts[1]] = e.Tier
			}
		}
	}
	if want := map[string]graph.Tier{productionsAccount: graph.Production, stagingsAccount: graph.Staging}; !maps.Equal(tiers, want) {
		t.Errorf("%v, want %v", tiers, want)
	}
}
