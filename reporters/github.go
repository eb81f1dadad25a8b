// SPDX-License-Identifier: Apache-2.0

package reporters

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/stagedoor/stagedoor/rules"
)

// GitHub is workflow commands that become annotations: for repositories without
// code scanning. GitHub shows ten of a kind for a step, so the ten worst findings
// are written, those of a pull request first.
// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
var GitHub = add(Reporter{
	Name: "github", Doc: "annotations of GitHub Actions: the ten worst findings, on stdout of a step",
	write: writeGitHub,
})

const maxAnnotations = 10

func writeGitHub(out *bytes.Buffer, v view) error {
	fresh := changed(v.Findings)
	for _, f := range fresh[:min(maxAnnotations, len(fresh))] {
		at := f.first()
		properties := []string{"title=" + property(f.Severity.String()+" "+f.Rule+": "+f.Title)}
		if at.File != "" && at.Commit == "" {
			properties = append([]string{"file=" + property(at.File), fmt.Sprintf("line=%d", max(1, at.Line))}, properties...)
		}
		message := f.Message
		if f.Fix != "" {
			message += "\nFix: " + f.Fix
		}
		fmt.Fprintf(out, "::%s %s::%s\n", annotation(f.Severity), strings.Join(properties, ","), data(cleanLines(message)))
	}
	if more := len(fresh) - maxAnnotations; more > 0 {
		fmt.Fprintf(out, "stagedoor: %s without an annotation; the other formats list all\n", count(more, "more finding"))
	}
	return nil
}

func annotation(s rules.Severity) string {
	switch {
	case s >= rules.High:
		return "error"
	case s == rules.Medium:
		return "warning"
	}
	return "notice"
}

var (
	dataEscapes     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	propertyEscapes = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

func data(s string) string     { return dataEscapes.Replace(s) }
func property(s string) string { return propertyEscapes.Replace(Clean(s)) }
