// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/graph"
)

// The shapes of these answers were checked by hand against
// https://github.com/digitalocean/openapi/tree/7c1300c479fed9c353cda9fc21cd968619552304/specification
// (account, projects, databases, volumes, snapshots, droplets), and that of the
// token's scopes, which is not published, against
// https://github.com/digitalocean/doctl/blob/168188d3e016be2768406a0b3dc615966f6555a9/do/oauth.go.
var digitalOceanShop = map[string]string{
	"cloud.digitalocean.com/v1/oauth/token/info": `{"resource_owner_id":7,"scopes":["read","write"],"expires_in_seconds":null}`,
	"api.digitalocean.com/v2/account":            `{"account":{"uuid":"u-1","email":"a@acme.example","status":"active","team":{"uuid":"t-1","name":"acme"}}}`,
	"api.digitalocean.com/v2/projects": `{"projects":[
		{"id":"p-live","name":"shop","environment":"Production","is_default":true},
		{"id":"p-try","name":"shop trial","environment":"Staging"},
		{"id":"p-none","name":"tools","environment":null}],"links":{},"meta":{"total":3}}`,
	"api.digitalocean.com/v2/projects/p-live/resources": `{"resources":[{"urn":"do:dbaas:db-1","status":"ok"},{"urn":"do:space:shop-media"},{"urn":"do:app:ca0a71e5-0000-4000-8000-ca0a71e5ca0a"}],
		"links":{"pages":{"next":"https://evil.example/v2/projects/p-live/resources?page=2"}}}`,
	"api.digitalocean.com/v2/projects/p-live/resources?page=2": `{"resources":[{"urn":"do:volume:v-1"},{"urn":"nonsense"}],"links":{"pages":{"prev":"x"}}}`,
	"api.digitalocean.com/v2/projects/p-try/resources":         `{"resources":[{"urn":"do:dbaas:db-2"},{"urn":"do:droplet:44"}],"links":{}}`,
	"api.digitalocean.com/v2/projects/p-none/resources":        `{"resources":[],"links":{}}`,
	"api.digitalocean.com/v2/databases": `{"databases":[
		{"id":"db-1","name":"orders","engine":"pg","status":"online","tags":null,"connection":{"host":"orders-do-user-7-0.l.db.ondigitalocean.com","port":25060,"user":"doadmin","password":"canary-db-password-1","uri":"postgres://doadmin:canary-db-password-1@orders-do-user-7-0.l.db.ondigitalocean.com:25060/defaultdb"}},
		{"id":"db-2","name":"cache","engine":"valkey","status":"forked-in-2027","tags":["web"]}]}`,
	"api.digitalocean.com/v2/databases/db-1/backups":    `{"backups":[{"created_at":"2026-11-24T20:40:00Z","size_gigabytes":0.1},{"created_at":"2026-11-25T20:40:00Z"}],"scheduled_backup_time":{"backup_interval_hours":24}}`,
	"api.digitalocean.com/v2/snapshots":                 `{"snapshots":[{"id":"s-1","resource_id":"v-1","resource_type":"volume","created_at":"2026-11-20T00:00:00Z"}],"links":{}}`,
	"api.digitalocean.com/v2/volumes":                   `{"volumes":[{"id":"v-1","name":"media","tags":[]},{"id":"v-2","name":"logs","tags":["env:staging"]}],"links":{}}`,
	"api.digitalocean.com/v2/droplets":                  `{"droplets":[{"id":44,"name":"web-1","features":["backups"],"backup_ids":[1,2],"tags":["production"]},{"id":45,"name":"ci","features":[],"backup_ids":[]}],"links":{}}`,
	"api.digitalocean.com/v2/droplets/backups/policies": `{"policies":{"44":{"droplet_id":44,"backup_enabled":true,"backup_policy":{"plan":"weekly","retention_period_days":28}},"45":{"backup_enabled":false}},"links":{}}`,
}

func TestDigitalOcean(t *testing.T) {
	l := answered(t, DigitalOcean, digitalOceanShop)
	if l.whys() != "" || len(l.Incomplete) > 0 {
		t.Error(l.whys())
	}
	team := l.one(graph.Scope, "digitalocean_team", "acme")
	cred := l.one(graph.Credential, "digitalocean_token", "DIGITALOCEAN_ACCESS_TOKEN")
	if p, ok := opens(cred, team); !ok || p != graph.Full {
		t.Error("a token that may write opens everything of the team", p, ok)
	}
	orders := l.one(graph.Store, "digitalocean_database_cluster", "orders")
	l.tier(orders, graph.Production)
	if got := copies(orders); !slices.Equal(got, []string{"digitalocean_database_backup"}) {
		t.Error(got)
	}
	if b := l.one(graph.Backup, "digitalocean_database_backup", ""); b.Detail(graph.NewestCopy) != "2026-11-25" || !b.HasIn(graph.Destroys) {
		t.Error("the backups of a cluster have an age, and die with it")
	}
	l.tier(l.one(graph.Store, "digitalocean_spaces_bucket", "shop-media"), graph.Production)
	media, logs := l.one(graph.Store, "digitalocean_volume", "media"), l.one(graph.Store, "digitalocean_volume", "logs")
	l.tier(media, graph.Production)
	l.tier(logs, graph.Staging)
	if logs.Is(graph.BackupsOff) != true || media.Is(graph.BackupsOff) {
		t.Error("a complete list of snapshots tells which volume has none")
	}
	if s := l.one(graph.Backup, "digitalocean_snapshot", ""); s.HasIn(graph.Destroys) || !s.HasIn(graph.Contains) {
		t.Error("a snapshot outlives its volume, in the team")
	}
	if c := l.one(graph.Store, "digitalocean_database_cluster", "cache"); c.Is(graph.PrimaryData) || len(copies(c)) > 0 {
		t.Error("a cache is no primary data, and has no backups")
	}
	l.tier(l.one(graph.Store, "digitalocean_droplet", "web-1"), graph.Production) // its own tag, not its project's
	if _, ok := l.one(graph.Store, "digitalocean_droplet", "ci").Trait(graph.BackupsOff); ok {
		t.Error("a droplet without backups is not said to lack them")
	}
	l.one(graph.Scope, "digitalocean_app", "ca0a71e5-0000-4000-8000-ca0a71e5ca0a")
}

func TestDigitalOceanScopes(t *testing.T) {
	for _, c := range []struct {
		scopes string
		all    graph.Power
		volume graph.Power
		ok     bool
	}{
		{"read write", graph.Full, 0, true},
		{"read", graph.Read, 0, true},
		{"account:read database:read", graph.Read, 0, true},
		{"account:read block_storage:read block_storage:delete", graph.Read, graph.Read | graph.Delete, true},
		{"", 0, 0, false},
		{"superuser", 0, 0, false},
	} {
		all, byType, ok := digitalOceanPower(strings.Fields(c.scopes))
		if all != c.all || ok != c.ok || byType["digitalocean_volume"] != c.volume {
			t.Errorf("%q: %v %v %v", c.scopes, all.Names(), byType, ok)
		}
	}
	sections := with(digitalOceanShop, "cloud.digitalocean.com/v1/oauth/token/info", `{"scopes":["account:read","block_storage:delete"]}`)
	l := answered(t, DigitalOcean, sections)
	cred := l.one(graph.Credential, "digitalocean_token", "")
	if p, _ := opens(cred, l.one(graph.Store, "digitalocean_volume", "media")); !p.Has(graph.Delete) {
		t.Error("a scope over volumes gives its power over each volume")
	}
	if p, ok := opens(cred, l.one(graph.Store, "digitalocean_database_cluster", "orders")); ok {
		t.Error("a scope over volumes gives nothing over databases", p)
	}
	if p, _ := opens(cred, l.one(graph.Scope, "digitalocean_team", "acme")); p != graph.Read {
		t.Error(p.Names())
	}
}

func TestDigitalOceanOddAnswers(t *testing.T) {
	for _, c := range []struct {
		says, path, body, gap string
	}{
		{"no team is told", "api.digitalocean.com/v2/account", `{"account":{"uuid":"u-1","team":null}}`, ""},
		{"an account that is hidden", "api.digitalocean.com/v2/account", "HTTP/1.1 403 Forbidden\n\n{}", "whose the token is could not be read"},
		{"projects that are no list", "api.digitalocean.com/v2/projects", `{"projects":{"id":"p"}}`, "the projects could not be read"},
		{"an odd volume", "api.digitalocean.com/v2/volumes", `{"volumes":[{"id":17},null,{"id":"v-9","name":null,"tags":"none"},{"id":"v-1","name":"media"}],"links":[]}`, "the volumes: 3 entries"},
		{"backups that are hidden", "api.digitalocean.com/v2/databases/db-1/backups", "HTTP/1.1 404 Not Found\n\n{}", "the backups of a database could not be read"},
		{"scopes that are not told", "cloud.digitalocean.com/v1/oauth/token/info", "HTTP/1.1 404 Not Found\n\n", "the scopes of the token could not be read"},
		{"snapshots that are hidden", "api.digitalocean.com/v2/snapshots", "HTTP/1.1 403 Forbidden\n\n{}", "the snapshots could not be read"},
	} {
		l := answered(t, DigitalOcean, with(digitalOceanShop, c.path, c.body))
		if got := l.whys(); c.gap == "" && got != "" || !strings.Contains(got, c.gap) || (got != "") != (len(l.Incomplete) > 0) {
			t.Errorf("%s: %q", c.says, got)
		}
		if media := l.one(graph.Store, "digitalocean_volume", "media"); strings.Contains(c.path, "snapshots") && media.Is(graph.BackupsOff) {
			t.Error("a list that could not be read is not an empty one")
		}
		l.one(graph.Store, "digitalocean_database_cluster", "orders")
	}
	l := answered(t, DigitalOcean, map[string]string{"api.digitalocean.com/v2/account": "HTTP/1.1 401 Unauthorized\n\n{}"})
	if len(l.answers.Log) != 1 || len(l.Incomplete) != 1 {
		t.Error("a token that is not accepted is not tried elsewhere", l.answers.Log)
	}
}

// TestDigitalOceanPages: a list is asked for to its end.
func TestDigitalOceanPages(t *testing.T) {
	sections := with(digitalOceanShop, "api.digitalocean.com/v2/volumes", "")
	delete(sections, "api.digitalocean.com/v2/volumes")
	for page := 1; page <= 30; page++ {
		var b strings.Builder
		for i := range 200 {
			fmt.Fprintf(&b, `{"id":"v-%d-%d","name":"data-%d"},`, page, i, i)
		}
		next := `{"pages":{"next":"x"}}`
		if page == 30 {
			next = "{}"
		}
		sections[fmt.Sprintf("api.digitalocean.com/v2/volumes?page=%d", page)] = `{"volumes":[` + strings.TrimSuffix(b.String(), ",") + `],"links":` + next + `}`
	}
	l := answered(t, DigitalOcean, sections)
	volumes := 0
	for n := range l.Nodes(graph.Store) {
		if n.Type == "digitalocean_volume" {
			volumes++
		}
	}
	if volumes != 6_000 || l.whys() != "" {
		t.Error(volumes, l.whys())
	}
}

// with is a copy of sections with one changed.
func with(sections map[string]string, name, body string) map[string]string {
	changed := map[string]string{}
	for n, b := range sections {
		changed[n] = b
	}
	changed[name] = body
	return changed
}
