// SPDX-License-Identifier: Apache-2.0

package rules

import "github.com/stagedoor/stagedoor/graph"

// ProductionBlastPath is the story of the incident.
var ProductionBlastPath = add(Rule{
	ID: "production-blast-path", Severity: Critical, About: graph.Credential,
	Title: "a credential in easy reach can destroy production data",
	CWE:   []int{653, 250}, OWASP: []string{"NHI8", "NHI5"},
	Check: func(*graph.Graph) []Finding { return nil },
})
