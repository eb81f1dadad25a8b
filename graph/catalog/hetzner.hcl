# SPDX-License-Identifier: Apache-2.0
# What Hetzner documents about tokens, servers, volumes and backups.

provider "hetzner" {
  title       = "Hetzner Cloud"
  checked     = "2026-11-22"
  scope_model = "project"
  home        = "hetzner_project"

  token "hetzner_token" {
    title         = "Hetzner Cloud token"
    variables     = ["HCLOUD_TOKEN"]
    form          = "[A-Za-z0-9]{64}"
    headers       = ["Authorization: Bearer"]
    hosts         = ["api.hetzner.cloud"]
    files         = ["~/.config/hcloud/cli.toml : contexts[].token (override --config)"]
    scope         = "one project with all resources in it; it reads, or does everything"
    opens         = "project"
    cannot_narrow = "a token covers one project and either reads or does everything: give each environment a project of its own"
    note          = "Its form does not show whether it only reads."
    verified      = true
    sources = [
      "https://docs.hetzner.com/cloud/api/getting-started/generating-api-token/",
      "https://docs.hetzner.com/cloud/api/getting-started/using-api",
      "https://github.com/hetznercloud/cli/blob/1255e95615/internal/state/config/context.go",
      "https://github.com/hetznercloud/cli/blob/1255e95615/docs/reference/manual/hcloud.md",
    ]
    research = ["project API token (Read or Read & Write)"]
    curated  = ["scope", "note", "verified"]

    fix {
      steps = [
        "give each environment a project of its own",
        "make a token with the permission Read for everything that only looks",
      ]
      url = "https://docs.hetzner.com/cloud/api/getting-started/generating-api-token/"
    }
  }

  token "hetzner_s3_key" {
    title         = "Hetzner Object Storage key"
    scope         = "the buckets of one project"
    opens         = "project"
    cannot_narrow = "keep production buckets in a project of their own"
    note          = "It comes under the names that S3 clients read (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY); only the endpoint beside them says that it is Hetzner's."
    research      = ["S3 credentials (Object Storage)"]
    curated       = ["scope", "variables"]
  }

  operation "server delete" {
    kind     = "rest/cli"
    call     = "DELETE /servers/{id}  (hcloud server delete)"
    pattern  = "\\bhcloud\\s+server\\s+delete\\b"
    words    = ["hcloud"]
    example  = "hcloud server delete web-1"
    innocent = "hcloud server list"
    loses    = "server disk and its backups; volumes are detached"
    destroys = "hetzner_server"
    needs    = ["delete"]
    verified = true
    sources  = ["https://github.com/MaximilianKoestler/hcloud-openapi/blob/5f93a6da71/openapi/hcloud.json"]
    research = ["DELETE /servers/{id}"]
    curated  = ["kind", "call"]
  }

  operation "server disable-backup" {
    kind     = "rest/cli"
    call     = "POST /servers/{id}/actions/disable_backup  (hcloud server disable-backup)"
    pattern  = "\\bhcloud\\s+server\\s+disable-backup\\b"
    words    = ["hcloud"]
    example  = "hcloud server disable-backup web-1"
    loses    = "\"This immediately removes all existing backups for the Server!\""
    destroys = "hetzner_server_backup"
    needs    = ["delete_backups"]
    verified = true
    sources  = ["https://github.com/MaximilianKoestler/hcloud-openapi/blob/5f93a6da71/openapi/hcloud.json"]
    research = ["POST /servers/{id}/actions/disable_backup"]
    curated  = ["kind", "call"]
  }

  operation "server rebuild" {
    kind     = "rest/cli"
    call     = "POST /servers/{id}/actions/rebuild  (hcloud server rebuild)"
    pattern  = "\\bhcloud\\s+server\\s+rebuild\\b"
    words    = ["hcloud"]
    example  = "hcloud server rebuild --image ubuntu-24.04 web-1"
    loses    = "\"destroying all data\" on the target server"
    destroys = "hetzner_server"
    needs    = ["write"]
    verified = true
    sources  = ["https://github.com/MaximilianKoestler/hcloud-openapi/blob/5f93a6da71/openapi/hcloud.json"]
    research = ["POST /servers/{id}/actions/rebuild"]
    curated  = ["kind", "call"]
  }

  operation "volume delete" {
    kind     = "rest/cli"
    call     = "DELETE /volumes/{id}  (hcloud volume delete)"
    pattern  = "\\bhcloud\\s+volume\\s+delete\\b"
    words    = ["hcloud"]
    example  = "hcloud volume delete pgdata"
    innocent = "hcloud volume attach pgdata"
    loses    = "\"All Volume data is irreversibly destroyed\""
    destroys = "hetzner_volume"
    needs    = ["delete"]
    verified = true
    sources  = ["https://github.com/MaximilianKoestler/hcloud-openapi/blob/5f93a6da71/openapi/hcloud.json"]
    research = ["DELETE /volumes/{id}"]
    curated  = ["kind", "call"]
  }

  operation "image delete" {
    kind     = "rest/cli"
    call     = "DELETE /images/{id}  (hcloud image delete)"
    pattern  = "\\bhcloud\\s+image\\s+delete\\b"
    words    = ["hcloud"]
    example  = "hcloud image delete 42"
    loses    = "a snapshot or backup"
    destroys = "hetzner_snapshot"
    needs    = ["delete_backups"]
    verified = true
    sources  = ["https://github.com/MaximilianKoestler/hcloud-openapi/blob/5f93a6da71/openapi/hcloud.json"]
    research = ["DELETE /images/{id}"]
    curated  = ["kind", "call"]
  }

  store "hetzner_server" {
    title    = "Hetzner Cloud server"
    holds    = "the disk of a server"
    verified = true
    sources  = ["https://docs.hetzner.com/cloud/general/faq/"]

    backup "hetzner_server_backup" {
      title     = "backups of a Hetzner Cloud server"
      on_delete = "destroyed"
      default   = "n/a"
      exists    = "when-enabled"
      quote     = "Backups are bound to a single server and will automatically be deleted if you delete the server"
      verified  = true
      sources   = ["https://docs.hetzner.com/cloud/general/faq/"]
      research  = ["server -> backups (7 slots)"]
      curated   = ["note"]
    }

    backup "hetzner_snapshot" {
      title     = "snapshots of a Hetzner Cloud server"
      on_delete = "retained"
      default   = "kept until you delete them"
      exists    = "when-enabled"
      verified  = true
      sources   = ["https://docs.hetzner.com/cloud/general/faq/"]
      research  = ["server -> snapshots"]
    }
  }

  store "hetzner_volume" {
    title      = "Hetzner Cloud volume"
    holds      = "a disk"
    primary    = true
    no_backups = "snapshots and backups of a server do not include the volumes attached to it; Hetzner keeps no backup of a volume"
    verified   = true
    sources    = ["https://docs.hetzner.com/cloud/general/faq/"]
    research   = ["volume"]
  }

  store "hetzner_bucket" {
    title    = "Hetzner Object Storage bucket"
    holds    = "objects"
    primary  = true
    verified = true
    sources  = ["https://docs.hetzner.com/storage/object-storage/"]
  }

  scope "hetzner_project" {
    title = "Hetzner Cloud project"
    level = "project"
  }

  lock "delete_protection" {
    on       = "hetzner_volume"
    level    = "api"
    default  = "off"
    verified = true
    sources = [
      "https://github.com/hetznercloud/terraform-provider-hcloud/blob/f81c9af4bf/docs/resources/server.md",
      "https://github.com/hetznercloud/terraform-provider-hcloud/blob/f81c9af4bf/docs/index.md",
    ]
    research = ["delete_protection / rebuild_protection (server), delete_protection (volume, ...)"]
  }

  lock "protection can be lifted" {
    on       = "hetzner_volume"
    level    = "api"
    default  = "the API token can lift the lock itself; the Terraform provider does so on destroy"
    note     = "the same token lifts it: two calls instead of one"
    verified = true
    sources  = ["https://github.com/hetznercloud/terraform-provider-hcloud/blob/f81c9af4bf/docs/index.md"]
    research = ["note"]
  }

  use "infrastructure" {
    says    = "manages servers and networks"
    wide    = true
    pattern = "\\bhcloud\\s+(?:server|network|firewall|load-balancer|ssh-key|primary-ip|floating-ip)\\s+(?:list|describe|create|add-\\S+|attach-\\S+)\\b"
    words   = ["hcloud"]
    example = "hcloud server list"
    sources = ["https://github.com/hetznercloud/cli"]
  }
}
