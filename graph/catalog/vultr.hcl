# SPDX-License-Identifier: Apache-2.0
# What Vultr documents about API keys, block storage and backups.

provider "vultr" {
  title       = "Vultr"
  checked     = "2026-11-22"
  scope_model = "account"
  home        = "vultr_account"

  token "vultr_api_key" {
    title     = "Vultr API key"
    variables = ["VULTR_API_KEY"]
    form      = "[A-Z0-9]{36}"
    headers   = ["Authorization: Bearer"]
    hosts     = ["api.vultr.com"]
    files = [
      "os.UserConfigDir()/vultr-cli.yaml : api-key (~/.config/vultr-cli.yaml)",
      "~/.vultr-cli.yaml (home fallback; exact name unverified)",
    ]
    scope         = "the account, as far as the permissions of its user go"
    opens         = "account"
    cannot_narrow = "a key has the rights of its user: use a sub-user with the fewest permissions"
    sources = [
      "https://github.com/trufflesecurity/trufflehog/blob/3ab759fef4/pkg/detectors/vultrapikey/vultrapikey.go",
      "https://github.com/vultr/vultr-cli/blob/98793a1e6c/cmd/root.go",
      "https://github.com/vultr/vultr-cli/blob/98793a1e6c/README.md",
    ]
    research = ["API key"]
    curated  = ["scope"]

    fix {
      steps = [
        "make a sub-user with the fewest permissions and use its key",
        "limit the key to the addresses that need it",
        "keep production in an account of its own",
      ]
      url = "https://docs.vultr.com/platform/other/api"
    }
  }

  operation "delete" {
    kind     = "rest/cli"
    call     = "DELETE /v2/instances/{id} ; DELETE /v2/blocks/{id} ; DELETE /v2/databases/{id}  (vultr-cli instance|block-storage|database delete)"
    pattern  = "\\bvultr(?:-cli)?\\s+(?:instance|block-storage|database)\\s+(?:delete|destroy)\\b"
    words    = ["vultr"]
    example  = "vultr-cli block-storage delete 1"
    innocent = "vultr-cli instance list"
    loses    = "instance; block volume; database (paths unverified)"
    destroys = "vultr_block_storage"
    needs    = ["delete"]
    research = ["DELETE /v2/instances/{id} ; DELETE /v2/blocks/{id} ; DELETE /v2/databases/{id}"]
    curated  = ["kind", "call"]
  }

  operation "snapshot delete" {
    kind     = "rest/cli"
    call     = "DELETE /v2/snapshots/{snapshot_id}  (vultr-cli snapshot delete)"
    pattern  = "\\bvultr(?:-cli)?\\s+snapshot\\s+(?:delete|destroy)\\b"
    words    = ["vultr"]
    example  = "vultr-cli snapshot delete 1"
    loses    = "a snapshot (\"you can't undo the operation\")"
    destroys = "vultr_snapshot"
    needs    = ["delete_backups"]
    verified = true
    sources  = ["https://docs.vultr.com/products/storage/snapshots/management/delete-snapshots"]
    research = ["DELETE /v2/snapshots/{snapshot_id}"]
    curated  = ["kind", "call"]
  }

  store "vultr_instance" {
    title = "Vultr instance"
    holds = "the disk of a server"

    backup "vultr_backup" {
      title     = "automatic backups of a Vultr instance"
      on_delete = "unverified"
      option    = "\"Converting Automatic Backups to Snapshots allows preserving backups beyond retention periods\""
      sources   = ["https://docs.vultr.com/support/products/orchestration"]
      research  = ["instance -> automatic backups"]
    }

    backup "vultr_snapshot" {
      title     = "snapshots of a Vultr instance"
      on_delete = "unverified"
    }
  }

  store "vultr_block_storage" {
    title      = "Vultr block storage"
    holds      = "a disk"
    primary    = true
    no_backups = "automatic backups capture only the file system of the instance, not attached block storage"
    verified   = true
    sources    = ["https://docs.vultr.com/support/products/orchestration"]
    research   = ["block storage volume"]
  }

  scope "vultr_account" {
    title = "Vultr account"
    level = "account"
  }

  lock "deletion protection" {
    level    = "none"
    default  = "none found (unverified)"
    research = ["deletion protection"]
  }
}
