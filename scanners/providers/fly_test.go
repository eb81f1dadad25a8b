// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// The shapes of these answers were checked by hand against
// https://github.com/superfly/docs/tree/5c22c8cece71e1cf83fab3189c9f7301573f4d6e/machines/api
// (apps-resource, volumes-resource); the query was validated against
// https://github.com/superfly/fly-go/blob/22d6e518f42d50a81b4485da918741563354b3d3/schema.graphql.
var flyShop = map[string]string{
	"api.fly.io/graphql#Organizations":           `{"data":{"organizations":{"nodes":[{"slug":"acme","name":"Acme"}],"pageInfo":{"hasNextPage":true,"endCursor":"MQ"}}}}`,
	"api.fly.io/graphql#Organizations!2":         `{"data":{"organizations":{"nodes":[{"slug":"personal","name":"me"},null],"pageInfo":{"hasNextPage":true,"endCursor":"MQ"}}}}`,
	"api.machines.dev/v1/apps?org_slug=acme":     `{"total_apps":3,"apps":[{"id":"a1","name":"shop","machine_count":2,"volume_count":4,"network":"default"},{"id":"a2","name":"shop-staging","volume_count":0},{"name":"old"}]}`,
	"api.machines.dev/v1/apps?org_slug=personal": `{"total_apps":0,"apps":null}`,
	"api.machines.dev/v1/apps/old/volumes":       `[]`,
	"api.machines.dev/v1/apps/shop/volumes": `[
		{"id":"vol_1","name":"data","state":"created","size_gb":3,"snapshot_retention":2,"auto_backup_enabled":true},
		{"id":"vol_2","name":"uploads","state":"created","auto_backup_enabled":false},
		{"id":"vol_3","name":"uploads","state":"hydrating-2027","auto_backup_enabled":null},
		{"id":"vol_4","name":"data","state":"pending_destroy"}]`,
	"api.machines.dev/v1/apps/shop/volumes/vol_1/snapshots": `[{"id":"vs_1","created_at":"2026-11-25T20:59:35+00:00","retention_days":2},{"id":"vs_2","created_at":null}]`,
	"api.machines.dev/v1/apps/shop/volumes/vol_2/snapshots": `[]`,
	"api.machines.dev/v1/apps/shop/volumes/vol_3/snapshots": `[]`,
}

func TestFly(t *testing.T) {
	l := answered(t, Fly, flyShop)
	if !strings.Contains(l.whys(), "the organizations: 1 entries") || strings.Contains(l.whys(), "\n") {
		t.Error(l.whys())
	}
	cred, shop := l.one(graph.Credential, "fly_token", "FLY_API_TOKEN"), l.one(graph.Scope, "fly_app", "shop")
	if p, ok := opens(cred, shop); !ok || p != 0 {
		t.Error("what a macaroon may do is not told", p, ok)
	}
	l.tier(l.one(graph.Scope, "fly_app", "shop-staging"), graph.Staging)
	data := l.one(graph.Store, "fly_volume", "data")
	if got := copies(data); len(got) != 1 || got[0] != "fly_volume_snapshot" {
		t.Error(got)
	}
	snapshots := l.one(graph.Backup, "fly_volume_snapshot", "2 snapshots of the volume data")
	if undo, ok := snapshots.Trait(graph.TraitUndo); !ok || undo.Hours != 48 || snapshots.Detail(graph.NewestCopy) != "2026-11-25" {
		t.Error("snapshots outlive their volume by as long as they are kept", undo)
	}
	for lost := range snapshots.In(graph.Destroys) {
		if lost.From != shop {
			t.Error("snapshots are lost with the app, and not with the volume")
		}
	}
	off := 0
	for n := range l.Nodes(graph.Store) {
		if n.Is(graph.BackupsOff) {
			off++
		}
	}
	if off != 1 {
		t.Errorf("%d volumes without snapshots; switched off and none listed is one", off)
	}
}

func TestFlyScheme(t *testing.T) {
	for token, want := range map[string]string{
		"fo1_canary":             "Bearer fo1_canary",
		"fm2_canary,fm2_another": "FlyV1 fm2_canary,fm2_another",
		"FlyV1 fm2_canary":       "FlyV1 fm2_canary",
	} {
		h, v := http.Header{}, secret.New(token)
		if v.Authorize(h, "Authorization", flyScheme(v)); h.Get("Authorization") != want {
			t.Errorf("%q", h.Get("Authorization"))
		}
	}
}

func TestFlyOddAnswers(t *testing.T) {
	for _, c := range []struct{ says, path, body, gap string }{
		{"a query that is refused", "api.fly.io/graphql#Organizations", `{"data":null,"errors":[{"message":"Not authorized to access this","extensions":{"code":"UNAUTHORIZED"}}]}`, "the organizations of the token could not be read"},
		{"no organization", "api.fly.io/graphql#Organizations", `{"data":{"organizations":{"nodes":[],"pageInfo":{}}}}`, "--live fly:ORGANIZATION"},
		{"apps that are no list", "api.machines.dev/v1/apps?org_slug=acme", `{"apps":"none"}`, "the apps of an organization could not be read"},
		{"volumes that are hidden", "api.machines.dev/v1/apps/shop/volumes", "HTTP/1.1 403 Forbidden\n\n{}", "the volumes of an app could not be read"},
		{"odd volumes", "api.machines.dev/v1/apps/shop/volumes", `[7,null,{"id":"vol_1","name":"data","snapshot_retention":"long","auto_backup_enabled":"yes"}]`, "the volumes of an app: 2 entries"},
		{"snapshots in another form", "api.machines.dev/v1/apps/shop/volumes/vol_1/snapshots", `{"snapshots":[]}`, "the snapshots of a volume could not be read"},
	} {
		if l := answered(t, Fly, with(flyShop, c.path, c.body)); !strings.Contains(l.whys(), c.gap) || len(l.Incomplete) != 1 {
			t.Errorf("%s: %q", c.says, l.whys())
		}
	}
}
