// SPDX-License-Identifier: Apache-2.0

package claim

import (
	"encoding/base64"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/graph/secret"
)

const real = "canary-7Qd93kLmZpX2wv"

func jwt(body string) string {
	e := base64.RawURLEncoding
	return e.EncodeToString([]byte(`{"alg":"HS256","typ":"JWT"}`)) + "." + e.EncodeToString([]byte(body)) + "." + e.EncodeToString([]byte("canary signature"))
}

// Each reason has its values, and the innocent looking twins that it must leave.
func TestNobodysSecrets(t *testing.T) {
	for why, pairs := range map[string][][2]string{
		"empty":                              {{"API_KEY", ""}, {"API_KEY", `""`}, {"API_KEY", "  "}},
		"its own name":                       {{"STAGING_API_KEY", "staging_api_key"}, {"STAGING_API_KEY", "STAGING_API_KEY"}, {"app.payment.api-secret", "apiSecret"}, {"services:web:auth_token", "AUTH-TOKEN"}},
		"a placeholder":                      {{"API_KEY", "changeme"}, {"API_KEY", "your-api-key"}, {"KEY", "<API_KEY>"}, {"API_KEY", "xxxxxxxxxxxx"}, {"API_KEY", "************"}, {"API_KEY", "TODO"}, {"API_KEY", "replace-me"}, {"TOKEN", "dummy"}, {"TOKEN", "test"}, {"TOKEN", "1234567890123"}, {"TOKEN", "abcdefghijklmnop"}, {"AWS_ACCESS_KEY_ID", "AKIA" + "IOSFODNN7EXAMPLE"}, {"AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/" + "bPxRfiCYEXAMPLEKEY"}, {"JWT_SECRET", "super-secret-jwt-token-with-at-least-32-characters-long"}, {"DB_PASSWORD", "password"}, {"STRIPE_SECRET_KEY", "sk_test_..."}, {"GITHUB_TOKEN", "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}},
		"a published default":                {{"POSTGRES_PASSWORD", "postgres"}, {"MINIO_SECRET_KEY", "minioadmin"}, {"RABBITMQ_PASSWORD", "guest"}, {"ADMIN_PASSWORD", "letmein"}, {"SA_PASSWORD", "Passw0rd"}, {"HARBOR_PASSWORD", "Harbor12345"}, {"DATABASE_URL", "amqp://guest:guest@mq.acme.io/"}, {"DATABASE_URL", "postgres://shop:shop@db.acme.io/app"}, {"DATABASE_URL", "postgres://app:shop-eu@db.acme.io/shop_eu"}},
		"a reference to what lies elsewhere": {{"API_KEY", "${API_KEY}"}, {"API_KEY", "$API_KEY"}, {"API_KEY", "{{ vault.key }}"}, {"API_KEY", "$(cat key)"}, {"API_KEY", "op://Prod/key/credential"}, {"API_KEY", "vault:secret/data/app#key"}, {"API_KEY", "arn:aws:secretsmanager:eu-west-1:210987654321:secret:app"}, {"API_KEY", "projects/acme/secrets/key/versions/1"}, {"API_KEY", "@Microsoft.KeyVault(SecretUri=https://acme.vault.azure.net/secrets/k)"}, {"API_KEY", "ENC[AES256_GCM,data:x,iv:y,tag:z,type:str]"}, {"API_KEY", "encrypted:BDqDBibm4wsYqMpCjTQ6BsDHmMadg9K3dAt+Z9HPMfLEIRVz50hmLXPXRuDBXaJi"}, {"API_KEY", `env("API_KEY")`}, {"API_KEY", "process.env.API_KEY"}},
		"a connection without a password":    {{"DATABASE_URL", "postgres://db.acme.io/app"}, {"DATABASE_URL", "postgres://app:${PASSWORD}@db.acme.io/app"}, {"DATABASE_URL", "postgres://app:<password>@db.acme.io/app"}, {"DATABASE_URL", "postgresql://user:password@host:5432/db"}, {"REDIS_URL", "redis://redis:6379/0"}},
		"an example's connection":            {{"DATABASE_URL", "postgres://app:" + real + "@192.0.2.4/app"}},
		"public by design":                   {{"STRIPE_KEY", "pk_live_" + "canary0123456789"}, {"STRIPE_KEY", "pk_test_" + "canary0123456789"}, {"SUPABASE_KEY", "sb_publishable_" + "canary0123456789"}, {"MAPBOX_TOKEN", "pk.eyJ1IjoiY2FuYXJ5In0.canarycanary"}, {"DSN", "https://0123456789abcdef0123456789abcdea@o123.ingest.sentry.io/456"}, {"GA", "G-1AB2CD3EF4"}, {"GA", "UA-12345678-1"}, {"SSH_KEY", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIcanary me@acme"}, {"TLS_KEY", "-----BEGIN CERTIFICATE-----\ncanary\n-----END CERTIFICATE-----"}},
		"public by its name":                 {{"NEXT_PUBLIC_API_KEY", real}, {"VITE_API_TOKEN", real}, {"REACT_APP_FIREBASE_API_KEY", real}, {"EXPO_PUBLIC_KEY", real}, {"GATSBY_ALGOLIA_KEY", real}, {"PUBLIC_TOKEN", real}, {"STRIPE_PUBLISHABLE_KEY", real}, {"VAPID_PUBLIC_KEY", real}, {"SUPABASE_ANON_KEY", real}, {"SENTRY_DSN", real}, {"ALGOLIA_SEARCH_KEY", real}, {"GA_MEASUREMENT_ID", real}, {"RECAPTCHA_SITE_KEY", real}, {"firebase.apiKey", real}, {"supabaseAnonKey", real}},
		"a token that is meant to be public": {{"KEY", jwt(`{"iss":"supabase","ref":"abcdefghijklmnopqrst","role":"anon"}`)}, {"SERVICE_KEY", jwt(`{"iss":"supabase-demo","role":"service_role"}`)}, {"JWT", jwt(`{"sub":"1234567890","name":"John Doe"}`)}},
		"no secret by its form":              {{"USE_TOKEN", "true"}, {"TOKEN_LIMIT", "4096"}, {"TOKEN", "300s"}, {"AUTH", "/run/secrets/db_password"}, {"SECRET", "./certs/prod.key"}, {"TOKEN", "token.json"}, {"AUTH_URL", "https://auth.acme.io/oauth/token?audience=x"}, {"API", "api.prod.acme.io:8443"}, {"MAIL", "ops-team@acme.io"}, {"LOCALE", "en_US.UTF-8"}, {"SINCE", "2026-04-24T10:00:00Z"}, {"DB_PASSWORD_ROTATED", "24-04-2026"}, {"secret_key", "SLACK_ALERT_URL"}, {"actions_secret_kube_token", "DEPLOYER_KUBE_TOKEN"}, {"cookie_secret", "proxy-cookie-secret"}, {"secret_key", "slack-alert-webhook"}, {"DATABASE_URL", "archive-rw.postgresql.svc.cluster.local"}, {"VERSION", "16.4.2-alpine"}, {"REGION", "eu-central-one-region"}, {"ADDRESS", "10.20.30.40:5432"}, {"ROLE", "arn:aws:iam::210987654321:role/deploy"}},
		tooShort:                             {{"DB_PASSWORD", "Tr0ub4dor&3"}, {"PIN", "73q19"}},
		"an emulator's or without its key":   {{"STORAGE", "UseDevelopmentStorage=true;"}, {"STORAGE", "AccountName=acme;AccountKey=${KEY}"}},
	} {
		for _, p := range pairs {
			got, yes := nobody(p[0], secret.New(p[1]))
			if !yes || got != why {
				t.Errorf("%s=%s is nobody's: %v because %q, want %q", p[0], p[1], yes, got, why)
			}
		}
	}
}

func TestSomebodysSecrets(t *testing.T) {
	for _, p := range [][2]string{
		{"API_KEY", real}, {"STRIPE_KEY", "sk_live_" + "canary0123456789"}, {"NEXT_PUBLIC_STRIPE_KEY", "sk_live_" + "canary0123456789"}, {"VITE_GITHUB", "ghp_" + strings.Repeat("canary", 6)},
		{"DATABASE_URL", "postgres://app:" + real + "@db.acme.io/app"}, {"DATABASE_URL", "postgres://app:c4nary@db.acme.io/app"}, {"DATABASE_URL", "postgres://app:" + real + "@${HOST}/app"},
		{"SUPABASE_KEY", jwt(`{"iss":"supabase","ref":"abcdefghijklmnopqrst","role":"service_role"}`)}, {"NEXT_PUBLIC_KEY", jwt(`{"iss":"supabase","ref":"abcdefghijklmnopqrst","role":"service_role"}`)},
		{"WEBHOOK", "https://hooks.slack.com/services/T0CANARY/B0CANARY/canary0123456789"}, {"URL", "https://api.acme.io/x?access_token=canary0123456789"}, {"REPO", "https://ci:" + real + "@github.com/acme/app"},
		{"TLS_KEY", "-----BEGIN PRIVATE KEY-----\ncanary\n-----END PRIVATE KEY-----"}, {"BUNDLE", "-----BEGIN CERTIFICATE-----\ncanary\n-----END CERTIFICATE-----\n-----BEGIN RSA PRIVATE KEY-----\ncanary\n-----END RSA PRIVATE KEY-----"},
		{"POSTHOG_API_KEY", "phx_" + real}, {"TOKEN", "0b7e4c1e-5a44-4c7c-9d5f-0d7f3f2f1a11"}, {"PASSWORD", "correct-horse-battery-staple"}, {"DB_PASSWORD", "canary.horse.staple"}, {"SECRET", "/canary+Zk4T9wqLm8Xy2Vb7Nc3Qd/=="},
		{"STORAGE", "DefaultEndpointsProtocol=https;AccountName=acmeprod;AccountKey=canaryCanaryCanary01234567==;EndpointSuffix=core.windows.net"},
	} {
		if why, yes := nobody(p[0], secret.New(p[1])); yes {
			t.Errorf("%s=%s is nobody's: %s", p[0], p[1], why)
		}
	}
}

func TestNamesThatSaySecret(t *testing.T) {
	for _, n := range strings.Fields(`
		API_KEY apiKey api-key stripeSecretKey STRIPE_SECRET_KEY STRIPE_KEY OPENAI_API_KEY OPENAI_KEY PASSWORD password DB_PASSWORD db_pass PGPASSWORD dbpassword DB_PWD MYSQL_ROOT_PASSWORD PASSPHRASE
		TOKEN RAILWAY_TOKEN RAILWAY_API_TOKEN githubToken GITHUB_PAT AUTH_TOKEN npm_config__authToken SECRET CLIENT_SECRET clientSecret SECRET_KEY SECRET_KEY_BASE JWT_SECRET SESSION_SECRET COOKIE_KEY APP_KEY RAILS_MASTER_KEY
		PRIVATE_KEY SSH_PRIVATE_KEY SSH_KEY TLS_KEY AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN SERVICE_ROLE_KEY SUPABASE_SERVICE_ROLE_KEY ENCRYPTION_KEY SIGNING_KEY GOOGLE_CREDENTIALS GOOGLE_APPLICATION_CREDENTIALS AZURE_CREDENTIALS
		DATABASE_URL STAGING_DATABASE_URL DATABASE_URL_PROD REDIS_URL MONGODB_URI DSN DATABASE_DSN CONNECTION_STRING ConnectionStrings__Default ConnectionStrings:Shop AzureWebJobsConnectionString SQLALCHEMY_DATABASE_URI
		API_KEY_PROD STRIPE_SECRET_KEY_LIVE TOKEN_V2 PASSWORD_BASE64 SLACK_WEBHOOK_URL BASIC_AUTH REDIS_AUTH kubeconfig GCP_SA_KEY spring.datasource.password config.db.password TOKEN_2 DATADOG_API_KEY HEROKU_API_KEY AUTH0_CLIENT_SECRET SecurityKey TokenOptions__SecurityKey`) {
		if !secretName(n) {
			t.Errorf("%s is not taken for a secret's name", n)
		}
	}
}

func TestNamesThatSayNothing(t *testing.T) {
	for _, n := range strings.Fields(`
		AWS_ACCESS_KEY_ID KEY_ID API_KEY_ID KEY_NAME API_KEY_NAME TOKEN_URL OAUTH_TOKEN_URL TOKEN_EXPIRY TOKEN_EXPIRES_IN ACCESS_TOKEN_TTL SECRET_NAME existingSecret secretName imagePullSecret PASSWORD_FILE POSTGRES_PASSWORD_FILE
		PUBLIC_KEY SSH_PUBLIC_KEY VAPID_PUBLIC_KEY publicKey KEYBOARD MONKEY DONKEY KEY key primary_key primaryKey sort_key partitionKey cache_key CACHE_KEY_PREFIX foreign_key s3_key S3_OBJECT_KEY translation_key idempotencyKey
		TOKENIZER TOKENIZERS_PARALLELISM MAX_TOKENS max_tokens input_tokens page_token nextPageToken cancellationToken eos_token pad_token tokenType token_type PASSWORD_MIN_LENGTH password_hash passwordPolicy showPassword forgotPassword
		PWD OLDPWD PATH AUTHOR AUTHORITY AUTH_URL AUTH_ENABLED USE_AUTH BYPASS PASSENGER COMPASS SECRETS_PATH SECRET_ARN secretRef SECRETARY VAULT_ADDR PRIVATE IS_PRIVATE private_subnets privateEndpoint CREDENTIALS_FILE allow_credentials
		NEXT_PUBLIC_API_KEY VITE_TOKEN SENTRY_DSN SUPABASE_ANON_KEY STRIPE_PUBLISHABLE_KEY RECAPTCHA_SITE_KEY ALGOLIA_SEARCH_API_KEY API_URL WEBHOOK_URL HOST PORT NODE_ENV DEBUG LOG_LEVEL USERNAME EMAIL csrf_token XSRF_TOKEN
		sonar.projectKey issueKey map_key routing_key REQUIRE_PASSWORD NO_PASSWORD TOKEN_COUNT SECRET_COUNT secretKeyRef allowAdminPassword createPushSecret CORS_CREDENTIALS pat`) {
		if secretName(n) {
			t.Errorf("%s is taken for a secret's name", n)
		}
	}
}

func FuzzNobody(f *testing.F) {
	f.Add("API_KEY", real)
	f.Add("DATABASE_URL", "postgres://app:x@db/app")
	f.Fuzz(func(_ *testing.T, name, value string) {
		nobody(name, secret.New(value))
		secretName(name)
	})
}
