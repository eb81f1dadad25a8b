// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"strings"
	"testing"
)

const ownStore = `store "acme_orders" {
  title   = "Acme order store"
  hosts   = ["*.orders.acme-systems.net"]
  primary = true
  backup "snapshots" {
    fate  = "dies"
    where = "the same cluster"
  }
}
environment "production" { stores = ["*.orders.acme-systems.net"] }
`

// TestAStoreOfOnesOwn: what no catalog knows loses its copies by the owner's word,
// which the path cites; with a copy that survives nothing is found, and of a store
// that a file speaks of the word is not heard, which is told.
func TestAStoreOfOnesOwn(t *testing.T) {
	const url = "DATABASE_URL=postgres://shop:canary77Yq2mTfLw0Zx@db1.orders.acme-systems.net:5432/orders\n"
	surviving := strings.Replace(ownStore, "  primary", "  backup \"dumps\" {\n    fate  = \"survives\"\n    where = \"another account\"\n    days  = 30\n  }\n  primary", 1)
	for _, c := range []struct {
		says, config, file, text, rule, want string
		unheard                              bool
	}{
		{"its copies die", ownStore, ".env.production", url, "backup-deleted-with-data", "Acme order store", false},
		{"a copy survives", surviving, ".env.production", url, "backup-deleted-with-data", "", false},
		{"that one is kept for too short", strings.Replace(surviving, "= 30", "= 2", 1), ".env.production", url, "backup-too-old", "kept for 2 days", false},
		{"nobody says anything", "", ".env.production", url, "backup-deleted-with-data", "", false},
		{"another host", ownStore, ".env.production", strings.Replace(url, ".orders.", ".stock.", 1), "backup-deleted-with-data", "", false},
		{
			"it has none", strings.Replace(ownStore[:strings.Index(ownStore, "  backup")], "primary = true", "primary = true\n  no_backups = \"nobody got to it\"", 1) + "}\n",
			".env.production", url, "no-backup", "nobody got to it", false,
		},
		{"a file speaks of it", strings.Replace(ownStore, `["*.orders.acme-systems.net"]`, `["orders"]`, 1), "envs/prod/main.tf", stored, "backup-deleted-with-data", "", true},
	} {
		r := newRepository(t)
		r.lay(map[string]string{c.file: c.text, ".stagedoor.hcl": c.config})
		r.git("add", "-A")
		_, text := said(t, "scan", "--format", "json", "--rules", c.rule, r.dir)
		var report struct{ Findings []json.RawMessage }
		if err := json.Unmarshal([]byte(text), &report); err != nil {
			t.Fatal(c.says, err, text)
		}
		if (len(report.Findings) > 0) != (c.want != "") || len(report.Findings) > 1 {
			t.Errorf("%s: %d findings: %s", c.says, len(report.Findings), text)
			continue
		}
		for _, f := range report.Findings {
			if !strings.Contains(string(f), c.want) || !strings.Contains(string(f), ".stagedoor.hcl") || strings.Contains(string(f), "\"guessed\"") {
				t.Errorf("%s: %s", c.says, f)
			}
		}
		if _, plain := said(t, "scan", "--rules", c.rule, r.dir); strings.Contains(strings.Join(strings.Fields(plain), " "), "says of acme_orders") != c.unheard || strings.Contains(text+plain, "canary") {
			t.Errorf("%s: %s", c.says, plain)
		}
	}
}
