// SPDX-License-Identifier: Apache-2.0

package reporters

import (
	"bytes"

	"github.com/stagedoor/stagedoor/rules"
)

// GitLabSAST is a security report of GitLab, version 15.1.4 of its schema. The
// schema asks for times; they are the day that the report is judged by.
// https://gitlab.com/gitlab-org/security-products/security-report-schemas
var GitLabSAST = add(Reporter{
	Name: "gitlab-sast", Doc: "a security report of GitLab: artifacts:reports:sast",
	write: writeGitLabSAST, json: true,
})

type sastReport struct {
	Version         string              `json:"version"`
	Scan            sastScan            `json:"scan"`
	Vulnerabilities []sastVulnerability `json:"vulnerabilities"`
}

type sastScan struct {
	Analyzer sastTool `json:"analyzer"`
	Scanner  sastTool `json:"scanner"`
	Type     string   `json:"type"`
	Start    string   `json:"start_time"`
	End      string   `json:"end_time"`
	Status   string   `json:"status"`
}

type sastTool struct {
	ID      string     `json:"id"`
	Name    string     `json:"name"`
	Version string     `json:"version"`
	Vendor  sastVendor `json:"vendor"`
}

type sastVendor struct {
	Name string `json:"name"`
}

type sastVulnerability struct {
	ID          string           `json:"id"`
	Name        string           `json:"name"`
	Description string           `json:"description"`
	Severity    string           `json:"severity"`
	Solution    string           `json:"solution,omitempty"`
	Identifiers []sastIdentifier `json:"identifiers"`
	Location    sastPlace        `json:"location"`
}

type sastIdentifier struct {
	Type  string `json:"type"`
	Name  string `json:"name"`
	Value string `json:"value"`
}

type sastPlace struct {
	File  string `json:"file"`
	Start int    `json:"start_line"`
}

var sastSeverity = map[rules.Severity]string{
	rules.Critical: "Critical", rules.High: "High", rules.Medium: "Medium", rules.Low: "Low", rules.Note: "Info",
}

func writeGitLabSAST(out *bytes.Buffer, v view) error {
	day := v.Today
	if day == "" {
		day = "1970-01-01"
	}
	tool := sastTool{"stagedoor", "stagedoor", v.Version, sastVendor{"stagedoor"}}
	r := sastReport{
		Version: "15.1.4", Vulnerabilities: []sastVulnerability{},
		Scan: sastScan{tool, tool, "sast", day + "T00:00:00", day + "T00:00:00", "success"},
	}
	for _, f := range v.Findings {
		path, line := placeInTree(f)
		r.Vulnerabilities = append(r.Vulnerabilities, sastVulnerability{
			ID: f.Fingerprint, Name: cut(Clean(f.Title), 255), Description: Clean(f.Message), Severity: sastSeverity[f.Severity],
			Solution: cut(Clean(f.Fix), 7000), Identifiers: []sastIdentifier{{"stagedoor_rule", "stagedoor " + f.Rule, f.Rule}},
			Location: sastPlace{path, line},
		})
	}
	return writeIndented(out, r)
}
