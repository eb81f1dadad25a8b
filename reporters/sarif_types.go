// SPDX-License-Identifier: Apache-2.0

package reporters

// The part of SARIF 2.1.0 that code scanning reads, and no more: whatever is not
// set is left out, since sentinels such as `id: -1` are refused by some readers.
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html

type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool        sarifTool         `json:"tool"`
	Automation  sarifAutomation   `json:"automationDetails"`
	Invocations []sarifInvocation `json:"invocations"`
	ColumnKind  string            `json:"columnKind"`
	Results     []sarifResult     `json:"results"` // never null: a run without results closes alerts
}

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

// sarifAutomation: what stands before the last slash is the category.
type sarifAutomation struct {
	ID string `json:"id"`
}

type sarifDriver struct {
	Name            string      `json:"name"`
	Organization    string      `json:"organization,omitempty"`
	SemanticVersion string      `json:"semanticVersion,omitempty"`
	Version         string      `json:"version,omitempty"`
	InformationURI  string      `json:"informationUri"`
	Rules           []sarifRule `json:"rules"`
}

type sarifRule struct {
	ID      string              `json:"id"`
	Name    string              `json:"name"`
	Short   sarifText           `json:"shortDescription"`
	Full    sarifText           `json:"fullDescription"`
	HelpURI string              `json:"helpUri,omitempty"`
	Help    sarifHelp           `json:"help"`
	Default sarifConfiguration  `json:"defaultConfiguration"`
	About   sarifRuleProperties `json:"properties"`
}

type sarifText struct {
	Text string `json:"text"`
}

type sarifHelp struct {
	Text     string `json:"text"`
	Markdown string `json:"markdown"`
}

type sarifConfiguration struct {
	Level string `json:"level"`
}

type sarifRuleProperties struct {
	Tags             []string `json:"tags"`
	Precision        string   `json:"precision"`
	ProblemSeverity  string   `json:"problem.severity,omitempty"`
	SecuritySeverity string   `json:"security-severity,omitempty"`
}

type sarifInvocation struct {
	ExecutionSuccessful bool                `json:"executionSuccessful"`
	Notifications       []sarifNotification `json:"toolExecutionNotifications,omitempty"`
}

type sarifNotification struct {
	Level     string          `json:"level"`
	Message   sarifText       `json:"message"`
	Locations []sarifLocation `json:"locations,omitempty"`
}

type sarifResult struct {
	RuleID       string            `json:"ruleId"`
	RuleIndex    int               `json:"ruleIndex"`
	Level        string            `json:"level"`
	Baseline     string            `json:"baselineState,omitempty"`
	Message      sarifText         `json:"message"`
	Locations    []sarifLocation   `json:"locations"`
	Fingerprints map[string]string `json:"partialFingerprints"`
	CodeFlows    []sarifCodeFlow   `json:"codeFlows,omitempty"`
	Related      []sarifLocation   `json:"relatedLocations,omitempty"`
	Properties   sarifProperties   `json:"properties"`
}

// sarifProperties is for readers other than code scanning.
type sarifProperties struct {
	Rule         string   `json:"rule"`
	Severity     string   `json:"severity"`
	Basis        string   `json:"basis"`
	Environments []string `json:"environments,omitempty"`
	NotSo        string   `json:"notSo,omitempty"`
	SinceBase    string   `json:"sinceBase,omitempty"`
}

type sarifLocation struct {
	ID       int            `json:"id,omitempty"`
	Physical sarifPhysical  `json:"physicalLocation"`
	Logical  []sarifLogical `json:"logicalLocations,omitempty"`
	Message  *sarifText     `json:"message,omitempty"`
}

type sarifPhysical struct {
	Artifact sarifArtifact `json:"artifactLocation"`
	Region   sarifRegion   `json:"region"`
}

type sarifArtifact struct {
	URI string `json:"uri"`
}

type sarifRegion struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn"`
	EndLine     int `json:"endLine"`
	EndColumn   int `json:"endColumn"`
}

type sarifLogical struct {
	Name          string `json:"name"`
	QualifiedName string `json:"fullyQualifiedName"`
	Kind          string `json:"kind"`
}

type sarifCodeFlow struct {
	ThreadFlows []sarifThreadFlow `json:"threadFlows"`
}

type sarifThreadFlow struct {
	Locations []sarifFlowLocation `json:"locations"`
}

type sarifFlowLocation struct {
	Location   sarifLocation `json:"location"`
	Importance string        `json:"importance"`
}
