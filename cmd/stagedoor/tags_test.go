// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/rules"
)

// TestAnotherSecretInAnAcceptedPlace: the line that a report prints accepts the
// finding, as long as it is about the same secret.
func TestAnotherSecretInAnAcceptedPlace(t *testing.T) {
	r := newRepository(t)
	lay := func(url string) {
		r.lay(map[string]string{".env.staging": "DATABASE_URL=" + url + "\n", ".env.production": "DATABASE_URL=" + url + "\n"})
		r.git("add", "-A")
	}
	scan := func() string {
		var out, errs bytes.Buffer
		run(t.Context(), []string{"scan", "--format", "json", "--rules", "shared-credential,stale-ignore", r.dir}, &out, &errs)
		var report struct {
			Findings []struct {
				Rule  string
				NotSo string `json:"not_so"`
			}
		}
		if err := json.Unmarshal(out.Bytes(), &report); err != nil {
			t.Fatal(err, errs.String())
		}
		var all []string
		for _, f := range report.Findings {
			if all = append(all, f.Rule); f.Rule == "shared-credential" {
				all = append(all, f.NotSo)
			}
		}
		return strings.Join(all, "; ")
	}
	lay(sharedURL)
	line, ok := strings.CutPrefix(scan(), "shared-credential; ")
	if !ok || !strings.Contains(line, ":") {
		t.Fatal("no tag in ", line)
	}
	if line != strings.TrimPrefix(scan(), "shared-credential; ") {
		t.Error("the tag differs from run to run")
	}
	r.lay(map[string]string{".stagedoor.hcl": strings.Replace(line, `reason = ""`, `reason = "to be split"`, 1) + "\n"})
	if got := scan(); got != "" {
		t.Errorf("accepted: %q", got)
	}
	lay(rotatedURL)
	if got := scan(); !strings.HasPrefix(got, "shared-credential; accept") || !strings.HasSuffix(got, "stale-ignore") {
		t.Errorf("another secret: %q", got)
	}
}

// BenchmarkTags: a report of a thousand findings, each about a secret of its own.
func BenchmarkTags(b *testing.B) {
	vault := secret.NewVault()
	facts := graph.NewFacts(vault, "")
	for i := range 1000 {
		id := facts.Literal("railway_account_token", "A", secret.New("canary-"+strings.Repeat("x", i)))
		facts.Link(graph.Edge{From: facts.Node(graph.Thing{Kind: graph.Holder, Type: "file", Key: "a"}), Verb: graph.Holds, To: id}, graph.Evidence{Basis: graph.ReadInFile})
	}
	g := graph.Build(facts)
	var found []rules.Finding
	for c := range g.Nodes(graph.Credential) {
		f := rules.Finding{Rule: "exposed-credential", About: c, Key: []string{c.Public()}}
		f.NotSo = "accept \"exposed-credential\" \"" + f.Fingerprint()[:16] + "\" { reason = \"\" }"
		found = append(found, f)
	}
	for b.Loop() {
		t := &tags{vault: vault}
		t.lines(append([]rules.Finding{}, found...))
	}
}
