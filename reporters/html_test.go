// SPDX-License-Identifier: Apache-2.0

package reporters

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"
)

// cytoscapeSum is of cytoscape.min.js 3.34.4 as npm has it (integrity of the
// package: sha512-msY99tMY8iWTg+sIPGfSqDcPNOt4xcj+v/K/7qUFaCUxxlqnMkUYLBjRUzn9W5CU/R2hrmtJa5+UtovrEM2ctg==).
const cytoscapeSum = "081591ab735b2b6a3b31a3c60f8f3a3e2fee8c92939e0c7820ad1208571b6cd8"

//go:embed html/cytoscape.LICENSE
var cytoscapeLicence string

func TestCytoscapeIsAsItsMakersShipIt(t *testing.T) {
	if sum := sha256.Sum256([]byte(cytoscape)); hex.EncodeToString(sum[:]) != cytoscapeSum {
		t.Error("html/cytoscape.min.js is not the file that npm has")
	}
	if !strings.Contains(cytoscapeLicence, "The Cytoscape Consortium") || strings.Contains(cytoscape, "</script") {
		t.Error("its licence, or something in it that ends its element")
	}
}

var dataElement = regexp.MustCompile(`(?s)<script type="application/json" id="data">(.*?)</script>`)

// dataOf holds the page against its frame and returns its data: the frame is ours
// to the byte, so that nothing of a report stands outside the data.
func dataOf(t *testing.T, out string) string {
	t.Helper()
	m := dataElement.FindStringSubmatch(out)
	if m == nil || string(framed([]byte(m[1]))) != out {
		t.Fatal("the page is not its frame around one element of data")
	}
	var p htmlPage
	if err := json.Unmarshal([]byte(m[1]), &p); err != nil || strings.ContainsAny(m[1], "<>&") {
		t.Fatalf("the data could end its element: %v", err)
	}
	return m[1]
}

func TestThePageAllowsNothingButItself(t *testing.T) {
	page := string(framed([]byte("{}")))
	for _, want := range []string{"default-src 'none'", "base-uri 'none'", "form-action 'none'", sourceHash(pageScript), sourceHash(cytoscape), sourceHash(pageStyle)} {
		if !strings.Contains(page, want) {
			t.Errorf("the policy lacks %s", want)
		}
	}
	for _, bad := range []string{"unsafe-", "http-equiv=\"refresh\"", " src=", "<link", "<img", "@import", "url("} {
		if strings.Contains(page[:strings.Index(page, `id="data"`)], bad) {
			t.Errorf("the frame holds %q", bad)
		}
	}
	for _, bad := range []string{"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "fetch(", "XMLHttpRequest", "import("} {
		if strings.Contains(pageScript, bad) {
			t.Errorf("the page's script uses %s", bad)
		}
	}
}

func TestAPathIsLaidOutFromLeftToRight(t *testing.T) {
	s := tell(t, ".env", "T", "pgdata")
	p := drawnPath(viewFinding(s.blast()).Paths[0])
	if len(p.Nodes) != 4 || len(p.Steps) != 3 {
		t.Fatalf("%+v", p)
	}
	for i := 1; i < len(p.Nodes); i++ {
		if p.Nodes[i].X <= p.Nodes[i-1].X {
			t.Errorf("%+v is not right of %+v", p.Nodes[i], p.Nodes[i-1])
		}
	}
}

func TestTheMatrixCountsCrossings(t *testing.T) {
	tiers, n := matrix([]findingView{
		{Severity: 3, Tiers: []string{"production", "staging"}}, {Severity: 3, Tiers: []string{"production"}}, {Severity: 1, Tiers: []string{"staging"}}, {Severity: 0, Tiers: []string{"staging"}}})
	if strings.Join(tiers, " ") != "production staging" || n[0][0] != 1 || n[1][0] != 1 || n[1][1] != 1 || n[0][1] != 0 {
		t.Errorf("%v %v", tiers, n)
	}
}

// TestThePageOfManyFindings writes a page for the browser test of .ci/html.js,
// where STAGEDOOR_PAGE names a file; without, it only looks at its size.
func TestThePageOfManyFindings(t *testing.T) {
	s, rep := many(t, 5000)
	out := s.render(t, "html", rep)
	if len(out) > 40<<20 {
		t.Errorf("%d bytes for 5,000 findings", len(out))
	}
	if file := os.Getenv("STAGEDOOR_PAGE"); file != "" {
		if err := os.WriteFile(file, []byte(out), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
