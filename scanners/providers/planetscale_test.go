// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"testing"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/providers/recorded"
)

// The shapes of answers here were checked against PlanetScale's own description of
// its API, as mirrored in
// https://github.com/alchemy-run/distilled-spec-planetscale/blob/5bbeacd5a4090e0ba73dcf10b189c80df7f7cee5/specs/openapi.json

const planetScaleAPI = "api.planetscale.com/v1/organizations"

// toldByPlanetScale is told, with the id that goes with the token.
func toldByPlanetScale(t *testing.T, answers *recorded.Answers) (*graph.Graph, *Client) {
	t.Helper()
	return toldWith(t, PlanetScale, map[string]string{"PLANETSCALE_SERVICE_TOKEN": "pscale_tkn_canary8f21c0aa", planetScaleID: "tid0a1b2c3d4"}, answers)
}

func TestPlanetScaleAccessesArePowersOverSingleDatabases(t *testing.T) {
	g, c := toldByPlanetScale(t, answering(
		planetScaleAPI, `{"data":[{"name":"acme"}],"next_page":null}`,
		planetScaleAPI+"/acme/service-tokens/tid0a1b2c3d4", `{"service_token_accesses":[
			{"access":"read_branch","resource_type":"Organization","resource_name":"acme"},
			{"access":"delete_database","resource_type":"Database","resource_name":"blog","resource_id":"d-2"},
			{"access":"connect_production_branch","resource_type":"Database","resource_name":"shop"},
			{"access":"delete_branch","resource_type":"Database","resource_name":"shop"},
			{"access":"an_access_of_next_year","resource_type":"Database","resource_name":"shop"}]}`,
		planetScaleAPI+"/acme/databases", `{"data":[{"id":"d-1","name":"shop","deletion_protected":true}],"next_page":2}`,
		planetScaleAPI+"/acme/databases?page=2", `{"data":[{"id":"d-2","name":"blog","deletion_protected":null,"multiple_admins_required_for_deletion":true}],"next_page":null}`,
		planetScaleAPI+"/acme/databases/shop/branches", `{"data":[{"name":"main","production":true,"deletion_protected":false,"kind":"mysql"},{"name":"pr/1","production":false,"kind":"a kind of next year"}]}`,
		planetScaleAPI+"/acme/databases/shop/backup-policies", `{"data":[{"target":"production","frequency_value":12,"frequency_unit":"hours","retention_value":2,"retention_unit":"day"},{"target":"development","frequency_value":1,"frequency_unit":"hour"}]}`,
		planetScaleAPI+"/acme/databases/shop/branches/main/backups", `{"data":[{"state":"success","completed_at":"2026-11-25T00:00:00Z"},{"state":"failed","completed_at":"2026-11-26T00:00:00Z"}]}`,
		planetScaleAPI+"/acme/databases/shop/branches/main/passwords", `{"data":[{"username":"u1xxxx2abcde","access_host_url":"aws.connect.psdb.cloud","plain_text":null},{"username":null}]}`,
		planetScaleAPI+"/acme/databases/blog/branches", `{"data":[{"name":"main","production":true,"kind":"postgresql"}]}`,
		planetScaleAPI+"/acme/databases/blog/backup-policies", `{"data":[]}`,
		planetScaleAPI+"/acme/databases/blog/branches/main/backups", `{"data":[]}`,
	))
	if c.incomplete.Load() {
		t.Error(g.Gaps())
	}
	opens := map[string]graph.Power{}
	for l := range node(t, g, graph.Credential, planetScaleToken, "PLANETSCALE_SERVICE_TOKEN").Out(graph.Opens) {
		opens[l.To.Name] = l.Power
	}
	want := map[string]graph.Power{"blog": graph.Read | graph.Delete, "shop/main": graph.Read | graph.Write, "shop/pr/1": graph.Delete}
	for name, power := range want {
		if opens[name] != power {
			t.Errorf("%s: %v, want %v", name, opens[name], power)
		}
	}
	if len(opens) != len(want) {
		t.Error(opens)
	}
	shop, blog := node(t, g, graph.Store, "planetscale_database", "shop"), node(t, g, graph.Store, "planetscale_database", "blog")
	if l, _ := shop.Trait(graph.TraitLock); l.Is != graph.Yes || l.Detail != graph.LockAPI {
		t.Error("deletion protection is on", l)
	}
	if l, _ := blog.Trait(graph.TraitLock); l.Is != graph.Yes || l.Detail != graph.LockOther {
		t.Error("a second administrator is needed", l)
	}
	if !blog.Is(graph.BackupsOff) || shop.Is(graph.BackupsOff) {
		t.Error("blog has no backups, and shop has")
	}
	backups := node(t, g, graph.Backup, "planetscale_backup", "")
	every, _ := backups.Trait(graph.BackupSchedule)
	kept, _ := backups.Trait(graph.Retention)
	newest, _ := backups.Trait(graph.NewestCopy)
	if every.Hours != 12 || kept.Hours != 48 || newest.Detail != "2026-11-25" {
		t.Error(every, kept, newest)
	}
}

func TestPlanetScaleSaysWhatTheTokenLacks(t *testing.T) {
	g, c := toldByPlanetScale(t, answering(
		planetScaleAPI, `{"data":[{"name":"acme"}]}`,
		planetScaleAPI+"/acme/service-tokens/tid0a1b2c3d4", "HTTP/1.1 403 Forbidden\n\n{}",
		planetScaleAPI+"/acme/databases", `{"data":[]}`,
	))
	if len(g.Gaps()) != 1 || !c.incomplete.Load() {
		t.Error(g.Gaps())
	}
	for l := range node(t, g, graph.Credential, planetScaleToken, "").Out(graph.Opens) {
		if l.Power != 0 {
			t.Error("what it may do is not known", l.Power)
		}
	}
}

func TestPlanetScaleNamesAndFlags(t *testing.T) {
	p := &planetScale{Client: asked(t, PlanetScale, &recorded.Answers{}), out: graph.NewFacts(secret.NewVault(), "")}
	for _, c := range []struct {
		database, branch string
		production       bool
		tier             graph.Tier
	}{
		{"shop", "main", true, graph.Production},
		{"shop", "staging", true, graph.Staging},
		{"shop-staging", "main", true, graph.Staging},
		{"shop", "pr-1", false, graph.Preview},
		{"shop", "sale", false, graph.Development},
		{"shop-production", "main", true, graph.Production},
	} {
		d := planetScaleDatabase{Name: c.database, key: "acme/" + c.database, base: "/v1/d"}
		d.store = Store(p.out, "planetscale_database", d.key, d.Name, p.Fetched("/v1/d", ""))
		b := p.branch("/v1", "/v1/d/branches", d, planetScaleBranch{Name: c.branch, Production: c.production})
		n := graph.Build(p.out).Node(b.store)
		if _, ok := n.InTier(c.tier); !ok || len(n.Environments()) != 1 {
			t.Errorf("%s of %s: not %s alone", c.branch, c.database, c.tier)
		}
	}
}
