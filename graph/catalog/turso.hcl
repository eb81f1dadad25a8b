# SPDX-License-Identifier: Apache-2.0
# What Turso documents about tokens, groups and databases.

provider "turso" {
  title       = "Turso"
  checked     = "2026-11-22"
  scope_model = "user | organization | group+scopes | database"

  token "turso_platform_token" {
    title     = "Turso platform token"
    variables = ["TURSO_API_TOKEN"]
    headers   = ["Authorization: Bearer"]
    hosts     = ["api.turso.tech"]
    scope     = "what a user, an organization or a group reaches: its name does not say which"
    opens     = "account"
    narrower  = "turso_group_platform_token"
    verified  = true
    sources = [
      "https://github.com/tursodatabase/turso-docs/blob/2558aded55/api-reference/openapi.json",
      "https://github.com/tursodatabase/turso-cli/blob/e149f6987e/internal/settings/settings.go",
    ]

    fix {
      steps = [
        "give each environment a group of its own",
        "mint a group-scoped platform token with the scopes of the job, without a delete scope and with an expiry",
        "revoke the wide token",
      ]
      command = "turso auth api-tokens revoke NAME"
      url     = "https://docs.turso.tech/api-reference/authentication"
    }
  }

  token "turso_user_platform_token" {
    title     = "Turso platform token of a user"
    variables = ["TURSO_API_TOKEN"]
    headers   = ["Authorization: Bearer"]
    hosts     = ["api.turso.tech"]
    files     = ["~/.config/turso/settings.json : token (macOS ~/Library/Application Support/turso/settings.json)"]
    scope     = "every organization of its user"
    opens     = "account"
    power     = ["read", "write", "delete", "administer"]
    narrower  = "turso_group_platform_token"
    note      = "no documented prefix"
    verified  = true
    sources = [
      "https://github.com/tursodatabase/turso-docs/blob/2558aded55/api-reference/openapi.json",
      "https://github.com/tursodatabase/turso-cli/blob/e149f6987e/internal/settings/settings.go",
    ]
    research = ["platform API token, unrestricted (deprecated)"]
    curated  = ["scope"]

    fix {
      steps = [
        "give each environment a group of its own",
        "mint a group-scoped platform token with the scopes of the job, without a delete scope and with an expiry",
        "revoke the wide token",
      ]
      command = "turso auth api-tokens revoke NAME"
      url     = "https://docs.turso.tech/api-reference/authentication"
    }
  }

  token "turso_organization_platform_token" {
    title     = "Turso platform token of an organization"
    variables = ["TURSO_API_TOKEN"]
    headers   = ["Authorization: Bearer"]
    hosts     = ["api.turso.tech"]
    scope     = "one organization"
    opens     = "account"
    power     = ["read", "write", "delete", "administer"]
    narrower  = "turso_group_platform_token"
    verified  = true
    sources   = ["https://github.com/tursodatabase/turso-docs/blob/2558aded55/api-reference/tokens/create.mdx"]
    research  = ["platform API token, organization-scoped"]

    fix {
      steps = [
        "give each environment a group of its own",
        "mint a group-scoped platform token with the scopes of the job, without a delete scope and with an expiry",
        "revoke the wide token",
      ]
      command = "turso auth api-tokens revoke NAME"
      url     = "https://docs.turso.tech/api-reference/authentication"
    }
  }

  token "turso_group_platform_token" {
    title         = "Turso platform token of a group"
    variables     = ["TURSO_API_TOKEN"]
    headers       = ["Authorization: Bearer"]
    hosts         = ["api.turso.tech"]
    scope         = "one group, within the scopes listed for it"
    opens         = "project"
    cannot_narrow = "give it the fewest scopes, none that deletes"
    note          = "can delete only if a delete scope is listed; env-scoped when one group per environment"
    verified      = true
    sources       = ["https://github.com/tursodatabase/turso-docs/blob/2558aded55/api-reference/tokens/create.mdx"]
    research      = ["platform API token, group-scoped"]
    curated       = ["scope"]
  }

  token "turso_auth_token" {
    title         = "Turso database token"
    variables     = ["TURSO_AUTH_TOKEN", "TURSO_DATABASE_AUTH_TOKEN", "LIBSQL_AUTH_TOKEN"]
    form          = "eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}"
    files         = [".env*"]
    scope         = "one database, or all databases of a group"
    opens         = "store"
    power         = ["read", "write"]
    cannot_narrow = "mint it for the one database, read-only where that suffices, with an expiry: turso db tokens create NAME --read-only --expiration 7d"
    note          = "JWT shape unverified"
    sources = [
      "https://github.com/tursodatabase/turso-docs/blob/2558aded55/api-reference/databases/create-token.mdx",
      "https://github.com/tursodatabase/turso-docs/blob/2558aded55/api-reference/groups/create-token.mdx",
    ]
    research = ["database / group auth token"]
    curated  = ["scope"]
  }

  operation "db destroy" {
    kind     = "rest/cli"
    call     = "DELETE /v1/organizations/{org}/databases/{db}  (turso db destroy)"
    pattern  = "\\bturso\\s+db\\s+destroy\\b"
    words    = ["turso"]
    example  = "turso db destroy shop --yes"
    innocent = "turso db show shop"
    loses    = "a database"
    destroys = "turso_database"
    needs    = ["delete"]
    asks     = "a prompt; --yes skips it"
    verified = true
    sources  = ["https://github.com/tursodatabase/turso-docs/blob/2558aded55/api-reference/openapi.json"]
    research = ["DELETE /v1/organizations/{org}/databases/{db}"]
    curated  = ["kind", "call"]
  }

  operation "group destroy" {
    kind     = "rest/cli"
    call     = "DELETE /v1/organizations/{org}/groups/{group}  (turso group destroy)"
    pattern  = "\\bturso\\s+group\\s+destroy\\b"
    words    = ["turso"]
    example  = "turso group destroy default --yes"
    innocent = "turso group list"
    loses    = "a group and all its databases"
    destroys = "turso_group"
    needs    = ["delete"]
    verified = true
    sources  = ["https://github.com/tursodatabase/turso-docs/blob/2558aded55/api-reference/openapi.json"]
    research = ["DELETE /v1/organizations/{org}/groups/{group}"]
    curated  = ["kind", "call"]
  }

  store "turso_database" {
    title    = "Turso database"
    holds    = "a SQLite database"
    primary  = true
    verified = true
    sources  = ["https://docs.turso.tech/features/recover-deleted-databases"]

    undo {
      hours    = 120
      by       = "on a paid plan whose organization allows restores: by its UUID, through the API"
      verified = true
      sources  = ["https://docs.turso.tech/features/recover-deleted-databases"]
      research = ["database or group (deleted)"]
    }
  }

  lock "point-in-time recovery" {
    on       = "turso_database"
    level    = "none"
    note     = "a way back for rows while the database exists: 24 hours on the free plan, 10, 30 or 90 days on paid ones; it cannot bring back a deleted database"
    verified = true
    sources  = ["https://github.com/tursodatabase/turso-docs/blob/2558aded55/features/point-in-time-recovery.mdx"]
    research = ["PITR history"]
  }

  scope "turso_organization" {
    title = "Turso organization"
    level = "account"
  }

  scope "turso_group" {
    title = "Turso group"
    level = "project"
  }

  lock "delete_protection" {
    on       = "turso_database"
    level    = "api"
    default  = "default unverified"
    sources  = ["https://github.com/tursodatabase/turso-docs/blob/2558aded55/api-reference/databases/update-configuration.mdx"]
    research = ["delete_protection on database"]
  }

  lock "delete_protection of a group" {
    on       = "turso_group"
    level    = "api"
    default  = "default unverified"
    sources  = ["https://github.com/tursodatabase/turso-docs/blob/2558aded55/api-reference/openapi.json"]
    research = ["delete_protection on group (\"the group and all its databases cannot be deleted\")"]
  }

  use "read" {
    says    = "lists and reads"
    pattern = "\\bturso\\s+db\\s+(?:show|list|inspect)\\b"
    words   = ["turso"]
    example = "turso db show shop --url"
    sources = ["https://docs.turso.tech/cli"]
  }
}
