# SPDX-License-Identifier: Apache-2.0
# How infrastructure as code declares the stores of this provider.

resources "docker" {
  resource "volumes.<name>" {
    research       = ["compose volumes.<name>"]
    format         = "compose"
    role           = "data"
    holds          = "named volume"
    on_delete      = "destroyed"
    on_delete_says = "Real name = {project}_{volume} unless name: is set; project = -p > COMPOSE_PROJECT_NAME > top-level name: > directory name. Two files in one directory share the project and therefore the volume."
    sources        = ["https://github.com/compose-spec/compose-spec/blob/main/07-volumes.md"]
    verified       = true

    setting "volumes.<name>.external" {
      kind     = "other"
      safe     = ["true"]
      default  = "false"
      scope    = "api"
      note     = "external volumes are never created or removed by compose"
      verified = true
      source   = "https://github.com/compose-spec/compose-spec/blob/main/07-volumes.md"
    }

    setting "docker compose down -v" {
      kind     = "other"
      unsafe   = ["in scripts/CI/Makefile"]
      default  = "absent"
      verified = true
      source   = "https://github.com/compose-spec/compose-spec/blob/main/07-volumes.md"
    }

    backed_by "services.<x>.volumes[]" {
      attr = "same"
      note = "same named volume mounted read-only by a backup service whose target is another volume/bind/bucket"
    }
  }

  resource "volumes.<name>.name" {
    research       = ["compose volumes.<name>.name"]
    format         = "compose"
    role           = "data"
    holds          = "fixed-name volume"
    on_delete      = "destroyed"
    on_delete_says = "name: is not project-scoped: the same name in prod and staging files on one host = shared volume."
    sources        = ["https://github.com/compose-spec/compose-spec/blob/main/07-volumes.md"]
    verified       = true
  }

  resource "volumes.<name>.driver_opts (nfs/cifs)" {
    research       = ["compose volumes.<name>.driver_opts (nfs/cifs)"]
    format         = "compose"
    role           = "data"
    holds          = "remote share"
    on_delete      = "depends"
    on_delete_says = "Identity = o=addr + device; same device in two env files = shared store."
    sources        = ["https://github.com/compose-spec/compose-spec/blob/main/07-volumes.md"]
    verified       = true
  }

  resource "services.<name>.volumes[] bind" {
    research       = ["compose services.<name>.volumes[] bind"]
    format         = "compose"
    role           = "data"
    holds          = "host directory"
    on_delete      = "depends"
    on_delete_says = "Identity = resolved host path (relative to the compose file); shared when two env files resolve to the same path."
    sources        = ["https://github.com/compose-spec/compose-spec/blob/main/07-volumes.md"]
    verified       = true
  }

  resource "services.<name> (backup container)" {
    research       = ["compose services.<name> (backup container)"]
    format         = "compose"
    role           = "backup"
    holds          = "backup job"
    on_delete      = "depends"
    on_delete_says = "Images such as prodrigestivill/postgres-backup-local, offen/docker-volume-backup, databack/mysql-backup, tiredofit/db-backup (names unverified); look at the destination mount, not at the fact that it mounts the data volume."
    sources        = ["https://github.com/compose-spec/compose-spec/blob/main/07-volumes.md"]
  }

  resource "services.<name>.environment DATABASE_URL etc." {
    research       = ["compose services.<name>.environment DATABASE_URL etc."]
    format         = "compose"
    role           = "edge"
    holds          = "connection edge"
    on_delete      = "depends"
    on_delete_says = "Same host+database in two env files = shared data store."
    sources        = ["https://github.com/compose-spec/compose-spec/blob/main/07-volumes.md"]
    verified       = true
  }
}
