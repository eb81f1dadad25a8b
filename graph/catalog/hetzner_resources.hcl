# SPDX-License-Identifier: Apache-2.0
# How infrastructure as code declares the stores of this provider.

resources "hetzner" {
  resource "hcloud_volume" {
    research       = ["terraform hcloud_volume"]
    format         = "terraform"
    role           = "data"
    holds          = "block volume"
    on_delete      = "unverified"
    on_delete_says = "Provider has no volume snapshot or backup: 'Snapshots and backups do not include any volumes'."
    sources        = ["https://docs.hetzner.com/cloud/general/faq/"]
    verified       = true

    setting "delete_protection" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "api"
      note     = "docs say the provider lifts the lock on Terraform destroy; code lifts it only for hcloud_storage_box (volume/server deletion returns API error 'protected')"
      verified = true
      source   = "https://registry.terraform.io/providers/hetznercloud/hcloud/latest/docs/resources/volume"
    }
    store   = "hetzner_volume"
    title   = "Hetzner Cloud volume"
    primary = "yes"
    names   = ["name"]
    unique  = "account"
    tags    = "labels"
    curated = ["on_delete"]
  }

  resource "hcloud_volume_attachment" {
    research       = ["terraform hcloud_volume_attachment"]
    format         = "terraform"
    role           = "edge"
    holds          = "share edge"
    on_delete      = "depends"
    on_delete_says = "Edge server_id <-> volume_id."
    sources        = ["https://registry.terraform.io/providers/hetznercloud/hcloud/latest/docs/resources/volume_attachment"]
    verified       = true
  }

  resource "hcloud_server" {
    research       = ["terraform hcloud_server"]
    format         = "terraform"
    role           = "data"
    holds          = "VM local disk"
    on_delete      = "destroyed"
    on_delete_says = "Backups are deleted with the server; snapshots (hcloud_snapshot) survive."
    sources        = ["https://docs.hetzner.com/cloud/general/faq/"]
    verified       = true

    setting "delete_protection" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "api"
      note     = "docs say the provider lifts the lock on Terraform destroy; code lifts it only for hcloud_storage_box (volume/server deletion returns API error 'protected')"
      verified = true
      source   = "https://registry.terraform.io/providers/hetznercloud/hcloud/latest/docs/resources/server"
    }

    setting "rebuild_protection" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "api"
      verified = true
      source   = "https://registry.terraform.io/providers/hetznercloud/hcloud/latest/docs/resources/server"
    }

    setting "backups" {
      kind     = "backup"
      safe     = ["true"]
      default  = "false"
      note     = "backups are bound to the server and are deleted with it; disabling backups deletes them"
      verified = true
      source   = "https://docs.hetzner.com/cloud/general/faq/"
    }

    backed_by "hcloud_snapshot" {
      attr  = "server_id"
      lives = "apart"
    }
    store   = "hetzner_server"
    title   = "Hetzner Cloud server"
    names   = ["name"]
    unique  = "account"
    tags    = "labels"
    curated = ["backed_by"]
  }

  resource "hcloud_storage_box" {
    research       = ["terraform hcloud_storage_box"]
    format         = "terraform"
    role           = "data"
    holds          = "file storage"
    on_delete      = "destroyed"
    on_delete_says = "Snapshots are inside the box."
    sources        = ["https://registry.terraform.io/providers/hetznercloud/hcloud/latest/docs/resources/storage_box"]
    verified       = true

    setting "delete_protection" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "api"
      note     = "provider disables it before delete (internal/storagebox/resource.go:567)"
      verified = true
      source   = "https://registry.terraform.io/providers/hetznercloud/hcloud/latest/docs/resources/storage_box"
    }

    setting "snapshot_plan" {
      kind     = "backup"
      safe     = ["present"]
      default  = "absent"
      note     = "snapshots live in the box"
      verified = true
      source   = "https://registry.terraform.io/providers/hetznercloud/hcloud/latest/docs/resources/storage_box"
    }

    backed_by "hcloud_storage_box_snapshot" {
      attr  = "storage_box_id"
      note  = "inside the box: not a backup"
      lives = "inside"
    }
    store   = "hetzner_storage_box"
    title   = "Hetzner Storage Box"
    primary = "yes"
    names   = ["name"]
    unique  = "account"
    secrets = ["password"]
    tags    = "labels"
    curated = ["backed_by"]
  }
}
