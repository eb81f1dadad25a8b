// SPDX-License-Identifier: Apache-2.0

package reporters

import (
	"bytes"

	"github.com/stagedoor/stagedoor/rules"
)

// GitLab is a Code Quality report, which every plan of GitLab shows in a merge
// request.
// https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
var GitLab = add(Reporter{
	Name: "gitlab", Doc: "a Code Quality report of GitLab: artifacts:reports:codequality",
	write: writeGitLab, json: true,
})

type qualityIssue struct {
	Description string       `json:"description"`
	Check       string       `json:"check_name"`
	Fingerprint string       `json:"fingerprint"`
	Severity    string       `json:"severity"`
	Location    qualityPlace `json:"location"`
}

type qualityPlace struct {
	Path  string       `json:"path"`
	Lines qualityLines `json:"lines"`
}

type qualityLines struct {
	Begin int `json:"begin"`
}

// qualitySeverity is GitLab's word for ours.
var qualitySeverity = map[rules.Severity]string{
	rules.Critical: "blocker", rules.High: "critical", rules.Medium: "major", rules.Low: "minor", rules.Note: "info",
}

func writeGitLab(out *bytes.Buffer, v view) error {
	issues := []qualityIssue{}
	for _, f := range v.Findings {
		path, line := placeInTree(f)
		issues = append(issues, qualityIssue{
			Description: Clean(f.Title), Check: f.Rule, Fingerprint: f.Fingerprint, Severity: qualitySeverity[f.Severity],
			Location: qualityPlace{path, qualityLines{line}},
		})
	}
	return writeIndented(out, issues)
}

// placeInTree is where a viewer that only knows files shows a finding: a relative
// path of clean segments. What stands in no file is shown at a path that is none.
func placeInTree(f findingView) (path string, line int) {
	at := f.first()
	if at.File == "" {
		for _, p := range f.Paths {
			for _, s := range p.Steps {
				if place, ok := s.file(); ok && at.File == "" {
					at = place
				}
			}
		}
	}
	if at.File == "" {
		return "stagedoor/live/" + encodeSegment(orUnknown(f.About.Kind)) + "/" + encodeSegment(orUnknown(f.About.Name)), 1
	}
	if at.Commit != "" {
		return pastFolder + Clean(at.File), max(1, at.Line)
	}
	return Clean(at.File), max(1, at.Line)
}
