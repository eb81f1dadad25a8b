// SPDX-License-Identifier: Apache-2.0

package workstation

const (
	blastradius     = "https://github.com/amlalabs/blastradius/blob/da965e7d76/src/probes/store.rs"
	credentialReach = "https://github.com/Keremozdemirra/credential-reach"
	sqlite          = "a SQLite database, which is not opened"
)

// In this file: command lines of clouds and platforms.
var _ = add(
	Place{
		ID: "railway", Tool: "Railway's command line", Keeps: "the login, and which folder is linked with which project and environment",
		Linux:   []string{"~/.railway/config.json", "~/.railway/config-staging.json", "~/.railway/config-dev.json"},
		Sources: []string{"https://github.com/railwayapp/cli/blob/df3838bf11/src/config.rs"}, read: railwayLogin,
	},
	Place{
		ID: "fly", Tool: "Fly.io's command line", Keeps: "the login", Linux: []string{"~/.fly/config.yml"}, Moves: []Move{{Variable: "FLY_CONFIG_DIR", Rest: "config.yml"}},
		Sources: []string{"https://github.com/superfly/flyctl/blob/ad0172face/internal/config/config.go"}, read: fields(asYAML, field{"access_token", "fly_auth_token"}),
	},
	Place{
		ID: "render", Tool: "Render's command line", Keeps: "the login and when it expires", Linux: []string{"~/.render/cli.yaml"},
		Moves: []Move{{Variable: "RENDER_CLI_CONFIG_DIR", Rest: "cli.yaml"}, {Variable: "RENDER_CLI_CONFIG_PATH"}}, Kind: "render_cli_session", read: renderLogin,
	},
	Place{
		ID: "vercel", Tool: "Vercel's command line", Keeps: "the login", Linux: []string{"$DATA/com.vercel.cli/auth.json", "~/.now/auth.json", "$CONFIG/vercel/auth.json"},
		Mac: []string{"~/Library/Application Support/com.vercel.cli/auth.json", "~/.now/auth.json"}, Windows: []string{"%APPDATA%/com.vercel.cli/Data/auth.json", "~/.now/auth.json"},
		Kind: "vercel_token", Sources: []string{blastradius}, Unverified: "the place on Windows, and $CONFIG/vercel", Elsewhere: "the keyring, where VERCEL_TOKEN_STORAGE says so", read: inKeyring(vercelLogin, "token", asJSON),
	},
	Place{
		ID: "netlify", Tool: "Netlify's command line", Keeps: "the logins", Linux: []string{"$CONFIG/netlify/config.json", "~/.netlify/config.json"},
		Mac: []string{"~/Library/Preferences/netlify/config.json", "~/.netlify/config.json"}, Windows: []string{"%APPDATA%/netlify/Config/config.json", "~/.netlify/config.json"},
		Kind: "netlify_token", Unverified: "the places on macOS and Windows", read: fields(asJSON, field{"users/*/auth/token", "netlify_token"}),
	},
	Place{
		ID: "supabase", Tool: "Supabase's command line", Keeps: "the login", Linux: []string{"~/.supabase/access-token"},
		Kind: "supabase_access_token", Elsewhere: "the keyring, which it prefers", read: whole("supabase_access_token", "access-token"),
	},
	Place{
		ID: "neon", Tool: "Neon's command line", Keeps: "the login", Linux: []string{"~/.config/neonctl/credentials.json"},
		Sources: []string{"https://github.com/neondatabase/neonctl/blob/0ba830b5d0/README.md"}, read: neonLogin,
	},
	Place{
		ID: "planetscale", Tool: "PlanetScale's command line", Keeps: "the login", Linux: []string{"~/.config/planetscale/access-token"},
		Kind: "planetscale_oauth_token", Elsewhere: "the keyring, which it prefers", read: whole("planetscale_oauth_token", "access-token"),
	},
	Place{
		ID: "turso", Tool: "Turso's command line", Keeps: "the login", Linux: []string{"$CONFIG/turso/settings.json"}, Mac: []string{"~/Library/Application Support/turso/settings.json"},
		Kind: "turso_user_platform_token", read: fields(asJSON, field{"token", "turso_user_platform_token"}),
	},
	Place{
		ID: "mongodb-atlas", Tool: "MongoDB Atlas's command line", Keeps: "API keys and logins of its profiles", Linux: []string{"$CONFIG/atlascli/config.toml"},
		Mac: []string{"~/Library/Application Support/atlascli/config.toml"}, Windows: []string{"%APPDATA%/atlascli/config.toml"}, Kind: "mongodb_atlas_api_key",
		Unverified: "the path on each system; the keys are documented", Elsewhere: "the keyring, in newer versions",
		read: fields(asTOML, field{"*/private_api_key", "mongodb_atlas_api_key"}, field{"*/client_secret", "mongodb_atlas_service_account"}, field{"*/access_token", "mongodb_atlas_session"}, field{"*/refresh_token", "mongodb_atlas_session"}),
	},
	Place{
		ID: "digitalocean", Tool: "doctl", Keeps: "the tokens of its contexts", Linux: []string{"$CONFIG/doctl/config.yaml"}, Mac: []string{"~/Library/Application Support/doctl/config.yaml"},
		Windows: []string{"%APPDATA%/doctl/config.yaml"}, Kind: "digitalocean_token", read: fields(asYAML, field{"access-token", "digitalocean_token"}, field{"auth-contexts/*", "digitalocean_token"}),
	},
	Place{
		ID: "hetzner", Tool: "hcloud", Keeps: "the tokens of its contexts", Linux: []string{"~/.config/hcloud/cli.toml"}, Moves: []Move{{Variable: "HCLOUD_CONFIG"}},
		Windows: []string{"%APPDATA%/hcloud/cli.toml"}, Kind: "hetzner_token", Unverified: "the place on Windows", read: fields(asTOML, field{"contexts/token", "hetzner_token"}),
	},
	Place{
		ID: "linode", Tool: "linode-cli", Keeps: "the tokens of its users", Linux: []string{"~/.config/linode-cli", "~/.linode-cli"}, Moves: []Move{{Variable: "LINODE_CLI_CONFIG"}},
		Kind: "linode_token", read: ini("user", map[string]string{"token": "linode_token"}),
	},
	Place{
		ID: "vultr", Tool: "vultr-cli", Keeps: "the API key", Linux: []string{"~/.config/vultr-cli.yaml", "~/.vultr-cli.yaml"},
		Kind: "vultr_api_key", read: fields(asYAML, field{"api-key", "vultr_api_key"}),
	},
	Place{
		ID: "scaleway", Tool: "Scaleway's command line", Keeps: "the keys of its profiles", Linux: []string{"~/.config/scw/config.yaml"}, Moves: []Move{{Variable: "SCW_CONFIG_PATH"}},
		Kind: "scaleway_api_key", read: fields(asYAML, field{"secret_key", "scaleway_api_key"}, field{"profiles/*/secret_key", "scaleway_api_key"}),
	},
	Place{
		ID: "cloudflare", Tool: "Wrangler", Keeps: "the login and when it expires", Linux: []string{"$CONFIG/.wrangler/config/default.toml", "~/.wrangler/config/default.toml"},
		Mac: []string{"~/Library/Preferences/.wrangler/config/default.toml", "~/.wrangler/config/default.toml"}, Windows: []string{"%APPDATA%/xdg.config/.wrangler/config/default.toml", "~/.wrangler/config/default.toml"},
		Kind: "cloudflare_wrangler_session", Unverified: "the places on macOS and Windows", read: wranglerLogin,
	},
	Place{
		ID: "aws", Tool: "AWS's command line and SDKs", Keeps: "keys of its profiles, the accounts and roles that they use", Linux: []string{"~/.aws/credentials", "~/.aws/config"},
		Moves:   []Move{{Variable: "AWS_SHARED_CREDENTIALS_FILE"}, {Variable: "AWS_CONFIG_FILE"}},
		Sources: []string{"https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html"}, read: awsProfiles,
	},
	Place{
		ID: "aws-cache", Tool: "AWS's command line", Keeps: "tokens of single sign-on and credentials of roles, until they expire", Linux: []string{"~/.aws/sso/cache/*.json", "~/.aws/cli/cache/*.json"},
		Sources: []string{"https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-sso.html", credentialReach}, read: awsCache,
	},
	Place{
		ID: "google-default", Tool: "Google Cloud's libraries", Keeps: "application default credentials", Linux: []string{"~/.config/gcloud/application_default_credentials.json"},
		Windows: []string{"%APPDATA%/gcloud/application_default_credentials.json"}, Moves: []Move{{Variable: "CLOUDSDK_CONFIG", Rest: "application_default_credentials.json"}, {Variable: "GOOGLE_APPLICATION_CREDENTIALS"}},
		Sources: []string{"https://cloud.google.com/docs/authentication/application-default-credentials"}, read: googleDefault,
	},
	Place{
		ID: "google-settings", Tool: "gcloud", Keeps: "the project that each configuration is set to", Linux: []string{"~/.config/gcloud/configurations/config_*"},
		Windows: []string{"%APPDATA%/gcloud/configurations/config_*"}, Moves: []Move{{Variable: "CLOUDSDK_CONFIG", Rest: "configurations/config_*"}},
		Sources: []string{"https://cloud.google.com/sdk/docs/configurations"}, read: googleProperties,
	},
	Place{
		ID: "google-logins", Tool: "gcloud", Keeps: "the logins", Linux: []string{"~/.config/gcloud/credentials.db", "~/.config/gcloud/access_tokens.db"},
		Windows: []string{"%APPDATA%/gcloud/credentials.db", "%APPDATA%/gcloud/access_tokens.db"}, Moves: []Move{{Variable: "CLOUDSDK_CONFIG", Rest: "credentials.db"}},
		Sources: []string{blastradius}, Presence: sqlite,
	},
	Place{
		ID: "azure", Tool: "Azure's command line", Keeps: "the tokens that renew its logins", Linux: []string{"~/.azure/msal_token_cache.json"}, Moves: []Move{{Variable: "AZURE_CONFIG_DIR", Rest: "msal_token_cache.json"}},
		Sources: []string{"https://learn.microsoft.com/en-us/cli/azure/msal-based-azure-cli", blastradius}, Elsewhere: "msal_token_cache.bin on Windows, which is encrypted", read: azureTokens,
	},
	Place{
		ID: "azure-principals", Tool: "Azure's command line", Keeps: "secrets of service principals", Linux: []string{"~/.azure/service_principal_entries.json"}, Moves: []Move{{Variable: "AZURE_CONFIG_DIR", Rest: "service_principal_entries.json"}},
		Sources: []string{blastradius}, Unverified: "the keys in the file", read: fields(asJSON, field{"*/client_secret", "azure_client_secret"}),
	},
	Place{
		ID: "azure-encrypted", Tool: "Azure's command line", Keeps: "the logins, encrypted by Windows for the user", Linux: []string{}, Windows: []string{"~/.azure/msal_token_cache.bin", "~/.azure/service_principal_entries.bin"},
		Sources: []string{"https://learn.microsoft.com/en-us/cli/azure/msal-based-azure-cli"}, Presence: "encrypted by the system, and not opened",
	},
	Place{
		ID: "azure-subscriptions", Tool: "Azure's command line", Keeps: "which subscriptions a login sees", Linux: []string{"~/.azure/azureProfile.json"}, Moves: []Move{{Variable: "AZURE_CONFIG_DIR", Rest: "azureProfile.json"}},
		Sources: []string{"https://learn.microsoft.com/en-us/cli/azure/manage-azure-subscriptions-azure-cli"}, Unverified: "the keys in the file", read: azureProfile,
	},
	Place{
		ID: "confluent", Tool: "Confluent's command line", Keeps: "logins and API keys", Linux: []string{"~/.confluent/config.json"}, Kind: "confluent_cloud_api_key",
		read: fields(asJSON, field{"context_states/*/auth_token", "confluent_session"}, field{"context_states/*/auth_refresh_token", "confluent_session"}, field{"credentials/*/api_key_pair/api_secret", "confluent_cloud_api_key"}),
	},
	Place{
		ID: "stripe", Tool: "Stripe's command line", Keeps: "test keys of its projects", Linux: []string{"$CONFIG/stripe/config.toml"}, Mac: []string{"~/.config/stripe/config.toml"}, Kind: "stripe_restricted_key", Elsewhere: "live keys: the keyring",
		read: fields(asTOML, field{"*/test_mode_api_key", "stripe_restricted_key"}, field{"*/live_mode_api_key", "stripe_restricted_key"}),
	},
	Place{
		ID: "pulumi", Tool: "Pulumi", Keeps: "tokens of its backends", Linux: []string{"~/.pulumi/credentials.json"}, Moves: []Move{{Variable: "PULUMI_CREDENTIALS_PATH"}, {Variable: "PULUMI_HOME", Rest: "credentials.json"}},
		Kind: "pulumi_personal_token", read: fields(asJSON, field{"accessTokens/*", "pulumi_access_token"}),
	},
	Place{
		ID: "terraform", Tool: "Terraform", Keeps: "tokens of the hosts that it is logged in at", Linux: []string{"~/.terraform.d/credentials.tfrc.json"}, Windows: []string{"%APPDATA%/terraform.d/credentials.tfrc.json"},
		Sources: []string{"https://github.com/hashicorp/terraform/blob/883c7221ee/internal/command/cliconfig/credentials.go"}, read: fields(asJSON, field{"credentials/*/token", "hcp_terraform_token"}),
	},
	Place{
		ID: "terraform-settings", Tool: "Terraform", Keeps: "its own settings, with tokens of hosts", Linux: []string{"~/.terraformrc"}, Windows: []string{"%APPDATA%/terraform.rc"}, Moves: []Move{{Variable: "TF_CLI_CONFIG_FILE"}},
		Sources: []string{"https://developer.hashicorp.com/terraform/cli/config/config-file"}, read: terraformSettings,
	},
	Place{ID: "vault", Tool: "Vault", Keeps: "the token of the last login", Linux: []string{"~/.vault-token"}, Sources: []string{"https://developer.hashicorp.com/vault/docs/commands/token-helper", blastradius}, read: whole("vault_token", ".vault-token")},
	Place{
		ID: "aiven", Tool: "Aiven's command line", Keeps: "the token", Linux: []string{"~/.config/aiven/aiven-credentials.json"}, Kind: "aiven_token", Unverified: "the path",
		read: fields(asJSON, field{"auth_token", "aiven_token"}),
	},
)
