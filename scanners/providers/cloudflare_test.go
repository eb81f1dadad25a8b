// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/providers/recorded"
)

// The shapes of answers here were checked against Cloudflare's own client, which is
// made of its API description: the npm package cloudflare 7.3.0.

const cloudflareAPI = "api.cloudflare.com/client/v4"

func cloudflareAnswers(policies string, more ...string) *recorded.Answers {
	return answering(append([]string{
		cloudflareAPI + "/accounts", `{"result":[{"id":"a1","name":"Acme"},{"id":"a2","name":"Acme trial"}]}`,
		cloudflareAPI + "/user/tokens/verify", `{"result":{"id":"t1","status":"active"}}`,
		cloudflareAPI + "/user/tokens/t1", `{"result":{"id":"t1","policies":[` + policies + `]}}`,
		cloudflareAPI + "/accounts/a1/d1/database", `{"result":[{"uuid":"d1","name":"orders"}]}`,
		cloudflareAPI + "/accounts/a2/d1/database", `{"result":[{"uuid":"d2","name":"carts"}]}`,
		cloudflareAPI + "/accounts/a1/storage/kv/namespaces", `{"result":[]}`,
		cloudflareAPI + "/accounts/a2/storage/kv/namespaces", `{"result":[]}`,
		cloudflareAPI + "/accounts/a1/r2/buckets", `{"result":{"buckets":[]}}`,
		cloudflareAPI + "/accounts/a2/r2/buckets", `{"result":{"buckets":[]}}`,
	}, more...)...)
}

func TestCloudflarePermissions(t *testing.T) {
	const edit = graph.Read | graph.Write | graph.Delete
	policy := func(effect, group, resource string) string {
		return fmt.Sprintf(`{"effect":%q,"permission_groups":[{"name":%q}],"resources":{%q:"*"}}`, effect, group, resource)
	}
	for _, c := range []struct {
		says, policies string
		orders, carts  graph.Power
		opened         int // stores and accounts
	}{
		{"one account", policy("allow", "D1 Write", "com.cloudflare.api.account.a1"), edit, 0, 2},
		{"all accounts", policy("allow", "D1 Edit", "com.cloudflare.api.account.*"), edit, edit, 4},
		{"reading", policy("allow", "D1 Read", "com.cloudflare.api.account.a2"), 0, graph.Read, 2},
		{"another permission", policy("allow", "Workers Scripts Write", "com.cloudflare.api.account.a1"), 0, 0, 1},
		{"a zone", policy("allow", "DNS Write", "com.cloudflare.api.account.zone.z1"), 0, 0, 0},
		{"a denial beside it", policy("allow", "D1 Write", "com.cloudflare.api.account.a1") + "," + policy("deny", "D1 Read", "com.cloudflare.api.account.a1"), 0, 0, 2},
		{"an effect of next year", policy("perhaps", "D1 Write", "com.cloudflare.api.account.a1"), 0, 0, 2},
	} {
		g, client := told(t, Cloudflare, cloudflareAnswers(c.policies))
		if client.incomplete.Load() {
			t.Error(c.says, g.Gaps())
		}
		power, opened := map[string]graph.Power{}, 0
		for l := range node(t, g, graph.Credential, "cloudflare_api_token", "").Out(graph.Opens) {
			power[l.To.Name] = l.Power
			opened++
		}
		if power["orders"] != c.orders || power["carts"] != c.carts || opened != c.opened {
			t.Errorf("%s: %v", c.says, power)
		}
	}
}

func TestCloudflareAnAccountsToken(t *testing.T) {
	a := cloudflareAnswers("")
	a.Add("http/"+cloudflareAPI+"/user/tokens/verify", []byte("HTTP/1.1 403 Forbidden\n\n{}"))
	a.Add("http/"+cloudflareAPI+"/accounts/a1/tokens/verify", []byte("HTTP/1.1 403 Forbidden\n\n{}"))
	a.Add("http/"+cloudflareAPI+"/accounts/a2/tokens/verify", []byte(`{"result":{"id":"t2"}}`))
	a.Add("http/"+cloudflareAPI+"/accounts/a2/tokens/t2", []byte("HTTP/1.1 403 Forbidden\n\n{}"))
	g, c := told(t, Cloudflare, a)
	if gaps := g.Gaps(); len(gaps) != 1 || !strings.Contains(gaps[0].Why, "API Tokens Read") || !c.incomplete.Load() {
		t.Error(gaps)
	}
	for l := range node(t, g, graph.Credential, "cloudflare_api_token", "").Out(graph.Opens) {
		if l.Power != 0 || l.To.Type != "cloudflare_account" {
			t.Error("what it may do is not told", l.To.Name, l.Power)
		}
	}
}

func TestCloudflareStoresAndLocks(t *testing.T) {
	a := cloudflareAnswers(`{"effect":"allow","permission_groups":[{"name":"Workers R2 Storage Bucket Item Write"}],"resources":{"com.cloudflare.edge.r2.bucket.a1_default_ledger":"*"}}`,
		cloudflareAPI+"/accounts/a1/d1/database?page=2", `{"result":[{"uuid":"d9","name":"last"},{"name":"without an id"}],"result_info":{"total_pages":2}}`,
		cloudflareAPI+"/accounts/a1/r2/buckets", `{"result":{"buckets":[{"name":"uploads"},{"name":null},7]},"result_info":{"cursor":"c1"}}`,
		cloudflareAPI+"/accounts/a1/r2/buckets?cursor=c1", `{"result":{"buckets":[{"name":"ledger"}]}}`,
		cloudflareAPI+"/accounts/a1/r2/buckets/uploads/lock", `{"result":{"rules":[{"enabled":true,"prefix":"logs/"},{"enabled":false,"prefix":""}]}}`,
		cloudflareAPI+"/accounts/a1/r2/buckets/ledger/lock", `{"result":{"rules":[{"id":"r1","enabled":true,"condition":{"type":"a type of next year"}}]}}`)
	a.Add("http/"+cloudflareAPI+"/accounts/a1/d1/database", []byte(`{"result":[{"uuid":"d1","name":"orders"}],"result_info":{"page":1,"per_page":1,"total_pages":2}}`))
	g, c := told(t, Cloudflare, a)
	node(t, g, graph.Store, "cloudflare_d1_database", "last")
	for l := range node(t, g, graph.Credential, "cloudflare_api_token", "").Out(graph.Opens) {
		if l.To.Name != "ledger" || l.Power != graph.Read|graph.Write {
			t.Error("the token is for the objects of one bucket", l.To.Name, l.Power)
		}
	}
	_, some := node(t, g, graph.Store, "cloudflare_r2_bucket", "uploads").Trait(graph.TraitLock)
	all, _ := node(t, g, graph.Store, "cloudflare_r2_bucket", "ledger").Trait(graph.TraitLock)
	if some || all.Is != graph.Yes {
		t.Error("a rule for a part is no lock, and one for all is", some, all)
	}
	if gaps := g.Gaps(); len(gaps) != 1 || !c.incomplete.Load() {
		t.Error("one bucket cannot be read", gaps)
	}
}

func TestCloudflareAGlobalKeyNeedsItsAddress(t *testing.T) {
	g, _ := toldWith(t, Cloudflare, map[string]string{"CLOUDFLARE_API_KEY": "cfk_canary8f21c0aa"}, cloudflareAnswers(""))
	if gaps := g.Gaps(); len(gaps) != 1 || !strings.Contains(gaps[0].Why, "CLOUDFLARE_EMAIL") {
		t.Error(gaps)
	}
	s := &seen{Answers: cloudflareAnswers("")}
	g, _ = toldWith(t, Cloudflare, map[string]string{"CLOUDFLARE_API_KEY": "cfk_canary8f21c0aa", "CLOUDFLARE_EMAIL": "sam@acme.example"}, s)
	for _, h := range s.headers {
		if h.Get("X-Auth-Email") != "sam@acme.example" || h.Get("X-Auth-Key") == "" || h.Get("Authorization") != "" {
			t.Error("a global key is sent in headers of its own")
		}
	}
	for l := range node(t, g, graph.Credential, "cloudflare_global_api_key", "").Out(graph.Opens) {
		if !l.Power.Has(graph.Delete) {
			t.Error("it may do everything", l.Power)
		}
	}
}
