// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/providers/recorded"
)

// The shapes of answers here were checked against public-v2-for-users.gen.yaml of
// the npm package @neondatabase/api-client 2.7.3 (Neon's own API description).

const neonAPI = "console.neon.tech/api/v2"

// told asks a provider with answers, and builds the graph of what it said.
func told(t *testing.T, p Provider, answers *recorded.Answers) (*graph.Graph, *Client) {
	t.Helper()
	env := map[string]string{}
	for _, name := range p.Variables {
		env[name] = "canary-8f21c0aa"
	}
	return toldWith(t, p, env, answers)
}

// toldWith is told with an environment.
func toldWith(t *testing.T, p Provider, env map[string]string, answers http.RoundTripper) (*graph.Graph, *Client) {
	t.Helper()
	vault := secret.NewVault()
	c := newClient(p, "", Options{
		Vault: vault, Transport: answers, Now: time.Date(2026, 11, 26, 0, 0, 0, 0, time.UTC),
		Getenv: func(name string) string { return env[name] },
		Sleep:  func(context.Context, time.Duration) error { return nil },
	})
	facts := graph.NewFacts(vault, "")
	if err := p.Ask(t.Context(), c, facts); err != nil {
		c.Failed(facts, "", err)
	}
	return graph.Build(facts), c
}

// answering makes answers of pairs of names and bodies.
func answering(pairs ...string) *recorded.Answers {
	a := &recorded.Answers{}
	for i := 0; i+1 < len(pairs); i += 2 {
		a.Add("http/"+pairs[i], []byte(pairs[i+1]))
	}
	return a
}

// node is the one thing of a type and name.
func node(t *testing.T, g *graph.Graph, k graph.Kind, typ, name string) *graph.Node {
	t.Helper()
	for n := range g.Nodes(k) {
		if n.Type == typ && (name == "" || n.Name == name) {
			return n
		}
	}
	t.Fatalf("no %s %s", typ, name)
	return nil
}

func neonOrg(more ...string) *recorded.Answers {
	return answering(append([]string{
		neonAPI + "/auth", `{"account_id":"a","auth_method":"api_key_user"}`,
		neonAPI + "/users/me", `{"id":"user-1"}`,
		neonAPI + "/users/me/organizations", `{"organizations":[{"id":"org-a","name":"Acme"}]}`,
		neonAPI + "/organizations/org-a/members", `{"members":[{"member":{"user_id":"user-1","role":"admin"}}]}`,
		neonAPI + "/projects/shared", `{"projects":[]}`,
	}, more...)...)
}

func TestNeonRolesNarrowAKey(t *testing.T) {
	for _, c := range []struct {
		role  string
		power graph.Power
	}{
		{"admin", graph.Read | graph.Write | graph.Delete | graph.Administer},
		{"member", graph.Read | graph.Write},
		{"collaborator", graph.Read | graph.Write},
		{"a role of next year", graph.Read | graph.Write},
		{"viewer", graph.Read},
	} {
		a := neonOrg(neonAPI+"/projects", `{"projects":[]}`)
		a.Add("http/"+neonAPI+"/organizations/org-a/members", fmt.Appendf(nil,
			`{"members":[{"member":{"user_id":"user-0","role":"admin"}},{"member":{"user_id":"user-1","role":%q}}]}`, c.role))
		g, client := told(t, Neon, a)
		key := node(t, g, graph.Credential, "neon_personal_api_key", "")
		opened := false
		for l := range key.Out(graph.Opens) {
			opened = true
			if l.Power != c.power {
				t.Errorf("%s: %v, want %v", c.role, l.Power, c.power)
			}
		}
		if !opened || client.incomplete.Load() {
			t.Errorf("%s: opens nothing, or is incomplete: %v", c.role, g.Gaps())
		}
	}
}

func TestNeonListsPages(t *testing.T) {
	a := neonOrg(
		neonAPI+"/projects", `{"projects":[{"id":"p-1","name":"one"}],"pagination":{"cursor":"p-1"}}`,
		neonAPI+"/projects?cursor=p-1", `{"projects":[{"id":"p-2","name":"two"},7],"pagination":{"cursor":"p-2"}}`,
		neonAPI+"/projects?cursor=p-2", `{"projects":[{"id":"p-3","name":"three"}],"pagination":{"cursor":"p-1"}}`, // round in a circle
	)
	g, c := told(t, Neon, a)
	for _, name := range []string{"one", "two", "three"} {
		node(t, g, graph.Store, "neon_project", name)
	}
	odd := false
	for _, gap := range g.Gaps() {
		odd = odd || strings.Contains(gap.Why, "1 entries are not in the documented form")
	}
	if !odd || !c.incomplete.Load() {
		t.Error("the odd project and the missing branches are gaps", g.Gaps())
	}
}

func TestNeonHistoryProtectionAndSnapshots(t *testing.T) {
	project := neonAPI + "/projects/p-1"
	g, c := told(t, Neon, neonOrg(
		neonAPI+"/projects", `{"projects":[{"id":"p-1","name":"shop","history_retention_seconds":21600},{"id":"p-2","name":"blog","history_retention_seconds":0}],"pagination":{"cursor":"p-2"}}`,
		neonAPI+"/projects?cursor=p-2", `{"projects":[],"pagination":{"cursor":"p-2"}}`,
		project+"/branches", `{"branches":[{"id":"br-1","name":"main","default":true,"protected":true},{"id":"br-2","name":"staging","parent_id":"br-1","default":false,"protected":false,"current_state":"a state of next year"}]}`,
		project+"/endpoints", `{"endpoints":[{"host":"ep-a-1.us-east-2.aws.neon.tech","branch_id":"br-1"},{"host":"","branch_id":"br-2"},{"host":"ep-b-2.us-east-2.aws.neon.tech","branch_id":"gone"}]}`,
		project+"/branches/br-1/databases", `{"databases":[{"name":"shop"},{"name":null}]}`,
		project+"/snapshots", `{"snapshots":[{"id":"s-1","name":"s","source_branch_id":"br-1","created_at":"2026-11-20T00:00:00Z"},{"id":"s-2","name":"s","created_at":"2026-11-24T00:00:00Z","source_branch_id":"br-1"}]}`,
		project+"/branches/br-1/backup_schedule", `{"schedule":[{"frequency":"daily","hour":3,"retention_seconds":604800},{"frequency":"monthly","retention_seconds":2592000},{"frequency":"sometimes"}]}`,
		neonAPI+"/projects/p-2/branches", `{"branches":[{"id":"br-9","name":"main","default":true,"protected":false}]}`,
		neonAPI+"/projects/p-2/endpoints", `{"endpoints":[]}`,
		neonAPI+"/projects/p-2/snapshots", `{"snapshots":[]}`,
	))
	if c.incomplete.Load() {
		t.Error(g.Gaps())
	}
	shop, blog := node(t, g, graph.Store, "neon_project", "shop"), node(t, g, graph.Store, "neon_project", "blog")
	if l, _ := shop.Trait(graph.TraitLock); l.Is != graph.Yes {
		t.Error("a project with a protected branch cannot be deleted")
	}
	if l, _ := blog.Trait(graph.TraitLock); l.Is != graph.No {
		t.Error("a project without one can")
	}
	if h, _ := node(t, g, graph.Backup, "neon_history", "").Trait(graph.Retention); h.Hours != 6 {
		t.Error("history of", h.Hours, "hours")
	}
	if !blog.Is(graph.BackupsOff) {
		t.Error("no history and no snapshots are no backups")
	}
	snapshots := node(t, g, graph.Backup, "neon_snapshot", "")
	newest, _ := snapshots.Trait(graph.NewestCopy)
	every, _ := snapshots.Trait(graph.BackupSchedule)
	if newest.Detail != "2026-11-24" || every.Hours != 24 {
		t.Error(newest, every)
	}
	node(t, g, graph.Store, "postgres_database", "shop on ep-a-1.us-east-2.aws.neon.tech")
}

func TestNeonProjectKeyIsToldByWhatItMayNot(t *testing.T) {
	for _, c := range []struct{ keys, kind string }{
		{`[{"id":1,"name":"ci"}]`, "neon_organization_api_key"},
		{"HTTP/1.1 403 Forbidden\n\n{}", "neon_project_api_key"},
		{"HTTP/1.1 500 Internal Server Error\n\n{}", "neon_api_key"},
	} {
		a := neonOrg(neonAPI+"/projects", `{"projects":[]}`, neonAPI+"/organizations/org-a/api_keys", c.keys)
		a.Add("http/"+neonAPI+"/auth", []byte(`{"auth_method":"api_key_org"}`))
		g, _ := told(t, Neon, a)
		node(t, g, graph.Credential, c.kind, "NEON_API_KEY")
	}
}
