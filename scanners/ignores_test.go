// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
)

func TestMarksOfEverySyntax(t *testing.T) {
	for _, c := range []struct{ file, text, want string }{
		{"a.env", "A=1 # stagedoor:ignore spanning-data-store one server on purpose", "1 spanning-data-store reasoned"},
		{"a.yml", "# stagedoor:ignore shared-credential until 2027-03-31 to be split\nkey: v", "2 shared-credential reasoned until 2027-03-31"},
		{"a.js", "x() // stagedoor:ignore no-backup,backup-too-old a cache", "1 no-backup,backup-too-old reasoned"},
		{"a.css", "/* stagedoor:ignore no-backup it is a cache */", "2 no-backup reasoned"},
		{"a.html", "<!-- stagedoor:ignore no-backup it is a cache -->", "2 no-backup reasoned"},
		{"a.sql", "-- stagedoor:ignore no-backup it is a cache", "2 no-backup reasoned"},
		{"a.ini", "; stagedoor:ignore no-backup it is a cache", "2 no-backup reasoned"},
		{"chart/templates/a.yaml", "{{/* stagedoor:ignore no-backup it is a cache */}}", "2 no-backup reasoned"},
		{"a.j2", "{# stagedoor:ignore no-backup it is a cache #}", "2 no-backup reasoned"},
		{"a.c", " * stagedoor:ignore no-backup it is a cache\r\n", "2 no-backup reasoned"},
		{"a.tf", "x = 1 # stagedoor:ignore no-backup", "1 no-backup"},
		{"a.tf", "x = 1 # stagedoor:ignore", "1 "},
		{"a.tf", "x = 1 # stagedoor:ignore no-backup -", "1 no-backup"},
		{"a.tf", `x = "stagedoor:ignore no-backup it is no comment"`, ""},
		{"docs/a.md", "<!-- stagedoor:ignore no-backup so one writes it -->", "2 no-backup reasoned aside"},
	} {
		var got []string
		owner := Owner{Added: func(string, int) bool { return false }, Mark: func(m Mark) {
			s := fmt.Sprintf("%d %s", m.Line, strings.Join(m.Rules, ","))
			if m.Reasoned {
				s += " reasoned"
			}
			if m.Until != "" {
				s += " until " + m.Until
			}
			if m.Aside {
				s += " aside"
			}
			got = append(got, s)
		}}
		marks(&File{Path: c.file, Data: []byte(c.text)}, graph.NewFacts(secret.NewVault(), ""), owner)
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%s: %q, want %q", c.text, got, c.want)
		}
	}
}
