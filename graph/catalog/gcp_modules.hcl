# SPDX-License-Identifier: Apache-2.0
# What well-known registry modules of Google Cloud declare, by the inputs of their calls.
# Read from the sources named, at the version named; "?" is a default that other
# inputs decide.

resources "gcp" {
  module "terraform-google-modules/sql-db/google//modules/postgresql" {
    checked = "28.1.1"
    sources = ["https://github.com/terraform-google-modules/terraform-google-sql-db/blob/25cf783/modules/postgresql/variables.tf", "https://github.com/terraform-google-modules/terraform-google-sql-db/blob/25cf783/modules/postgresql/main.tf"]

    declares "google_sql_database_instance" {
      inputs = {
        "name"                                  = "name"
        "deletion_protection"                   = "deletion_protection"
        "root_password"                         = "root_password"
        "region"                                = "region"
        "master_instance_name"                  = "master_instance_name"
        "project"                               = "project_id"
        "settings.deletion_protection_enabled"  = "deletion_protection_enabled"
        "settings.retain_backups_on_delete"     = "retain_backups_on_delete"
        "settings.final_backup_config.enabled"  = "final_backup_config.enabled"
        "settings.backup_configuration.enabled" = "backup_configuration.enabled"
        "settings.user_labels"                  = "user_labels"
      }
      defaults = {
        "deletion_protection"          = "true"
        "deletion_protection_enabled"  = "false"
        "retain_backups_on_delete"     = "false"
        "backup_configuration.enabled" = "false"
      }
    }
  }

  module "terraform-google-modules/sql-db/google//modules/mysql" {
    checked = "28.1.1"
    sources = ["https://github.com/terraform-google-modules/terraform-google-sql-db/blob/25cf783/modules/mysql/variables.tf", "https://github.com/terraform-google-modules/terraform-google-sql-db/blob/25cf783/modules/mysql/main.tf"]

    declares "google_sql_database_instance" {
      inputs = {
        "name"                                  = "name"
        "deletion_protection"                   = "deletion_protection"
        "root_password"                         = "root_password"
        "region"                                = "region"
        "master_instance_name"                  = "master_instance_name"
        "project"                               = "project_id"
        "settings.deletion_protection_enabled"  = "deletion_protection_enabled"
        "settings.retain_backups_on_delete"     = "retain_backups_on_delete"
        "settings.final_backup_config.enabled"  = "final_backup_config.enabled"
        "settings.backup_configuration.enabled" = "backup_configuration.enabled"
        "settings.user_labels"                  = "user_labels"
      }
      defaults = {
        "deletion_protection"          = "true"
        "deletion_protection_enabled"  = "false"
        "retain_backups_on_delete"     = "false"
        "backup_configuration.enabled" = "?"
      }
    }
  }

  module "terraform-google-modules/sql-db/google//modules/mssql" {
    checked = "28.1.1"
    sources = ["https://github.com/terraform-google-modules/terraform-google-sql-db/blob/25cf783/modules/mssql/variables.tf", "https://github.com/terraform-google-modules/terraform-google-sql-db/blob/25cf783/modules/mssql/main.tf"]

    declares "google_sql_database_instance" {
      inputs = {
        "name"                                  = "name"
        "deletion_protection"                   = "deletion_protection"
        "root_password"                         = "root_password"
        "region"                                = "region"
        "master_instance_name"                  = "master_instance_name"
        "project"                               = "project_id"
        "settings.deletion_protection_enabled"  = "deletion_protection_enabled"
        "settings.retain_backups_on_delete"     = "retain_backups_on_delete"
        "settings.final_backup_config.enabled"  = "final_backup_config.enabled"
        "settings.backup_configuration.enabled" = "backup_configuration.enabled"
        "settings.user_labels"                  = "user_labels"
      }
      defaults = {
        "deletion_protection"          = "true"
        "deletion_protection_enabled"  = "false"
        "retain_backups_on_delete"     = "false"
        "backup_configuration.enabled" = "false"
      }
    }
  }
}
