// SPDX-License-Identifier: Apache-2.0

package keyvalue

import (
	"testing"

	"github.com/stagedoor/stagedoor/graph/secret"
)

func TestPlacesAndSectionsAreKept(t *testing.T) {
	got := Parse([]byte("# comment\r\n[database]\r\nurl = jdbc\\:mysql\\://db/shop\r\n; more\nlong=a\\\n  b\nnot an assignment\nä.key:  v\n"))
	want := []struct {
		section, name, value string
		line, column         int
	}{{"database", "url", "jdbc:mysql://db/shop", 3, 7}, {"database", "long", "ab", 5, 6}, {"database", "ä.key", "v", 8, 9}}
	if len(got) != len(want) {
		t.Fatalf("%d entries, want %d", len(got), len(want))
	}
	for i, w := range want {
		e := got[i]
		if e.Section != w.section || e.Name != w.name || e.Line != w.line || e.Column != w.column || e.Value.OneOf(w.value) == "" {
			t.Errorf("entry %d: section %q, name %q at %d:%d", i, e.Section, e.Name, e.Line, e.Column)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("a=b\n[c]\nd: e\\\nf"))
	f.Add([]byte("\xef\xbb\xbf\\=\\\r\n=x"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, e := range Parse(data) {
			if e.Name == "" || e.Line < 1 || e.Column < 1 || len(e.Name) > maxName {
				t.Errorf("entry at %d:%d", e.Line, e.Column)
			}
			if v, ok := secret.Word(e.Value); ok && v == "" {
				t.Error("a word of nothing")
			}
		}
	})
}
