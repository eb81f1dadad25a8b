# SPDX-License-Identifier: Apache-2.0
# How infrastructure as code declares the stores of this provider.

resources "scaleway" {
  resource "scaleway_rdb_instance" {
    research       = ["terraform scaleway_rdb_instance"]
    format         = "terraform"
    role           = "data"
    holds          = "managed PostgreSQL/MySQL"
    on_delete      = "depends"
    on_delete_says = "Automatic backups on by default. Fate on instance delete unverified; deletion is irreversible."
    sources        = ["https://registry.terraform.io/providers/scaleway/scaleway/latest/docs/resources/rdb_instance"]

    setting "disable_backup" {
      kind     = "backup"
      safe     = ["false"]
      default  = "false"
      verified = true
      source   = "https://registry.terraform.io/providers/scaleway/scaleway/latest/docs/resources/rdb_instance"
      unsafe   = ["true"]
      note     = "true switches the daily backups off"
      curated  = ["kind"]
    }

    setting "backup_schedule_retention" {
      kind   = "retention"
      safe   = [">=7"]
      note   = "default 7 unverified"
      source = "https://registry.terraform.io/providers/scaleway/scaleway/latest/docs/resources/rdb_instance"
    }

    setting "backup_same_region" {
      kind     = "place"
      safe     = ["false"]
      default  = "false"
      verified = true
      source   = "https://registry.terraform.io/providers/scaleway/scaleway/latest/docs/resources/rdb_instance"
    }

    backed_by "scaleway_rdb_snapshot" {
      attr  = "instance_id"
      lives = "apart"
    }

    backed_by "scaleway_rdb_database_backup" {
      attr  = "instance_id"
      lives = "apart"
    }
    title   = "Scaleway database"
    primary = "yes"
    names   = ["name"]
    unique  = "account"
    secrets = ["password"]
    curated = ["backed_by"]
  }

  resource "scaleway_block_volume" {
    research       = ["terraform scaleway_block_volume"]
    format         = "terraform"
    role           = "data"
    holds          = "block volume"
    on_delete      = "retained"
    on_delete_says = "Snapshots are separate objects (unverified)."
    sources        = ["https://registry.terraform.io/providers/scaleway/scaleway/latest/docs/resources/block_volume"]

    backed_by "scaleway_block_snapshot" {
      attr  = "volume_id"
      lives = "apart"
    }
    store   = "scaleway_volume"
    title   = "Scaleway block volume"
    primary = "yes"
    names   = ["name"]
    unique  = "account"
    curated = ["backed_by"]
  }

  resource "scaleway_instance_volume" {
    research       = ["terraform scaleway_instance_volume"]
    format         = "terraform"
    role           = "data"
    holds          = "local volume"
    on_delete      = "depends"
    on_delete_says = "unverified"
    sources        = ["https://registry.terraform.io/providers/scaleway/scaleway/latest/docs/resources/instance_volume"]

    backed_by "scaleway_instance_snapshot" {
      attr  = "volume_id"
      lives = "apart"
    }
    store   = "scaleway_volume"
    title   = "Scaleway local volume"
    primary = "yes"
    names   = ["name"]
    unique  = "account"
    curated = ["backed_by"]
  }

  resource "scaleway_instance_server" {
    research       = ["terraform scaleway_instance_server"]
    format         = "terraform"
    role           = "data"
    holds          = "VM root volume"
    on_delete      = "depends"
    on_delete_says = "Root volume dies with the server by default."
    sources        = ["https://registry.terraform.io/providers/scaleway/scaleway/latest/docs/resources/instance_server"]
    verified       = true

    setting "protected" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "api"
      verified = true
      source   = "https://registry.terraform.io/providers/scaleway/scaleway/latest/docs/resources/instance_server"
    }

    setting "root_volume.delete_on_termination" {
      kind     = "other"
      safe     = ["false"]
      default  = "true"
      verified = true
      source   = "https://registry.terraform.io/providers/scaleway/scaleway/latest/docs/resources/instance_server"
      curated  = ["kind"]
    }

    backed_by "scaleway_instance_image" {
      attr  = "root_volume_id"
      lives = "apart"
    }
    store   = "scaleway_instance"
    title   = "Scaleway server"
    names   = ["name"]
    unique  = "account"
    curated = ["backed_by"]
  }

  resource "scaleway_object_bucket" {
    research       = ["terraform scaleway_object_bucket"]
    format         = "terraform"
    role           = "data"
    holds          = "objects"
    on_delete      = "destroyed"
    on_delete_says = "Versions live in the bucket."
    sources        = ["https://registry.terraform.io/providers/scaleway/scaleway/latest/docs/resources/object_bucket"]
    verified       = true

    setting "versioning.enabled" {
      kind     = "history"
      safe     = ["true"]
      default  = "false"
      verified = true
      source   = "https://registry.terraform.io/providers/scaleway/scaleway/latest/docs/resources/object_bucket"
    }

    setting "force_destroy" {
      kind     = "force"
      unsafe   = ["true"]
      default  = "false"
      verified = true
      source   = "https://registry.terraform.io/providers/scaleway/scaleway/latest/docs/resources/object_bucket"
    }

    store   = "scaleway_bucket"
    title   = "Scaleway bucket"
    primary = "yes"
    names   = ["name"]
    unique  = "parent"
    tags    = "tags"
    curated = ["backed_by"]
  }

  resource "scaleway_mongodb_instance" {
    research       = ["terraform scaleway_mongodb_instance"]
    format         = "terraform"
    role           = "data"
    holds          = "managed MongoDB"
    on_delete      = "depends"
    on_delete_says = "unverified"
    sources        = ["https://registry.terraform.io/providers/scaleway/scaleway/latest/docs/resources/mongodb_instance"]

    setting "is_snapshot_schedule_enabled" {
      kind     = "backup"
      safe     = ["true"]
      verified = true
      source   = "https://registry.terraform.io/providers/scaleway/scaleway/latest/docs/resources/mongodb_instance"
    }

    backed_by "scaleway_mongodb_snapshot" {
      attr  = "instance_id"
      lives = "apart"
    }
    title   = "Scaleway MongoDB"
    primary = "yes"
    names   = ["name"]
    unique  = "account"
    secrets = ["password"]
    curated = ["backed_by"]
  }

  resource "scaleway_redis_cluster" {
    research       = ["terraform scaleway_redis_cluster"]
    format         = "terraform"
    role           = "data"
    holds          = "managed Redis"
    on_delete      = "destroyed"
    on_delete_says = "unverified"
    sources        = ["https://registry.terraform.io/providers/scaleway/scaleway/latest/docs/resources/redis_cluster"]
    title          = "Scaleway Redis"
    primary        = "no"
    names          = ["name"]
    unique         = "account"
  }

  resource "scaleway_k8s_cluster" {
    research  = ["terraform scaleway_k8s_cluster"]
    format    = "terraform"
    role      = "data"
    holds     = "cluster"
    on_delete = "depends"
    sources   = ["https://registry.terraform.io/providers/scaleway/scaleway/latest/docs/resources/k8s_cluster"]
    verified  = true

    setting "delete_additional_resources" {
      kind     = "force"
      unsafe   = ["true"]
      default  = "required"
      note     = "deletes volumes/LBs created by the cluster"
      verified = true
      source   = "https://registry.terraform.io/providers/scaleway/scaleway/latest/docs/resources/k8s_cluster"
    }
    title   = "Scaleway Kubernetes cluster"
    primary = "no"
    names   = ["name"]
    unique  = "account"
  }

  resource "scaleway_sdb_sql_database" {
    research       = ["terraform scaleway_sdb_sql_database"]
    format         = "terraform"
    role           = "data"
    holds          = "serverless SQL"
    on_delete      = "depends"
    on_delete_says = "unverified"
    sources        = ["https://registry.terraform.io/providers/scaleway/scaleway/latest/docs/resources/sdb_sql_database"]
    title          = "Scaleway serverless SQL database"
    primary        = "yes"
    names          = ["name"]
    unique         = "account"
  }

  resource "scaleway_file_filesystem" {
    research       = ["terraform scaleway_file_filesystem"]
    format         = "terraform"
    role           = "data"
    holds          = "file system"
    on_delete      = "destroyed"
    on_delete_says = "unverified"
    sources        = ["https://registry.terraform.io/providers/scaleway/scaleway/latest/docs/resources/file_filesystem"]
    title          = "Scaleway file system"
    primary        = "yes"
    names          = ["name"]
    unique         = "account"
  }

  resource "scaleway_secret" {
    research  = ["terraform scaleway_secret"]
    format    = "terraform"
    role      = "data"
    holds     = "secret"
    on_delete = "destroyed"
    sources   = ["https://registry.terraform.io/providers/scaleway/scaleway/latest/docs/resources/secret"]
    verified  = true

    setting "protected" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "api"
      verified = true
      source   = "https://registry.terraform.io/providers/scaleway/scaleway/latest/docs/resources/secret"
    }
    title  = "Scaleway secret"
    names  = ["name"]
    unique = "account"
  }

  resource "scaleway_key_manager_key" {
    research  = ["terraform scaleway_key_manager_key"]
    format    = "terraform"
    role      = "data"
    holds     = "encryption key"
    on_delete = "destroyed"
    sources   = ["https://registry.terraform.io/providers/scaleway/scaleway/latest/docs/resources/key_manager_key"]
    verified  = true

    setting "unprotected" {
      kind     = "lock"
      safe     = ["false"]
      default  = "false"
      scope    = "api"
      note     = "protected by default"
      verified = true
      source   = "https://registry.terraform.io/providers/scaleway/scaleway/latest/docs/resources/key_manager_key"
    }
    title  = "Scaleway key"
    names  = ["name"]
    unique = "account"
  }
}
