# SPDX-License-Identifier: Apache-2.0
# How infrastructure as code declares the stores of this provider.

resources "linode" {
  resource "linode_instance" {
    research       = ["terraform linode_instance"]
    format         = "terraform"
    role           = "data"
    holds          = "VM disks"
    on_delete      = "destroyed"
    on_delete_says = "Deleting a Linode deletes all its disks and backups; attached volumes are only detached."
    sources        = ["https://techdocs.akamai.com/linode-api/reference/delete-linode-instance"]
    verified       = true

    setting "linode_lock.entity_id (+entity_type)" {
      kind     = "other"
      safe     = ["cannot_delete", "cannot_delete_with_subresources"]
      default  = "absent"
      scope    = "api"
      verified = true
      source   = "https://registry.terraform.io/providers/linode/linode/latest/docs/resources/lock"
    }

    setting "backups_enabled" {
      kind     = "backup"
      safe     = ["true"]
      default  = "false"
      note     = "Linode Backup service; deleted with the Linode"
      verified = true
      source   = "https://techdocs.akamai.com/linode-api/reference/delete-linode-instance"
    }

    backed_by "linode_image" {
      attr  = "linode_id"
      note  = "linode_id + disk_id"
      lives = "apart"
    }
    title   = "Linode instance"
    names   = ["label"]
    unique  = "account"
    curated = ["backed_by"]
  }

  resource "linode_volume" {
    research       = ["terraform linode_volume"]
    format         = "terraform"
    role           = "data"
    holds          = "block volume"
    on_delete      = "depends"
    on_delete_says = "No provider snapshot; clone only (unverified)."
    sources        = ["https://registry.terraform.io/providers/linode/linode/latest/docs/resources/volume"]

    setting "linode_lock.entity_id (+entity_type)" {
      kind     = "other"
      safe     = ["cannot_delete", "cannot_delete_with_subresources"]
      default  = "absent"
      scope    = "api"
      verified = true
      source   = "https://registry.terraform.io/providers/linode/linode/latest/docs/resources/lock"
    }
    title   = "Linode volume"
    primary = "yes"
    names   = ["label"]
    unique  = "account"
  }

  resource "linode_database_postgresql_v2" {
    research       = ["terraform linode_database_postgresql_v2"]
    format         = "terraform"
    role           = "data"
    holds          = "managed PostgreSQL"
    on_delete      = "depends"
    on_delete_says = "Backup fate on delete unverified."
    sources        = ["https://registry.terraform.io/providers/linode/linode/latest/docs/resources/database_postgresql_v2"]
    store          = "linode_database"
    title          = "Linode database"
    primary        = "yes"
    names          = ["label"]
    unique         = "account"
  }

  resource "linode_database_mysql_v2" {
    research       = ["terraform linode_database_mysql_v2"]
    format         = "terraform"
    role           = "data"
    holds          = "managed MySQL"
    on_delete      = "depends"
    on_delete_says = "Backup fate on delete unverified."
    sources        = ["https://registry.terraform.io/providers/linode/linode/latest/docs/resources/database_mysql_v2"]
    store          = "linode_database"
    title          = "Linode database"
    primary        = "yes"
    names          = ["label"]
    unique         = "account"
  }

  resource "linode_object_storage_bucket" {
    research       = ["terraform linode_object_storage_bucket"]
    format         = "terraform"
    role           = "data"
    holds          = "objects"
    on_delete      = "destroyed"
    on_delete_says = "Bucket must be empty (unverified)."
    sources        = ["https://registry.terraform.io/providers/linode/linode/latest/docs/resources/object_storage_bucket"]

    setting "versioning" {
      kind     = "history"
      safe     = ["true"]
      default  = "false"
      verified = true
      source   = "https://registry.terraform.io/providers/linode/linode/latest/docs/resources/object_storage_bucket"
    }
    title   = "Linode bucket"
    primary = "yes"
    names   = ["label"]
    unique  = "parent"
  }

  resource "linode_lke_cluster" {
    research       = ["terraform linode_lke_cluster"]
    format         = "terraform"
    role           = "data"
    holds          = "cluster"
    on_delete      = "depends"
    on_delete_says = "PVs are linode volumes; reclaim policy decides."
    sources        = ["https://registry.terraform.io/providers/linode/linode/latest/docs/resources/lke_cluster"]
    verified       = true

    setting "linode_lock.entity_id (+entity_type)" {
      kind     = "other"
      safe     = ["cannot_delete", "cannot_delete_with_subresources"]
      default  = "absent"
      scope    = "api"
      verified = true
      source   = "https://registry.terraform.io/providers/linode/linode/latest/docs/resources/lock"
    }
    title   = "LKE cluster"
    primary = "no"
    names   = ["label"]
    unique  = "account"
  }
}
