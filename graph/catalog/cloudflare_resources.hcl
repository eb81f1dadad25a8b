# SPDX-License-Identifier: Apache-2.0
# How infrastructure as code declares the stores of this provider.

resources "cloudflare" {
  resource "cloudflare_d1_database" {
    research       = ["terraform cloudflare_d1_database"]
    format         = "terraform"
    role           = "data"
    holds          = "SQLite database"
    on_delete      = "destroyed"
    on_delete_says = "Docs: 'When a D1 Database is replaced all the data is lost'. Time Travel is inside the database (unverified)."
    sources        = ["https://registry.terraform.io/providers/cloudflare/cloudflare/latest/docs/resources/d1_database"]
    verified       = true
    title          = "D1 database"
    primary        = "yes"
    names          = ["name"]
    unique         = "account"
  }

  resource "cloudflare_r2_bucket" {
    research       = ["terraform cloudflare_r2_bucket"]
    format         = "terraform"
    role           = "data"
    holds          = "objects"
    on_delete      = "depends"
    on_delete_says = "Non-empty bucket cannot be deleted (unverified)."
    sources        = ["https://registry.terraform.io/providers/cloudflare/cloudflare/latest/docs/resources/r2_bucket"]

    title   = "R2 bucket"
    primary = "yes"
    names   = ["name"]
    unique  = "account"
    curated = ["backed_by", "setting"]
  }

  resource "cloudflare_workers_kv_namespace" {
    research       = ["terraform cloudflare_workers_kv_namespace"]
    format         = "terraform"
    role           = "data"
    holds          = "key-value"
    on_delete      = "destroyed"
    on_delete_says = "No backups."
    sources        = ["https://registry.terraform.io/providers/cloudflare/cloudflare/latest/docs/resources/workers_kv_namespace"]
    store          = "cloudflare_kv_namespace"
    title          = "Workers KV namespace"
    names          = ["title"]
    unique         = "account"
  }

  resource "cloudflare_queue" {
    research  = ["terraform cloudflare_queue"]
    format    = "terraform"
    role      = "data"
    holds     = "messages"
    on_delete = "destroyed"
    sources   = ["https://registry.terraform.io/providers/cloudflare/cloudflare/latest/docs/resources/queue"]
    title     = "Cloudflare queue"
    primary   = "no"
    names     = ["queue_name"]
    unique    = "account"
  }

  resource "cloudflare_hyperdrive_config" {
    research       = ["terraform cloudflare_hyperdrive_config"]
    format         = "terraform"
    role           = "edge"
    holds          = "database connection (credential -> database edge)"
    on_delete      = "depends"
    on_delete_says = "origin.host/database/user/password."
    sources        = ["https://registry.terraform.io/providers/cloudflare/cloudflare/latest/docs/resources/hyperdrive_config"]
    verified       = true
  }
}
