# SPDX-License-Identifier: Apache-2.0
# How infrastructure as code declares the stores of this provider.

resources "fly" {
  resource "fly_volume" {
    research       = ["terraform fly_volume"]
    format         = "terraform"
    role           = "data"
    holds          = "block volume"
    on_delete      = "retained_days"
    on_delete_says = "Snapshots of a destroyed volume stay restorable about 5 days; destroying the app deletes volumes and snapshots."
    sources        = ["https://fly.io/docs/volumes/snapshots"]
    verified       = true

    setting "(API snapshot_retention)" {
      kind     = "other"
      safe     = [">=5"]
      default  = "5"
      note     = "1-60 days; scheduled_snapshots true by default; not in the Terraform provider"
      verified = true
      source   = "https://fly.io/docs/volumes/snapshots"
    }
    title   = "Fly.io volume"
    primary = "yes"
    names   = ["name"]
    unique  = "parent"
    parent  = ["app"]
  }

  resource "fly_app" {
    research       = ["terraform fly_app"]
    format         = "terraform"
    role           = "container"
    holds          = "app (deleting deletes volumes)"
    on_delete      = "destroyed"
    on_delete_says = "Destroying an app deletes its volumes and their snapshots."
    sources        = ["https://github.com/superfly/docs/blob/main/apps/delete.html.markerb"]
    verified       = true
    title          = "Fly.io app"
    names          = ["name"]
    unique         = "global"
  }

  resource "fly_machine" {
    research  = ["terraform fly_machine"]
    format    = "terraform"
    role      = "edge"
    holds     = "machine mounts (mounts[].volume = share edge)"
    on_delete = "depends"
    sources   = ["https://registry.terraform.io/providers/fly-apps/fly/latest/docs/resources/machine"]
    verified  = true
  }
}
