# SPDX-License-Identifier: Apache-2.0
# How infrastructure as code declares the stores of this provider.

resources "digitalocean" {
  resource "digitalocean_volume" {
    research       = ["terraform digitalocean_volume"]
    format         = "terraform"
    role           = "data"
    holds          = "block volume"
    on_delete      = "depends"
    on_delete_says = "No protection attribute anywhere in the provider except prevent_destroy. Volume snapshots are separate /v2/snapshots objects (survival after volume delete inferred, unverified)."
    sources        = ["https://registry.terraform.io/providers/digitalocean/digitalocean/latest/docs/resources/volume"]

    backed_by "digitalocean_volume_snapshot" {
      attr  = "volume_id"
      lives = "apart"
    }
    title   = "DigitalOcean volume"
    primary = "yes"
    names   = ["name"]
    unique  = "account"
    tags    = "tags"
    curated = ["backed_by"]
  }

  resource "digitalocean_volume_attachment" {
    research       = ["terraform digitalocean_volume_attachment"]
    format         = "terraform"
    role           = "edge"
    holds          = "share edge"
    on_delete      = "depends"
    on_delete_says = "Edge droplet_id <-> volume_id."
    sources        = ["https://registry.terraform.io/providers/digitalocean/digitalocean/latest/docs/resources/volume_attachment"]
    verified       = true
  }

  resource "digitalocean_droplet" {
    research       = ["terraform digitalocean_droplet"]
    format         = "terraform"
    role           = "data"
    holds          = "VM root disk"
    on_delete      = "depends"
    on_delete_says = "Backups are attached to the Droplet; whether they outlive it is unverified. API destroy_with_associated_resources/dangerous deletes snapshots, volumes and volume snapshots in one call."
    sources        = ["https://docs.digitalocean.com/notes/changelog/destroy-a-droplet-with-associated-resources"]

    setting "backups" {
      kind     = "backup"
      safe     = ["true"]
      default  = "false"
      verified = true
      source   = "https://docs.digitalocean.com/notes/changelog/destroy-a-droplet-with-associated-resources"
    }

    setting "backup_policy" {
      kind     = "backup"
      safe     = ["present"]
      default  = "absent"
      verified = true
      source   = "https://docs.digitalocean.com/notes/changelog/destroy-a-droplet-with-associated-resources"
    }

    backed_by "digitalocean_droplet_snapshot" {
      attr  = "droplet_id"
      lives = "apart"
    }
    title   = "droplet"
    names   = ["name"]
    unique  = "account"
    tags    = "tags"
    curated = ["backed_by"]
  }

  resource "digitalocean_database_cluster" {
    research       = ["terraform digitalocean_database_cluster"]
    format         = "terraform"
    role           = "data"
    holds          = "managed PostgreSQL/MySQL/Redis/Valkey/Mongo/Kafka/OpenSearch"
    on_delete      = "destroyed"
    on_delete_says = "'Destroying a database cluster destroys the backups of that database'; no final-snapshot option."
    sources        = ["https://docs.digitalocean.com/docs/databases/redis/how-to/destroy/"]
    verified       = true

    backed_by "digitalocean_database_replica" {
      attr  = "cluster_id"
      note  = "replica, not a backup"
      lives = "replica"
    }
    also    = ["pulumi digitalocean:index/databaseCluster:DatabaseCluster", "pulumi digitalocean:DatabaseCluster"]
    title   = "DigitalOcean database cluster"
    primary = "yes"
    names   = ["name"]
    unique  = "account"
    curated = ["backed_by"]
  }

  resource "digitalocean_spaces_bucket" {
    research       = ["terraform digitalocean_spaces_bucket"]
    format         = "terraform"
    role           = "data"
    holds          = "objects"
    on_delete      = "destroyed"
    on_delete_says = "Versions live in the bucket."
    sources        = ["https://registry.terraform.io/providers/digitalocean/digitalocean/latest/docs/resources/spaces_bucket"]
    verified       = true

    setting "versioning.enabled" {
      kind     = "history"
      safe     = ["true"]
      default  = "false"
      verified = true
      source   = "https://registry.terraform.io/providers/digitalocean/digitalocean/latest/docs/resources/spaces_bucket"
    }

    setting "force_destroy" {
      kind     = "force"
      unsafe   = ["true"]
      default  = "false"
      verified = true
      source   = "https://registry.terraform.io/providers/digitalocean/digitalocean/latest/docs/resources/spaces_bucket"
    }
    title   = "Spaces bucket"
    primary = "yes"
    names   = ["name"]
    unique  = "parent"
  }

  resource "digitalocean_kubernetes_cluster" {
    research  = ["terraform digitalocean_kubernetes_cluster"]
    format    = "terraform"
    role      = "data"
    holds     = "cluster; PVs are DO volumes"
    on_delete = "depends"
    sources   = ["https://registry.terraform.io/providers/digitalocean/digitalocean/latest/docs/resources/kubernetes_cluster"]
    verified  = true

    setting "destroy_all_associated_resources" {
      kind     = "force"
      unsafe   = ["true"]
      default  = "false"
      note     = "also destroys volumes and volume snapshots"
      verified = true
      source   = "https://registry.terraform.io/providers/digitalocean/digitalocean/latest/docs/resources/kubernetes_cluster"
    }
    title   = "DigitalOcean Kubernetes cluster"
    primary = "no"
    names   = ["name"]
    unique  = "account"
  }

  resource "digitalocean_nfs" {
    research       = ["terraform digitalocean_nfs"]
    format         = "terraform"
    role           = "data"
    holds          = "NFS share"
    on_delete      = "depends"
    on_delete_says = "Snapshot fate unverified."
    sources        = ["https://registry.terraform.io/providers/digitalocean/digitalocean/latest/docs/resources/nfs"]

    backed_by "digitalocean_nfs_snapshot" {
      attr  = "share_id"
      lives = "inside"
    }
    title   = "DigitalOcean NFS share"
    primary = "yes"
    names   = ["name"]
    unique  = "account"
    curated = ["backed_by"]
  }

  resource "digitalocean_container_registry" {
    research       = ["terraform digitalocean_container_registry"]
    format         = "terraform"
    role           = "data"
    holds          = "images"
    on_delete      = "destroyed"
    on_delete_says = "unverified"
    sources        = ["https://registry.terraform.io/providers/digitalocean/digitalocean/latest/docs/resources/container_registry"]
    title          = "DigitalOcean registry"
    primary        = "no"
    names          = ["name"]
    unique         = "account"
  }

  resource "digitalocean_vector_database" {
    research       = ["terraform digitalocean_vector_database"]
    format         = "terraform"
    role           = "data"
    holds          = "vectors"
    on_delete      = "depends"
    on_delete_says = "unverified"
    sources        = ["https://registry.terraform.io/providers/digitalocean/digitalocean/latest/docs/resources/vector_database"]
    title          = "vector database"
    primary        = "no"
    names          = ["name"]
    unique         = "account"
  }
}
