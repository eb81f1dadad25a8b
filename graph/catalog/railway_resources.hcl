# SPDX-License-Identifier: Apache-2.0
# How infrastructure as code declares the stores of this provider.

resources "railway" {
  resource "railway_service" {
    research       = ["terraform railway_service"]
    format         = "terraform"
    role           = "edge"
    holds          = "service with volume (volume{name,mount_path})"
    on_delete      = "destroyed"
    on_delete_says = "Volume backups belong to the volume: wiping a volume deletes all backups; restorable only into the same project+environment; deletion is permanent within 48 h (email link). Backup schedules daily 6 d / weekly 1 mo / monthly 3 mo."
    sources        = ["https://docs.railway.com/volumes/backups"]
    verified       = true

    setting "(offsite logical dumps)" {
      kind     = "other"
      safe     = ["present"]
      note     = "the only copies that survive project/volume deletion"
      verified = true
      source   = "https://docs.railway.com/volumes/backups"
    }

    backed_by "(dashboard/API) volume backup schedule" {
      attr = "volumeInstanceId"
      note = "inside the volume: not an independent backup"
    }
    note    = "A volume lies in it; what Railway keeps of it is described at railway_volume."
    curated = ["role"]
  }

  resource "railway_environment" {
    research       = ["terraform railway_environment"]
    format         = "terraform"
    role           = "container"
    holds          = "environment"
    on_delete      = "destroyed"
    on_delete_says = "Deleting an environment deletes its volume instances (unverified)."
    sources        = ["https://registry.terraform.io/providers/terraform-community-providers/railway/latest/docs/resources/environment"]
    title          = "Railway environment"
  }

  resource "railway_project" {
    research       = ["terraform railway_project"]
    format         = "terraform"
    role           = "container"
    holds          = "project (all environments)"
    on_delete      = "destroyed"
    on_delete_says = "Project delete: only offsite logical dumps survive."
    sources        = ["https://registry.terraform.io/providers/terraform-community-providers/railway/latest/docs/resources/project"]
    verified       = true
    title          = "Railway project"
  }
}
