// SPDX-License-Identifier: Apache-2.0

package claim

import (
	"strings"

	"github.com/stagedoor/stagedoor/graph/secret"
)

// The word lists that decide what a name says. They are data: to teach the
// scanner a name, add it to a list and to the table in nobody_test.go.

// A wordSet holds words, or several words joined by a space, in lower case.
type wordSet map[string]bool

func words(lists ...string) wordSet {
	set := wordSet{}
	for _, l := range lists {
		for _, w := range strings.Fields(l) {
			set[strings.ReplaceAll(w, "_", " ")] = true
		}
	}
	return set
}

// publicPrefixes are those whose variables a bundler writes into what browsers
// and phones download.
//
//	https://nextjs.org/docs/app/guides/environment-variables
//	https://vite.dev/guide/env-and-mode
//	https://create-react-app.dev/docs/adding-custom-environment-variables/
//	https://docs.expo.dev/guides/environment-variables/
//	https://nuxt.com/docs/guide/going-further/runtime-config
//	https://www.gatsbyjs.com/docs/how-to/local-development/environment-variables/
//	https://svelte.dev/docs/kit/$env-static-public
//	https://cli.vuejs.org/guide/mode-and-env.html
var publicPrefixes = []string{"NEXT_PUBLIC_", "VITE_", "REACT_APP_", "EXPO_PUBLIC_", "NUXT_PUBLIC_", "NUXT_ENV_PUBLIC_", "GATSBY_", "PUBLIC_", "VUE_APP_", "STORYBOOK_", "PLASMO_PUBLIC_", "WXT_PUBLIC_"}

// publicNames are ends of names whose values vendors mean to be seen.
var publicNames = words(`
	publishable_key public_key public_api_key publickey anon_key supabase_anon_key anon_public_key site_key sitekey recaptcha_site_key turnstile_site_key hcaptcha_site_key
	sentry_dsn ga_measurement_id measurement_id ga_tracking_id tracking_id gtm_id google_tag_manager_id analytics_id ga_id pixel_id hotjar_id clarity_id
	algolia_search_key algolia_search_api_key algolia_search_only_api_key search_only_api_key algolia_app_id algolia_application_id
	mapbox_public_token posthog_key posthog_api_key posthog_project_api_key segment_browser_write_key amplitude_client_key
	firebase_api_key firebase_web_api_key firebase_config firebase_app_id messaging_sender_id vapid_public_key app_check_site_key
	pusher_key pusher_app_key launchdarkly_client_side_id launchdarkly_client_id datadog_client_token dd_client_token
	clerk_publishable_key stripe_publishable_key`)

// defaults are passwords that vendors and tutorials publish. Their fold has no
// separators; longer fillers are secret.Placeholder's.
var defaults = func() secret.Vocabulary {
	known := secret.Vocabulary{}
	for _, w := range strings.Fields(`
		guest postgres root admin administrator user mysql mongo mongodb redis rabbitmq sa app web api demo test testing dev local localdev public master default minio minioadmin minio123 miniosecret
		password passw0rd pa55word p4ssw0rd pssw0rd password1 password12 password123 password1234 passw0rd123 pass123 pass1234 secret123 admin123 admin1234 adminadmin admin123456 root123 rootroot rootpassword rootpass userpassword dbpassword
		changeme changeit changethis changemenow letmein letmein123 welcome welcome1 welcome123 qwerty qwerty123 qwertyuiop iloveyou abc123 abcd1234 asdf asdfasdf asdfghjkl 1q2w3e4r 1qaz2wsx zaq12wsx
		mysecretpassword mypassword mysecret supersecret supersecretpassword topsecret postgrespassword postgrespw postgres123 mysqlpassword mongopassword redispassword neo4jpassword grafana admin@123 sapassword yourstrongpassword yourstrongpassw0rd strongpassw0rd verystrongpassword
		elastic elasticpassword keycloak vagrant docker foobared hunter2 sekret s3cret s3cr3t nopassword insecure unsafe devpassword localpassword testpassword examplepassword vaultdevroottoken devonlytoken devroottoken myroottoken
		wordpress joomla drupal magento symfony laravel django airflow superset metabase nextcloud gitea sonar sonarqube jenkins artifactory harbor12345 zabbix prestashop`) {
		known[w] = 1
	}
	return known
}()

// secretEnds are the ends of names that say by themselves that a secret follows.
var secretEnds = words(`
	password passwd passphrase pwd pass secret token credential credentials creds dsn apikey pat psk
	api_key secret_key private_key access_key auth_key secret_key_base connection_string connectionstring conn_str conn_string database_url database_uri db_url db_uri
	auth_token access_tokens auth_tokens api_tokens bearer_tokens api_keys secret_keys signing_secrets session_secrets
	postgres_url postgres_uri postgresql_url pg_url mysql_url mariadb_url mongo_url mongo_uri mongodb_url mongodb_uri redis_url redis_uri rediscloud_url redis_tls_url amqp_url rabbitmq_url cloudamqp_url broker_url clickhouse_url
	jdbc_url jdbc_database_url elasticsearch_url neon_url supabase_db_url direct_url shadow_database_url datasource_url spring_datasource_url sqlalchemy_database_uri prisma_url prisma_url_non_pooling url_non_pooling
	slack_webhook slack_webhook_url discord_webhook discord_webhook_url teams_webhook teams_webhook_url webhook_secret
	basic_auth redis_auth http_auth registry_auth docker_auth docker_auth_config npm_auth npmrc pgpass htpasswd kubeconfig kube_config kubeconfig_data service_account_json service_account_key gcp_sa_key google_credentials sa_key
	azure_credentials encryption_salt auth_salt nonce_salt logged_in_salt secure_auth_salt
	connection_strings`)

// keyQualifiers make "..._key" a secret. A key without one may be anything: of
// a map, a table, a cache, a keyboard.
var keyQualifiers = words(`
	api secret access private auth authentication authorization encryption encrypt decryption signing sign signature service role master root admin account license licence deploy ssh rsa jwt hmac aes gpg pgp crypto cipher cookie session
	shared write ingest ingestion integration webhook app application server client rest user tls ssl security token live storage subscription sas billing payment merchant machine agent bot host env dotenv rails
	openai anthropic claude gemini mistral cohere groq huggingface replicate pinecone stripe paddle sendgrid mailgun postmark resend mailchimp twilio telnyx vonage github gitlab bitbucket aws azure gcp google gcloud s3 minio r2 b2 backblaze wasabi
	datadog dd newrelic relic honeycomb grafana sentry pagerduty opsgenie algolia meilisearch typesense pusher ably mapbox maps supabase firebase fcm cloudflare cf heroku railway render fly vercel netlify digitalocean linode hetzner vultr scaleway ovh
	linear notion airtable asana jira slack discord telegram clerk auth0 okta workos stytch plaid square paypal braintree adyen razorpay shopify snyk sonar codecov nuget npm pypi rubygems cargo sonatype ossrh artifactory terraform pulumi vault doppler infisical consul`)

// notKeys are "..._key" that name no secret, whatever stands before.
var notKeys = words(`
	primary_key foreign_key sort_key partition_key hash_key range_key cache_key public_key publishable_key site_key anon_key object_key group_key row_key index_key unique_key composite_key lookup_key routing_key dedupe_key idempotency_key config_key feature_key
	translation_key i18n_key locale_key message_key map_key storage_key_prefix local_storage_key session_storage_key state_key query_key redis_key cookie_key_name user_key_field shortcut_key hot_key key_key host_key search_key natural_key business_key shard_key cluster_key join_key label_key tag_key
	bucket_key s3_key s3_object_key lock_key state_file_key tf_state_key app_key_name app_cache_key user_cache_key project_key issue_key jira_key jira_project_key sonar_project_key context_key param_key env_key header_key verification_key verify_key`)

// neverBefore are words before the last that make it a name, a limit or a
// question: show password, max token, pull secret.
var neverBefore = words(`
	min max show hide forgot reset change confirm require requires required validate allow use using no not has have is need needs enable enabled disable disabled generate random skip ignore without with with_no
	next previous prev page continuation cancellation cancel pagination sync cursor stop start eos bos pad unk mask sep cls special total input output prompt completion num number count per
	pull existing image tls cors ingress external csrf xsrf dont missing invalid expired wrong incorrect design`)

// neverFirst are words that make a name a switch or a question.
var neverFirst = words(`allow create process enable disable show hide is has should can forgot require requires`)

// notEnds are last words that say something about a secret, not the secret.
var notEnds = words(`
	id ids name names url uri urls endpoint endpoints host hostname port path paths file files filename dir directory folder location mount expiry expires expire expiration expiresin expires_in ttl age lifetime duration validity length len size bits count limit limits quota
	type types kind format algorithm alg version header field fields param params parameter column policy policies rotation rotate hint label title description placeholder text message error errors enabled disabled enable disable required optional
	regex pattern selector ref refs reference references arn alias usage scope scopes audience issuer provider mode region store manager backend source username user email reset interval timeout retries strategy class index order prefix suffix
	needed strength visible visibility template templates hash hashed digest fingerprint checksum management service server env var variable variables bucket namespace prompt page form input button screen link route status state check checker validator validation generator factory handler util utils helper helpers list map set`)

// trailers stand behind a name without changing what it says.
var trailers = words(`base64 b64 pem json value raw plain plaintext data v1 v2 v3 v4 old new prev previous current next primary secondary fallback prod production prd staging stage stg dev development test testing qa uat live local sandbox preview eu us uk de ci cd default backup rw ro`)
