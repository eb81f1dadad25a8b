// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/providers/recorded"
)

// The names of elements and fields were compared with the deserializers of AWS'
// own library, which are made from its models: aws-sdk-go-v2's modules
// service/rds v1.110.0, ec2 v1.270.0, redshift v1.61.0, elasticache v1.51.0,
// dynamodb v1.53.0, backup v1.54.0, efs v1.41.0 and s3 v1.90.0
// (https://github.com/aws/aws-sdk-go-v2/tree/service/rds/v1.110.0 and so on); the
// test in cmd/stagedoor asks an emulator that is made from the same models.

// awsAnswers is an account of which the lists that no section answers are not to
// be had.
func awsAnswers(t *testing.T, sections map[string]string) (*graph.Graph, *Client, *recorded.Answers) {
	t.Helper()
	t.Setenv("AWS_CA_BUNDLE", "")
	answers := &recorded.Answers{}
	answers.Add("http/sts.eu-west-1.amazonaws.com/#GetCallerIdentity", []byte(`<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::210987654321:user/auditor</Arn><Account>210987654321</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`))
	for name, body := range sections {
		answers.Add("http/"+name, []byte(body))
	}
	env := map[string]string{"AWS_ACCESS_KEY_ID": "AKIAQCY5VRYXAUDITOR2", "AWS_SECRET_ACCESS_KEY": "canary7MDENGbPxRfiCYzEXAMPLEKEYauditor12", "AWS_REGION": "eu-west-1"}
	c := newClient(AWS, "", Options{
		Vault: secret.NewVault(), Transport: answers, Now: time.Date(2026, 11, 26, 0, 0, 0, 0, time.UTC), Home: t.TempDir(),
		Getenv: func(name string) string { return env[name] }, Sleep: asked(t, vendor, nil).options.Sleep,
	})
	out := graph.NewFacts(c.options.Vault, "")
	if err := askAWS(t.Context(), c, out); err != nil {
		t.Fatal(err)
	}
	return graph.Build(out, Joins()...), c, answers
}

func instanceXML(name string, settings string) string {
	return `<DBInstance><DBInstanceIdentifier>` + name + `</DBInstanceIdentifier><DBInstanceArn>arn:aws:rds:eu-west-1:210987654321:db:` + name + `</DBInstanceArn>` + settings + `</DBInstance>`
}

func instancesXML(marker string, all ...string) string {
	return `<R><DescribeDBInstancesResult><DBInstances>` + strings.Join(all, "") + `</DBInstances><Marker>` + marker + `</Marker></DescribeDBInstancesResult></R>`
}

const (
	describeInstances = "rds.eu-west-1.amazonaws.com/#DescribeDBInstances"
	describeSnapshots = "rds.eu-west-1.amazonaws.com/#DescribeDBSnapshots"
	noSnapshots       = `<R><DescribeDBSnapshotsResult><DBSnapshots/></DescribeDBSnapshotsResult></R>`
	listVaults        = "backup.eu-west-1.amazonaws.com/backup-vaults"
)

func storeOf(g *graph.Graph, name string) *graph.Node {
	for n := range g.Nodes(graph.Store) {
		if slices.Contains(n.Names, name) {
			return n
		}
	}
	return nil
}

func TestAListThatIsNotToBeHadIsNoEmptyList(t *testing.T) {
	none := instanceXML("ledger", `<BackupRetentionPeriod>0</BackupRetentionPeriod>`)
	for _, c := range []struct {
		says     string
		sections map[string]string
		off      bool
	}{
		{"snapshots and vaults are listed, and there are none", map[string]string{describeSnapshots: noSnapshots, listVaults: `{"BackupVaultList": []}`}, true},
		{"vaults may not be listed", map[string]string{describeSnapshots: noSnapshots}, false},
		{"snapshots may not be listed", map[string]string{listVaults: `{"BackupVaultList": []}`}, false},
	} {
		c.sections[describeInstances] = instancesXML("", none)
		g, client, _ := awsAnswers(t, c.sections)
		if n := storeOf(g, "ledger"); n == nil || n.Is(graph.BackupsOff) != c.off || !client.incomplete.Load() {
			t.Errorf("%s: %v", c.says, n.Is(graph.BackupsOff))
		}
	}
}

func TestWhatTheAnswerLeavesOutIsNotKnown(t *testing.T) {
	g, _, _ := awsAnswers(t, map[string]string{describeInstances: instancesXML("",
		instanceXML("bare", ""),
		instanceXML("member", "<DBClusterIdentifier>aurora</DBClusterIdentifier>"),
		instanceXML("replica", "<ReadReplicaSourceDBInstanceIdentifier>bare</ReadReplicaSourceDBInstanceIdentifier>"),
		instanceXML("", ""), "<DBInstance/>", "<Unheard/>",
	)})
	n := storeOf(g, "bare")
	if _, said := n.Trait(graph.TraitLock); n == nil || said || n.Is(graph.BackupsOff) {
		t.Error("a default of Terraform's fills what the API does not say")
	}
	if storeOf(g, "member") != nil || storeOf(g, "replica") != nil {
		t.Error("what has no data of its own is no store")
	}
	if n.Public() != "store:aws_db_instance/210987654321/eu-west-1/bare" {
		t.Error(n.Public())
	}
}

func TestListsComeInPages(t *testing.T) {
	for _, c := range []struct {
		says, second string
		found, whole bool
	}{
		{"two pages", instancesXML("", instanceXML("second", "")), true, true},
		{"a page that comes again", instancesXML("next", instanceXML("second", "")), true, false},
		{"a second page that is cut off", "<R><DescribeDBInstancesResult><DBInst", false, false},
	} {
		g, _, answers := awsAnswers(t, map[string]string{
			describeInstances: instancesXML("next", instanceXML("first", "")), describeInstances + "!2": c.second, describeInstances + "!3": c.second,
		})
		gap := slices.ContainsFunc(g.Gaps(), func(g graph.Gap) bool { return strings.Contains(g.Why, "aws: RDS instances could not be read") })
		if storeOf(g, "first") == nil || (storeOf(g, "second") != nil) != c.found || gap == c.whole {
			t.Errorf("%s: %v", c.says, g.Gaps())
		}
		n := 0
		for _, l := range answers.Log {
			if strings.HasSuffix(l, "#DescribeDBInstances") {
				n++
			}
		}
		if n > 3 {
			t.Errorf("%s: %d requests", c.says, n)
		}
	}
}

func TestOfSeveralCopiesTheNewestIsTold(t *testing.T) {
	snapshot := func(made string) string {
		return `<item><snapshotId>snap-1</snapshotId><volumeId>vol-0a1b2c3d</volumeId><status>completed</status><startTime>` + made + `</startTime></item>`
	}
	g, _, _ := awsAnswers(t, map[string]string{
		"ec2.eu-west-1.amazonaws.com/#DescribeVolumes":   `<R><volumeSet><item><volumeId>vol-0a1b2c3d</volumeId><attachmentSet><item><instanceId>i-1</instanceId><deleteOnTermination>false</deleteOnTermination></item></attachmentSet></item></volumeSet></R>`,
		"ec2.eu-west-1.amazonaws.com/#DescribeSnapshots": `<R><snapshotSet>` + snapshot("2026-01-02T03:04:05.000Z") + snapshot("never") + snapshot("2026-02-02T03:04:05.000Z") + `</snapshotSet></R>`,
		listVaults: `{"BackupVaultList": [{"BackupVaultName": "v", "BackupVaultArn": "arn:aws:backup:eu-west-1:210987654321:backup-vault:v", "Locked": true, "LockDate": 1795800000}]}`,
		"backup.eu-west-1.amazonaws.com/backup-vaults/v/recovery-points": `{"RecoveryPoints": [{"ResourceArn": "arn:aws:ec2:eu-west-1:210987654321:volume/vol-0a1b2c3d", "Status": "COMPLETED", "CreationDate": 1795579200.5}]}`,
	})
	n := storeOf(g, "vol-0a1b2c3d")
	told := map[string]bool{}
	for l := range n.In(graph.CopyOf) {
		_, newest := l.From.Trait(graph.NewestCopy)
		lock, _ := l.From.Trait(graph.TraitLock)
		told[fmt.Sprint(l.From.Name, " ", newest, " ", lock.Detail)] = true
	}
	if len(told) != 2 || !told["3 snapshots of vol-0a1b2c3d false "] || !told["1 recovery point of vol-0a1b2c3d in v true api"] {
		t.Error(told) // until its date a lock in compliance mode can still be lifted
	}
}

func TestWhatStandsBehindAWS(t *testing.T) {
	for of, want := range map[string]string{
		"": " []", "production": "production []", "production@eu-west-1": "production [eu-west-1]",
		"@us-gov-west-1+cn-north-1": " [us-gov-west-1 cn-north-1]", "me@acme.example": "me@acme.example []", "me@acme@eu-central-1": "me@acme [eu-central-1]",
	} {
		profile, regions := awsOf(of)
		if got := fmt.Sprint(profile, " ", regions); got != want {
			t.Errorf("%q: %s", of, got)
		}
	}
}

func TestARefusalOfAWSNamesThePermission(t *testing.T) {
	r := (&awsAccount{c: asked(t, vendor, nil)}).in("eu-west-1")
	for _, c := range []struct {
		status             int
		header, body, says string
	}{
		{403, "", `<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>`, "rds:DescribeDBInstances"},
		{403, "", `<Response><Errors><Error><Code>UnauthorizedOperation</Code></Error></Errors></Response>`, "rds:DescribeDBInstances"},
		{400, "", `{"__type": "com.amazon.coral.service#AccessDeniedException"}`, "rds:DescribeDBInstances"},
		{403, "AccessDeniedException:http://internal.amazon.com/", `{}`, "rds:DescribeDBInstances"},
		{400, "", `<ErrorResponse><Error><Code>Throttling</Code></Error></ErrorResponse>`, "rate limit"},
		{403, "", `<ErrorResponse><Error><Code>InvalidClientTokenId</Code></Error></ErrorResponse>`, "does not accept the credential"},
		{500, "", ``, "failed (500)"},
	} {
		h := http.Header{}
		if c.header != "" {
			h.Set("X-Amzn-ErrorType", c.header)
		}
		err := r.failure("rds", "DescribeDBInstances", awsError{c.status, codeIn(h, []byte(c.body))})
		if !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", c.body, err)
		}
	}
	if err := r.failure("rds", "X", errors.New("dial tcp")); !strings.Contains(err.Error(), "could not be reached") {
		t.Error(err)
	}
}
