// SPDX-License-Identifier: Apache-2.0

package claim

import (
	"slices"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
)

// A use is what a text does with the credentials of a provider.
type use struct {
	provider, class string
	why             graph.Evidence
}

// OtherUse is the class of a provider's command that the catalog has no class
// for: it is seen, and whether it is narrow is not known.
const OtherUse = "other"

// providerOf says whose command-line tool a program is.
var providerOf = map[string]string{
	"railway": "railway", "fly": "fly", "flyctl": "fly", "heroku": "heroku", "vercel": "vercel", "netlify": "netlify", "supabase": "supabase", "neonctl": "neon", "neon": "neon",
	"pscale": "planetscale", "turso": "turso", "wrangler": "cloudflare", "doctl": "digitalocean", "hcloud": "hetzner", "linode-cli": "linode", "vultr-cli": "vultr", "scw": "scaleway",
	"aws": "aws", "gcloud": "gcp", "gsutil": "gcp", "bq": "gcp", "az": "azure", "avn": "aiven", "confluent": "confluent", "atlas": "mongodb_atlas", "upstash": "upstash", "render": "render",
	"pulumi": "pulumi", "stripe": "stripe",
}

// idle are subcommands that use nothing: they sign in, choose or ask.
var idle = []string{"login", "logout", "whoami", "link", "unlink", "status", "version", "--version", "-v", "-V", "help", "--help", "auth", "init", "configure", "config", "completion", "update", "upgrade", "list", "environment", "use", "switch", "open", "docs"}

// usesOf notes what a command uses a provider's credentials for.
func (c *commands) usesOf(g *group) {
	k, ok := c.callOf(g.located)
	if !ok {
		return
	}
	hits := catalog.UsesIn(k.plain)
	if k.told.Len() > 0 {
		hits = append(hits, catalog.UsesIn(k.told)...)
	}
	seen := map[string]bool{}
	for _, hit := range hits {
		seen[hit.Provider.ID] = true
		here := c.here(g.located, "it "+hit.Use.Says)
		c.uses = append(c.uses, use{hit.Provider.ID, hit.Use.Class, here})
		c.ofCommand(g, hit.Use.Class, here)
	}
	if len(catalog.OperationsIn(k.plain)) > 0 || k.told.Len() > 0 && len(catalog.OperationsIn(k.told)) > 0 {
		return
	}
	provider, _ := c.providerCalled(g, k)
	if provider == "" || seen[provider] {
		return
	}
	c.uses = append(c.uses, use{provider, OtherUse, c.here(g.located, "it runs another command of the provider")})
}

// providerCalled is the provider whose tool or API a command calls.
func (c *commands) providerCalled(g *group, k call) (string, bool) {
	_, args := g.Program()
	if provider := providerOf[k.program]; provider != "" {
		if len(args) == 0 || args[0].Is(idle...) != "" {
			return "", false
		}
		return provider, true
	}
	if !slices.Contains(httpClients, k.program) {
		return "", false
	}
	host := c.host(args)
	for _, header := range []string{"Authorization: Bearer", "Authorization: Basic", "Project-Access-Token"} {
		if kind := catalog.TokenForHeader(host, header); kind != nil {
			if _, provider := catalog.ByType(kind.Type); provider != nil {
				return provider.ID, true
			}
		}
	}
	return "", false
}

// slot remembers a variable or credential for what its provider's commands in
// this text do.
func (c *commands) slot(id graph.ID, kinds []*catalog.Token) {
	if id.IsZero() || c.slots == nil {
		return
	}
	for _, kind := range kinds {
		_, provider := catalog.ByType(kind.Type)
		if provider != nil && !slices.Contains(c.slots[provider.ID], id) {
			c.slots[provider.ID] = append(c.slots[provider.ID], id)
		}
	}
}

// ofCommand notes a use on the connections that the command itself names: what
// pg_dump "$DATABASE_URL" does, it does to that one.
func (c *commands) ofCommand(g *group, class string, why graph.Evidence) {
	for _, w := range slices.Concat(g.Assigned, g.Words) {
		for _, name := range w.Variables() {
			if connectionName.MatchString(name) && !c.givenHere(name) {
				for _, slot := range c.variable(c.holder, name, why) {
					c.out.Note(slot, graph.Trait{Name: graph.UsedFor, Detail: class}, graph.Yes, why)
				}
			}
		}
	}
}

// claimUses notes every class of use that the text shows on all credentials of
// the provider that it has: a use is narrow only if all of them are.
func (c *commands) claimUses() {
	for _, u := range c.uses {
		for _, id := range c.slots[u.provider] {
			c.out.Note(id, graph.Trait{Name: graph.UsedFor, Detail: u.class}, graph.Yes, u.why)
		}
	}
}
