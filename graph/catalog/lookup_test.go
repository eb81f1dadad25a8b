// SPDX-License-Identifier: Apache-2.0

package catalog_test

import (
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/secret"
)

const canaryUUID = "c0ffee00-ca4a-4a4a-8a4a-00000ca4a400" // Railway's form has no room for the word canary

func TestABareUUIDIsNothing(t *testing.T) {
	for _, name := range []string{"", "ID", "PROJECT_ID", "RAILWAY_PROJECT_ID", "volumeId", "API_TOKEN"} {
		if k, _, ok := catalog.Recognize(name, secret.New(canaryUUID)); ok {
			t.Errorf("a UUID called %q was taken for %s", name, k.Type)
		}
	}
}

func TestANameAndAFormMakeAKind(t *testing.T) {
	for _, name := range []string{
		"RAILWAY_API_TOKEN", "railwayApiToken", "railway-api-token", "PROD_RAILWAY_API_TOKEN", "RAILWAY_API_TOKEN_STAGING", "TF_VAR_railway_api_token",
	} {
		k, basis, ok := catalog.Recognize(name, secret.New(canaryUUID))
		if !ok || k.Type != "railway_account_token" || basis != graph.ReadInFile {
			t.Errorf("%s: %v %v %v", name, k, basis, ok)
		}
	}
	if k, _, ok := catalog.Recognize("RAILWAY_API_TOKEN", secret.New("https://canary.example")); ok {
		t.Errorf("an address was taken for %s", k.Type)
	}
}

func TestAHeaderTellsTokensApart(t *testing.T) {
	for header, want := range map[string]string{
		"Authorization: Bearer": "railway_account_token", "authorization:  bearer $T": "railway_account_token", "Project-Access-Token": "railway_project_token",
	} {
		if k := catalog.TokenForHeader("backboard.railway.app", header); k == nil && want != "" || k != nil && k.Type != want {
			t.Errorf("%s: got %v, want %s", header, k, want)
		}
	}
	if k := catalog.TokenForHeader("example.com", "Authorization: Bearer"); k != nil {
		t.Errorf("an unknown host gave %s", k.Type)
	}
}

func TestCallsAreFoundWhereTheyStand(t *testing.T) {
	text := "set -e\nrailway domain add canary.example\ncurl https://backboard.railway.app/graphql/v2 -d '{\"query\":\"mutation { volumeDelete(volumeId: \\\"x\\\") }\"}'\n"
	hits := catalog.OperationsIn(secret.New(text))
	if len(hits) != 1 || hits[0].Operation.Name != "volumeDelete" || !strings.HasPrefix(text[hits[0].Offset:], "volumeDelete") && !strings.HasPrefix(text[hits[0].Offset:], "backboard") {
		t.Errorf("operations: %+v", hits)
	}
	uses := catalog.UsesIn(secret.New(text))
	if len(uses) != 1 || uses[0].Use.Class != "domains" || uses[0].Provider.ID != "railway" {
		t.Errorf("uses: %+v", uses)
	}
}

// Synthetic values: each has the form of its kind, and the word canary where the
// form has room for it.
func TestFormsProveKinds(t *testing.T) {
	pad := func(prefix string, n int) string { return prefix + strings.Repeat("canary", n/6+1)[:n] }
	hex := func(prefix string, n int) string { return prefix + strings.Repeat("ca4a49", n/6+1)[:n] } // no room for "canary" in hexadecimal
	for _, c := range []struct{ name, value, want string }{
		{"", "FlyV1 " + pad("fm2_", 240), "fly_token"},
		{"FLY_API_TOKEN", pad("fm2_", 240) + "," + pad("fm2_", 120), "fly_token"},
		{"", pad("fo1_", 43), "fly_auth_token"},
		{"", pad("rnd_", 28), "render_api_key"},
		{"RENDER_API_KEY", pad("rnd_", 28), "render_api_key"},
		{"", pad("vcp_", 56), "vercel_token"},
		{"VERCEL_TOKEN", pad("", 24), "vercel_legacy_token"},
		{"", pad("nfp_", 36), "netlify_token"},
		{"", pad("HRKU-AA", 58), "heroku_api_key"},
		{"HEROKU_API_KEY", canaryUUID, "heroku_legacy_api_key"},
		{"", hex("sbp_", 40), "supabase_access_token"},
		{"", pad("sb_secret_", 31), "supabase_secret_key"},
		{"", pad("sb_publishable_", 31), "supabase_publishable_key"},
		{"SUPABASE_SERVICE_ROLE_KEY", pad("eyJ", 20) + "." + pad("eyJ", 20) + "." + pad("", 20), "supabase_service_role_key"},
		{"NEXT_PUBLIC_SUPABASE_ANON_KEY", pad("eyJ", 20) + "." + pad("eyJ", 20) + "." + pad("", 20), "supabase_anon_key"},
		{"", pad("napi_", 64), "neon_api_key"},
		{"", pad("pscale_tkn_", 43), "planetscale_service_token"},
		{"UPSTASH_REDIS_REST_TOKEN", pad("", 40), "upstash_redis_rest_token"},
		{"MONGODB_ATLAS_PRIVATE_KEY", canaryUUID, "mongodb_atlas_api_key"},
		{"", hex("dop_v1_", 64), "digitalocean_token"},
		{"HCLOUD_TOKEN", pad("", 64), "hetzner_token"},
		{"", pad("", 64), ""},
		{"LINODE_TOKEN", hex("", 64), "linode_token"},
		{"VULTR_API_KEY", strings.ToUpper(pad("", 36)), "vultr_api_key"},
		{"", "SCWCANARYCANARYCANAR", "scaleway_api_key"},
		{"SCW_SECRET_KEY", canaryUUID, "scaleway_api_key"},
		{"", pad("cfut_", 40) + "ca4a4900", "cloudflare_api_token"},
		{"CF_API_TOKEN", pad("", 40), "cloudflare_legacy_api_token"},
		{"", "AKIA" + "CANARYCANARYCANA", "aws_iam_user_access_key"},
		{"AWS_SECRET_ACCESS_KEY", pad("", 40), "aws_iam_user_access_key"},
		{"AWS_ACCESS_KEY_ID", "minio-canary-user", ""},
		{"", "ASIA" + "CANARYCANARYCANA", "aws_temporary_credentials"},
		{"GCP_SA_KEY", `{"type": "service_account", "project_id": "canary"}`, "google_service_account_key"},
		{"GOOGLE_APPLICATION_CREDENTIALS", "/etc/canary/key.json", ""},
		{"", "can8Q~" + pad("", 34), "azure_client_secret"},
		{"", "DefaultEndpointsProtocol=https;AccountName=canary;AccountKey=" + pad("", 86) + "==;EndpointSuffix=core.windows.net", "azure_storage_connection_string"},
		{"AIVEN_TOKEN", pad("", 372), "aiven_token"},
		{"", pad("ghp_", 36), "github_classic_token"},
		{"", pad("ghs_", 36), "github_app_token"},
		{"", pad("", 12) + "ca.atlasv1." + pad("", 64), "hcp_terraform_token"},
		{"", hex("pul-", 40), "pulumi_access_token"},
		{"", pad("sk_live_", 24), "stripe_secret_key"},
		{"STRIPE_API_KEY", pad("rk_test_", 24), "stripe_restricted_key"},
		{"STRIPE_SECRET_KEY", pad("pk_live_", 24), "stripe_publishable_key"},
		{"", pad("", 40), ""}, {"DATABASE_URL", "postgres://u:canary@db.example/x", ""}, {"HCLOUD_TOKEN", "canary", ""},
	} {
		got := ""
		if k, _, ok := catalog.Recognize(c.name, secret.New(c.value)); ok {
			got = k.Type
		}
		if got != c.want {
			t.Errorf("a value for %q under the name %q is %q", c.want, c.name, got)
		}
	}
}

func TestAModeIsInTheKey(t *testing.T) {
	k, _ := catalog.ByType("stripe_secret_key")
	if m := k.ModeOf(secret.New("sk_live_canarycanary")); m != "live" {
		t.Errorf("got %q", m)
	}
	k, _ = catalog.ByType("fly_token")
	if m := k.ModeOf(secret.New("fm2_canary")); m != "" {
		t.Errorf("got %q", m)
	}
}

func TestActionsAndPublicHalves(t *testing.T) {
	if k := catalog.TokenForInput("Cloudflare/wrangler-action", "apiToken"); k == nil || k.Type != "cloudflare_api_token" {
		t.Errorf("got %v", k)
	}
	if k := catalog.TokenForInput("actions/checkout", "path"); k != nil {
		t.Errorf("got %v", k)
	}
	if ks := catalog.Beside("AZURE_CLIENT_ID"); len(ks) == 0 || ks[0].Type != "azure_client_secret" {
		t.Errorf("got %v", ks)
	}
	if ks := catalog.TokensForVariable("TF_TOKEN_app_terraform_io"); len(ks) == 0 || ks[0].Type != "hcp_terraform_token" {
		t.Errorf("got %v", ks)
	}
	for _, name := range []string{"TOKEN", "API_KEY", "PROD", "PROD_STAGING", "", "_", "SECRET_KEY", "DATABASE_URL"} {
		if ks := catalog.TokensForVariable(name); len(ks) != 0 {
			t.Errorf("%q is taken for %s", name, ks[0].Type)
		}
	}
}

func BenchmarkRecognizeNothing(b *testing.B) {
	v := secret.New("just-a-setting")
	for b.Loop() {
		catalog.Recognize("LOG_LEVEL", v)
	}
}

func BenchmarkOperationsInNothing(b *testing.B) {
	v := secret.New(strings.Repeat("npm ci && npm run build -- --mode=test\n", 250))
	for b.Loop() {
		catalog.OperationsIn(v)
	}
}
