# SPDX-License-Identifier: Apache-2.0
# What Heroku documents about API keys, apps and Postgres.

provider "heroku" {
  title       = "Heroku"
  checked     = "2026-11-22"
  scope_model = "account with OAuth scopes"

  token "heroku_api_key" {
    title     = "Heroku API key"
    variables = ["HEROKU_API_KEY"]
    form      = "HRKU-[0-9a-zA-Z_-]{36,64}"
    bare      = true
    headers   = ["Authorization: Bearer"]
    hosts     = ["api.heroku.com"]
    files     = ["~/.netrc : machine api.heroku.com / git.heroku.com, password", "OS keychain (CLI v11 option)"]
    inputs    = ["akhileshns/heroku-deploy:heroku_api_key"]
    scope     = "every app of the account, within its OAuth scopes, which are global unless chosen otherwise"
    opens     = "account"
    power     = ["read", "write", "delete", "delete_backups", "administer"]
    narrower  = "heroku_scoped_authorization"
    note      = "Without --scope an authorization is global. The form does not show the scope."
    verified  = true
    sources = [
      "https://github.com/gitleaks/gitleaks/blob/b58d3f102c/config/gitleaks.toml",
      "https://github.com/heroku/cli/blob/c5fbf4b432/docs/authorizations.md",
      "https://github.com/heroku/terraform-provider-heroku/blob/493df84f05/docs/index.md",
    ]
    research = ["API key / OAuth authorization"]
    curated  = ["scope"]

    fix {
      steps = [
        "make an authorization with the fewest OAuth scopes and an expiry; no scope is limited to one app",
        "keep production in a team of its own, and let staging use an account that is no member of it",
        "heroku authorizations:revoke the old one",
      ]
      command = "heroku authorizations:create --scope read --expires-in 86400"
      url     = "https://devcenter.heroku.com/articles/oauth"
    }
  }

  token "heroku_legacy_api_key" {
    title     = "Heroku API key (old form)"
    variables = ["HEROKU_API_KEY"]
    form      = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
    headers   = ["Authorization: Bearer"]
    hosts     = ["api.heroku.com"]
    files     = ["~/.netrc"]
    scope     = "every app of the account"
    opens     = "account"
    power     = ["read", "write", "delete", "delete_backups", "administer"]
    narrower  = "heroku_scoped_authorization"
    verified  = true
    sources   = ["https://github.com/gitleaks/gitleaks/blob/b58d3f102c/config/gitleaks.toml"]
    research  = ["legacy API key (UUID)"]
    curated   = ["scope"]

    fix {
      steps = [
        "make an authorization with the fewest OAuth scopes and an expiry; no scope is limited to one app",
        "keep production in a team of its own, and let staging use an account that is no member of it",
        "heroku authorizations:revoke the old one",
      ]
      command = "heroku authorizations:create --scope read --expires-in 86400"
      url     = "https://devcenter.heroku.com/articles/oauth"
    }
  }

  token "heroku_scoped_authorization" {
    title         = "Heroku authorization with OAuth scopes"
    headers       = ["Authorization: Bearer"]
    hosts         = ["api.heroku.com"]
    scope         = "the apps of the account, within the OAuth scopes chosen"
    opens         = "account"
    cannot_narrow = "OAuth scopes are the narrowest that Heroku has; none is limited to one app"
    verified      = true
    sources       = ["https://devcenter.heroku.com/articles/oauth"]
  }

  operation "apps:destroy" {
    kind     = "cli/rest"
    call     = "heroku apps:destroy"
    pattern  = "\\bheroku\\s+apps:(?:destroy|delete)\\b"
    words    = ["heroku"]
    example  = "heroku apps:destroy --app shop --confirm shop"
    innocent = "heroku apps:info"
    loses    = "app and its add-ons (cascade unverified)"
    destroys = "heroku_app"
    needs    = ["delete"]
    asks     = "--confirm NAME"
    sources  = ["https://github.com/heroku/cli/blob/c5fbf4b432/docs/apps.md"]
    research = ["heroku apps:destroy"]
  }

  operation "addons:destroy" {
    kind     = "cli/rest"
    call     = "heroku addons:destroy ADDONNAME"
    pattern  = "\\bheroku\\s+addons:(?:destroy|remove)\\b"
    words    = ["heroku"]
    example  = "heroku addons:destroy postgresql-flat-1 --confirm shop"
    innocent = "heroku addons:create heroku-postgresql"
    loses    = "\"permanently destroy an add-on resource\" (database)"
    destroys = "heroku_postgres"
    needs    = ["delete"]
    asks     = "--confirm NAME"
    verified = true
    sources  = ["https://github.com/heroku/cli/blob/c5fbf4b432/docs/addons.md"]
    research = ["heroku addons:destroy ADDONNAME"]
  }

  operation "pg:backups:delete" {
    kind     = "cli"
    call     = "heroku pg:backups:delete (pg:reset: unverified)"
    pattern  = "\\bheroku\\s+pg:backups:delete\\b"
    words    = ["heroku"]
    example  = "heroku pg:backups:delete b001 -a shop --confirm shop"
    innocent = "heroku pg:backups:capture"
    loses    = "a logical backup; all data in a database"
    destroys = "heroku_postgres_backup"
    needs    = ["delete_backups"]
    asks     = "--confirm NAME"
    sources  = ["https://devcenter.heroku.com/articles/heroku-postgres-backups"]
    research = ["heroku pg:backups:delete (pg:reset: unverified)"]
  }

  operation "pg:reset" {
    kind     = "cli"
    call     = "heroku pg:reset DATABASE"
    pattern  = "\\bheroku\\s+pg:reset\\b"
    words    = ["heroku"]
    example  = "heroku pg:reset DATABASE_URL --confirm shop-staging"
    innocent = "heroku pg:info"
    loses    = "all data in a database"
    destroys = "heroku_postgres"
    needs    = ["write"]
    asks     = "--confirm NAME"
    verified = true
    sources  = ["https://devcenter.heroku.com/articles/heroku-postgresql"]
  }

  store "heroku_postgres" {
    title    = "Heroku Postgres"
    holds    = "a Postgres database"
    primary  = true
    verified = true
    sources  = ["https://devcenter.heroku.com/articles/heroku-postgresql"]

    backup "heroku_postgres_backup" {
      title     = "PGBackups and continuous protection of a Heroku Postgres"
      on_delete = "unverified"
      default   = "retention of PGBackups after add-on destroy not found in stored pages"
      research  = ["Postgres add-on -> PGBackups and continuous-protection backups"]
    }
  }

  store "heroku_redis" {
    title    = "Heroku Key-Value Store"
    holds    = "a cache or queue"
    verified = true
    sources  = ["https://devcenter.heroku.com/articles/heroku-redis"]
  }

  scope "heroku_account" {
    title = "Heroku account"
    level = "account"
  }

  scope "heroku_team" {
    title = "Heroku team"
    level = "account"
  }

  scope "heroku_app" {
    title = "Heroku app"
    level = "app"
  }

  lock "--confirm" {
    on       = "heroku_app"
    level    = "client"
    default  = "client-side only (a REST call has none)"
    verified = true
    sources  = ["https://github.com/heroku/cli/blob/c5fbf4b432/docs/addons.md"]
    research = ["--confirm <app> prompt"]
  }

  use "deploy" {
    says    = "deploys an app"
    pattern = "\\bheroku\\s+(?:container:(?:push|release)|builds:create)\\b|\\bgit\\s+push\\s+\\S*heroku\\b"
    words   = ["heroku"]
    example = "heroku container:release web -a shop"
    sources = ["https://devcenter.heroku.com/articles/container-registry-and-runtime"]
  }

  use "logs" {
    says    = "reads logs"
    pattern = "\\bheroku\\s+logs\\b"
    words   = ["heroku"]
    example = "heroku logs --tail -a shop"
    sources = ["https://devcenter.heroku.com/articles/logging"]
  }

  use "domains" {
    says    = "manages domains"
    pattern = "\\bheroku\\s+(?:domains|certs)(?::\\w+)?\\b"
    words   = ["heroku"]
    example = "heroku domains:add www.example.com -a shop"
    sources = ["https://devcenter.heroku.com/articles/custom-domains"]
  }

  use "variables" {
    says    = "reads or sets variables"
    pattern = "\\bheroku\\s+config(?::\\w+)?\\b"
    words   = ["heroku"]
    example = "heroku config:set KEY=1 -a shop"
    sources = ["https://devcenter.heroku.com/articles/config-vars"]
  }
}
