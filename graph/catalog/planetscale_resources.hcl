# SPDX-License-Identifier: Apache-2.0
# How infrastructure as code declares the stores of this provider.

resources "planetscale" {
  resource "planetscale_postgres_branch" {
    research       = ["terraform planetscale_postgres_branch"]
    format         = "terraform"
    role           = "data"
    holds          = "postgres database branch"
    on_delete      = "depends"
    on_delete_says = "Backups belong to the branch; fate on delete unverified."
    sources        = ["https://registry.terraform.io/providers/planetscale/planetscale/latest/docs/resources/postgres_branch"]

    setting "deletion_protected" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "api"
      note     = "provider >= 1.8.0; database-level protection and two-admin approval exist in the API only"
      verified = true
      source   = "https://planetscale.com/docs/security/deletion-protection"
    }

    setting "delete_descendants" {
      kind     = "force"
      unsafe   = ["true"]
      default  = "false"
      verified = true
      source   = "https://registry.terraform.io/providers/planetscale/planetscale/latest/docs/resources/postgres_branch"
    }

    store   = "planetscale_branch"
    title   = "PlanetScale branch"
    primary = "yes"
    names   = ["name"]
    unique  = "parent"
    parent  = ["database"]
    curated = ["backed_by"]

    backed_by "planetscale_postgres_branch_backup" {
      attr  = "branch"
      lives = "inside"
    }
  }

  resource "planetscale_vitess_branch" {
    research       = ["terraform planetscale_vitess_branch"]
    format         = "terraform"
    role           = "data"
    holds          = "vitess database branch"
    on_delete      = "depends"
    on_delete_says = "Backups belong to the branch; fate on delete unverified."
    sources        = ["https://registry.terraform.io/providers/planetscale/planetscale/latest/docs/resources/vitess_branch"]

    setting "deletion_protected" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "api"
      note     = "provider >= 1.8.0; database-level protection and two-admin approval exist in the API only"
      verified = true
      source   = "https://planetscale.com/docs/security/deletion-protection"
    }

    setting "delete_descendants" {
      kind     = "force"
      unsafe   = ["true"]
      default  = "false"
      verified = true
      source   = "https://registry.terraform.io/providers/planetscale/planetscale/latest/docs/resources/vitess_branch"
    }

    store   = "planetscale_branch"
    title   = "PlanetScale branch"
    primary = "yes"
    names   = ["name"]
    unique  = "parent"
    parent  = ["database"]
    curated = ["backed_by"]

    backed_by "planetscale_vitess_branch_backup" {
      attr  = "branch"
      lives = "inside"
    }
  }
}
