// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/providers/recorded"
)

// The shapes of answers here were checked against Vercel's own client, which is made
// of its API description: the npm package @vercel/sdk 1.28.35.

const vercelAPI = "api.vercel.com"

func vercelAnswers(token string, more ...string) *recorded.Answers {
	return answering(append([]string{
		vercelAPI + "/v5/user/tokens/current", `{"token":` + token + `}`,
		vercelAPI + "/v2/teams", `{"teams":[{"id":"team_1","slug":"acme","name":"Acme","membership":{"role":"OWNER"}},{"id":"team_2","slug":"trial","name":null,"membership":{"role":"MEMBER"}}],"pagination":{"count":2,"next":null}}`,
		vercelAPI + "/v1/global-config?teamId=team_1", `[{"id":"ecfg_1","slug":"flags_production"}]`,
		vercelAPI + "/v1/global-config?teamId=team_2", `[]`,
	}, more...)...)
}

func TestVercelScopesOfAToken(t *testing.T) {
	const owner = graph.Read | graph.Write | graph.Delete | graph.Administer
	for _, c := range []struct {
		says, token string
		never       graph.Tri
		opens       map[string]graph.Power
	}{
		{"a user's", `{"scopes":[{"type":"user"}]}`, graph.Yes, map[string]graph.Power{"Acme": owner, "trial": 0}},
		{"a team's", `{"scopes":[{"type":"team","teamId":"team_2"}],"expiresAt":1798761600000}`, graph.No, map[string]graph.Power{"trial": 0}},
		{"a scope of next year", `{"scopes":[{"type":"project"},null]}`, graph.Yes, map[string]graph.Power{}},
	} {
		g, client := told(t, Vercel, vercelAnswers(c.token))
		token := node(t, g, graph.Credential, "vercel_token", "")
		got := 0
		for l := range token.Out(graph.Opens) {
			got++
			if power, ok := c.opens[l.To.Name]; !ok || l.Power != power {
				t.Errorf("%s: %s: %v", c.says, l.To.Name, l.Power)
			}
		}
		never, _ := token.Trait(graph.NeverExpires)
		if got != len(c.opens) || never.Is != c.never || client.incomplete.Load() {
			t.Errorf("%s: %d opened, never expires %v, gaps %v", c.says, got, never.Is, g.Gaps())
		}
	}
}

func TestVercelTeamsComeInPages(t *testing.T) {
	g, c := told(t, Vercel, vercelAnswers(`{"scopes":[{"type":"user"}]}`,
		vercelAPI+"/v2/teams", `{"teams":[{"id":"team_1","name":"Acme","membership":{"role":"A_ROLE_OF_NEXT_YEAR"}}],"pagination":{"next":1700000000000}}`,
		vercelAPI+"/v2/teams?until=1700000000000", `{"teams":[{"id":"team_3","slug":"far","limited":true,"limitedBy":["mfa"]},{"id":"team_4","slug":"other","limited":true,"limitedBy":["scope"]},"odd"],"pagination":{"next":null}}`))
	node(t, g, graph.Scope, "vercel_team", "far")
	gaps := g.Gaps()
	if len(gaps) != 2 || !c.incomplete.Load() {
		t.Error("an odd team, and one that asks for more than the token", gaps)
	}
	for l := range node(t, g, graph.Credential, "vercel_token", "").Out(graph.Opens) {
		if l.To.Name == "other" || l.Power != 0 {
			t.Error(l.To.Name, l.Power)
		}
	}
}

// TestVercelAsksForNoProjects: lists of projects and variables may hold values.
func TestVercelAsksForNoProjects(t *testing.T) {
	a := vercelAnswers(`{"scopes":[{"type":"user"}]}`)
	told(t, Vercel, a)
	for _, sent := range a.Log {
		if strings.Contains(sent, "project") || strings.Contains(sent, "env") || strings.Contains(sent, "decrypt") {
			t.Error(sent)
		}
	}
	for _, allowed := range Vercel.Allow {
		if strings.Contains(allowed, "project") {
			t.Error(allowed)
		}
	}
}
