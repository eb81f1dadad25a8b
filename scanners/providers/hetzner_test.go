// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"slices"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/graph"
)

// The shapes of these answers were checked by hand against the description that
// is generated from Hetzner's own documentation,
// https://github.com/MaximilianKoestler/hcloud-openapi/blob/5f93a6da71d38a8290f6e7542978a274187268ef/openapi/hcloud.json
// (list_volumes_response, list_servers_response, list_images_response, pagination).
var hetznerShop = map[string]string{
	"api.hetzner.cloud/v1/volumes": `{"volumes":[
		{"id":4711,"name":"pgdata","server":42,"labels":{"env":"prod"},"protection":{"delete":false}},
		{"id":4712,"name":"staging-uploads","server":null,"labels":{},"protection":{"delete":true}}],
		"meta":{"pagination":{"page":1,"per_page":50,"previous_page":null,"next_page":2,"last_page":2,"total_entries":3}}}`,
	"api.hetzner.cloud/v1/volumes?page=2": `{"volumes":[{"id":4713,"name":"scratch","labels":{"team":"web"},"protection":{}}],"meta":{"pagination":{"page":2,"next_page":null}}}`,
	"api.hetzner.cloud/v1/images": `{"images":[
		{"id":1,"type":"backup","bound_to":42,"created":"2026-11-25T22:10:00Z","created_from":{"id":42,"name":"db"},"protection":{"delete":false}},
		{"id":2,"type":"backup","bound_to":42,"created":"2026-11-24T22:10:00Z"},
		{"id":3,"type":"snapshot","bound_to":null,"created":"2026-10-01T00:00:00Z","created_from":{"id":42,"name":"db"},"protection":{"delete":true}},
		{"id":4,"type":"snapshot","created":"2026-10-01T00:00:00Z","created_from":null},
		{"id":5,"type":"hologram"}],"meta":{"pagination":{"next_page":null}}}`,
	"api.hetzner.cloud/v1/servers": `{"servers":[
		{"id":42,"name":"db","status":"running","backup_window":"22-02","labels":{"environment":"production"},"protection":{"delete":true,"rebuild":true},"volumes":[4711]},
		{"id":43,"name":"web","status":"dreaming","backup_window":null,"labels":null,"protection":null}],"meta":{}}`,
}

func TestHetzner(t *testing.T) {
	l := answered(t, Hetzner, hetznerShop)
	if l.whys() != "" {
		t.Error(l.whys())
	}
	cred, project := l.one(graph.Credential, "hetzner_token", "HCLOUD_TOKEN"), l.one(graph.Scope, "hetzner_project", "")
	if p, ok := opens(cred, project); !ok || p != 0 {
		t.Error("what the token may do is not told, and not tried", p, ok)
	}
	pgdata := l.one(graph.Store, "hetzner_volume", "pgdata")
	l.tier(pgdata, graph.Production)
	if lock, ok := pgdata.Trait(graph.TraitLock); !ok || lock.Is != graph.No || !pgdata.Is(graph.BackupsOff) {
		t.Error("a volume has no backups, and says whether it is locked")
	}
	if uploads := l.one(graph.Store, "hetzner_volume", "staging-uploads"); graph.Stopped(uploads, graph.Delete) == nil || graph.Stopped(uploads, graph.Full) != nil {
		t.Error("a protection stops who cannot lift it")
	}
	if _, ok := l.one(graph.Store, "hetzner_volume", "scratch").Trait(graph.TraitLock); ok {
		t.Error("a protection that is not told is not off")
	}
	db := l.one(graph.Store, "hetzner_server", "db")
	l.tier(db, graph.Production)
	if got := copies(db); !slices.Equal(got, []string{"hetzner_server_backup", "hetzner_snapshot"}) {
		t.Error(got)
	}
	if b := l.one(graph.Backup, "hetzner_server_backup", ""); b.Detail(graph.NewestCopy) != "2026-11-25" || !b.HasIn(graph.Destroys) {
		t.Error("backups of a server have an age, and die with it")
	}
	if s := l.one(graph.Backup, "hetzner_snapshot", ""); graph.Stopped(s, graph.Delete) == nil || s.HasIn(graph.Destroys) {
		t.Error("a snapshot outlives its server, and this one is protected")
	}
	web := l.one(graph.Store, "hetzner_server", "web")
	if len(copies(web)) > 0 || web.Is(graph.BackupsOff) {
		t.Error("a server without backups has none, and is not said to lack them")
	}
}

func TestHetznerOddAnswers(t *testing.T) {
	for _, c := range []struct {
		says, path, body, gap string
		requests              int
	}{
		{"a token that is not accepted", "api.hetzner.cloud/v1/volumes", "HTTP/1.1 401 Unauthorized\n\n{\"error\":{\"code\":\"unauthorized\"}}", "does not accept the credential", 1},
		{"a page that is the next of itself", "api.hetzner.cloud/v1/volumes", `{"volumes":[],"meta":{"pagination":{"page":1,"next_page":1}}}`, "", 3},
		{"no list", "api.hetzner.cloud/v1/images", `{"error":null}`, "the backups and snapshots could not be read", 4},
		{"an odd server", "api.hetzner.cloud/v1/servers", `{"servers":[{"id":"x"},{"id":7,"name":"n","protection":"all","labels":[1]}],"meta":[]}`, "the servers: 1 entries", 4},
		{"a truncated answer", "api.hetzner.cloud/v1/servers", `{"servers":[{"id":1,`, "the servers could not be read", 4},
	} {
		l := answered(t, Hetzner, with(hetznerShop, c.path, c.body))
		if got := l.whys(); c.gap == "" && got != "" || !strings.Contains(got, c.gap) || (got != "") != (len(l.Incomplete) > 0) || l.Requests != c.requests {
			t.Errorf("%s: %q, %d requests", c.says, got, l.Requests)
		}
	}
}
