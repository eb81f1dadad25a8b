// SPDX-License-Identifier: Apache-2.0

package reporters

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"strings"
)

// CSV is one line a finding, for spreadsheets (RFC 4180, but for its line ends). A field that a
// spreadsheet would take for a formula gets an apostrophe before it.
// https://owasp.org/www-community/attacks/CSV_Injection
var CSV = add(Reporter{
	Name: "csv", Doc: "one line a finding, for spreadsheets; no field is taken for a formula",
	write: writeCSV,
})

var csvColumns = []string{"severity", "basis", "rule", "title", "file", "line", "environments", "about", "since_base", "fix", "fingerprint"}

func writeCSV(out *bytes.Buffer, v view) error {
	w := csv.NewWriter(out)
	_ = w.Write(csvColumns)
	for _, f := range v.Findings {
		at, line := f.first(), ""
		if at.Line > 0 {
			line = strconv.Itoa(at.Line)
		}
		where := at.File
		if at.Commit != "" {
			where += " (commit " + at.short() + ")"
		}
		if where == "" {
			where = at.URL
		}
		row := []string{f.Severity.String(), f.Basis.String(), f.Rule, f.Title, where, line, strings.Join(f.Tiers, " "), f.About.Name, f.Since, f.Fix, f.Fingerprint}
		for i, field := range row {
			row[i] = cell(field)
		}
		_ = w.Write(row)
	}
	w.Flush()
	return w.Error()
}

// cell makes a field that is text and nothing else.
func cell(s string) string {
	s = Clean(s)
	if t := strings.TrimLeft(s, " \u00a0"); t != "" && strings.ContainsAny(t[:1], "=+-@") {
		return "'" + s
	}
	return s
}
