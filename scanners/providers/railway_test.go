// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/providers/recorded"
)

// The shapes of these answers are those of the questions, which are validated
// against Railway's schema (railway_schema_test.go); that of a refusal was checked
// by hand against how the vendor's command line reads one:
// https://github.com/railwayapp/cli/blob/df3838bf117cfa332d0ea28e9d26405639a98b2b/src/client.rs
const railwayHost = "backboard.railway.com/graphql/v2#"

const notAuthorized = `{"data":null,"errors":[{"message":"Not Authorized","extensions":{"code":"INTERNAL_SERVER_ERROR"}}]}`

func railwayConnection(nodes ...string) string { return railwayPageOf(false, "", nodes...) }

func railwayPageOf(more bool, cursor string, nodes ...string) string {
	var edges []string
	for _, n := range nodes {
		edges = append(edges, `{"node":`+n+`}`)
	}
	return fmt.Sprintf(`{"edges":[%s],"pageInfo":{"hasNextPage":%v,"endCursor":%q}}`, strings.Join(edges, ","), more, cursor)
}

func railwayEnvironmentOf(services, volumes, variables string) string {
	return fmt.Sprintf(`{"data":{"environment":{"serviceInstances":%s,"volumeInstances":%s,"variables":%s}}}`, services, volumes, variables)
}

// railwayShop is a workspace with one project: production, staging and a preview
// share the volume data; production alone has the volume uploads.
func railwayShop() map[string]string {
	none := railwayConnection()
	return map[string]string{
		railwayHost + "ApiToken":                        `{"data":{"apiToken":{"workspaces":[{"id":"w","name":"Acme"},{"id":"","name":"nameless"}]}}}`,
		railwayHost + "Me":                              notAuthorized,
		railwayHost + "Projects?workspaceId=w":          `{"data":{"projects":` + railwayPageOf(true, "c1", `{"id":"p","name":"shop"}`) + `}}`,
		railwayHost + "Projects?after=c1&workspaceId=w": `{"data":{"projects":` + railwayConnection(`{"id":"gone","name":"old","deletedAt":"2026-01-01T00:00:00Z"}`) + `}}`,
		railwayHost + "Backups?id=data-prod":            `{"data":{"volumeInstanceBackupList":[{"createdAt":"2026-11-20T03:00:00Z","expiresAt":"2026-12-20T03:00:00Z"},{"createdAt":"2026-10-01T03:00:00Z","expiresAt":"2026-11-01T03:00:00Z"},{"createdAt":"yesterday"}],"volumeInstanceBackupScheduleList":[{"kind":"DAILY","retentionSeconds":null},{"kind":"WEEKLY","retentionSeconds":2592000},{"kind":"HOURLY_IN_2027","retentionSeconds":7}]}}`,
		railwayHost + "Backups?id=data-stag":            `{"data":{"volumeInstanceBackupList":[],"volumeInstanceBackupScheduleList":[]}}`,
		railwayHost + "Backups?id=uploads-prod":         notAuthorized,
		railwayHost + "Proxies?environmentId=e1":        `{"data":{"tcpProxies":[{"domain":"Roundhouse.proxy.rlwy.net","proxyPort":21001},{"domain":"not a host","proxyPort":1},{"domain":"x.proxy.rlwy.net","proxyPort":0}]}}`,
		railwayHost + "Proxies?environmentId=e2":        `{"data":{"tcpProxies":[]}}`,
		railwayHost + "Project?id=p": `{"data":{"project":{"environments":` + railwayConnection(
			`{"id":"e1","name":"production","isEphemeral":false,"canAccess":true}`, `{"id":"e2","name":"staging","isEphemeral":false}`,
			`{"id":"e3","name":"shop-pr-7","isEphemeral":true}`, `{"id":"e4","name":"vault","canAccess":false}`, `null`) +
			`,"volumes":` + railwayConnection(`{"id":"data","name":"data"}`, `{"id":"idle","name":"idle"}`) +
			`,"buckets":` + railwayConnection(`{"id":"b1","name":"Postgres-PITR"}`, `{"id":"b2","name":"media"}`) + `}}}`,
		railwayHost + "Environment?id=e1": railwayEnvironmentOf(
			railwayConnection(`{"serviceId":"db","serviceName":"Postgres","source":null}`, `{"serviceId":"web","serviceName":"web","source":{"repo":"acme/shop"}}`),
			railwayConnection(`{"id":"data-prod","volumeId":"data","serviceId":"db","state":"READY"}`, `{"id":"uploads-prod","volumeId":"uploads","serviceId":null,"state":"SLEEPING_IN_2027","volume":{"id":"uploads","name":"uploads"}}`,
				`{"id":"dying","volumeId":"idle","isPendingDeletion":true}`),
			railwayConnection(`{"name":"WAL_ARCHIVE_BUCKET","serviceId":"db","references":["Postgres-PITR.BUCKET"]}`,
				`{"name":"DATABASE_URL","serviceId":"web","isSealed":true,"references":["${{Postgres.DATABASE_URL}}","${{shared.STRIPE_KEY}}","nonsense",""]}`,
				`{"name":"RAILWAY_API_TOKEN","serviceId":"web"}`)),
		railwayHost + "Environment?id=e2": railwayEnvironmentOf(none, railwayConnection(`{"id":"data-stag","volumeId":"data","serviceId":"db"}`), none),
		railwayHost + "Environment?id=e3": railwayEnvironmentOf(none, railwayConnection(`{"id":"data-pr","volumeId":"data","serviceId":"db"}`), none),
	}
}

func TestRailway(t *testing.T) {
	l := answered(t, Railway, railwayShop())
	why := l.whys()
	for _, want := range []string{
		"the environment vault of the project shop could not be read: it is restricted",
		"the backups of the volume uploads@production could not be read: the credential may not read this",
		"the project shop: 1 entries",
	} {
		if !strings.Contains(why, want) {
			t.Errorf("no gap %q in\n%s", want, why)
		}
	}
	if n := len(l.Gaps()); n != 3 || !slices.Equal(l.Incomplete, []string{"railway"}) {
		t.Error(n, why)
	}
	cred, acme := l.one(graph.Credential, "railway_workspace_token", "RAILWAY_API_TOKEN"), l.one(graph.Scope, "railway_workspace", "Acme")
	if p, ok := opens(cred, acme); !ok || p != graph.Full || !acme.Is(graph.ListComplete) {
		t.Error("a workspace token opens its workspace", p, ok)
	}
	prod, stag, pr := l.one(graph.Store, "railway_volume_instance", "data@production"), l.one(graph.Store, "railway_volume_instance", "data@staging"), l.one(graph.Store, "railway_volume_instance", "data@shop-pr-7")
	l.tier(prod, graph.Production)
	l.tier(stag, graph.Staging)
	l.tier(pr, graph.Preview)
	handle := l.one(graph.Store, "railway_volume", "data")
	if note, ok := handle.Trait(graph.SpanningHandle); !ok || note.Basis() != graph.Fetched {
		t.Error("one id for production and staging is a spanning handle, fetched")
	}
	if uploads := l.one(graph.Store, "railway_volume", "uploads"); uploads.Is(graph.SpanningHandle) {
		t.Error("one instance spans nothing")
	}
	if got := copies(prod); !slices.Equal(got, []string{"railway_postgres_wal", "railway_volume_backup"}) && !slices.Equal(got, []string{"railway_volume_backup", "railway_postgres_wal"}) {
		t.Error(got)
	}
	b := l.one(graph.Backup, "railway_volume_backup", "")
	kept, _ := b.Trait(graph.Retention)
	every, _ := b.Trait(graph.BackupSchedule)
	if b.Detail(graph.NewestCopy) != "2026-11-20" || kept.Hours != 30*24 || every.Hours != 24 || !b.HasIn(graph.Destroys) {
		t.Error(b.Detail(graph.NewestCopy), kept.Hours, every.Hours)
	}
	if !stag.Is(graph.BackupsOff) || prod.Is(graph.BackupsOff) || pr.Is(graph.BackupsOff) {
		t.Error("an empty list says that there are none; a preview is not asked about")
	}
	if l.one(graph.Store, "railway_bucket", "Postgres-PITR").Detail(graph.Role) != "backups" || l.one(graph.Store, "railway_bucket", "media").Detail(graph.Role) != "" {
		t.Error("the bucket of point-in-time recovery holds copies")
	}
	l.tier(l.one(graph.Scope, "tcp_proxy", "roundhouse.proxy.rlwy.net:21001"), graph.Production)
	web := l.one(graph.Holder, "railway_service", "web@production")
	var reads []string
	for r := range web.Out(graph.Reads) {
		reads = append(reads, r.To.Name+" "+r.To.Detail(graph.TokenKind))
	}
	slices.Sort(reads)
	if got := strings.Join(reads, ","); got != "DATABASE_URL ,DATABASE_URL ,RAILWAY_API_TOKEN railway_account_token,STRIPE_KEY stripe_secret_key" && got != "DATABASE_URL ,DATABASE_URL ,RAILWAY_API_TOKEN railway_account_token,STRIPE_KEY " {
		t.Error(got)
	}
	for _, line := range l.answers.Log {
		if strings.Contains(line, "e4") || !strings.HasPrefix(line, "POST "+railwayHost) {
			t.Error(line)
		}
	}
}

// railwayAsked asks with one variable and a home folder.
func railwayAsked(t *testing.T, variable, home string, folders []Folder, sections map[string]string) lived {
	t.Helper()
	answers := &recorded.Answers{}
	for name, body := range sections {
		answers.Add("http/"+name, []byte(body))
	}
	a, err := Run(t.Context(), []Asked{{Provider: Railway}}, Options{
		Vault: secret.NewVault(), Transport: answers, Now: time.Date(2026, 11, 26, 0, 0, 0, 0, time.UTC), Home: home, Folders: folders,
		Getenv: func(name string) string { return map[string]string{variable: "canary-8f21c0aa5d3b7719"}[name] },
	})
	if err != nil {
		t.Fatal(err)
	}
	return lived{graph.Build(a.Facts), t, answers, a}
}

func TestTheProbeDecidesTheKindOfARailwayToken(t *testing.T) {
	account := map[string]string{
		railwayHost + "ApiToken": `{"data":{"apiToken":{"workspaces":[{"id":"w","name":"Acme"}]}}}`, railwayHost + "Me": `{"data":{"me":{"id":"u"}}}`,
		railwayHost + "ProjectToken": notAuthorized, railwayHost + "Projects": `{"data":{"projects":` + railwayConnection() + `}}`,
	}
	tokens := func(all ...string) map[string]string {
		m := map[string]string{railwayHost + "ApiTokens": `{"data":{"apiTokens":` + railwayConnection(all...) + `}}`}
		for k, v := range account {
			m[k] = v
		}
		return m
	}
	project := map[string]string{
		railwayHost + "ApiToken":     "HTTP/1.1 401 Unauthorized\n\n" + notAuthorized,
		railwayHost + "ProjectToken": `{"data":{"projectToken":{"projectId":"p","environmentId":"e","project":{"id":"p","name":"shop"},"environment":{"id":"e","name":"staging"}}}}`,
		railwayHost + "Environment":  railwayEnvironmentOf(railwayConnection(), railwayConnection(), railwayConnection()),
	}
	for _, c := range []struct {
		says, variable string
		sections       map[string]string
		kind           string
		never          graph.Tri
		asked          int
	}{
		{"an account token", "RAILWAY_API_TOKEN", tokens(`{"expiresAt":null,"workspaceId":null}`, `{"expiresAt":"2027-01-01T00:00:00Z","workspaceId":"w"}`), "railway_account_token", graph.Yes, 4},
		{"one that expires", "RAILWAY_API_TOKEN", tokens(`{"expiresAt":"2027-01-01T00:00:00Z","workspaceId":null}`), "railway_account_token", graph.No, 4},
		{"one of several, of which some expire", "RAILWAY_API_TOKEN", tokens(`{"expiresAt":"2027-01-01T00:00:00Z"}`, `{"expiresAt":null}`), "railway_account_token", graph.Unknown, 4},
		{"an account token under the project token's name", "RAILWAY_TOKEN", tokens(), "railway_account_token", graph.Unknown, 5},
		{"a project token", "RAILWAY_TOKEN", project, "railway_project_token", graph.Unknown, 2},
		{"a project token under the account token's name", "RAILWAY_API_TOKEN", project, "railway_project_token", graph.Unknown, 3},
	} {
		l := railwayAsked(t, c.variable, "", nil, c.sections)
		if len(l.Incomplete) > 0 || len(l.answers.Log) != c.asked {
			t.Error(c.says, l.whys(), l.answers.Log)
		}
		cred := l.one(graph.Credential, c.kind, c.variable)
		note, ok := cred.Trait(graph.NeverExpires)
		if ok != (c.never != graph.Unknown) || ok && note.Is != c.never || !cred.HasOut(graph.Opens) {
			t.Error(c.says, note)
		}
	}
	for says, sections := range map[string]map[string]string{
		"nobody knows it": {railwayHost + "ApiToken": notAuthorized, railwayHost + "ProjectToken": notAuthorized},
		"no workspace":    {railwayHost + "ApiToken": `{"data":{"apiToken":{"workspaces":[]}}}`, railwayHost + "Me": notAuthorized, railwayHost + "ProjectToken": notAuthorized},
	} {
		l := railwayAsked(t, "RAILWAY_API_TOKEN", "", nil, sections)
		if len(l.Incomplete) != 1 || len(l.Gaps()) != 1 || l.Gaps()[0].Kind != graph.Denied {
			t.Error(says, l.whys())
		}
	}
	if l := railwayAsked(t, "OTHER", "", nil, account); len(l.answers.Log) != 0 || !strings.Contains(l.whys(), "set RAILWAY_API_TOKEN or RAILWAY_TOKEN") {
		t.Error(l.whys())
	}
}

func TestRailwayListsEnd(t *testing.T) {
	circle := map[string]string{
		railwayHost + "ApiToken": `{"data":{"apiToken":{"workspaces":[{"id":"w","name":"Acme"}]}}}`, railwayHost + "Me": notAuthorized,
		railwayHost + "Projects": `{"data":{"projects":` + railwayPageOf(true, "again", `{"id":"p","name":"shop","deletedAt":"2026-01-01T00:00:00Z"}`) + `}}`,
	}
	l := railwayAsked(t, "RAILWAY_API_TOKEN", "", nil, circle)
	if len(l.answers.Log) != 4 || !strings.Contains(l.whys(), "leads to one that was there before") || l.one(graph.Scope, "railway_workspace", "Acme").Is(graph.ListComplete) {
		t.Error(l.answers.Log, l.whys())
	}
}

func TestARailwayLinkJoinsAFolderWithItsProject(t *testing.T) {
	home := t.TempDir()
	if err := os.Mkdir(filepath.Join(home, ".railway"), 0o700); err != nil {
		t.Fatal(err)
	}
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(home, ".railway", name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("config.json", `{"projects":{"/home/dev/shop/api":{"project":"p","environment":"e1"},"/home/dev":{"project":"other"}},"user":{"token":"canary-login-token-1"}}`)
	write("config-dev.json", `{"projects":[]}`)
	r := &railway{c: newClient(Railway, "", Options{Home: home})}
	all := r.railwayLinks()
	for _, c := range []struct{ folder, want string }{
		{"/home/dev/shop", ".=other api=p"}, {"/home/dev/shop/api", ".=p"}, {"/home/dev/shop/api/src", ".=p"}, {"/elsewhere", ""}, {"/home/dev/shopping", ".=other"},
	} {
		var got []string
		for dir, link := range linksWithin(all, c.folder) {
			got = append(got, dir+"="+link.Project)
		}
		slices.Sort(got)
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v, want %s", c.folder, got, c.want)
		}
	}
	l := railwayAsked(t, "RAILWAY_API_TOKEN", home, []Folder{{Path: "/home/dev/shop/api", Repo: "acme"}}, railwayShop())
	shop := l.one(graph.Scope, "railway_project", "shop")
	if !strings.Contains(shop.Public(), "acme//railway_project/.") {
		t.Error(shop.Public())
	}
}
