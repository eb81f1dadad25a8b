# SPDX-License-Identifier: Apache-2.0
# How infrastructure as code declares the stores of this provider.

resources "render" {
  resource "render_postgres" {
    research       = ["terraform render_postgres"]
    format         = "terraform"
    role           = "data"
    holds          = "PostgreSQL"
    on_delete      = "destroyed"
    on_delete_says = "'Backups and snapshots are not retained after you delete the database. Export first' (Render's own skill). PITR 3/7 days by plan, logical exports 7 days while the database lives."
    sources        = ["https://github.com/render-oss/skills/blob/main/skills/render-postgres/SKILL.md"]
    verified       = true

    also    = []
    title   = "Render PostgreSQL database"
    primary = "yes"
    names   = ["name"]
    unique  = "account"
    curated = ["setting"]
  }

  resource "render_keyvalue" {
    research       = ["terraform render_keyvalue"]
    format         = "terraform"
    role           = "data"
    holds          = "Redis/Valkey"
    on_delete      = "destroyed"
    on_delete_says = "unverified"
    sources        = ["https://registry.terraform.io/providers/render-oss/render/latest/docs/resources/keyvalue"]

    setting "persistence_mode" {
      kind     = "other"
      safe     = ["journal_snapshot", "snapshot"]
      verified = true
      source   = "https://registry.terraform.io/providers/render-oss/render/latest/docs/resources/keyvalue"
    }
    store   = "render_key_value"
    title   = "Render Key Value"
    primary = "no"
    names   = ["name"]
    unique  = "account"
  }

  resource "render_redis" {
    research       = ["terraform render_redis"]
    format         = "terraform"
    role           = "data"
    holds          = "Redis"
    on_delete      = "destroyed"
    on_delete_says = "unverified"
    sources        = ["https://registry.terraform.io/providers/render-oss/render/latest/docs/resources/redis"]
    store          = "render_key_value"
    title          = "Render Redis"
    primary        = "no"
    names          = ["name"]
    unique         = "account"
  }

  resource "render_web_service" {
    research       = ["terraform render_web_service"]
    format         = "terraform"
    role           = "edge"
    holds          = "disk of a service (disk{name,mount_path,size_gb})"
    on_delete      = "destroyed"
    on_delete_says = "Disk snapshots belong to the disk (unverified)."
    sources        = ["https://registry.terraform.io/providers/render-oss/render/latest/docs/resources/web_service"]
    note           = "A disk lies in it; what Render keeps of it is described at render_disk."
    curated        = ["role"]
  }

  resource "render_private_service" {
    research       = ["terraform render_private_service"]
    format         = "terraform"
    role           = "edge"
    holds          = "disk of a service (disk{name,mount_path,size_gb})"
    on_delete      = "destroyed"
    on_delete_says = "Disk snapshots belong to the disk (unverified)."
    sources        = ["https://registry.terraform.io/providers/render-oss/render/latest/docs/resources/private_service"]
    note           = "A disk lies in it; what Render keeps of it is described at render_disk."
    curated        = ["role"]
  }

  resource "render_background_worker" {
    research       = ["terraform render_background_worker"]
    format         = "terraform"
    role           = "edge"
    holds          = "disk of a service (disk{name,mount_path,size_gb})"
    on_delete      = "destroyed"
    on_delete_says = "Disk snapshots belong to the disk (unverified)."
    sources        = ["https://registry.terraform.io/providers/render-oss/render/latest/docs/resources/background_worker"]
    note           = "A disk lies in it; what Render keeps of it is described at render_disk."
    curated        = ["role"]
  }
}
