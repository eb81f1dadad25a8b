// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"cmp"
	"slices"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/internal/iam"
)

// chains draws who may speak as a role. A trust that names a principal of the
// account suffices; one that names the account leaves it to the principals' own
// policies. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
func (a *awsAccount) chains(out *graph.Facts, all []*awsPrincipal) {
	left := map[*awsPrincipal]graph.Chain{}
	var roles []*awsPrincipal
	for _, r := range all {
		if r.trust == "" || r.docs.OnlyReads() {
			continue
		}
		place := at(r.arn, "its trust")
		place.At.URL += "/trust"
		to := iam.Trusts(out, a.id, r.id, iam.Answered(r.trust, place))
		if why, ok := to[a.id]; ok && r.strong {
			left[r] = why
			roles = append(roles, r)
		}
	}
	for _, p := range all {
		if _, ok := p.grip.Everything(); ok {
			continue // it has all of it by itself
		}
		for _, r := range roles {
			if p == r {
				continue
			}
			v := p.grip.Assumes(iam.Resource{ARN: iam.Plain(r.arn)})
			why := slices.Concat(left[r], v.Why)
			if len(v.Why) == 0 || v.Is == graph.No {
				continue
			}
			for i := range left[r] {
				why[i].Says = "the trust leaves it to the account's policies"
			}
			says := &why[len(left[r])]
			says.Says = "allows sts:AssumeRole on it"
			if v.Is == graph.Unknown {
				says.Basis = graph.Guessed
				says.Says = "may allow sts:AssumeRole on it: it hangs on " + cmp.Or(v.Hangs, "a condition")
			}
			out.Link(graph.Edge{From: p.id, Verb: graph.SpeaksAs, To: r.id}, why...)
			p.strong = true
		}
	}
}
