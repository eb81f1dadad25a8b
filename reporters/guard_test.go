// SPDX-License-Identifier: Apache-2.0

package reporters

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/rules"
)

// through renders in every format, behind a door that looks for the secrets.
func through(t *testing.T, rep Report, secrets []string, check func(t *testing.T, format, out string, withheld int)) {
	t.Helper()
	vault := secret.NewVault()
	for _, x := range secrets {
		vault.Seal(secret.New(x))
	}
	search := vault.Search(constants()...)
	for _, r := range All() {
		t.Run(r.Name, func(t *testing.T) {
			out, withheld, err := Render(r, rep, search)
			if err != nil {
				t.Fatal(err)
			}
			if r.Name == "html" {
				out = []byte(dataOf(t, string(out)))
			}
			if r.json && !json.Valid(out) {
				t.Fatal("what came out is not JSON")
			}
			check(t, r.Name, string(out), withheld)
		})
	}
}

func TestASecretInAnyFieldIsMasked(t *testing.T) {
	const leak = `canary "quoted" & <sealed>`
	s := tell(t, "conf/"+leak+"/.env", leak, "vol-"+leak)
	rep := s.report()
	rep.Paths = []string{leak}
	rep.NotCovered, rep.Next = []string{leak}, "run "+leak
	rep.Gaps = append(rep.Gaps, graph.Gap{Kind: graph.Invalid, Why: leak})
	through(t, rep, []string{leak}, func(t *testing.T, format, out string, withheld int) {
		if strings.Contains(out, "canary") || strings.Contains(out, "quoted") || withheld != 0 {
			t.Errorf("withheld %d, and it came out:\n%s", withheld, out)
		}
		if !strings.Contains(out, secret.Mask) && !strings.Contains(out, "%E2%80%A2") {
			t.Error("nothing says that something was masked")
		}
		if !strings.Contains(out, "production-blast-path") {
			t.Error("the finding is gone")
		}
	})
}

func TestTwoFieldsThatMakeASecretAreWithheld(t *testing.T) {
	s := tell(t, ".env", "TOKEN", "pgdata")
	rep := s.report()
	// Each half is harmless. Text and SARIF put the message's end beside the fix.
	f := rep.Findings[0]
	f.Message, f.Fix, f.Contains = "it ends in canary-half-one.", "canary-half-two begins it.", nil
	rep.Findings[0] = f
	var joined []string
	for _, format := range []string{"text", "sarif"} {
		r, ok := Find(format)
		if !ok {
			continue
		}
		out, _, err := Render(r, rep, nil)
		if err != nil {
			t.Fatal(err)
		}
		if r.json {
			var text string
			for _, lit := range jsonStrings(string(out)) {
				if strings.Contains(string(out[lit.Start:lit.End]), "half-one") {
					_ = json.Unmarshal([]byte(`"`+string(out[lit.Start:lit.End])+`"`), &text)
				}
			}
			out = []byte(text)
		}
		i, j := strings.Index(string(out), "half-one"), strings.Index(string(out), "half-two")
		if i < 0 || j < i {
			t.Fatalf("%s does not put the message before the fix", format)
		}
		joined = append(joined, string(out[i:j+8]))
	}
	through(t, rep, joined, func(t *testing.T, format, out string, withheld int) {
		for _, x := range joined {
			if strings.Contains(out, x) {
				t.Error("the secret came out")
			}
		}
		if format != "text" && format != "sarif" {
			return // which do not show the two as one such text
		}
		if withheld != 1 || !strings.Contains(out, withheldTitle) || !strings.Contains(out, "spanning-data-store") {
			t.Errorf("withheld %d:\n%s", withheld, out)
		}
	})
}

func TestOurWordsSilenceNothing(t *testing.T) {
	s := tell(t, "file", "critical", "production-blast-path")
	rep := s.report()
	plain := map[string]string{}
	through(t, rep, nil, func(t *testing.T, format, out string, _ int) { plain[format] = out })
	words := []string{
		"production-blast-path", "critical", "file", `"severity": "critical"`, "credential", "primaryLocationLineHash", "schema_version",
		s.blast().Fingerprint(), s.blast().Fingerprint()[:16], "\"line\": 3,\n", "stagedoor explain", "gate: failed", "docs.oasis-open.org",
		"critical and high findings", "unicodeCodePoints", "https://github.com/stagedoor/stagedoor",
	}
	through(t, rep, words, func(t *testing.T, format, out string, withheld int) {
		if withheld != 0 || out != plain[format] {
			t.Errorf("withheld %d; a secret that equals our words changed the report to\n%s", withheld, out)
		}
	})
}

func TestAReportIsNeverEmpty(t *testing.T) {
	s := tell(t, "secretive-canary-file", "secretive-canary-name", "secretive-canary-volume")
	rep := s.report()
	var all []string
	for _, f := range rep.Findings {
		all = append(all, f.Title, f.Message, f.Fix, f.NotSo, f.About.Name, f.Rule, "Fix: "+f.Fix, "  "+f.Title)
	}
	through(t, rep, all, func(t *testing.T, format, out string, _ int) {
		for _, rule := range []string{"production-blast-path", "spanning-data-store"} {
			if !strings.Contains(out, rule) {
				t.Errorf("%s is gone:\n%s", rule, out)
			}
		}
		if format == "json" {
			validate(t, out)
		}
	})
}

func TestTheDoorIsOpenWithoutSecrets(t *testing.T) {
	through(t, Report{Findings: []rules.Finding{{Rule: "x"}}}, nil, func(t *testing.T, _, out string, withheld int) {
		if withheld != 0 || !strings.Contains(out, "x") {
			t.Errorf("withheld %d: %s", withheld, out)
		}
	})
}

func TestPassMasksListings(t *testing.T) {
	vault := secret.NewVault()
	vault.Seal(secret.New(token))
	search := vault.Search()
	if out, hits := Pass([]byte("a "+token+" b"), search); hits != 1 || string(out) != "a "+secret.Mask+" b" {
		t.Errorf("%d hits, %s", hits, out)
	}
	if out, hits := PassJSON([]byte(`{"a": "`+token+`", "b": 1}`), search); hits != 1 || string(out) != `{"a": "`+secret.Mask+`", "b": 1}` {
		t.Errorf("%d hits, %s", hits, out)
	}
}

func FuzzTheDoorKeepsJSONValid(f *testing.F) {
	f.Add("canary-\"-secret\\", "around", ".env")
	f.Fuzz(func(t *testing.T, leak, name, file string) {
		s := tell(t, file+leak, name+leak+name, "pgdata")
		vault := secret.NewVault()
		vault.Seal(secret.New(leak))
		r, _ := Find("json")
		out, _, err := Render(r, s.report(), vault.Search())
		if err != nil || !json.Valid(out) {
			t.Fatalf("not JSON (%v)", err)
		}
	})
}
