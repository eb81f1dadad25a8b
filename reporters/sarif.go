// SPDX-License-Identifier: Apache-2.0

package reporters

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/rules"
)

// SARIF is written for code scanning, whose rules are exact: see sarif_place.go
// for places, sarif_rule.go for what is told of rules. It has no suppressed
// results (they would be shown as open alerts), and no more than it takes
// (sarif_limits.go).
// https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support-for-code-scanning
var SARIF = add(Reporter{
	Name: "sarif", Doc: "SARIF 2.1.0 for code scanning, with paths as step lists",
	write: writeSARIF, json: true,
})

// More than these are not shown.
const (
	maxFlows         = 10
	maxRelated       = 5
	maxNotifications = 100
)

var semantic = lazily.Compile(`^\d+\.\d+\.\d+([-+][0-9A-Za-z.+-]+)?$`)

func writeSARIF(out *bytes.Buffer, v view) error { return writeSARIFWithin(out, v, codeScanning) }

// sarifOf is the whole file; of the findings, left are not in it.
func sarifOf(v view, left int) sarifLog {
	ds := descriptors(v)
	driver := sarifDriver{Name: "stagedoor", InformationURI: homepage, Rules: ds.rules}
	if version := strings.TrimPrefix(v.Version, "v"); semantic.MatchString(version) {
		driver.SemanticVersion = version
	} else {
		driver.Version = plainMessage(v.Version)
	}
	run := sarifRun{
		Tool:        sarifTool{driver},
		Automation:  sarifAutomation{category(v.Paths)},
		Invocations: []sarifInvocation{{ExecutionSuccessful: true, Notifications: notifications(v, left)}},
		ColumnKind:  "unicodeCodePoints",
		Results:     []sarifResult{},
	}
	for _, f := range v.Findings {
		run.Results = append(run.Results, result(f, ds))
	}
	return sarifLog{
		Schema:  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
		Version: "2.1.0", Runs: []sarifRun{run},
	}
}

func result(f findingView, ds described) sarifResult {
	id := descriptorID(f.Rule, ds.defaults[f.Rule], f.Severity)
	primary := sarifPrimary(f)
	related := relatedPlaces(f, primary)
	return sarifResult{
		RuleID: id, RuleIndex: ds.index[id], Level: level(f.Severity), Baseline: baselineState[f.Since],
		Message: sarifText{message(f, related)},
		Locations: []sarifLocation{{Physical: primary, Logical: []sarifLogical{{
			Name: Clean(orUnknown(f.About.Name)), QualifiedName: Clean(orUnknown(f.About.ID)), Kind: "resource",
		}}}},
		Fingerprints: map[string]string{
			"primaryLocationLineHash": f.Fingerprint[:min(16, len(f.Fingerprint))] + ":1",
			"stagedoorPath/v1":        f.Fingerprint,
		},
		CodeFlows: codeFlows(f, primary), Related: related,
		Properties: sarifProperties{
			Rule: f.Rule, Severity: f.Severity.String(), Basis: f.Basis.String(),
			Environments: f.Tiers, NotSo: cleanLines(f.NotSo), SinceBase: f.Since,
		},
	}
}

// baselineState is SARIF's word for how a result stands to the base; code
// scanning does not read it, other viewers filter by it.
var baselineState = map[string]string{"new": "new", "worse": "updated", "same": "unchanged"}

// message is the title of the alert: first what is the matter, since only the
// first sentence is shown where space is short; then the places, as links to
// related locations; then the fix and the line that corrects us.
func message(f findingView, related []sarifLocation) string {
	parts := []string{sentence(plainMessage(f.Message))}
	if f.Message == "" {
		parts[0] = sentence(plainMessage(f.Title))
	}
	var links []string
	for _, r := range related {
		links = append(links, fmt.Sprintf("[%s](%d)", r.Message.Text, r.ID))
	}
	if len(links) > 0 {
		parts = append(parts, "On the way: "+strings.Join(links, ", ")+".")
	}
	if f.Basis < graph.ReadInFile {
		parts = append(parts, "How sure: "+basisWords[f.Basis]+".")
	}
	if f.Fix != "" {
		parts = append(parts, "Fix: "+sentence(plainMessage(f.Fix)))
	}
	if f.WrongIf != "" {
		parts = append(parts, "This is wrong if "+sentence(plainMessage(f.WrongIf)))
	}
	if f.NotSo != "" {
		parts = append(parts, "Not so? Write down why: "+cleanLines(strings.ReplaceAll(f.NotSo, "](", "] (")))
	}
	return strings.Join(parts, " ")
}

// sentence ends in a full stop.
func sentence(s string) string {
	s = strings.TrimSpace(s)
	for _, end := range []string{".", "!", "?", "…"} {
		if s == "" || strings.HasSuffix(s, end) {
			return s
		}
	}
	return s + "."
}

// relatedPlaces are the places of the first path that differ from the primary
// one, each with the id that the message links to.
func relatedPlaces(f findingView, primary sarifPhysical) []sarifLocation {
	var related []sarifLocation
	seen := []sarifPhysical{primary}
	add := func(p placeView, says string) {
		at, ok := sarifAt(p)
		if !ok || len(related) == maxRelated || slices.Contains(seen, at) {
			return
		}
		seen = append(seen, at)
		related = append(related, sarifLocation{ID: len(related) + 1, Physical: at, Message: &sarifText{linkText(says)}})
	}
	if len(f.Paths) > 0 {
		for _, s := range f.Paths[0].Steps {
			if place, ok := s.file(); ok {
				add(place, s.caption())
			}
		}
	}
	for _, p := range f.Locations {
		add(p, p.String())
	}
	return related
}

// notifications tell what could not be read or was not looked at.
func notifications(v view, left int) []sarifNotification {
	var ns []sarifNotification
	if left > 0 {
		ns = append(ns, leftOut(left))
	}
	for _, g := range v.Gaps {
		text := g.Why
		n := sarifNotification{Level: "warning"}
		if at, ok := sarifAt(g.At); ok {
			n.Locations = []sarifLocation{{Physical: at}}
			text = g.At.File + ": " + text
		}
		n.Message.Text = sentence(plainMessage(text))
		ns = append(ns, n)
	}
	for _, line := range v.NotCovered {
		ns = append(ns, sarifNotification{Level: "note", Message: sarifText{sentence("Not covered: " + plainMessage(line))}})
	}
	if len(ns) > maxNotifications {
		more := len(ns) - maxNotifications + 1
		ns = append(ns[:maxNotifications-1], sarifNotification{Level: "warning", Message: sarifText{fmt.Sprintf("%d more are in the JSON report.", more)}})
	}
	return ns
}

// level is the result level: code scanning's check fails at "error".
func level(s rules.Severity) string {
	switch {
	case s >= rules.High:
		return "error"
	case s == rules.Medium:
		return "warning"
	}
	return "note"
}
