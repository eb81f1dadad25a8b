// SPDX-License-Identifier: Apache-2.0

// Package iam is permissions as data: who may speak as what, and with which
// power over which store.
//
// A [Document] is an AWS policy, parsed from whatever a format makes of it: a map
// of values, blocks of a data source, or JSON in a string. [Documents.Allows]
// answers for one action on one resource, and [PowerOver] sums up what the
// catalog's actions on a type of store give. Where the documents come from does
// not matter: declared in a repository, or answered by the provider's API.
//
// Three rules hold:
//
//   - An explicit deny in any document wins, and one that may apply makes a yes
//     unknown (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html).
//   - A condition is unknown unless it plainly narrows to, or excludes, the
//     resource. So a permission under a condition is "may", never firm.
//   - What is not here limits nothing that we know of, and the finding says so:
//     service control policies, boundaries, resource policies.
//
// [Write] draws what a set declares: identities, what each opens, who speaks as
// it; [Across] what they open in other sets of one account.
package iam

import (
	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
)

// A Document is one policy.
type Document struct {
	Statements []Statement
	Hangs      string      // names what decides the part of it that is not known; "" where all is
	Why        graph.Chain // how it comes to apply: the line that attaches it
}

// Documents are policies that hold together: all that are attached to one
// identity.
type Documents []Document

// A Statement allows or denies.
type Statement struct {
	ID           string    // its Sid; "" for none
	Effect       graph.Tri // Yes allows, No denies
	Actions      []Text
	Resources    []Text
	Principals   []Principal
	Conditions   []Condition
	NotAction    bool // Actions lists what is left out
	NotResource  bool
	NotPrincipal bool
	Why          graph.Chain
}

// A Principal is whom a statement of a trust or resource policy means.
type Principal struct {
	Type string // AWS, Federated, Service, *, CanonicalUser; "" where that is not known
	Name Text
	Why  graph.Chain
}

// A Condition is one operator over one key.
type Condition struct {
	Operator string // StringLike; "" where it is not known
	Key      string // aws:ResourceTag/Environment; "" where it is not known
	Values   []Text
	Why      graph.Chain
}

// A Resource is what an action would be done to.
type Resource struct {
	ARN     Text           // with holes for what is not known: account, region, an id that the provider gives
	Address string         // in the set that declares it; "" for none
	Tags    declared.Value // a map; Absent where nobody looked
	name    string         // physical, as it stands in the ARN; "" where it is not known
}

// A Verdict is the answer for one action and resource, and why.
type Verdict struct {
	Is    graph.Tri
	Why   graph.Chain // the statement that decides
	Hangs string      // of an Unknown: what decides
}
