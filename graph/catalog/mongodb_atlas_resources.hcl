# SPDX-License-Identifier: Apache-2.0
# How infrastructure as code declares the stores of this provider.

resources "mongodb_atlas" {
  resource "mongodbatlas_advanced_cluster" {
    research       = ["terraform mongodbatlas_advanced_cluster"]
    format         = "terraform"
    role           = "data"
    holds          = "MongoDB cluster"
    on_delete      = "destroyed"
    on_delete_says = "Atlas deletes all snapshots on termination by default; kept with retain_backups_enabled or a Backup Compliance Policy. CLI docs: deleting a cluster also deletes any backup snapshots for it."
    sources        = ["https://www.mongodb.com/docs/atlas/includes/command/atlas-clusters-delete/"]
    verified       = true

    setting "termination_protection_enabled" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "api"
      verified = true
      source   = "https://www.mongodb.com/docs/atlas/includes/command/atlas-clusters-delete/"
    }

    setting "backup_enabled" {
      kind     = "backup"
      safe     = ["true"]
      default  = "false"
      verified = true
      source   = "https://www.mongodb.com/docs/atlas/includes/command/atlas-clusters-delete/"
    }

    setting "pit_enabled" {
      kind     = "other"
      safe     = ["true"]
      default  = "false"
      verified = true
      source   = "https://www.mongodb.com/docs/atlas/includes/command/atlas-clusters-delete/"
      note     = "it needs backups to be enabled"
      curated  = ["kind"]
    }

    setting "retain_backups_enabled" {
      kind     = "keep"
      safe     = ["true"]
      note     = "set to keep snapshots when the cluster is terminated"
      verified = true
      source   = "https://www.mongodb.com/docs/atlas/includes/command/atlas-clusters-delete/"
    }

    store   = "mongodb_atlas_cluster"
    title   = "MongoDB Atlas cluster"
    primary = "yes"
    names   = ["name"]
    unique  = "parent"
    curated = ["backed_by"]

    backed_by "mongodbatlas_cloud_backup_snapshot" {
      note  = "snapshots are deleted with the cluster unless they are retained"
      attr  = "cluster_name"
      lives = "inside"
    }
  }

  resource "mongodbatlas_cluster" {
    research       = ["terraform mongodbatlas_cluster"]
    format         = "terraform"
    role           = "data"
    holds          = "MongoDB cluster"
    on_delete      = "destroyed"
    on_delete_says = "Atlas deletes all snapshots on termination by default; kept with retain_backups_enabled or a Backup Compliance Policy. CLI docs: deleting a cluster also deletes any backup snapshots for it."
    sources        = ["https://www.mongodb.com/docs/atlas/includes/command/atlas-clusters-delete/"]
    verified       = true

    setting "termination_protection_enabled" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "api"
      verified = true
      source   = "https://www.mongodb.com/docs/atlas/includes/command/atlas-clusters-delete/"
    }

    setting "cloud_backup" {
      kind     = "backup"
      safe     = ["true"]
      default  = "false"
      verified = true
      source   = "https://www.mongodb.com/docs/atlas/includes/command/atlas-clusters-delete/"
    }

    setting "pit_enabled" {
      kind     = "other"
      safe     = ["true"]
      default  = "false"
      verified = true
      source   = "https://www.mongodb.com/docs/atlas/includes/command/atlas-clusters-delete/"
      note     = "it needs backups to be enabled"
      curated  = ["kind"]
    }

    setting "retain_backups_enabled" {
      kind     = "keep"
      safe     = ["true"]
      note     = "set to keep snapshots when the cluster is terminated"
      verified = true
      source   = "https://www.mongodb.com/docs/atlas/includes/command/atlas-clusters-delete/"
    }

    store   = "mongodb_atlas_cluster"
    title   = "MongoDB Atlas cluster"
    primary = "yes"
    names   = ["name"]
    unique  = "parent"
    curated = ["backed_by"]

    backed_by "mongodbatlas_cloud_backup_snapshot" {
      note  = "snapshots are deleted with the cluster unless they are retained"
      attr  = "cluster_name"
      lives = "inside"
    }
  }

  resource "mongodbatlas_flex_cluster" {
    research       = ["terraform mongodbatlas_flex_cluster"]
    format         = "terraform"
    role           = "data"
    holds          = "MongoDB flex/serverless"
    on_delete      = "depends"
    on_delete_says = "unverified"
    sources        = ["https://registry.terraform.io/providers/mongodb/mongodbatlas/latest/docs/resources/flex_cluster"]

    setting "termination_protection_enabled" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "api"
      verified = true
      source   = "https://registry.terraform.io/providers/mongodb/mongodbatlas/latest/docs/resources/flex_cluster"
    }
    store   = "mongodb_atlas_cluster"
    title   = "MongoDB Atlas flex cluster"
    primary = "yes"
    names   = ["name"]
    unique  = "parent"
  }

  resource "mongodbatlas_serverless_instance" {
    research       = ["terraform mongodbatlas_serverless_instance"]
    format         = "terraform"
    role           = "data"
    holds          = "MongoDB flex/serverless"
    on_delete      = "depends"
    on_delete_says = "unverified"
    sources        = ["https://registry.terraform.io/providers/mongodb/mongodbatlas/latest/docs/resources/serverless_instance"]

    setting "termination_protection_enabled" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "api"
      verified = true
      source   = "https://registry.terraform.io/providers/mongodb/mongodbatlas/latest/docs/resources/serverless_instance"
    }
    store   = "mongodb_atlas_cluster"
    title   = "MongoDB Atlas serverless instance"
    primary = "yes"
    names   = ["name"]
    unique  = "parent"
  }
}
