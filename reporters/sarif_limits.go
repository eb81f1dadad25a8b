// SPDX-License-Identifier: Apache-2.0

package reporters

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"fmt"
	"path"
	"slices"
	"strings"
)

// sarifLimits are those of code scanning, which refuses a whole file that is over
// one of them. It shows 5,000 results of a run, so what is cut here is no longer
// seen there in any case.
// https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support-for-code-scanning#validating-your-sarif-file
type sarifLimits struct {
	results int
	bytes   int // of the file in gzip
}

var codeScanning = sarifLimits{results: 25_000, bytes: 10_000_000}

// maxFlowSteps is far below the 10,000 thread flow locations that a result may have:
// 1,000 of them are shown.
const maxFlowSteps = 1_000

// worst takes the findings that are to be written, worst first. Those of one
// severity keep their order.
func worst(all []findingView, n int) []findingView {
	sorted := slices.Clone(all)
	slices.SortStableFunc(sorted, func(a, b findingView) int { return cmp.Compare(b.Severity, a.Severity) })
	return sorted[:min(n, len(sorted))]
}

// writeSARIFWithin writes the worst findings that fit, and says how many do not.
func writeSARIFWithin(out *bytes.Buffer, v view, limit sarifLimits) error {
	total := len(v.Findings)
	v.Findings = worst(v.Findings, limit.results)
	for {
		out.Reset()
		if err := writeIndented(out, sarifOf(v, total-len(v.Findings))); err != nil {
			return err
		}
		size := out.Len() // no gzip is larger than what it holds, by more than a few bytes
		if size > limit.bytes {
			size = zipped(out.Bytes())
		}
		if size <= limit.bytes || len(v.Findings) == 0 {
			return nil
		}
		v.Findings = v.Findings[:len(v.Findings)*9/10*limit.bytes/size]
	}
}

// zipped is how many bytes gzip makes of a text.
func zipped(text []byte) int {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write(text)
	_ = w.Close()
	return b.Len()
}

// leftOut tells what the limits cut.
func leftOut(n int) sarifNotification {
	return sarifNotification{Level: "warning", Message: sarifText{fmt.Sprintf("%d findings, the least severe, are left out: code scanning refuses a larger file. They are in the JSON report.", n)}}
}

// category keeps the alerts of a run together with those of the run before it.
// A changed category leaves its alerts open for ever, so it depends on nothing
// but what was scanned: not on the workflow, the branch or the day. Two folders
// of one repository that are scanned each by itself have one each, since the
// later of two runs in one category would close the alerts of the earlier.
func category(paths []string) string {
	var named []string
	for _, p := range paths {
		p = path.Clean(strings.ReplaceAll(p, `\`, "/"))
		if p != "." && p != ".." && !strings.HasPrefix(p, "../") && !path.IsAbs(p) && !strings.Contains(p, ":") {
			named = append(named, cut(relativeURI(p), 200))
		}
	}
	slices.Sort(named)
	if len(named) == 0 {
		return "stagedoor/"
	}
	return "stagedoor/" + cut(strings.Join(named, ","), 400) + "/"
}
