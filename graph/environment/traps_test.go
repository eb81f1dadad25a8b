// SPDX-License-Identifier: Apache-2.0

package environment

import (
	"testing"

	"github.com/stagedoor/stagedoor/graph"
)

const nothing = graph.Tier("")

// TestTraps holds every trap that was met in real repositories, with the reason
// for what is said.
func TestTraps(t *testing.T) {
	name := func(s string) (Decision, bool) { return OfName(s) }
	word := func(s string) (Decision, bool) { return OfWord(s) }
	path := func(s string) (Decision, bool) { return OfPath(s) }
	for _, c := range []struct {
		ask  func(string) (Decision, bool)
		text string
		want graph.Tier
		why  string
	}{
		// preprod, nonprod, non-prod, notprod contain prod
		{name, "preprod", graph.Staging, "preproduction is not production"},
		{name, "pre-prod", graph.Staging, "a phrase comes before the words in it"},
		{name, "PreProd", graph.Staging, "case divides words"},
		{name, "pre_production", graph.Staging, "whatever separates them"},
		{name, "staging-prod", graph.Staging, "a production-like staging"},
		{name, "nonprod", graph.Development, "the group below production"},
		{name, "non-prod", graph.Development, "the group below production"},
		{name, "notprod", graph.Development, "the group below production"},
		{name, "non-production-eu", graph.Development, "with a region"},
		{name, "nonlive", graph.Development, "live is production, its opposite is not"},
		{word, "SHOP_NON_PROD_DB_URL", graph.Development, "in a longer name too"},
		{word, "shop-preprod", graph.Staging, "a namespace"},
		{path, "accounts/acme-non-prod/main.tf", graph.Development, "in a folder"},

		// a naive guard against "non" breaks names that merely contain it
		{name, "non-associations-prod", graph.Production, "non is not beside prod"},
		{word, "hmpps-non-associations-prod", graph.Production, "non is not beside prod"},
		{path, "namespaces/non-associations-prod/secret.yaml", graph.Production, "non is not beside prod"},

		// the mode of a program is not an environment
		{path, "config/environments/production.rb", nothing, "Rails' mode"},
		{path, "config/webpack/production.js", nothing, "a bundler's mode"},
		{path, "settings/production.py", nothing, "code"},

		// words that contain others
		{word, "product-api-key", nothing, "product is no production"},
		{word, "productivity", nothing, "one word"},
		{word, "reproduction", nothing, "one word"},
		{word, "PRODUCT_DB_URL", nothing, "product is no production"},
		{word, "production-ready", nothing, "an adjective"},
		{word, "production_orders", nothing, "what a factory does"},
		{word, "post-production", nothing, "what a studio does"},
		{word, "isProduction", nothing, "a question, not an answer"},
		{word, "staging_area", nothing, "where data wait"},
		{word, "staging-bucket-dir", graph.Staging, "not every thing that stages is an area"},
		{path, "staging_area/files.yml", nothing, "where data wait"},
		{path, "product/prod-like/config.yml", nothing, "an adjective"},
		{path, "src/main/config.yml", nothing, "main is where sources are"},
		{word, "live-reload", nothing, "what browsers do"},
		{word, "livestream-key", nothing, "one word"},
		{word, "latest", nothing, "contains test"},
		{word, "contest-api-key", nothing, "contains test"},
		{word, "devices-token", nothing, "begins with dev"},
		{word, "latest-release", nothing, "no environment"},
		{word, "master", nothing, "a branch"},
		{word, "primary-db", nothing, "a replica's opposite"},
		{path, "release/values.yml", nothing, "no environment"},

		// live as a part of a cluster's name
		{path, "namespaces/live.cluster.example/shop/main.tf", nothing, "the cluster holds all environments"},
		{path, "namespaces/live.cluster.example/shop-dev/main.tf", graph.Development, "the deeper word is about the namespace"},
		{word, "live.cloud-platform.example", nothing, "the cluster holds all environments"},
		{word, "shop-live", graph.Production, "the last word of a namespace"},
		{name, "live", graph.Production, "declared as an environment"},

		// what is no part of the running system
		{path, "node_modules/x/development/index.json", nothing, "somebody else's"},
		{path, "webpack.prod.js", nothing, "code"},
		{path, "docs/production.yml", nothing, "prose"},
		{path, "examples/production/main.tf", nothing, "an example"},
		{path, "deploy/production.yml.example", nothing, "an example"},
		{path, "testdata/.env.production", nothing, "a fixture"},
		{path, "test/fixtures/.env.staging", nothing, "a fixture"},

		// names of places that are no environment
		{name, "github-pages", nothing, "where pages are published"},
		{name, "pypi", nothing, "where packages are published"},
		{name, "npm", nothing, "where packages are published"},
		{name, "release", nothing, "where releases are published"},
		{name, "automation", nothing, "a bot's"},
		{name, "copilot", nothing, "a bot's"},
		{name, "dependabot", nothing, "a bot's"},
		{name, "shared", graph.Shared, "never makes a crossing"},

		// an unnamed production: the name alone is unknown, not below production
		{name, "laa-data-pact-broker", graph.Untiered, "no word says what it is for"},
		{word, "laa-data-pact-broker", nothing, "no word says what it is for"},

		// words of short labels only as a whole
		{name, "pd", graph.Production, "a short label's value"},
		{name, "p", graph.Production, "a short label's value"},
		{word, "p-db", nothing, "a letter"},
		{path, "p/main.tf", nothing, "a letter"},

		// words of two tiers
		{word, "copy-prod-to-staging", nothing, "both"},
		{name, "prod-staging", graph.Untiered, "both"},
		{path, "scripts/prod-to-dev.sh", nothing, "both"},
		{word, "STAGING_TEST_KEY", graph.Staging, "test is what the key is for"},
	} {
		d, ok := c.ask(c.text)
		if ok == (c.want == nothing) || ok && d.Tier != c.want {
			t.Errorf("%s: %q (%v), want %q: %s", c.text, d.Tier, ok, c.want, c.why)
		}
	}
}

func TestRuntimeModesAreNoEnvironments(t *testing.T) {
	for _, v := range []string{"NODE_ENV", "RAILS_ENV", "RACK_ENV", "APP_ENV", "MIX_ENV", "DJANGO_SETTINGS_MODULE", "ASPNETCORE_ENVIRONMENT", "FLASK_ENV", "SYMFONY_ENV"} {
		if !Runtime(v) {
			t.Errorf("%s chooses a mode", v)
		}
	}
	for _, v := range []string{"ENVIRONMENT", "DEPLOY_ENV", "RAILWAY_ENVIRONMENT", ""} {
		if Runtime(v) {
			t.Errorf("%s chooses no mode", v)
		}
	}
}

func TestNamesThatSomebodyGave(t *testing.T) {
	for name, want := range map[string]graph.Tier{
		"production": graph.Production, "Production": graph.Production, "PROD": graph.Production, "prod-eu": graph.Production, "prod1": graph.Production,
		"prd": graph.Production, "live": graph.Production, "Production – shop-web": graph.Production, "acme-prod": graph.Production, "dr": graph.Production,
		"shared-prod": graph.Production, "prod/eu": graph.Production, "production-${{ matrix.region }}": graph.Production,
		"staging": graph.Staging, "stage": graph.Staging, "stg": graph.Staging, "staging-2": graph.Staging, "pp": graph.Staging,
		"dev": graph.Development, "develop": graph.Development, "development": graph.Development, "sandbox": graph.Development, "local": graph.Development,
		"infra-dev": graph.Development, "dev-test": graph.Development, "demo": graph.Development,
		"test": graph.Test, "qa": graph.Test, "uat": graph.Test, "ci": graph.Test, "int": graph.Test, "ithc": graph.Test, "perftest": graph.Test, "e2e": graph.Test,
		"preview": graph.Preview, "pr-123": graph.Preview, "pr123": graph.Preview, "review/feature-x": graph.Preview, "review/$CI_COMMIT_REF_SLUG": graph.Preview,
		"deploy-preview": graph.Preview, "Preview": graph.Preview,
		"common": graph.Shared, "mgmt": graph.Shared, "log-archive": graph.Shared, "infra": graph.Shared,
		"main": graph.Untiered, "master": graph.Untiered, "ptl": graph.Untiered, "blue": graph.Untiered, "canary": graph.Untiered, "beta": graph.Untiered,
		"test-and-deploy": graph.Untiered, "feature/test-x": graph.Untiered, "pull": graph.Untiered, "shop": graph.Untiered,
		"${{ inputs.environment }}": nothing, "$ENVIRONMENT": nothing, "{{ .Values.env }}": nothing, "deploy-${{ inputs.env }}": nothing, "${unclosed": nothing,
		"": nothing, "  ": nothing, "---": nothing,
	} {
		if d, ok := OfName(name); ok == (want == nothing) || ok && d.Tier != want {
			t.Errorf("%q: %q, want %q", name, d.Tier, want)
		}
	}
}

func TestWordsInLongerNames(t *testing.T) {
	for name, want := range map[string]graph.Tier{
		"STAGING_API_KEY": graph.Staging, "API_KEY_STAGING": graph.Staging, "STG_DB_URL": graph.Staging,
		"PROD_DATABASE_URL": graph.Production, "prodDbUrl": graph.Production, "DBProdUrl": graph.Production, "LIVE_API_KEY": graph.Production, "db-prod-1.example.com": graph.Production,
		"shop-dev": graph.Development, "DEV_TOKEN": graph.Development, "AWS_DEV_ACCESS_KEY_ID": graph.Development, "shop-sandbox": graph.Development,
		"TEST_DATABASE_URL": graph.Test, "shop-test": graph.Test, "UAT_PASSWORD": graph.Test, "shop-qa-eu": graph.Test,
		"shop-pr-12":   graph.Preview,
		"DATABASE_URL": nothing, "DEVICE_TOKEN": nothing, "unit-test": nothing, "TEST_RUNNER_TOKEN": nothing, "integration-test": nothing, "test": nothing,
		"my-dev-server": nothing, "code-review": nothing, "SHARED_SECRET": nothing, "INFRA_TOKEN": nothing, "": nothing,
	} {
		d, ok := OfWord(name)
		if ok == (want == nothing) || ok && d.Tier != want {
			t.Errorf("%q: %q, want %q", name, d.Tier, want)
		}
		if ok && d.Basis != graph.Guessed {
			t.Errorf("%q is more than a guess", name)
		}
	}
}
