// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/iam"
	"github.com/stagedoor/stagedoor/scanners/providers/recorded"
)

// Shapes of these answers: botocore's organizations/2016-11-28/service-2.json, as
// the vendor's Go library at v1.50.0 decodes it.
const organisation = "http/organizations.us-east-1.amazonaws.com/#"

// limitsOf asks for an account's service control policies.
func limitsOf(t *testing.T, sections map[string]string) ([]iam.Documents, string, *recorded.Answers) {
	answers := &recorded.Answers{}
	for name, body := range sections {
		answers.Add(organisation+name, []byte(body))
	}
	env := map[string]string{"AWS_ACCESS_KEY_ID": "EXAMPLE", "AWS_SECRET_ACCESS_KEY": "canary", "AWS_REGION": "eu-west-1"}
	c := newClient(AWS, "", Options{Getenv: func(n string) string { return env[n] }, Home: t.TempDir(), Vault: secret.NewVault(), Transport: answers})
	cfg, err := c.awsConfig(context.Background(), "")
	if err != nil {
		t.Fatal(err)
	}
	a := &awsAccount{c: c, cfg: cfg, id: motoAccount}
	limits, unseen := a.serviceControl(context.Background())
	if c.incomplete.Load() {
		t.Error("a limit that is not seen makes no answer incomplete")
	}
	return limits, unseen, answers
}

func policyAnswer(document string) string {
	text, _ := json.Marshal(document)
	return `{"Policy": {"Content": ` + string(text) + `}}`
}

// TestServiceControlPolicies: each level of the organisation has to allow it.
func TestServiceControlPolicies(t *testing.T) {
	member := `{"Organization": {"Id": "o-a1", "FeatureSet": "ALL", "MasterAccountId": "310987654321"}}`
	limits, unseen, answers := limitsOf(t, map[string]string{
		"DescribeOrganization":    member,
		"ListPoliciesForTarget":   `{"Policies": [{"Id": "p-FullAWSAccess", "Arn": "arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess"}]}`,
		"ListPoliciesForTarget!2": `{"Policies": [{"Id": "p-FullAWSAccess"}, {"Id": "p-nodelete1", "Arn": "arn:aws:organizations::310987654321:policy/o-a1/service_control_policy/p-nodelete1"}], "NextToken": "more"}`,
		"ListPoliciesForTarget!3": `{"Policies": []}`,
		"ListPoliciesForTarget!4": `{"Policies": [{"Id": "p-FullAWSAccess"}]}`,
		"DescribePolicy":          policyAnswer(policyJSON(allow("*", "*"))),
		"DescribePolicy!2":        policyAnswer(policyJSON(deny("rds:Delete*", "*"))),
		"ListParents":             `{"Parents": [{"Id": "ou-1", "Type": "ORGANIZATIONAL_UNIT"}]}`,
		"ListParents!2":           `{"Parents": [{"Id": "r-1", "Type": "ROOT"}]}`,
	})
	if len(limits) != 3 || unseen != "" {
		t.Fatalf("%d levels, unseen %q: %v", len(limits), unseen, answers.Log)
	}
	all := iam.Documents{iam.Answered(policyJSON(allow("*", "*")), graph.Evidence{Basis: graph.Fetched})}
	over := iam.NewGrip(all, limits...).Over("aws_db_instance", iam.Resource{ARN: iam.Plain(ordersARN)})
	if over.Power != graph.Administer {
		t.Errorf("a unit denies rds:Delete*, and left is %v", over.Power.Names())
	}
	if _, everything := iam.NewGrip(all, limits...).Everything(); everything {
		t.Error("what is denied above is not everything")
	}
}

// TestServiceControlPoliciesThatAreNotSeen: no organisation, its own management
// account, and an account that may not ask.
func TestServiceControlPoliciesThatAreNotSeen(t *testing.T) {
	refused := func(code string) string {
		return fmt.Sprintf("HTTP/1.1 400 Bad Request\nContent-Type: application/x-amz-json-1.1\n\n{\"__type\": %q}", code)
	}
	member := `{"Organization": {"FeatureSet": "ALL", "MasterAccountId": "310987654321"}}`
	for name, c := range map[string]struct {
		sections map[string]string
		unseen   bool
	}{
		"no organisation":     {map[string]string{"DescribeOrganization": refused("AWSOrganizationsNotInUseException")}, false},
		"may not ask at all":  {map[string]string{"DescribeOrganization": refused("AccessDeniedException")}, true},
		"management account":  {map[string]string{"DescribeOrganization": strings.ReplaceAll(member, "310987654321", motoAccount)}, false},
		"may not list":        {map[string]string{"DescribeOrganization": member, "ListPoliciesForTarget": refused("AccessDeniedException")}, true},
		"none are in use":     {map[string]string{"DescribeOrganization": member, "ListPoliciesForTarget": `{}`, "ListParents": `{"Parents": [{"Id": "r-1", "Type": "ROOT"}]}`}, false},
		"a circle of parents": {map[string]string{"DescribeOrganization": member, "ListPoliciesForTarget": `{}`, "ListParents": `{"Parents": [{"Id": "ou-1"}]}`}, true},
		"an empty answer":     {map[string]string{"DescribeOrganization": `{}`}, true},
	} {
		limits, unseen, answers := limitsOf(t, c.sections)
		if len(limits) != 0 || (unseen != "") != c.unseen {
			t.Errorf("%s: %d levels, unseen %q: %v", name, len(limits), unseen, answers.Log)
		}
	}
}
