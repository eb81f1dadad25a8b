// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/providers/recorded"
)

// The shapes of answers here were checked against MongoDB's own description of the
// API, as its Terraform provider carries it:
// https://github.com/mongodb/terraform-provider-mongodbatlas/blob/468253dbf681e3de490d5c8c1fced537a66e2ae9/tools/codegen/atlasapispec/multi-version-api-spec.flattened.yml

const (
	atlasAPI       = "cloud.mongodb.com/api/atlas/v2"
	atlasChallenge = "HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Digest realm=\"MMS Public API\", domain=\"\", nonce=\"6SbnNV1S\", algorithm=MD5, qop=\"auth\", stale=false\n\n{}"
)

func atlasAnswers(roles string, more ...string) *recorded.Answers {
	return answering(append([]string{
		atlasAPI, atlasChallenge,
		atlasAPI + "!2", `{"apiKey":{"publicKey":"abcdwxyz","roles":[` + roles + `]}}`,
		atlasAPI + "/orgs", `{"results":[{"id":"o-1","name":"Acme"},{"id":"o-2","name":"Gone","isDeleted":true}]}`,
		atlasAPI + "/groups", `{"results":[]}`,
	}, more...)...)
}

// seen keeps the headers of what is sent.
type seen struct {
	*recorded.Answers
	headers []http.Header
}

func (s *seen) RoundTrip(r *http.Request) (*http.Response, error) {
	s.headers = append(s.headers, r.Header.Clone())
	return s.Answers.RoundTrip(r)
}

func toldByAtlas(t *testing.T, answers http.RoundTripper) (*graph.Graph, *Client) {
	t.Helper()
	return toldWith(t, MongoDBAtlas, map[string]string{"MONGODB_ATLAS_PRIVATE_KEY": "3f9c1d7e-canary", "MONGODB_ATLAS_PUBLIC_KEY": "abcdwxyz"}, answers)
}

func TestAtlasAnswersAChallengeAndSendsNoKey(t *testing.T) {
	s := &seen{Answers: atlasAnswers("")}
	if _, c := toldByAtlas(t, s); c.incomplete.Load() {
		t.Error("an empty organisation is complete")
	}
	if len(s.headers) != 4 || s.headers[0].Get("Authorization") != "" {
		t.Fatal(len(s.headers), "requests, the first of which knows no challenge yet")
	}
	for i, h := range s.headers[1:] {
		a := h.Get("Authorization")
		if !strings.HasPrefix(a, `Digest username="abcdwxyz"`) || !strings.Contains(a, fmt.Sprintf("nc=%08x", i+1)) || strings.Contains(a, "canary") {
			t.Error(a)
		}
		if !strings.HasPrefix(h.Get("Accept"), "application/vnd.atlas.") {
			t.Error("a version of the resource is not asked for:", h.Get("Accept"))
		}
	}
}

func TestAtlasAWrongKeyIsRefusedOnce(t *testing.T) {
	s := &seen{Answers: answering(atlasAPI, atlasChallenge)}
	g, c := toldByAtlas(t, s)
	if len(s.headers) != 2 || len(g.Gaps()) != 1 || !c.incomplete.Load() || !strings.Contains(g.Gaps()[0].Why, "401") {
		t.Error(len(s.headers), g.Gaps())
	}
	g, _ = toldWith(t, MongoDBAtlas, map[string]string{"MONGODB_ATLAS_PRIVATE_API_KEY": "3f9c1d7e-canary"}, s)
	if gaps := g.Gaps(); len(gaps) != 1 || !strings.Contains(gaps[0].Why, "MONGODB_ATLAS_PUBLIC_API_KEY") || len(s.headers) != 2 {
		t.Error(gaps)
	}
}

func TestAtlasRoles(t *testing.T) {
	full := graph.Read | graph.Write | graph.Delete | graph.DeleteBackups | graph.Administer
	g, c := toldByAtlas(t, atlasAnswers(
		`{"orgId":"o-1","roleName":"ORG_MEMBER"},{"groupId":"g-1","roleName":"GROUP_OWNER"},{"groupId":"g-2","roleName":"GROUP_BACKUP_MANAGER"},{"groupId":"g-2","roleName":"GROUP_DATABASE_ACCESS_ADMIN"},{"groupId":"g-3","roleName":"GROUP_OF_NEXT_YEAR"},7`,
		atlasAPI+"/groups", `{"results":[{"id":"g-1","name":"one","orgId":"o-1"},{"id":"g-2","name":"two","orgId":"o-1"},{"id":"g-3","name":"three","orgId":"o-1","tags":"none"},{"id":"g-4","name":"four","orgId":"o-3"}]}`,
	))
	want := map[string]graph.Power{"Acme": graph.Read, "one": full, "two": graph.Read | graph.Write | graph.DeleteBackups, "three": graph.Read}
	opens := 0
	for l := range node(t, g, graph.Credential, atlasKey, "MONGODB_ATLAS_PRIVATE_KEY").Out(graph.Opens) {
		opens++
		if l.Power != want[l.To.Name] {
			t.Errorf("%s: %v, want %v", l.To.Name, l.Power, want[l.To.Name])
		}
	}
	if opens != len(want) || !c.incomplete.Load() {
		t.Error(opens, "opened; the odd role is a gap")
	}
}

func TestAtlasSnapshots(t *testing.T) {
	const (
		on   = `{"results":[{"name":"orders","backupEnabled":true,"terminationProtectionEnabled":true,"tags":[{"key":"Environment","value":"production"}]}]}`
		off  = `{"results":[{"name":"orders","backupEnabled":false,"clusterType":"SHARDED"}]}`
		plan = `{"policies":[{"policyItems":[{"frequencyType":"hourly","frequencyInterval":6,"retentionUnit":"days","retentionValue":7},{"frequencyType":"monthly","frequencyInterval":40,"retentionUnit":"months","retentionValue":12},{"frequencyType":"sometimes"}]}],"autoExportEnabled":true}`
		one  = `{"results":[{"createdAt":"2026-11-25T18:00:00Z","status":"completed"},{"createdAt":"2026-11-26T18:00:00Z","status":"queued"}]}`
	)
	cluster := atlasAPI + "/groups/g-1/clusters"
	for _, c := range []struct {
		says, clusters, snapshots, policy string
		destroyed, immutable, none        bool
	}{
		{"no policy", on, one, `{}`, true, false, false},
		{"a policy", on, one, `{"state":"ACTIVE","authorizedEmail":"sam@acme.example"}`, false, true, false},
		{"a policy that may not be read", on, one, "HTTP/1.1 403 Forbidden\n\n{}", false, false, false},
		{"a policy in a state of next year", on, one, `{"state":"PAUSED"}`, false, false, false},
		{"switched off", off, `{"results":[]}`, `{}`, false, false, true},
	} {
		g, _ := toldByAtlas(t, atlasAnswers(`{"orgId":"o-1","roleName":"ORG_OWNER"}`,
			atlasAPI+"/groups", `{"results":[{"id":"g-1","name":"shop","orgId":"o-1"}]}`,
			atlasAPI+"/groups/g-1/backupCompliancePolicy", c.policy,
			cluster, c.clusters,
			cluster+"/orders/backup/schedule", plan,
			cluster+"/orders/backup/snapshots", c.snapshots,
			cluster+"/orders/backup/snapshots/shardedClusters", c.snapshots,
			atlasAPI+"/groups/g-1/flexClusters", `{"results":[]}`))
		orders := node(t, g, graph.Store, "mongodb_atlas_cluster", "orders")
		destroyed, immutable := false, false
		for l := range orders.Out(graph.Destroys) {
			destroyed = destroyed || l.To.Type == "mongodb_atlas_snapshot"
		}
		for l := range orders.In(graph.CopyOf) {
			lock, _ := l.From.Trait(graph.TraitLock)
			immutable = immutable || lock.Detail == graph.LockImmutable
			every, _ := l.From.Trait(graph.BackupSchedule)
			kept, _ := l.From.Trait(graph.Retention)
			newest, _ := l.From.Trait(graph.NewestCopy)
			if l.From.Type == "mongodb_atlas_snapshot" && (every.Hours != 6 || kept.Hours != 360*24 || newest.Detail != "2026-11-25") {
				t.Errorf("%s: %v %v %v", c.says, every, kept, newest)
			}
		}
		if destroyed != c.destroyed || immutable != c.immutable || orders.Is(graph.BackupsOff) != c.none {
			t.Errorf("%s: destroyed %v, immutable %v, none %v", c.says, destroyed, immutable, orders.Is(graph.BackupsOff))
		}
	}
}

func TestAtlasListsPages(t *testing.T) {
	var first strings.Builder
	for i := range 500 {
		fmt.Fprintf(&first, `{"id":"g-%d","name":"p%d","orgId":"o-1"},`, i, i)
	}
	a := atlasAnswers("",
		atlasAPI+"/groups?pageNum=1", `{"results":[`+strings.TrimSuffix(first.String(), ",")+`]}`,
		atlasAPI+"/groups?pageNum=2", `{"results":[{"id":"g-500","name":"last","orgId":"o-1"}]}`)
	g, _ := toldByAtlas(t, a)
	node(t, g, graph.Scope, "mongodb_atlas_project", "last")
}
