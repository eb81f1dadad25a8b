# SPDX-License-Identifier: Apache-2.0
# How infrastructure as code declares the stores of this provider.

resources "neon" {
  resource "neon_project" {
    research       = ["terraform neon_project"]
    format         = "terraform"
    role           = "data"
    holds          = "PostgreSQL project (branches = environments)"
    on_delete      = "retained_days"
    on_delete_says = "Deleting the project deletes branches and history with it; recoverable within 7 days through the API."
    sources        = ["https://neon.com/docs/reference/api/projects/delete-project"]
    verified       = true

    setting "default_branch_protected" {
      kind     = "lock"
      safe     = ["yes"]
      default  = "no"
      scope    = "api"
      note     = "protects the branch, not the project"
      verified = true
      source   = "https://neon.com/docs/reference/api/projects/delete-project"
    }

    setting "history_retention_seconds" {
      kind     = "history"
      safe     = [">=86400"]
      default  = "86400"
      note     = "0 turns PITR off; plan caps Free 6 h, Launch 7 d, Scale 30 d"
      verified = true
      source   = "https://neon.com/docs/reference/api/projects/delete-project"
      unit     = "seconds"
      curated  = ["kind"]
    }
    title   = "Neon project"
    primary = "yes"
    names   = ["name"]
    unique  = "account"
  }

  resource "neon_branch" {
    research       = ["terraform neon_branch"]
    format         = "terraform"
    role           = "data"
    holds          = "database branch (staging branches share the project with production)"
    on_delete      = "destroyed"
    on_delete_says = "Branches and history live in the project."
    sources        = ["https://registry.terraform.io/providers/kislerdm/neon/latest/docs/resources/branch"]
    verified       = true

    setting "protected" {
      kind     = "lock"
      safe     = ["yes"]
      default  = "no"
      scope    = "api"
      verified = true
      source   = "https://registry.terraform.io/providers/kislerdm/neon/latest/docs/resources/branch"
      curated  = ["kind"]
    }
    title   = "Neon branch"
    primary = "yes"
    names   = ["name"]
    unique  = "parent"
    parent  = ["project_id"]
  }

  resource "neon_database" {
    research       = ["terraform neon_database"]
    format         = "terraform"
    role           = "data"
    holds          = "database in a branch"
    on_delete      = "depends"
    on_delete_says = "Drop is permanent; branch history still holds it."
    sources        = ["https://registry.terraform.io/providers/kislerdm/neon/latest/docs/resources/database"]
    verified       = true
    title          = "Neon database"
    primary        = "yes"
    names          = ["name"]
    unique         = "parent"
    parent         = ["branch_id"]
  }
}
