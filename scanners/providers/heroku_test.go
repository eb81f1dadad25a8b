// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/graph"
)

// The shapes of these answers were checked by hand against Heroku's own schema,
// https://github.com/heroku/heroku-go/blob/605eb02728e186d820e626f1d2f75c4a96675bcf/v5/schema.json
// (account, team, app, pipeline-coupling, add-on, add-on-attachment), and how
// ranges are asked for against heroku.go beside it.
var herokuShop = map[string]string{
	"api.heroku.com/account": `{"id":"u-1","email":"a@acme.example","name":null}`,
	"api.heroku.com/teams":   `[{"id":"t-1","name":"acme","role":"admin"},{"id":"t-2","name":"partner","role":"member"}]`,
	"api.heroku.com/pipeline-couplings": `[
		{"id":"c-1","app":{"id":"a-1"},"pipeline":{"id":"p-1"},"stage":"production"},
		{"id":"c-2","app":{"id":"a-2"},"pipeline":{"id":"p-1"},"stage":"staging"},
		{"id":"c-3","app":{"id":"a-4"},"pipeline":{"id":"p-1"},"stage":"canary-lane"}]`,
	"api.heroku.com/apps":   "HTTP/1.1 206 Partial Content\nContent-Type: application/json\nNext-Range: id ]a-2..; max=1000\n\n" + `[{"id":"a-1","name":"shop","team":{"id":"t-1","name":"acme"}},{"id":"a-2","name":"shop-next","team":{"id":"t-1","name":"acme"}}]`,
	"api.heroku.com/apps!2": `[{"id":"a-3","name":"staging-tool","team":null},{"id":"a-4","name":"lab","team":null},7]`,
	"api.heroku.com/addons": `[
		{"id":"d-1","name":"postgresql-flat-1","state":"provisioned","addon_service":{"name":"heroku-postgresql"},"app":{"id":"a-1","name":"shop"},"config_vars":["DATABASE_URL"]},
		{"id":"d-2","name":"redis-round-2","state":"provisioned","addon_service":{"name":"heroku-redis"},"app":{"id":"a-1"}},
		{"id":"d-3","name":"papertrail-1","state":"provisioned","addon_service":{"name":"papertrail"},"app":{"id":"a-1"}},
		{"id":"d-4","name":"postgresql-gone-4","state":"deprovisioned","addon_service":{"name":"heroku-postgresql"},"app":{"id":"a-1"}},
		{"id":"d-5","name":"postgresql-read-5","state":"provisioned","addon_service":{"name":"heroku-postgresql"},"app":{"id":"a-1"}}]`,
	"api.heroku.com/addon-attachments": `[
		{"id":"x-1","name":"DATABASE","addon":{"id":"d-1"},"app":{"id":"a-1"},"namespace":null},
		{"id":"x-2","name":"ORDERS","addon":{"id":"d-1"},"app":{"id":"a-2"}},
		{"id":"x-3","name":"REDIS","addon":{"id":"d-2"},"app":{"id":"a-1"}},
		{"id":"x-4","name":"DATABASE","addon":{"id":"d-5"},"app":{"id":"a-1"}},
		{"id":"x-5","name":"REPORTS","addon":{"id":"d-5"},"app":{"id":"a-2"},"namespace":"credential:reader"}]`,
}

func TestHeroku(t *testing.T) {
	l := answered(t, Heroku, herokuShop)
	if !strings.Contains(l.whys(), "the list of apps: 1 entries") || strings.Contains(l.whys(), "\n") {
		t.Error(l.whys())
	}
	cred := l.one(graph.Credential, "heroku_api_key", "HEROKU_API_KEY")
	if p, ok := opens(cred, l.one(graph.Scope, "heroku_team", "acme")); !ok || !p.Has(graph.Delete) {
		t.Error("the key of a team's admin deletes what is in it", p, ok)
	}
	if p, ok := opens(cred, l.one(graph.Scope, "heroku_team", "partner")); !ok || p != 0 {
		t.Error("what a member may do is not told", p, ok)
	}
	flat := l.one(graph.Store, "heroku_postgres", "postgresql-flat-1")
	if production, below, ok := flat.Crosses(); !ok || production.Basis() != graph.Fetched || below.Basis() != graph.Fetched {
		t.Error("an add-on that is attached to apps of two stages serves both")
	}
	reader := l.one(graph.Store, "heroku_postgres", "postgresql-read-5")
	if m, ok := reader.InBelow(); !ok || m.Basis() != graph.Guessed {
		t.Error("an attachment with a credential of its own may only read")
	}
	redis := l.one(graph.Store, "heroku_redis", "redis-round-2")
	l.tier(redis, graph.Production)
	if redis.Is(graph.PrimaryData) {
		t.Error("a key-value store is no primary data")
	}
	l.tier(l.one(graph.Scope, "heroku_app", "staging-tool"), graph.Staging)
	if n := len(l.answers.Log); n != 7 {
		t.Error("two ranges of apps, and one of everything else", l.answers.Log)
	}
	for n := range l.Nodes(graph.Store) {
		if n.Name == "postgresql-gone-4" || n.Name == "papertrail-1" {
			t.Error(n.Name, "is no store")
		}
	}
}

func TestHerokuOddAnswers(t *testing.T) {
	endless := "HTTP/1.1 206 Partial Content\nNext-Range: id ]z..; max=1000\n\n[]"
	for _, c := range []struct{ says, path, body, gap string }{
		{"an account that is hidden", "api.heroku.com/account", "HTTP/1.1 403 Forbidden\n\n{\"id\":\"forbidden\"}", "whose the key is could not be read"},
		{"a range that follows itself", "api.heroku.com/teams", endless, "the teams could not be read"},
		{"an object for a list", "api.heroku.com/pipeline-couplings", `{"id":"not_found"}`, "the stages of the apps could not be read"},
		{"null for a list", "api.heroku.com/addons", `null`, "the add-ons could not be read"},
		{"odd attachments", "api.heroku.com/addon-attachments", `[{"addon":null,"app":null},{"addon":[]}]`, "the list of addon-attachments: 1 entries"},
	} {
		if l := answered(t, Heroku, with(herokuShop, c.path, c.body)); !strings.Contains(l.whys(), c.gap) || len(l.Incomplete) != 1 {
			t.Errorf("%s: %q", c.says, l.whys())
		}
	}
	if l := answered(t, Heroku, map[string]string{"api.heroku.com/account": "HTTP/1.1 401 Unauthorized\n\n{}"}); len(l.answers.Log) != 1 {
		t.Error("a key that is not accepted is not tried elsewhere", l.answers.Log)
	}
}
