// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/graph"
)

// The shapes of answers here were checked against Supabase's own API description:
// https://github.com/supabase/cli/blob/1d1e7191268e068fe9cb6aba524d1c619a9c727b/packages/api/src/generated/openapi.json

const supabaseAPI = "api.supabase.com/v1"

func supabaseAnswers(role string, more ...string) []string {
	return append([]string{
		supabaseAPI + "/organizations", `[{"id":"acme","slug":"acme","name":"Acme"},null]`,
		supabaseAPI + "/profile", `{"gotrue_id":"u-1","primary_email":"sam@acme.example","username":"sam"}`,
		supabaseAPI + "/organizations/acme/members", fmt.Sprintf(`[{"user_id":"u-0","user_name":"kim","role_name":"Owner"},{"user_id":"u-1","user_name":"sam","role_name":%q}]`, role),
		supabaseAPI + "/projects", `[]`,
	}, more...)
}

func TestSupabaseRolesNarrowAToken(t *testing.T) {
	for _, c := range []struct {
		role  string
		power graph.Power
	}{
		{"Owner", graph.Read | graph.Write | graph.Delete | graph.Administer},
		{"Administrator", graph.Read | graph.Write | graph.Delete | graph.Administer},
		{"Developer", graph.Read | graph.Write},
		{"Read-Only", graph.Read},
		{"Read-only", graph.Read},
		{"Billing", 0},
	} {
		g, _ := told(t, Supabase, answering(supabaseAnswers(c.role)...))
		for l := range node(t, g, graph.Credential, "supabase_access_token", "SUPABASE_ACCESS_TOKEN").Out(graph.Opens) {
			if l.Power != c.power {
				t.Errorf("%s: %v, want %v", c.role, l.Power, c.power)
			}
		}
	}
}

func TestSupabaseBackups(t *testing.T) {
	for _, c := range []struct {
		says, answer string
		off          bool
		newest       string
		copies       int
	}{
		{"daily ones", `{"pitr_enabled":false,"walg_enabled":true,"backups":[{"status":"COMPLETED","inserted_at":"2026-11-24T02:00:00Z"},{"status":"FAILED","inserted_at":"2026-11-25T02:00:00Z"}]}`, false, "2026-11-24", 1},
		{"physical ones by their date only", `{"pitr_enabled":false,"walg_enabled":true,"backups":[],"physical_backup_data":{"latest_physical_backup_date_unix":1795564800}}`, false, "2026-11-25", 1},
		{"any point in time", `{"pitr_enabled":true,"walg_enabled":true,"backups":[]}`, false, "", 1},
		{"none", `{"pitr_enabled":false,"walg_enabled":false,"backups":[],"physical_backup_data":{}}`, true, "", 0},
		{"none that worked", `{"pitr_enabled":false,"walg_enabled":false,"backups":[{"status":"FAILED","inserted_at":"2026-11-24T02:00:00Z"}]}`, false, "", 0},
		{"physical ones, of which nothing is told", `{"pitr_enabled":false,"walg_enabled":true,"backups":[]}`, false, "", 0},
		{"parts that are other than documented", `{"pitr_enabled":true,"backups":[7,{"status":null,"inserted_at":null}],"physical_backup_data":[]}`, false, "", 1},
	} {
		g, _ := told(t, Supabase, answering(supabaseAnswers("Owner",
			supabaseAPI+"/projects", `[{"ref":"abcdefghijklmnopqrst","name":"shop","organization_id":"acme","status":"A_STATUS_OF_NEXT_YEAR"}]`,
			supabaseAPI+"/projects/abcdefghijklmnopqrst/storage/buckets", `[{"id":"avatars"}]`,
			supabaseAPI+"/projects/abcdefghijklmnopqrst/database/backups", c.answer)...))
		if files := node(t, g, graph.Store, "supabase_storage", "shop"); files.Is(graph.BackupsOff) {
			t.Error("that files have no backup is the vendor's document, not the answer")
		}
		shop := node(t, g, graph.Store, "supabase_project", "shop")
		copies, newest := 0, ""
		for l := range shop.In(graph.CopyOf) {
			copies++
			n, _ := l.From.Trait(graph.NewestCopy)
			newest = n.Detail
		}
		if copies != c.copies || newest != c.newest || shop.Is(graph.BackupsOff) != c.off {
			t.Errorf("%s: %d copies, the newest of %q, off %v", c.says, copies, newest, shop.Is(graph.BackupsOff))
		}
	}
}

func TestSupabaseBranchesAreDatabasesOfTheirOwn(t *testing.T) {
	g, c := told(t, Supabase, answering(supabaseAnswers("Owner",
		supabaseAPI+"/projects", `[{"id":"abcdefghijklmnopqrst","name":"shop","organization_slug":"acme"}]`,
		supabaseAPI+"/projects/abcdefghijklmnopqrst/database/backups", `{"pitr_enabled":true,"backups":[]}`,
		supabaseAPI+"/projects/abcdefghijklmnopqrst/storage/buckets", `[]`,
		supabaseAPI+"/projects/abcdefghijklmnopqrst/branches", `[
			{"id":"b-0","name":"main","project_ref":"abcdefghijklmnopqrst","is_default":true,"persistent":true},
			{"id":"b-1","name":"staging","project_ref":"stagingstagingstagin","is_default":false,"persistent":true},
			{"id":"b-2","name":"feature/carts","project_ref":"cartscartscartscarts","is_default":false,"persistent":false}]`)...))
	if !c.incomplete.Load() || len(g.Gaps()) != 1 || !strings.Contains(g.Gaps()[0].Why, "organisations") {
		t.Error("the odd organisation is the only gap", g.Gaps())
	}
	for name, tier := range map[string]graph.Tier{"staging": graph.Staging, "feature/carts": graph.Preview} {
		if _, ok := node(t, g, graph.Store, "supabase_branch", name).InTier(tier); !ok {
			t.Errorf("%s is not %s", name, tier)
		}
	}
	branches := 0
	for n := range g.Nodes(graph.Store) {
		if n.Type == "supabase_branch" {
			branches++
		}
	}
	if branches != 2 {
		t.Error(branches, "branches beside the project itself, want 2")
	}
}
