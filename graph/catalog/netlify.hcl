# SPDX-License-Identifier: Apache-2.0
# What Netlify documents about tokens and sites.

provider "netlify" {
  title       = "Netlify"
  checked     = "2026-11-22"
  scope_model = "user account"

  token "netlify_token" {
    title     = "Netlify personal access token"
    variables = ["NETLIFY_AUTH_TOKEN", "NETLIFY_API_TOKEN"]
    form      = "nfp_[A-Za-z0-9_]{36}"
    bare      = true
    headers   = ["Authorization: Bearer"]
    hosts     = ["api.netlify.com"]
    files = [
      "~/.config/netlify/config.json : users.<userId>.auth.token",
      "macOS ~/Library/Preferences/netlify/config.json (env-paths convention, unverified)",
      "~/.netlify/config.json (legacy)",
    ]
    inputs        = ["jsmrcaga/action-netlify-deploy:NETLIFY_AUTH_TOKEN"]
    scope         = "every team and site of its user: it acts as the user"
    opens         = "account"
    power         = ["read", "write", "delete", "administer"]
    cannot_narrow = "Netlify documents no narrower personal token; keep production in a team of its own and deploy staging with another account, or use a build hook, which only starts a build of one site"
    verified      = true
    sources = [
      "https://netlify.com/auth.md",
      "https://github.com/trufflesecurity/trufflehog/blob/3ab759fef4/pkg/detectors/netlify/v2/netlify_v2.go",
      "https://github.com/netlify/cli/blob/88ece29155/src/lib/settings.ts",
      "https://github.com/netlify/cli/blob/88ece29155/src/commands/base-command.ts",
    ]
    research = ["personal access token"]
    curated  = ["scope", "verified"]
  }

  token "netlify_legacy_token" {
    title         = "Netlify token (old form)"
    variables     = ["NETLIFY_AUTH_TOKEN"]
    form          = "[A-Za-z0-9_-]{43,45}"
    headers       = ["Authorization: Bearer"]
    hosts         = ["api.netlify.com"]
    scope         = "every team and site of its user"
    opens         = "account"
    power         = ["read", "write", "delete", "administer"]
    cannot_narrow = "Netlify documents no narrower personal token; keep production in a team of its own and deploy staging with another account, or use a build hook, which only starts a build of one site"
    verified      = true
    sources       = ["https://github.com/trufflesecurity/trufflehog/blob/3ab759fef4/pkg/detectors/netlify/v1/netlify_v1.go"]
    research      = ["legacy token"]
    curated       = ["scope"]
  }

  operation "sites:delete" {
    kind     = "rest"
    call     = "DELETE /sites/{site_id}"
    pattern  = "\\bnetlify\\s+sites:delete\\b"
    words    = ["netlify"]
    example  = "netlify sites:delete 123 --force"
    innocent = "netlify sites:list"
    loses    = "site"
    destroys = "netlify_site"
    needs    = ["delete"]
    verified = true
    sources  = ["https://github.com/netlify/open-api/blob/650803172c/swagger.yml"]
    research = ["DELETE /sites/{site_id}"]
  }

  operation "DELETE database" {
    kind     = "rest"
    call     = "DELETE /sites/{site_id}/database, /database/branch/{id}, /database/snapshot/{id}"
    loses    = "Netlify DB, a branch, a snapshot"
    destroys = "netlify_database"
    needs    = ["delete"]
    verified = true
    sources  = ["https://github.com/netlify/open-api/blob/650803172c/swagger.yml"]
    research = ["DELETE /sites/{site_id}/database, /database/branch/{id}, /database/snapshot/{id}"]
  }

  operation "DELETE account" {
    kind     = "rest"
    call     = "DELETE /accounts/{account_id} (cancelAccount), /dns_zones/{zone_id}, /accounts/{account_id}/env/{key}"
    loses    = "account, DNS zone, env var"
    destroys = "netlify_account"
    needs    = ["delete"]
    verified = true
    sources  = ["https://github.com/netlify/open-api/blob/650803172c/swagger.yml"]
    research = ["DELETE /accounts/{account_id} (cancelAccount), /dns_zones/{zone_id}, /accounts/{account_id}/env/{key}"]
  }

  store "netlify_database" {
    title   = "Netlify database"
    holds   = "a Postgres database"
    primary = true

    backup "netlify_database_snapshot" {
      title     = "snapshots of a Netlify database"
      on_delete = "unverified"
      research  = ["site database -> snapshots"]
    }
  }

  scope "netlify_account" {
    title = "Netlify team"
    level = "account"
  }

  scope "netlify_site" {
    title = "Netlify site"
    level = "app"

    backup "netlify_deploy" {
      title     = "deploys of a Netlify site"
      on_delete = "unverified"
      option    = "POST /sites/{site_id}/deploys/{deploy_id}/restore rolls back deploys of a living site"
      sources   = ["https://github.com/netlify/open-api/blob/650803172c/swagger.yml"]
      research  = ["site -> deploys"]
    }
  }

  lock "deletion protection" {
    on       = "netlify_site"
    level    = "none"
    default  = "none found (unverified)"
    research = ["deletion protection"]
  }

  use "deploy" {
    says    = "deploys a site"
    pattern = "\\bnetlify(?:-cli)?\\s+(?:deploy|build)\\b"
    words   = ["netlify"]
    example = "npx netlify-cli deploy --prod"
    sources = ["https://docs.netlify.com/cli/get-started/"]
  }

  use "functions" {
    says    = "invokes or builds functions"
    pattern = "\\bnetlify\\s+functions(?::|\\b)"
    words   = ["netlify"]
    example = "netlify functions:list"
    sources = ["https://docs.netlify.com/cli/get-started/"]
  }
}
