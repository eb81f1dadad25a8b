// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/graph"
)

// The shapes of these answers were checked by hand against the client that Render
// generates from its own description,
// https://github.com/render-oss/render-mcp-server/tree/4175c5c06d62bd6875b0a0fae51bbced0685b57b/pkg/client
// (types_gen.go, disks, postgres).
var renderShop = map[string]string{
	"api.render.com/v1/owners":   `[{"cursor":"c1","owner":{"id":"tea-1","name":"acme","email":"a@acme.example","type":"team"}}]`,
	"api.render.com/v1/projects": `[{"cursor":"c1","project":{"id":"prj-1","name":"shop","owner":{"id":"tea-1","name":"acme"},"environmentIds":["evm-1","evm-2","evm-3"]}}]`,
	"api.render.com/v1/environments?projectId=prj-1": `[
		{"cursor":"c1","environment":{"id":"evm-1","name":"Production","projectId":"prj-1","protectedStatus":"protected","serviceIds":["srv-1"],"databasesIds":["dpg-1"]}},
		{"cursor":"c2","environment":{"id":"evm-2","name":"staging","projectId":"prj-1","protectedStatus":"unprotected","serviceIds":[]}},
		{"cursor":"c3","environment":{"id":"evm-3","name":"blue","projectId":"prj-1","protectedStatus":"protected","serviceIds":null}}]`,
	"api.render.com/v1/postgres": `[
		{"cursor":"c1","postgres":{"id":"dpg-caaaaaaaaaaaaaaaaaaa-a","name":"orders","environmentId":"evm-1","owner":{"id":"tea-1","name":"acme"},"status":"available","version":"16"}},
		{"cursor":"c2","postgres":{"id":"dpg-cbbbbbbbbbbbbbbbbbbb-a","name":"trial","environmentId":"evm-2","owner":{"id":"tea-1","name":"acme"},"status":"on-holiday"}},
		{"cursor":"c3","postgres":{"id":"dpg-ccccccccccccccccccccc-a","name":"loose","owner":{"id":"tea-2","name":"acme labs"}}}]`,
	"api.render.com/v1/postgres/dpg-caaaaaaaaaaaaaaaaaaa-a/recovery":  `{"recoveryStatus":"AVAILABLE","startsAt":"2026-11-19T00:00:00Z"}`,
	"api.render.com/v1/postgres/dpg-cbbbbbbbbbbbbbbbbbbb-a/recovery":  `{"recoveryStatus":"NOT_AVAILABLE"}`,
	"api.render.com/v1/postgres/dpg-ccccccccccccccccccccc-a/recovery": `{"recoveryStatus":"SOMETHING_NEW"}`,
	"api.render.com/v1/disks": `[
		{"cursor":"c1","disk":{"id":"dsk-1","name":"uploads","serviceId":"srv-1","mountPath":"/data","sizeGB":10}},
		{"cursor":"c2","disk":{"id":"dsk-2","name":"scratch","serviceId":"srv-9"}}]`,
	"api.render.com/v1/disks/dsk-1/snapshots": `[{"createdAt":"2026-11-25T03:00:00Z","snapshotKey":"k"},{"createdAt":"2026-11-26T03:00:00Z"}]`,
	"api.render.com/v1/disks/dsk-2/snapshots": `[]`,
	"api.render.com/v1/key-value":             `[{"cursor":"c1","keyValue":{"id":"red-caaaaaaaaaaaaaaaaaaa","name":"cache","environmentId":"evm-1","owner":{"id":"tea-1"}}}]`,
}

func TestRender(t *testing.T) {
	l := answered(t, Render, renderShop)
	if l.whys() != "" {
		t.Error(l.whys())
	}
	cred := l.one(graph.Credential, "render_api_key", "RENDER_API_KEY")
	for _, w := range []string{"acme", "acme labs"} {
		if p, ok := opens(cred, l.one(graph.Scope, "render_workspace", w)); !ok || p != 0 {
			t.Error("what the key may do in a workspace is not told", w, p, ok)
		}
	}
	orders := l.one(graph.Store, "render_postgres", "orders")
	l.tier(orders, graph.Production)
	if got := copies(orders); !slices.Equal(got, []string{"render_postgres_backup"}) {
		t.Error(got)
	}
	if trial := l.one(graph.Store, "render_postgres", "trial"); len(copies(trial)) > 0 || trial.Is(graph.BackupsOff) {
		t.Error("a database that cannot be recovered may have exports")
	}
	l.tier(l.one(graph.Store, "render_postgres", "trial"), graph.Staging)
	l.tier(l.one(graph.Store, "render_postgres", "loose"))
	uploads, scratch := l.one(graph.Store, "render_disk", "uploads"), l.one(graph.Store, "render_disk", "scratch")
	l.tier(uploads, graph.Production)
	if !scratch.Is(graph.BackupsOff) || uploads.Is(graph.BackupsOff) || l.one(graph.Backup, "render_disk_snapshot", "2 snapshots of the disk uploads").Detail(graph.NewestCopy) != "2026-11-26" {
		t.Error("a disk's snapshots are listed, or there are none")
	}
	if l.one(graph.Store, "render_key_value", "cache").Is(graph.PrimaryData) {
		t.Error("a key-value store is no primary data")
	}
	blue := l.one(graph.Scope, "render_environment", "blue")
	if m, ok := blue.InTier(graph.Production); !ok || m.Basis() != graph.Guessed {
		t.Error("a protected environment is production's only by a guess")
	}
	if graph.Stopped(orders, graph.Delete) != nil {
		t.Error("what protection keeps a key from is not documented")
	}
}

func TestRenderPages(t *testing.T) {
	page := func(from, n int) string {
		var b []string
		for i := range n {
			b = append(b, fmt.Sprintf(`{"cursor":"c%d","owner":{"id":"tea-%d","name":"w%d"}}`, from+i, from+i, from+i))
		}
		return "[" + strings.Join(b, ",") + "]"
	}
	sections := with(renderShop, "api.render.com/v1/owners", page(100, 100))
	sections["api.render.com/v1/owners?cursor=c199"] = page(200, 100)
	sections["api.render.com/v1/owners?cursor=c299"] = page(200, 100) // ends at the cursor that it was asked for
	l := answered(t, Render, sections)
	n := 0
	for w := range l.Nodes(graph.Scope) {
		if w.Type == "render_workspace" {
			n++
		}
	}
	if n != 200+2 || l.whys() != "" {
		t.Error(n, l.whys())
	}
}

func TestRenderOddAnswers(t *testing.T) {
	for _, c := range []struct{ says, path, body, gap string }{
		{"workspaces that are hidden", "api.render.com/v1/owners", "HTTP/1.1 403 Forbidden\n\n{}", "the workspaces of the key could not be read"},
		{"an entry without its thing", "api.render.com/v1/postgres", `[{"cursor":"x"},{"cursor":7,"postgres":{"id":"dpg-1","environmentId":{},"owner":{}}},null]`, "the list of postgres: 2 entries"},
		{"an object for a list", "api.render.com/v1/disks", `{"disks":[]}`, "the disks could not be read"},
		{"snapshots that are refused", "api.render.com/v1/disks/dsk-1/snapshots", "HTTP/1.1 404 Not Found\n\n{}", "the snapshots of a disk could not be read"},
		{"recovery that is refused", "api.render.com/v1/postgres/dpg-caaaaaaaaaaaaaaaaaaa-a/recovery", "HTTP/1.1 403 Forbidden\n\n{}", "whether a database can be recovered could not be read"},
	} {
		if l := answered(t, Render, with(renderShop, c.path, c.body)); !strings.Contains(l.whys(), c.gap) || len(l.Incomplete) != 1 {
			t.Errorf("%s: %q", c.says, l.whys())
		}
	}
}
