// SPDX-License-Identifier: Apache-2.0

package reporters

import (
	"os"
	"testing"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// TestThePageOfHostileFindings writes a page of findings whose every word is
// hostile for the browser test of .ci/page.js, where STAGEDOOR_HOSTILE_PAGE names
// a file; without, it only looks at its data.
func TestThePageOfHostileFindings(t *testing.T) {
	active := []string{
		`</script><script>alert(1)</script>`, `<img src=x onerror=alert(1)>`, `<svg onload=alert(1)>`, `<iframe src="javascript:alert(1)">`, `<!--<script>`,
		`"><b onmouseover=alert(1)>`, `<meta http-equiv=refresh content="0;url=https://evil.example">`, `<link rel=stylesheet href=//evil.example/x.css>`,
		`javascript:alert(1)`, `<form action=https://evil.example><button>press`, `<base href=//evil.example>`, `__proto__`, `constructor`, "</template>", "]]>", "{{constructor.constructor('alert(1)')()}}",
	}
	rep := tell(t, ".env", "T", "pgdata").report()
	rep.Findings = nil
	for _, bad := range append(active, hostile...) {
		one := tell(t, bad, bad, bad)
		f := one.blast()
		f.Title, f.Message, f.Fix, f.NotSo, f.WrongIf, f.Key = bad, bad, bad, bad, bad, []string{bad}
		for i := range f.Paths[0].Steps {
			f.Paths[0].Steps[i].Says = bad
		}
		rep.Findings = append(rep.Findings, f)
		rep.Gaps = append(rep.Gaps, graph.Gap{At: graph.Location{File: bad}, Kind: graph.Invalid, Why: bad})
		rep.Production = append(rep.Production, Reason{File: bad, Environment: bad, Tier: graph.Production, Why: bad})
		rep.NotCovered = append(rep.NotCovered, bad)
	}
	r, _ := Find("html")
	out, _, err := Render(r, rep, secret.NewVault().Search())
	if err != nil {
		t.Fatal(err)
	}
	dataOf(t, string(out))
	if file := os.Getenv("STAGEDOOR_HOSTILE_PAGE"); file != "" {
		if err := os.WriteFile(file, out, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
