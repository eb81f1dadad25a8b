// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/organizations"
	"github.com/aws/aws-sdk-go-v2/service/organizations/types"

	"github.com/stagedoor/stagedoor/graph"
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
	client := organizations.NewFromConfig(a.cfg)
	org, err := client.DescribeOrganization(ctx, &organizations.DescribeOrganizationInput{})
	var none *types.AWSOrganizationsNotInUseException
	switch {
	case errors.As(err, &none):
		return nil, ""
	case err != nil || org.Organization == nil:
		return nil, notSeen
	case aws.ToString(org.Organization.MasterAccountId) == a.id, org.Organization.FeatureSet == types.OrganizationFeatureSetConsolidatedBilling:
		return nil, "" // they do not hold for the management account: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
	}
	read := map[string]iam.Document{}
	at, root := a.id, false
	for range maxLevels {
		level, err := serviceControlOn(ctx, client, at, read)
		if err != nil {
			return nil, notSeen
		}
		if len(level) > 0 { // where these policies are in use, every level has one
			limits = append(limits, level)
		}
		if root {
			return limits, ""
		}
		up, err := client.ListParents(ctx, &organizations.ListParentsInput{ChildId: &at})
		if err != nil || len(up.Parents) != 1 {
			return nil, notSeen
		}
		at, root = aws.ToString(up.Parents[0].Id), up.Parents[0].Type == types.ParentTypeRoot
	}
	return nil, notSeen
}

// serviceControlOn are the policies that are attached to an account, a unit or the
// root itself.
func serviceControlOn(ctx context.Context, client *organizations.Client, target string, read map[string]iam.Document) (ds iam.Documents, err error) {
	in := &organizations.ListPoliciesForTargetInput{TargetId: &target, Filter: types.PolicyTypeServiceControlPolicy}
	for range maxPages {
		got, err := client.ListPoliciesForTarget(ctx, in)
		if err != nil {
			return nil, err
		}
		for _, p := range got.Policies {
			id := aws.ToString(p.Id)
			d, ok := read[id]
			if !ok {
				whole, err := client.DescribePolicy(ctx, &organizations.DescribePolicyInput{PolicyId: &id})
				if err != nil {
					return nil, err
				}
				d = iam.Document{Hangs: "a service control policy"}
				if whole.Policy != nil {
					d = iam.Answered(aws.ToString(whole.Policy.Content), graph.Evidence{Basis: graph.Fetched, At: graph.Location{URL: aws.ToString(p.Arn)}})
				}
				read[id] = d
			}
			ds = append(ds, d)
		}
		if aws.ToString(got.NextToken) == "" || aws.ToString(got.NextToken) == aws.ToString(in.NextToken) {
			return ds, nil
		}
		in.NextToken = got.NextToken
	}
	return nil, endless("")
}
