# SPDX-License-Identifier: Apache-2.0
# How infrastructure as code declares the stores of this provider.

resources "supabase" {
  resource "supabase_project" {
    research       = ["terraform supabase_project"]
    format         = "terraform"
    role           = "data"
    holds          = "PostgreSQL + storage project"
    on_delete      = "destroyed"
    on_delete_says = "No deletion-protection attribute; project deletion is permanent and takes its backups along (community threads)."
    sources        = ["https://github.com/orgs/supabase/discussions/47990"]
    verified       = true
    title          = "Supabase project"
    primary        = "yes"
    names          = ["name"]
    unique         = "account"
    secrets        = ["database_password"]
  }

  resource "supabase_branch" {
    research  = ["terraform supabase_branch"]
    format    = "terraform"
    role      = "data"
    holds     = "preview branch"
    on_delete = "destroyed"
    sources   = ["https://registry.terraform.io/providers/supabase/supabase/latest/docs/resources/branch"]

    setting "persistent" {
      kind     = "other"
      safe     = ["true"]
      default  = "false"
      verified = true
      source   = "https://registry.terraform.io/providers/supabase/supabase/latest/docs/resources/branch"
      curated  = ["kind"]
    }
    title   = "Supabase branch"
    primary = "yes"
    names   = ["git_branch"]
    unique  = "parent"
    parent  = ["parent_project_ref"]
  }
}
