# SPDX-License-Identifier: Apache-2.0
# How infrastructure as code declares the stores of this provider.

resources "vultr" {
  resource "vultr_instance" {
    research       = ["terraform vultr_instance"]
    format         = "terraform"
    role           = "data"
    holds          = "VM disk"
    on_delete      = "depends"
    on_delete_says = "Fate of automatic backups on delete unverified."
    sources        = ["https://registry.terraform.io/providers/vultr/vultr/latest/docs/resources/instance"]

    setting "backups" {
      kind     = "backup"
      safe     = ["enabled"]
      default  = "disabled"
      verified = true
      source   = "https://registry.terraform.io/providers/vultr/vultr/latest/docs/resources/instance"
    }

    setting "backups_schedule" {
      kind     = "backup"
      safe     = ["present"]
      default  = "absent"
      verified = true
      source   = "https://registry.terraform.io/providers/vultr/vultr/latest/docs/resources/instance"
    }

    backed_by "vultr_snapshot" {
      attr  = "instance_id"
      lives = "apart"
    }
    title   = "Vultr instance"
    names   = ["label"]
    unique  = "account"
    curated = ["backed_by"]
  }

  resource "vultr_block_storage" {
    research       = ["terraform vultr_block_storage"]
    format         = "terraform"
    role           = "data"
    holds          = "block volume"
    on_delete      = "depends"
    on_delete_says = "Block-storage snapshots exist in the API, not in Terraform; fate unverified. attached_to_instance is the share edge."
    sources        = ["https://registry.terraform.io/providers/vultr/vultr/latest/docs/resources/block_storage"]
    title          = "Vultr block storage"
    primary        = "yes"
    names          = ["label"]
    unique         = "account"
  }

  resource "vultr_database" {
    research       = ["terraform vultr_database"]
    format         = "terraform"
    role           = "data"
    holds          = "managed database"
    on_delete      = "depends"
    on_delete_says = "unverified"
    sources        = ["https://registry.terraform.io/providers/vultr/vultr/latest/docs/resources/database"]
    title          = "Vultr database"
    primary        = "yes"
    names          = ["label"]
    unique         = "account"
  }

  resource "vultr_object_storage" {
    research       = ["terraform vultr_object_storage"]
    format         = "terraform"
    role           = "data"
    holds          = "objects"
    on_delete      = "destroyed"
    on_delete_says = "unverified"
    sources        = ["https://registry.terraform.io/providers/vultr/vultr/latest/docs/resources/object_storage"]
    title          = "Vultr object storage"
    primary        = "yes"
    names          = ["label"]
    unique         = "account"
  }

  resource "vultr_virtual_file_system_storage" {
    research       = ["terraform vultr_virtual_file_system_storage"]
    format         = "terraform"
    role           = "data"
    holds          = "shared file system (attached_instances = share edge)"
    on_delete      = "destroyed"
    on_delete_says = "unverified"
    sources        = ["https://registry.terraform.io/providers/vultr/vultr/latest/docs/resources/virtual_file_system_storage"]
    title          = "Vultr file system"
    primary        = "yes"
    names          = ["label"]
    unique         = "account"
  }
}
