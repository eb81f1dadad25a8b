# SPDX-License-Identifier: Apache-2.0
# What Upstash documents about keys, databases and backups.

provider "upstash" {
  title       = "Upstash"
  checked     = "2026-11-22"
  scope_model = "account key | database token"

  token "upstash_api_key" {
    title         = "Upstash API key"
    variables     = ["UPSTASH_API_KEY"]
    beside        = ["UPSTASH_EMAIL"]
    headers       = ["Authorization: Basic"]
    hosts         = ["api.upstash.com"]
    files         = [".env in the working directory is auto-loaded by the CLI"]
    scope         = "the account or team"
    opens         = "account"
    power         = ["read", "write", "delete", "delete_backups", "administer"]
    cannot_narrow = "a management key covers the account or team; it can be made read-only"
    verified      = true
    sources = [
      "https://github.com/upstash/docs/blob/ef0ce4387f/devops/developer-api/authentication.mdx",
      "https://github.com/upstash/docs/blob/ef0ce4387f/agent-resources/cli.mdx",
      "https://github.com/upstash/docs/blob/ef0ce4387f/agent-resources/mcp.mdx",
    ]
    research = ["management API key"]
    curated  = ["scope"]

    fix {
      steps = [
        "where a job only reads, make a read-only key",
        "use the token of the one database for everything that talks to it",
      ]
      url = "https://upstash.com/docs/devops/developer-api/introduction"
    }
  }

  token "upstash_redis_rest_token" {
    title         = "Upstash Redis REST token"
    variables     = ["UPSTASH_REDIS_REST_TOKEN", "KV_REST_API_TOKEN"]
    beside        = ["UPSTASH_REDIS_REST_URL", "KV_REST_API_URL"]
    headers       = ["Authorization: Bearer"]
    files         = [".env*"]
    scope         = "one database"
    opens         = "store"
    power         = ["read", "write"]
    cannot_narrow = "it already opens one database; there is a read-only token beside it"
    verified      = true
    sources = [
      "https://upstash.com/docs/redis/features/restapi",
      "https://github.com/upstash/docs/blob/ef0ce4387f/redis/features/restapi.mdx",
    ]
    research = ["Redis REST token / Read-Only token"]
    curated  = ["scope", "verified"]

    fix {
      steps = ["use the Read-Only Token where the job only reads"]
      url   = "https://upstash.com/docs/redis/features/restapi"
    }
  }

  operation "redis delete" {
    kind     = "rest/cli"
    call     = "DELETE /v2/redis/database/{id}  (upstash redis delete)"
    pattern  = "\\bupstash\\s+redis\\s+delete\\b|(?i)\\bcurl\\b[^\\n]*(?:-X\\s*|--request[ =])[\"\\']?DELETE\\b[^\\n]*api\\.upstash\\.com/v2/redis/database/"
    words    = ["upstash"]
    example  = "upstash redis delete --id=1"
    innocent = "upstash redis list"
    loses    = "a database"
    destroys = "upstash_redis"
    needs    = ["delete"]
    verified = true
    sources  = ["https://github.com/upstash/docs/blob/ef0ce4387f/devops/developer-api/openapi.yml"]
    research = ["DELETE /v2/redis/database/{id}"]
    curated  = ["kind", "call"]
  }

  operation "delete-backup" {
    kind     = "rest"
    call     = "DELETE /v2/redis/delete-backup/{id}/{backup_id}"
    pattern  = "(?i)\\bcurl\\b[^\\n]*(?:-X\\s*|--request[ =])[\"\\']?DELETE\\b[^\\n]*api\\.upstash\\.com/v2/redis/delete-backup/"
    words    = ["upstash"]
    example  = "curl -X DELETE https://api.upstash.com/v2/redis/delete-backup/1/2 -u \"$E:$K\""
    loses    = "a backup"
    destroys = "upstash_redis_backup"
    needs    = ["delete_backups"]
    verified = true
    sources  = ["https://github.com/upstash/docs/blob/ef0ce4387f/devops/developer-api/openapi.yml"]
    research = ["DELETE /v2/redis/delete-backup/{id}/{backup_id}"]
  }

  operation "restore-backup" {
    kind     = "rest"
    call     = "POST /v2/redis/restore-backup/{id}"
    loses    = "\"All existing data in the target database will be deleted before the restore\""
    destroys = "upstash_redis"
    needs    = ["write"]
    verified = true
    sources  = ["https://github.com/upstash/docs/blob/ef0ce4387f/redis/features/backup.mdx"]
    research = ["POST /v2/redis/restore-backup/{id}"]
  }

  store "upstash_redis" {
    title    = "Upstash Redis database"
    holds    = "a cache, queue or data: its name does not say"
    verified = true
    sources  = ["https://upstash.com/docs/redis/overall/getstarted"]

    backup "upstash_redis_backup" {
      title     = "daily backups of an Upstash Redis database"
      on_delete = "unverified"
      option    = "daily backup kept 1 or 3 days; restorable to any database in the account"
      default   = "fate after database deletion not stated"
      exists    = "when-enabled"
      sources   = ["https://github.com/upstash/docs/blob/ef0ce4387f/redis/features/backup.mdx"]
      research  = ["database -> backups"]
    }
  }

  lock "daily backup" {
    on       = "upstash_redis"
    level    = "none"
    default  = "off until enabled"
    verified = true
    sources  = ["https://github.com/upstash/docs/blob/ef0ce4387f/redis/features/backup.mdx"]
    research = ["daily backup"]
  }

  lock "deletion protection" {
    on       = "upstash_redis"
    level    = "none"
    default  = "none found (unverified)"
    research = ["deletion protection"]
  }
}
