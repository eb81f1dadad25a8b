// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"

	"github.com/stagedoor/stagedoor/scanners/internal/iam"
)

// maxLevels is how deep an organisation nests: a root, five levels of units, the
// account. https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
const maxLevels = 8

// serviceControl reads what the organisation allows the account at most, level by
// level. Most accounts may not ask, which is no gap in the answer: a limit that is
// not seen can only make less of what is found, and the finding says so. Unseen
// words that; it is "" where all limits are known.
func (a *awsAccount) serviceControl(ctx context.Context) (limits []iam.Documents, unseen string) {
	const notSeen = "service control policies of its organisation could not be read, and may forbid more"
	var organisation struct {
		Organization *struct{ MasterAccountID, FeatureSet string } // of JSON, whose names do not mind case
	}
	err := a.organisation(ctx, "DescribeOrganization", map[string]any{}, &organisation)
	switch org := organisation.Organization; {
	case awsCode(err) == "AWSOrganizationsNotInUseException":
		return nil, ""
	case err != nil || org == nil:
		return nil, notSeen
	case org.MasterAccountID == a.id, org.FeatureSet == "CONSOLIDATED_BILLING":
		return nil, "" // they do not hold for the management account: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
	}
	read := map[string]iam.Document{}
	target, root := a.id, false
	for range maxLevels {
		level, err := a.serviceControlOn(ctx, target, read)
		if err != nil {
			return nil, notSeen
		}
		if len(level) > 0 { // where these policies are in use, every level has one
			limits = append(limits, level)
		}
		if root {
			return limits, ""
		}
		var up struct{ Parents []struct{ ID, Type string } }
		if err := a.organisation(ctx, "ListParents", map[string]any{"ChildId": target}, &up); err != nil || len(up.Parents) != 1 {
			return nil, notSeen
		}
		target, root = up.Parents[0].ID, up.Parents[0].Type == "ROOT"
	}
	return nil, notSeen
}

// organisation asks an operation of AWS Organizations, which has one address and
// speaks version 1.1 of the vendor's JSON.
func (a *awsAccount) organisation(ctx context.Context, action string, parameters map[string]any, into any) error {
	body, err := json.Marshal(parameters)
	if err != nil {
		return err
	}
	header := http.Header{"Content-Type": {"application/x-amz-json-1.1"}, "X-Amz-Target": {"AWSOrganizationsV20161128." + action}}
	call := awsCall{service: "organizations", action: action, method: http.MethodPost, path: "/", header: header, body: body}
	return a.global("organizations", "us-east-1.").send(ctx, call, json.Unmarshal, into)
}

// serviceControlOn are the policies that are attached to an account, a unit or the
// root itself.
func (a *awsAccount) serviceControlOn(ctx context.Context, target string, read map[string]iam.Document) (ds iam.Documents, err error) {
	err = pages(func(token string) (string, error) {
		var page struct {
			Policies  []struct{ ID, ARN string }
			NextToken string
		}
		parameters := map[string]any{"TargetId": target, "Filter": "SERVICE_CONTROL_POLICY"}
		if token != "" {
			parameters["NextToken"] = token
		}
		if err := a.organisation(ctx, "ListPoliciesForTarget", parameters, &page); err != nil {
			return "", err
		}
		for _, p := range page.Policies {
			d, ok := read[p.ID]
			if !ok {
				var whole struct{ Policy struct{ Content string } }
				if err := a.organisation(ctx, "DescribePolicy", map[string]any{"PolicyId": p.ID}, &whole); err != nil {
					return "", err
				}
				d = iam.Answered(whole.Policy.Content, at(p.ARN, ""))
				read[p.ID] = d
			}
			ds = append(ds, d)
		}
		return page.NextToken, nil
	})
	return ds, err
}

// global is the account where a service has one address for all regions, which is
// signed as us-east-1. China and GovCloud have their own.
// https://docs.aws.amazon.com/general/latest/gr/iam-service.html
func (a *awsAccount) global(service, place string) *awsRegional {
	r := a.in("")
	address := "https://" + service + "." + place + "amazonaws.com"
	switch {
	case strings.HasPrefix(a.cfg.Region, "cn-"):
		r.cfg.Region, address = "cn-north-1", "https://"+service+".cn-north-1.amazonaws.com.cn"
		if service == "organizations" {
			r.cfg.Region, address = "cn-northwest-1", "https://organizations.cn-northwest-1.amazonaws.com.cn"
		}
	case strings.HasPrefix(a.cfg.Region, "us-gov-"):
		r.cfg.Region, address = "us-gov-west-1", "https://"+service+".us-gov.amazonaws.com"
		if service == "organizations" {
			address = "https://organizations.us-gov-west-1.amazonaws.com"
		}
	default:
		r.cfg.Region = "us-east-1"
	}
	if r.cfg.BaseEndpoint == nil || *r.cfg.BaseEndpoint == "" {
		r.cfg.BaseEndpoint = &address
	}
	return r
}
