// SPDX-License-Identifier: Apache-2.0

package environment

import (
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

// A weight says how much must stand around a word before it is believed.
type weight uint8

const (
	plain  weight = iota + 1 // hardly ever means anything else: heard anywhere as a word of its own
	common                   // means other things too (dev tools, a build stage): heard where environments are named, and at the end of a longer name
	loose                    // mostly means other things (tests, live reload): heard only as a whole name where environments are named
	titled                   // heard only where somebody declares it as an environment's whole name
)

// A sense is what a word means. An empty tier means nothing: the words are taken
// out, so that a part of them is not believed.
type sense struct {
	tier   graph.Tier
	weight weight
}

// vocabulary is the synonym table. Several words in quotes are a phrase; it is
// found whatever separates its words, and before any word in it.
//
// A group for everything below production (nonprod) has the tier development: it
// is below production, and no louder than the lowest of what it holds.
// Pre-production is staging: it is not production, though its data may be.
var vocabulary = []struct {
	sense
	words []string
}{
	{sense{graph.Production, plain}, []string{"prod", "production"}},
	{sense{graph.Production, common}, []string{"prd"}},
	{sense{graph.Production, loose}, []string{"live"}},
	{sense{graph.Production, titled}, []string{"p", "pd", "dr", "disaster recovery"}},

	{sense{graph.Staging, plain}, []string{"staging", "stg", "preprod", "preproduction", "pre prod", "pre production", "staging prod", "staging production"}},
	{sense{graph.Staging, common}, []string{"stage", "stag", "stga", "ppd", "prelive", "pre live"}},
	{sense{graph.Staging, titled}, []string{"pp"}},

	{sense{graph.Development, plain}, []string{
		"nonprod", "nonproduction", "notprod", "nonlive", "nprd", "non prod", "non production", "non prd", "non live",
		"not prod", "not production", "not live", "no prod",
	}},
	{sense{graph.Development, common}, []string{"dev", "develop", "development", "sandbox", "sbx", "sbox", "playground"}},
	{sense{graph.Development, loose}, []string{"local", "lab", "demo", "prototype", "experimental", "user research"}},
	{sense{graph.Development, titled}, []string{"dv", "lower", "localhost"}},

	{sense{graph.Test, plain}, []string{"uat"}},
	{sense{graph.Test, common}, []string{"qa", "tst", "aat", "perftest"}},
	{sense{graph.Test, loose}, []string{
		"test", "testing", "integration", "int", "sit", "acceptance", "perf", "performance", "load", "loadtest", "ithc", "pentest",
		"load test", "perf test", "pen test", "training", "trial", "validation", "ci", "e2e",
	}},
	{sense{graph.Test, titled}, []string{"acc"}},

	{sense{graph.Preview, common}, []string{"preview", "deploy preview"}},
	{sense{graph.Preview, loose}, []string{"review", "ephemeral", "review app", "review apps", "branch deploy"}},

	{sense{graph.Shared, loose}, []string{"common", "shared", "global", "mgmt", "management"}},
	{sense{graph.Shared, titled}, []string{
		"core", "hub", "tools", "tooling", "infra", "infrastructure", "bootstrap", "sec", "security", "network", "networking",
		"audit", "log archive", "ops",
	}},

	// Words of a craft, not of an environment.
	{sense{}, []string{
		"live reload", "live stream", "live streaming", "live chat", "live view", "live data", "live update", "live updates", "live preview",
		"live search", "live feed", "live score", "live video", "live kit", "live query", "live share", "go live", "is live", "pre release",
		"staging area", "staging dir", "staging directory", "staging folder", "staging path", "staging table", "staging tables",
		"staging schema", "staging repository", "staging repo", "staging profile", "staging index",
		"production ready", "production readiness", "production grade", "production like", "prod like", "production code", "production build", "prod build",
		"production mode", "prod mode", "production dependencies", "production line", "production lines", "production order", "production orders",
		"production plan", "production planning", "production schedule", "production floor", "post production", "post prod", "co production",
		"is production", "is prod", "for production", "in production",
		"dev dependencies", "dev deps", "dev tools", "dev tool", "dev container", "dev server", "dev mode", "dev build",
		"unit test", "smoke test", "e2e test", "integration test", "functional test", "acceptance test", "regression test", "lint test",
		"run test", "and test", "build test", "ab test", "a b test", "api test", "ui test", "browser test", "go test", "npm test", "self test",
		"code review", "peer review", "test run", "test runner", "test results", "test report",
	}},
}

// nobodysEnvironments are names that workflows give to places which are no
// environment of ours: where packages and pages are published, and what bots use.
var nobodysEnvironments = set(`github-pages pages pypi testpypi test-pypi pypi-test npm npmjs npm-publish crates-io crates.io rubygems rubygems.org
	nuget maven maven-central docker dockerhub docker-hub ghcr codecov marketplace vscode-marketplace automation copilot dependabot renovate
	docs documentation release releases publish`)

// regions and colours divide one environment: prod-eu, prod-us-east-1,
// staging-blue. They leave a name whole.
var regions = set(`eu us uk gb ap apac emea latam af me sa ca cn au jp in de fr ie nl se br sg kr
	north south east west central northeast northwest southeast southwest
	euw euc eun use usw cac apse apne weu neu cus eus wus europe america asia australia
	iad fra lhr ams syd sin nrt sjc ord ewr cdg gru
	a b c v blue green`)

// fillers say that a name is an environment's and nothing more.
var fillers = set(`env envs environment environments`)

// things are what a secret or host is for. After an environment's word they leave
// it believable: TEST_DATABASE_URL, LIVE_API_KEY.
var things = set(`db database url uri dsn host hostname port user username password passwd pass pwd key keys token tokens secret secrets
	api access account id ids arn bucket cluster credentials creds auth jwt private ssh webhook connection string app server domain endpoint
	client service role project config vars values name redis postgres postgresql pg mysql mongo mongodb aws gcp azure railway fly stripe
	github cloudflare supabase volume vpc subscription tenant org site`)

// A phrase is more than one word, in order.
type phrase struct {
	words []string
	sense sense
}

// words and phrases index the vocabulary; phrases by their first word, longest
// first.
var words, phrases = index()

func index() (map[string]sense, map[string][]phrase) {
	one, more := map[string]sense{}, map[string][]phrase{}
	for _, v := range vocabulary {
		for _, w := range v.words {
			parts := strings.Fields(w)
			if len(parts) == 1 {
				one[w] = v.sense
				continue
			}
			p := more[parts[0]]
			at := 0
			for at < len(p) && len(p[at].words) >= len(parts) {
				at++
			}
			more[parts[0]] = append(p[:at:at], append([]phrase{{parts, v.sense}}, p[at:]...)...)
		}
	}
	return one, more
}

func set(list string) map[string]struct{} {
	m := map[string]struct{}{}
	for w := range strings.FieldsSeq(list) {
		m[w] = struct{}{}
	}
	return m
}

func in(m map[string]struct{}, w string) bool {
	_, ok := m[w]
	return ok
}
