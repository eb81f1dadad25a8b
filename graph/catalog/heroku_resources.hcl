# SPDX-License-Identifier: Apache-2.0
# How infrastructure as code declares the stores of this provider.

resources "heroku" {
  resource "heroku_addon" {
    research       = ["terraform heroku_addon"]
    format         = "terraform"
    role           = "data"
    holds          = "database/redis add-on"
    on_delete      = "depends"
    on_delete_says = "CLI refuses to destroy an add-on attached to other apps unless --force; fate of PGBackups on destroy unverified."
    sources        = ["https://registry.terraform.io/providers/heroku/heroku/latest/docs/resources/addon"]
    title          = "Heroku add-on"
    names          = ["name"]
    unique         = "global"
    parent         = ["app_id"]
  }

  resource "heroku_addon_attachment" {
    research       = ["terraform heroku_addon_attachment"]
    format         = "terraform"
    role           = "edge"
    holds          = "share edge: one add-on attached to several apps"
    on_delete      = "depends"
    on_delete_says = "Same addon_id attached to apps of two pipeline stages = cross-environment data store."
    sources        = ["https://registry.terraform.io/providers/heroku/heroku/latest/docs/resources/addon_attachment"]
    verified       = true
  }

  resource "heroku_pipeline_coupling" {
    research       = ["terraform heroku_pipeline_coupling"]
    format         = "terraform"
    role           = "env"
    holds          = "environment label (stage = review|development|staging|production)"
    on_delete      = "depends"
    on_delete_says = "Authoritative app -> environment mapping."
    sources        = ["https://registry.terraform.io/providers/heroku/heroku/latest/docs/resources/pipeline_coupling"]
    verified       = true
  }
}
