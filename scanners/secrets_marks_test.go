// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"regexp/syntax"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/scanners/internal/multipattern"
)

// TestMarksBeginAsTheySay: what is looked for first is what every token of the form
// begins with, as taking its expression apart says too.
func TestMarksBeginAsTheySay(t *testing.T) {
	all := marksOf(catalog.Marked())
	if len(all) < 20 {
		t.Errorf("%d kinds are looked for only", len(all))
	}
	for _, m := range all {
		if re, err := syntax.Parse(m.Form, syntax.Perl); err != nil || re.Op == syntax.OpAlternate && len(m.Prefixes) < 2 {
			t.Errorf("%s: %v", m.ID, err)
		}
		for _, l := range multipattern.Analyse(m.Form).Literals {
			begins := false
			for _, p := range m.Prefixes {
				p = strings.ToLower(p)
				begins = begins || strings.HasPrefix(p, l) || strings.HasPrefix(l, p)
			}
			if !begins {
				t.Errorf("%s: a token may begin with %q, and %q are looked for", m.ID, l, m.Prefixes)
			}
		}
	}
}

// BenchmarkEngine is what a run pays for its engine.
func BenchmarkEngine(b *testing.B) {
	for b.Loop() {
		engineOf(Owner{Read: func(string) []byte { return []byte(" ") }}).Find("a.txt", []byte("x"))
	}
}
