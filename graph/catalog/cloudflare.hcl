# SPDX-License-Identifier: Apache-2.0
# What Cloudflare documents about tokens, D1, R2 and KV.

provider "cloudflare" {
  title       = "Cloudflare"
  checked     = "2026-11-22"
  scope_model = "user or account; permission groups x account/zone"

  token "cloudflare_api_token" {
    title     = "Cloudflare API token"
    variables = ["CLOUDFLARE_API_TOKEN", "CF_API_TOKEN"]
    form      = "cf[ua]t_[A-Za-z0-9]{40}[a-f0-9]{8}"
    bare      = true
    headers   = ["Authorization: Bearer"]
    hosts     = ["api.cloudflare.com"]
    files     = [".env*", ".dev.vars"]
    inputs = [
      "cloudflare/wrangler-action:apiToken",
      "cloudflare/pages-action:apiToken",
      "jakejarvis/cloudflare-purge-action:CLOUDFLARE_TOKEN",
    ]
    scope         = "what its permission groups allow on the accounts and zones chosen for it"
    opens         = "account"
    cannot_narrow = "what it may do is its permission groups and resources, which the value does not show: choose the fewest"
    note          = "What a token may do is its permission groups and resources; its form does not show them."
    verified      = true
    sources = [
      "https://github.com/cloudflare/cloudflare-docs/blob/06324d370ebef271b3b9d99d8effa8e98f3db99a/src/content/docs/fundamentals/api/get-started/token-formats.mdx",
      "https://github.com/trufflesecurity/trufflehog/blob/3ab759fef4/pkg/detectors/cloudflareapitoken/v2/cloudflareapitoken.go",
      "https://github.com/cloudflare/terraform-provider-cloudflare/blob/a2efdc5786/docs/resources/account_token.md",
    ]
    research = ["user API token / account API token"]
    curated  = ["scope", "note"]

    fix {
      steps = [
        "make an account-owned API token with the permission groups of the job, on the one account or zone, with an expiry",
        "leave out D1, R2 and KV edit where the job only deploys or purges",
        "roll or delete the old one",
      ]
      url = "https://developers.cloudflare.com/fundamentals/api/get-started/create-token/"
    }
  }

  token "cloudflare_legacy_api_token" {
    title         = "Cloudflare API token (old form)"
    variables     = ["CLOUDFLARE_API_TOKEN", "CF_API_TOKEN"]
    form          = "[A-Za-z0-9_-]{40}"
    scope         = "what its permission groups allow on the accounts and zones chosen for it"
    opens         = "account"
    cannot_narrow = "what it may do is its permission groups and resources, which the value does not show: choose the fewest"
    note          = "Tokens from before 2026 are 40 characters without a mark."
    verified      = true
    sources = [
      "https://github.com/cloudflare/cloudflare-docs/blob/06324d370ebef271b3b9d99d8effa8e98f3db99a/src/content/docs/fundamentals/api/get-started/token-formats.mdx",
      "https://github.com/trufflesecurity/trufflehog/blob/3ab759fef4/pkg/detectors/cloudflareapitoken/v2/cloudflareapitoken.go",
      "https://github.com/cloudflare/terraform-provider-cloudflare/blob/a2efdc5786/docs/resources/account_token.md",
    ]

    fix {
      steps = [
        "make an account-owned API token with the permission groups of the job, on the one account or zone, with an expiry",
        "leave out D1, R2 and KV edit where the job only deploys or purges",
        "roll or delete the old one",
      ]
      url = "https://developers.cloudflare.com/fundamentals/api/get-started/create-token/"
    }
  }

  token "cloudflare_global_api_key" {
    title     = "Cloudflare Global API Key"
    variables = ["CLOUDFLARE_API_KEY", "CF_API_KEY"]
    beside    = ["CLOUDFLARE_EMAIL", "CF_API_EMAIL", "CF_EMAIL"]
    form      = "cfk_[A-Za-z0-9]{40}[a-f0-9]{8}"
    bare      = true
    headers   = ["X-Auth-Key"]
    hosts     = ["api.cloudflare.com"]
    files     = [".env*"]
    inputs    = ["cloudflare/wrangler-action:apiKey", "jakejarvis/cloudflare-purge-action:CLOUDFLARE_KEY"]
    scope     = "the whole user account: \"Global key tied to your user account (full access)\""
    opens     = "account"
    power     = ["read", "write", "delete", "administer"]
    narrower  = "cloudflare_api_token"
    note      = "Needs the e-mail address of the account beside it."
    verified  = true
    sources = [
      "https://github.com/cloudflare/cloudflare-docs/blob/06324d370ebef271b3b9d99d8effa8e98f3db99a/src/content/docs/fundamentals/api/get-started/token-formats.mdx",
      "https://github.com/trufflesecurity/trufflehog/blob/3ab759fef4/pkg/detectors/cloudflareglobalapikey/v2/cloudflareglobalapikey.go",
    ]
    research = ["Global API Key"]
    curated  = ["scope", "note"]

    fix {
      steps = [
        "make an account-owned API token with the permission groups of the job, on the one account or zone, with an expiry",
        "leave out D1, R2 and KV edit where the job only deploys or purges",
        "roll or delete the old one",
      ]
      url = "https://developers.cloudflare.com/fundamentals/api/get-started/create-token/"
    }
  }

  token "cloudflare_legacy_global_api_key" {
    title     = "Cloudflare Global API Key (old form)"
    variables = ["CLOUDFLARE_API_KEY", "CF_API_KEY"]
    beside    = ["CLOUDFLARE_EMAIL", "CF_API_EMAIL", "CF_EMAIL"]
    form      = "[a-f0-9]{37,45}"
    scope     = "the whole user account: \"Global key tied to your user account (full access)\""
    opens     = "account"
    power     = ["read", "write", "delete", "administer"]
    narrower  = "cloudflare_api_token"
    note      = "Keys from before 2026 are lower-case hexadecimal without a mark."
    verified  = true
    sources = [
      "https://github.com/cloudflare/cloudflare-docs/blob/06324d370ebef271b3b9d99d8effa8e98f3db99a/src/content/docs/fundamentals/api/get-started/token-formats.mdx",
      "https://github.com/trufflesecurity/trufflehog/blob/3ab759fef4/pkg/detectors/cloudflareglobalapikey/v2/cloudflareglobalapikey.go",
    ]

    fix {
      steps = [
        "make an account-owned API token with the permission groups of the job, on the one account or zone, with an expiry",
        "leave out D1, R2 and KV edit where the job only deploys or purges",
        "roll or delete the old one",
      ]
      url = "https://developers.cloudflare.com/fundamentals/api/get-started/create-token/"
    }
  }

  token "cloudflare_wrangler_session" {
    title   = "Wrangler login"
    form    = "cfoat_[A-Za-z0-9_.-]{20,}"
    bare    = true
    headers = ["Authorization: Bearer"]
    hosts   = ["api.cloudflare.com"]
    files = [
      "~/.config/.wrangler/config/default.toml : oauth_token, refresh_token",
      "~/.wrangler/config/default.toml (legacy, wins if it exists)",
    ]
    scope    = "the accounts of its user, within the OAuth scopes granted at login"
    opens    = "account"
    narrower = "cloudflare_api_token"
    verified = true
    sources = [
      "https://github.com/cloudflare/cloudflare-docs/blob/06324d370ebef271b3b9d99d8effa8e98f3db99a/src/content/docs/fundamentals/api/get-started/token-formats.mdx",
      "https://github.com/cloudflare/workers-sdk/blob/f830836028/packages/workers-utils/src/global-wrangler-config-path.ts",
      "https://github.com/cloudflare/workers-sdk/blob/f830836028/packages/wrangler/CHANGELOG.md",
    ]
    research = ["Wrangler OAuth token"]
    curated  = ["scope"]
  }

  operation "d1 delete" {
    kind     = "rest"
    call     = "DELETE /accounts/{account_id}/d1/database/{id} (wrangler d1 delete)"
    pattern  = "\\bwrangler(?:@\\S+)?\\s+d1\\s+delete\\b"
    words    = ["wrangler"]
    example  = "npx wrangler d1 delete shop-prod -y"
    innocent = "npx wrangler d1 list"
    loses    = "D1 database"
    destroys = "cloudflare_d1_database"
    needs    = ["delete"]
    asks     = "a prompt; -y skips it"
    verified = true
    sources  = ["https://github.com/cloudflare/workers-sdk/blob/f830836028/packages/wrangler/src/d1/delete.ts"]
    research = ["DELETE /accounts/{account_id}/d1/database/{id} (wrangler d1 delete)"]
  }

  operation "r2 bucket delete" {
    kind     = "rest/cli"
    call     = "DELETE /accounts/{id}/r2/buckets/{name}  (wrangler r2 bucket delete)"
    pattern  = "\\bwrangler(?:@\\S+)?\\s+r2\\s+bucket\\s+delete\\b"
    words    = ["wrangler"]
    example  = "wrangler r2 bucket delete uploads"
    innocent = "wrangler r2 bucket list"
    loses    = "bucket"
    destroys = "cloudflare_r2_bucket"
    needs    = ["delete"]
    verified = true
    sources = [
      "https://github.com/cloudflare/workers-sdk/blob/f830836028/packages/wrangler/src/r2/helpers/bucket.ts",
      "https://github.com/cloudflare/workers-sdk/blob/f830836028/packages/wrangler/src/kv/helpers.ts",
    ]
    research = ["DELETE /accounts/{id}/r2/buckets/{name} ; DELETE /accounts/{id}/storage/kv/namespaces/{id} ; queues"]
    curated  = ["kind", "call", "loses"]
  }

  operation "kv namespace delete" {
    kind     = "rest/cli"
    call     = "DELETE /accounts/{id}/storage/kv/namespaces/{id}  (wrangler kv namespace delete)"
    pattern  = "\\bwrangler(?:@\\S+)?\\s+kv[: ]\\s*namespace\\s+delete\\b"
    words    = ["wrangler"]
    example  = "wrangler kv namespace delete --namespace-id 1"
    innocent = "wrangler kv namespace list"
    loses    = "KV namespace"
    destroys = "cloudflare_kv_namespace"
    needs    = ["delete"]
    verified = true
    sources = [
      "https://github.com/cloudflare/workers-sdk/blob/f830836028/packages/wrangler/src/r2/helpers/bucket.ts",
      "https://github.com/cloudflare/workers-sdk/blob/f830836028/packages/wrangler/src/kv/helpers.ts",
    ]
    research = ["DELETE /accounts/{id}/r2/buckets/{name} ; DELETE /accounts/{id}/storage/kv/namespaces/{id} ; queues"]
    curated  = ["kind", "call", "loses"]
  }

  operation "d1 time-travel restore" {
    kind     = "cli"
    call     = "wrangler d1 time-travel restore"
    pattern  = "\\bwrangler(?:@\\S+)?\\s+d1\\s+time-travel\\s+restore\\b"
    words    = ["wrangler"]
    example  = "wrangler d1 time-travel restore shop --timestamp 1"
    loses    = "overwrites the database in place (undoable by bookmark)"
    destroys = "cloudflare_d1_database"
    needs    = ["write"]
    verified = true
    sources  = ["https://github.com/cloudflare/cloudflare-docs/blob/0309c8bed23afe438f28fd5026b5a7999e653081/src/content/docs/d1/reference/time-travel.mdx"]
    research = ["wrangler d1 time-travel restore"]
  }

  operation "DELETE zone" {
    kind     = "rest"
    call     = "DELETE /zones/{zone_id}"
    pattern  = "(?i)\\bcurl\\b[^\\n]*(?:-X\\s*|--request[ =])[\"\\']?DELETE\\b[^\\n]*api\\.cloudflare\\.com/client/v4/zones/[\\w$\\{}-]+[\"\\']?(?:\\s|$)"
    words    = ["cloudflare"]
    example  = "curl -X DELETE \"https://api.cloudflare.com/client/v4/zones/$ZONE\" -H \"X-Auth-Key: $K\""
    innocent = "curl -X DELETE https://api.cloudflare.com/client/v4/zones/$ZONE/purge_cache"
    loses    = "DNS zone"
    destroys = "cloudflare_zone"
    needs    = ["delete"]
    research = ["DELETE /zones/{zone_id}"]
  }

  store "cloudflare_d1_database" {
    title    = "Cloudflare D1 database"
    holds    = "a SQLite database"
    primary  = true
    verified = true
    sources  = ["https://developers.cloudflare.com/d1/"]

    backup "cloudflare_d1_time_travel" {
      title     = "points in the Time Travel history of a D1 database"
      on_delete = "unverified"
      default   = "restore needs an existing database; recovery of a deleted one not documented"
      exists    = "always"
      research  = ["D1 database (deleted) -> Time Travel history"]
    }
  }

  store "cloudflare_r2_bucket" {
    title    = "Cloudflare R2 bucket"
    holds    = "objects"
    primary  = true
    verified = true
    sources  = ["https://developers.cloudflare.com/r2/buckets/delete-buckets/"]

    backup "cloudflare_r2_copy" {
      title     = "copies of an R2 bucket by Cloudflare"
      on_delete = "unverified"
      default   = "no provider backup found"
      research  = ["R2 bucket / KV namespace"]
    }
  }

  store "cloudflare_kv_namespace" {
    title    = "Cloudflare KV namespace"
    holds    = "keys and values"
    verified = true
    sources  = ["https://developers.cloudflare.com/kv/api/delete-key-value-pairs/"]

    backup "cloudflare_kv_copy" {
      title     = "copies of a KV namespace by Cloudflare"
      on_delete = "unverified"
      default   = "no provider backup found"
      research  = ["R2 bucket / KV namespace"]
    }
  }

  scope "cloudflare_account" {
    title = "Cloudflare account"
    level = "account"
  }

  scope "cloudflare_zone" {
    title = "Cloudflare zone"
    level = "project"
  }

  scope "cloudflare_worker" {
    title = "Cloudflare Worker"
    level = "app"
  }

  lock "Time Travel" {
    on       = "cloudflare_d1_database"
    level    = "none"
    note     = "a way back for rows while the database exists: 30 days on paid plans, 7 on the free one"
    verified = true
    sources  = ["https://github.com/cloudflare/cloudflare-docs/blob/0309c8bed23afe438f28fd5026b5a7999e653081/src/content/docs/d1/reference/time-travel.mdx"]
    research = ["D1 database (rows changed)"]
  }

  lock "R2 bucket lock rules" {
    on       = "cloudflare_r2_bucket"
    level    = "api"
    default  = "off"
    verified = true
    sources  = ["https://github.com/cloudflare/terraform-provider-cloudflare/blob/a2efdc5786/docs/resources/r2_bucket_lock.md"]
    research = ["R2 bucket lock rules"]
  }

  use "deploy" {
    says    = "deploys Workers or Pages"
    pattern = "\\bwrangler(?:@\\S+)?\\s+(?:deploy|publish|versions|pages\\s+(?:deploy|publish)|dev|build)\\b"
    words   = ["wrangler"]
    example = "npx wrangler pages deploy dist"
    sources = ["https://developers.cloudflare.com/workers/wrangler/commands/"]
  }

  use "cache" {
    says    = "purges a cache"
    pattern = "api\\.cloudflare\\.com/client/v4/zones/[^\\s\"\\']+/purge_cache"
    words   = ["cloudflare"]
    example = "curl -X POST https://api.cloudflare.com/client/v4/zones/$Z/purge_cache"
    sources = ["https://developers.cloudflare.com/api/resources/cache/"]
  }

  use "dns" {
    says    = "manages DNS records"
    pattern = "api\\.cloudflare\\.com/client/v4/zones/[^\\s\"\\']+/dns_records|\\bdns_cloudflare\\b|\\bdns-cloudflare\\b"
    words   = ["cloudflare"]
    example = "curl https://api.cloudflare.com/client/v4/zones/$Z/dns_records"
    sources = ["https://developers.cloudflare.com/api/resources/dns/"]
  }

  use "migrate" {
    says    = "applies migrations"
    pattern = "\\bwrangler(?:@\\S+)?\\s+d1\\s+migrations\\s+apply\\b"
    words   = ["wrangler"]
    example = "wrangler d1 migrations apply shop --remote"
    sources = ["https://developers.cloudflare.com/workers/wrangler/commands/"]
  }
}
