// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/graph/catalog"
)

const ownKinds = `token "acme_deploy_token" {
  title     = "Acme deploy token"
  scope     = "every deployment of the shop"
  variables = ["ACME_DEPLOY"]
  prefix    = "acmd_"
  opens     = "account"
  power     = ["delete"]
  reaches   = ["orders"]
  narrower  = "acme_job_token"
  fix { steps = ["make a job token for the one deployment"] }
}
token "acme_job_token" {
  title  = "Acme job token"
  scope  = "one deployment"
  prefix = "acmj_"
  opens  = "project"
}
`

// TestAKindOfTokenOfOnesOwn: the configuration says what it is and what it opens; a
// path cites its line. Without it nobody could know, a name of another kind says
// nothing, and a vendor's token is what it is, whatever its variable.
func TestAKindOfTokenOfOnesOwn(t *testing.T) {
	t.Cleanup(func() { catalog.Declare(nil) })
	for _, c := range []struct{ says, line, config, want string }{
		{"by its variable", "ACME_DEPLOY=canary-77Yq2mTfLw0Zx8Rk", strings.Replace(ownKinds, "  prefix    = \"acmd_\"\n", "", 1), "production-blast-path"},
		{"by its prefix", "SHOP_KEY=acmd_canary77Yq2mTfLw0Zx8Rk", ownKinds, "production-blast-path"},
		{"in a shell's syntax", "export STAGING_ACME_DEPLOY='acmd_canary77Yq2mTfLw0Zx8Rk'", ownKinds, "production-blast-path"},
		{"nobody says what it is", "ACME_DEPLOY=canary-77Yq2mTfLw0Zx8Rk", "", ""},
		{"a value of another form under its variable", "ACME_DEPLOY=canary-77Yq2mTfLw0Zx8Rk", ownKinds, ""},
		{"another kind", "SHOP_KEY=acmj_canary77Yq2mTfLw0Zx8Rk", ownKinds, ""},
		{"a vendor's token under its name", "ACME_DEPLOY=ghp_canary77Yq2mTfLw0Zx8RkBq7Lx2VtPz9Kd4", ownKinds, ""},
	} {
		r := newRepository(t)
		r.lay(map[string]string{".env.staging": c.line + "\n", "envs/prod/main.tf": strings.Replace(stored, "= true", "= false", 1), ".stagedoor.hcl": c.config})
		r.git("add", "-A")
		_, text := said(t, "scan", "--format", "json", "--rules", "production-blast-path", r.dir)
		var report struct {
			Findings []struct {
				Rule, Basis, Fix string
				Paths            []json.RawMessage
			}
		}
		if err := json.Unmarshal([]byte(text), &report); err != nil {
			t.Fatal(c.says, err, text)
		}
		got := ""
		for _, f := range report.Findings {
			got = f.Rule
			if path := string(f.Paths[0]); !strings.Contains(path, "the Acme deploy token opens it") || !strings.Contains(path, ".stagedoor.hcl") || f.Basis != "named" && f.Basis != "read" {
				t.Errorf("%s: %s %s", c.says, f.Basis, path)
			}
		}
		if got != c.want || strings.Contains(text, "canary") {
			t.Errorf("%s: %q, want %q: %s", c.says, got, c.want, text)
		}
	}
}
