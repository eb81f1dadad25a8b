# SPDX-License-Identifier: Apache-2.0
# What Vercel documents about tokens and stores.

provider "vercel" {
  title       = "Vercel"
  checked     = "2026-11-22"
  scope_model = "account | team | project; no environment (production/preview) scope"

  token "vercel_token" {
    title     = "Vercel token"
    variables = ["VERCEL_TOKEN", "VERCEL_API_TOKEN"]
    form      = "vcp_[A-Za-z0-9_-]{56}"
    bare      = true
    headers   = ["Authorization: Bearer"]
    hosts     = ["api.vercel.com"]
    files = [
      "$XDG_DATA_HOME/com.vercel.cli/auth.json (~/.local/share/com.vercel.cli/auth.json; macOS ~/Library/Application Support/com.vercel.cli/auth.json) : token",
      "~/.now/auth.json (legacy)",
      "OS keyring service com.vercel.vercel-cli",
    ]
    inputs        = ["amondnet/vercel-action:vercel-token"]
    scope         = "an account, a team or one project: its form does not say which"
    opens         = "account"
    cannot_narrow = "a token is narrow or wide by the scope chosen when it was made, which its form does not show: choose one project"
    note          = "The form does not show which of the three scopes a token has; VERCEL_API_TOKEN is the name in Terraform."
    verified      = true
    sources = [
      "https://vercel.com/docs/accounts/access-tokens",
      "https://vercel.com/changelog/project-scoped-tokens",
      "https://github.com/betterleaks/betterleaks/blob/6381fa45ae/config/betterleaks.toml",
      "https://github.com/vercel/vercel/blob/17d9ebaf8e/packages/cli-config/src/paths.ts",
    ]
    research = ["personal access token"]
    curated  = ["scope", "note"]

    fix {
      steps = [
        "create a token whose scope is the one project (or, on older accounts, the one team), with an expiry",
        "put it in a secret of the one job that deploys",
        "delete the wide token",
      ]
      url = "https://vercel.com/account/settings/tokens"
    }
  }

  token "vercel_legacy_token" {
    title     = "Vercel token (old form)"
    variables = ["VERCEL_TOKEN", "VERCEL_API_TOKEN"]
    form      = "[A-Za-z0-9]{24}"
    headers   = ["Authorization: Bearer"]
    hosts     = ["api.vercel.com"]
    files     = ["auth.json"]
    scope     = "an account or a team"
    opens     = "account"
    narrower  = "vercel_token"
    verified  = true
    sources   = ["https://github.com/trufflesecurity/trufflehog/blob/3ab759fef4/pkg/detectors/vercel/vercel.go"]
    research  = ["legacy token"]
    curated   = ["scope"]

    fix {
      steps = [
        "create a token whose scope is the one project (or, on older accounts, the one team), with an expiry",
        "put it in a secret of the one job that deploys",
        "delete the wide token",
      ]
      url = "https://vercel.com/account/settings/tokens"
    }
  }

  token "vercel_integration_token" {
    title         = "Vercel integration or app token"
    variables     = ["VERCEL_AUTH_TOKEN"]
    form          = "vc[irak]_[A-Za-z0-9_-]{56}"
    bare          = true
    headers       = ["Authorization: Bearer"]
    hosts         = ["api.vercel.com"]
    scope         = "what was granted to the integration or app"
    opens         = "account"
    cannot_narrow = "what it may do is what was granted to the integration or app"
    verified      = true
    sources       = ["https://github.com/betterleaks/betterleaks/blob/6381fa45ae/config/betterleaks.toml"]
    research      = ["integration / app / refresh / AI-gateway tokens"]
    curated       = ["scope"]
  }

  operation "deleteProject" {
    kind     = "rest/cli"
    call     = "DELETE /v9/projects/{idOrName}  (vercel project rm)"
    pattern  = "\\bvercel\\s+projects?\\s+(?:rm|remove)\\b"
    words    = ["vercel"]
    example  = "vercel project rm shop"
    innocent = "vercel projects ls"
    loses    = "project, deployments, env vars"
    destroys = "vercel_project"
    needs    = ["delete"]
    sources  = ["https://github.com/vercel/sdk/blob/426eb4b7d7/docs/sdks/projects/README.md"]
    research = ["deleteProject (DELETE /v9/projects/{idOrName}; path version unverified)"]
    curated  = ["kind", "call"]
  }

  operation "env rm" {
    kind     = "rest"
    call     = "removeProjectEnv / removeCustomEnvironment / deleteSharedEnvVariable"
    loses    = "environment variables (secrets not readable elsewhere)"
    needs    = ["administer"]
    verified = true
    sources  = ["https://github.com/vercel/sdk/blob/426eb4b7d7/docs/sdks/environment/README.md"]
    research = ["removeProjectEnv / removeCustomEnvironment / deleteSharedEnvVariable"]
  }

  operation "deleteIntegrationResource" {
    kind     = "rest"
    call     = "deleteIntegrationResource / deleteConfiguration"
    loses    = "marketplace store (database) or installation"
    needs    = ["delete"]
    verified = true
    sources  = ["https://github.com/vercel/sdk/blob/426eb4b7d7/docs/sdks/marketplace/README.md"]
    research = ["deleteIntegrationResource / deleteConfiguration"]
  }

  operation "deleteEdgeConfig" {
    kind     = "rest"
    call     = "deleteEdgeConfig"
    loses    = "global config store"
    destroys = "vercel_edge_config"
    needs    = ["delete"]
    verified = true
    sources  = ["https://github.com/vercel/sdk/blob/426eb4b7d7/docs/sdks/globalconfig/README.md"]
    research = ["deleteEdgeConfig"]
  }

  operation "blob store remove" {
    kind     = "cli"
    call     = "vercel blob store remove"
    pattern  = "\\bvercel\\s+blob\\s+store\\s+(?:remove|rm|delete)\\b"
    words    = ["vercel"]
    example  = "vercel blob store remove store_1"
    loses    = "Blob store"
    destroys = "vercel_blob_store"
    needs    = ["delete"]
    verified = true
    sources  = ["https://github.com/vercel/vercel/blob/17d9ebaf8e/packages/cli/src/commands/blob/store-remove.ts"]
    research = ["vercel blob store remove"]
  }

  store "vercel_blob_store" {
    title    = "Vercel Blob store"
    holds    = "objects"
    primary  = true
    verified = true
    sources  = ["https://vercel.com/docs/vercel-blob"]

    backup "vercel_blob_backup" {
      title     = "copies of a Vercel Blob store"
      on_delete = "unverified"
      option    = "depends on the marketplace provider (Neon, Upstash, ...)"
      research  = ["Blob / Edge Config / marketplace database"]
    }
  }

  store "vercel_edge_config" {
    title    = "Vercel Edge Config"
    holds    = "settings"
    verified = true
    sources  = ["https://vercel.com/docs/edge-config"]
  }

  scope "vercel_team" {
    title = "Vercel team"
    level = "account"
  }

  scope "vercel_project" {
    title = "Vercel project"
    level = "project"

    backup "vercel_deployment" {
      title     = "deployments of a Vercel project"
      on_delete = "unverified"
      option    = "project deployment retention policy exists"
      sources   = ["https://github.com/vercel/terraform-provider-vercel/blob/c8a6711c56/docs/resources/project_deployment_retention.md"]
      research  = ["project -> deployments"]
    }
  }

  lock "deletion protection" {
    on       = "vercel_project"
    level    = "none"
    default  = "none found (unverified)"
    research = ["deletion protection"]
  }

  use "deploy" {
    says    = "deploys a project"
    pattern = "\\bvercel\\s+(?:deploy\\b|build\\b|pull\\b|promote\\b|(?:-\\S+\\s+)*--prod\\b)"
    words   = ["vercel"]
    example = "vercel deploy --prebuilt --prod --token=$VERCEL_TOKEN"
    sources = ["https://vercel.com/docs/cli"]
  }

  use "domains" {
    says    = "manages domains"
    pattern = "\\bvercel\\s+(?:domains?|alias|dns|certs)\\b"
    words   = ["vercel"]
    example = "vercel domains add example.com"
    sources = ["https://vercel.com/docs/cli"]
  }

  use "logs" {
    says    = "reads logs"
    pattern = "\\bvercel\\s+(?:logs|inspect|list|ls)\\b"
    words   = ["vercel"]
    example = "vercel logs dpl_1"
    sources = ["https://vercel.com/docs/cli"]
  }
}
