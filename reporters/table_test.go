// SPDX-License-Identifier: Apache-2.0

package reporters

import (
	"bytes"
	"strings"
	"testing"
)

func TestATableLeavesWordsAlone(t *testing.T) {
	var out bytes.Buffer
	long := "deploy/" + strings.Repeat("very-long-folder/", 8) + "values_prod.yaml"
	err := Table(&out, Style{Width: 80}, []string{"rule_id", "file", "why"}, [][]string{
		{"no-backup", long, "a sentence that is long enough to be wrapped at its spaces and not anywhere else"},
		{"x\x1b[2J|y", "a\nb"},
		{"a", "b", "c", "surplus"},
	})
	if err != nil {
		t.Fatal(err)
	}
	got := out.String()
	if !strings.HasPrefix(got, "rule_id") || !strings.Contains(got, long) || strings.ContainsAny(got, "\x1b↩") ||
		!strings.Contains(got, `a\nb`) || strings.Contains(got, "surplus") {
		t.Error(got)
	}
	for line := range strings.Lines(got) {
		if strings.HasPrefix(line, "a ") && len(strings.Fields(line)) != 3 {
			t.Errorf("%q", line)
		}
	}
	var again bytes.Buffer
	_ = Table(&again, Style{Width: 80}, []string{"rule_id"}, nil)
	if again.Len() != 0 {
		t.Error("a table of nothing is something")
	}
	t.Log("\n" + got)
}
