// SPDX-License-Identifier: Apache-2.0

package dotenv

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/graph/secret"
)

func TestFormsOfDotenv(t *testing.T) {
	for _, c := range []struct{ text, want, value string }{
		{"A=plain", "A 1:3-1:8", "plain"},
		{"export A=plain", "A 1:10-1:15", "plain"},
		{"  A = spaced  ", "A 1:7-1:13", "spaced"},
		{"A=plain # comment", "A 1:3-1:8", "plain"},
		{"A=pass#word", "A 1:3-1:12", "pass#word"},
		{`A="quoted # not a comment" # comment`, "A 1:3-1:27", "quoted # not a comment"},
		{"A='single $NOT'", "A 1:3-1:16", "single $NOT"},
		{"A=`tick`", "A 1:3-1:9", "tick"},
		{"A=\"two\nlines\"\nB=1", "A 1:3-2:7", "two\nlines"},
		{`A="with \" quote"`, "A 1:3-1:18", `with " quote`},
		{"A=crlf\r\nB=2\r\n", "A 1:3-1:7", "crlf"},
		{"\xef\xbb\xbfA=bom", "A 1:3-1:6", "bom"},
		{"A=", "A 1:3-1:3", ""},
		{"A: yaml-like", "A 1:4-1:13", "yaml-like"},
		{"A=postgres://u:p@h/db?a=b", "A 1:3-1:26", "postgres://u:p@h/db?a=b"},
		{`A="never closed`, "A 1:3-1:16", "never closed"},
		{"ключ=1\nA=é", "A 2:3-2:4", "é"},
	} {
		entries := Parse([]byte(c.text))
		if len(entries) == 0 {
			t.Errorf("%q: no entry", c.text)
			continue
		}
		e := entries[0]
		if got := fmt.Sprintf("%s %d:%d-%d:%d", e.Name, e.Line, e.Column, e.EndLine, e.EndColumn); got != c.want {
			t.Errorf("%q: %s, want %s", c.text, got, c.want)
		}
		if !e.Value.Matches(regexp.MustCompile(`\A` + regexp.QuoteMeta(c.value) + `\z`)) {
			t.Errorf("%q: another value than %q", c.text, c.value)
		}
	}
}

func TestCommentedAssignmentsAreMarked(t *testing.T) {
	entries := Parse([]byte("# A=old\n#B='x'\n# prose = not really, but harmless\n## heading\nC=1"))
	var got []string
	for _, e := range entries {
		got = append(got, fmt.Sprintf("%s %v %d", e.Name, e.Comment, e.Line))
	}
	if s := strings.Join(got, ", "); s != "A true 1, B true 2, prose true 3, C false 5" {
		t.Error(s)
	}
}

func TestLinesBehindAQuoteOverSeveralLinesKeepTheirNumbers(t *testing.T) {
	entries := Parse([]byte("KEY=\"-----BEGIN\nx\ny\n-----END\"\nB=2\n"))
	if len(entries) != 2 || entries[1].Line != 5 {
		t.Errorf("%+v", entries)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("A=1\nexport B=\"x\ny\"\n# C=2"))
	f.Fuzz(func(t *testing.T, data []byte) {
		lines := strings.Count(string(data), "\n") + 1
		for _, e := range Parse(data) {
			if e.Line < 1 || e.Line > lines || e.EndLine < e.Line || e.EndLine > lines || e.Column < 1 {
				t.Errorf("impossible place %d:%d-%d:%d of %d lines", e.Line, e.Column, e.EndLine, e.EndColumn, lines)
			}
			secret.NewVault().Seal(e.Value)
		}
	})
}
