# SPDX-License-Identifier: Apache-2.0
# What Scaleway documents about API keys, databases and volumes.

provider "scaleway" {
  title       = "Scaleway"
  checked     = "2026-11-22"
  scope_model = "organization or project through IAM policy"
  home        = "scaleway_project"

  token "scaleway_api_key" {
    title         = "Scaleway API key"
    variables     = ["SCW_ACCESS_KEY", "SCW_SECRET_KEY"]
    form          = "SCW[A-Z0-9]{17}"
    secret_form   = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
    bare          = true
    headers       = ["X-Auth-Token"]
    hosts         = ["api.scaleway.com"]
    files         = ["~/.config/scw/config.yaml : access_key, secret_key (and profiles.<name>.secret_key)"]
    inputs        = ["scaleway/action-scw:secret-key", "scaleway/action-scw:access-key"]
    scope         = "what the IAM policy of its bearer allows in projects or the whole organization"
    opens         = "account"
    cannot_narrow = "what it may do is the IAM policy of its bearer: bind an application to one project"
    note          = "secret key is a UUID: https://github.com/betterleaks/betterleaks/blob/6381fa45ae/config/betterleaks.toml"
    verified      = true
    sources = [
      "https://github.com/scaleway/scaleway-cli/blob/c2d470d86b/docs/commands/config.md",
      "https://github.com/scaleway/terraform-provider-scaleway/blob/b2d45ed4bd/docs/resources/iam_policy.md",
      "https://github.com/scaleway/terraform-provider-scaleway/blob/b2d45ed4bd/docs/resources/iam_api_key.md",
    ]
    research = ["IAM API key (access key + secret key)"]
    curated  = ["scope"]

    fix {
      steps = [
        "make an IAM application with a policy for the one project and the permission sets of the job",
        "make an API key for it with an expiry",
        "delete the old key",
      ]
      command = "scw iam api-key create application-id=ID expires-at=DATE"
      url     = "https://www.scaleway.com/en/docs/iam/how-to/create-api-keys/"
    }
  }

  operation "rdb instance delete" {
    kind     = "rest/cli"
    call     = "rdb DeleteInstance  (scw rdb instance delete)"
    pattern  = "\\bscw\\s+rdb\\s+instance\\s+delete\\b"
    words    = ["scw"]
    example  = "scw rdb instance delete 1"
    innocent = "scw rdb instance list"
    loses    = "\"permanent ... all your data will be lost\""
    destroys = "scaleway_rdb_instance"
    needs    = ["delete"]
    verified = true
    sources  = ["https://github.com/scaleway/scaleway-sdk-go/blob/2c5cd81b05/api/rdb/v1/rdb_sdk.go"]
    research = ["rdb DeleteInstance"]
    curated  = ["kind", "call"]
  }

  operation "rdb backup delete" {
    kind     = "rest/cli"
    call     = "rdb DeleteDatabaseBackup / DeleteSnapshot  (scw rdb backup delete)"
    pattern  = "\\bscw\\s+rdb\\s+(?:backup|snapshot)\\s+delete\\b"
    words    = ["scw"]
    example  = "scw rdb backup delete 1"
    loses    = "a backup (\"permanent\") / a snapshot"
    destroys = "scaleway_rdb_backup"
    needs    = ["delete_backups"]
    verified = true
    sources  = ["https://github.com/scaleway/scaleway-sdk-go/blob/2c5cd81b05/api/rdb/v1/rdb_sdk.go"]
    research = ["rdb DeleteDatabaseBackup / DeleteSnapshot"]
    curated  = ["kind", "call"]
  }

  operation "instance delete" {
    kind     = "rest"
    call     = "instance DeleteServer, DeleteVolume ; block DeleteVolume (not in_use), DeleteSnapshot"
    pattern  = "\\bscw\\s+(?:instance\\s+(?:server|volume|snapshot)\\s+(?:delete|terminate)|block\\s+(?:volume|snapshot)\\s+delete)\\b"
    words    = ["scw"]
    example  = "scw instance server terminate 1 with-block=true"
    innocent = "scw instance server list"
    loses    = "server, volume, snapshot"
    destroys = "scaleway_volume"
    needs    = ["delete"]
    verified = true
    sources = [
      "https://github.com/scaleway/scaleway-sdk-go/blob/2c5cd81b05/api/instance/v1/instance_sdk.go",
      "https://github.com/scaleway/scaleway-sdk-go/blob/2c5cd81b05/api/block/v1/block_sdk.go",
    ]
    research = ["instance DeleteServer, DeleteVolume ; block DeleteVolume (not in_use), DeleteSnapshot"]
  }

  store "scaleway_rdb_instance" {
    title    = "Scaleway Database Instance"
    holds    = "databases"
    primary  = true
    verified = true
    sources  = ["https://www.scaleway.com/en/docs/managed-databases-for-postgresql-and-mysql/"]

    backup "scaleway_rdb_backup" {
      title     = "backups of a Scaleway Database Instance"
      on_delete = "unverified"
      default   = "page says only that all data is lost; fate of existing backups not stated"
      sources   = ["https://github.com/scaleway/docs-content/blob/0e97580d26f09dc70643b59bdc4bdc16c6b4b1ed/pages/managed-databases-for-postgresql-and-mysql/how-to/delete-a-database.mdx"]
      research  = ["Database Instance -> backups/snapshots"]
    }
  }

  store "scaleway_instance" {
    title    = "Scaleway Instance"
    holds    = "the disk of a server"
    verified = true
    sources  = ["https://www.scaleway.com/en/docs/instances/"]

    backup "scaleway_root_volume" {
      title     = "root volumes of a Scaleway Instance"
      on_delete = "depends"
      option    = "root_volume.delete_on_termination is false"
      default   = "destroyed (default true in Terraform)"
      verified  = true
      sources   = ["https://github.com/scaleway/terraform-provider-scaleway/blob/b2d45ed4bd/docs/resources/instance_server.md"]
      research  = ["server -> root volume"]
      curated   = ["option"]
    }
  }

  store "scaleway_volume" {
    title    = "Scaleway volume"
    holds    = "a disk"
    primary  = true
    verified = true
    sources  = ["https://www.scaleway.com/en/docs/block-storage/"]
  }

  store "scaleway_bucket" {
    title    = "Scaleway Object Storage bucket"
    holds    = "objects"
    primary  = true
    verified = true
    sources  = ["https://www.scaleway.com/en/docs/object-storage/"]
  }

  scope "scaleway_organization" {
    title = "Scaleway organization"
    level = "account"
  }

  scope "scaleway_project" {
    title = "Scaleway project"
    level = "project"
  }

  lock "protected" {
    on       = "scaleway_instance"
    level    = "api"
    default  = "off (optional)"
    verified = true
    sources  = ["https://github.com/scaleway/terraform-provider-scaleway/blob/b2d45ed4bd/docs/resources/instance_server.md"]
    research = ["server `protected`"]
  }

  use "registry" {
    says    = "pushes and pulls images"
    pattern = "\\bscw\\s+registry\\b"
    words   = ["scw"]
    example = "scw registry login"
    sources = ["https://cli.scaleway.com/registry/"]
  }
}
